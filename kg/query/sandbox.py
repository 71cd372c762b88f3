"""SPARQL of unknown origin and a store's folder in, an answer out, within limits of time, memory and rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import LimitError, QueryError, StoreError
from kg.query.answers import Answer, Rows, Term, Triples, Truth
from kg.query.limits import Dataset, check_sparql
from kg.query.mistakes import syntax_mistake
from kg.query.process import Place, Reply, WorkerProcess, memory_error
from kg.settings import Settings

RESULT_BYTES_AT_MOST: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """A query of unknown origin, and over what it is asked."""

    text: str
    prefixes: Mapping[str, str] = field(default_factory=dict)  # need not be declared; those that the query declares win
    dataset: Dataset | None = None  # in place of the graphs that the query names; graphs that are not there are empty
    union: bool = True  # the default graph is the union of all graphs, where nothing names others
    base: str | None = None  # for relative IRIs


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take. `name`: the setting that the seconds come from, for messages."""

    seconds: float
    rows: int
    bytes: int
    memory: int
    name: str = "query_timeout_s"

    def time_error(self) -> LimitError:
        return LimitError(
            f"the query was stopped after {self.seconds:g} s (limit {self.name}). Ask for less, or raise the limit.",
            limit="time",
        )


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as bytes of a media type. `count`: of rows or triples in it."""

    media_type: str
    body: bytes
    count: int
    truncated: bool


Exchange = Callable[[dict[str, Any]], Reply]  # a request to a worker in, its reply out


def run_sparql(
    text: str, store: Path, *, settings: Settings | None = None, prefixes: Mapping[str, str] | None = None
) -> Answer:
    """The answer of one query, from a process of its own that ends with it.

    `prefixes` may be used without being declared; those that the query declares win.
    Raises: QueryError for what is not a query, or not allowed; LimitError at a limit; StoreError for store trouble.
    """
    with QueryWorker(store, settings or Settings()) as worker:
        return worker.ask(text, prefixes=prefixes or {})


class QueryWorker:
    """A process that answers queries of unknown origin, one after the other, and is replaced when one kills it."""

    def __init__(self, store: Path | None, settings: Settings) -> None:
        """`store`: its folder; None for a worker that only reads queries, with nothing to answer them from."""
        self._place = Place(store)
        self._settings = settings
        self._process: WorkerProcess | None = None

    def __enter__(self) -> QueryWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.close()
            self._process = None

    def ask(self, text: str, *, prefixes: Mapping[str, str] | None = None, timeout_s: float | None = None) -> Answer:
        """The answer of one query. `timeout_s` can lower the limit of the settings, not raise it.

        Raises: QueryError, LimitError, StoreError.
        """
        limits = self._limits(timeout_s)
        question = Question(text, dict(prefixes or {}))
        return ask_through(lambda request: self._exchange(request, limits), question, limits, self._settings)

    def check_syntax(self, text: str, prefixes: Mapping[str, str]) -> None:
        """Read a query without answering it.

        Raises: QueryError with line, column and caret where it is none; LimitError, StoreError.
        """
        known, limits = dict(prefixes), self._limits(None)

        def complaint(part: str) -> str | None:
            return _complaint(lambda request: self._exchange(request, limits), part, known, limits)

        if complaint(text) is not None:
            raise syntax_mistake(text, complaint, known)

    def _limits(self, timeout_s: float | None) -> Limits:
        return Limits(
            seconds=min(timeout_s or self._settings.query_timeout_s, self._settings.query_timeout_s),
            rows=self._settings.query_row_limit,
            bytes=RESULT_BYTES_AT_MOST,
            memory=self._settings.worker_memory_limit,
        )

    def _exchange(self, request: dict[str, Any], limits: Limits) -> Reply:
        process = self._process or WorkerProcess(self._place, memory=limits.memory)
        self._process = process
        try:
            process.send(request)
            reply = process.receive(limits.seconds)
        except BaseException:  # an interruption too: an answer that comes late must not be taken for the next one
            self.close()
            raise
        if reply is None:
            self.close()
            raise limits.time_error()
        return reply


# ---------------------------------------------------------------- what to say to a worker, and what its reply means


def ask_through(exchange: Exchange, question: Question, limits: Limits, settings: Settings) -> Answer:
    """The answer of a query, from whichever worker `exchange` reaches.

    Raises: QueryError, LimitError, StoreError; and what `exchange` raises.
    """
    return _answer(_reply(exchange, question, limits, settings, {}).head)


def write_through(
    exchange: Exchange, question: Question, limits: Limits, settings: Settings, media_type: str
) -> Written:
    """The answer of a query as bytes, written by whichever worker `exchange` reaches.

    Raises: as `ask_through`.
    """
    reply = _reply(exchange, question, limits, settings, {"format": media_type})
    return Written(media_type, reply.body, reply.head["count"], reply.head["truncated"])


def _reply(
    exchange: Exchange, question: Question, limits: Limits, settings: Settings, more: Mapping[str, str]
) -> Reply:
    known = dict(question.prefixes)
    named = check_sparql(question.text, settings, known)
    request: dict[str, Any] = {
        "query": question.text,
        "prefixes": known,
        "graphs": [] if question.dataset else [graph.value for graph in named.default + named.named],
        "union": question.union,
        "base": question.base,
        "rows": limits.rows,
        "bytes": limits.bytes,
        "seconds": limits.seconds,
        **more,
    }
    if question.dataset:
        dataset = question.dataset
        request["dataset"] = [[graph.value for graph in graphs] for graphs in (dataset.default, dataset.named)]
    reply = exchange(request)
    if reply.head["kind"] == "error":
        if reply.head["error"] == "syntax":
            raise syntax_mistake(question.text, lambda part: _complaint(exchange, part, known, limits), known)
        raise _error(reply.head, limits)
    return reply


def _complaint(exchange: Exchange, text: str, prefixes: dict[str, str], limits: Limits) -> str | None:
    """The engine's complaint of a text, None where it is a query; nothing is evaluated."""
    message = exchange({"parse": text, "prefixes": prefixes, "seconds": limits.seconds}).head["message"]
    return str(message) if message else None


def _error(head: dict[str, Any], limits: Limits) -> QueryError | LimitError | StoreError:
    kind, message = head["error"], head["message"]
    if kind == "graph":
        return QueryError(
            f"FROM <{message}>: no such graph in the store, and nothing is fetched. Name a graph of the store."
        )
    if kind == "memory":
        return memory_error(limits.memory)
    if kind == "format":
        return QueryError(f"the answer cannot be written as {message}. Ask for another format.")
    return StoreError(f"the query could not be answered: {message}.")


def _answer(head: dict[str, Any]) -> Answer:
    kind = head["kind"]
    if kind == "truth":
        return Truth(head["value"])
    rows = tuple(tuple(_term(term) for term in row) for row in head["rows"])
    if kind == "rows":
        return Rows(tuple(head["columns"]), rows, head["truncated"])
    triples = {_triple(row) for row in rows}
    return Triples(tuple(sorted(triples, key=str)), head["truncated"])


def _term(term: list[Any] | None) -> Term | None:
    if term is None:
        return None
    kind, value, *rest = term
    if kind == "u":
        return NamedNode(value)
    if kind == "b":
        return BlankNode(value)
    if kind == "t":
        return _triple((_term(value), *map(_term, rest)))
    language, datatype = rest
    return Literal(value, language=language) if language else Literal(value, datatype=NamedNode(datatype))


def _triple(parts: tuple[Term | None, ...]) -> Triple:
    subject, predicate, value = parts
    assert isinstance(subject, NamedNode | BlankNode)
    assert isinstance(predicate, NamedNode)
    assert value is not None
    return Triple(subject, predicate, value)
