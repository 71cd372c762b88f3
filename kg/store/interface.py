"""What a stage may ask of a store, whichever engine holds it: queries, and all quads in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, Triple, Variable


@runtime_checkable
class Solutions(Protocol):
    """The rows of a SELECT, read while they come."""

    @property
    def variables(self) -> list[Variable]:
        """The columns."""

    def __iter__(self) -> Iterator[Iterable[NamedNode | BlankNode | Literal | Triple | None]]:
        """One solution after the other: a term, or None, for each column."""


QueryResults = Solutions | QueryBoolean | Iterable[Triple]


class Store(Protocol):
    """A SPARQL 1.1 dataset that is only read."""

    def query(self, text: str, *, union: bool = True) -> QueryResults:
        """The results of a query; `union`: its default graph is the union of all graphs.

        Results are read in the thread that asked. Raises: QueryError, StoreError, LimitError.
        """

    def lines(self) -> Iterator[str]:
        """All quads of named graphs as N-Quads lines, graph after graph, sorted. Raises: StoreError."""

    def close(self) -> None:
        """Let go of files or connections."""


# What saved queries are asked of: the engine's own object, or a store behind the interface, such as a server.
Queryable = pyoxigraph.Store | Store
