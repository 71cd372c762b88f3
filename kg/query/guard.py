"""A text for a cell that people open in a spreadsheet in, a text that no spreadsheet takes for a formula out."""

from __future__ import annotations

from typing import Final

# https://owasp.org/www-community/attacks/CSV_Injection, with the full-width forms that some spreadsheets take for the same.
_FORMULA_SIGNS: Final = tuple("=+-@\t\r\n＝＋－＠")
_TEXT_MARK: Final = "'"


def guarded(text: str) -> str:
    """The text behind an apostrophe where it begins with a sign that begins a formula.

    >>> guarded("=1+1"), guarded("1-1")
    ("'=1+1", '1-1')
    """
    return _TEXT_MARK + text if text.startswith(_FORMULA_SIGNS) else text
