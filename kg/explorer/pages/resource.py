"""The address of any thing of the graph in, its page out, or its triples where a program asks for them."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.explorer import kinds_of_page
from kg.explorer.data import Data, data_of, term
from kg.explorer.page_forms import FORMS, HTML, form_for, without_ending
from kg.explorer.thing_data import thing_response
from kg.namespaces import CODE


def show(request: Request) -> Response:
    """The thing that the path stands for."""
    data = data_of(request)
    path = request.scope["path"]
    stem, ending = without_ending(path)
    for candidate, form in ((path, ""), (stem, ending)) if ending else ((path, ""),):
        iri = data.addresses.iri_of(candidate)
        if iri and (response := _show(data, iri, form)):
            return response
    raise HTTPException(404, "Nothing is said here of a thing with this address.")


def show_any(request: Request) -> Response:
    """The thing that the parameter `iri` names, whoever minted it; `format` asks for data."""
    data = data_of(request)
    iri = request.query_params.get("iri", "").strip()
    form = request.query_params.get("format", "")
    response = _show(data, iri, form) if iri else None
    if response is None:
        raise HTTPException(404, "Nothing is said here of a thing with this IRI.")
    return response


def _show(data: Data, iri: str, form: str) -> Response | None:
    """The page or the data of a thing; None where the graph says nothing of it."""
    try:
        found = data.rows("pages/thing", thing=term(iri))
    except ValueError:  # not an IRI
        return None
    if not found:
        return None
    form = form if form in FORMS else form_for(data.request.headers.get("accept", ""))
    if form != HTML:
        return thing_response(data, iri, form)
    if iri.startswith(CODE):
        return RedirectResponse(f"/ns#code-{quote(iri[len(CODE) :], safe='')}", status_code=303)
    classes = {row["class"] for row in found}
    label = next((row["label"] for row in found if row["label"]), "")
    data.asked.clear()  # how the page was found is no part of what it shows
    return kinds_of_page.renderer(classes, iri)(data, iri, label)


ROUTES = [
    Route("/id/{pack}/{kind}/{key:path}", show, name="thing"),
    Route("/issue/{pack}/{key:path}", show, name="issue"),
    Route("/code/{key:path}", show, name="code"),
    Route("/resource", show_any, name="resource"),
]
