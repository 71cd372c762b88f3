"""Packed columns of a side file, or rows, in; statements to choose from and to count, as columns of numbers, out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from kg.query.answers import ordered_list

if TYPE_CHECKING:
    from kg.query.side import SideFile

Numbers = NDArray[np.integer]
LISTS: Final = ("issues", "sides")  # columns that are lists
_IRIS: Final = "SELECT id, iri FROM statement WHERE id IN (SELECT value FROM json_each(:numbers))"
_COLUMNS: Final = "SELECT name, width, numbers FROM packed ORDER BY name"
_TEXTS: Final = "SELECT text FROM packed_text WHERE name = :name ORDER BY place"


class Column:
    """A column of a table: for each statement the place of its text among the texts, which differ from each other."""

    def __init__(self, codes: Numbers, texts: Callable[[], list[str]]) -> None:
        self.codes = codes
        self._texts = texts

    @cached_property
    def texts(self) -> list[str]:
        return self._texts()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Statements in the order in which pages show them. `iris`: of those at these places, counted from 0."""

    size: int
    columns: Mapping[str, Column]
    iris: Callable[[Sequence[int]], list[str]]
    readings: dict[str, object] = field(default_factory=dict)  # what is worked out of a column once


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Some statements of a table: their places, in order."""

    table: Table
    places: Numbers

    def __len__(self) -> int:
        return len(self.places)

    def codes(self, name: str) -> Numbers:
        """For each statement the place of its text in a column."""
        return self.table.columns[name].codes[self.places]

    def texts(self, name: str) -> list[str]:
        """All texts of a column, of whichever statements of the table."""
        return self.table.columns[name].texts

    def where(self, name: str, fits: NDArray[np.bool_]) -> Keys:
        """Those whose text in a column fits: `fits` has a truth for each of its texts."""
        return Keys(self.table, self.places[fits[self.codes(name)]])

    def numbers(self, name: str) -> Numbers:
        """How many statements have each text of a column."""
        return np.bincount(self.codes(name), minlength=len(self.texts(name)))

    def counts(self, name: str) -> dict[str, int]:
        """How many statements have each text, of those that some have, in the order of the texts."""
        numbers = np.bincount(self.codes(name))
        texts = self.texts(name)
        return {texts[place]: int(numbers[place]) for place in np.flatnonzero(numbers)}

    def pairs(self, first: str, second: str) -> dict[tuple[str, str], int]:
        """How many statements have each pair of texts in two columns."""
        size = max(1, len(self.texts(second)))
        pairs, numbers = np.unique(self.codes(first).astype(np.int64) * size + self.codes(second), return_counts=True)
        one, other = self.texts(first), self.texts(second)
        return {
            (one[pair // size], other[pair % size]): int(n) for pair, n in zip(pairs.tolist(), numbers, strict=True)
        }

    def different(self, name: str) -> int:
        """How many different texts a column has."""
        return int(np.count_nonzero(np.bincount(self.codes(name)))) if len(self) else 0

    def sorted_by(self, order: Numbers) -> Keys:
        """The same by a number for each, those with the same as they stand."""
        return Keys(self.table, self.places[np.argsort(order, kind="stable")])

    def part(self, start: int, end: int) -> Keys:
        return Keys(self.table, self.places[start:end])

    def iris(self) -> list[str]:
        """IRIs of the statements, in order."""
        return self.table.iris(self.places.tolist())


def table_of_side(side: SideFile) -> Table:
    """All statements of a side file. Raises: StoreError for a damaged file."""
    columns = {
        str(name): Column(np.frombuffer(numbers, dtype=f"<u{width}"), _texts_of(side, str(name)))
        for name, width, numbers in side.select(_COLUMNS, {})
    }

    def iris(places: Sequence[int]) -> list[str]:
        found = dict(side.select(_IRIS, {"numbers": json.dumps([place + 1 for place in places])}).fetchall())
        return [found[place + 1] for place in places]

    return Table(len(columns["kind"].codes), columns, iris)


def _texts_of(side: SideFile, name: str) -> Callable[[], list[str]]:
    def read() -> list[str]:
        texts = [str(row[0]) for row in side.select(_TEXTS, {"name": name})]
        return list(map(ordered_list, texts)) if name in LISTS else texts

    return read


def table_of_rows(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> Table:
    """Rows, which have a column `statement`, as a table with these columns."""
    columns = {}
    for name in names:
        texts = sorted({row[name] for row in rows})
        place = {text: number for number, text in enumerate(texts)}
        codes = np.fromiter((place[row[name]] for row in rows), dtype=np.uint32, count=len(rows))
        columns[name] = Column(codes, texts.copy)
    return Table(len(rows), columns, lambda places: [rows[place]["statement"] for place in places])


def all_keys(table: Table) -> Keys:
    return Keys(table, np.arange(table.size))
