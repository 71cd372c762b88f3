"""Sorted N-Quads lines into JSON-LD: a context with the prefixes in the file itself, one node a line, ASCII only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from kg.namespaces import XSD
from kg.rdf.lines import QuadText, split_line, split_literal
from kg.rdf.terms import TYPE
from kg.rdf.trig import Names

_SAFE_DIGITS: Final = 15  # longer integers are floating-point numbers to many readers of JSON

Value = str | int | bool | dict[str, str]


def to_jsonld(lines: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    """JSON-LD of lines whose quads of one graph and subject stand together; no address is fetched to read it."""
    names = Names(prefixes)
    yield f'{{\n"@context": {json.dumps(dict(sorted(prefixes.items())), indent=1)},\n"@graph": ['
    quads = map(split_line, lines)
    for number, (graph, of_graph) in enumerate(groupby(quads, key=lambda quad: quad.graph)):
        yield f'{"," if number else ""}\n{{"@id": {json.dumps(_name(graph, names))}, "@graph": ['
        for place, (subject, of_subject) in enumerate(groupby(of_graph, key=lambda quad: quad.subject)):
            yield f"{',' if place else ''}\n{json.dumps(_node(subject, of_subject, names))}"
        yield "\n]}"
    yield "\n]}\n"


def _node(subject: str, quads: Iterable[QuadText], names: Names) -> dict[str, object]:
    node: dict[str, object] = {"@id": _name(subject, names)}
    for predicate, same in groupby(quads, key=lambda quad: quad.predicate):
        if predicate == TYPE:
            node["@type"] = [_name(quad.object, names) for quad in same]
        else:
            values = [_value(quad.object, names) for quad in same]
            node[_name(predicate, names)] = values[0] if len(values) == 1 else values
    return node


def _name(term: str, names: Names) -> str:
    name = names.iri(term)
    return name[1:-1] if name.startswith("<") else name


def _value(term: str, names: Names) -> Value:
    if term.startswith("<"):
        return {"@id": _name(term, names)}
    text, language, datatype = split_literal(term)
    if language:
        return {"@language": language, "@value": text}
    if datatype == f"{XSD}string":
        return text
    if datatype == f"{XSD}boolean" and text in ("true", "false"):
        return text == "true"
    if datatype == f"{XSD}integer" and len(text) <= _SAFE_DIGITS and text == str(int(text)):
        return int(text)
    return {"@type": _name(f"<{datatype}>", names), "@value": text}
