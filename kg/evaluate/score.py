"""Gold and predicted statements of a set of documents in, the figures of the evaluation out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.evaluate.matching import Pair, match_units
from kg.evaluate.places import TextIndex, word_forms
from kg.evaluate.rows import Row, Unit, join_units

_SECTION = re.compile(r"\bsections?\b|\bss?\.\s*")

STANCES = ("agree", "disagree", "mixed", "none")
KINDS = ("direct", "indirect", "finding")


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, from counts."""

    right: int
    said: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.said + self.wanted) if self.right else 0.0

    def rounded(self) -> list[float]:
        return [round(value, 4) for value in (self.precision, self.recall, self.f1)]


@dataclass(frozen=True)
class Outcome:
    """What was found in a document, or in all of them together."""

    gold: Sequence[Unit]
    predicted: Sequence[Unit]
    pairs: Sequence[Pair]
    rows: int = 0  # predicted, before parts are joined
    lost: int = 0  # of these, not in the text

    @cached_property
    def correct(self) -> list[Pair]:
        """Pairs with the right speaker."""
        return [pair for pair in self.pairs if pair.speaker_right]

    def span(self) -> Rate:
        return Rate(len(self.pairs), len(self.predicted), len(self.gold))

    def joint(self) -> Rate:
        """Who said what."""
        return Rate(len(self.correct), len(self.predicted), len(self.gold))

    def triple(self) -> Rate:
        """Who said what about which issue; a predicted issue where the gold has none is neither right nor wrong."""
        unlabelled = sum(1 for pair in self.pairs if pair.predicted.issues and not pair.gold.issues)
        return Rate(
            sum(1 for pair in self.correct if pair.shared_issues),
            sum(1 for unit in self.predicted if unit.issues) - unlabelled,
            sum(1 for unit in self.gold if unit.issues),
        )

    def issues(self) -> Rate:
        return Rate(
            sum(len(pair.shared_issues) for pair in self.pairs),
            sum(len(set(pair.predicted.issues)) for pair in self.pairs),
            sum(len(set(pair.gold.issues)) for pair in self.pairs),
        )

    def issue_in_top_three(self) -> float:
        """Share of the found statements with an issue of which one stands among the first three predicted."""
        labelled = [pair for pair in self.pairs if pair.gold.issues]
        hits = sum(1 for pair in labelled if set(pair.gold.issues) & set(pair.predicted.issues[:3]))
        return hits / len(labelled) if labelled else 0.0

    def statutes(self) -> Rate:
        """Over all statements of the documents, found or not; each outcome is one document's."""
        wanted = Counter(_statute_key(name) for unit in self.gold for name in unit.statutes)
        said = Counter(_statute_key(name) for unit in self.predicted for name in unit.statutes)
        return Rate((wanted & said).total(), said.total(), wanted.total())

    def stance(self, label: str) -> Rate:
        return Rate(
            sum(1 for pair in self.pairs if pair.gold.stance == pair.predicted.stance == label),
            sum(1 for pair in self.pairs if pair.predicted.stance == label),
            sum(1 for pair in self.pairs if pair.gold.stance == label),
        )

    def stance_macro_f1(self) -> float:
        """Mean F1 over the stances that the found gold statements take."""
        rates = [self.stance(label) for label in STANCES]
        taken = [rate.f1 for rate in rates if rate.wanted]
        return sum(taken) / len(taken) if taken else 0.0

    def stance_taken(self) -> Rate:
        """Stances other than none, on found statements."""
        return add_rates(self.stance(label) for label in STANCES if label != "none")

    def share(self, holds: Callable[[Pair], bool]) -> float:
        return sum(1 for pair in self.pairs if holds(pair)) / len(self.pairs) if self.pairs else 0.0

    def boundary(self) -> float:
        """Mean overlap of the pairs, each to three decimals."""
        return sum(round(1000 * pair.overlap) for pair in self.pairs) / 1000 / len(self.pairs) if self.pairs else 0.0

    def of_kind(self, kind: str) -> tuple[Rate, Rate]:
        """Statements of one kind found as such; and those of them with the right speaker."""
        said = sum(1 for unit in self.predicted if unit.kind == kind)
        wanted = sum(1 for unit in self.gold if unit.kind == kind)
        found = [pair for pair in self.pairs if pair.gold.kind == pair.predicted.kind == kind]
        return Rate(len(found), said, wanted), Rate(sum(1 for pair in found if pair.speaker_right), said, wanted)


def compare_document(gold: Iterable[Row], predicted: Iterable[Row], text: str) -> Outcome:
    """One document's outcome.

    Raises: ValueError where a gold row is not in the text.
    """
    index = TextIndex(text)
    gold_units, missing = join_units(gold, index)
    if missing:
        raise ValueError(f"{missing} gold statements are not in the document")
    predicted = list(predicted)
    predicted_units, lost = join_units(predicted, index)
    pairs = match_units(gold_units, predicted_units)
    return Outcome(gold_units, predicted_units, pairs, rows=len(predicted), lost=lost)


def merge_outcomes(outcomes: Iterable[Outcome]) -> Outcome:
    """All documents as one; for statutes add the documents' rates instead."""
    parts = list(outcomes)
    return Outcome(
        gold=[unit for part in parts for unit in part.gold],
        predicted=[unit for part in parts for unit in part.predicted],
        pairs=[pair for part in parts for pair in part.pairs],
        rows=sum(part.rows for part in parts),
        lost=sum(part.lost for part in parts),
    )


def add_rates(rates: Iterable[Rate]) -> Rate:
    parts = list(rates)
    return Rate(sum(rate.right for rate in parts), sum(rate.said for rate in parts), sum(rate.wanted for rate in parts))


def _statute_key(name: str) -> str:
    """A statute's name with every way to write "section" made the same."""
    return " ".join(word_forms(_SECTION.sub("s ", name.lower())))
