"""A query that does not parse and the engine's complaint in, a complaint with line, column and caret out."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from kg.errors import QueryError
from kg.query.display import visible
from kg.query.tokens import TokenKind, iter_tokens, line_and_column

_PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<rest>.*)", re.DOTALL)
_WIDTH: Final = 100


def syntax_mistake(text: str, complaint: str, known_prefixes: Collection[str] = ()) -> QueryError:
    """An error that says where the query stops being SPARQL; its note is the line with a caret under the place.

    A prefix that is used and not declared is named, since the engine only complains about what follows it;
    `known_prefixes` (without colon) need no declaration.
    """
    match = _PLACE.search(complaint)
    if not match:
        return QueryError(f"the query is not SPARQL: {visible(complaint)}. Correct it.")
    line, column = int(match["line"]), int(match["column"])
    undeclared = _undeclared_prefix(text, {f"{prefix}:" for prefix in known_prefixes} | {"_:"})
    if undeclared:
        prefix, place = undeclared
        line, column = line_and_column(text, place)
        reason = f"the prefix {prefix!r} is not declared. Add PREFIX {prefix} <…>"
    else:
        reason = f"not SPARQL, {visible(match['rest'])}. Correct the place"
    error = QueryError(f"line {line}, column {column}: {reason}.")
    error.add_note(_pointed(text, line, column))
    return error


def _undeclared_prefix(text: str, known: Collection[str]) -> tuple[str, int] | None:
    try:
        tokens = list(iter_tokens(text))
    except QueryError:
        return None
    declared = set(known) | {tokens[i + 1].text for i in range(len(tokens) - 1) if tokens[i].keyword == "PREFIX"}
    for token in tokens:
        prefix = token.text.partition(":")[0] + ":"
        if token.kind is TokenKind.PREFIXED_NAME and prefix not in declared:
            return prefix, token.start
    return None


def _pointed(text: str, line: int, column: int) -> str:
    """The line, cut around the place where it is long, and a caret under the column."""
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 1 - _WIDTH // 2)
    return f"{visible(shown[start : start + _WIDTH])}\n{' ' * (column - 1 - start)}^"
