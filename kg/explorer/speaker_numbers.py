"""A dataset in, how many speak out, counted as the table that ends `kg build` counts."""

from __future__ import annotations

from kg.explorer.data import Data


def speaker_numbers(data: Data) -> tuple[int, int]:
    """How many names speak, and how often words are given to a group or to a speaker without a name."""
    rows = data.rows("pages/speaker-numbers")
    named = sum(int(row["names"]) for row in rows if row["named"] == "true")
    return named, sum(int(row["speakers"]) for row in rows if row["named"] != "true")
