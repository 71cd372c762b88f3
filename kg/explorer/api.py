"""Requests to /api in, answers of the saved queries out: as JSON, or as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import UnknownNameError
from kg.explorer.choices import Refused
from kg.explorer.failures import answer_failures
from kg.explorer.openapi import describe_api
from kg.explorer.requests import Parameters, parse_parameters
from kg.explorer.sharing import preflight, shared
from kg.explorer.snapshot import Snapshot
from kg.explorer.waiting import while_connected
from kg.explorer.wording import for_programs
from kg.namespaces import XSD
from kg.query.answers import LIST_SEPARATOR, Answer, Rows, Term, Triples, Truth, text_of
from kg.query.catalogue import Query
from kg.query.guard import guarded
from kg.query.pool import Ticket
from kg.query.written import TURTLE, write_triples

Found = TypeVar("Found")

METHODS: Final = ("GET", "HEAD", "OPTIONS")
_WHOLE_NUMBERS: Final = f"{XSD}integer"
_NUMBERS: Final = tuple(f"{XSD}{name}" for name in ("decimal", "double", "float"))
_SAFE_DIGITS: Final = 15  # longer ones are cut by many readers of JSON
_FORMATS: Final = ("json", "csv")


@answer_failures
async def saved_query(request: Request) -> Response:
    """The answer of one saved query: `meta` and `rows`; `?format=csv` gives a file for a spreadsheet."""
    refusal_or_preflight = _check_method(request)
    if refusal_or_preflight:
        return refusal_or_preflight
    snapshot: Snapshot = request.state.snapshot
    values = parse_parameters(request.scope["query_string"], "address")
    format, rows = _format(values), _limit(values)
    name = request.path_params["name"]

    def answer(ticket: Ticket) -> Response:
        query = _known(404, lambda: snapshot.catalogue.find_query(name))
        asked = {key: tuple(v) for key, v in values.items()}
        found = _known(400, lambda: snapshot.answer(query, asked, rows=rows, ticket=ticket))
        return _csv(query, found) if format == "csv" else _json(snapshot, query, values, found)

    return shared(await while_connected(request, answer))


@answer_failures
async def index(request: Request) -> Response:
    """What can be asked."""
    refusal_or_preflight = _check_method(request)
    if refusal_or_preflight:
        return refusal_or_preflight
    snapshot: Snapshot = request.state.snapshot
    found = await while_connected(request, lambda _: snapshot.catalogue.queries())
    queries = [
        {"name": query.name, "title": query.title, "question": query.question, "address": f"/api/{query.name}"}
        for query in found
    ]
    return shared(JSONResponse({"queries": queries, "description": "/api/openapi.json", "sparql": "/sparql"}))


@answer_failures
async def openapi(request: Request) -> Response:
    """What can be asked, for programs that write clients."""
    refusal_or_preflight = _check_method(request)
    if refusal_or_preflight:
        return refusal_or_preflight
    snapshot: Snapshot = request.state.snapshot
    described = await while_connected(request, lambda _: describe_api(snapshot.catalogue, snapshot.pack.title))
    return shared(JSONResponse(described))


def _check_method(request: Request) -> Response | None:
    if request.method == "OPTIONS":
        return preflight(METHODS)
    if request.method not in METHODS:
        raise HTTPException(405, "Saved queries are asked with GET.", {"Allow": ", ".join(METHODS)})
    return None


def _known(status: int, find: Callable[[], Found]) -> Found:
    """What is found. Raises: Refused, with this status and the nearest names, where something is asked for that is not there."""
    try:
        return find()
    except UnknownNameError as error:
        raise Refused(status, for_programs(error), [(name, name) for name in error.nearest]) from error


def _format(values: Parameters) -> str:
    given = values.pop("format", ["json"])
    if given[-1] not in _FORMATS:
        raise HTTPException(400, f"'format' is one of {', '.join(_FORMATS)}. Correct it.")
    return given[-1]


def _limit(values: Parameters) -> int | None:
    given = values.pop("limit", None)
    if given is None:
        return None
    if not (given[-1].isascii() and given[-1].isdigit() and len(given[-1]) < 10):
        raise HTTPException(400, "'limit' is not a whole number. Correct it.")
    return int(given[-1])


# ---------------------------------------------------------------- answers


def _json(snapshot: Snapshot, query: Query, values: Parameters, answer: Answer) -> Response:
    truncated = not isinstance(answer, Truth) and answer.truncated
    meta: dict[str, Any] = {
        "query": query.name,
        "title": query.title,
        "question": query.question,
        "parameters": values,
        "count": 1 if isinstance(answer, Truth) else len(answer),
        "truncated": truncated,
        "build": snapshot.key,
    }
    body: dict[str, Any] = {"meta": meta}
    if isinstance(answer, Truth):
        body["answer"] = answer.value
    elif isinstance(answer, Triples):
        body["turtle"] = write_triples(answer, TURTLE, snapshot.catalogue.prefixes).decode("utf-8")
    else:
        body["meta"]["columns"] = list(answer.columns)
        body["rows"] = _rows(query, answer)
    return JSONResponse(body, headers={"X-Truncated": "true"} if truncated else None)


def _rows(query: Query, answer: Rows) -> list[dict[str, Any]]:
    lists = {column.name for column in query.columns if column.is_list}
    return [
        {name: _value(term, is_list=name in lists) for name, term in zip(answer.columns, row, strict=True)}
        for row in answer
    ]


def _value(term: Term | None, *, is_list: bool) -> Any:
    """A list as a list, numbers and yes or no as JSON has them, the rest as text; None where nothing is bound."""
    text = text_of(term)
    if is_list:
        return text.split(LIST_SEPARATOR) if text else []
    datatype = getattr(getattr(term, "datatype", None), "value", "")
    if datatype == f"{XSD}boolean":
        return text in ("true", "1")
    if datatype == _WHOLE_NUMBERS and len(text) <= _SAFE_DIGITS:
        return int(text)
    if datatype in _NUMBERS and text.lower() not in ("nan", "inf", "-inf", "+inf"):
        return float(text)
    return None if term is None else text


def _csv(query: Query, answer: Answer) -> Response:
    """For people: what a spreadsheet would take for a formula stands behind an apostrophe."""
    if not isinstance(answer, Rows):
        raise HTTPException(400, "This query gives no rows. Ask for it as JSON.")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([guarded(text) for text in row] for row in answer.texts())
    headers: Mapping[str, str] = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{query.name}.csv"',
        **({"X-Truncated": "true"} if answer.truncated else {}),
    }
    return Response(out.getvalue().encode("utf-8", "backslashreplace"), headers=headers)


_METHODS: Final = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]
ROUTES: Final[list[BaseRoute]] = [
    Route("/api", index, methods=_METHODS),
    Route("/api/", index, methods=_METHODS),
    Route("/api/openapi.json", openapi, methods=_METHODS),
    Route("/api/{name:path}", saved_query, methods=_METHODS),
]
