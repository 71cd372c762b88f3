"""A saved query with values, or a query that somebody wrote, in; a reply that can be printed or written to a file out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Store

from kg.errors import UsageError
from kg.query.answers import Answer, Rows, Triples, text_of
from kg.query.binding import bind
from kg.query.catalogue import Catalogue, Query
from kg.query.engine import solve
from kg.query.formats import render, render_file
from kg.query.run import answer_query

if TYPE_CHECKING:
    from kg.query.side import SideFile
    from kg.settings import Settings
    from kg.store.interface import Queryable

_WITH_LABELS: Final = ("table", "html")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and what its formats show beside it."""

    answer: Answer
    format_name: str
    prefixes: Mapping[str, str]
    labels: Mapping[str, str]
    hidden: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()

    def text(self, *, width: int = 120, for_terminal: bool = False) -> str:
        """The reply as text. Raises: as `kg.query.formats.render`."""
        return render(
            self.answer,
            self.format_name,
            prefixes=self.prefixes,
            labels=self.labels,
            hidden=self.hidden,
            width=width,
            for_terminal=for_terminal,
            title=self.title,
            notes=self.notes,
        )

    def file(self) -> bytes:
        """The reply as the bytes of a file. Raises: as `kg.query.formats.render_file`."""
        return render_file(
            self.answer,
            self.format_name,
            prefixes=self.prefixes,
            labels=self.labels,
            hidden=self.hidden,
            title=self.title,
            notes=self.notes,
        )


def reply_to_query(
    query: Query,
    values: Mapping[str, Sequence[str]],
    store: Queryable,
    catalogue: Catalogue,
    format_name: str,
    *,
    side: SideFile | None = None,
) -> Reply:
    """The reply of a saved query.

    Turtle of a query that gives rows holds all triples whose subject is an IRI of the answer.
    Raises: as `kg.query.run.run_query`.
    """
    answer = answer_query(query, store, catalogue, values, side=side)
    if format_name == "turtle" and isinstance(answer, Rows):
        answer = describe(answer, store, catalogue)
    hidden = tuple(column.name for column in query.columns if column.is_detail)
    notes = (query.question, *query.notes)
    return Reply(answer, format_name, catalogue.prefixes, {}, hidden, query.title, notes)


def reply_with(answer: Answer, store: Queryable, catalogue: Catalogue, format_name: str) -> Reply:
    """The reply of a query that somebody wrote. Tables and pages show labels instead of IRIs."""
    labels: dict[str, str] = {}
    if format_name in _WITH_LABELS and isinstance(answer, Rows):
        labels = labels_of(answer, store, catalogue)
    return Reply(answer, format_name, catalogue.prefixes, labels)


def print_query(
    query: Query,
    values: Mapping[str, Sequence[str]],
    store: Queryable,
    catalogue: Catalogue,
    *,
    side: SideFile | None = None,
    format_name: str = "table",
    width: int = 120,
    for_terminal: bool = False,
) -> str:
    """The answer of a saved query as text.

    Raises: as `reply_to_query` and `kg.query.formats.render`.
    """
    reply = reply_to_query(query, values, store, catalogue, format_name, side=side)
    return reply.text(width=width, for_terminal=for_terminal)


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
    """The answer of a query that somebody wrote, as text.

    Raises: as `kg.query.sandbox.run_sparql` and `kg.query.formats.render`.
    """
    from kg.query.sandbox import run_sparql  # which saved queries can do without

    answer = run_sparql(text, store_folder, settings=settings, prefixes=catalogue.prefixes)
    reply = reply_with(answer, Store.read_only(str(store_folder)), catalogue, format_name)
    return reply.text(width=width, for_terminal=for_terminal)


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


def describe(answer: Rows, store: Queryable, catalogue: Catalogue) -> Triples:
    """All triples whose subject is an IRI of the answer."""
    found = _ask(catalogue.lookup("description"), _iris(answer), store)
    assert isinstance(found, Triples)
    return found


def labels_of(answer: Rows, store: Queryable, catalogue: Catalogue) -> dict[str, str]:
    """Labels of the answer's IRIs, by IRI."""
    found = _ask(catalogue.lookup("labels"), _iris(answer), store)
    assert isinstance(found, Rows)
    return {text_of(term): text_of(label) for term, label in found}


def _iris(answer: Rows) -> list[NamedNode]:
    return sorted({term for row in answer for term in row if isinstance(term, NamedNode)}, key=str)


def _ask(query: Query, terms: Sequence[NamedNode], store: Queryable) -> Answer:
    return solve(query, bind(query.text, {"term": terms}), store)
