"""SPARQL of unknown origin and a store's folder in, an answer out, within limits of time, memory and rows."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import LimitError, QueryError, StoreError
from kg.query.answers import Answer, Rows, Term, Triples, Truth
from kg.query.limits import check_sparql
from kg.query.mistakes import syntax_mistake
from kg.settings import Settings

RESULT_BYTES_AT_MOST: Final = 50_000_000
_WORKER: Final = Path(__file__).with_name("worker.py")
_START_S: Final = 30.0
_CHUNK: Final = 1 << 20
_KILLED_FOR_MEMORY: Final = (-6, -9, -7)
_STACK_OVERFLOW: Final = -11
_OUT_OF_CPU_TIME: Final = -24


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
        self._store = store
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = b""

    def __enter__(self) -> QueryWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None
            self._rest = b""

    def ask(self, text: str, *, prefixes: Mapping[str, str] | None = None, timeout_s: float | None = None) -> Answer:
        """The answer of one query. `timeout_s` can lower the limit of the settings, not raise it.

        Raises: QueryError, LimitError, StoreError.
        """
        known = dict(prefixes or {})
        dataset = check_sparql(text, self._settings, known)
        limit_s = min(timeout_s or self._settings.query_timeout_s, self._settings.query_timeout_s)
        request = {
            "query": text,
            "prefixes": known,
            "default": [graph.value for graph in dataset.default],
            "named": [graph.value for graph in dataset.named],
            "rows": self._settings.query_row_limit,
            "bytes": RESULT_BYTES_AT_MOST,
            "seconds": limit_s,
        }
        answer = self._exchange(request, limit_s)
        if answer.get("error") == "syntax":
            raise syntax_mistake(text, lambda part: self._parse(part, known, limit_s), known)
        return _answer(answer, self._settings)

    def check_syntax(self, text: str, prefixes: Mapping[str, str]) -> None:
        """Read a query without answering it.

        Raises: QueryError with line, column and caret where it is none; LimitError, StoreError.
        """
        known, limit_s = dict(prefixes), self._settings.query_timeout_s
        if self._parse(text, known, limit_s) is not None:
            raise syntax_mistake(text, lambda part: self._parse(part, known, limit_s), known)

    def _parse(self, text: str, prefixes: dict[str, str], limit_s: float) -> str | None:
        """The engine's complaint of a text, None where it is a query; nothing is evaluated."""
        answer = self._exchange({"parse": text, "prefixes": prefixes, "seconds": limit_s}, limit_s)
        message = answer["message"]
        return str(message) if message else None

    def _exchange(self, request: dict[str, Any], limit_s: float) -> dict[str, Any]:
        process = self._process or self._start()
        assert process.stdin
        try:
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            process.stdin.flush()
            answer = self._read_line(process, limit_s)
        except BrokenPipeError as error:
            raise self._death(process) from error
        except BaseException:  # an interruption too: an answer that comes late must not be taken for the next one
            self.close()
            raise
        if answer is None:
            self.close()
            raise LimitError(
                f"the query was stopped after {limit_s:g} s (limit query_timeout_s). Ask for less, or raise the limit."
            )
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", str(_WORKER), str(self._store or ""), str(self._settings.worker_memory_limit)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._process = process
        try:
            ready = self._read_line(process, _START_S)
        except (LimitError, StoreError) as error:
            raise StoreError(f"{self._store}: the process that answers queries does not start. Try again.") from error
        if ready is None or ready["kind"] != "ready":
            self.close()
            reason = ready["message"] if ready else f"it did not open within {_START_S:g} s"
            raise StoreError(f"{self._store}: cannot be opened for reading: {reason}. Build it again with `kg build`.")
        return process

    def _read_line(self, process: subprocess.Popen[bytes], limit_s: float) -> dict[str, Any] | None:
        """The next answer; None when the time is over.

        Raises: LimitError, StoreError where the process died.
        """
        assert process.stdout
        end = time.monotonic() + limit_s
        chunks = [self._rest]
        while b"\n" not in chunks[-1]:
            left = end - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                return None
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                raise self._death(process)
            chunks.append(chunk)
        line, _, self._rest = b"".join(chunks).partition(b"\n")
        answer = json.loads(line)
        assert isinstance(answer, dict)
        return answer

    def _death(self, process: subprocess.Popen[bytes]) -> LimitError | StoreError:
        code = process.wait()
        self.close()
        gigabytes = self._settings.worker_memory_limit / 1e9
        if code in _KILLED_FOR_MEMORY:
            return LimitError(
                f"the query needed more than {gigabytes:g} GB of memory (limit worker_memory_limit). Ask for less."
            )
        if code == _STACK_OVERFLOW:
            return LimitError("the query is nested too deep for the engine. Write it flatter.")
        if code == _OUT_OF_CPU_TIME:
            return LimitError("the query was stopped by its limit of time (query_timeout_s). Ask for less.")
        return StoreError(f"{self._store}: the process that answers queries ended with code {code}. Try again.")


def _answer(answer: dict[str, Any], settings: Settings) -> Answer:
    kind = answer["kind"]
    if kind == "truth":
        return Truth(answer["value"])
    if kind == "error":
        raise _error(answer, settings)
    rows = tuple(tuple(_term(term) for term in row) for row in answer["rows"])
    if kind == "rows":
        return Rows(tuple(answer["columns"]), rows, answer["truncated"])
    triples = {_triple(row) for row in rows}
    return Triples(tuple(sorted(triples, key=str)), answer["truncated"])


def _error(answer: dict[str, Any], settings: Settings) -> QueryError | LimitError | StoreError:
    message = answer["message"]
    if answer["error"] == "graph":
        return QueryError(
            f"FROM <{message}>: no such graph in the store, and nothing is fetched. Name a graph of the store."
        )
    if answer["error"] == "memory":
        gigabytes = settings.worker_memory_limit / 1e9
        return LimitError(
            f"the query needed more than {gigabytes:g} GB of memory (limit worker_memory_limit). Ask for less."
        )
    return StoreError(f"the query could not be answered: {message}.")


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
