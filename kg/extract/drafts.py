"""A statement in the making, and what joins several into the final ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


def words_of(document: Document, parts: Sequence[Span]) -> str:
    """The words said: parts joined with " … ", white space collapsed, page furniture left out."""
    pieces = [piece for block in document.blocks if block.furniture is None for piece in block.pieces]
    said = []
    for part in parts:
        inside = [
            Span(max(piece.start, part.start), min(piece.end, part.end))
            for piece in pieces
            if piece.start < part.end and part.start < piece.end
        ]
        said.append(
            flow_of_pieces(document.text, inside).text
            if inside
            else " ".join(document.text[part.start : part.end].split())
        )
    return re.sub(r"\s+", " ", " … ".join(said)).strip()
