"""Drafts of blocks -> the document's sections, and the blocks with the section each stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Block, BlockKind, Section, Span
from kg.read.drafts import Draft

_TITLE_BLOCKS = 6  # a title stands among the first blocks
_TITLE_ABOVE_WORDS = 12  # a longer paragraph above it shows that a heading is no title
_HEADING_MARKS = re.compile(r"[#>\s*]+")
_NUMBERED = re.compile(r"(?:chapter|part|recommendation|question|annex|section)\b|\d", re.I)


def title_of(drafts: Sequence[Draft]) -> Draft | None:
    """The heading that names the document: the first one, when no running text stands above it."""
    for draft in drafts[:_TITLE_BLOCKS]:
        if draft.kind is BlockKind.HEADING and not _is_numbered(draft):
            return draft
        if draft.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) and draft.words > _TITLE_ABOVE_WORDS:
            return None
    return None


def _is_numbered(draft: Draft) -> bool:
    return bool(_NUMBERED.match(draft.text))


def without_heading_marks(text: str) -> str:
    """A heading without its marks."""
    start = _HEADING_MARKS.match(text)
    begin, end = start.end() if start else 0, len(text)
    while end > begin and (text[end - 1] == "*" or text[end - 1].isspace()):
        end -= 1
    return text[begin:end]


def sections_of(drafts: Sequence[Draft], key: str, title: str | None) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """Section 0 is the root: the document's title, else its key."""
    head = title_of(drafts)
    root_title = title or (without_heading_marks(head.text) if head else key)
    sections = [Section(0, root_title, 0, None, _span(head) if head else None)]
    blocks: list[Block] = []
    open_sections = [0]
    for draft in drafts:
        if draft.kind is BlockKind.HEADING and draft is not head:
            while len(open_sections) > 1 and sections[open_sections[-1]].level >= draft.level:
                open_sections.pop()
            text = without_heading_marks(draft.text)
            sections.append(Section(len(sections), text, draft.level, open_sections[-1], _span(draft), "?" in text))
            open_sections.append(len(sections) - 1)
        blocks.append(Block(draft.kind, draft.pieces, open_sections[-1], draft.level, draft.furniture))
    return tuple(sections), tuple(blocks)


def _span(draft: Draft) -> Span:
    return Span(draft.pieces[0].start, draft.pieces[-1].end)
