"""A catalogue query and terms in, the SPARQL that is sent out: the parts in use, and one VALUES block for each parameter."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.tokens import Token, TokenKind, iter_tokens

PREFIX_OF_VARIABLES: Final = "asked_"
_IF: Final = re.compile(r"# if (?P<terms>(?:not )?[a-z_]+(?: and (?:not )?[a-z_]+)*)")
_HEADER: Final = re.compile(r"\A(?:#.*\n|\s*\n)*")
_END: Final = "# end if"
_FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_DEPTH: Final = {"(": 1, ")": -1, "{": 1, "}": -1}


def variable_of(parameter: str) -> str:
    """The variable that a parameter's values enter as, without its question mark.

    >>> variable_of("issue")
    'asked_issue'
    """
    return PREFIX_OF_VARIABLES + parameter


def bind(text: str, values: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    """The query with only the parts that are in use, and `VALUES ?asked_p { t1 t2 }` first in its WHERE for each parameter.

    The terms are serialised as N-Triples terms, so that nothing in a value can become syntax.
    Raises: QueryError where the query has no WHERE that can hold the block.
    """
    block = "".join(_values_block(name, terms) for name, terms in values.items())
    before, after = _around_values(text, frozenset(values))
    return f"{before}{block}{after}"


@lru_cache(maxsize=512)  # reading a query's tokens takes as long as answering many a one
def _around_values(text: str, given: frozenset[str]) -> tuple[str, str]:
    """The query in use before and after the place of its VALUES."""
    used = _HEADER.sub("", keep_parts(text, given))  # an engine reads long comments as slowly as a query
    place = outer_where(used) + 1 if given else 0
    return used[:place], used[place:]


def _values_block(parameter: str, terms: Sequence[NamedNode | Literal]) -> str:
    return f"\n  VALUES ?{variable_of(parameter)} {{ {' '.join(map(str, terms))} }}"


def keep_parts(text: str, given: Collection[str]) -> str:
    """The query without the parts that are not in use.

    A part stands between a line `# if a and not b` (parameters that must be given, or not) and a line `# end if`.
    Raises: QueryError, with the line, where the marks do not pair.
    """
    kept: list[str] = []
    condition: dict[str, bool] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        mark = _IF.fullmatch(line.strip())
        if mark:
            if condition is not None:
                raise QueryError(f"line {number}: '# if' inside another. End the first one before it.")
            condition = _parse_condition(mark["terms"])
        elif line.strip() == _END:
            if condition is None:
                raise QueryError(f"line {number}: '# end if' without '# if'. Remove it.")
            condition = None
        elif condition is None or all((name in given) == wanted for name, wanted in condition.items()):
            kept.append(line)
    if condition is not None:
        raise QueryError(f"'# if {' and '.join(condition)}' is not ended. Add '{_END}'.")
    return "\n".join(kept) + "\n"


def _parse_condition(terms: str) -> dict[str, bool]:
    """Each parameter named, with whether it must be given."""
    return {term.removeprefix("not "): not term.startswith("not ") for term in terms.split(" and ")}


def conditions(text: str) -> set[str]:
    """Names of the parameters that a query's `# if` marks name."""
    marks = (_IF.fullmatch(line.strip()) for line in text.splitlines())
    return {name for mark in marks if mark for name in _parse_condition(mark["terms"])}


def outer_where(text: str) -> int:
    """Where the brace stands that opens the outermost WHERE, in code points from 0.

    Raises: QueryError where there is none, or where it is the short form CONSTRUCT WHERE, which can hold no VALUES.
    """
    tokens = list(iter_tokens(text))
    form = next((i for i, token in enumerate(tokens) if token.keyword in _FORMS), None)
    if form is None:
        raise QueryError("no SELECT, CONSTRUCT, DESCRIBE or ASK. Write one.")
    start = form + 1
    if tokens[form].keyword == "CONSTRUCT":
        start = _after_template(tokens, start)
    depth = 0
    for token in tokens[start:]:
        if token.is_symbol("{") and depth == 0:
            return token.start
        if token.kind is TokenKind.SYMBOL:
            depth += _DEPTH.get(token.text, 0)
    raise QueryError("no WHERE { … }. Parameters need one.")


def _after_template(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for i in range(start, len(tokens)):
        token = tokens[i]
        if depth == 0 and not token.is_symbol("{"):
            raise QueryError(
                "CONSTRUCT WHERE, the short form, can hold no parameters. Write the template and the WHERE."
            )
        if token.kind is TokenKind.SYMBOL:
            depth += _DEPTH.get(token.text, 0)
        if depth == 0:
            return i + 1
    raise QueryError("the template of CONSTRUCT is not closed. Close its brace.")
