"""What a stage may ask of a store, whichever engine holds it: queries, and all quads in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

QueryResults = QuerySolutions | QueryBoolean | QueryTriples


class Store(Protocol):
    """A SPARQL 1.1 dataset that is only read."""

    def query(self, text: str, *, union: bool = True) -> QueryResults:
        """The results of a query; `union`: its default graph is the union of all graphs.

        Results are read in the thread that asked. Raises: QueryError, StoreError.
        """

    def lines(self) -> Iterator[str]:
        """All quads of named graphs as N-Quads lines, graph after graph, sorted. Raises: StoreError."""

    def close(self) -> None:
        """Let go of files or connections."""
