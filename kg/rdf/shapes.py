"""Shapes files (SHACL) in, node and property shapes as data out, and which of SHACL's words in them the program does not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KnowledgeError
from kg.knowledge.turtle import load_turtle
from kg.namespaces import RDF, RDFS, SH
from kg.rdf.violation import Severity

Node = NamedNode | Literal

TARGETS: Final = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
CONSTRAINTS: Final = (
    "class",
    "datatype",
    "hasValue",
    "lessThan",
    "maxCount",
    "maxExclusive",
    "maxInclusive",
    "maxLength",
    "minCount",
    "minExclusive",
    "minInclusive",
    "minLength",
    "node",
    "nodeKind",
    "not",
    "pattern",
    "property",
    "uniqueLang",
)
_OTHERS: Final = ("deactivated", "description", "flags", "message", "name", "order", "path", "severity", "sparql")
_OF_SPARQL: Final = ("ask", "declare", "namespace", "prefix", "prefixes", "select")
_KNOWN: Final = frozenset({*TARGETS, *CONSTRAINTS, *_OTHERS, *_OF_SPARQL})


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A node shape, or with a path a property shape."""

    iri: str
    path: NamedNode | None
    targets: dict[str, list[NamedNode]]  # by SHACL's word for the sort of target
    constraints: dict[str, list[Node]]  # parameters by SHACL's word, in a fixed order
    message: str
    severity: Severity
    flags: str = ""  # of the pattern
    deactivated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """All shapes of some files by IRI."""

    by_iri: dict[str, Shape]
    store: Store  # the files' triples
    unknown: frozenset[str] = field(default_factory=frozenset)  # words and forms that only pyshacl understands

    @property
    def with_targets(self) -> list[Shape]:
        return [shape for shape in self.by_iri.values() if shape.targets and not shape.deactivated]


def read_shapes(paths: Iterable[Path]) -> Shapes:
    """Every node that carries a target, a path or a constraint.

    Raises: KnowledgeError with file and line for what is not Turtle; for a shape that another names and that is not there.
    """
    store = load_turtle(paths)
    described: dict[NamedNode, dict[str, list[Node]]] = {}
    unknown: set[str] = set()
    for quad in sorted(store, key=str):
        if not quad.predicate.value.startswith(SH):
            continue
        word = quad.predicate.value.removeprefix(SH)
        if word not in _KNOWN:
            unknown.add(f"sh:{word}")
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            described.setdefault(quad.subject, {}).setdefault(word, []).append(quad.object)
        else:
            unknown.add("a blank node")
    shapes = {node.value: _shape(node, words) for node, words in described.items() if _is_shape(words)}
    _refuse_missing(shapes)
    unknown |= {"an implicit class target" for node in described if node.value in shapes and _is_class(store, node)}
    return Shapes(shapes, store, frozenset(unknown))


def _refuse_missing(shapes: dict[str, Shape]) -> None:
    for shape in shapes.values():
        for word in ("node", "not", "property"):
            for other in shape.constraints.get(word, ()):
                if other.value not in shapes:
                    raise KnowledgeError(f"shapes: <{shape.iri}> names <{other.value}>, which is no shape. Correct it.")


def _is_shape(words: dict[str, list[Node]]) -> bool:
    return any(word in words for word in (*TARGETS, *CONSTRAINTS, "path"))


def _is_class(store: Store, node: NamedNode) -> bool:
    classes = store.quads_for_pattern(node, NamedNode(f"{RDF}type"), None)
    return any(quad.object == NamedNode(f"{RDFS}Class") for quad in classes)


def _shape(node: NamedNode, words: dict[str, list[Node]]) -> Shape:
    def one(word: str, otherwise: str) -> str:
        return min((value.value for value in words.get(word, ())), default=otherwise)

    path = words.get("path", [None])[0]
    return Shape(
        iri=node.value,
        path=path if isinstance(path, NamedNode) else None,
        targets={
            word: [value for value in words[word] if isinstance(value, NamedNode)] for word in TARGETS if word in words
        },
        constraints={word: words[word] for word in CONSTRAINTS if word in words},
        message=one("message", ""),
        severity=cast(Severity, one("severity", f"{SH}Violation").removeprefix(SH)),
        flags=one("flags", ""),
        deactivated=one("deactivated", "false") == "true",
    )
