"""How far a question has been matched with a form: the values, the words used, those passed over, and what that is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import Reading, Unit


@dataclass(frozen=True, slots=True)
class Question:
    """The units of a question and how strict the matching is."""

    units: Sequence[Unit]
    phrasing: Phrasing
    lenient: bool  # what is left over or missing is told
    passing: bool  # everyday words may be passed over


@dataclass(frozen=True, slots=True)
class Progress:
    """What the units up to some place were taken for."""

    values: tuple[tuple[str, tuple[Reading, ...]], ...] = ()
    words: frozenset[str] = frozenset()  # keys of the form's words
    score: float = 0.0
    narrowing: tuple[Unit, ...] = ()
    unjoined: bool = False
    left: tuple[Unit, ...] = ()
    passed: tuple[Unit, ...] = ()

    def given(self, parameter: str) -> tuple[Reading, ...]:
        """The readings that a parameter has; none yet: empty."""
        return next((readings for name, readings in self.values if name == parameter), ())

    def worth(self, score: float) -> Progress:
        """The same, worth so much more."""
        return replace(self, score=self.score + score)
