"""An endpoint for programs in, the same with every refusal and fault answered in JSON, open to every site, out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, QueryError
from kg.explorer.problems import CLIENT_GONE, error_status, problem, retry_headers
from kg.explorer.sharing import shared
from kg.explorer.wording import for_programs
from kg.query.pool import GoneError

Endpoint = Callable[[Request], Awaitable[Response]]


def answer_failures(endpoint: Endpoint) -> Endpoint:
    """The endpoint, whose errors become answers."""

    @wraps(endpoint)
    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except GoneError:
            return Response(status_code=CLIENT_GONE)
        except HTTPException as error:
            near = getattr(error, "nearest", ())
            return shared(problem(request, error.status_code, error.detail, headers=error.headers, nearest=near))
        except KgError as error:
            told = problem(
                request, error_status(error), for_programs(error), headers=retry_headers(error), **_place(error)
            )
            return shared(told)

    return answered


def _place(error: KgError) -> dict[str, Any]:
    if isinstance(error, QueryError) and error.line:
        notes = getattr(error, "__notes__", ())
        return {"line": error.line, "column": error.column, "excerpt": "\n".join(notes)}
    return {}
