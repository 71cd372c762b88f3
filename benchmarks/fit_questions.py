"""Wordings of questions -> the weights by which `kg ask` knows what is asked for, and how well they do on wordings not fitted on.

ontology/lexicon/questions.tsv holds the wordings, with slots for names; a slot is filled with names of the build, so that a wording
is read as a question is. The questions of tests/ask_questions_1 to 3.tsv count as well, since forms were written while they were read;
those of ask_questions_4.tsv do not. `--folds 5` fits on four fifths and counts on the last, in turn. `--write` writes ontology/lexicon/questions.json.

Run it from the repository after `make graph`: .venv/bin/python benchmarks/fit_questions.py [--folds N] [--write]
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.lexicon import read_lexicon
from kg.own_pack import open_build_of
from kg.pack import core_folder, find_pack
from kg.query.ask.answer import Asker, make_asker
from kg.query.ask.intents import FILE, UNANSWERABLE, features
from kg.query.ask.mentions import iter_readings
from kg.query.catalogue import open_catalogue

WORDINGS = FILE.with_suffix(".tsv")
FILLINGS = 2  # of a wording with slots
LEAST = 3  # wordings in which something stands that counts
SHRINKAGE = 3e-6
ROUNDS = 200
STEP = 0.1  # to which weights are rounded
SMALLEST = 0.35  # weight that is kept
LONGEST = 7  # words of a name that fills a slot
Numbers = NDArray[np.float32]
# Slots without names in a build, or with other words than its own.
FILLED = {
    "role": "foster carers|parents|social workers|young people|respondents|children|teachers|care leavers|families|professionals",
    "date": "2021|June 2021|March 2021|17 June 2021|2019|the summer of 2021|early 2021",
    "kind": "charities|local authorities|unions|think tanks|law firms|universities|regulators",
    "words": "thresholds|placements|profit|budget cuts|court orders|waiting lists|waste|referrals|caseload",
    "number": "3|12|100|80,000|0.5",
    "theme": "missed visits|long waits",
}
GROUP = re.compile(r"(?:Some|Many|Most|Several|One|A few|All|Few|Other|The|Respondent)\b")


@dataclass(frozen=True)
class Example:
    """A wording with names in it: the line it comes from, the query it asks for, what stands in it."""

    line: int
    query: str
    found: tuple[str, ...]


def fillings(asker: Asker) -> dict[str, list[str]]:
    """What each slot can be filled with."""
    names = asker.vocabulary
    pools = {slot: words.split("|") for slot, words in FILLED.items()}
    for slot in ("speaker", "statute", "document", "report", "target", "dilemma", "question"):
        texts = {one.text for one in names.names_of(slot) if one.rank == 1 and len(one.text.split()) <= LONGEST}
        pools[slot] = sorted(text for text in texts if text[:1].isupper() and not GROUP.match(text)) or ["X"]
    pools["other"], pools["issue"] = pools["speaker"], sorted(label for _, label in names.preferred)
    return pools


def examples(asker: Asker, path: Path) -> Iterator[Example]:
    """Every wording, with names in its slots."""
    pools = fillings(asker)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        query, wording, *_ = line.split("\t")
        for filling in range(FILLINGS if "{" in wording else 1):
            chance = random.Random(f"{number} {filling}")
            used = {slot: chance.choice(pools[slot]) for slot in dict.fromkeys(re.findall(r"\{(\w+)\}", wording))}
            text = asker.phrasing.respell(wording.format(**used))
            units = next(iter(iter_readings(text, asker.vocabulary, asker.phrasing)))
            yield Example(number, query, tuple(features(units, asker.phrasing.keys)))


def asked(asker: Asker, folder: Path) -> Iterator[Example]:
    """The questions that forms were written for; of several queries that answer one, the first."""
    for path in sorted(folder.glob("ask_questions_[123].tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:]):
            _, question, queries, *_ = line.split("\t")
            units = next(iter(iter_readings(asker.phrasing.respell(question), asker.vocabulary, asker.phrasing)))
            yield Example(number, queries.split("/")[0], tuple(features(units, asker.phrasing.keys)))


def matrix(rows: Sequence[Example], places: dict[str, int]) -> Numbers:
    """A row for each example, of length one."""
    found = np.zeros((len(rows), len(places)), np.float32)
    for row, example in enumerate(rows):
        known = [places[one] for one in example.found if one in places]
        found[row, known] = 1 / np.sqrt(max(1, len(known)))
    return found


def fit(rows: Sequence[Example], queries: Sequence[str]) -> tuple[dict[str, int], Numbers, Numbers]:
    """Places of what stands in questions, weights (place by query) and bias of a multinomial logistic regression (Adam)."""
    counts = Counter(one for example in rows for one in example.found)
    places = {one: i for i, one in enumerate(sorted(one for one, count in counts.items() if count >= LEAST))}
    given, wanted = matrix(rows, places), np.zeros((len(rows), len(queries)), np.float32)
    wanted[np.arange(len(rows)), [queries.index(example.query) for example in rows]] = 1
    given = np.hstack([given, np.ones((len(rows), 1), np.float32)])
    weights = np.zeros((given.shape[1], len(queries)), np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    shrunk = np.full((len(weights), 1), SHRINKAGE, np.float32)
    shrunk[-1] = 0  # not the bias
    for turn in range(1, ROUNDS + 1):
        gradient = given.T @ (probabilities(given @ weights) - wanted) / len(rows) + shrunk * weights
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        rate = 0.1 * min(1.0, 50 / turn)
        weights -= rate * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
    return places, weights[:-1], weights[-1]


def probabilities(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def told(rows: Sequence[Example], fitted: tuple[dict[str, int], Numbers, Numbers], queries: Sequence[str]) -> str:
    """How many of the answerable and of the unanswerable are known as such."""
    places, weights, bias = fitted
    best = (matrix(rows, places) @ weights + bias).argmax(axis=1)
    right: Counter[bool] = Counter()
    count: Counter[bool] = Counter()
    for example, place in zip(rows, best, strict=True):
        answerable = example.query != UNANSWERABLE
        count[answerable] += 1
        right[answerable] += queries[place] == example.query
    return f"query {right[True]} of {count[True]}, refused {right[False]} of {count[False]}"


def write(path: Path, fitted: tuple[dict[str, int], Numbers, Numbers], queries: Sequence[str]) -> None:
    """The weights, rounded, a line for each thing that stands in questions."""
    places, weights, bias = fitted
    lines = []
    for name, row in zip(places, weights, strict=True):
        kept = {str(i): round(float(one) / STEP) for i, one in enumerate(row) if abs(one) >= SMALLEST}
        if kept:
            lines.append(f"{json.dumps(name)}: {json.dumps(kept, separators=(',', ':'))}")
    head = {"step": STEP, "queries": list(queries), "bias": [round(float(one) / STEP) for one in bias]}
    body = ",\n".join(lines)
    path.write_text(f'{json.dumps(head)[:-1]},\n"weights": {{\n{body}\n}}}}\n', encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    pack = find_pack(None)
    with open_build_of(pack, pack.build_folder) as store:
        asker = make_asker(read_lexicon(pack.lexicon_files()), open_catalogue(pack), store.dataset)
        rows = [*examples(asker, core_folder() / WORDINGS), *asked(asker, core_folder() / "tests")]
    queries = sorted({example.query for example in rows})
    for fold in range(given.folds):
        kept = [example for example in rows if example.line % given.folds != fold]
        left = [example for example in rows if example.line % given.folds == fold]
        print(f"fold {fold}: {told(left, fit(kept, queries), queries)}", flush=True)
    if given.write:
        write(core_folder() / FILE, fit(rows, queries), queries)


if __name__ == "__main__":
    main()
