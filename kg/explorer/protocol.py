"""An HTTP request to /sparql in, the query that it asks out: https://www.w3.org/TR/sparql11-protocol/, for reading only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.explorer.requests import FORM, Parameters, media_type_of, parse_parameters, read_body, single
from kg.query.limits import Dataset

QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_READ_ONLY: Final = "This server is read-only: updates are not done. Send a query as 'query'."
_BOTH: Final = "Both a query and an update are given. Send a query alone."
_GRAPH_PARAMETERS: Final = ("default-graph-uri", "named-graph-uri")
_UPDATE_PARAMETERS: Final = ("update", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks."""

    query: str | None  # None: none; the service description is asked for
    dataset: Dataset | None = None  # in place of the graphs that the query names
    format: str | None = None  # the client's word for a format, in place of Accept
    timeout_s: float | None = None
    rows: int | None = None


async def read_operation(request: Request, *, body_limit: int) -> Asked:
    """What a GET, HEAD or POST asks.

    Raises: HTTPException: 400 for what is no single query, 403 for an update, 413, 415.
    """
    in_address = parse_parameters(request.scope["query_string"], "address")
    if request.method != "POST":
        return _asked(in_address, single(in_address, "query"), must=bool(in_address))
    media_type = media_type_of(request)
    if media_type == UPDATE:
        raise HTTPException(403, _READ_ONLY)
    if media_type == QUERY:
        if "query" in in_address or "update" in in_address:
            raise HTTPException(400, "A query stands in the address and in the body. Send one.")
        return _asked(in_address, await read_body(request, body_limit))
    if media_type != FORM:
        sent = f"{media_type!r} is" if media_type else "No Content-Type is given, which is"
        raise HTTPException(
            415, f"{sent} not taken here. Send {QUERY}, or {FORM}.", {"Accept-Post": f"{QUERY}, {FORM}"}
        )
    parameters = parse_parameters(await read_body(request, body_limit), "body")
    for name, values in in_address.items():
        parameters.setdefault(name, []).extend(values)
    return _asked(parameters, single(parameters, "query"))


def _asked(parameters: Parameters, query: str | None, *, must: bool = True) -> Asked:
    """`must`: there has to be a query."""
    if "update" in parameters and query is not None:
        raise HTTPException(400, _BOTH)
    if any(name in parameters for name in _UPDATE_PARAMETERS):
        raise HTTPException(403, _READ_ONLY)
    if query is None and must:
        raise HTTPException(400, "There is no query. Send one as 'query'.")
    default, named = (_graphs(parameters, name) for name in _GRAPH_PARAMETERS)
    dataset = Dataset(default, named)
    return Asked(
        query=query,
        dataset=dataset if dataset else None,
        format=single(parameters, "format"),
        timeout_s=_positive(parameters, "timeout"),
        rows=_whole(parameters, "rows"),
    )


def _graphs(parameters: Parameters, name: str) -> tuple[NamedNode, ...]:
    try:
        return tuple(NamedNode(iri) for iri in parameters.get(name, []))
    except ValueError as error:
        raise HTTPException(400, f"{name!r} is not an absolute IRI: {error}. Correct it.") from error


def _positive(parameters: Parameters, name: str) -> float | None:
    text = single(parameters, name)
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise HTTPException(400, f"{name!r} is not a number of seconds above 0. Correct it.")
    return number


def _whole(parameters: Parameters, name: str) -> int | None:
    text = single(parameters, name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise HTTPException(400, f"{name!r} is not a whole number. Correct it.")
    return int(text)
