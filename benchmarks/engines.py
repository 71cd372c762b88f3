"""A query in; its rows and the median of its warm runs out, by `kg query`, bare pyoxigraph, the oxigraph server and rdflib. Used by queries.py."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import Store
from rdflib import Graph

from kg.query.answers import Answer, Rows, to_answer
from kg.query.catalogue import Catalogue, Query
from kg.query.run import answer_query, with_ordered_lists
from kg.query.side import open_side_file
from kg.store.embedded import STORE

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
Times = dict[str, float | int | bool | str | None]


def median_ms(
    ask: Callable[[], object], runs: int, limit: float, clock: Callable[[], float] = time.process_time
) -> float:
    """Warm: the first run does not count, unless it takes a third of the limit."""
    times = []
    start = time.monotonic()
    for _ in range(runs + 1):
        begin = clock()
        ask()
        times.append(clock() - begin)
        if time.monotonic() - start > limit / 3:
            break
    return 1000 * statistics.median(times[1:] or times)


def digest(answer: Answer) -> str:
    """The same for the same rows in the same order."""
    text = "\n".join("\t".join(row) for row in answer.texts()) if isinstance(answer, Rows) else repr(answer)
    return hashlib.sha256(text.encode()).hexdigest()


def ours(folder: Path, query: Query, values: dict[str, str], catalogue: Catalogue, runs: int, limit: float) -> Times:
    """As `kg query`: names are looked up, then the side file is asked, or the store."""
    store, side = Store.read_only(str(folder / STORE)), open_side_file(folder)
    answers: list[Answer] = []

    def ask() -> None:
        answers[:] = [answer_query(query, store, catalogue, values, side=side)]

    took = median_ms(ask, runs, limit)
    answer = answers[0]
    is_beside = side is not None and query.path.with_suffix(".sql").is_file()
    return {
        "ours": took,
        "rows": len(answer) if isinstance(answer, Rows) else 1,
        "side": is_beside,
        "digest": digest(answer),
    }


def bare(folder: Path, query: Query, sparql: str, runs: int, limit: float) -> Times:
    """The SPARQL alone, all its rows read."""
    store = Store.read_only(str(folder / STORE))
    answers: list[Answer] = []

    def ask() -> None:
        answers[:] = [to_answer(store.query(sparql, use_default_graph_as_union=True))]

    took = median_ms(ask, runs, limit)
    answer = answers[0]
    return {"bare": took, "digest": digest(with_ordered_lists(query, answer) if isinstance(answer, Rows) else answer)}


def served(process: int, address: str, sparql: str, runs: int, limit: float) -> Times:
    def ask() -> bytes:
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        with urlopen(Request(address, urlencode({"query": sparql}).encode(), {"Accept": accept})) as reply:
            return bytes(reply.read())

    def clock() -> float:
        """Processor time of the server (Linux), else the time that passes."""
        counts = Path(f"/proc/{process}/stat")
        if not counts.is_file():
            return time.perf_counter()
        return sum(map(int, counts.read_text().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")

    return {"server": median_ms(ask, runs, limit, clock)}


def in_rdflib(graph: Graph, sparql: str) -> Times:
    """One run, or what rdflib says where it fails."""
    begin = time.perf_counter()
    try:
        list(graph.query(sparql))
    except Exception as error:  # noqa: BLE001 - whatever rdflib makes of a query, the others are measured
        return {"failed": f"{type(error).__name__}: {error}"[:80]}
    return {"rdflib": 1000 * (time.perf_counter() - begin)}


def limited(limit: float, work: Callable[..., Times], *arguments: object) -> Times:
    """What the work gives, done in a process of its own; nothing where it was ended, or failed."""
    receive, send = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        send.send(work(*arguments))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    found: Times = {}
    end = time.monotonic() + limit
    while time.monotonic() < end and process.is_alive() and not receive.poll(0.05):
        pass
    if receive.poll():
        found = receive.recv()
    process.kill()
    process.join()
    return found


def serve(folder: Path, limit: float) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(OXIGRAPH), "serve-read-only", "--location", str(folder / STORE), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, "--union-default-graph", "--timeout-s", str(int(limit))],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/query"
    for _ in range(100):
        try:
            served(process.pid, address, "ASK {}", 0, 1)
            break
        except URLError:
            time.sleep(0.1)
    return process, address
