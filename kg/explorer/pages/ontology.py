"""The terms of the graph on one page, an anchor a term, and the value lists; as data where a program asks."""

from __future__ import annotations

from itertools import groupby

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import data_of
from kg.explorer.page import page
from kg.explorer.resources import resource
from kg.explorer.statements import by
from kg.explorer.wanted import wants_page
from kg.namespaces import CODE, WSW


async def show(request: Request) -> Response:
    """The page of all terms for a browser, else their triples."""
    return await run_in_threadpool(_page, request) if wants_page(request) else await resource(request)


def _page(request: Request) -> Response:
    data = data_of(request)
    data.takes()
    rows = data.rows("pages/ontology-terms")
    terms_told = [(term, list(told)) for term, told in groupby(rows, key=lambda row: row["term"])]
    kinds = by([told[0] for _, told in terms_told], "type")
    lists = by(data.rows("pages/value-lists"), "list_iri")
    return page(
        data,
        "ontology.html",
        terms=terms_told,
        kinds=list(kinds.items()),
        lists=list(lists.items()),
        local=lambda iri: iri.rpartition("#")[2] if iri.startswith(WSW) else iri,
        code=lambda iri: iri.removeprefix(CODE),
        term_root=WSW,
    )


ROUTES = [Route("/ns", show, name="ns")]
