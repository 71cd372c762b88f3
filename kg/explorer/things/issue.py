"""An issue in, its page out: what it is, who said what about it, on which side, and what else belongs to it."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from kg.explorer.data import Data, Row, term
from kg.explorer.facts import facts_of
from kg.explorer.issue_figure import SPEAKERS, IssueFigure, issue_figure
from kg.explorer.listing import listing
from kg.explorer.listing_kinds import FACETS, LISTED
from kg.explorer.page import page
from kg.explorer.statement_keys import statement_keys
from kg.explorer.statements import figures_shown

_FIGURES: Final = 8


def show(data: Data, iri: str, label: str) -> Response:
    """The page of an issue."""
    data.takes(*LISTED, several=FACETS)
    facts = facts_of(data, iri)
    keys = statement_keys(data, issue=term(iri))
    counts = {row["issue_iri"]: row for row in data.rows("issues")}
    documents = {row["document_iri"]: row for row in data.rows("documents")}
    by_document = keys.counts("document_iri")
    timeline = sorted(
        ((documents[key]["date"], documents[key], number) for key, number in by_document.items() if key in documents),
        key=lambda item: (item[0], item[1]["document"]),
    )
    figures = data.rows("pages/figure-keys", issue=term(iri)) if len(keys) else []
    return page(
        data,
        "issue.html",
        iri=iri,
        label=label,
        facts=facts,
        counts=counts,
        listing=listing(data, keys),
        dilemmas=data.rows("pages/issue-dilemmas", issue=term(iri)),
        statutes=data.rows("pages/statutes-named", issue=term(iri)),
        figures=figures_shown(data, figures[:_FIGURES]),
        all_figures=len(figures),
        timeline=timeline,
        figure=_figure(data, iri, counts) if len(keys) else None,
    )


def _figure(data: Data, iri: str, known: dict[str, Row]) -> IssueFigure | None:
    speakers = data.rows("pages/matrix-speakers", issue=term(iri))
    shown = [term(row["speaker_iri"]) for row in speakers[:SPEAKERS]]
    cells = data.rows("pages/matrix", speaker=shown) if shown else []
    found = data.rows("pages/matrix-issues", issue=term(iri))
    issues = {
        row["issue_iri"]: {**row, "issue": known[row["issue_iri"]]["issue"]}
        for row in found
        if row["issue_iri"] in known
    }
    return issue_figure(speakers, cells, issues)
