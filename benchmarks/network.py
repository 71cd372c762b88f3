"""The drawing of the whole graph in Chromium: seconds from the load of the page until it can be used, on a made-up graph.

    python benchmarks/network.py [45000] [--runs 5] [--keep FOLDER]

45,000 made-up statements have some 10,000 speakers and issues. FOLDER keeps the build, or has one from `benchmarks/queries.py --keep`.
Usable: the marks are drawn, and a click on "Zoom in" has changed the picture. Ends with 1 where the median is over two seconds.
The server is given some seconds first, in which it lays the drawing out; the page is opened in a new context each time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from browsing import FLAGS
from conftest import find_browser
from playwright.sync_api import Browser, sync_playwright
from serving import Server, serving

from kg.store.marker import write_marker
from kg.store.side_file import SIDE_FILE
from queries import load

LIMIT_S = 2.0
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def processor_s(server: Server) -> float:
    """Seconds of processor time that the browser has taken, with all its processes: what a busy machine does not change."""
    parents: dict[int, int] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        spent[int(folder.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_browsers(pid: int) -> bool:
        while pid in parents and pid != server.process.pid:
            pid = parents[pid]
            if pid == os.getpid():
                return True
        return False

    return sum(seconds for pid, seconds in spent.items() if is_browsers(pid))


def opened(browser: Browser, server: Server) -> tuple[float, float, float, float]:
    """Seconds from the load event until the marks are drawn, until a zoom has been shown, until names and lines are there;
    processor seconds of the browser until the zoom."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server.address}/network", wait_until="load")
    begin, before = time.perf_counter(), processor_s(server)
    page.locator("#graph[data-ready]").wait_for(timeout=60_000)
    page.evaluate(FRAMES)
    drawn = time.perf_counter() - begin
    page.click("[data-do=in]")
    page.evaluate(FRAMES)
    usable, taken = time.perf_counter() - begin, processor_s(server) - before
    page.locator("#graph[data-whole]").wait_for(timeout=60_000)
    page.evaluate(FRAMES)
    whole = time.perf_counter() - begin
    context.close()
    return drawn, usable, whole, taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=45_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-network-") as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        if not (folder / SIDE_FILE).is_file():
            load(given.count, folder)
        write_marker(folder)
        with serving("--build", folder) as server, sync_playwright() as playwright:
            begin = time.perf_counter()
            size = len(json.loads(server.ask("GET", "/network/places.json", timeout=300).body)["kind"])
            print(f"{size:,} marks, laid out {time.perf_counter() - begin:.1f} s after the start")
            browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
            found = [opened(browser, server) for _ in range(given.runs)]
            browser.close()
    names = ("marks drawn", "usable", "names and lines", "processor time of the browser until usable")
    for name, seconds in zip(names, zip(*found, strict=True), strict=True):
        print(
            f"{name}: median {statistics.median(seconds):.2f} s, best {min(seconds):.2f} s, worst {max(seconds):.2f} s after load"
        )
    return 1 if statistics.median([one[1] for one in found]) > LIMIT_S else 0


if __name__ == "__main__":
    sys.exit(main())
