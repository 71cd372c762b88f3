"""Every saved query on a made-up graph: as `kg query` answers it, beside its SPARQL bare in pyoxigraph, on the oxigraph server, in rdflib.

    python benchmarks/queries.py [10000] [--limit 30] [--runs 3] [--keep FOLDER] [--rdflib] [--hand] [--direct] [--ours] [--only NAME ...]

N is 10000, 100000 or (most of an hour and 40 GB of disk with --direct --ours) 1000000. Loads the graph of benchmarks/synthetic.py, prints how fast it was loaded, how
large store and side file are and how much memory loading took, the bare load before it included; then for each query its rows and the median of so many warm runs, in
milliseconds of processor time, which other work on the machine hardly changes (rdflib: of the clock; the server's is counted in ticks, usually of 10 ms). Each engine answers in a process of its own, which is ended after the limit; a query that needs a third of it is asked
once. `ours` is what `kg query` does: it looks up names, and asks the side file (marked *), else the store. `bare` is the SPARQL as it is sent.
`--hand`: the questions of benchmarks/by_hand/ instead, written for pyoxigraph, beside what answers them here.
`--build FOLDER`: an existing build, such as that of the corpus. `--side`: make the side file of the kept folder anew.

Ends with 1 where `ours` takes more than 2 x `bare` + 1 ms, or other rows come back.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from engines import Times, bare, in_rdflib, limited, ours, serve, served
from pyoxigraph import Store
from rdflib import Graph
from synthetic import synthetic_lines

from kg.namespaces import WSW
from kg.pack import find_pack
from kg.query.catalogue import Catalogue, Query, open_catalogue
from kg.query.run import sparql_of
from kg.query.side import open_side_file
from kg.store import build_store
from kg.store.embedded import STORE
from kg.store.side_file import SIDE_FILE, write_side_file


def examples(folder: Path) -> dict[str, str]:
    """A value for each parameter: what is frequent in the graph, since that takes longest."""
    side = open_side_file(folder)
    assert side

    def most(sql: str, form: str = "<{}>") -> str:
        row = side.select(sql, {}).fetchone()
        return form.format(row[0]) if row else ""

    thing = "SELECT iri FROM thing WHERE id = (SELECT {0} FROM {1} GROUP BY {0} ORDER BY count(*) DESC LIMIT 1)"
    speaker = (
        "SELECT iri FROM thing WHERE id = (SELECT speaker FROM statement JOIN thing t ON t.id = speaker "
        "WHERE t.kind = '{}' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)"
    )
    statement = most("SELECT iri FROM statement ORDER BY id LIMIT 1")
    question = Store.read_only(str(folder / STORE)).query(
        f"SELECT ?question WHERE {{ ?question a <{WSW}Question> }} ORDER BY ?question LIMIT 1",
        use_default_graph_as_union=True,
    )
    known = {
        "question": next((str(one[0]) for one in question), ""),  # type: ignore[union-attr]
        "issue": most(thing.format("issue", "by_issue")),
        "speaker": most(speaker.format("person")) or most(speaker.format("organisation")),
        "other": most(speaker.format("organisation")),
        "statute": most(thing.format("statute", "by_statute")),
        "target": most(thing.format("target", "stance")),
        "document": most(thing.format("document", "statement")),
        "statement": statement,
        "thing": statement,
        "dilemma": most(
            "SELECT iri FROM thing WHERE id = (SELECT subject FROM link JOIN stance ON target = object WHERE name = 'option' "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)"
        ),
        "report": most("SELECT iri FROM thing WHERE kind = 'document' ORDER BY iri LIMIT 1"),
        "role": most("SELECT members FROM described GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1", "{}"),
        "text": most("SELECT words FROM statement ORDER BY id LIMIT 1", "{}").split()[0],
    }  # fmt: skip
    return known | {"holder": known["speaker"], "subject": known["speaker"], "term": known["speaker"]}


def values_of(query: Query, known: dict[str, str]) -> dict[str, str] | None:
    """What the query is asked with: what it needs, else nothing; None where no example is known."""
    needed = [one for one in query.parameters if one.required] + [
        one for group in query.requires for one in query.parameters if one.name == group[0]
    ]
    values = {one.name: known.get(one.name, known.get(one.type, "")) for one in needed}
    return None if any(not value for value in values.values()) else values


def counted(lines: Iterable[str], counts: list[int]) -> Iterator[str]:
    """The same lines; their number and size in bytes are added to the counts."""
    for line in lines:
        counts[0] += 1
        counts[1] += len(line.encode())
        yield line


def load_directly(count: int, folder: Path) -> None:
    """The store and its side file, from lines that are made while they are loaded: no second copy on the disk."""
    counts = [0, 0]
    begin = time.perf_counter()
    build_store(folder, counted(synthetic_lines(count), counts))
    seconds = time.perf_counter() - begin
    print(
        f"{count:,} statements, {counts[0]:,} quads, {counts[1] / 1e6:,.0f} MB of N-Quads\n"
        f"made and loaded, side file too: {seconds:.1f} s, {count / seconds:,.0f} statements/s, {counts[0] / seconds:,.0f} quads/s\n"
        f"{sizes(folder)}",
        flush=True,
    )


def sizes(folder: Path) -> str:
    """What store and side file take on disk, and this process took in memory."""
    size = sum(path.stat().st_size for path in (folder / STORE).rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    side = (folder / SIDE_FILE).stat().st_size
    return f"store {size / 1e6:,.0f} MB, side file {side / 1e6:,.1f} MB, peak memory {peak:,.0f} MB"


def load(count: int, folder: Path) -> None:
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
    print(
        f"{count:,} statements, {quads:,} quads, {file.stat().st_size / 1e6:,.0f} MB of N-Quads\n"
        f"store and side file: {seconds:.1f} s, {count / seconds:,.0f} statements/s, {quads / seconds:,.0f} quads/s; "
        f"bare bulk_load and optimize: {bare_s:.1f} s; {seconds / bare_s:.2f} x\n"
        f"{sizes(folder)}",
        flush=True,
    )
    shutil.rmtree(bare)


def ms_text(ms: float | int | bool | str | None) -> str:
    return "over" if ms is None or isinstance(ms, str) else f"{ms:,.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for all runs of one query on one engine")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--direct", action="store_true", help="load lines as they are made: half the disk, no bare load to compare"
    )
    parser.add_argument("--ours", action="store_true", help="neither bare nor on the server")
    parser.add_argument("--rdflib", action="store_true", help="in rdflib too, one run each")
    parser.add_argument(
        "--hand", action="store_true", help="the questions of benchmarks/by_hand/ instead of the saved ones"
    )
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--keep", type=Path, help="folder that keeps the store, or has it from another run")
    parser.add_argument("--build", type=Path, help="folder of a build; nothing is made up")
    parser.add_argument("--side", action="store_true", help="make the side file of the kept store anew")
    given = parser.parse_args()
    if given.rdflib and (given.direct or given.build):
        parser.error("--rdflib reads the N-Quads that loading keeps: leave out --direct and --build")
    catalogue = open_catalogue(find_pack(None))
    with tempfile.TemporaryDirectory(prefix="kg-queries-") as scratch:
        folder = given.build or given.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        file = folder / "graph.nq"
        if not given.build and not (folder / STORE).is_dir():
            if given.direct:
                load_directly(given.count, folder)
            else:
                load(given.count, folder)
        if given.side:
            (folder / SIDE_FILE).unlink(missing_ok=True)
            write_side_file(folder, Store.read_only(str(folder / STORE)))
        known = examples(folder)
        server, address = serve(folder, given.limit)
        try:
            if given.hand:
                return by_hand(given, folder, catalogue, known, server.pid, address)
            wrong = measure(given, folder, file, catalogue, known, server.pid, address)
        finally:
            server.kill()
            server.wait()
    return 1 if wrong else 0


HEAD = f"{'query':28} {'rows':>8} {'ours':>10} {'bare':>10} {'ratio':>6} {'server':>10}   ms; * from the side file"


def line_of(name: str, found: Times, plain: Times, there: Times) -> str:
    ratio = f"{found['ours'] / plain['bare']:.2f}" if found and plain else "-"  # type: ignore[operator]
    mark = "*" if found.get("side") else " "
    return (
        f"{name:28} {found.get('rows', '-'):>8} {ms_text(found.get('ours')):>9}{mark} {ms_text(plain.get('bare')):>10} {ratio:>6} "
        f"{ms_text(there.get('server')):>10}"
    )


def measure(
    given: argparse.Namespace,
    folder: Path,
    file: Path,
    catalogue: Catalogue,
    known: dict[str, str],
    server: int,
    address: str,
) -> list[str]:
    """Print a line for each query; the names of those that are more than twice as slow as they are bare, or differ."""
    wrong: list[str] = []
    sparqls: dict[str, str] = {}
    store = Store.read_only(str(folder / STORE))
    print(HEAD, flush=True)
    pages = sorted((catalogue.folders[-1] / "pages").glob("*.rq"))
    for query in [*catalogue.queries(), *(catalogue.page(path.stem) for path in pages)]:
        values = values_of(query, known)
        if values is None or query.name.startswith("export-") or (given.only and query.name not in given.only):
            continue
        sparql = sparqls[query.name] = sparql_of(query, store, catalogue, values)
        found = limited(given.limit, ours, folder, query, values, catalogue, given.runs, given.limit)
        plain, there = {}, {}
        if not given.ours:
            plain = limited(given.limit, bare, folder, query, sparql, given.runs, given.limit)
            there = limited(given.limit, served, server, address, sparql, given.runs, given.limit)
        print(line_of(query.name, found, plain, there), flush=True)
        if plain and not found:
            wrong.append(f"{query.name} (no answer)")
        elif plain:
            if found["digest"] != plain["digest"]:
                wrong.append(f"{query.name} (other rows)")
            elif found["ours"] > 2 * plain["bare"] + 1:  # type: ignore[operator,type-var]
                wrong.append(f"{query.name} (slow)")
    if wrong:
        print(f"wrong: {', '.join(wrong)}")
    if given.rdflib:
        rdflib_times(file, sparqls, given.limit)
    return wrong


def by_hand(
    given: argparse.Namespace, folder: Path, catalogue: Catalogue, known: dict[str, str], server: int, address: str
) -> int:
    """The same for the questions that are written by hand: `bare` and `server` answer those, `ours` the saved query."""
    slow = []
    print(HEAD, flush=True)
    for path in sorted((Path(__file__).parent / "by_hand").glob("*.rq")):
        if given.only and path.stem not in given.only:
            continue
        text_of_file = path.read_text(encoding="utf-8")
        call, *options = text_of_file.split("\n", 1)[0].removeprefix("# kg query ").split()
        query = catalogue.page(call.removeprefix("pages/")) if call.startswith("pages/") else catalogue.find_query(call)
        names = [option.removeprefix("--") for option in options]
        values = {name: known[name] for name in names}
        sparql = text_of_file
        for name, value in known.items():
            sparql = sparql.replace(f"${name}", value)
        found = limited(given.limit, ours, folder, query, values, catalogue, given.runs, given.limit)
        plain = limited(given.limit, bare, folder, query, sparql, given.runs, given.limit)
        there = limited(given.limit, served, server, address, sparql, given.runs, given.limit)
        print(line_of(path.stem, found, plain, there), flush=True)
        if not found or (plain and found["ours"] > 2 * plain["bare"] + 1):  # type: ignore[operator,type-var]
            slow.append(path.stem)
    if slow:
        print(f"more than twice as slow as by hand: {', '.join(slow)}")
    return 1 if slow else 0


def rdflib_times(file: Path, sparqls: dict[str, str], limit: float) -> None:
    """Each query once in rdflib alone, on one graph in memory, each in a copy of the process that is ended at the limit."""
    triples = file.with_suffix(".nt")  # the union of the graphs, which is what is asked, in one graph
    with (
        file.open(encoding="utf-8", newline="\n") as quads,
        triples.open("w", encoding="utf-8", newline="\n") as stream,
    ):
        stream.writelines(f"{line.rsplit(' ', 2)[0]} .\n" for line in quads)
    graph = Graph()
    begin = time.perf_counter()
    graph.parse(str(triples), format="nt")
    print(f"rdflib: loaded in {time.perf_counter() - begin:,.0f} s", flush=True)
    for name, sparql in sparqls.items():
        found = limited(limit, in_rdflib, graph, sparql)
        print(f"rdflib {name:28} {found.get('failed') or ms_text(found.get('rdflib'))}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
