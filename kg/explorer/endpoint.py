"""Requests to /sparql in, answers of queries out: https://www.w3.org/TR/sparql11-protocol/, for reading only."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, NoMatchFound, Route

from kg.explorer.failures import answer_failures
from kg.explorer.graph_store import is_graph_request, send_graph
from kg.explorer.negotiation import choose
from kg.explorer.protocol import read_operation
from kg.explorer.service_description import describe_service
from kg.explorer.sharing import preflight, shared
from kg.explorer.snapshot import Snapshot
from kg.explorer.waiting import while_connected
from kg.query import written
from kg.query.limits import form_of
from kg.query.pool import lowered
from kg.query.sandbox import Question, Written

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
# What clients also call the formats, or ask for when they know no better.
ALIASES: Final = {
    "application/json": written.JSON,
    "application/xml": written.XML,
    "text/xml": written.XML,
    "text/plain": written.N_TRIPLES,
    "application/x-turtle": written.TURTLE,
}
ALIASES_OF_TRIPLES: Final = {
    "application/json": written.JSON_LD,
    "application/xml": written.RDF_XML,
    "text/plain": written.N_TRIPLES,
    "application/x-turtle": written.TURTLE,
}
_WORDS: Final = {
    "json": (written.JSON, written.JSON_LD),
    "xml": (written.XML, written.RDF_XML),
    "csv": (written.CSV,),
    "tsv": (written.TSV,),
    "turtle": (written.TURTLE,),
    "ttl": (written.TURTLE,),
    "ntriples": (written.N_TRIPLES,),
    "nt": (written.N_TRIPLES,),
    "jsonld": (written.JSON_LD,),
    "rdfxml": (written.RDF_XML,),
}
_FILES: Final = {written.CSV: "results.csv", written.TSV: "results.tsv"}


@answer_failures
async def sparql(request: Request) -> Response:
    """The answer of a query; without one the description of the service, or the editor for a browser."""
    if request.method == "OPTIONS":
        return preflight(METHODS)
    if request.method not in METHODS:
        raise HTTPException(405, "Queries are sent with GET or POST.", {"Allow": ", ".join(METHODS)})
    if is_graph_request(request):
        return await send_graph(request)
    snapshot: Snapshot = request.state.snapshot
    asked = await read_operation(request, body_limit=snapshot.settings.serve_body_limit)
    if asked.query is None:
        return _without_query(request)
    media_type = media_type_for(request, form_of(asked.query), asked.format)
    question = Question(
        asked.query,
        prefixes=snapshot.catalogue.prefixes if snapshot.union else {},
        dataset=asked.dataset,
        union=snapshot.union,
        base=endpoint_url(request),
    )
    limits = lowered(snapshot.limits, seconds=asked.timeout_s, rows=asked.rows)
    answer = await while_connected(request, lambda ticket: snapshot.write(question, media_type, limits, ticket))
    return send(answer)


def _without_query(request: Request) -> Response:
    accept = request.headers.get("accept", "")
    if choose(accept, [*written.OF_TRIPLES, "text/html"]) == "text/html":
        try:
            return shared(RedirectResponse(request.app.url_path_for("editor"), status_code=303))
        except NoMatchFound:
            pass
    media_type = choose(accept, [*written.OF_TRIPLES], ALIASES_OF_TRIPLES) or written.TURTLE
    return send(describe_service(request.state.snapshot, endpoint_url(request), media_type))


def media_type_for(request: Request, form: str, word: str | None = None) -> str:
    """What to send for a query of this form.

    Raises: HTTPException 406 where the client takes nothing that there is, 400 for an unknown word.
    """
    of_rows = form in ("SELECT", "ASK", "")
    offers = [*(written.OF_ROWS if of_rows else written.OF_TRIPLES)]
    if word is not None:
        fitting = [name for name in _WORDS.get(word.lower(), (word,)) if name in offers]
        if not fitting:
            raise HTTPException(400, f"'format' is none that fits this query. Send one of {', '.join(_words(offers))}.")
        return fitting[0]
    chosen = choose(request.headers.get("accept"), offers, ALIASES if of_rows else ALIASES_OF_TRIPLES)
    if chosen is None:
        raise HTTPException(406, f"The answer to this query can be sent as {', '.join(offers)}. Accept one of them.")
    return chosen


def _words(offers: list[str]) -> list[str]:
    return [word for word, names in _WORDS.items() if set(names) & set(offers)]


def send(answer: Written) -> Response:
    """Bytes that are whole, with what they are."""
    text = answer.media_type.startswith("text/")
    headers = {"Cache-Control": "no-cache"}
    if answer.truncated:
        headers["X-Truncated"] = "true"
    if answer.media_type in _FILES:
        headers["Content-Disposition"] = f'attachment; filename="{_FILES[answer.media_type]}"'
    content_type = f"{answer.media_type}; charset=utf-8" if text else answer.media_type
    return shared(Response(answer.body, headers={**headers, "Content-Type": content_type}))


def endpoint_url(request: Request) -> str:
    """The address of the endpoint as the client calls it."""
    return str(request.url.replace(path="/sparql", query="", fragment=""))


ROUTES: Final[list[BaseRoute]] = [
    Route("/sparql", sparql, methods=["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"], name="sparql")
]
