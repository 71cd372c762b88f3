"""Every kind of page of `kg serve` on a made-up graph: how long the server takes, beside a page that asks nothing, in one run.

    python benchmarks/pages.py [10000] [--runs 5] [--keep FOLDER]

FOLDER keeps the build, or has one from `benchmarks/queries.py --keep`. For each page: the first answer and the median of the rest, in
milliseconds, as the client sees them on the loopback; bytes, and bytes compressed. Ends with 1 where the median of a page is over 200 ms
and over ten times that of the empty page, or the home page with its style and scripts is over 300 KB compressed.
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import Server, serving

from kg.store.marker import write_marker
from kg.store.side_file import SIDE_FILE
from queries import examples, load

EMPTY = "/help"  # asks nothing of the graph
LISTS = (
    "/", "/issues", "/speakers", "/documents", "/statements", "/dilemmas", "/conflicts", "/timeline", "/matrix", "/statutes",
    "/findings", "/figures", "/compare?what=documents", "/ns", "/query",
)  # fmt: skip


def pages(folder: Path) -> list[str]:
    """An address of every kind of page; of issues, speakers, statutes those with most statements."""
    known = {name: value.strip("<>") for name, value in examples(folder).items()}
    things = [
        f"/resource?iri={quote(known[name], safe='')}"
        for name in ("issue", "speaker", "document", "statement", "statute", "report", "dilemma")
    ]
    return [*LISTS, "/search?q=section", "/search?q=ba", "/statements?text=section&stance=agree", *things]


def timed(server: Server, address: str, runs: int) -> tuple[float, float, int, bytes]:
    """First and median milliseconds, status, body; redirects are followed."""
    times: list[float] = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        reply = server.ask("GET", address, timeout=120, accept="text/html")
        while reply.status in (301, 302, 303, 307, 308):
            address = re.sub(r"^https?://[^/]+", "", reply.headers["location"])
            begin = time.perf_counter()
            reply = server.ask("GET", address, timeout=120, accept="text/html")
        times.append(1000 * (time.perf_counter() - begin))
    return times[0], statistics.median(times[1:]), reply.status, reply.body


def compressed(server: Server, body: bytes) -> int:
    """Bytes of a page with its style sheets and scripts, compressed."""
    linked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', body.decode("utf-8")))
    return len(gzip.compress(body)) + sum(len(gzip.compress(server.get(address).body)) for address in sorted(linked))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    slow: list[str] = []
    with tempfile.TemporaryDirectory(prefix="kg-pages-") as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        if not (folder / SIDE_FILE).is_file():
            load(given.count, folder)
        write_marker(folder)
        with serving("--build", folder) as server:
            _, empty, _, _ = timed(server, EMPTY, 20)
            limit = max(200.0, 10 * empty)
            print(
                f"empty page {empty:.1f} ms; limit {limit:.0f} ms\n{'page':60} {'first':>8} {'median':>8} {'bytes':>9} {'gzip':>8}"
            )
            for address in pages(folder):
                first, median, status, body = timed(server, address, given.runs)
                if status != 200 or median > limit:
                    slow.append(address)
                note = "" if status == 200 else f"  status {status}"
                print(
                    f"{address[:60]:60} {first:8.0f} {median:8.1f} {len(body):9,} {len(gzip.compress(body)):8,}{note}",
                    flush=True,
                )
            home = compressed(server, server.get("/", accept="text/html").body)
            print(f"home page with style and scripts: {home / 1000:.0f} KB compressed")
    if slow:
        print(f"over the limit: {', '.join(slow)}")
    return 1 if slow or home > 300_000 else 0


if __name__ == "__main__":
    sys.exit(main())
