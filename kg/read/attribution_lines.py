"""Drafts of blocks -> attribution lines: short lines with a name or a role under a quotation, which tell who said it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind
from kg.read.drafts import NAME_WORDS, OPENING_MARKS, Draft
from kg.read.line_ends import closes_quotation, stops

_DASHED_NAME = re.compile(r"[-–—―]\s*(?=[A-Z])")
_FARTHEST = 40  # characters between a quotation and its attribution line
_SEVERAL = 3  # so many certain attribution lines show that a file makes them
_TELLING_WORDS = 2  # outside the marks
_QUOTED_WORDS = 3  # of the shortest quotation with an attribution line
_SMALL = frozenset("a an and at by for from in of on or the to with & - – — et al".split())


def mark_attribution_lines(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Short name-like lines under a quotation. Where a file has several, one under unmarked words counts as well."""
    words = "|".join(map(re.escape, lexicon.words("layout", "attribution", "roles")))
    roles = re.compile(rf"[-–—―\s]*(?:{words})\b", re.I)
    certain = 0
    for before, draft in pairwise(drafts):
        if _may_attribute(draft, roles) and _is_quotation(before) and _close(before, draft):
            _attribute(before, draft)
            certain += 1
    if certain < _SEVERAL:
        return
    for before, draft in pairwise(drafts):
        if _ends_plain_words(before, draft) and _may_attribute(draft, roles) and _names(draft.text, roles):
            _attribute(before, draft)


def _ends_plain_words(before: Draft, draft: Draft) -> bool:
    """A line right under a paragraph that ends with its sentence."""
    if before.kind is not BlockKind.PARAGRAPH or draft.kind is not BlockKind.PARAGRAPH:
        return False
    return stops(before.text) and _close(before, draft) and not before.text.endswith(":")


def _close(before: Draft, draft: Draft) -> bool:
    """Next to each other in the file, a page number at most in between."""
    return draft.pieces[0].start - before.pieces[-1].end <= _FARTHEST


def _attribute(quotation: Draft, line: Draft) -> None:
    quotation.kind = BlockKind.BLOCK_QUOTATION
    line.kind = BlockKind.ATTRIBUTION_LINE


def _may_attribute(draft: Draft, roles: re.Pattern[str]) -> bool:
    if draft.words > NAME_WORDS or draft.marks.get("listed"):
        return False
    dashed = bool(_DASHED_NAME.match(draft.text))
    if draft.kind is not BlockKind.PARAGRAPH and not (draft.kind is BlockKind.BULLET and dashed):
        return False
    text = _DASHED_NAME.sub("", draft.text)
    if text[:1] in OPENING_MARKS or not text[:1].isupper() or text.endswith(("?", ":", "!")):
        return False
    return not (text.endswith(".") and draft.words > 4) and _names(text, roles)


def _names(text: str, roles: re.Pattern[str]) -> bool:
    return bool(roles.match(text)) or _is_name(text)


def _is_name(text: str) -> bool:
    """Every longer word is capitalised, as in the name of a person or body."""
    words = re.findall(r"[^\W_][\w’'.-]*", _DASHED_NAME.sub("", text))
    strange = [
        word for word in words if word.casefold() not in _SMALL and not word[:1].isupper() and not word[:1].isdigit()
    ]
    return bool(words) and len(strange) <= (0 if len(words) < 6 else 1)


def _is_quotation(draft: Draft) -> bool:
    if draft.kind is BlockKind.BLOCK_QUOTATION:
        return True
    quoted = draft.text[:1] in OPENING_MARKS or closes_quotation(draft.text)
    if draft.kind is not BlockKind.PARAGRAPH or not quoted or draft.words < _QUOTED_WORDS:
        return False
    return not _tells_its_speaker(draft.text)


def _tells_its_speaker(text: str) -> bool:
    """ "“…,” Ada Example said. “…”": words outside the marks, so that no line below need tell whose those inside are."""
    if text[:1] not in OPENING_MARKS:
        return False
    straight = text.startswith('"')
    depth = outside = 0
    for word in text.split():
        outside += depth == 0 and word[:1] not in OPENING_MARKS
        inside = (depth + word.count('"')) % 2 if straight else depth + word.count("“") - word.count("”")
        depth = max(0, inside)
    return outside >= _TELLING_WORDS
