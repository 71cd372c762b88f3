"""A pyoxigraph store in, an rdflib Dataset over it out: read where it is, nothing copied, nothing written."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any, Final, NoReturn

import pyoxigraph
import rdflib
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.store import Store
from rdflib.term import Node

_READ_ONLY: Final = (
    "this graph is only read. Copy it with `rdflib.Graph() + g.graph`, or change the documents and build again."
)


class OxigraphStore(Store):
    """The part of rdflib's store interface that reads. SPARQL is answered by Oxigraph, not by rdflib."""

    context_aware = True
    graph_aware = True
    formula_aware = False
    transaction_aware = False

    def __init__(self, store: pyoxigraph.Store, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._store = store
        self._prefixes: dict[str, rdflib.URIRef] = {}
        for prefix, iri in prefixes.items():
            self.bind(prefix, rdflib.URIRef(iri))

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """Triples that fit, each once, with the graphs that hold it."""
        try:
            subject, predicate, value = _pattern(triple_pattern)
        except ValueError:  # what rdflib takes for a term and RDF does not
            return
        found: dict[tuple[Node, Node, Node], list[Any]] = {}
        graph = _graph_name(context)
        for quad in self._store.quads_for_pattern(subject, predicate, value, graph):
            triple = (to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object))
            if graph is not None:
                yield triple, iter([context])
            else:
                found.setdefault(triple, []).append(self._context(quad.graph_name))
        for triple, contexts in found.items():
            yield triple, iter(contexts)

    def contexts(self, triple: Any = None) -> Generator[rdflib.Graph, None, None]:
        """The graphs, or those that hold a triple."""
        if triple is None or triple == (None, None, None):
            return (self._context(name) for name in self._store.named_graphs())
        subject, predicate, value = _pattern(triple)
        names = {quad.graph_name for quad in self._store.quads_for_pattern(subject, predicate, value, None)}
        return (self._context(name) for name in sorted(names, key=str))

    def __len__(self, context: Any = None) -> int:
        graph = _graph_name(context)
        if graph is None:
            return sum(1 for _ in self.triples((None, None, None)))
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, graph))

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: str, **kwargs: Any) -> Result:
        """SPARQL by Oxigraph, over the union of all graphs or over one of them.

        Raises: NotImplementedError for a prepared query or bindings, so that rdflib answers itself.
        """
        if not isinstance(query, str) or initBindings:
            raise NotImplementedError
        one = queryGraph not in (None, "__UNION__", str(DATASET_DEFAULT_GRAPH_ID))
        graphs = pyoxigraph.NamedNode(str(queryGraph)) if one else None
        prefixes = {**self._prefixes, **dict(initNs or {})}
        results = self._store.query(
            query,
            prefixes={str(prefix): str(iri) for prefix, iri in prefixes.items()},
            use_default_graph_as_union=not one,
            default_graph=graphs,
        )
        return _result(results)

    def bind(self, prefix: str, namespace: rdflib.URIRef, override: bool = True) -> None:
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = rdflib.URIRef(namespace)

    def namespace(self, prefix: str) -> rdflib.URIRef | None:
        return self._prefixes.get(prefix)

    def prefix(self, namespace: rdflib.URIRef) -> str | None:
        return next((prefix for prefix, iri in self._prefixes.items() if iri == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, rdflib.URIRef]]:
        return iter(list(self._prefixes.items()))

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(_READ_ONLY)

    add = addN = remove = update = remove_graph = _refuse

    def add_graph(self, graph: Any) -> None:
        """Nothing: rdflib calls it for each graph that is looked at."""

    def _context(self, name: Any) -> Any:
        return None if isinstance(name, pyoxigraph.DefaultGraph) else rdflib.Graph(self, to_rdflib(name))


def open_dataset(store: pyoxigraph.Store, prefixes: Mapping[str, str]) -> rdflib.Dataset:
    """A Dataset that reads this store; its default graph is the union of all graphs."""
    return rdflib.Dataset(OxigraphStore(store, prefixes), default_union=True)


def to_graph(triples: Iterable[pyoxigraph.Triple], prefixes: Mapping[str, str]) -> rdflib.Graph:
    """Triples as an rdflib graph in memory."""
    graph = rdflib.Graph()
    for prefix, iri in prefixes.items():
        graph.bind(prefix, iri)
    for triple in triples:
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


def to_rdflib(term: Any) -> Any:
    """A term of Oxigraph as rdflib's."""
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    plain = datatype == str(rdflib.XSD.string)
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(datatype), normalize=False)


def _pattern(triple: Any) -> tuple[Any, Any, Any]:
    """Raises: ValueError where a term cannot stand in its place."""
    subject, predicate, value = (None if term is None else to_oxigraph(term) for term in triple)
    if isinstance(subject, pyoxigraph.Literal) or not isinstance(predicate, pyoxigraph.NamedNode | None):
        raise ValueError(f"{triple!r} is no RDF triple")
    return subject, predicate, value


def to_oxigraph(term: Any) -> Any:
    """A term of rdflib as Oxigraph's. Raises: ValueError for what is no RDF term."""
    if isinstance(term, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return pyoxigraph.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return pyoxigraph.Literal(str(term), language=term.language)
        return pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(str(term.datatype or rdflib.XSD.string)))
    raise ValueError(f"{term!r} is no RDF term")


def _graph_name(context: Any) -> Any:
    identifier = getattr(context, "identifier", context)
    if identifier is None or identifier == DATASET_DEFAULT_GRAPH_ID or not isinstance(identifier, rdflib.URIRef):
        return None
    return pyoxigraph.NamedNode(str(identifier))


def _result(results: Any) -> Result:
    if isinstance(results, QuerySolutions | QueryBoolean):
        data = results.serialize(format=QueryResultsFormat.JSON)
        assert data is not None
        return Result.parse(io.BytesIO(data), format="json")
    result = Result("CONSTRUCT")
    result.graph = to_graph(results, {})
    return result
