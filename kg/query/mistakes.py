"""A query that does not parse in, a complaint with line, column and caret out.

The engine says how far any of its alternatives read, which can be well beyond the mistake. The mistake itself is the first
token that no query goes on with: found by asking the engine how far it reads the beginnings of the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

from kg.errors import QueryError
from kg.query.display import visible
from kg.query.places import error_at, line_and_column
from kg.query.tokens import Token, TokenKind, iter_tokens

_PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"\b[A-Z][a-z]+(?: [\w?]+){3,}")
_PADDING: Final = " " * 32  # longer than any keyword: what is read to here is read to the end

Parse = Callable[[str], str | None]  # a text in; the engine's complaint, or None where it is a query


def syntax_mistake(text: str, parse: Parse, known_prefixes: Collection[str] = ()) -> QueryError:
    """An error that says where the query stops being SPARQL.

    `known_prefixes` (without colon) need no declaration.
    """
    tokens = list(iter_tokens(text))
    undeclared = _undeclared_prefix(tokens, {f"{prefix}:" for prefix in known_prefixes} | {"_:"})
    if undeclared:
        prefix = undeclared.text.partition(":")[0] + ":"
        return error_at(text, undeclared.start, f"the prefix {prefix!r} is not declared. Add PREFIX {prefix} <…>.")
    read = _count_read(text, tokens, parse)
    if read < len(tokens):
        token = tokens[read]
        return error_at(text, token.start, f"{visible(token.text)!r} cannot stand here. Correct or remove it.")
    sentence = _SENTENCE.search(parse(text) or "")
    reason = f"{sentence[0]}. Correct it." if sentence else "the query ends too early. Close its brackets."
    return error_at(text, len(text.rstrip()), reason)


def _count_read(text: str, tokens: Sequence[Token], parse: Parse) -> int:
    """How many tokens from the start can be the beginning of a query."""
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high + 1) // 2
        last = tokens[middle - 1]
        if _can_go_on(text[: last.start + len(last.text)], parse):
            low = middle
        else:
            high = middle - 1
    return low


def _can_go_on(beginning: str, parse: Parse) -> bool:
    complaint = parse(beginning + _PADDING)
    match = _PLACE.search(complaint or "")
    if not match:
        return True
    end = line_and_column(beginning + _PADDING, len(beginning))
    return (int(match["line"]), int(match["column"]) - len(_PADDING) // 2) > end


def _undeclared_prefix(tokens: Sequence[Token], known: Collection[str]) -> Token | None:
    declared = set(known) | {tokens[i + 1].text for i in range(len(tokens) - 1) if tokens[i].keyword == "PREFIX"}
    for token in tokens:
        if token.kind is TokenKind.PREFIXED_NAME and token.text.partition(":")[0] + ":" not in declared:
            return token
    return None
