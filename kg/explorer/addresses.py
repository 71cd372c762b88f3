"""IRIs of the graph in, addresses on this server that stand for them out, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.namespaces import CODE, ISSUE_ROOT, SHAPE, WSW

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.pack import Pack

ONTOLOGY: Final = WSW.rstrip("#")


def local_address(iri: str, pack: Pack) -> str | None:
    """The path that stands for an IRI, with a fragment for a term of the ontology; None for an IRI of others."""
    if iri == ONTOLOGY or iri.startswith(WSW):
        return f"/ns{iri.removeprefix(ONTOLOGY)}"
    return next((path + iri[len(base) :] for base, path in _roots(pack) if iri.startswith(base)), None)


def iri_at(path: str, pack: Pack) -> str | None:
    """The IRI that a path stands for; None for another path."""
    if path == "/ns":
        return ONTOLOGY
    return next((base + path[len(root) :] for base, root in _roots(pack) if path.startswith(root)), None)


def _roots(pack: Pack) -> Iterator[tuple[str, str]]:
    yield pack.base, f"/id/{pack.key}/"
    yield ISSUE_ROOT, "/issue/"
    yield CODE, "/code/"
    yield SHAPE, "/shape/"


def address_of(request: Request) -> str:
    """The whole address of a request as the client wrote it, without its query."""
    path = request.scope["raw_path"].decode("ascii", "replace")
    return f"{request.url.scheme}://{request.url.netloc}{path}"
