"""The name of a saved query and values in, rows as texts out: the one door through which pages reach the dataset.

Whatever answers faster than the store (a table of counts made at build, a server elsewhere) goes behind `Data.rows`: it has
to give the same rows as the query of that name.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.errors import UnknownNameError
from kg.explorer.choices import refuse_others
from kg.explorer.page_addresses import Addresses
from kg.query.answers import Rows, Triples
from kg.query.parameters import resolve
from kg.query.side import answers

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.explorer.snapshot import Snapshot
    from kg.query.catalogue import Query

Row = dict[str, str]  # column -> text of the term; "" where nothing is bound
Value = str | Sequence[str]

PAGES: Final = "pages/"  # queries of the pages themselves, in queries/pages
_BUILDS_REMEMBERED: Final = 2
_ROWS_REMEMBERED: Final = 50_000  # of one answer: some 50 MB


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a page asked: its title, and the address of the editor that opens with it."""

    title: str
    address: str


@dataclass(slots=True)
class Data:
    """What one request asks of one build."""

    request: Request
    snapshot: Snapshot
    addresses: Addresses
    asked: list[Asked] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)  # titles of questions of which only the first rows are known
    own: tuple[str, ...] = ()  # parameters that lead to the page, whatever it shows

    def takes(self, *names: str, several: Collection[str] = ()) -> None:
        """Refuse an address with other parameters than these; those of `several` may have more than one value.

        Raises: Refused, HTTPException 400.
        """
        refuse_others(self.request, [*names, *self.own], several=several)

    def rows(self, name: str, /, **values: Value) -> list[Row]:
        """Rows of a saved query, in its order. IRIs are given as `<IRI>`; "pages/NAME" is a query of the pages.

        A question without values is answered once a build.
        Raises: UnknownNameError for the name of a query; LimitError where it took too long.
        """
        query = self.note(name, values)
        memory = _memory_of(self.snapshot.key).rows
        if not values and name in memory:
            return memory[name]
        counted = self._counted(query, name, values)
        if counted is not None:
            if not values and len(counted) <= _ROWS_REMEMBERED:
                memory[name] = counted
            return counted
        try:
            answer = self.snapshot.answer(query, values)
        except UnknownNameError:  # a thing that the query does not take for one of its kind: nothing is said of it
            return []
        assert isinstance(answer, Rows)
        rows = answer.dicts()
        if answer.truncated:
            self.cut.append(query.title)
        elif not values:
            memory[name] = rows
        return rows

    def _counted(self, query: Query, name: str, values: dict[str, Value]) -> list[Row] | None:
        """All rows, however many, from the side file; None where it has no answer."""
        side = self.snapshot.side
        if side is None or not answers(query.path):
            return None
        key = (name, tuple((one, value if isinstance(value, str) else tuple(value)) for one, value in values.items()))
        kept = _memory_of(self.snapshot.key).answers
        if values and key in kept:
            return kept[key]
        try:
            found = side.records(query, resolve(query, values, self.snapshot.store, self.snapshot.catalogue))
        except UnknownNameError:
            return []
        if values and found is not None:
            kept[key] = found
        return found

    def query(self, name: str) -> Query:
        """The saved query of this name, read once a build. Raises: UnknownNameError with the nearest."""
        queries = _memory_of(self.snapshot.key).queries
        if name not in queries:
            catalogue = self.snapshot.catalogue
            own = name.startswith(PAGES)
            queries[name] = catalogue.page(name.removeprefix(PAGES)) if own else catalogue.find_query(name)
        return queries[name]

    def sparql(self, name: str, /, **values: Value) -> str:
        """The SPARQL of a saved query with these values in it."""
        from kg.query.run import sparql_of

        return sparql_of(self.query(name), self.snapshot.store, self.snapshot.catalogue, values)

    def describe(self, iri: str) -> Triples:
        """All triples whose subject is this IRI."""
        return self.snapshot.describe(iri)

    def href(self, iri: str) -> str:
        """The address of the page of an IRI."""
        return self.addresses.of(iri)

    def note(self, name: str, values: dict[str, Value]) -> Query:
        """The saved query of this name, noted as one that the page asked. Raises: UnknownNameError."""
        query = self.query(name)
        address = editor_address(name, values)
        if all(asked.address != address for asked in self.asked):
            self.asked.append(Asked(query.title, address))
        return query


def data_of(request: Request, *own: str) -> Data:
    """The dataset as it stood when the request came. `own`: parameters that lead to the page, whatever it shows."""
    snapshot: Snapshot = request.state.snapshot
    return Data(request, snapshot, Addresses(snapshot.pack.base, snapshot.pack.key), own=own)


def term(iri: str) -> str:
    """An IRI as queries take it.

    >>> term("https://example.org/x")
    '<https://example.org/x>'
    """
    return f"<{iri}>"


def editor_address(name: str, values: dict[str, Value]) -> str:
    """The address of the editor, filled in with a saved query and values.

    >>> editor_address("who-said-what", {"issue": "help"})
    '/query?name=who-said-what&issue=help'
    """
    return f"/query?{urlencode({'name': name, **values}, doseq=True)}"


class _Recent(OrderedDict[Hashable, list[Row]]):
    """The answers found last, of so many rows together."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = 0
        self._lock = threading.Lock()

    def __setitem__(self, key: Hashable, rows: list[Row]) -> None:
        with self._lock:
            if key in self:
                return
            super().__setitem__(key, rows)
            self._rows += len(rows) + 1
            while self._rows > _ROWS_REMEMBERED:
                _, dropped = self.popitem(last=False)
                self._rows -= len(dropped) + 1


@dataclass(slots=True)
class _Memory:
    """What holds for every request to one build."""

    rows: dict[str, list[Row]] = field(default_factory=dict)  # of queries without values, by name
    answers: _Recent = field(default_factory=_Recent)  # of the side file to queries with values
    queries: dict[str, Query] = field(default_factory=dict)


_memories: OrderedDict[str, _Memory] = OrderedDict()


def _memory_of(build: str) -> _Memory:
    """The memory of one build; those of builds long gone are forgotten."""
    memory = _memories.get(build)
    if memory is None:
        memory = _memories.setdefault(build, _Memory())
    while len(_memories) > _BUILDS_REMEMBERED:
        _memories.popitem(last=False)
    return memory
