"""A statement and what somebody says is wrong with it in, a file to send to who keeps the pack out; nothing is kept here."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.choices import one_of
from kg.explorer.data import data_of, term
from kg.explorer.mistake import WRONG, line_of, report_of
from kg.explorer.statements import cards

_LONGEST: Final = 2000  # characters of what somebody writes


def show(request: Request) -> Response:
    """The report as a line of JSON, to be kept as a file. `statement`, `wrong`, `right`, `note`: as the form gives them."""
    data = data_of(request)
    data.takes("statement", "wrong", "right", "note")
    one_of(request, "wrong", WRONG)
    given = {name: value.strip()[:_LONGEST] for name, value in request.query_params.items()}
    try:
        found = cards(data, [given.get("statement", "")]) if given.get("statement") else []
    except ValueError:  # not an IRI
        found = []
    if not found:
        raise HTTPException(404, "There is no statement with this identifier. Open the page of the statement.")
    trail = data.rows("trail", statement=term(found[0].iri))
    told = {name: given.get(name, "") for name in ("wrong", "right", "note")}
    line = line_of(report_of(found[0], trail[0] if trail else None, **told))
    headers = {"Content-Disposition": f'attachment; filename="mistake-{_file_name(found[0].key)}.jsonl"'}
    return Response(f"{line}\n", media_type="application/jsonl", headers=headers)


def _file_name(key: str) -> str:
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in key)[:60]


ROUTES = [Route("/mistake", show, name="mistake")]
