"""Keys of statements and what is chosen in, the statements left and the counts of every other choice out.

Choices of one facet widen each other (or), choices of different facets narrow (and). The count beside a value is the number
of statements that would be left if it alone were chosen in its facet, under the choices made in all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Row = dict[str, str]
Chosen = Mapping[str, Sequence[str]]
Values = Callable[[str], Iterable[str]]

NONE: Final = "none"
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
    """A facet with its values, most frequent first; those that are chosen always stand in it."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a facet reads its values from one column of a statement's keys: rows are many, different texts in a column few."""

    name: str
    title: str
    column: str
    values: Values
    label: Callable[[str], str] = str
    order: Sequence[str] = ()  # of values that have one; else by count


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


def chosen_of(parameters: Iterable[tuple[str, str]], kinds: Sequence[Kind]) -> dict[str, list[str]]:
    """What an address chooses: values by facet, in the order given, each once."""
    known = {kind.name for kind in kinds}
    chosen: dict[str, list[str]] = {}
    for name, value in parameters:
        if name in known and value and value not in chosen.setdefault(name, []):
            chosen[name].append(value)
    return chosen


def filtered(rows: Sequence[Row], kinds: Sequence[Kind], chosen: Chosen, *, but: str = "") -> list[Row]:
    """Rows that have one of the chosen values in every facet, leaving the facet `but` out."""
    left = list(rows)
    for kind in kinds:
        if chosen.get(kind.name) and kind.name != but:
            wanted = set(chosen[kind.name])
            texts = {row[kind.column] for row in left}
            fitting = {text for text in texts if not wanted.isdisjoint(kind.values(text))}
            left = [row for row in left if row[kind.column] in fitting]
    return left


def facets(
    rows: Sequence[Row], kinds: Sequence[Kind], chosen: Chosen, address: Callable[[str, str], str]
) -> Iterator[Facet]:
    """Every facet that has something to choose. `address`: of the page with a value of a facet switched."""
    left = filtered(rows, kinds, chosen)
    for kind in kinds:
        counted = filtered(rows, kinds, chosen, but=kind.name) if chosen.get(kind.name) else left
        counts: Counter[str] = Counter()
        for text, number in Counter(row[kind.column] for row in counted).items():
            for value in set(kind.values(text)):
                counts[value] += number
        picked = chosen.get(kind.name, ())
        values = sorted({*counts, *picked}, key=lambda value: _rank(kind, value, counts))
        if len(values) > 1 or picked:
            choices = (
                Choice(value, kind.label(value), counts[value], value in picked, address(kind.name, value))
                for value in values
            )
            yield Facet(kind.name, kind.title, tuple(choices))


def _rank(kind: Kind, value: str, counts: Counter[str]) -> tuple[int, int, str]:
    place = kind.order.index(value) if value in kind.order else len(kind.order)
    return place, -counts[value], kind.label(value).casefold()
