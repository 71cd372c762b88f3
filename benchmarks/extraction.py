"""Words a second of `kg extract` on one process, beside spaCy's own full pipeline on the same text in the same run.

Both are whole processes with one thread, start and loading of the model included. The text is the corpus, or the files
given, repeated until it has enough words. Time by the clock and time of the processor are told: on a machine that does
other work too only the second compares.

Run it after `make graph`: .venv/bin/python benchmarks/extraction.py [FILE …] [--words N] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "KG_PROCESSES"), "1")
SPACY = """
import sys
from pathlib import Path
import spacy
model, *paths = sys.argv[1:]
nlp = spacy.load(model)
paragraphs = (part for path in paths for part in Path(path).read_text(encoding="utf-8").split("\\n\\n") if part.strip())
for document in nlp.pipe(paragraphs):
    pass
"""


def enough_copies(sources: list[Path], least_words: int, folder: Path) -> tuple[list[Path], int]:
    """Copies of the files, one after the other and again, until they have that many words; and how many they have."""
    total, copies = 0, []
    for number, source in enumerate(cycle(sources)):
        if total >= least_words:
            break
        text = source.read_text(encoding="utf-8")
        copies.append(folder / f"{number:04d}-{source.name}")
        copies[-1].write_text(text, encoding="utf-8")
        total += len(text.split())
    return copies, total


def seconds_of(command: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor of one run with one thread, its output thrown away."""
    begin, used = time.perf_counter(), processor_seconds()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD})
    return time.perf_counter() - begin, processor_seconds() - used


def processor_seconds() -> float:
    """Of all runs that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def iter_times(commands: dict[str, list[str]], runs: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """The commands in turn, so that a change of the machine's speed meets both."""
    for _ in range(runs):
        for name, command in commands.items():
            yield name, seconds_of(command)


def main() -> None:
    from kg.settings import Settings

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts in UTF-8; else the corpus")
    parser.add_argument("--words", type=int, default=200_000, help="at least so many words in all (200000)")
    parser.add_argument("--runs", type=int, default=1, help="runs of each, in turn; medians are printed (1)")
    options = parser.parse_args()
    sources = options.files or sorted((ROOT / "data" / "sources").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        copies, words = enough_copies(sources, options.words, Path(folder))
        paths = [str(path) for path in copies]
        commands = {
            "spaCy, full pipeline": [sys.executable, "-c", SPACY, Settings().language_model, *paths],
            "kg extract": [sys.executable, "-m", "kg", "extract", *paths, "--format", "jsonl"],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for name, seconds in iter_times(commands, options.runs):
            times[name].append(seconds)
    print(f"{words:,} words in {len(paths)} files, one process each, start included")
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in times.items()}
    for name, (clock, processor) in medians.items():
        print(f"{name:22} {clock:7.1f} s  {words / clock:8,.0f} words/s  {processor:7.1f} s of the processor")
    full, ours = medians.values()
    by_clock, by_processor = (theirs / own for theirs, own in zip(full, ours, strict=True))
    print(
        f"kg extract runs at {by_clock:.2f} times the speed of spaCy's full pipeline ({by_processor:.2f} by processor time)"
    )


if __name__ == "__main__":
    main()
