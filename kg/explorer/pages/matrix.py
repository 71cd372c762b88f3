"""Speakers by issues: how often each speaks about each, and on which side."""

from __future__ import annotations

from collections import Counter
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import Data, Row, data_of
from kg.explorer.page import page

_SPEAKERS: Final = 40
_ISSUES: Final = 14


def show(request: Request) -> Response:
    """The matrix of those who speak most. `issue`: only what is narrower than it; `kind`: of speaker."""
    data = data_of(request)
    notation, kind = request.query_params.get("issue", ""), request.query_params.get("kind", "")
    issues = {row["issue_iri"]: row for row in data.rows("issues")}
    within = _within(data, notation)
    every = [row for row in data.rows("pages/matrix") if row["issue_iri"] in issues and row["speaker_kind"] != "group"]
    cells = [row for row in every if row["issue_iri"] in within and (not kind or row["speaker_kind"] == kind)]
    of_speaker: Counter[str] = Counter()
    of_issue: Counter[str] = Counter()
    for row in cells:
        of_speaker[row["speaker_iri"]] += int(row["statements"])
        of_issue[row["issue_iri"]] += int(row["statements"])
    labels = {row["speaker_iri"]: row["speaker"] for row in cells}
    speakers = sorted(of_speaker, key=lambda iri: (-of_speaker[iri], labels[iri].casefold(), iri))
    columns = sorted(of_issue, key=lambda iri: (-of_issue[iri], issues[iri]["issue"]))
    return page(
        data,
        "matrix.html",
        cells={(row["speaker_iri"], row["issue_iri"]): row for row in cells},
        speakers=[(iri, labels[iri], of_speaker[iri]) for iri in speakers[:_SPEAKERS]],
        columns=[issues[iri] for iri in columns[:_ISSUES]],
        left_out=(max(0, len(speakers) - _SPEAKERS), max(0, len(columns) - _ISSUES)),
        groups=sum(row["speaker_kind"] == "group" for row in data.rows("pages/matrix")),
        issues=sorted(issues.values(), key=lambda row: row["issue"].casefold()),
        notation=notation,
        kind=kind,
        kinds=sorted({row["speaker_kind"] for row in every if row["speaker_kind"]}),
    )


def _within(data: Data, notation: str) -> set[str]:
    """IRIs of an issue and all that are narrower; of every issue where the notation is empty or none."""
    rows: list[Row] = data.rows("issues")
    if not any(row["notation"] == notation for row in rows):
        return {row["issue_iri"] for row in rows}
    found = {notation}
    while more := {row["notation"] for row in rows if row["broader"] in found} - found:
        found |= more
    return {row["issue_iri"] for row in rows if row["notation"] in found}


ROUTES = [Route("/matrix", show, name="matrix")]
