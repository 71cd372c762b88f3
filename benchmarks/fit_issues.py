"""Hand-annotated statements -> the weights of issue evidence, and what they are worth on documents not fitted on.

Reads data/sources and data/gold of the pack; the statements are the annotators' own, so that only issues are measured.
Each document is scored twice: by weights fitted on all documents, and by weights fitted without it (out of fold).
Documents count by the square root of their statements, so that a long one does not drown the others.

Run it from the repository: .venv/bin/python benchmarks/fit_issues.py [--write]
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.places import TextIndex, split_words
from kg.evaluate.rows import Unit, join_units, read_rows
from kg.extract.issues import WEIGHTS, choose
from kg.extract.issues.evidence import evidence_of
from kg.extract.issues.labels import label_index
from kg.extract.issues.scores import NUMBERS, numbers_of
from kg.knowledge import Knowledge, load_knowledge
from kg.model import BlockKind, Document, Span, Statement, StatementKind
from kg.pack import core_folder, read_pack
from kg.read import read_document

NAMES = ("none", *NUMBERS)
SHRINKAGE = 1.0  # of every weight but that of "none"
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """One document's statements: `numbers` by statement, issue and name; `wanted` by statement and issue."""

    key: str
    numbers: Numbers
    wanted: Numbers


def gold_statements(document: Document, gold: Path) -> tuple[list[Statement], list[Unit]]:
    """The annotated statements of a document, in the order of its text."""
    words = split_words(document.text)
    units, lost = join_units(read_rows(gold), TextIndex(document.text))
    if lost:
        raise SystemExit(f"{gold}: {lost} rows are not in {document.key}. Correct them.")
    units.sort(key=lambda unit: min(unit.places))
    statements = []
    for number, unit in enumerate(units):
        parts = tuple(Span(words[run[0]].start, words[run[-1]].end) for run in runs(sorted(unit.places)))
        block = block_at(document, parts[0].start)
        section = document.blocks[block].section
        statements.append(Statement(StatementKind.DIRECT, None, parts, unit.text, block, section, number, "gold", 1.0))
    return statements, units


def runs(places: list[int]) -> list[list[int]]:
    """Places that follow one another, together."""
    out: list[list[int]] = []
    for place in places:
        if out and out[-1][-1] == place - 1:
            out[-1].append(place)
        else:
            out.append([place])
    return out


def block_at(document: Document, offset: int) -> int:
    """The block of running text that an offset stands in."""
    starts = [block.span.start for block in document.blocks]
    last = bisect_right(starts, offset) - 1
    inside = (i for i in range(last, -1, -1) if document.blocks[i].kind is not BlockKind.BOILERPLATE)
    return next((i for i in inside if document.blocks[i].span.end > offset), max(last, 0))


def read_samples(knowledge: Knowledge) -> list[Sample]:
    folder, index, scheme = core_folder() / "data", label_index(knowledge.issues), knowledge.issues
    samples = []
    for gold in sorted((folder / "gold").glob("*.jsonl")):
        source = folder / "sources" / f"{gold.stem}.txt"
        if not source.is_file():
            continue  # a gold file of another kind
        document = read_document(source, knowledge.lexicon)
        statements, units = gold_statements(document, gold)
        numbers = np.zeros((len(statements), len(scheme.issues), len(NAMES)))
        for i, evidence in enumerate(evidence_of(document, statements, index)):
            for k, issue in enumerate(scheme.issues):
                found = numbers_of(evidence, issue.notation, scheme)
                numbers[i, k] = [1.0, *(found[name] for name in NUMBERS)]
        wanted = np.array([[float(issue.notation in unit.issues) for issue in scheme.issues] for unit in units])
        samples.append(Sample(gold.stem, numbers, wanted))
    return samples


def fit(samples: list[Sample]) -> Numbers:
    """Weights of a logistic regression over all pairs of statement and issue, by Newton's method."""
    x = np.concatenate([sample.numbers.reshape(-1, len(NAMES)) for sample in samples])
    y = np.concatenate([sample.wanted.ravel() for sample in samples])
    mean = sum(len(sample.wanted) for sample in samples) / len(samples)
    weight = np.concatenate([np.full(sample.wanted.size, np.sqrt(mean / len(sample.wanted))) for sample in samples])
    ridge = np.diag([1e-9, *[SHRINKAGE] * len(NUMBERS)])
    weights = np.zeros(len(NAMES))
    for _ in range(50):
        p = probability(x, weights)
        gradient = x.T @ (weight * (p - y)) + ridge @ weights
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + ridge, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def probability(x: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ weights, -30, 30))))


def figures(pairs: list[tuple[Numbers, Numbers]], notations: list[str], choice: dict[str, float]) -> str:
    """Micro precision, recall and F1 of what is chosen, and how much of the gold stands among the best three."""
    right = said = wanted = among = 0
    for scores, gold in pairs:
        for row, labels in zip(scores, gold, strict=True):
            truth = {notations[k] for k in np.flatnonzero(labels)}
            ranked = {notation: (float(p), "") for notation, p in zip(notations, row, strict=True)}
            chosen = {match.notation for match in choose(ranked, choice)}
            best = {notations[k] for k in np.argsort(-row, kind="stable")[:3]}
            right, said, wanted = right + len(chosen & truth), said + len(chosen), wanted + len(truth)
            among += len(best & truth)
    precision, recall = right / max(said, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  top-3 recall {among / max(wanted, 1):.3f}"


def calibration(pairs: list[tuple[Numbers, Numbers]]) -> str:
    """Share of right issues among those scored within each fifth."""
    scores = np.concatenate([p.ravel() for p, _ in pairs])
    truth = np.concatenate([gold.ravel() for _, gold in pairs])
    parts = []
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (scores >= low) & (scores < low + 0.2)
        parts.append(f"{low:.1f}-{low + 0.2:.1f}: {truth[inside].mean() if inside.any() else 0:.2f} of {inside.sum()}")
    return "  ".join(parts)


def write(path: Path, weights: Numbers) -> None:
    """Put the weights into the table [weights] of the lexicon's file; the rest of it stays."""
    lines = "".join(f"{name} = {value:.2f}\n" for name, value in zip(NAMES, weights, strict=True))
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?<=\[weights\]\n)[^\[#]*", f"{lines}\n", text), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the weights into the lexicon")
    arguments = parser.parse_args()
    knowledge = load_knowledge(read_pack(core_folder() / "pack.toml"))
    samples = read_samples(knowledge)
    notations = [issue.notation for issue in knowledge.issues.issues]
    choice = dict(knowledge.lexicon.tables[WEIGHTS]["choice"])
    weights = fit(samples)
    inside = [(probability(sample.numbers, weights), sample.wanted) for sample in samples]
    outside = []
    for sample in samples:
        others = fit([other for other in samples if other is not sample])
        outside.append((probability(sample.numbers, others), sample.wanted))
    print("in fold      ", figures(inside, notations, choice))
    print("out of fold  ", figures(outside, notations, choice))
    for sample, pair in zip(samples, outside, strict=True):
        print(f"  {sample.key:22s}", figures([pair], notations, choice))
    print("calibration out of fold (right of scored):", calibration(outside))
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, weights, strict=True)))
    if arguments.write:
        write(core_folder() / "ontology" / "lexicon" / f"{WEIGHTS}.toml", weights)


if __name__ == "__main__":
    main()
