"""An answer for programs in, with the headers that let pages of other sites read it out; never with credentials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

_EXPOSED: Final = "X-Truncated, Retry-After, Content-Disposition, Link"
_PREFLIGHT_S: Final = 86_400


def shared(response: Response, *, vary: str = "Accept") -> Response:
    """The answer, open to every site."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if vary:
        response.headers["Vary"] = vary
    return response


def options(methods: Sequence[str]) -> Response:
    """The answer to OPTIONS where nothing is open to other sites: what may be asked."""
    return Response(status_code=204, headers={"Allow": ", ".join(methods)})


def preflight(methods: Sequence[str]) -> Response:
    """The answer to OPTIONS: what may be asked, by a browser on behalf of another site too."""
    allowed = ", ".join(methods)
    headers = {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "Accept, Content-Type",
        "Access-Control-Max-Age": str(_PREFLIGHT_S),
    }
    return shared(Response(status_code=204, headers=headers), vary="")
