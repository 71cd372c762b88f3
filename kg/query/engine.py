"""A saved query's SPARQL and a store in, its answer out: in this process, for our own queries only."""

from __future__ import annotations

from pyoxigraph import Store

from kg.errors import KnowledgeError
from kg.query.answers import Answer, Rows, to_answer
from kg.query.catalogue import Query


def solve(query: Query, sparql: str, store: Store) -> Answer:
    """The answer of a saved query on the union of the store's graphs; `sparql` is its text with the values in it.

    Raises: KnowledgeError where the query's file is not SPARQL, or its header names other columns than it gives.
    """
    try:
        answer = to_answer(store.query(sparql, use_default_graph_as_union=True))
    except SyntaxError as error:
        raise KnowledgeError(f"{query.path}: not SPARQL: {' '.join(str(error).split())}. Correct the query.") from error
    if isinstance(answer, Rows):
        _refuse_other_columns(query, answer)
    return answer


def _refuse_other_columns(query: Query, answer: Rows) -> None:
    named = tuple(column.name for column in query.columns)
    if named != answer.columns:
        raise KnowledgeError(
            f"{query.path}: the header names the columns {', '.join(named)}, the query gives {', '.join(answer.columns)}. "
            "Make them agree."
        )
