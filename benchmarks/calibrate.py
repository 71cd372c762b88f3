"""Hand-annotated statements -> the figures from which a statement's confidence is made, and their worth on documents not fitted on.

A statement's confidence is the logistic of a sum: log odds of all statements, of its rule, and of what marks its speaker and
words. The sum is fitted by ridge regression, so that a rule or mark seen seldom stays near the mean. Fitted on the documents
of data/gold and on the short texts of tests/attribution_sentences.tsv, each of which is judged whole; the rules were written
with the documents in view and the texts were not, so that these show what an unseen text gives. Every document counts the
same, however long: what is asked is how sure to be in the next one. Each document is also judged by figures fitted without it.

Run it from the repository: .venv/bin/python benchmarks/calibrate.py [--write]
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.evaluate.reliability import BANDS
from kg.evaluate.rows import read_rows
from kg.evaluate.score import compare_document
from kg.extract.confidence import HIGHEST, LOWEST, marks_of
from kg.extract.pipeline import extract
from kg.jsonl import iter_rows, stance_labels
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Statement
from kg.pack import core_folder, read_pack
from kg.read import read_document

ROOT = core_folder()
SENTENCES = "sentences of our own"
RIDGE_RULE, RIDGE_MARK, RIDGE_ALL = 2.0, 2.0, 0.01  # how strongly log odds are drawn to 0
FIXED = {"mark no_speaker": -5.0}  # whoever is credited with nobody's name is not credited rightly
DOUBTS = frozenset(f"mark {mark}" for mark in ("pronoun", "own", "no_source", "short", "described"))  # never a merit
NOVELTY = 0.1  # share of statements taken to be of a kind for which no rule was written; a judgement, not fitted
WEIGHT_OF_DOCUMENT = 40.0  # statements that a document counts for
STEPS, RATE = 600, 0.2


@dataclass(frozen=True)
class Judged:
    """A statement of the program: what it is known by, and whether its words and speaker are right."""

    rule: str
    marks: tuple[str, ...]
    right: bool

    @property
    def names(self) -> tuple[str, ...]:
        return ("all", f"rule {self.rule}", *(f"mark {mark}" for mark in self.marks))


Fitted = Mapping[str, float]


def judged_documents(knowledge: Knowledge, docs: Path, gold: Path) -> dict[str, list[Judged]]:
    """Document -> its statements, by the path of `kg evaluate`."""
    found = {}
    for path in sorted(gold.glob("*.jsonl")):
        source = docs / f"{path.stem}.txt"
        if not source.is_file():
            continue
        document = read_document(source, knowledge.lexicon)
        extraction = extract(document, knowledge)
        rows = iter_rows(extraction, stance_labels(extraction, knowledge))
        outcome = compare_document(read_rows(path), rows, document.text)
        right = {id(pair.predicted) for pair in outcome.correct}
        pairs = zip(extraction.statements, outcome.predicted, strict=True)
        found[path.stem] = [judged(s, tuple(marks_of(s, document)), id(unit) in right) for s, unit in pairs]
    return found


def judged_sentences() -> list[Judged]:
    """The statements of the short texts of our own: right where a reader finds them too."""
    sys.path.insert(0, str(ROOT / "tests"))
    from attribution_cases import extraction_of, read_cases  # type: ignore[import-not-found]

    found = []
    for case in read_cases():
        extraction = extraction_of(case.text)
        for s in extraction.statements:
            label = s.speaker.label if s.speaker else None
            right = label is not None and any(one.matches(label, s.words) for one in case.expected)
            found.append(judged(s, tuple(marks_of(s, extraction.document)), right))
    return found


def judged(statement: Statement, marks: tuple[str, ...], right: bool) -> Judged:
    return Judged(statement.rule, marks, right)


def fit(documents: Mapping[str, Sequence[Judged]]) -> Fitted:
    """Log odds by gradient steps: the same every time."""
    weights: defaultdict[str, float] = defaultdict(float, FIXED)
    total = WEIGHT_OF_DOCUMENT * len(documents)
    for _ in range(STEPS):
        slope: defaultdict[str, float] = defaultdict(float)
        for statements in documents.values():
            share = WEIGHT_OF_DOCUMENT / max(1, len(statements))
            for one in statements:
                miss = share * (one.right - logistic(one, weights))
                for name in one.names:
                    if name not in FIXED:
                        slope[name] += miss
        for name, value in slope.items():
            stepped = weights[name] + RATE * WEIGHT_OF_DOCUMENT / total * (value - ridge(name) * weights[name])
            weights[name] = min(0.0, stepped) if name in DOUBTS else stepped
    return {**weights, **FIXED}


def ridge(name: str) -> float:
    return RIDGE_ALL if name == "all" else RIDGE_RULE if name.startswith("rule") else RIDGE_MARK


def logistic(one: Judged, weights: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in one.names)))


def expected(one: Judged, weights: Mapping[str, float]) -> float:
    """What `kg extract` states."""
    return min(HIGHEST, max(LOWEST, (1 - NOVELTY) * logistic(one, weights)))


def print_table(title: str, stated: Iterable[tuple[float, bool]]) -> None:
    print(title)
    rows = list(stated)
    for low, high in pairwise(BANDS):
        inside = [row for row in rows if low <= row[0] < high]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            print(f"  {low:.2f}–{min(1.0, high):.2f}  {len(inside):4d}  stated {mean:.3f}  right {right:.3f}")


def write(path: Path, fitted: Fitted) -> None:
    """Put the figures into the lexicon; what stands above them stays."""
    text = path.read_text(encoding="utf-8")
    head = re.split(r"(?m)^\[all\]$", text)[0]
    lines = [f"[all]\nlog_odds = {fitted['all']:.2f}\nnovelty = {NOVELTY}\n"]
    for kind in ("rule", "mark"):
        own = sorted((name.split(" ", 1)[1], value) for name, value in fitted.items() if name.startswith(f"{kind} "))
        lines.append(f"\n[{kind}]\n" + "".join(f"{name} = {value:.2f}\n" for name, value in own))
    path.write_text(head + "".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the figures into ontology/lexicon/confidence.toml")
    parser.add_argument(
        "--check",
        nargs=2,
        type=Path,
        metavar=("DOCS", "GOLD"),
        help="judge another set by the figures; it is not fitted on",
    )
    arguments = parser.parse_args()
    knowledge = load_knowledge(read_pack(ROOT / "pack.toml"))
    documents = judged_documents(knowledge, ROOT / "data" / "sources", ROOT / "data" / "gold")
    documents[SENTENCES] = judged_sentences()
    fitted = fit(documents)
    for name, value in sorted(fitted.items()):
        print(f"{name:42s} {value:+.2f}")
    print_table("fitted on all", [(expected(one, fitted), one.right) for ones in documents.values() for one in ones])
    others = {name: fit({key: ones for key, ones in documents.items() if key != name}) for name in documents}
    print_table(
        "each by the others",
        [(expected(one, others[name]), one.right) for name, ones in documents.items() for one in ones],
    )
    if arguments.check:
        apart = judged_documents(knowledge, *arguments.check)
        print_table(
            "another set, not fitted on",
            [(expected(one, fitted), one.right) for ones in apart.values() for one in ones],
        )
    if arguments.write:
        write(ROOT / "ontology" / "lexicon" / "confidence.toml", fitted)


if __name__ == "__main__":
    main()
