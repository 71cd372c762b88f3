"""Rows in, a table for a terminal out; records, a field a line, where the terminal is too narrow for the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.namespaces import XSD
from kg.query.answers import Rows, Term, text_of
from kg.query.display import cell

_NUMBERS: Final = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
# Characters; longer words, IRIs mostly, may be cut. The first that leaves room for texts.
_UNCUT_WORDS: Final = (30, 16)
_ROOM_FOR_TEXTS: Final = 0.25  # of the width
_GAP: Final = 3  # between columns


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    cells: tuple[str, ...]
    is_number: bool

    @property
    def longest_word(self) -> int:
        return max((len(word) for text in (self.name, *self.cells) for word in text.split()), default=0)

    @property
    def width_at_most(self) -> int:
        return max(map(len, (self.name, *self.cells)))

    @property
    def mean_length(self) -> float:
        return sum(map(len, self.cells)) / max(1, len(self.cells))


def to_table(
    rows: Rows, *, prefixes: Mapping[str, str], labels: Mapping[str, str], hidden: Sequence[str] = (), width: int
) -> str:
    """A table of the columns that are not hidden and not empty in every row, and a line that counts the rows.

    Nothing in a cell is obeyed: control characters are signs, right-to-left writing is isolated, markup is text.
    """
    shown = [i for i, name in enumerate(rows.columns) if name not in hidden and (not rows.rows or _is_used(rows, i))]
    columns = [_column(rows, i, prefixes, labels) for i in shown]
    widths = _widths(columns, width)
    body = _table(columns, widths, len(rows)) if widths else _records(columns, len(rows), width)
    left_out = [name for name in hidden if name in rows.columns and _is_used(rows, rows.columns.index(name))]
    return f"{body}\n{_count(rows, left_out)}\n"


def _column(rows: Rows, i: int, prefixes: Mapping[str, str], labels: Mapping[str, str]) -> _Column:
    cells = tuple(cell(_shown(row[i], prefixes, labels)) for row in rows)
    return _Column(rows.columns[i].replace("_", " "), cells, all(_is_number(row[i]) for row in rows))


def _widths(columns: Sequence[_Column], width: int) -> list[int]:
    """A width for each column: what its words need, and the rest to those with long texts. Empty: they do not fit."""
    room = width - _GAP * len(columns)
    if sum(column.width_at_most for column in columns) <= room:
        return [column.width_at_most for column in columns]
    widths = _word_widths(columns, room)
    spare = room - sum(widths)
    if spare < 0:
        return []
    weights = [max(0.0, column.mean_length - least) for column, least in zip(columns, widths, strict=True)]
    share = spare / (sum(weights) or 1)
    return [
        min(column.width_at_most, least + int(share * weight))
        for column, least, weight in zip(columns, widths, weights, strict=True)
    ]


def _word_widths(columns: Sequence[_Column], room: int) -> list[int]:
    for uncut in _UNCUT_WORDS:
        widths = [min(column.longest_word, uncut) for column in columns]
        if sum(widths) <= (1 - _ROOM_FOR_TEXTS) * room:
            break
    return widths


def _table(columns: Sequence[_Column], widths: Sequence[int], count: int) -> str:
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    lines = [*_lines([column.name for column in columns], widths), rule]
    at_right = [column.is_number and count > 0 for column in columns]
    for i in range(count):
        lines += _lines([column.cells[i] for column in columns], widths, at_right)
    return "\n".join(lines)


def _records(columns: Sequence[_Column], count: int, width: int) -> str:
    names = max((len(column.name) for column in columns), default=0)
    widths = (names, max(_UNCUT_WORDS[-1], width - names - _GAP))
    records = []
    for i in range(count):
        filled = [column for column in columns if column.cells[i]]
        records.append([line for column in filled for line in _lines([column.name, column.cells[i]], widths)])
    return "\n\n".join("\n".join(lines) for lines in records)


def _lines(texts: Sequence[str], widths: Sequence[int], at_right: Sequence[bool] = ()) -> Iterator[str]:
    """One row of cells side by side, each wrapped to its width. Drawn here: Rich alone takes as long to load as the query."""
    wrapped = [wrap(text, width, break_on_hyphens=False) for text, width in zip(texts, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        cells = zip_longest(parts, widths, at_right, fillvalue=False)
        yield (" " * _GAP).join(f"{part:{'>' if right else '<'}{width}}" for part, width, right in cells).rstrip()


def _count(rows: Rows, left_out: Sequence[str]) -> str:
    count = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
    if rows.truncated:
        count += ", truncated: there are more than the limit allows"
    return f"{count}. Other formats also give: {', '.join(left_out)}." if left_out else f"{count}."


def _is_used(rows: Rows, column: int) -> bool:
    return any(text_of(row[column]) for row in rows)


def _is_number(term: Term | None) -> bool:
    return term is None or (isinstance(term, Literal) and term.datatype.value in _NUMBERS)


def _shown(term: Term | None, prefixes: Mapping[str, str], labels: Mapping[str, str]) -> str:
    if isinstance(term, NamedNode):
        return labels.get(term.value) or shorten(term.value, prefixes)
    return text_of(term)


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI with the longest prefix that fits, else the IRI itself.

    >>> shorten("https://example.org/id/statement/1f", {"statement": "https://example.org/id/statement/"})
    'statement:1f'
    """
    fitting = [(len(base), prefix) for prefix, base in prefixes.items() if iri.startswith(base) and iri != base]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"
