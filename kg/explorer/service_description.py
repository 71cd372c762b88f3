"""A dataset in, the description of its endpoint out: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from kg.namespaces import FORMATS, RDF, SD
from kg.query.answers import Triples
from kg.query.sandbox import Written
from kg.query.written import write_triples

if TYPE_CHECKING:
    from kg.explorer.snapshot import Snapshot

_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe_service(snapshot: Snapshot, endpoint: str, media_type: str) -> Written:
    """The description as bytes. `endpoint`: its address; nodes are named by it, so that none is blank."""
    triples = Triples(tuple(sorted(_iter_triples(snapshot, endpoint), key=str)))
    body = write_triples(triples, media_type, {"sd": SD, "formats": FORMATS})
    return Written(media_type, body, len(triples), truncated=False)


def _iter_triples(snapshot: Snapshot, endpoint: str) -> Iterator[Triple]:
    service, dataset, default = (NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph"))
    yield _triple(service, RDF + "type", SD + "Service")
    yield _triple(service, SD + "endpoint", endpoint)
    yield _triple(service, SD + "supportedLanguage", SD + "SPARQL11Query")
    for name in _RESULT_FORMATS:
        yield _triple(service, SD + "resultFormat", FORMATS + name)
    if snapshot.union:
        yield _triple(service, SD + "feature", SD + "UnionDefaultGraph")
    yield _triple(service, SD + "defaultDataset", dataset.value)
    yield _triple(dataset, RDF + "type", SD + "Dataset")
    yield _triple(dataset, SD + "defaultGraph", default.value)
    yield _triple(default, RDF + "type", SD + "Graph")
    for number, name in enumerate(snapshot.graphs(), start=1):
        named, graph = NamedNode(f"{endpoint}#named-{number}"), NamedNode(f"{endpoint}#graph-{number}")
        yield _triple(dataset, SD + "namedGraph", named.value)
        yield _triple(named, RDF + "type", SD + "NamedGraph")
        yield _triple(named, SD + "name", name)
        yield _triple(named, SD + "graph", graph.value)
        yield _triple(graph, RDF + "type", SD + "Graph")


def _triple(subject: NamedNode, predicate: str, value: str) -> Triple:
    return Triple(subject, NamedNode(predicate), NamedNode(value))
