"""Speakers by issues: how often each speaks about each, and on which side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.choices import one_of
from kg.explorer.data import Row, Value, data_of, term
from kg.explorer.page import page
from kg.explorer.words import SPEAKER_WORDS

_SPEAKERS: Final = 40
_ISSUES: Final = 14
_KINDS: Final = ("document", "organisation", "person")  # groups of one name need not be the same people


def show(request: Request) -> Response:
    """The matrix of those who speak most. `issue`: only what is narrower than it; `kind`: of speaker."""
    data = data_of(request)
    data.takes("issue", "kind")
    issues = {row["issue_iri"]: row for row in data.rows("issues")}
    notation, kind = _chosen(request, issues.values())
    narrowed: dict[str, Value] = {"kind": kind} if kind else {}
    if notation:
        narrowed["issue"] = term(next(iri for iri, row in issues.items() if row["notation"] == notation))
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


def _chosen(request: Request, issues: Iterable[Row]) -> tuple[str, str]:
    """Notation of an issue, and kind of speaker; empty where the address has none. Raises: Refused."""
    labels = {row["notation"]: row["issue"] for row in issues}
    kinds = {kind: SPEAKER_WORDS[kind] for kind in _KINDS}
    return one_of(request, "issue", labels, listed_at="/issues"), one_of(request, "kind", kinds)


ROUTES = [Route("/matrix", show, name="matrix")]
