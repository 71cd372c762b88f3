"""SHACL's SPARQL constraints and the checks of `queries/checks/`, run by pyoxigraph: the text is theirs, the focus nodes are bound here.

pyshacl would send each constraint to rdflib once a focus node; here it is one query for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from kg.errors import KnowledgeError
from kg.namespaces import SH
from kg.rdf.shapes import Shape, Shapes
from kg.rdf.targets import focus_nodes
from kg.rdf.violation import Severity, Violation

_WHERE: Final = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_HEADER: Final = re.compile(r"#\s*(problem|remedy|severity):\s*(.+)")
_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")
_THIS: Final = "this"


@dataclass(frozen=True, slots=True)
class _Constraint:
    """A `sh:SPARQLConstraint` of a shape."""

    node: NamedNode
    prologue: str  # PREFIX lines
    select: str
    message: str
    severity: Severity


def sparql_violations(dataset: pyoxigraph.Store, shapes: Shapes) -> Iterator[Violation]:
    """Results of the SPARQL constraints of all active shapes; `document` is left open.

    Raises: KnowledgeError for a constraint that has no WHERE or does not parse.
    """
    for shape in shapes.with_targets:
        for node in _values(shapes.store, NamedNode(shape.iri), "sparql"):
            constraint = _constraint(shapes.store, shape, node)
            focus = [str(found) for found in focus_nodes(dataset, shape) if isinstance(found, NamedNode)]
            if focus and _one(shapes.store, node, "deactivated") != "true":
                yield from _results(dataset, constraint, focus)


def check_violations(dataset: pyoxigraph.Store, checks: Iterable[Path]) -> Iterator[Violation]:
    """A result for each row (`?entity ?property ?value`) of a check; `document` is left open.

    Raises: KnowledgeError for a check that cannot be read or does not parse.
    """
    for path in checks:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KnowledgeError(f"{path}: cannot be read: {error}. Correct it.") from error
        header = dict(_HEADER.findall(text))
        message = " ".join(header[name] for name in ("problem", "remedy") if name in header) or path.stem
        for row in _solutions(dataset, text, str(path)):
            found = {name: _text(row, name) for name in ("entity", "property", "value")}
            severity = header.get("severity", "Violation").strip().capitalize()
            yield Violation(
                severity=cast(Severity, severity if severity in ("Warning", "Info") else "Violation"),
                document=None,
                node=found["entity"] or "",
                message=message,
                path=found["property"],
                value=found["value"],
                shape=path.name,
            )


# ---------------------------------------------------------------- reading the shapes


def _constraint(definitions: pyoxigraph.Store, shape: Shape, node: NamedNode) -> _Constraint:
    return _Constraint(
        node=node,
        prologue=_prologue(definitions, node),
        select=_one(definitions, node, "select") or "",
        message=_one(definitions, node, "message") or shape.message or f"breaks the shape <{shape.iri}>",
        severity=shape.severity,
    )


def _prologue(definitions: pyoxigraph.Store, node: NamedNode) -> str:
    lines = []
    for owner in _values(definitions, node, "prefixes"):
        for declaration in _values(definitions, owner, "declare"):
            prefix, namespace = (_one(definitions, declaration, name) for name in ("prefix", "namespace"))
            lines.append(f"PREFIX {prefix}: <{namespace}>\n")
    return "".join(sorted(set(lines)))


def _values(definitions: pyoxigraph.Store, node: NamedNode, name: str) -> list[NamedNode]:
    quads = definitions.quads_for_pattern(node, NamedNode(SH + name), None)
    return sorted((quad.object for quad in quads if isinstance(quad.object, NamedNode)), key=str)


def _one(definitions: pyoxigraph.Store, node: NamedNode, name: str) -> str | None:
    quads = definitions.quads_for_pattern(node, NamedNode(SH + name), None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)), default=None)


# ---------------------------------------------------------------- running


def _results(dataset: pyoxigraph.Store, constraint: _Constraint, focus: list[str]) -> Iterator[Violation]:
    name = str(constraint.node)
    where = _WHERE.search(constraint.select)
    if not where:
        raise KnowledgeError(f"shapes: {name} has no sh:select with a WHERE. Correct the constraint.")
    bound = f" VALUES ?{_THIS} {{ {' '.join(focus)} }} "
    select = constraint.select[: where.end()] + bound + constraint.select[where.end() :]
    for row in _solutions(dataset, constraint.prologue + select, name):
        yield Violation(
            severity=constraint.severity,
            document=None,
            node=_text(row, _THIS) or "",
            message=_filled(constraint.message, row),
            path=_text(row, "path"),
            value=_text(row, "value"),
            shape=constraint.node.value,
        )


def _solutions(dataset: pyoxigraph.Store, query: str, name: str) -> QuerySolutions:
    try:
        solutions = dataset.query(query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise KnowledgeError(f"{name}: not SPARQL: {' '.join(str(error.msg).split())}. Correct it.") from error
    if not isinstance(solutions, QuerySolutions):
        raise KnowledgeError(f"{name}: not a SELECT. Write one whose right answer is no row.")
    return solutions


def _filled(message: str, row: QuerySolution) -> str:
    """A message with the values of the solution in the places of `{?name}`."""
    return _PLACEHOLDER.sub(lambda found: _text(row, found[1]) or found[0], message)


def _text(row: QuerySolution, name: str) -> str | None:
    try:
        term = row[name]
    except KeyError:
        return None
    return term.value if isinstance(term, NamedNode | Literal) else None
