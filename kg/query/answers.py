"""What a query answers: rows of terms, yes or no, or triples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from kg.store.interface import QueryResults, Solutions

Term = NamedNode | BlankNode | Literal | Triple


LIST_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Rows:
    """The solutions of a SELECT: a term, or None where nothing is bound, for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False  # there were more than the limit allows

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def texts(self) -> list[tuple[str, ...]]:
        """Rows as text: IRIs and lexical forms as they are, empty where nothing is bound."""
        return [tuple(map(text_of, row)) for row in self.rows]

    def dicts(self) -> list[dict[str, str]]:
        """Rows as text by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.texts()]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer of an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE, each triple once, sorted."""

    triples: tuple[Triple, ...]
    truncated: bool = False

    def __len__(self) -> int:
        return len(self.triples)


Answer = Rows | Truth | Triples


def text_of(term: Term | None) -> str:
    """A term's IRI or lexical form; empty for None.

    >>> text_of(Literal("care", language="en"))
    'care'
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return str(term)


def ordered_list(text: str) -> str:
    """The parts of a list column in alphabetical order.

    >>> ordered_list("piers | ferries")
    'ferries | piers'
    """
    return LIST_SEPARATOR.join(sorted(text.split(LIST_SEPARATOR)))


def to_answer(results: QueryResults) -> Answer:
    """An engine's results, read to their end in the thread that made them."""
    if isinstance(results, QueryBoolean):
        return Truth(bool(results))
    if isinstance(results, QuerySolutions | Solutions):  # the protocol alone is slow to ask
        return Rows(tuple(variable.value for variable in results.variables), tuple(tuple(row) for row in results))
    return Triples(tuple(sorted(set(results), key=str)))
