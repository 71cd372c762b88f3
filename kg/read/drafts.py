"""Groups of lines -> drafts of blocks: pieces of the text, their words, and what tells their kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import BlockKind, Span
from kg.read.lines import Line

OPENING_MARKS = '“"‘«'  # of quotations
NAME_WORDS = 14  # a longer line is no name


@dataclass(slots=True)
class Draft:
    """A block in the making."""

    pieces: tuple[Span, ...]
    text: str  # lines joined with one space
    indent: int
    gap: int
    lines: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    furniture: str | None = None
    marks: dict[str, bool] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return len(self.text.split())


def drafts_of(lines: Sequence[Line], groups: Sequence[Sequence[int]]) -> list[Draft]:
    """One draft a group, all paragraphs yet; lines that follow one another in the file are one piece."""
    drafts = []
    for group in groups:
        pieces: list[Span] = []
        for before, at in zip([None, *group], group, strict=False):
            if before is not None and at == before + 1:
                pieces[-1] = Span(pieces[-1].start, lines[at].end)
            else:
                pieces.append(Span(lines[at].start, lines[at].end))
        text = " ".join(lines[at].text for at in group)
        first = lines[group[0]]
        drafts.append(Draft(tuple(pieces), text, first.indent, first.gap, len(group)))
    return drafts
