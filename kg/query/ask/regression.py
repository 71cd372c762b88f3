"""Weights of a multinomial logistic regression in; how likely each of its classes is for what stands in a question, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any


@dataclass(frozen=True, eq=False)
class Regression:
    """What is found counts once each, in a row of length one."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Mapping[int, float]]  # by what can be found: place among the classes -> weight

    def likelihoods(self, found: Iterable[str]) -> dict[str, float]:
        """The natural logarithm of each class's probability."""
        known = [weights for one in found if (weights := self.weights.get(one))]
        scores = list(self.bias)
        scale = sqrt(len(known))
        for weights in known:
            for place, weight in weights.items():
                scores[place] += weight / scale
        most = max(scores)
        whole = most + log(sum(exp(score - most) for score in scores))
        return {name: score - whole for name, score in zip(self.classes, scores, strict=True)}


def regression_of(table: Mapping[str, Any]) -> Regression:
    """A regression as its file has it: whole numbers, counted in steps.

    Raises: ValueError, KeyError, TypeError or AttributeError for a damaged table.
    """
    step = float(table["step"])
    weights = {
        name: {int(place): step * count for place, count in found.items()} for name, found in table["weights"].items()
    }
    classes, bias = tuple(table["classes"]), tuple(step * count for count in table["bias"])
    if len(bias) != len(classes) or any(place >= len(classes) for found in weights.values() for place in found):
        raise ValueError("its numbers do not fit its classes")
    return Regression(classes, bias, weights)
