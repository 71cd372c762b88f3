"""Queries of unknown origin in by standard input, answers out by standard output: the process that may be killed.

Started as a file of its own by `kg.query.process`, never imported for its work. It opens the store for reading, then gives
up the right to open anything: no file, no socket; so all that it needs is imported before. Each line of input is a request, each
line of output its answer, both JSON:

    {"query": text, "prefixes": {…}, "graphs": [IRI …], "union": true, "rows": 10000, "bytes": 50000000, "seconds": 60}
        "graphs": those that must be there; "dataset": [[IRI …], [IRI …]]: default and named graphs in place of those that
        the query names; "base": IRI; "format": media type, for a body of bytes in place of rows
    {"parse": text, "prefixes": {…}, "seconds": 60}: whether it is a query, and where not; nothing is evaluated
    {"kind": "rows", "columns": [name …], "rows": [[term …] …], "truncated": false}
    {"kind": "truth", "value": true} | {"kind": "triples", "rows": [[s, p, o] …], "truncated": false}
    {"kind": "body", "length": 1234, "count": 7, "truncated": false}, and so many bytes after the line
    {"kind": "parsed", "message": null | text}
    {"kind": "error", "error": "syntax" | "graph" | "memory" | "store" | "format", "message": text}

A term is null, ["u", IRI], ["b", label], ["l", text, language, datatype] or ["t", s, p, o].
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kg.query.answers import Answer, Rows, Triples, Truth
from kg.query.written import FormatError, write

_ROOM = 0.95  # of what is allowed, for an answer that is cut: its rows differ in length


def main() -> None:
    """Be a worker, or with a third argument a nursery of workers.

    Arguments: the store's folder (empty: none), the memory in bytes that queries may take, the descriptor of a nursery's channel.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if len(sys.argv) > 3:
        _nurse(socket.socket(fileno=int(sys.argv[3])))
    else:
        _work()


def _nurse(channel: socket.socket) -> None:
    """Fork a worker whenever asked to, and tell how each ended; `kg.query.nursery` has the other end of the channel."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, 4096, 2)
        if not message:
            return
        asked = json.loads(message)
        if "code" in asked:
            pid, status = os.waitpid(asked["code"], os.WNOHANG)
            answer = {"code": os.waitstatus_to_exitcode(status) if pid else None}
        else:
            answer = {"pid": os.fork()}
            if not answer["pid"]:
                channel.close()
                for number, descriptor in enumerate(descriptors):  # standard input, then output
                    os.dup2(descriptor, number)
                    os.close(descriptor)
                _work()
                os._exit(0)
            for descriptor in descriptors:
                os.close(descriptor)
        channel.send(json.dumps(answer).encode("ascii"))


def _work() -> None:
    """Answer requests until standard input ends."""
    try:
        store = Store.read_only(sys.argv[1]) if sys.argv[1] else Store()
    except OSError as error:
        _write({"kind": "error", "error": "store", "message": str(error)})
        return
    _limit_memory(int(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    _write({"kind": "ready"})
    for line in sys.stdin:
        request = json.loads(line)
        _limit_cpu(request["seconds"])
        _write(*_answer(store, request))


def _limit_memory(memory: int) -> None:
    """Limit what is added to the address space from here on.

    Threads and allocators of the engine reserve hundreds of megabytes when they start, and more on a machine with more cores.
    """
    if sys.platform != "linux":  # elsewhere it is not enforced, or cannot be set
        return
    with open("/proc/self/statm", encoding="ascii") as file:
        reserved = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (reserved + memory, reserved + memory))


def _limit_cpu(seconds: float) -> None:
    """A parent that dies cannot kill: after twice the time allowed the system does."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + 2 * seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _answer(store: Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The head of the answer, and its body."""
    try:
        if "parse" in request:
            return {"kind": "parsed", "message": _complaint(request["parse"], request["prefixes"])}, b""
        results = _solve(store, request)
        if "format" in request:
            return _body(results, request)
        return _encode(results, request["rows"], request["bytes"]), b""
    except SyntaxError as error:
        return _error("syntax", str(error))
    except LookupError as error:
        return _error("graph", str(error.args[0]))
    except MemoryError:
        return _error("memory", "")
    except FormatError as error:
        return _error("format", str(error))
    except (OSError, RuntimeError, ValueError) as error:
        return _error("store", str(error))


def _error(kind: str, message: str) -> tuple[dict[str, Any], bytes]:
    return {"kind": "error", "error": kind, "message": message}, b""


def _complaint(text: str, prefixes: dict[str, str]) -> str | None:
    try:
        Store().query(text, prefixes=prefixes)
    except SyntaxError as error:
        return str(error)
    return None


def _solve(store: Store, request: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    for iri in request["graphs"]:
        if not store.contains_named_graph(NamedNode(iri)):
            raise LookupError(iri)
    options: dict[str, Any] = {"prefixes": request["prefixes"], "base_iri": request.get("base")}
    if "dataset" in request:
        default, named = request["dataset"]
        options["default_graph"] = [NamedNode(iri) for iri in default]
        options["named_graphs"] = [NamedNode(iri) for iri in named]
    else:
        # The union would put every graph where FROM names one.
        options["use_default_graph_as_union"] = request["union"] and not request["graphs"]
    return store.query(request["query"], **options)


def _body(
    results: QuerySolutions | QueryBoolean | QueryTriples, request: dict[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """The answer written, and cut until it is no longer than allowed."""
    answer = _cut(results, request["rows"], request["bytes"])
    body = write(answer, request["format"], request["prefixes"])
    while len(body) > request["bytes"] and not isinstance(answer, Truth) and len(answer):
        answer = _shortened(answer, int(len(answer) * _ROOM * request["bytes"] / len(body)))
        body = write(answer, request["format"], request["prefixes"])
    truncated = not isinstance(answer, Truth) and answer.truncated
    count = 1 if isinstance(answer, Truth) else len(answer)
    return {"kind": "body", "length": len(body), "count": count, "truncated": truncated}, body


def _shortened(answer: Rows | Triples, count: int) -> Rows | Triples:
    if isinstance(answer, Triples):
        return Triples(answer.triples[:count], truncated=True)
    return Rows(answer.columns, answer.rows[:count], truncated=True)


def _cut(results: QuerySolutions | QueryBoolean | QueryTriples, rows: int, size: int) -> Answer:
    """At most `rows` rows of at most `size` characters in all."""
    if isinstance(results, QueryBoolean):
        return Truth(bool(results))
    taken: list[Any] = []
    truncated = False
    for row in results:
        size -= sum(len(str(term)) for term in row)
        truncated = size < 0 or len(taken) == rows
        if truncated:
            break
        taken.append(row if isinstance(row, Triple) else tuple(row))
    if isinstance(results, QueryTriples):
        return Triples(tuple(sorted(set(taken), key=str)), truncated)
    return Rows(tuple(variable.value for variable in results.variables), tuple(taken), truncated)


def _encode(results: QuerySolutions | QueryBoolean | QueryTriples, rows: int, size: int) -> dict[str, Any]:
    if isinstance(results, QueryBoolean):
        return {"kind": "truth", "value": bool(results)}
    if isinstance(results, QueryTriples):
        found, truncated = _take((tuple(triple) for triple in results), rows, size)
        return {"kind": "triples", "rows": found, "truncated": truncated}
    found, truncated = _take((tuple(solution) for solution in results), rows, size)
    columns = [variable.value for variable in results.variables]
    return {"kind": "rows", "columns": columns, "rows": found, "truncated": truncated}


def _take(found: Iterable[tuple[Any, ...]], rows: int, size: int) -> tuple[list[list[Any]], bool]:
    """At most `rows` rows of at most `size` characters in all, and whether there were more."""
    taken: list[list[Any]] = []
    for row in _within(found, size):
        if row is None or len(taken) == rows:
            return taken, True
        taken.append(row)
    return taken, False


def _within(found: Iterable[tuple[Any, ...]], size: int) -> Iterator[list[Any] | None]:
    for row in found:
        encoded = [_term(term) for term in row]
        size -= sum(len(part) for term in encoded if term for part in term if isinstance(part, str))
        if size < 0:
            yield None
            return
        yield encoded


def _term(term: object) -> list[Any] | None:
    if isinstance(term, NamedNode):
        return ["u", term.value]
    if isinstance(term, Literal):
        return ["l", term.value, term.language, term.datatype.value]
    if isinstance(term, BlankNode):
        return ["b", term.value]
    if isinstance(term, Triple):
        return ["t", _term(term.subject), _term(term.predicate), _term(term.object)]
    return None


def _write(head: dict[str, Any], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode("ascii") + b"\n" + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
