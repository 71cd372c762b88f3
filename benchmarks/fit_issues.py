"""Hand-annotated statements -> the weights of issue evidence, and what they are worth on documents not fitted on.

Reads data/sources and data/gold of the pack; the statements are the annotators' own, so that only issues are measured.
Each document is scored by weights fitted on all documents, and by weights fitted without it (out of fold). "Labels of
others" goes further: out of fold, and without the labels that stand in this document and in no other text of data/, so
that a label written for a text does not count on it. How full of its subject a text must be is fitted on these documents
and on the texts of data/other-subjects. With a sentence model (the setting semantic_model) the weights are fitted with its
numbers, and go to a table of their own.
Documents count by the square root of their statements, so that a long one does not drown the others.

Run it from the repository: .venv/bin/python benchmarks/fit_issues.py [--write]
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.places import TextIndex, split_words
from kg.evaluate.rows import Unit, join_units, read_rows
from kg.extract.issues import WEIGHTS, choose
from kg.extract.issues.evidence import evidence_of
from kg.extract.issues.labels import LabelIndex, label_index, phrase_index
from kg.extract.issues.likeness import likeness_of
from kg.extract.issues.scores import MEANING_NUMBERS, NUMBERS, numbers_of
from kg.extract.issues.subject import SUBJECT_NUMBERS, subjects_of
from kg.extract.meaning.folder import sentence_model
from kg.extract.meaning.sentences import SentenceModel
from kg.extract.stem import tokens
from kg.knowledge import Knowledge, load_knowledge
from kg.knowledge.issues import IssueScheme
from kg.model import BlockKind, Document, Span, Statement, StatementKind
from kg.pack import core_folder, read_pack
from kg.read import read_document
from kg.read.flow import flow_of
from kg.settings import load_settings

NAMES = ("none", *NUMBERS)
SUBJECT_NAMES = ("none", *SUBJECT_NUMBERS)
ON_SUBJECT = 4.0  # to one, before it is read: who gives a text to a pack thinks that it belongs there
SHRINKAGE = 1.0  # of every weight but that of "none"
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sample:
    """One document's statements: `numbers` by statement, issue and name; `wanted` by statement and issue.

    `subject` by statement and name.
    """

    key: str
    numbers: Numbers
    wanted: Numbers
    subject: Numbers


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


def read_samples(knowledge: Knowledge, model: SentenceModel | None, *, unattested: bool = False) -> list[Sample]:
    """The gold documents. unattested: each without the labels that stand in it and in no other text of data/."""
    sources = {source.stem: read_document(source, knowledge.lexicon) for source, _ in gold_files()}
    others = [read_document(path, knowledge.lexicon) for path in other_subjects()]
    samples = []
    for source, gold in gold_files():
        document, scheme = sources[source.stem], knowledge.issues
        if unattested:
            elsewhere = [*(other for other in sources.values() if other is not document), *others]
            scheme = without_labels_of(document, elsewhere, scheme)
        samples.append(sample_of(document, gold, scheme, model))
    return samples


def names_of(model: SentenceModel | None) -> tuple[str, ...]:
    return (*NAMES, *MEANING_NUMBERS) if model else NAMES


def gold_files() -> list[tuple[Path, Path]]:
    """Documents and their gold statements; gold files of another kind have no document."""
    folder = core_folder() / "data"
    pairs = [(folder / "sources" / f"{gold.stem}.txt", gold) for gold in sorted((folder / "gold").glob("*.jsonl"))]
    return [pair for pair in pairs if pair[0].is_file()]


def other_subjects() -> list[Path]:
    return sorted((core_folder() / "data" / "other-subjects").glob("*.txt"))


def without_labels_of(document: Document, others: list[Document], scheme: IssueScheme) -> IssueScheme:
    """The scheme without the labels that only this document attests; labels that no text attests stay."""
    index = label_index(scheme)
    here, elsewhere = labels_in([document], index), labels_in(others, index)
    only = here - elsewhere
    issues = tuple(
        replace(
            issue,
            strong=(issue.label, *(label for label in issue.strong[1:] if (issue.notation, label) not in only)),
            weak=tuple(label for label in issue.weak if (issue.notation, label) not in only),
        )
        for issue in scheme.issues
    )
    return replace(scheme, issues=issues)


def labels_in(documents: list[Document], index: LabelIndex) -> set[tuple[str, str]]:
    return {
        (cue.notation, cue.label)
        for document in documents
        for block in document.blocks
        for cue in index.cues(tokens(flow_of(document, block).text))
    }


def sample_of(document: Document, gold: Path, scheme: IssueScheme, model: SentenceModel | None) -> Sample:
    statements, units = gold_statements(document, gold)
    numbers = np.zeros((len(statements), len(scheme.issues), len(names_of(model))))
    likeness = likeness_of(statements, scheme, model) if model else [None] * len(statements)
    for i, evidence in enumerate(evidence_of(document, statements, label_index(scheme))):
        for k, issue in enumerate(scheme.issues):
            found = numbers_of(evidence, issue.notation, scheme, likeness[i])
            numbers[i, k] = [1.0, *(found[name] for name in names_of(model)[1:])]
    wanted = np.array([[float(issue.notation in unit.issues) for issue in scheme.issues] for unit in units])
    return Sample(document.key, numbers, wanted, subject_numbers(document, statements, scheme))


def read_others(knowledge: Knowledge) -> list[Sample]:
    """Texts on other subjects, each paragraph a statement without an issue: they tell of the subject alone."""
    samples = []
    for path in other_subjects():
        document = read_document(path, knowledge.lexicon)
        statements = [
            Statement(StatementKind.DIRECT, None, (block.span,), text, i, block.section, i, "paragraph", 1.0)
            for i, block in enumerate(document.blocks)
            if block.kind is BlockKind.PARAGRAPH and (text := flow_of(document, block).text)
        ]
        none = np.zeros((len(statements), 0))
        samples.append(Sample(path.stem, none, none, subject_numbers(document, statements, knowledge.issues)))
    return samples


def subject_numbers(document: Document, statements: list[Statement], scheme: IssueScheme) -> Numbers:
    found = subjects_of(document, statements, phrase_index(scheme.subject))
    return np.array([[1.0, *(getattr(subject, name) for name in SUBJECT_NUMBERS)] for subject in found])


def fit(samples: list[Sample]) -> Numbers:
    """Weights of the evidence, over all pairs of statement and issue."""
    return regression(
        [(sample.numbers.reshape(-1, sample.numbers.shape[-1]), sample.wanted.ravel()) for sample in samples]
    )


def fit_subject(samples: list[Sample], others: list[Sample]) -> Numbers:
    """Weights of the subject's numbers: statements of the gold stand within it, those of the other texts outside."""
    weights = regression([(s.subject, np.full(len(s.subject), float(s in samples))) for s in (*samples, *others)])
    weights[0] += np.log(ON_SUBJECT)
    return weights


def regression(parts: list[tuple[Numbers, Numbers]]) -> Numbers:
    """Weights of a logistic regression by Newton's method; a part counts by the square root of its length."""
    x, y = np.concatenate([x for x, _ in parts]), np.concatenate([y for _, y in parts])
    mean = len(y) / len(parts)
    weight = np.concatenate([np.full(len(y), np.sqrt(mean / len(y))) for _, y in parts])
    ridge = np.diag([1e-9, *[SHRINKAGE] * (x.shape[1] - 1)])
    weights = np.zeros(x.shape[1])
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


def scored(sample: Sample, weights: Numbers, subject: Numbers) -> tuple[Numbers, Numbers]:
    """Scores by statement and issue, and what is wanted."""
    return probability(sample.subject, subject)[:, None] * probability(sample.numbers, weights), sample.wanted


def out_of_fold(samples: list[Sample], others: list[Sample], judged: list[Sample]) -> list[tuple[Numbers, Numbers]]:
    """Each of `judged` by weights fitted on the samples but the one of the same place."""
    pairs = []
    for i, sample in enumerate(judged):
        rest = [*samples[:i], *samples[i + 1 :]]
        pairs.append(scored(sample, fit(rest), fit_subject(rest, others)))
    return pairs


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


def subject_line(samples: list[Sample], others: list[Sample]) -> str:
    """How likely the scheme fits each text on another subject, by weights fitted without it."""
    shares = []
    for other in others:
        weights = fit_subject(samples, [sample for sample in others if sample is not other])
        shares.append(f"{other.key} {probability(other.subject, weights).mean():.2f}")
    return "  ".join(shares)


def write(path: Path, table: str, names: tuple[str, ...], weights: Numbers) -> None:
    """Put the weights into a table of the lexicon's file; the rest of it stays."""
    lines = "".join(f"{name} = {value:.2f}\n" for name, value in zip(names, weights, strict=True))
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(?<=\[{table}\]\n)[^\[#]*", f"{lines}\n", text), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the weights into the lexicon")
    arguments = parser.parse_args()
    knowledge = load_knowledge(read_pack(core_folder() / "pack.toml"))
    model = sentence_model(load_settings(knowledge.pack.settings).semantic_model)
    samples, others = read_samples(knowledge, model), read_others(knowledge)
    notations = [issue.notation for issue in knowledge.issues.issues]
    choice = dict(knowledge.lexicon.tables[WEIGHTS]["choice"])
    weights, subject = fit(samples), fit_subject(samples, others)
    outside = out_of_fold(samples, others, samples)
    unattested = out_of_fold(samples, others, read_samples(knowledge, model, unattested=True))
    print("with sentence vectors" if model else "without sentence vectors")
    print("in fold            ", figures([scored(sample, weights, subject) for sample in samples], notations, choice))
    print("out of fold        ", figures(outside, notations, choice))
    for sample, pair in zip(samples, outside, strict=True):
        print(f"  {sample.key:22s}", figures([pair], notations, choice))
    print("labels of others   ", figures(unattested, notations, choice))
    for sample, pair in zip(samples, unattested, strict=True):
        print(f"  {sample.key:22s}", figures([pair], notations, choice))
    print("calibration out of fold (right of scored):", calibration(outside))
    print("within the subject, out of fold:", subject_line(samples, others))
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(names_of(model), weights, strict=True)))
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(SUBJECT_NAMES, subject, strict=True)))
    if arguments.write:
        path = core_folder() / "ontology" / "lexicon" / f"{WEIGHTS}.toml"
        write(path, "weights_with_meaning" if model else "weights", names_of(model), weights)
        write(path, "subject", SUBJECT_NAMES, subject)


if __name__ == "__main__":
    main()
