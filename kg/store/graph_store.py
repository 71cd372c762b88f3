"""Graphs in and out of a server by the SPARQL 1.1 Graph Store Protocol: https://www.w3.org/TR/sparql11-http-rdf-update/."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import Request

from pyoxigraph import RdfFormat

from kg.errors import StoreError
from kg.settings import Settings
from kg.store.addresses import check_address, shown
from kg.store.http import Answer, Client, refuse_web_page

_TURTLE: Final = "text/turtle"
_READ: Final = "application/n-triples, text/turtle;q=0.9"
_SMALL_ANSWER: Final = 10_000_000  # bytes; what a server says to a graph that it took


class GraphStore:
    """The graphs of a server, each named by an IRI."""

    def __init__(self, address: str, settings: Settings | None = None) -> None:
        """Raises: UsageError for an address that is none, or that a login must not go to."""
        self.address = check_address(address)
        self._settings = settings or Settings()
        self._client = Client(self.address, self._settings)

    @property
    def shown(self) -> str:
        """The address without what may be secret."""
        return shown(self.address)

    def put(self, graph: str, triples: bytes) -> None:
        """Put N-Triples (which are Turtle) in the place of all that the graph holds. Raises: StoreError, LimitError."""
        request = self._request("PUT", graph, triples)
        request.add_header("Content-Type", _TURTLE)
        self._client.send(request, limit=_SMALL_ANSWER).close()

    def delete(self, graph: str) -> None:
        """Remove a graph; nothing happens where it is not there. Raises: StoreError, LimitError."""
        self._client.send(self._request("DELETE", graph), limit=_SMALL_ANSWER, missing_ok=True).close()

    def get(self, graph: str) -> tuple[Answer, RdfFormat]:
        """The graph as a stream, and what it is written in: Turtle or N-Triples. Raises: StoreError, LimitError."""
        request = self._request("GET", graph)
        request.add_header("Accept", _READ)
        answer = self._client.send(request, limit=self._settings.endpoint_graph_limit)
        where = shown(self.address)
        refuse_web_page(answer, where)
        format = RdfFormat.from_media_type(answer.media_type)
        if format not in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES):
            raise StoreError(f"{where}: answers in {answer.media_type}, not in Turtle. Is it a graph store?")
        return answer, format

    def _request(self, method: str, graph: str, data: bytes | None = None) -> Request:
        parts = urlsplit(self.address)
        query = "&".join(filter(None, (parts.query, f"graph={quote(graph, safe='')}")))
        return Request(urlunsplit(parts._replace(query=query)), data, method=method)
