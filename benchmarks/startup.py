"""How long `kg --help` and a query of the corpus take, beside importing Typer and Rich: whole processes, warm, in one run.

Run it after `make graph`: .venv/bin/python benchmarks/startup.py [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KG = [sys.executable, "-m", "kg"]
MEASURE = "import typer, rich"
COMMANDS = {  # name: (command, at most so many times the measure)
    MEASURE: ([sys.executable, "-c", MEASURE], None),
    "kg --help": ([*KG, "--help"], 1.5),
    "kg query": ([*KG, "query", "who-said-what", "--issue", "investigations"], 3.0),
}


def seconds_of(command: list[str]) -> float:
    """Wall time of one run, its output thrown away."""
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="counted runs of each command, in turn (15)")
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(runs + 1):
        for name, (command, _) in COMMANDS.items():
            seconds = seconds_of(command)
            if number:  # the first round warms up
                times[name].append(seconds)
    measure = statistics.median(times[MEASURE])
    for name, (_, bound) in COMMANDS.items():
        median = statistics.median(times[name])
        against = f"  {median / measure:.2f} times, at most {bound}" if bound else "  the measure"
        print(f"{name:20} median {median * 1000:6.0f} ms  fastest {min(times[name]) * 1000:6.0f} ms{against}")


if __name__ == "__main__":
    main()
