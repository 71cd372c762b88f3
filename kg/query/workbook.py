"""Rows in, a spreadsheet (.xlsx) out: texts as texts, never as formulas or links."""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from kg.errors import LimitError
from kg.namespaces import XSD
from kg.query.answers import Rows, Term, text_of
from kg.query.guard import guarded

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROWS_AT_MOST: Final = 1_048_575  # under the row of names
CHARACTERS_AT_MOST: Final = 32_767
_CUT: Final = " … [cut here: a cell holds no more]"
_CUT_ROWS: Final = "truncated: there are more rows than the limit allows"
_NUMBERS: Final = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
_DIGITS_AT_MOST: Final = 15  # that a spreadsheet keeps of a number
_PLAIN_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_NOT_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NO_CLOCK: Final = datetime.datetime(2000, 1, 1)  # the same answer gives the same bytes
_WIDTHS: Final = (10, 60)


def to_xlsx(rows: Rows, *, title: str = "") -> bytes:
    """One sheet under a row of names; numbers as numbers, all else as text, guarded as `kg.query.guard` does.

    Raises: LimitError where the rows do not fit on a sheet.
    """
    from xlsxwriter import Workbook

    if len(rows) > ROWS_AT_MOST:
        raise LimitError(f"{len(rows):,} rows do not fit on a sheet (at most {ROWS_AT_MOST:,}). Choose --format csv.")
    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": title, "created": _NO_CLOCK})
        sheet = book.add_worksheet("Answer")
        for column, name in enumerate(rows.columns):
            sheet.write_string(0, column, name, book.add_format({"bold": True}))
            sheet.set_column(
                column, column, _width(rows, column), book.add_format({"text_wrap": True, "valign": "top"})
            )
        for number, row in enumerate(rows, start=1):
            for column, term in enumerate(row):
                _write(sheet, number, column, term)
        if rows.truncated:
            sheet.write_string(len(rows) + 1, 0, _CUT_ROWS)
        sheet.freeze_panes(1, 0)
        if rows.columns:
            sheet.autofilter(0, 0, len(rows), len(rows.columns) - 1)
    return out.getvalue()


def _width(rows: Rows, column: int) -> int:
    least, most = _WIDTHS
    longest = max((len(text_of(row[column])) for row in rows), default=0)
    return min(most, max(least, len(rows.columns[column]) + 2, longest))


def _write(sheet: Worksheet, row: int, column: int, term: Term | None) -> None:
    if _is_number(term):
        sheet.write_number(row, column, float(Decimal(text_of(term))))
    elif term is not None:
        sheet.write_string(row, column, _fitting(guarded(_NOT_XML.sub("\ufffd", text_of(term)))))


def _is_number(term: Term | None) -> bool:
    """Whether a spreadsheet keeps the number as it is."""
    if not isinstance(term, Literal) or term.datatype.value not in _NUMBERS:
        return False
    return bool(_PLAIN_NUMBER.fullmatch(term.value)) and len(term.value) <= _DIGITS_AT_MOST


def _fitting(text: str) -> str:
    return text if len(text) <= CHARACTERS_AT_MOST else text[: CHARACTERS_AT_MOST - len(_CUT)] + _CUT
