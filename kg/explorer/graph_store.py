"""Requests for graphs in, their triples out: https://www.w3.org/TR/sparql11-http-rdf-update/, for reading only."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.explorer.addresses import address_of
from kg.explorer.failures import answer_failures
from kg.explorer.negotiation import choose
from kg.explorer.requests import parse_parameters, single
from kg.explorer.sharing import preflight, shared
from kg.explorer.snapshot import Snapshot
from kg.explorer.waiting import while_connected
from kg.query import written

METHODS: Final = ("GET", "HEAD", "OPTIONS")
PATHS: Final = ("/store", "/rdf-graph-store")  # the second is the recommendation's own example
_ALIASES: Final = {
    "application/json": written.JSON_LD,
    "application/xml": written.RDF_XML,
    "text/plain": written.N_TRIPLES,
    "application/x-turtle": written.TURTLE,
}
_READ_ONLY: Final = "This server is read-only: graphs are read with GET and HEAD."


def is_graph_request(request: Request) -> bool:
    """Whether a request to the endpoint names a graph, and no query."""
    names = parse_parameters(request.scope["query_string"], "address")
    return request.method != "POST" and "query" not in names and ("graph" in names or "default" in names)


@answer_failures
async def graph_store(request: Request) -> Response:
    """A graph that `?graph=IRI` or `?default` names, or the address itself."""
    if request.method == "OPTIONS":
        return preflight(METHODS)
    if request.method not in METHODS:
        raise HTTPException(405, _READ_ONLY, {"Allow": ", ".join(METHODS)})
    return await send_graph(request)


async def send_graph(request: Request) -> Response:
    """The graph that the request names.

    Raises: HTTPException 400, 404, 406.
    """
    snapshot: Snapshot = request.state.snapshot
    graph = _graph(request)
    if graph is not None and not snapshot.has_graph(graph):
        raise HTTPException(404, "There is no graph of this name in the dataset.")
    media_type = choose(request.headers.get("accept"), [*written.OF_TRIPLES], _ALIASES)
    if media_type is None:
        raise HTTPException(406, f"A graph can be sent as {', '.join(written.OF_TRIPLES)}. Accept one of them.")
    return await send_whole(request, graph, media_type)


async def send_whole(request: Request, graph: NamedNode | None, media_type: str) -> Response:
    """All triples of a graph that is there; of the default graph where None."""
    snapshot: Snapshot = request.state.snapshot
    answer = await while_connected(request, lambda ticket: snapshot.write_graph(graph, media_type, ticket))
    content_type = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    return shared(Response(answer.body, headers={"Content-Type": content_type, "Cache-Control": "no-cache"}))


def _graph(request: Request) -> NamedNode | None:
    """The graph's name; None: the default graph."""
    parameters = parse_parameters(request.scope["query_string"], "address")
    name = single(parameters, "graph")
    if name is not None and "default" in parameters:
        raise HTTPException(400, "Both 'default' and 'graph' are given. Give one.")
    if "default" in parameters:
        return None
    try:
        return NamedNode(address_of(request) if name is None else name)
    except ValueError as error:
        raise HTTPException(400, f"'graph' is not an absolute IRI: {error}. Correct it.") from error


_METHODS: Final = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]
ROUTES: Final[list[BaseRoute]] = [
    Route(path, graph_store, methods=_METHODS) for root in PATHS for path in (root, f"{root}/{{path:path}}")
]
