"""A text and passages of it in, pieces to show out: each knows which passages cover it, and no character is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')\]]*\s+|\n\s*\n")
CONTEXT: Final = 320  # characters on either side of a passage


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage from `start` to `end` (excluded), in code points of the text, and what it is a passage of."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, the names of the passages that cover it, the shortest first, and those that begin in it."""

    text: str
    names: tuple[str, ...]
    begins: tuple[str, ...]


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """The text from start to end, cut wherever a passage begins or ends.

    >>> [(piece.text, piece.names) for piece in pieces("abcdef", 1, 5, [Mark(2, 4, "x"), Mark(3, 9, "y")])]
    [('b', ()), ('c', ('x',)), ('d', ('x', 'y')), ('e', ('y',))]
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    cuts = {start, end}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    places = sorted(cuts)
    return [_piece(text, left, right, inside) for left, right in pairwise(places)]


def _piece(text: str, left: int, right: int, marks: Sequence[Mark]) -> Piece:
    covering = [mark for mark in marks if mark.start <= left and mark.end >= right]
    covering.sort(key=lambda mark: (mark.end - mark.start, mark.start, mark.name))
    begins = tuple(dict.fromkeys(mark.name for mark in covering if mark.start == left))
    return Piece(text[left:right], tuple(dict.fromkeys(mark.name for mark in covering)), begins)


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text around passages; whether text was cut before and after it."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def window(text: str, start: int, end: int, *, context: int = CONTEXT) -> Window:
    """A sentence or two on either side of a passage, never cut inside a word.

    >>> window("One. Two. Three. Four.", 10, 16, context=6)
    Window(start=5, end=22, cut_before=True, cut_after=False)
    """
    first, last = max(0, start - context), min(len(text), end + context)
    if first > 0:
        # A sentence that begins just there counts; one that begins with the passage itself is no context.
        begins = [match.end() for match in _SENTENCE_END.finditer(text, max(0, first - 3), start)]
        first = next((place for place in begins if first <= place < start), None) or _after_blank(text, first, start)
    if last < len(text):
        ends = [match.end() for match in _SENTENCE_END.finditer(text, end, last)]
        last = ends[-1] if ends else _before_blank(text, end, last)
    return Window(first, last, bool(text[:first].strip()), bool(text[last:].strip()))


def _after_blank(text: str, first: int, start: int) -> int:
    blank = text.find(" ", first, start)
    return blank + 1 if blank >= 0 else first


def _before_blank(text: str, end: int, last: int) -> int:
    blank = text.rfind(" ", end, last)
    return blank if blank >= 0 else last
