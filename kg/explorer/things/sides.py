"""Statements that take a side on something, or answer it, in; the groups of them by side that a page shows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.explorer.data import Data, Row
from kg.explorer.statements import Card, by, cards

STANCES: Final = ("agree", "disagree", "mixed", "unclear", "")


@dataclass(frozen=True, slots=True)
class Side:
    """Statements on one side. `total`: how many there are; `inferred`: of how many the side is inferred."""

    stance: str
    total: int
    inferred: int
    cards: tuple[Card, ...]


def sides_in(data: Data, rows: Sequence[Row], shown: Sequence[Row]) -> list[Side]:
    """Rows of pages/responses-to by stance, with cards of those that are shown; sides without one that is shown are left out."""
    found = {card.iri: card for card in cards(data, [row["statement"] for row in shown])}
    every, seen = by(rows, "stance"), by(shown, "stance")
    return [
        Side(
            stance,
            len(every[stance]),
            sum(row["stance_basis"] == "inferred" for row in every[stance]),
            tuple(found[row["statement"]] for row in seen[stance] if row["statement"] in found),
        )
        for stance in STANCES
        if seen[stance]
    ]


def first_of_each(rows: Sequence[Row], count: int) -> list[Row]:
    """The first rows of each stance."""
    return [row for stance in by(rows, "stance").values() for row in stance[:count]]


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Rows by stance, in the order in which pages show them."""
    every = by(rows, "stance")
    return [row for stance in STANCES for row in every[stance]]
