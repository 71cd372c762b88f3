"""SPARQL of unknown origin and a server in, an answer out: refused here what would be refused of the build, asked there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode, QueryBoolean

from kg.errors import QueryError
from kg.query.answers import Answer, Rows, Triples, Truth
from kg.query.binding import bind
from kg.query.catalogue import Catalogue
from kg.query.engine import solve
from kg.query.limits import Dataset, check_sparql
from kg.query.prologue import with_prefixes
from kg.query.sandbox import QueryWorker
from kg.settings import Settings
from kg.store.interface import Solutions

if TYPE_CHECKING:
    from kg.store.interface import Store

_Item = TypeVar("_Item")


def run_remote(text: str, server: Store, catalogue: Catalogue, settings: Settings) -> Answer:
    """The answer of one query, at most as many rows as the settings allow.

    The prefixes of the catalogue need no declaration; those that the query declares win.
    Raises: QueryError for what is not a query, or not allowed; LimitError at a limit; StoreError for trouble of the server.
    """
    dataset = check_sparql(text, settings, catalogue.prefixes)
    with QueryWorker(None, settings) as worker:
        worker.check_syntax(text, catalogue.prefixes)
    _refuse_unknown_graphs(dataset, server, catalogue)
    results = server.query(with_prefixes(text, catalogue.prefixes))
    if isinstance(results, QueryBoolean):
        return Truth(bool(results))
    if isinstance(results, Solutions):
        rows, truncated = _taken((tuple(solution) for solution in results), settings.query_row_limit)
        return Rows(tuple(variable.value for variable in results.variables), rows, truncated)
    triples, truncated = _taken(results, settings.query_row_limit)
    return Triples(tuple(sorted(set(triples), key=str)), truncated)


def _taken(items: Iterable[_Item], count: int) -> tuple[tuple[_Item, ...], bool]:
    """At most `count` items, and whether there are more."""
    rest: Iterator[_Item] = iter(items)
    taken = tuple(islice(rest, count))
    return taken, next(rest, None) is not None


def _refuse_unknown_graphs(dataset: Dataset, server: Store, catalogue: Catalogue) -> None:
    """A server might fetch what FROM names and it does not hold."""
    named = [*dataset.default, *dataset.named]
    if not named:
        return
    lookup = catalogue.lookup("graph-there")
    found = solve(lookup, bind(lookup.text, {"graph": named}), server)
    assert isinstance(found, Rows)
    there = {row[0] for row in found}
    missing: NamedNode | None = next((graph for graph in named if graph not in there), None)
    if missing:
        raise QueryError(
            f"FROM {missing}: no such graph on the server, and nothing is fetched. Name a graph of the server."
        )
