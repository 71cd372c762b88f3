"""What went wrong with a request in, the answer that says so out: a page for people, JSON for programs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import BusyError, KgError, LimitError, StoreError, UnknownNameError
from kg.explorer.pages import suggestions
from kg.explorer.rendering import render
from kg.explorer.wording import for_pages
from kg.query.pool import GoneError

_log = logging.getLogger("kg.explorer")
PROGRAM_PATHS: Final = ("/sparql", "/api", "/store", "/rdf-graph-store")
_STATUS_OF_LIMITS: Final = {"time": 504, "depth": 400, "size": 413}
_RETRY_AFTER_S: Final = 2
CLIENT_GONE: Final = 499  # nobody reads it
_FAULT: Final = "A fault of the program. The terminal in which `kg serve` runs tells more."


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    nearest: Sequence[tuple[str, str]] = (),
    commands: Sequence[str] = (),
    **more: Any,
) -> Response:
    """An answer that says what is wrong and what to do: https://www.rfc-editor.org/rfc/rfc9457 for programs.

    `nearest`: what could be asked instead, each as people call it, and the address or name to ask with.
    """
    title = HTTPStatus(status).phrase
    if for_person(request):
        response: Response = render(
            request, "problem.html", status=status, title=title, detail=detail, nearest=nearest, commands=commands
        )
    else:
        told: dict[str, Any] = {"commands": list(commands)} if commands else {}
        if nearest:
            told["nearest"] = [instead for _, instead in nearest]
        content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **told, **more}
        response = JSONResponse(content, status_code=status, media_type="application/problem+json")
    response.headers.update(headers or {})
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Vary", "Accept")
    return response


def for_person(request: Request) -> bool:
    """Whether a browser asks for a page, and not a program for data."""
    path = request.scope["path"]
    if any(path == root or path.startswith(f"{root}/") for root in PROGRAM_PATHS):
        return False
    return "text/html" in request.headers.get("accept", "")


def error_status(error: KgError) -> int:
    """The HTTP status of an error that was raised on purpose."""
    if isinstance(error, LimitError):
        return _STATUS_OF_LIMITS.get(error.limit, 503)
    if isinstance(error, UnknownNameError):
        return 404
    if isinstance(error, StoreError):
        return 503
    return 400 if error.exit_code == 2 else 500


def retry_headers(error: KgError) -> dict[str, str]:
    """When to ask again, where it was only that too many asked."""
    return {"Retry-After": str(_RETRY_AFTER_S)} if isinstance(error, BusyError) else {}


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    nearest: Sequence[tuple[str, str]] = getattr(error, "nearest", ())
    detail = error.detail
    if detail == HTTPStatus(error.status_code).phrase:
        detail = {404: "There is no such page here.", 405: "This method is not served here."}.get(
            error.status_code, f"{detail}."
        )
    if error.status_code == 404:
        nearest = nearest or suggestions(request)
        if nearest and not for_person(request):
            detail += f" Nearest: {', '.join(address for _, address in nearest)}."
    return problem(request, error.status_code, detail, headers=error.headers, nearest=nearest)


def _on_kg_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)
    status = error_status(error)
    if status >= 500:
        _log.error("%s", error)
    return problem(request, status, for_pages(error), headers=retry_headers(error))


def _on_gone(request: Request, error: Exception) -> Response:
    return Response(status_code=CLIENT_GONE)


def _on_fault(request: Request, error: Exception) -> Response:
    return problem(request, 500, _FAULT)


HANDLERS: Final[Mapping[Any, Callable[[Request, Exception], Response]]] = {
    HTTPException: _on_http_exception,
    KgError: _on_kg_error,
    GoneError: _on_gone,
    Exception: _on_fault,
}
