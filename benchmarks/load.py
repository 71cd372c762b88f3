"""Many clients at once, then queries of death: how `kg serve` answers. Bounded in count and time, on this machine alone.

    python benchmarks/load.py [--seconds 60] [--clients 50] [--deadly 20] [--data FILE.trig | --build FOLDER]

It starts a server of its own at a free port. Clients ask pages, saved queries and SPARQL, each the next when the last is
answered. Then it sends the queries of death, one after the other and all at once, while others go on asking.
Prints, and ends with 1 where an answer failed, the 95th percentile is over a second, a query of death outlived its limit by
more than a second, or memory did not come back to within a tenth.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from serving import Reply, Server, serving, wait_until

LIMIT_S = 10.0  # the default of serve_timeout_s
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
PATHS = "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^<x:z>)* ?b . ?c (!<x:y>|^<x:z>)* ?d }"
REGEX = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), '^(a+)+$') || REGEX(STR(?f), '(.*)*x$')) }"
DEADLY = (CROSS, SORT, PATHS, REGEX)
SHORT = (
    "ASK {}",
    "SELECT ?s { ?s a <https://w3id.org/who-said-what/ns#Document> } LIMIT 20",
    "SELECT ?who ?words { ?s <https://w3id.org/who-said-what/ns#speaker> ?who ; "
    "<https://w3id.org/who-said-what/ns#words> ?words } LIMIT 20",
)
ADDRESSES = ("/api/documents", "/api/issues", "/sparql", *(f"/sparql?query={quote(text)}" for text in SHORT))
Timed = tuple[int, float]


def timed(ask: Callable[[], Reply]) -> Timed:
    """Status and seconds; status 0 where there was no answer."""
    begin = time.monotonic()
    try:
        status = ask().status
    except OSError:
        status = 0
    return status, time.monotonic() - begin


def crowd(server: Server, clients: int, seconds: float) -> list[Timed]:
    """What each of the clients got, in any order."""
    end = time.monotonic() + seconds

    def client(number: int) -> list[Timed]:
        found = []
        i = number
        while time.monotonic() < end:
            address = ADDRESSES[i % len(ADDRESSES)]
            found.append(timed(lambda address=address: server.get(address)))  # type: ignore[misc]
            i += 1
        return found

    with ThreadPoolExecutor(clients) as threads:
        return [one for found in threads.map(client, range(clients)) for one in found]


def settled_memory(server: Server) -> int:
    """When no process is being replaced any more."""
    readings = [0, -1]
    wait_until(lambda: readings.append(server.memory()) or len(set(readings[-10:])) == 1, 20)  # type: ignore[func-returns-value]
    return readings[-1]


def deadly(server: Server, count: int, *, at_once: int) -> tuple[list[Timed], list[Timed]]:
    """Queries of death, and what others got who asked meanwhile."""
    others: list[Timed] = []
    with ThreadPoolExecutor(at_once) as threads:
        asked = [
            threads.submit(timed, lambda i=i: server.query(DEADLY[i % len(DEADLY)]))  # type: ignore[misc]
            for i in range(count)
        ]
        while not all(one.done() for one in asked):
            others.append(timed(lambda: server.query(SHORT[2])))
            time.sleep(0.1)
    return [one.result() for one in asked], others


def percentile(found: list[Timed], share: float) -> float:
    return sorted(seconds for _, seconds in found)[min(len(found) - 1, int(share * len(found)))]


def told(name: str, found: list[Timed]) -> None:
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(Counter(s for s, _ in found).items()))
    print(
        f"{name:34} {len(found):6} answers  p50 {percentile(found, 0.5):6.3f} s  p95 {percentile(found, 0.95):6.3f} s  "
        f"longest {percentile(found, 1):6.3f} s  status {statuses}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--deadly", type=int, default=20)
    parser.add_argument("--data")
    parser.add_argument("--build")
    options = parser.parse_args()
    chosen = [f"--{name}={value}" for name in ("data", "build") if (value := getattr(options, name))]
    with serving(*chosen) as server:
        wait_until(lambda: server.get("/api/documents").status == 200, 30)
        result = measure(server, min(options.clients, 200), min(options.seconds, 600), min(options.deadly, 100))
    print("held" if result else "NOT held")
    return 0 if result else 1


def measure(server: Server, clients: int, seconds: float, count: int) -> bool:
    """Whether all that is promised held."""
    answers = crowd(server, clients, seconds)
    told(f"{clients} clients, {seconds:g} s", answers)
    held = all(status in (200, 303) for status, _ in answers) and percentile(answers, 0.95) <= 1
    before = settled_memory(server)
    for at_once in (1, count):
        ended, others = deadly(server, count if at_once > 1 else min(count, len(DEADLY)), at_once=at_once)
        told(f"queries of death, {at_once} at once", ended)
        told("  others meanwhile", others)
        held &= all(one <= LIMIT_S + 1 for _, one in ended) and {status for status, _ in others} == {200}
    after = settled_memory(server)
    print(f"memory of all processes {before / 1e6:.0f} MB before, {after / 1e6:.0f} MB after")
    return held and after <= 1.1 * before and server.process.poll() is None


if __name__ == "__main__":
    sys.exit(main())
