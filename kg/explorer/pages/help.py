"""How to read the pages: what the marks and words mean, how far to trust them, how to report a mistake."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import data_of
from kg.explorer.page import page


def show(request: Request) -> Response:
    """The help page."""
    data = data_of(request)
    data.takes()
    return page(data, "help.html")


ROUTES = [Route("/help", show, name="help")]
