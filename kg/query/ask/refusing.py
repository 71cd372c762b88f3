"""The units of a question in; what in them nothing answers, out: somebody's relatives, a text to be made, words that nothing accounts for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.query.ask.matching import Match
from kg.query.ask.passing import ARTICLES
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import Unit
from kg.query.nearest import nearest

_TOWARDS: Final = ("of", "to")
_SHORT: Final = 3  # letters: names that are too short to guess by
_MOST_UNKNOWN: Final = 3
_LEAST_ALIKE: Final = 72.0  # of a name that is guessed


def relative_of(units: Sequence[Unit], phrasing: Phrasing) -> str | None:
    """Somebody who is only told by whose relative it is: "Ada's mother", who is not Ada."""
    relatives = phrasing.list_of("never", "relatives")
    for owner, unit in pairwise(units):
        if "speaker" in owner.types and owner.text.endswith(("'s", "s'")) and unit.text.casefold() in relatives:
            return f"{owner.text} {unit.text}"
    return None


def excluded_of(units: Sequence[Unit], phrasing: Phrasing) -> str | None:
    """Somebody who is to be left out: "leaving Ada aside", "all but Ada"."""
    words = phrasing.list_of("never", "excluding")
    for before, unit in pairwise([one for one in units if one.text.casefold() not in ARTICLES]):
        if before.text.casefold() in words and "speaker" in unit.types:
            return f"{before.text} {unit.text}"
    return None


def side_on_a_side(units: Sequence[Unit]) -> str | None:
    """A side taken towards those of a side, which is not recorded: "backs critics of the pier"."""
    told = [one for one in units if one.text.casefold() not in ARTICLES]
    for before, unit, behind in zip(told, told[1:], told[2:], strict=False):
        are_sides = "=stance" in before.types and "=side" in unit.types
        if are_sides and behind.text.casefold() in _TOWARDS:
            return f"{before.text} {unit.text}"
    return None


def is_instruction(units: Sequence[Unit], phrasing: Phrasing) -> bool:
    """Whether the first word that says something asks for a text to be made."""
    first = next((at for at, unit in enumerate(units) if not unit.neutral), None)
    if first is None or units[first].text.casefold() not in phrasing.instructions:
        return False
    return first == 0 or units[first - 1].text.casefold() not in ARTICLES  # "the write-up"


def words_left(units: Sequence[Unit], near: Sequence[Match], phrasing: Phrasing) -> tuple[str, ...]:
    """The words that nothing accounts for. `near`: the questions that come nearest, best first."""
    left = near[0].left if near else tuple(unit for unit in units if not unit.neutral)
    if is_instruction(units, phrasing):
        left = tuple(unit for unit in units if not unit.neutral)[:1]
    if not left:
        left = tuple(unit for unit in units if not (unit.readings or unit.neutral or unit.keys & phrasing.keys))
    return _runs(_whole_names(left, units))


def names_like(words: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Known names that words in capitals may stand for."""
    unknown = [word for word in words if len(word) > _SHORT and word != word.casefold()][:_MOST_UNKNOWN]
    return tuple(dict.fromkeys(one for word in unknown for one in nearest(word, known, count=2, cutoff=_LEAST_ALIKE)))


def _whole_names(left: Sequence[Unit], units: Sequence[Unit]) -> list[Unit]:
    """Units that are left, with those in capitals before a name: "Harbour Master", though harbours are known."""
    kept = set(left)
    for before, unit in reversed(list(pairwise(units[1:]))):
        if unit in kept and unit.is_name | before.is_name and before.text[:1].isupper():
            kept.add(before)
    return [unit for unit in units if unit in kept]


def _runs(units: Sequence[Unit]) -> tuple[str, ...]:
    """Units as texts, those side by side in one."""
    runs: list[list[Unit]] = []
    for unit in units:
        if runs and runs[-1][-1].last + 1 == unit.first:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return tuple(" ".join(unit.text for unit in run) for run in runs)
