"""A saved query's SPARQL and a store in, its answer out: in this process or on a server, for our own queries only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph

from kg.errors import KnowledgeError
from kg.query.answers import Answer, Rows, to_answer
from kg.query.catalogue import Query

if TYPE_CHECKING:
    from kg.store.interface import Queryable, QueryResults


def solve(query: Query, sparql: str, store: Queryable) -> Answer:
    """The answer of a saved query on the union of the store's graphs; `sparql` is its text with the values in it.

    Raises: KnowledgeError where the query's file is not SPARQL, or its header names other columns than it gives;
        StoreError and LimitError of a server.
    """
    try:
        answer = to_answer(_results(sparql, store))
    except SyntaxError as error:
        raise KnowledgeError(f"{query.path}: not SPARQL: {' '.join(str(error).split())}. Correct the query.") from error
    if isinstance(answer, Rows):
        _refuse_other_columns(query, answer)
    return answer


def _results(sparql: str, store: Queryable) -> QueryResults:
    if isinstance(store, pyoxigraph.Store):
        return store.query(sparql, use_default_graph_as_union=True)
    return store.query(sparql)


def _refuse_other_columns(query: Query, answer: Rows) -> None:
    named = tuple(column.name for column in query.columns)
    if named != answer.columns:
        raise KnowledgeError(
            f"{query.path}: the header names the columns {', '.join(named)}, the query gives {', '.join(answer.columns)}. "
            "Make them agree."
        )
