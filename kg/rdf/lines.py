"""Sorted N-Quads lines of one graph, and the terms of a line again.

Every line ends with a line feed. Sorted lines without blank nodes are RDF's canonical form: equal data, equal bytes.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.namespaces import RDF, XSD

_LITERAL: Final = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NAMED: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class GraphLines:
    """Collects the quads of one named graph; a quad added twice stands once."""

    def __init__(self, graph: str) -> None:
        """`graph` is an IRI without brackets."""
        self.graph = graph
        self._tail = f" <{graph}> .\n"
        self._lines: set[str] = set()

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """Add a quad for each object; all terms are N-Quads text."""
        for object_ in objects:
            self._lines.add(f"{subject} {predicate} {object_}{self._tail}")

    def lines(self) -> list[str]:
        """All quads, sorted by code point."""
        return sorted(self._lines)


class QuadText(NamedTuple):
    """The four terms of a line as N-Quads text."""

    subject: str
    predicate: str
    object: str
    graph: str


def split_line(line: str) -> QuadText:
    """The terms of a quad of a named graph; subject, predicate and graph are IRIs in angle brackets."""
    subject, predicate, rest = line.split(" ", 2)
    object_, graph, _ = rest.rsplit(" ", 2)
    return QuadText(subject, predicate, object_, graph)


class LiteralText(NamedTuple):
    """The parts of a literal: its characters, language tag or "", IRI of its datatype."""

    text: str
    language: str
    datatype: str


def split_literal(term: str) -> LiteralText:
    """The parts of a literal of N-Quads.

    Raises: ValueError for a term that is not a literal.
    """
    found = _LITERAL.fullmatch(term)
    if not found:
        raise ValueError(f"{term[:80]!r} is not a literal of N-Quads")
    text = _ESCAPED.sub(_unescaped, found[1]) if "\\" in found[1] else found[1]
    return LiteralText(text, found[2] or "", f"{RDF}langString" if found[2] else found[3] or f"{XSD}string")


def _unescaped(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    return chr(int(digits, 16)) if digits else _NAMED.get(found[3], found[3])
