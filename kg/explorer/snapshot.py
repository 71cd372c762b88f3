"""One build, or one file of RDF, opened: what pages and interfaces ask it, from the first request to the last."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import LimitError, QueryError
from kg.explorer.kept import KeptAnswers
from kg.query.answers import Answer, Rows, Triples, text_of
from kg.query.catalogue import Catalogue, Query
from kg.query.parameters import Values, find_things, resolve
from kg.query.pool import PoolSize, QueryPool, Ticket, lowered
from kg.query.process import Place
from kg.query.run import sparql_of, with_ordered_lists
from kg.query.sandbox import Limits, Question, Written, ask_through, write_through
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.pack import Pack
    from kg.query.side import SideFile

GRAPH: Final = "graph"  # the query in queries/lookups that gives all triples of a default graph
_ASKERS_AT_MOST: Final = 200  # who wait for a short answer; each holds a thread
_WHOLE: Final = 1_000_000_000  # rows: no limit but that of bytes


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A dataset that does not change. Its methods may be called from any thread; they wait, so not from the event loop."""

    key: str  # other for every build; for validators such as ETag
    store: Store  # for look-ups by IRI; whatever may take long goes through the methods, which have limits
    catalogue: Catalogue
    pack: Pack
    settings: Settings
    folder: Path | None  # of the build, valid as long as this object is, also when a new build has taken its place
    union: bool  # whether /sparql has the union of all graphs as default graph; the catalogue always has
    free: QueryPool  # for SPARQL of unknown origin
    kept: KeptAnswers  # of the catalogue
    saved: QueryPool  # for the catalogue's, which long foreign queries shall not hold up
    descriptors: tuple[int, ...] = ()  # of open folders
    side: SideFile | None = None  # counts and sorted keys, where there are any

    # ------------------------------------------------------------ the catalogue

    def rows(self, name: str, /, **values: Values) -> Rows:
        """The rows of a saved query; `.truncated` where there were more than the limit allows.

        Raises: UnknownNameError, UsageError for what is asked; LimitError where it took too long or too much.
        """
        answer = self.answer(self.catalogue.find_query(name), values)
        if not isinstance(answer, Rows):
            raise QueryError(f"{name!r} gives no rows but triples or a yes or no. Use `kg query {name}`.")
        return answer

    def answer(
        self, query: Query, values: Mapping[str, Values], *, rows: int | None = None, ticket: Ticket | None = None
    ) -> Answer:
        """The answer of a saved query of any form. `rows` can lower the limit, not raise it.

        Raises: as `rows`.
        """
        given = tuple((name, _texts(value)) for name, value in sorted(values.items()))
        limits = lowered(self.limits, rows=rows)
        return self.kept.get((query.name, given, limits.rows), lambda: self._ask(query, values, limits, ticket))

    def _ask(self, query: Query, values: Mapping[str, Values], limits: Limits, ticket: Ticket | None) -> Answer:
        if self.side:
            rows = self.side.answer(query, resolve(query, values, self.store, self.catalogue))
            if rows is not None:
                return with_ordered_lists(query, _first(rows, limits.rows))
        question = Question(sparql_of(query, self.store, self.catalogue, values))
        settings = replace(self.settings, query_text_limit=self.settings.serve_body_limit)  # long lists of values
        answer = self.saved.run(
            lambda exchange, limits: ask_through(exchange, question, limits, settings), limits, ticket
        )
        return with_ordered_lists(query, answer) if isinstance(answer, Rows) else answer

    def sparql(self, name: str, /, **values: Values) -> str:
        """The SPARQL of a saved query with these values, as it is sent.

        Raises: UnknownNameError, UsageError.
        """
        return sparql_of(self.catalogue.find_query(name), self.store, self.catalogue, values)

    def things(self, type_name: str, value: str) -> list[str]:
        """IRIs that a label, notation, alias or IRI names.

        Raises: UnknownNameError with the nearest names.
        """
        return [text_of(term) for term in find_things(type_name, value, self.store, self.catalogue)]

    # ------------------------------------------------------------ SPARQL and RDF

    @property
    def limits(self) -> Limits:
        """What a query may take."""
        settings = self.settings
        return Limits(
            seconds=settings.serve_timeout_s,
            rows=settings.query_row_limit,
            bytes=settings.serve_result_limit,
            memory=settings.worker_memory_limit,
            name="serve_timeout_s",
        )

    def write(self, question: Question, media_type: str, limits: Limits, ticket: Ticket | None = None) -> Written:
        """The answer of SPARQL of unknown origin, as bytes.

        Raises: QueryError; BusyError where too many ask; LimitError; GoneError where the ticket was given up.
        """
        return self.free.run(
            lambda exchange, limits: write_through(exchange, question, limits, self.settings, media_type),
            limits,
            ticket,
        )

    def write_graph(self, graph: NamedNode | None, media_type: str, ticket: Ticket | None = None) -> Written:
        """All triples of a graph, the default graph where None, as bytes.

        Raises: LimitError where they are more than the limits allow; as `write`.
        """
        from kg.query.limits import Dataset

        question = Question(
            self.catalogue.lookup(GRAPH).text,
            prefixes=self.catalogue.prefixes,
            dataset=Dataset((graph,)) if graph else None,
            union=self.union,
        )
        written = self.write(question, media_type, replace(self.limits, rows=_WHOLE), ticket)
        if written.truncated:
            raise LimitError(
                f"the graph has more than {self.limits.bytes:,} bytes (limit serve_result_limit). Use `kg export`.",
                limit="answer",
            )
        return written

    def has_graph(self, graph: NamedNode) -> bool:
        return self.store.contains_named_graph(graph)

    def graphs(self) -> list[str]:
        """IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode))

    def describe(self, iri: str) -> Triples:
        """All triples whose subject is this IRI, in whatever graph; none where the dataset says nothing of it."""
        triples = {quad.triple for quad in self.store.quads_for_pattern(NamedNode(iri), None, None)}
        return Triples(tuple(sorted(triples, key=str)))

    def close(self) -> None:
        """Let go of what was opened."""
        self.free.close()
        self.saved.close()
        for descriptor in self.descriptors:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _first(rows: Rows, count: int) -> Rows:
    return rows if len(rows) <= count else Rows(rows.columns, rows.rows[:count], truncated=True)


def _texts(values: Values) -> tuple[str, ...]:
    """Values as something to compare by."""
    listed = [values] if isinstance(values, str | int | float | NamedNode | Literal) else list(values)
    return tuple(f"{type(value).__name__} {value}" for value in listed)


def open_snapshot(
    place: Place,
    store: Store,
    catalogue: Catalogue,
    pack: Pack,
    settings: Settings,
    *,
    key: str,
    folder: Path | None,
    union: bool,
    descriptors: tuple[int, ...] = (),
    side: SideFile | None = None,
) -> Snapshot:
    """A snapshot with its processes started, at least one of them ready.

    Raises: StoreError.
    """
    seats = settings.serve_workers
    free = PoolSize(
        seats, settings.serve_quick_s, quick_waiting=_ASKERS_AT_MOST, long_waiting=settings.serve_waiting, spare=2
    )
    saved = PoolSize(seats, 0, quick_waiting=_ASKERS_AT_MOST, long_waiting=0, spare=0)
    memory = settings.worker_memory_limit
    snapshot = Snapshot(
        key, store, catalogue, pack, settings, folder, union,
        free=QueryPool(place, memory=memory, size=free),
        kept=KeptAnswers(),
        saved=QueryPool(place, memory=memory, size=saved),
        descriptors=descriptors,
        side=side,
    )  # fmt: skip
    try:
        snapshot.free.wait_until_warm()
        snapshot.saved.wait_until_warm()
    except BaseException:
        snapshot.close()
        raise
    return snapshot
