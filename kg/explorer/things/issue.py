"""An issue in, its page out: what it is, who said what about it, on which side, and what else belongs to it."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facets import sides_of
from kg.explorer.facts import facts_of
from kg.explorer.listing import listing
from kg.explorer.page import page


def show(data: Data, iri: str, label: str) -> Response:
    """The page of an issue."""
    facts = facts_of(data, iri)
    rows = data.rows("pages/statement-keys", issue=term(iri))
    counts = {row["issue_iri"]: row for row in data.rows("issues")}
    documents = {row["document_iri"]: row for row in data.rows("documents")}
    by_document = Counter(row["document_iri"] for row in rows)
    timeline = sorted(
        ((documents[key]["date"], documents[key], number) for key, number in by_document.items() if key in documents),
        key=lambda item: (item[0], item[1]["document"]),
    )
    return page(
        data,
        "issue.html",
        iri=iri,
        label=label,
        facts=facts,
        counts=counts,
        listing=listing(data, rows),
        dilemmas=data.rows("pages/issue-dilemmas", issue=term(iri)),
        statutes=data.rows("pages/statutes-named", issue=term(iri)),
        figures=data.rows("figures", issue=term(iri)) if rows else [],
        timeline=timeline,
        inferred=sum(basis == "inferred" for row in rows for _, basis in sides_of(row)),
    )
