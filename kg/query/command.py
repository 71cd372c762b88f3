"""A saved query with values, or a query that somebody wrote, in; the text that is printed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from kg.errors import UsageError
from kg.query.answers import Answer, Rows, Triples, text_of
from kg.query.binding import bind
from kg.query.catalogue import Catalogue, Query
from kg.query.engine import solve
from kg.query.formats import render
from kg.query.run import answer_query

if TYPE_CHECKING:
    from kg.query.side import SideFile
    from kg.settings import Settings


def print_query(
    query: Query,
    values: Mapping[str, Sequence[str]],
    store: Store,
    catalogue: Catalogue,
    *,
    side: SideFile | None = None,
    format_name: str = "table",
    width: int = 120,
    for_terminal: bool = False,
) -> str:
    """The answer of a saved query as text.

    Turtle of a query that gives rows holds all triples whose subject is an IRI of the answer.
    Raises: as `kg.query.run.run_query` and `kg.query.formats.render`.
    """
    answer = answer_query(query, store, catalogue, values, side=side)
    if format_name == "turtle" and isinstance(answer, Rows):
        answer = describe(answer, store, catalogue)
    hidden = [column.name for column in query.columns if column.is_detail]
    return render(
        answer, format_name, prefixes=catalogue.prefixes, hidden=hidden, width=width, for_terminal=for_terminal
    )


def print_sparql(
    text: str,
    store_folder: Path,
    catalogue: Catalogue,
    *,
    settings: Settings | None = None,
    format_name: str = "table",
    width: int = 120,
    for_terminal: bool = False,
) -> str:
    """The answer of a query that somebody wrote, as text. A table shows labels instead of IRIs.

    Raises: as `kg.query.sandbox.run_sparql` and `kg.query.formats.render`.
    """
    from kg.query.sandbox import run_sparql  # which saved queries can do without

    answer = run_sparql(text, store_folder, settings=settings, prefixes=catalogue.prefixes)
    labels: dict[str, str] = {}
    if format_name == "table" and isinstance(answer, Rows):
        labels = labels_of(answer, Store.read_only(str(store_folder)), catalogue)
    return render(
        answer, format_name, prefixes=catalogue.prefixes, labels=labels, width=width, for_terminal=for_terminal
    )


def read_sparql(path: Path) -> str:
    """The text of a query file.

    Raises: UsageError where it is missing, not UTF-8 or empty.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}. Give the path of a query.") from error
    if not text.strip():
        raise UsageError(f"{path}: the file is empty. Write a query into it.")
    return text


def describe(answer: Rows, store: Store, catalogue: Catalogue) -> Triples:
    """All triples whose subject is an IRI of the answer."""
    found = _ask(catalogue.lookup("description"), _iris(answer), store)
    assert isinstance(found, Triples)
    return found


def labels_of(answer: Rows, store: Store, catalogue: Catalogue) -> dict[str, str]:
    """Labels of the answer's IRIs, by IRI."""
    found = _ask(catalogue.lookup("labels"), _iris(answer), store)
    assert isinstance(found, Rows)
    return {text_of(term): text_of(label) for term, label in found}


def _iris(answer: Rows) -> list[NamedNode]:
    return sorted({term for row in answer for term in row if isinstance(term, NamedNode)}, key=str)


def _ask(query: Query, terms: Sequence[NamedNode], store: Store) -> Answer:
    return solve(query, bind(query.text, {"term": terms}), store)
