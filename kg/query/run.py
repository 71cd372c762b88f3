"""The name of a saved query, values and a store in, rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import KnowledgeError, QueryError
from kg.query.answers import LIST_SEPARATOR, Answer, Rows, Term, ordered_list, text_of
from kg.query.binding import bind
from kg.query.catalogue import Catalogue, Query
from kg.query.engine import solve
from kg.query.parameters import Values, resolve

if TYPE_CHECKING:
    from kg.query.side import SideFile
    from kg.store.interface import Queryable


def run_query(
    name: str, store: Queryable, catalogue: Catalogue, side: SideFile | None = None, /, **values: Values
) -> Rows:
    """The rows of a saved query that is a SELECT, in its order; from the side file of the store where it has them.

    Values are things by label, notation, alias or IRI, or texts, numbers, dates, as the query's parameters say; several
    values of one parameter mean any of them.
    Raises: UnknownNameError, UsageError for what is asked; KnowledgeError for a fault in the query's file.
    """
    query = catalogue.find_query(name)
    answer = answer_query(query, store, catalogue, values, side=side)
    if not isinstance(answer, Rows):
        raise QueryError(f"{name!r} gives no rows but triples or a yes or no. Use `kg query {name} --format turtle`.")
    return answer


def answer_query(
    query: Query, store: Queryable, catalogue: Catalogue, values: Mapping[str, Values], *, side: SideFile | None = None
) -> Answer:
    """The answer of a saved query of any form, from the side file of the store where it has it: the same, sooner.

    Raises: as `run_query`.
    """
    terms = resolve(query, values, store, catalogue)
    rows = side.answer(query, terms) if side else None
    answer = rows if rows is not None else solve(query, _bound(query, terms), store)
    return with_ordered_lists(query, answer) if isinstance(answer, Rows) else answer


def sparql_of(query: Query, store: Queryable, catalogue: Catalogue, values: Mapping[str, Values]) -> str:
    """The SPARQL of a saved query as it is sent, with the values in it; the same for every engine.

    Raises: as `run_query`.
    """
    return _bound(query, resolve(query, values, store, catalogue))


def _bound(query: Query, terms: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    try:
        return bind(query.text, terms)
    except QueryError as error:
        raise KnowledgeError(f"{query.path}: {error}") from error


def with_ordered_lists(query: Query, rows: Rows) -> Rows:
    """The same rows with the parts of list columns in alphabetical order: SPARQL leaves the order of GROUP_CONCAT open."""
    places = {i for i, column in enumerate(query.columns) if column.is_list}
    if not places:
        return rows
    ordered = (tuple(_ordered(term) if i in places else term for i, term in enumerate(row)) for row in rows)
    return Rows(rows.columns, tuple(ordered), rows.truncated)


def _ordered(term: Term | None) -> Term | None:
    text = text_of(term)
    return Literal(ordered_list(text)) if LIST_SEPARATOR in text else term
