"""SPARQL of unknown origin in, refusals by name out: what it may not do, and how big and nested it may be.

The worker process is the wall; this is the doorman, who can say what is wrong and on which line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import LimitError, QueryError
from kg.query.places import error_at, line_and_column
from kg.query.tokens import Token, TokenKind, iter_tokens
from kg.settings import Settings

OPERATORS_AT_MOST: Final = 2_000
_UPDATES: Final = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
_FORMS: Final = frozenset("SELECT CONSTRUCT DESCRIBE ASK".split())
_OPERATORS: Final = frozenset("|| && ! + - * / | ^ = != < > <= >=".split())
_CLAUSES: Final = frozenset("UNION OPTIONAL MINUS FILTER BIND EXISTS IN VALUES GRAPH".split())
_OPENING: Final = frozenset("({[")
_CLOSING: Final = frozenset(")}]")
# Any SERVICE clause must look like this, whatever the text around it makes a tokeniser believe.
_BLANK: Final = r"(?:\s|#[^\r\n]*[\r\n])*"
_SERVICE: Final = re.compile(
    rf"\bSERVICE\b{_BLANK}(?:SILENT\b{_BLANK})?(?:<[^>\s]*>|[?$]\w+|[^\s:{{}}()<>\"']*:[^\s{{}}<>\"']*){_BLANK}\{{",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query names in FROM and FROM NAMED; none: the union of all."""

    default: tuple[NamedNode, ...] = ()
    named: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


def form_of(text: str) -> str:
    """The form of a query in capitals: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where it has none."""
    return next((token.keyword for token in iter_tokens(text) if token.keyword in _FORMS), "")


def check_sparql(text: str, settings: Settings, prefixes: Mapping[str, str] | None = None) -> Dataset:
    """Let a query pass, or refuse it; returns the graphs that it names in FROM.

    `prefixes` need not be declared in the query.
    Raises: QueryError for an update, SERVICE, and for a FROM that names no graph in full; LimitError where it is too long,
        nested too deep or holds too many operators.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise QueryError("the query is not UTF-8 text. Save it as UTF-8.") from error
    if size > settings.query_text_limit:
        raise LimitError(
            f"the query has {size:,} bytes (limit {settings.query_text_limit:,}). Shorten it, or raise query_text_limit.",
            limit="size",
        )
    tokens = list(iter_tokens(text))
    _refuse_update(text, tokens)
    _refuse_service(text)
    _refuse_depth(text, tokens, settings.query_nesting_limit)
    operators = sum(1 for token in tokens if token.text in _OPERATORS or token.keyword in _CLAUSES)
    if operators > OPERATORS_AT_MOST:
        raise LimitError(
            f"the query has {operators:,} operators (limit {OPERATORS_AT_MOST:,}). Use VALUES for long lists.",
            limit="depth",
        )
    return _dataset(text, tokens, prefixes or {})


def _refuse_update(text: str, tokens: Sequence[Token]) -> None:
    first = next((token for token in tokens if token.keyword in _UPDATES | _FORMS), None)
    if first is None:
        place = next((token.start for token in tokens if token.keyword not in ("", "PREFIX", "BASE")), 0)
        raise error_at(text, place, "no SELECT, CONSTRUCT, DESCRIBE or ASK in the query. Write one.")
    if first.keyword in _UPDATES:
        raise error_at(text, first.start, f"{first.keyword} is an update. Only queries are answered here.")


def _refuse_service(text: str) -> None:
    clause = _SERVICE.search(text)
    if clause:
        reason = "SERVICE would send the query elsewhere, which is not done here. Remove the clause."
        raise error_at(text, clause.start(), reason)


def _refuse_depth(text: str, tokens: Sequence[Token], limit: int) -> None:
    depth = 0
    for token in tokens:
        if token.kind is TokenKind.SYMBOL and token.text in _OPENING:
            depth += 1
            if depth > limit:
                line, column = line_and_column(text, token.start)
                raise LimitError(
                    f"line {line}, column {column}: nested deeper than {limit} brackets. Write it flatter.",
                    limit="depth",
                )
        elif token.kind is TokenKind.SYMBOL and token.text in _CLOSING:
            depth -= 1


def _dataset(text: str, tokens: Sequence[Token], known: Mapping[str, str]) -> Dataset:
    prefixes = {**{f"{prefix}:": iri for prefix, iri in known.items()}, **dict(_iter_prefixes(tokens))}
    default: list[NamedNode] = []
    named: list[NamedNode] = []
    for i, token in enumerate(tokens):
        if token.keyword != "FROM":
            continue
        is_named = i + 1 < len(tokens) and tokens[i + 1].keyword == "NAMED"
        place = i + 2 if is_named else i + 1
        graph = tokens[place] if place < len(tokens) else token
        (named if is_named else default).append(_graph(text, graph, prefixes))
    return Dataset(tuple(default), tuple(named))


def _iter_prefixes(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for i in range(len(tokens) - 2):
        if tokens[i].keyword == "PREFIX" and tokens[i + 2].kind is TokenKind.IRI:
            yield tokens[i + 1].text, tokens[i + 2].text[1:-1]


def _graph(text: str, token: Token, prefixes: dict[str, str]) -> NamedNode:
    prefix, colon, local = token.text.partition(":")
    iri = token.text[1:-1] if token.kind is TokenKind.IRI else prefixes.get(prefix + colon, "") + local
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise error_at(text, token.start, "FROM needs the full IRI of a graph in the store. Write it.") from error
