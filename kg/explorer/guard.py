"""Every request in, refused or passed on with the dataset to answer from; every answer out with the headers that protect it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from kg.explorer.problems import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.explorer.site import Site

URL_BYTES_AT_MOST: Final = 16_384
# A page that needs another policy sets its own header; this one is kept where none is set.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_PIECE: Final = 1 << 18
_PIECE_S: Final = 20.0  # for each piece to be taken
_WITHOUT_DATASET: Final = ("/static/",)


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", POLICY)
            await _send_in_pieces(message, send)

        request = Request(scope, receive)
        if refusal := self._refusal(scope):
            await problem(request, *refusal)(scope, receive, send_guarded)
        elif scope["path"].startswith(_WITHOUT_DATASET):
            await self._app(scope, receive, send_guarded)
        else:
            await self._with_dataset(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason where the request is not for us, or too long."""
        if len(scope["raw_path"]) + len(scope["query_string"]) > URL_BYTES_AT_MOST:
            return 414, f"The address has more than {URL_BYTES_AT_MOST:,} bytes. Send the query with POST."
        if self._site.hosts is not None and _host_name(Headers(scope=scope)) not in self._site.hosts:
            # A page of another host, whose name was made to point here, must not read what is served here.
            return 421, "This server does not answer for the host that the request names."
        return None

    async def _with_dataset(self, scope: Scope, receive: Receive, send: Send) -> None:
        site = self._site
        snapshot = site.acquire() if site.is_open else await run_in_threadpool(site.acquire)
        try:
            if snapshot is None:
                source = self._site.source
                detail = self._site.fault or source.missing
                response = problem(Request(scope, receive), 503, detail, commands=source.commands)
                await response(scope, receive, send)
                return
            scope.setdefault("state", {})["snapshot"] = snapshot
            await self._app(scope, receive, send)
        finally:
            if snapshot is not None:
                self._site.release(snapshot)


async def _send_in_pieces(message: Message, send: Send) -> None:
    """Send a message; a long body in pieces, so that a client which does not read lets go of its memory.

    Raises: TimeoutError, which ends the connection.
    """
    body = memoryview(message.get("body", b""))
    while len(body) > _PIECE:
        async with asyncio.timeout(_PIECE_S):
            await send({**message, "body": bytes(body[:_PIECE]), "more_body": True})
        body = body[_PIECE:]
    async with asyncio.timeout(_PIECE_S):
        await send(message if "body" not in message else {**message, "body": bytes(body)})


def _host_name(headers: Headers) -> str:
    """The host of a request without its port, in small letters.

    >>> _host_name(Headers({"host": "[::1]:8000"}))
    '[::1]'
    """
    host = headers.get("host", "").lower()
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host
