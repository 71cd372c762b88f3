"""Outcomes -> how often statements of each stated confidence are right, and how often those of each rule are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.evaluate.rows import Unit
from kg.evaluate.score import Outcome

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)  # lower ends, the last one past the highest confidence


@dataclass(frozen=True, slots=True)
class Band:
    """Statements whose confidence lies in [low, high)."""

    low: float
    high: float
    said: int
    right: int  # words and speaker
    stated: float  # mean confidence


def judged(outcomes: Iterable[Outcome]) -> Iterator[tuple[Unit, bool]]:
    """Each predicted statement, and whether its words and its speaker are right."""
    for outcome in outcomes:
        right = {id(pair.predicted) for pair in outcome.correct}
        for unit in outcome.predicted:
            yield unit, id(unit) in right


def bands_of(outcomes: Iterable[Outcome]) -> list[Band]:
    """The bands that hold a statement, lowest first; statements without a confidence count nowhere."""
    known = [(unit.confidence, right) for unit, right in judged(outcomes) if unit.confidence is not None]
    bands = []
    for low, high in pairwise(BANDS):
        inside = [(confidence, right) for confidence, right in known if low <= confidence < high]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            bands.append(Band(low, high, len(inside), sum(right for _, right in inside), mean))
    return bands


def counts_by_rule(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """Rule -> (statements, of these right), in the order of rules."""
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for unit, is_right in judged(outcomes):
        said[unit.rule or "none"] += 1
        right[unit.rule or "none"] += is_right
    return {rule: (said[rule], right[rule]) for rule in sorted(said)}


def reliability_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """The table that `kg evaluate` prints: stated confidence beside the share that is right."""
    bands = bands_of(outcomes)
    if bands:
        yield "confidence  statements  stated  right"
    for band in bands:
        yield f"{band.low:.2f}–{min(band.high, 1.0):.2f}   {band.said:10d}  {band.stated:6.3f}  {band.right / band.said:.3f}"
