"""A request for a thing in, whether a page is wanted, and not data, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.explorer.negotiation import choose
from kg.explorer.resources import ENDINGS
from kg.query import written

if TYPE_CHECKING:
    from starlette.requests import Request

_HTML: Final = "text/html"


def wants_page(request: Request) -> bool:
    """Whether the file ending, else the Accept header, asks for HTML; programs that take anything get data."""
    path: str = request.scope["path"]
    for ending, media_type in ENDINGS.items():
        if path.endswith(ending):
            return media_type == _HTML
    return choose(request.headers.get("accept"), [*written.OF_TRIPLES, _HTML]) == _HTML
