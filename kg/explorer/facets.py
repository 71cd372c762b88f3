"""Keys of statements and what is chosen in, the statements left and the counts of every other choice out.

Choices of one facet widen each other (or), choices of different facets narrow (and). The count beside a value is the number
of statements that would be left if it alone were chosen in its facet, under the choices made in all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.query.columns import Keys, Numbers, Table

Row = dict[str, str]
Chosen = Mapping[str, Sequence[str]]
Values = Callable[[str], Iterable[str]]

NONE: Final = "none"
AT_MOST: Final = 112  # values of a facet that a page lists, beside those that are chosen
_BANDS: Final = ((0.9, "high"), (0.7, "middle"), (0.0, "low"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many statements have it under the other facets' choices."""

    value: str
    label: str
    count: int
    chosen: bool
    address: str  # of the page with this choice made, or taken back


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values, most frequent first; those that are chosen always stand in it. `more`: values left out."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """How a facet reads its values from one column of a statement's keys: rows are many, different texts in a column few."""

    name: str
    title: str
    column: str
    values: Values
    label: Callable[[str], str] = str
    order: Sequence[str] = ()  # of values that have one; else by count
    every: Callable[[], Mapping[str, str]] = dict  # values that other statements may have, with their labels
    listed_at: str = ""  # the page that lists them, where they are many


def sides_of(row: Row) -> list[tuple[str, str]]:
    """Polarity and basis of each stance of a statement.

    >>> sides_of({"sides": "agree inferred | disagree stated"})
    [('agree', 'inferred'), ('disagree', 'stated')]
    """
    return split_sides(row["sides"])


def split_sides(text: str) -> list[tuple[str, str]]:
    """Polarity and basis of each part of the column `sides`."""
    parts = (side.partition(" ") for side in text.split(" | ") if side)
    return [(polarity, basis) for polarity, _, basis in parts]


def split_list(text: str) -> list[str]:
    """Parts of a list column."""
    return [part for part in text.split(" | ") if part]


def band(confidence: str) -> str:
    """high, middle or low.

    >>> band("0.95"), band("0.7"), band("")
    ('high', 'middle', 'low')
    """
    number = float(confidence or 0)
    return next(name for least, name in _BANDS if number >= least)


def stances(sides: str) -> list[str]:
    """Polarities of a statement; `none` where it takes no side."""
    return sorted({polarity for polarity, _ in split_sides(sides)}) or [NONE]


def counts_by_issue(keys: Keys) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """By notation of an issue how many statements are about it, narrower ones apart, and the sides taken in them."""
    counts: Counter[str] = Counter()
    sides: dict[str, Counter[str]] = {}
    for (listed, taken), number in keys.pairs("issues", "sides").items():
        for notation in split_list(listed):
            counts[notation] += number
            of_issue = sides.setdefault(notation, Counter())
            for polarity, _ in split_sides(taken):
                of_issue[polarity] += number
    return counts, sides


def about(keys: Keys, notation: str) -> Keys:
    """Statements about an issue itself, not about narrower ones."""
    return filtered(keys, [_ITSELF], {_ITSELF.name: [notation]})


def chosen_of(parameters: Iterable[tuple[str, str]], kinds: Sequence[Kind]) -> dict[str, list[str]]:
    """What an address chooses: values by facet, in the order given, each once."""
    known = {kind.name for kind in kinds}
    chosen: dict[str, list[str]] = {}
    for name, value in parameters:
        if name in known and value and value not in chosen.setdefault(name, []):
            chosen[name].append(value)
    return chosen


def known_values(keys: Keys, kind: Kind) -> dict[str, str]:
    """Every value that a facet can be asked for, with its label, in the order of the facet."""
    of_statements = {value: kind.label(value) for value in _reading(keys.table, kind).values}
    ordered = {value: kind.label(value) for value in kind.order}
    return {**ordered, **kind.every(), **of_statements}


def has_value(keys: Keys, kind: Kind, value: str) -> bool:
    """Whether a statement of the table has the value, or the facet always has it."""
    return value in kind.order or value in _reading(keys.table, kind).values


def filtered(keys: Keys, kinds: Sequence[Kind], chosen: Chosen, *, but: str = "") -> Keys:
    """Statements that have one of the chosen values in every facet, leaving the facet `but` out."""
    for kind in kinds:
        if chosen.get(kind.name) and kind.name != but:
            keys = keys.where(kind.column, _reading(keys.table, kind).fitting(chosen[kind.name]))
    return keys


def facets(
    keys: Keys, kinds: Sequence[Kind], chosen: Chosen, address: Callable[[str, str], str], *, at_most: int = AT_MOST
) -> Iterator[Facet]:
    """Every facet that has something to choose. `address`: of the page with a value of a facet switched."""
    left = filtered(keys, kinds, chosen)
    for kind in kinds:
        counted = filtered(keys, kinds, chosen, but=kind.name) if chosen.get(kind.name) else left
        counts = _reading(keys.table, kind).counts(counted.numbers(kind.column))
        picked = [value for value in chosen.get(kind.name, ()) if value not in counts]
        values = sorted([*counts, *picked], key=lambda value: _rank(kind, value, counts))
        if len(values) > 1 or chosen.get(kind.name):
            shown = [v for i, v in enumerate(values) if i < at_most or v in chosen.get(kind.name, ())]
            choices = (
                Choice(
                    value,
                    kind.label(value),
                    counts.get(value, 0),
                    value in chosen.get(kind.name, ()),
                    address(kind.name, value),
                )
                for value in shown
            )
            yield Facet(kind.name, kind.title, tuple(choices), len(values) - len(shown))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The values that each text of a column has: pairs of the place of a text and that of a value."""

    values: list[str]
    text_of: Numbers
    value_of: Numbers
    texts: int

    def fitting(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """For each text whether it has one of these values."""
        among = np.isin(np.array(self.values, dtype=object), list(wanted))
        fits = np.zeros(self.texts, dtype=bool)
        fits[self.text_of[among[self.value_of]]] = True
        return fits

    def counts(self, numbers: Numbers) -> dict[str, int]:
        """How many statements have each value, of those that some have. `numbers`: how many have each text."""
        found = np.zeros(len(self.values), dtype=np.int64)
        np.add.at(found, self.value_of, numbers[self.text_of])
        return {self.values[place]: int(found[place]) for place in np.flatnonzero(found)}


def _reading(table: Table, kind: Kind) -> _Reading:
    """Worked out once for a table, whose kinds stay the same."""
    found = table.readings.get(kind.name)
    if not isinstance(found, _Reading):
        found = table.readings[kind.name] = _read(table.columns[kind.column].texts, kind)
    return found


def _read(texts: Sequence[str], kind: Kind) -> _Reading:
    place: dict[str, int] = {}
    pairs = [
        (number, place.setdefault(value, len(place)))
        for number, text in enumerate(texts)
        for value in sorted(set(kind.values(text)))
    ]
    first, second = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return _Reading(list(place), first, second, len(texts))


_ITSELF: Final = Kind("issue_itself", "Issue", "issues", split_list)


def _rank(kind: Kind, value: str, counts: Mapping[str, int]) -> tuple[int, int, str]:
    place = kind.order.index(value) if value in kind.order else len(kind.order)
    return place, -counts.get(value, 0), kind.label(value).casefold()
