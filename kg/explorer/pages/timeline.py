"""What happened when: dated events and the days on which documents were issued, with the passages that say so."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import data_of
from kg.explorer.page import page
from kg.explorer.paging import part_of
from kg.explorer.statements import by


def show(request: Request) -> Response:
    """The timeline, events and documents in one order; a month or year counts as its first day."""
    data = data_of(request)
    data.takes("page")
    rows = [dict(row, kind="event") for row in data.rows("timeline")]
    rows += [
        {"date": row["date"], "kind": "document", "event": row["document"], "passage": "", "document": row["document"],
         "event_iri": row["document_iri"], "document_iri": row["document_iri"], "statements": row["statements"]}
        for row in data.rows("documents")
        if row["date"]
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["date"], row["kind"], row["event"]))
    part = part_of(request, rows)
    years = by([dict(row, year=row["date"][:4]) for row in part.rows], "year")
    return page(data, "timeline.html", part=part, years=list(years.items()))


ROUTES = [Route("/timeline", show, name="timeline")]
