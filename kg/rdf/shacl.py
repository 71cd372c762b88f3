"""SHACL's core constraints by pyshacl on the union of all graphs, for shapes that say more than `core_constraints` knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyoxigraph

from kg.errors import KnowledgeError
from kg.namespaces import SH
from kg.rdf.violation import Severity, Violation

if TYPE_CHECKING:  # rdflib and pyshacl take most of a second to import
    import rdflib

_Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


def structural_violations(dataset: pyoxigraph.Store, shapes: Iterable[Path]) -> Iterator[Violation]:
    """Results of all constraints but SPARQL's; `document` is left open.

    Raises: KnowledgeError for a shapes file that cannot be read or that pyshacl refuses.
    """
    import pyshacl
    from pyshacl.errors import ShapeLoadError

    shapes_graph = _shapes_graph(shapes)
    if not len(shapes_graph):
        return
    try:
        _, results, _ = pyshacl.validate(_union(dataset), shacl_graph=shapes_graph, inplace=True)
    except (ShapeLoadError, RuntimeError) as error:
        raise KnowledgeError(f"shapes: {' '.join(str(error).split())}. Correct the shape.") from error
    yield from _results(cast("rdflib.Graph", results))


def _shapes_graph(paths: Iterable[Path]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # rdflib's parser has errors of several kinds
            raise KnowledgeError(f"{path}: not Turtle: {' '.join(str(error).split())[:200]}. Correct it.") from error
    graph.remove((None, rdflib.URIRef(f"{SH}sparql"), None))
    return graph


def _union(dataset: pyoxigraph.Store) -> rdflib.Graph:
    """All triples as rdflib's terms, each IRI made once."""
    import rdflib

    graph = rdflib.Graph()
    addresses: dict[str, rdflib.URIRef] = {}

    def address(of: pyoxigraph.NamedNode) -> rdflib.URIRef:
        if of.value not in addresses:
            addresses[of.value] = rdflib.URIRef(of.value)
        return addresses[of.value]

    def term(of: _Term) -> rdflib.term.Node:
        if isinstance(of, pyoxigraph.NamedNode):
            return address(of)
        if not isinstance(of, pyoxigraph.Literal):
            return rdflib.BNode(str(of).removeprefix("_:"))
        if of.language:
            return rdflib.Literal(of.value, lang=of.language)
        return rdflib.Literal(of.value, datatype=address(of.datatype), normalize=False)

    for quad in dataset:
        graph.add((term(quad.subject), address(quad.predicate), term(quad.object)))
    return graph


def _results(graph: rdflib.Graph) -> Iterator[Violation]:
    from rdflib import SH as TERMS

    for result in graph.objects(None, TERMS.result):
        value, path = graph.value(result, TERMS.value), graph.value(result, TERMS.resultPath)
        yield Violation(
            severity=cast(Severity, str(graph.value(result, TERMS.resultSeverity)).removeprefix(SH)),
            document=None,
            node=str(graph.value(result, TERMS.focusNode)),
            message=min(map(str, graph.objects(result, TERMS.resultMessage)), default="breaks a shape"),
            path=None if path is None else str(path),
            value=None if value is None else str(value),
            shape=str(graph.value(result, TERMS.sourceShape)),
        )
