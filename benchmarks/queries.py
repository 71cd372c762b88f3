"""Every saved query on a made-up graph: as `kg query` answers it, beside its SPARQL bare in pyoxigraph, on the oxigraph server, in rdflib.

    python benchmarks/queries.py [10000] [--limit 30] [--runs 3] [--rdflib] [--only NAME ...]

N is 10000, 100000 or (hours, 20 GB of disk) 1000000. Loads the graph of benchmarks/synthetic.py, prints how fast it was loaded, how
large store and side file are and how much memory loading took; then for each query its rows and the median of so many runs, in
milliseconds. A query runs in a process of its own, which is ended after the limit. `ours` holds the look-up of names; `bare` is the
SPARQL as it is sent, in this process; `bare` and `ours` are measured in turn, in one process. `ours` with the side file where it
answers (marked *), else the store. Ends with 1 where `ours` takes more than twice as long as `bare` and over 5 ms.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pyoxigraph import Store
from synthetic import synthetic_lines

from kg.knowledge import load_knowledge
from kg.pack import find_pack
from kg.query.catalogue import Catalogue, Query, open_catalogue
from kg.query.run import answer_query, sparql_of
from kg.query.side import SideFile, open_side_file
from kg.store import build_store
from kg.store.embedded import STORE
from kg.store.side_file import SIDE_FILE

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
Times = dict[str, float | int | bool | None]


def examples(folder: Path) -> dict[str, str]:
    """A value for each parameter: what is frequent in the graph, since that takes longest."""
    side = open_side_file(folder)
    assert side

    def most(sql: str) -> str:
        row = side.select(sql, {}).fetchone()
        return f"<{row[0]}>" if row else "<urn:x-none>"

    thing = "SELECT iri FROM thing WHERE id = (SELECT {0} FROM {1} GROUP BY {0} ORDER BY count(*) DESC LIMIT 1)"
    return {
        "issue": most(thing.format("issue", "by_issue")),
        "speaker": most("SELECT iri FROM thing WHERE id = (SELECT speaker FROM statement JOIN thing t ON t.id = speaker "
                        "WHERE t.kind = 'person' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"),
        "statute": most(thing.format("statute", "by_statute")),
        "target": most(thing.format("target", "stance")),
        "document": most("SELECT iri FROM thing WHERE is_document ORDER BY iri LIMIT 1"),
        "statement": most("SELECT iri FROM statement ORDER BY id LIMIT 1"),
        "dilemma": f"<{load_knowledge(find_pack(None)).dilemmas[0].iri}>",
        "report": most("SELECT iri FROM thing WHERE kind = 'document' ORDER BY iri LIMIT 1"),
    }  # fmt: skip


def values_of(query: Query, known: dict[str, str]) -> dict[str, str] | None:
    """What the query is asked with: what it needs, else nothing; None where no example is known."""
    needed = [one for one in query.parameters if one.required] + [
        one for group in query.requires for one in query.parameters if one.name == group[0]
    ]
    values = {one.name: known.get(one.name, known.get(one.type, "")) for one in needed}
    return None if any(not value for value in values.values()) else values


def median_ms(ask: Callable[[], object], runs: int) -> float:
    """Warm: the first run does not count."""
    ask()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        ask()
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)


def embedded(folder: Path, query: Query, values: dict[str, str], catalogue: Catalogue, runs: int) -> Times:
    """`ours` and `bare`, one after the other."""
    store = Store.read_only(str(folder / STORE))
    side: SideFile | None = open_side_file(folder)
    sparql = sparql_of(query, store, catalogue, values)
    found: Times = {"ours": median_ms(lambda: answer_query(query, store, catalogue, values, side=side), runs)}
    answer = answer_query(query, store, catalogue, values, side=side)
    found["rows"] = len(answer) if hasattr(answer, "__len__") else 1
    found["side"] = side is not None and query.path.with_suffix(".sql").is_file()

    def bare() -> list[object]:
        results = store.query(sparql, use_default_graph_as_union=True)
        return list(results) if not isinstance(results, bool) and hasattr(results, "__iter__") else []

    found["bare"] = median_ms(bare, runs)
    return found


def served(address: str, sparql: str, runs: int) -> Times:
    def ask() -> bytes:
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        with urlopen(Request(address, urlencode({"query": sparql}).encode(), {"Accept": accept})) as reply:
            return bytes(reply.read())

    return {"server": median_ms(ask, runs)}


def in_rdflib(file: Path, sparqls: dict[str, str], limit: float, send: object) -> None:
    """Load once, then each query once; each time is sent as it is known."""
    import rdflib

    graph = rdflib.Dataset(default_union=True)
    begin = time.perf_counter()
    graph.parse(str(file), format="nquads")
    send.send(("load", 1000 * (time.perf_counter() - begin)))  # type: ignore[attr-defined]
    for name, sparql in sparqls.items():
        begin = time.perf_counter()
        list(graph.query(sparql))
        send.send((name, 1000 * (time.perf_counter() - begin)))  # type: ignore[attr-defined]


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


def load(count: int, folder: Path) -> Path:
    """The store, its side file and the N-Quads in the folder; prints what loading took."""
    file = folder / "graph.nq"
    quads = 0
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        for line in synthetic_lines(count):
            stream.write(line)
            quads += 1
    begin = time.perf_counter()
    bare = folder / "bare"
    from pyoxigraph import RdfFormat

    store = Store(str(bare))
    store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    bare_s = time.perf_counter() - begin
    del store
    begin = time.perf_counter()
    with file.open(encoding="utf-8", newline="\n") as stream:
        build_store(folder, stream)
    seconds = time.perf_counter() - begin
    size = sum(path.stat().st_size for path in (folder / STORE).rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} statements, {quads:,} quads, {file.stat().st_size / 1e6:,.0f} MB of N-Quads\n"
        f"store and side file: {seconds:.1f} s, {count / seconds:,.0f} statements/s, {quads / seconds:,.0f} quads/s; "
        f"bare bulk_load and optimize: {bare_s:.1f} s; {seconds / bare_s:.2f} x\n"
        f"store {size / 1e6:,.0f} MB, side file {(folder / SIDE_FILE).stat().st_size / 1e6:,.1f} MB, peak memory {peak:,.0f} MB",
        flush=True,
    )
    shutil.rmtree(bare)
    return file


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
            served(address, "ASK {}", 0)
        except URLError:
            time.sleep(0.1)
        except statistics.StatisticsError:  # it answered
            break
    return process, address


def text(ms: float | int | bool | None) -> str:
    return "over" if ms is None else f"{ms:,.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for all runs of one query on one engine")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rdflib", action="store_true", help="in rdflib too, one run each")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--keep", type=Path, help="folder that keeps the store, or has it from another run")
    given = parser.parse_args()
    catalogue = open_catalogue(find_pack(None))
    with tempfile.TemporaryDirectory(prefix="kg-queries-") as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        file = folder / "graph.nq" if (folder / SIDE_FILE).is_file() else load(given.count, folder)
        known = examples(folder)
        store = Store.read_only(str(folder / STORE))
        server, address = serve(folder, given.limit)
        try:
            slow = measure(given, folder, file, catalogue, known, store, address)
        finally:
            server.kill()
            server.wait()
    return 1 if slow else 0


def measure(
    given: argparse.Namespace,
    folder: Path,
    file: Path,
    catalogue: Catalogue,
    known: dict[str, str],
    store: Store,
    address: str,
) -> list[str]:
    """Print a line for each query; the names of those that are more than twice as slow as they are bare."""
    slow: list[str] = []
    sparqls: dict[str, str] = {}
    print(
        f"{'query':28} {'rows':>8} {'ours':>10} {'bare':>10} {'ratio':>6} {'server':>10}   ms; * from the side file",
        flush=True,
    )
    for query in [
        *catalogue.queries(),
        *(catalogue.page(path.stem) for path in sorted((catalogue.folders[-1] / "pages").glob("*.rq"))),
    ]:
        values = values_of(query, known)
        if values is None or query.name.startswith("export-") or (given.only and query.name not in given.only):
            continue
        sparqls[query.name] = sparql_of(query, store, catalogue, values)
        found = limited(given.limit, embedded, folder, query, values, catalogue, given.runs)
        found |= limited(given.limit, served, address, sparqls[query.name], given.runs)
        ours, bare = found.get("ours"), found.get("bare")
        ratio = ours / bare if ours and bare else None
        if ratio and ratio > 2 and ours and ours > 5:
            slow.append(query.name)
        mark = "*" if found.get("side") else " "
        print(
            f"{query.name:28} {found.get('rows', '-'):>8} {text(ours):>9}{mark} {text(bare):>10} {'-' if ratio is None else f'{ratio:.2f}':>6} "
            f"{text(found.get('server')):>10}",
            flush=True,
        )
    if slow:
        print(f"more than twice as slow as bare: {', '.join(slow)}")
    if given.rdflib:
        rdflib_times(file, sparqls, given.limit)
    return slow


def rdflib_times(file: Path, sparqls: dict[str, str], limit: float) -> None:
    """Each query once in rdflib alone, in a process that is ended with the query that takes too long."""
    receive, send = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=in_rdflib, args=(file, sparqls, limit, send))
    process.start()
    for number in range(len(sparqls) + 1):
        if not receive.poll(600 if not number else limit):
            names = list(sparqls)
            print(f"rdflib: over {limit:.0f} s at {names[number - 1]}; the rest is not measured")
            break
        name, ms = receive.recv()
        print(f"rdflib {name:28} {ms:,.0f}", flush=True)
    process.kill()
    process.join()


if __name__ == "__main__":
    sys.exit(main())
