"""SPARQL text in, tokens with their places out: strings, IRIs and comments are told apart from what the engine acts on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.query.places import error_at


class TokenKind(StrEnum):
    """What a token is, as far as finding clauses and counting needs it."""

    IRI = "iri"
    STRING = "string"
    VARIABLE = "variable"
    PREFIXED_NAME = "prefixed name"
    WORD = "word"  # keywords, function names, true, false
    NUMBER = "number"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it starts, in code points from 0."""

    kind: TokenKind
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The word in capitals; empty for what is no word."""
        return self.text.upper() if self.kind is TokenKind.WORD else ""

    def is_symbol(self, text: str) -> bool:
        return self.kind is TokenKind.SYMBOL and self.text == text


# The terminals of https://www.w3.org/TR/sparql11-query/#rTerminals, no finer than needed here.
_TERMINALS: Final = re.compile(
    r"""
      (?P<blank>[ \t\r\n]+ | \#[^\r\n]*)
    | (?P<string>"{3}(?:[^"\\]|\\.|"(?!""))*"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:_|[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:[\w:%.\-]|\\.)*)
    | (?P<tag>@[A-Za-z][A-Za-z0-9\-]*)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?)
    | (?P<symbol>&&|\|\||\^\^|!=|<=|>=|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final = {
    "string": TokenKind.STRING,
    "iri": TokenKind.IRI,
    "variable": TokenKind.VARIABLE,
    "name": TokenKind.PREFIXED_NAME,
    "tag": TokenKind.SYMBOL,
    "word": TokenKind.WORD,
    "number": TokenKind.NUMBER,
    "symbol": TokenKind.SYMBOL,
}


def iter_tokens(text: str) -> Iterator[Token]:
    """Tokens in the order of the text; blanks and comments left out.

    Raises: QueryError where a string is not closed.
    """
    for match in _TERMINALS.finditer(text):
        group = match.lastgroup or "blank"
        if group == "blank":
            continue
        token = Token(_KINDS[group], match.group(), match.start())
        if token.text in ('"', "'"):
            raise error_at(text, token.start, "a string begins here and is not closed. Close it.")
        yield token
