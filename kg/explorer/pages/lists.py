"""The lists: issues, speakers, documents, statements, statutes, dilemmas, findings, figures, conflicts."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.choices import one_of
from kg.explorer.data import data_of
from kg.explorer.issue_tree import issue_tree
from kg.explorer.listing import listing
from kg.explorer.listing_kinds import FACETS, LISTED
from kg.explorer.page import page
from kg.explorer.paging import Part, part_of
from kg.explorer.speaker_numbers import speaker_numbers
from kg.explorer.statement_keys import statement_keys
from kg.explorer.statements import by, figures_shown
from kg.explorer.words import SPEAKER_WORDS
from kg.view.wording import attributions_without_name


def issues(request: Request) -> Response:
    """The issue scheme as a tree, with counts and sides."""
    data = data_of(request)
    data.takes()
    return page(data, "issues.html", tree=issue_tree(data), silent=data.rows("silent-issues"))


def speakers(request: Request) -> Response:
    """Who speaks, and how much."""
    data = data_of(request)
    data.takes("kind", "page")
    kind = one_of(request, "kind", SPEAKER_WORDS)
    every = data.rows("pages/speakers")
    rows = [row for row in every if not kind or row["kind"] == kind]
    kinds = sorted({row["kind"] for row in every} - {""})
    named, unnamed = speaker_numbers(data)
    return page(
        data,
        "speakers.html",
        part=part_of(request, rows),
        kinds=kinds,
        kind=kind,
        named=named,
        without_name=attributions_without_name(unnamed),
    )


def documents(request: Request) -> Response:
    """Which documents were read, and which issues each speaks of."""
    data = data_of(request)
    data.takes()
    return page(data, "documents.html", rows=data.rows("documents"), warnings=data.rows("warnings"))


def statements(request: Request) -> Response:
    """Every statement, narrowed down by facets."""
    data = data_of(request)
    data.takes("text", *LISTED, several=FACETS)
    text = request.query_params.get("text", "").strip()
    keys = statement_keys(data, text=text) if text else statement_keys(data)
    return page(data, "statements.html", text=text, listing=listing(data, keys))


def conflicts(request: Request) -> Response:
    """On which facts sources disagree, and on which they agree."""
    data = data_of(request)
    data.takes()
    disagree, agree = by(data.rows("conflicts"), "link"), by(data.rows("corroborations"), "link")
    return page(data, "conflicts.html", conflicts=list(disagree.items()), corroborations=list(agree.items()))


def dilemmas(request: Request) -> Response:
    """The questions on which people differ, with how many lean where."""
    data = data_of(request)
    data.takes()
    found = by(data.rows("pages/dilemmas"), "dilemma_iri")
    return page(data, "dilemmas.html", dilemmas=list(found.items()))


def figures(request: Request) -> Response:
    """Numbers that the documents give, in the order of documents."""
    data = data_of(request)
    data.takes("page")
    part = part_of(request, data.rows("pages/figure-keys"))
    return page(data, "figures.html", part=part, rows=figures_shown(data, part.rows))


def _plain(template: str, query: str) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        data = data_of(request)
        data.takes("page")
        part: Part = part_of(request, data.rows(query))
        return page(data, template, part=part)

    return show


ROUTES = [
    Route("/issues", issues, name="issues"),
    Route("/speakers", speakers, name="speakers"),
    Route("/documents", documents, name="documents"),
    Route("/statements", statements, name="statements"),
    Route("/conflicts", conflicts, name="conflicts"),
    Route("/dilemmas", dilemmas, name="dilemmas"),
    Route("/statutes", _plain("statutes.html", "statutes"), name="statutes"),
    Route("/findings", _plain("findings.html", "findings"), name="findings"),
    Route("/figures", figures, name="figures"),
]
