"""IRIs of the graph in, addresses of their pages out, fit for a link: every thing has one that stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kg.namespaces import CODE, ISSUE_ROOT, SHAPE, WSW

if TYPE_CHECKING:
    from starlette.requests import Request

_SAFE = "/~!$&'()*+,;=:@-._"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the things of a pack are shown. `base`: what its data IRIs begin with; `pack`: its key."""

    base: str
    pack: str

    def of(self, iri: str) -> str:
        """The address, beginning with a slash, of the page of an IRI.

        >>> Addresses("https://example.org/id/", "x").of("https://example.org/id/agent/ada")
        '/id/x/agent/ada'
        """
        if iri.startswith(WSW):
            return f"/ns#{quote(iri[len(WSW) :], safe=_SAFE)}"
        for start, path in self._roots():
            if iri.startswith(start) and _stands_for_itself(iri[len(start) :]):
                return path + quote(iri[len(start) :], safe=_SAFE)
        return f"/resource?iri={quote(iri, safe='')}"

    def _roots(self) -> tuple[tuple[str, str], ...]:
        return (self.base, f"/id/{self.pack}/"), (ISSUE_ROOT, "/issue/"), (CODE, "/code/"), (SHAPE, "/shape/")


def path_of(request: Request) -> str:
    """The path of a request, fit for a link: a question mark in the name of a thing begins no query.

    >>> from starlette.requests import Request
    >>> path_of(Request({"type": "http", "path": "/id/x/a?b"}))
    '/id/x/a%3Fb'
    """
    return quote(request.scope["path"], safe=_SAFE)


def _stands_for_itself(key: str) -> bool:
    """Whether a browser would send the key as it is: no empty or dotted step, which it would take away."""
    return bool(key) and all(step not in ("", ".", "..") for step in unquote(key).split("/"))
