"""A place in a text in; its line, its column and an error that points to it out."""

from __future__ import annotations

from typing import Final

from kg.errors import QueryError
from kg.query.display import visible

_WIDTH: Final = 100


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Line and column, both from 1, of a place in code points from 0.

    >>> line_and_column("ASK\\n{ }", 4)
    (2, 1)
    """
    line_start = text.rfind("\n", 0, place) + 1
    return text.count("\n", 0, place) + 1, place - line_start + 1


def error_at(text: str, place: int, reason: str) -> QueryError:
    """An error whose message begins with line and column; its note is the line with a caret under the place."""
    line, column = line_and_column(text, place)
    error = QueryError(f"line {line}, column {column}: {reason}")
    error.line, error.column = line, column
    error.add_note(_pointed(text, line, column))
    return error


def _pointed(text: str, line: int, column: int) -> str:
    """The line, cut around the place where it is long, and a caret under the column."""
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 1 - _WIDTH // 2)
    return f"{visible(shown[start : start + _WIDTH].rstrip())}\n{' ' * (column - 1 - start)}^"
