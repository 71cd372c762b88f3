"""Text -> physical lines with their offsets; every kind of line end counts as one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.read.flow import INVISIBLE

_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_STRIP = "".join(INVISIBLE) + " \t\xa0\u2002\u2003\u2009\u202f\u3000"


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line: the place of its visible characters, and the blank lines above it."""

    start: int
    end: int
    text: str
    indent: int  # characters
    gap: int  # blank lines before it
    page_break: bool = False  # a form feed stands before it


def lines_of(text: str) -> list[Line]:
    """The non-blank lines of a text, in order."""
    lines: list[Line] = []
    gap = 0
    page_break = False
    for start, end, mark in _physical(text):
        raw = text[start:end]
        visible = raw.strip(_STRIP)
        if visible:
            indent = len(raw) - len(raw.lstrip(_STRIP))
            lines.append(Line(start + indent, start + indent + len(visible), visible, indent, gap, page_break))
            gap, page_break = 0, False
        else:
            gap += 1
        page_break = page_break or mark == "\x0c"
    return lines


def _physical(text: str) -> list[tuple[int, int, str]]:
    """(start, end, line end) of each physical line."""
    found = []
    start = 0
    for match in _LINE_END.finditer(text):
        found.append((start, match.start(), match.group()))
        start = match.end()
    found.append((start, len(text), ""))
    return found
