"""A statement in the making, and what joins several into the final ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kg.model import Document, Span, Speaker, StatementKind
from kg.read.flow import flow_of_pieces


@dataclass(slots=True)
class Draft:
    """What a rule found: where the words stand and who says them."""

    kind: StatementKind
    speaker: Speaker | None
    parts: list[Span]
    block: int
    section: int
    rule: str
    attribution: int
    source: Span | None = None
    cue: Span | None = None
    embedded_in: Draft | None = None
    verb: str = ""

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def overlap(one: Draft, other: Draft) -> float:
    """Jaccard index of the two statements' characters."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.parts for b in other.parts)
    total = sum(p.end - p.start for p in (*one.parts, *other.parts)) - both
    return both / total if total else 0.0


class SaidWords:
    """Reads the words said out of one document, page furniture left out."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._pieces = [piece for block in document.blocks if block.furniture is None for piece in block.pieces]
        self._ends = [piece.end for piece in self._pieces]

    def of(self, parts: Sequence[Span]) -> str:
        """The parts joined with " … ", white space collapsed."""
        return " ".join(" … ".join(map(self._of_part, parts)).split())

    def _of_part(self, part: Span) -> str:
        inside = []
        for piece in islice(self._pieces, bisect_right(self._ends, part.start), None):
            if piece.start >= part.end:
                break
            inside.append(Span(max(piece.start, part.start), min(piece.end, part.end)))
        return flow_of_pieces(self._text, inside).text if inside else self._text[part.start : part.end]
