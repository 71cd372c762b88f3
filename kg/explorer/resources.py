"""An address that stands for an IRI in, what the graph says of it out: RDF for programs, the way to its page for browsers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route

from kg.explorer.addresses import ONTOLOGY, address_of, iri_at
from kg.explorer.graph_store import graph_store, send_whole
from kg.explorer.negotiation import choose
from kg.explorer.pages import page_address, page_routes
from kg.explorer.sharing import options, preflight, shared
from kg.explorer.snapshot import Snapshot
from kg.pack import Pack
from kg.query import written
from kg.query.answers import Triples

METHODS: Final = ("GET", "HEAD", "OPTIONS")
ENDINGS: Final = {
    ".ttl": written.TURTLE,
    ".nt": written.N_TRIPLES,
    ".jsonld": written.JSON_LD,
    ".rdf": written.RDF_XML,
    ".html": "text/html",
}
_HTML: Final = "text/html"
_DEPTH: Final = 2  # from a statement to its spans, from these to their selectors
_PARTS: Final = ("span", "figure")  # kinds of nodes that a description holds too, because they say nothing alone
_ABOUT: Final = ("stance", "link", "check")  # kinds of nodes that point to what they are about


async def resource(request: Request) -> Response:
    """What the address stands for. `.ttl`, `.jsonld`, `.nt`, `.rdf`, `.html` behind it win over the Accept header."""
    if request.method == "OPTIONS":
        return preflight(METHODS)
    if request.method not in METHODS:
        raise HTTPException(405, "This server is read-only.", {"Allow": ", ".join(METHODS)})
    snapshot: Snapshot = request.state.snapshot
    path, media_type = _requested(request)
    iri = iri_at(path, snapshot.pack)
    if iri is None or not _is_iri(iri):
        raise HTTPException(404)
    if media_type == _HTML:
        page = await run_in_threadpool(page_address, snapshot, iri)
        if page:
            return shared(RedirectResponse(page, status_code=303))
        media_type = written.TURTLE
    if snapshot.has_graph(NamedNode(iri)):
        return await send_whole(request, NamedNode(iri), media_type)
    return await run_in_threadpool(rdf_response, snapshot, iri, media_type)


def rdf_response(snapshot: Snapshot, iri: str, media_type: str = written.TURTLE) -> Response:
    """What the graph says of an IRI, in a format of `kg.query.written.OF_TRIPLES`.

    Raises: HTTPException 404 where it says nothing.
    """
    found = description(snapshot, iri)
    if not len(found):
        raise HTTPException(404, "The graph says nothing of this.")
    body = written.write_triples(found, media_type, snapshot.catalogue.prefixes)
    content_type = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    headers = {"Content-Type": content_type, "Cache-Control": "no-cache", "Link": f'<{iri}>; rel="describes"'}
    return shared(Response(body, headers=headers))


def description(snapshot: Snapshot, iri: str) -> Triples:
    """All triples about an IRI, and those of its parts: spans and selectors, stances and links of a statement."""
    if iri == ONTOLOGY:
        return _ontology(snapshot.pack.core / "ontology" / "wsw.ttl")
    triples = set(_iter_about(snapshot.store, snapshot.pack, NamedNode(iri), _DEPTH))
    if _kind(iri, snapshot.pack) == "statement":
        for quad in snapshot.store.quads_for_pattern(None, None, NamedNode(iri)):
            if isinstance(quad.subject, NamedNode) and _kind(quad.subject.value, snapshot.pack) in _ABOUT:
                triples.update(_iter_about(snapshot.store, snapshot.pack, quad.subject, 0))
    return Triples(tuple(sorted(triples, key=str)))


def _iter_about(store: Store, pack: Pack, node: NamedNode, depth: int) -> Iterator[Triple]:
    for quad in store.quads_for_pattern(node, None, None):
        yield quad.triple
        if depth and isinstance(quad.object, NamedNode) and _kind(quad.object.value, pack) in _PARTS:
            yield from _iter_about(store, pack, quad.object, depth - 1)


def _kind(iri: str, pack: Pack) -> str:
    """The kind of a data IRI, such as statement; empty for another IRI."""
    return iri[len(pack.base) :].partition("/")[0] if iri.startswith(pack.base) else ""


@lru_cache(maxsize=4)
def _ontology(path: Path) -> Triples:
    triples = {quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)}
    return Triples(tuple(sorted(triples, key=str)))


def _requested(request: Request) -> tuple[str, str]:
    """The path without a file's ending, and the media type that is wanted."""
    path: str = request.scope["path"]
    for ending, media_type in ENDINGS.items():
        if path.endswith(ending):
            return path.removesuffix(ending), media_type
    # Programs that take anything get RDF, browsers say that they want HTML first.
    chosen = choose(request.headers.get("accept"), [*written.OF_TRIPLES, _HTML])
    if chosen is None:
        raise HTTPException(406, f"This can be had as {', '.join((*written.OF_TRIPLES, _HTML))}. Accept one of them.")
    return path, chosen


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


_METHODS: Final = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]
ROUTES: Final[list[BaseRoute]] = [
    Route(path, resource, methods=_METHODS)
    for path in (
        "/id/{path:path}",
        "/issue/{path:path}",
        "/code/{path:path}",
        "/shape/{path:path}",
        "/ns",
        "/ns{ending}",
    )
]


async def elsewhere(request: Request) -> Response:
    """Any other address or method: what a page may be asked with, a graph that is named by the address, or nothing."""
    allowed = _methods_of_page(request) or METHODS
    if request.method == "OPTIONS":
        return options(allowed)
    if request.method not in METHODS:
        raise HTTPException(405, "This server is read-only.", {"Allow": ", ".join(allowed)})
    snapshot: Snapshot = request.state.snapshot
    if _is_iri(address_of(request)) and snapshot.has_graph(NamedNode(address_of(request))):
        return await graph_store(request)
    raise HTTPException(404)


def _methods_of_page(request: Request) -> tuple[str, ...]:
    """The methods of the page at the address, in the order of METHODS; none where no page is there."""
    pages = [route for route in page_routes() if route.matches(request.scope)[0] is not Match.NONE]
    found = {method for route in pages for method in getattr(route, "methods", None) or ()}
    return tuple(method for method in _METHODS if method in found or method == "OPTIONS") if found else ()


LAST_ROUTES: Final[list[BaseRoute]] = [Route("/{path:path}", elsewhere, methods=_METHODS)]
