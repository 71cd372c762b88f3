"""Rows in, a table for a terminal out; records, a field a line, where the terminal is too narrow for the columns."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph
from pyoxigraph import NamedNode
from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from kg.namespaces import XSD
from kg.query.answers import Rows, Term, text_of
from kg.query.display import cell

_NUMBERS: Final = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
_WORD_AT_MOST: Final = 16  # characters; a longer word, an IRI mostly, may be cut
_GAP: Final = 3  # between columns


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    cells: tuple[str, ...]
    is_number: bool

    @property
    def width_at_least(self) -> int:
        """Of the longest word, but not of words that may be cut."""
        words = (word for text in (self.name, *self.cells) for word in text.split())
        return min(max(map(len, words), default=0), _WORD_AT_MOST)

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
    body = _printed(_table(columns, widths, len(rows)) if widths else _records(columns, len(rows)), width)
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
    widths = [column.width_at_least for column in columns]
    spare = room - sum(widths)
    if spare < 0:
        return []
    weights = [max(0.0, column.mean_length - least) for column, least in zip(columns, widths, strict=True)]
    share = spare / (sum(weights) or 1)
    return [
        min(column.width_at_most, least + int(share * weight))
        for column, least, weight in zip(columns, widths, weights, strict=True)
    ]


def _table(columns: Sequence[_Column], widths: Sequence[int], count: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    for column, width in zip(columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.is_number and count else "left"
        table.add_column(column.name, justify=justify, overflow="fold", width=width)
    for i in range(count):
        table.add_row(*(Text(column.cells[i]) for column in columns))
    return table


def _records(columns: Sequence[_Column], count: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, _GAP - 1, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for i in range(count):
        for column in columns:
            if column.cells[i]:
                table.add_row(column.name, Text(column.cells[i]))
        table.add_row("", "")
    return table


def _printed(renderable: RenderableType, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, force_terminal=False, emoji=False).print(renderable)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n")


def _count(rows: Rows, left_out: Sequence[str]) -> str:
    count = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
    if rows.truncated:
        count += ", truncated: there are more than the limit allows"
    return f"{count}. Other formats also give: {', '.join(left_out)}." if left_out else f"{count}."


def _is_used(rows: Rows, column: int) -> bool:
    return any(text_of(row[column]) for row in rows)


def _is_number(term: Term | None) -> bool:
    return term is None or (isinstance(term, pyoxigraph.Literal) and term.datatype.value in _NUMBERS)


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
