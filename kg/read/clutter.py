"""Drafts of blocks -> those that are clutter of a page (navigation, adverts, rights) marked as boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind
from kg.read.drafts import Draft
from kg.read.line_ends import ends_sentence

_LEADING_MARKS = re.compile(r"[#>*•\s-]+")
_LONGEST_CLUTTER = 400  # characters
_TEASER_WORDS = 20  # a longer paragraph weighs against its being clutter
_FEWEST_CLUTTERED = 3  # blocks
_CLUTTERED_SHARE = 0.25  # of the tail's weight, from which on all of the tail is clutter
_HEAD_WORDS = 8


def mark_clutter(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Set kind and furniture of each draft that an expression of the lexicon tells as clutter, and of the tail around them."""
    expressions = [
        (kind, re.compile(expression, re.I))
        for kind, list_ in lexicon.tables["layout"]["boilerplate"].items()
        for expression in list_
    ]
    for draft in drafts:
        bare = _without_marks(draft.text)
        if len(bare) <= _LONGEST_CLUTTER:
            kind = next((kind for kind, expression in expressions if expression.search(bare)), None)
            if kind:
                draft.kind, draft.furniture = BlockKind.BOILERPLATE, kind
    _spread_clutter(drafts)


def _without_marks(text: str) -> str:
    leading = _LEADING_MARKS.match(text)
    return text[leading.end() if leading else 0 :].rstrip("*")


def _spread_clutter(drafts: Sequence[Draft]) -> None:
    """Where clutter makes up a good part of the file's tail, all of the tail is: teasers stand between the lines that show it."""
    flags = [draft.kind is BlockKind.BOILERPLATE and draft.furniture != "picture" for draft in drafts]
    best = None
    cluttered, rest = 0, 0.0
    for at in range(len(drafts) - 1, -1, -1):
        if flags[at]:
            cluttered += 1
        else:
            rest += 1 + drafts[at].words / _TEASER_WORDS
        enough = cluttered >= _FEWEST_CLUTTERED and cluttered >= _CLUTTERED_SHARE * (cluttered + rest)
        if enough and (flags[at] or _opens_clutter(drafts, flags, at)):
            best = at
    for draft in drafts[best:] if best else []:
        if draft.kind is not BlockKind.BOILERPLATE:
            draft.kind, draft.furniture = BlockKind.BOILERPLATE, "teaser"


def _opens_clutter(drafts: Sequence[Draft], flags: Sequence[bool], at: int) -> bool:
    """A short line without a full stop right above a line of clutter heads it."""
    above_clutter = at + 1 < len(drafts) and flags[at + 1]
    return above_clutter and drafts[at].words <= _HEAD_WORDS and not ends_sentence(drafts[at].text)
