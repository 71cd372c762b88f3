"""Speakers by issues: how often each speaks about each, and on which side."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import Value, data_of, term
from kg.explorer.page import page

_SPEAKERS: Final = 40
_ISSUES: Final = 14
_KINDS: Final = ("document", "organisation", "person")  # groups of one name need not be the same people


def show(request: Request) -> Response:
    """The matrix of those who speak most. `issue`: only what is narrower than it; `kind`: of speaker."""
    data = data_of(request)
    issues = {row["issue_iri"]: row for row in data.rows("issues")}
    notation = request.query_params.get("issue", "")
    within = next((iri for iri, row in issues.items() if row["notation"] == notation), "")
    kind = request.query_params.get("kind", "")
    narrowed: dict[str, Value] = {"issue": term(within)} if within else {}
    if kind in _KINDS:
        narrowed["kind"] = kind
    speakers = data.rows("pages/matrix-speakers", **narrowed)
    columns = [row for row in data.rows("pages/matrix-issues", **narrowed) if row["issue_iri"] in issues]
    shown = speakers[:_SPEAKERS]
    cells = data.rows("pages/matrix", speaker=[term(row["speaker_iri"]) for row in shown]) if shown else []
    kinds = {row["kind"] for row in data.rows("pages/speakers")}
    return page(
        data,
        "matrix.html",
        cells={(row["speaker_iri"], row["issue_iri"]): row for row in cells},
        speakers=shown,
        columns=[issues[row["issue_iri"]] for row in columns[:_ISSUES]],
        left_out=(max(0, len(speakers) - _SPEAKERS), max(0, len(columns) - _ISSUES)),
        groups="group" in kinds,
        issues=sorted(issues.values(), key=lambda row: row["issue"].casefold()),
        notation=notation,
        kind=kind,
        kinds=sorted(kinds & {*_KINDS}),
    )


ROUTES = [Route("/matrix", show, name="matrix")]
