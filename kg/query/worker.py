"""Queries of unknown origin in by standard input, answers out by standard output: the process that may be killed.

Started as a file of its own by `kg.query.sandbox`, never imported for its work: it needs nothing but pyoxigraph. It opens
the store for reading, then gives up the right to open anything: no file, no socket. Each line of input is a request, each
line of output its answer, both JSON:

    {"query": text, "prefixes": {…}, "default": [IRI …], "named": [IRI …], "rows": 10000, "bytes": 50000000, "seconds": 60}
    {"parse": text, "prefixes": {…}, "seconds": 60}: whether it is a query, and where not; nothing is evaluated
    {"kind": "rows", "columns": [name …], "rows": [[term …] …], "truncated": false}
    {"kind": "truth", "value": true} | {"kind": "triples", "rows": [[s, p, o] …], "truncated": false}
    {"kind": "parsed", "message": null | text}
    {"kind": "error", "error": "syntax" | "graph" | "memory" | "store", "message": text}

A term is null, ["u", IRI], ["b", label], ["l", text, language, datatype] or ["t", s, p, o].
"""

from __future__ import annotations

import json
import resource
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


def main() -> None:
    """Answer requests until standard input ends. Arguments: the store's folder (empty: none), the memory in bytes that queries may take."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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
        _write(_answer(store, request))


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


def _answer(store: Store, request: dict[str, Any]) -> dict[str, Any]:
    try:
        if "parse" in request:
            return {"kind": "parsed", "message": _complaint(request["parse"], request["prefixes"])}
        return _encode(_solve(store, request), request["rows"], request["bytes"])
    except SyntaxError as error:
        return {"kind": "error", "error": "syntax", "message": str(error)}
    except LookupError as error:
        return {"kind": "error", "error": "graph", "message": str(error.args[0])}
    except MemoryError:
        return {"kind": "error", "error": "memory", "message": ""}
    except (OSError, RuntimeError, ValueError) as error:
        return {"kind": "error", "error": "store", "message": str(error)}


def _complaint(text: str, prefixes: dict[str, str]) -> str | None:
    try:
        Store().query(text, prefixes=prefixes)
    except SyntaxError as error:
        return str(error)
    return None


def _solve(store: Store, request: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    default = [NamedNode(iri) for iri in request["default"]]
    named = [NamedNode(iri) for iri in request["named"]]
    for graph in default + named:
        if not store.contains_named_graph(graph):
            raise LookupError(graph.value)
    # The union would put every graph where FROM names one.
    union = not (default or named)
    return store.query(request["query"], prefixes=request["prefixes"], use_default_graph_as_union=union)


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


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
