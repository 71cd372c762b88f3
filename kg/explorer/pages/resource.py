"""The address of any thing of the graph in, its page out; programs that ask for data get it from `kg.explorer.resources`."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.explorer import kinds_of_page
from kg.explorer.addresses import iri_at
from kg.explorer.choices import one_of
from kg.explorer.data import Data, data_of, term
from kg.explorer.resources import ENDINGS, rdf_response, resource
from kg.explorer.wanted import wants_page
from kg.namespaces import CODE

_NOTHING: Final = "Nothing is said here of a thing with this address."


async def show(request: Request) -> Response:
    """The thing that the path stands for: its page for a browser, else its triples."""
    if not wants_page(request):
        return await resource(request)
    path: str = request.scope["path"].removesuffix(".html")
    iri = iri_at(path, request.state.snapshot.pack)
    response = await run_in_threadpool(_page, data_of(request), iri) if iri else None
    if response is None:
        raise HTTPException(404, _NOTHING)
    return response


async def show_any(request: Request) -> Response:
    """The thing that the parameter `iri` names, whoever minted it; `format` asks for data: ttl, jsonld, nt or rdf."""
    iri = request.query_params.get("iri", "").strip()
    data = data_of(request, "iri", "format")
    format = one_of(request, "format", [ending.removeprefix(".") for ending in ENDINGS])
    media_type = ENDINGS.get(f".{format}")
    if not iri or not _said(data, iri):
        raise HTTPException(404, _NOTHING)
    if media_type and media_type != "text/html":
        return await run_in_threadpool(rdf_response, data.snapshot, iri, media_type)
    response = await run_in_threadpool(_page, data, iri)
    if response is None:
        raise HTTPException(404, _NOTHING)
    return response


def _said(data: Data, iri: str) -> bool:
    try:
        return len(data.describe(iri)) > 0
    except ValueError:  # not an IRI
        return False


def _page(data: Data, iri: str) -> Response | None:
    """The page of a thing; None where the graph says nothing of it."""
    if not _said(data, iri):
        return None
    if iri.startswith(CODE):
        return RedirectResponse(f"/ns#code-{quote(iri[len(CODE) :], safe='')}", status_code=303)
    found = data.rows("pages/thing", thing=term(iri))
    label = next((row["label"] for row in found if row["label"]), "")
    data.asked.clear()  # how the page was found is no part of what it shows
    return kinds_of_page.renderer({row["class"] for row in found}, iri)(data, iri, label)


ROUTES = [
    Route("/id/{path:path}", show, name="thing"),
    Route("/issue/{path:path}", show, name="issue"),
    Route("/code/{path:path}", show, name="code"),
    Route("/shape/{path:path}", show, name="shape"),
    Route("/resource", show_any, name="resource"),
]
