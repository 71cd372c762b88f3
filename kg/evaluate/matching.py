"""Gold and predicted statements of one document in, pairs of the same statement out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluate.names import is_canonical, is_same_speaker
from kg.evaluate.rows import Unit

LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold statement and the prediction that found it."""

    gold: Unit
    predicted: Unit
    overlap: float  # Jaccard index of the word positions

    @property
    def speaker_right(self) -> bool:
        gold = self.gold
        return is_same_speaker(self.predicted.speaker, [gold.speaker or "", *gold.aliases])

    @property
    def speaker_canonical(self) -> bool:
        return is_canonical(self.predicted.speaker, self.gold.speaker or "")

    @property
    def shared_issues(self) -> frozenset[str]:
        return frozenset(self.gold.issues) & frozenset(self.predicted.issues)


def match_units(gold: Sequence[Unit], predicted: Sequence[Unit]) -> list[Pair]:
    """Pairs that overlap by half or more, the closest first, each statement in one pair at most."""
    scored = sorted(
        (-overlap, g, p)
        for g, one in enumerate(gold)
        for p, other in enumerate(predicted)
        if (overlap := _jaccard(one.places, other.places)) >= LEAST_OVERLAP
    )
    pairs, used_gold, used_predicted = [], set(), set()
    for negative, g, p in scored:
        if g not in used_gold and p not in used_predicted:
            used_gold.add(g)
            used_predicted.add(p)
            pairs.append(Pair(gold[g], predicted[p], -negative))
    return pairs


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    shared = len(a & b)
    return shared / len(a | b) if shared else 0.0
