"""Rows of what was found, each with its class -> the weights of a multinomial logistic regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Row = tuple[Sequence[str], str]  # what was found, class
STEP = 0.1  # to which weights are rounded


@dataclass(frozen=True)
class Settings:
    least: int  # rows in which something is found that counts
    rounds: int
    rate: float  # of learning, halved with the rounds
    smallest: float  # weight that is kept
    shrinkage: float = 3e-6


@dataclass(frozen=True, eq=False)
class Found:
    """The places of what was found, row by row; a row counts as one of length one."""

    flat: NDArray[np.int32]
    starts: NDArray[np.int64]  # of each row in `flat`; no row is empty
    scale: Numbers


def fit(rows: Sequence[Row], settings: Settings) -> dict[str, Any]:
    """The table of a regression, as `kg.query.ask.regression` reads it (Adam, whole batches)."""
    counts = Counter(one for found, _ in rows for one in found)
    places = {one: i for i, one in enumerate(sorted(one for one, count in counts.items() if count >= settings.least))}
    rows = [row for row in rows if any(one in places for one in row[0])]
    classes = sorted({name for _, name in rows})
    wanted = np.array([classes.index(name) for _, name in rows])
    found = _found(rows, places)
    order = np.argsort(found.flat, kind="stable")  # by place, to add up gradients
    owner = np.repeat(np.arange(len(rows)), np.diff(np.append(found.starts, len(found.flat))))[order]
    first = np.searchsorted(found.flat[order], np.arange(len(places)))
    weights = np.zeros((len(places) + 1, len(classes)), np.float32)  # the last row is the bias
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, settings.rounds + 1):
        scores = np.add.reduceat(weights[found.flat], found.starts, axis=0) * found.scale + weights[-1]
        error = _probabilities(scores)
        error[np.arange(len(rows)), wanted] -= 1
        error /= len(rows)
        inner = np.add.reduceat((error * found.scale)[owner], first, axis=0) + settings.shrinkage * weights[:-1]
        gradient: Numbers = np.vstack([inner, error.sum(axis=0)])
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        rate = settings.rate * min(1.0, settings.rounds / 4 / turn)
        weights -= rate * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
    return _table(places, weights, classes, settings)


def _found(rows: Sequence[Row], places: dict[str, int]) -> Found:
    known = [[places[one] for one in found if one in places] for found, _ in rows]
    sizes = np.array([len(one) for one in known])
    return Found(
        np.array([place for one in known for place in one], np.int32),
        np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        (1 / np.sqrt(sizes)).astype(np.float32)[:, None],
    )


def _probabilities(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def _table(places: dict[str, int], weights: Numbers, classes: Sequence[str], settings: Settings) -> dict[str, Any]:
    kept = {}
    for name, row in zip(places, weights, strict=False):
        counted = {str(i): round(float(one) / STEP) for i, one in enumerate(row) if abs(one) >= settings.smallest}
        if counted:
            kept[name] = counted
    bias = [round(float(one) / STEP) for one in weights[-1]]
    return {"step": STEP, "classes": list(classes), "bias": bias, "weights": kept}
