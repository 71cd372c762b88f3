"""A name that is not there and those that are in, the nearest of them out. Costs its imports only when it is called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_FAR_BEHIND: Final = 15.0  # of likeness: a name so much less like than the best is no guess worth reading


def nearest(name: str, known: Iterable[str], *, count: int = 3, cutoff: float = 60.0) -> list[str]:
    """At most `count` of the known names that resemble the name, best first, each in one spelling; empty where none does.

    `cutoff`: likeness from 0 to 100 under which a name is not worth showing.
    """
    from rapidfuzz import fuzz, process, utils

    choices = sorted({choice.casefold(): choice for choice in sorted(known, reverse=True)}.values())
    found = process.extract(
        name, choices, scorer=fuzz.WRatio, processor=utils.default_process, limit=count, score_cutoff=cutoff
    )
    return [choice for choice, likeness, _ in found if likeness >= found[0][1] - _FAR_BEHIND]
