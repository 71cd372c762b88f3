"""An answer's terms in, a table of plain Python values out: rows with names, a data frame, a table in a notebook."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, overload

from pyoxigraph import Literal

from kg.errors import UsageError
from kg.namespaces import XSD
from kg.query.answers import Rows, Term, text_of

if TYPE_CHECKING:
    import pandas

Value = str | bool | int | float | Decimal | datetime.date | None
_SHOWN: Final = 50  # rows in a notebook
_INTEGER, _DECIMAL, _DATE, _BOOLEAN = (f"{XSD}{name}" for name in ("integer", "decimal", "date", "boolean"))
_FLOATS: Final = (f"{XSD}double", f"{XSD}float")


class Row(Mapping[str, Value]):
    """One row: `row["speaker"]`, `row.speaker` and, by place, `row.values_tuple()`."""

    __slots__ = ("_names", "_values")

    def __init__(self, names: tuple[str, ...], values: tuple[Value, ...]) -> None:
        self._names = names
        self._values = values

    def __getitem__(self, name: str) -> Value:
        try:
            return self._values[self._names.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no column {name!r}; there are {', '.join(self._names)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.items())})"

    def values_tuple(self) -> tuple[Value, ...]:
        """The values in the order of the columns."""
        return self._values


class Table(Sequence[Row]):
    """The rows of an answer. IRIs and texts are `str`, numbers and dates Python's own, and what is not there is None."""

    def __init__(self, rows: Rows, *, prefixes: Mapping[str, str] | None = None, hidden: Sequence[str] = ()) -> None:
        """`hidden`: columns that a notebook and `print` leave out."""
        self.rows = rows  # with RDF terms, for those who need their language or datatype
        self.columns = rows.columns
        self.truncated = rows.truncated
        self._prefixes = dict(prefixes or {})
        self._hidden = tuple(hidden)
        self._values = tuple(Row(rows.columns, tuple(map(python_value, row))) for row in rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Table: ...

    def __getitem__(self, index: int | slice) -> Row | Table:
        if isinstance(index, slice):
            part = Rows(self.columns, self.rows.rows[index], self.truncated)
            return Table(part, prefixes=self._prefixes, hidden=self._hidden)
        return self._values[index]

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def __str__(self) -> str:
        from kg.query.table import to_table

        return to_table(self.rows, prefixes=self._prefixes, labels={}, hidden=self._hidden, width=120)

    def _repr_html_(self) -> str:
        """What a notebook shows: escaped, without the details."""
        from kg.query.web_table import to_html_table

        places = [i for i, name in enumerate(self.columns) if name not in self._hidden]
        shown = tuple(tuple(row[i] for i in places) for row in self.rows)
        part = Rows(tuple(self.columns[i] for i in places), shown, self.truncated)
        return to_html_table(part, prefixes=self._prefixes, at_most=_SHOWN)

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with a column for each column of the answer.

        Raises: UsageError where pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError(
                "pandas is not installed. Install it with `pip install 'who-said-what[pandas]'`."
            ) from error
        return pandas.DataFrame([row.values_tuple() for row in self], columns=list(self.columns))

    def to_dicts(self) -> list[dict[str, Value]]:
        """A dictionary for each row."""
        return [dict(row) for row in self]


def python_value(term: Term | None) -> Value:
    """A term as Python has it; a literal whose text does not fit its datatype stays text.

    >>> python_value(Literal(40))
    40
    """
    if term is None:
        return None
    text = text_of(term)
    if not isinstance(term, Literal):
        return text
    try:
        return _converted(text, term.datatype.value)
    except (ValueError, InvalidOperation):
        return text


def _converted(text: str, datatype: str) -> Value:
    if datatype == _INTEGER:
        return int(text)
    if datatype == _DECIMAL:
        return Decimal(text)
    if datatype in _FLOATS:
        return float(text)
    if datatype == _DATE:
        return datetime.date.fromisoformat(text)
    if datatype == _BOOLEAN:
        return text in ("true", "1")
    return text
