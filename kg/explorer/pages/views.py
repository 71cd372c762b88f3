"""The name of a view and of its subject in, the page that `kg view` writes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.errors import UnknownNameError
from kg.explorer.choices import Refused
from kg.explorer.data import Data, data_of, term
from kg.explorer.wording import for_pages

# The page brings its own policy, by hashes, in its head; a header has to allow the same.
_POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


def show(request: Request) -> Response:
    """The view of what the parameter `of` names, with `and` for the second speaker of a comparison, by IRI, notation or label."""
    from kg.view import VIEWS, render_view
    from kg.view.wording import listed

    name = request.path_params["name"]
    if name not in VIEWS or name == "overview":  # which is /network
        raise HTTPException(404, f"There is no view of this name; there are {listed([*VIEWS[1:]])}.")
    data = data_of(request)
    data.takes("of", *(("and",) if name == "compare" else ()))
    value, other = (request.query_params.get(key, "").strip() for key in ("of", "and"))
    _refuse_missing(name, value, other)
    try:
        text = render_view(name, _named(value), _Source(data), _named(other))
    except UnknownNameError as error:
        near = [(guess, f"{request.url.path}?{urlencode({'of': guess})}") for guess in error.nearest]
        raise Refused(404, for_pages(error), near if name != "compare" else ()) from error
    found = _POLICY.search(text)
    policy = found[1].replace("&#39;", "'") if found else "default-src 'none'"
    return HTMLResponse(text, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})


def _refuse_missing(name: str, value: str, other: str) -> None:
    if name == "compare" and not (value and other):
        raise HTTPException(400, "This picture needs two values: two speakers, as 'of' and 'and'.")
    if name != "matrix" and not value:
        raise HTTPException(400, f"This picture needs a value: the {name} to show, as 'of'.")


@dataclass(frozen=True, slots=True)
class _Source:
    """What views ask, answered as pages are: from the side file where it can, within the limits of saved queries."""

    data: Data

    def rows(self, name: str, /, **values: str | Sequence[str]) -> list[dict[str, str]]:
        return self.data.rows(name, **values)

    def things(self, type_name: str, value: str) -> list[str]:
        return self.data.snapshot.things(type_name, value)


def _named(value: str) -> str:
    return term(value) if "://" in value else value


ROUTES = [Route("/view/{name}", show, name="view")]
