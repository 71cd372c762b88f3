"""Sorted N-Quads lines into TriG or Turtle that can be read and compared: prefixes, one block a subject, long texts as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from kg.namespaces import XSD
from kg.rdf.documents import TEXT
from kg.rdf.lines import QuadText, split_line
from kg.rdf.terms import TYPE

_LOCAL: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_LITERAL: Final = re.compile(r'"(.*)"(@[a-z0-9-]+|\^\^<[^>]*>)?', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_LONG: Final = 200  # characters from which a text with line feeds is written on several lines
# Controls that change how a line looks (direction, zero width, byte-order mark, separators) are written as escapes.
_HIDDEN: Final = re.compile("[\x80-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_BARE: Final = {  # datatypes whose literals need no quotation marks, where the text fits
    f"^^<{XSD}integer>": _INTEGER,
    f"^^<{XSD}decimal>": _DECIMAL,
    f"^^<{XSD}boolean>": re.compile("true|false"),
}


class Names:
    """Terms of N-Quads as terms of Turtle."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """`prefixes`: name to namespace; a namespace ends with "/" or "#"."""
        self._prefixes = {namespace: prefix for prefix, namespace in sorted(prefixes.items(), reverse=True)}
        self._known: dict[str, str] = {}

    def predicate(self, term: str) -> str:
        """A predicate; rdf:type is `a`."""
        return "a" if term == TYPE else self.iri(term)

    def iri(self, term: str) -> str:
        """`<…>` as prefix and local name where there is a prefix and no character needs an escape."""
        name = self._known.get(term)
        if name is None:
            name = self._known[term] = self._shortened(term)
        return name

    def term(self, term: str) -> str:
        """An IRI or literal."""
        return self.iri(term) if term.startswith("<") else self._literal(term)

    def _shortened(self, term: str) -> str:
        address = term[1:-1]
        cut = max(address.rfind("/"), address.rfind("#")) + 1
        prefix, local = self._prefixes.get(address[:cut]), address[cut:]
        return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else term

    def _literal(self, term: str) -> str:
        found = _LITERAL.fullmatch(term)
        if not found:
            raise ValueError(f"{term[:80]!r} is not a literal of N-Quads")
        text, kind = found[1], found[2] or ""
        if kind in _BARE and _BARE[kind].fullmatch(text):
            return text
        text = _HIDDEN.sub(_escaped, text)
        quoted = _long(text) if len(text) > _LONG and "\\n" in text else f'"{text}"'
        return quoted + (f"^^{self.iri(kind[2:])}" if kind.startswith("^^") else kind)


def to_trig(lines: Iterable[str], prefixes: Mapping[str, str], *, comment: str) -> Iterator[str]:
    """TriG of lines whose quads of one graph and subject stand together; `comment` is the first line."""
    names = Names(prefixes)
    yield from _head(prefixes, comment)
    for graph, quads in groupby(map(split_line, lines), key=lambda quad: quad.graph):
        yield f"\n{names.iri(graph)} {{\n"
        yield from _subjects(quads, names)
        yield "}\n"


def to_turtle(
    lines: Iterable[str], prefixes: Mapping[str, str], *, comment: str, with_texts: bool = False
) -> Iterator[str]:
    """Turtle of the union of all graphs, one after the other; without the snapshots' full texts unless they are asked for."""
    names = Names(prefixes)
    yield from _head(prefixes, comment)
    quads = (quad for quad in map(split_line, lines) if with_texts or quad.predicate != TEXT)
    for graph, of_graph in groupby(quads, key=lambda quad: quad.graph):
        yield f"\n# from {graph}\n"
        yield from _subjects(of_graph, names)


def _head(prefixes: Mapping[str, str], comment: str) -> Iterator[str]:
    yield f"# {' '.join(comment.split())}\n"
    for prefix, namespace in sorted(prefixes.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"


def _subjects(quads: Iterable[QuadText], names: Names) -> Iterator[str]:
    for subject, of_subject in groupby(quads, key=lambda quad: quad.subject):
        parts = [
            f"{names.predicate(predicate)} {' , '.join(names.term(quad.object) for quad in same)}"
            for predicate, same in groupby(sorted(of_subject, key=_type_first), key=lambda quad: quad.predicate)
        ]
        described = " ;\n    ".join(parts)
        yield f"\n{names.iri(subject)} {described} .\n"


def _type_first(quad: QuadText) -> tuple[bool, str]:
    return quad.predicate != TYPE, quad.predicate


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"


def _long(text: str) -> str:
    """An escaped text between three quotation marks, its line feeds as they are; all other escapes stay."""
    return '"""' + _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[0], text) + '"""'
