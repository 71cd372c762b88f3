"""Drafts of blocks -> headings, bullets and block quotations that a mark at their beginning tells; runs of list lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind
from kg.read.drafts import NAME_WORDS, OPENING_MARKS, Draft
from kg.read.joining import BULLET, NUMBERED
from kg.read.line_ends import ends_sentence

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*$")
_BOLD_TURN = re.compile(r"\*\*[^*\n]{2,60}\*\*\s?:")
_HEADING_WORDS = 16
_BOLD_HEADING_LEVEL = 4
_DEEPEST_BULLET = 9  # lists that seem to nest deeper are a fault of the layout
_LIST_LINES = 6  # so many short lines in a row are a list and no headings
_MARK_WIDTH = 8  # characters of a bullet's mark and the room behind it


def mark_by_signs(drafts: Sequence[Draft]) -> None:
    """Set kind and level of the paragraphs that begin with a mark of their kind."""
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if draft.kind is BlockKind.PARAGRAPH:
            _by_mark(draft, before)


def _by_mark(draft: Draft, before: Draft | None) -> None:
    text = draft.text
    heading = _MARKDOWN_HEADING.match(text)
    if heading:
        draft.kind, draft.level = BlockKind.HEADING, len(heading[1])
    elif text.startswith(">"):
        draft.kind = BlockKind.BLOCK_QUOTATION
    elif _BOLD_LINE.match(text) and draft.words <= _HEADING_WORDS and not _BOLD_TURN.match(text):
        draft.kind, draft.level = BlockKind.HEADING, _BOLD_HEADING_LEVEL
    elif BULLET.match(text) or _is_list_item(draft, before):
        draft.kind, draft.level = BlockKind.BULLET, _depth(draft, before)


def mark_items_without_sign(drafts: Sequence[Draft]) -> None:
    """A line set in as the items above it, over items of its own: an item whose mark was lost leads on to them."""
    for before, draft, below in zip(drafts, drafts[1:], drafts[2:], strict=False):
        if draft.kind is not BlockKind.PARAGRAPH or ends_sentence(draft.text) or draft.gap:
            continue
        bullets = before.kind is below.kind is BlockKind.BULLET
        if bullets and before.indent < draft.indent <= before.indent + _MARK_WIDTH and below.indent > draft.indent:
            draft.kind, draft.level = BlockKind.BULLET, before.level
            _deepen(drafts, below, draft.level)


def _deepen(drafts: Sequence[Draft], first: Draft, level: int) -> None:
    """The items from `first` on that stand as deep as it does, or deeper, are under an item of this level."""
    at = next(place for place, draft in enumerate(drafts) if draft is first)
    lift = level + 1 - first.level
    for draft in drafts[at:]:
        if draft.kind is BlockKind.BOILERPLATE:
            continue
        if draft.kind is not BlockKind.BULLET or draft.indent < first.indent - 1:
            return
        draft.level = min(_DEEPEST_BULLET, draft.level + lift)


def _is_list_item(draft: Draft, before: Draft | None) -> bool:
    """A numbered item of a list: under a lead-in, or after another item; a numbered paragraph of a report is none."""
    mark = NUMBERED.match(draft.text)
    if not mark or before is None or re.match(r"\d+\.\d", draft.text):
        return False
    if (before.kind is BlockKind.BULLET and before.marks.get("numbered")) or before.text.endswith((":", ":-")):
        draft.marks["numbered"] = True
    return draft.marks.get("numbered", False)


def _depth(draft: Draft, before: Draft | None) -> int:
    if before is None or before.kind is not BlockKind.BULLET:
        return 1
    if draft.indent > before.indent + 1 or (_sub_mark(draft) and not _sub_mark(before)):
        return min(_DEEPEST_BULLET, before.level + 1)
    if draft.indent < before.indent - 1 or (_sub_mark(before) and not _sub_mark(draft)):
        return max(1, before.level - 1)
    return before.level


def _sub_mark(draft: Draft) -> bool:
    return draft.text[:1] in "o○◦▪"


def mark_lists(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Many short lines in a row without a full stop are a list (of names, of contents): no headings, no attributions."""
    first_level = re.compile(rf"(?:{'|'.join(lexicon.words('layout', 'headings', 'first_level'))})\b", re.I)
    run: list[Draft] = []
    for draft in [*drafts, None]:
        if draft is not None and _may_be_listed(draft) and not first_level.match(draft.text):
            run.append(draft)
            continue
        if draft is not None and draft.kind is BlockKind.BOILERPLATE and draft.furniture != "teaser":
            continue  # a page number between two names
        if len(run) >= _LIST_LINES:
            for listed in run:
                listed.marks["listed"] = True
        run = []


def _may_be_listed(draft: Draft) -> bool:
    short = draft.lines <= 2 and draft.words <= NAME_WORDS and draft.kind is BlockKind.PARAGRAPH
    return (
        short and draft.text[:1] not in OPENING_MARKS and not ends_sentence(draft.text) and not draft.text.endswith("?")
    )
