"""A document's text, statements and headings in, the blocks that the reader shows out, every character in its place.

Blocks are read again by `kg.read`, which is pure: what it takes for page furniture and other boilerplate is shown greyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.explorer.data import Row
from kg.explorer.passages import Mark, Piece, pieces

if TYPE_CHECKING:
    from kg.knowledge.lexicon import Lexicon
    from kg.model import Block

_TAGS: Final = {
    "heading": "h",
    "paragraph": "p",
    "bullet": "li",
    "block quotation": "q",
    "attribution line": "p",
    "boilerplate": "grey",
}
_LEVELS: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A run of blocks' text with its pieces. `look`: h, p, li, q or grey; `statements`: those whose words begin here."""

    look: str
    level: int  # of a heading, from 2
    start: int
    pieces: tuple[Piece, ...]
    statements: tuple[str, ...]
    furniture: str  # what the boilerplate is, such as "page number"


def read_lines(text: str, marks: Sequence[Mark], lexicon: Lexicon) -> list[Line]:
    """The text in reading order: one line a piece of a block, and whatever lies between two as greyed text."""
    from kg.read import sections_and_blocks

    _, found = sections_and_blocks(text, lexicon, key="document")
    among = _Marks(marks)
    runs = sorted(((span.start, span.end, block) for block in found for span in block.pieces), key=lambda run: run[:2])
    lines: list[Line] = []
    told: set[str] = set()
    place = 0
    for start, end, block in runs:
        if start > place and text[place:start].strip():
            lines.append(_line(text, place, start, among, told, None))
        if end > max(place, start):
            lines.append(_line(text, max(place, start), end, among, told, block))
        place = max(place, end)
    if text[place:].strip():
        lines.append(_line(text, place, len(text), among, told, None))
    return lines


class _Marks:
    """Passages of a text that is read from its beginning to its end."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._ahead = sorted(marks, key=lambda mark: -mark.start)
        self._near: list[Mark] = []

    def inside(self, start: int, end: int) -> list[Mark]:
        """Those that share characters with this part, which begins where the last one ended or behind it."""
        while self._ahead and self._ahead[-1].start < end:
            self._near.append(self._ahead.pop())
        self._near = [mark for mark in self._near if mark.end > start]
        return list(self._near)


def _line(text: str, start: int, end: int, marks: _Marks, told: set[str], block: Block | None) -> Line:
    inside = marks.inside(start, end)
    cut: list[Piece] = []
    begun: list[str] = []
    for piece in pieces(text, start, end, inside):
        new = tuple(name for name in reversed(piece.names) if name not in told)  # of two, the longer begins first
        told.update(new)
        begun += new
        cut.append(replace(piece, begins=new))
    look = _TAGS[block.kind.value] if block else "grey"
    level = min(max(block.level, 1), _LEVELS) + 1 if block else 0
    return Line(look, level, start, tuple(cut), tuple(begun), (block.furniture or "") if block else "not read")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in the margin beside a statement: its number in the document, who, about which issues."""

    number: int
    key: str
    iri: str
    kind: str
    speaker: str
    speaker_iri: str
    issues: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    before: str  # key of the statement before; empty at the first
    after: str


def labels(rows: Iterable[Row], sides: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, Label]:
    """Labels by key of the statement, in the order of the text."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["statement"], row)
    keys = [key_of(iri) for iri in first]
    found = {}
    for number, (iri, row) in enumerate(first.items(), start=1):
        found[key_of(iri)] = Label(
            number,
            key_of(iri),
            iri,
            row["kind"],
            row["speaker"],
            row["speaker_iri"],
            tuple(part for part in row["issues"].split(" | ") if part),
            tuple(sides.get(iri, ())),
            keys[number - 2] if number > 1 else "",
            keys[number] if number < len(keys) else "",
        )
    return found


def key_of(iri: str) -> str:
    """The last step of an IRI, for anchors."""
    return iri.rstrip("/").rpartition("/")[2]
