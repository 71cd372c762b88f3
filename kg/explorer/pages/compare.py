"""Two speakers, or two documents, side by side: what each says by issue, where they meet and where they part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import Data, Row, data_of, term
from kg.explorer.facets import sides_of, split_list
from kg.explorer.page import page
from kg.explorer.statements import Card, cards

_SHOWN = 6  # statements of each on an issue


@dataclass(frozen=True, slots=True)
class One:
    """One of the two: counts by issue, sides by issue, and the keys of its statements by issue."""

    iri: str
    label: str
    statements: int
    by_issue: dict[str, list[Row]]
    sides: dict[str, Counter[str]]


def show(request: Request) -> Response:
    """The comparison of `a` and `b`, IRIs of two speakers or of two documents."""
    data = data_of(request)
    asked = request.query_params
    documents = {row["document_iri"]: row["document"] for row in data.rows("documents")}
    speakers = [row for row in data.rows("pages/speakers") if row["kind"] != "group"]
    of_documents = asked.get("what") == "documents" or asked.get("a", "") in documents
    choices = documents if of_documents else {row["speaker_iri"]: row["speaker"] for row in speakers}
    a, b = asked.get("a", ""), asked.get("b", "")
    pair = tuple(
        _one(data, iri, choices[iri], "document" if of_documents else "speaker") for iri in (a, b) if iri in choices
    )
    whole = len(pair) == 2
    issues = {row["notation"]: row for row in data.rows("issues")}
    common = _common(pair, issues) if whole else []
    shown = {
        card.iri: card
        for card in cards(data, [row["statement"] for _, rows in common for part in rows for row in part[:_SHOWN]])
    }
    return page(
        data,
        "compare.html",
        what="documents" if of_documents else "speakers",
        choices=sorted(choices.items(), key=lambda item: item[1].casefold()),
        a=a,
        b=b,
        pair=pair,
        common=[
            (issue, tuple(_cards(part, shown) for part in rows), tuple(len(part) for part in rows))
            for issue, rows in common[:12]
        ],
        more=common[12:],
        only=[
            [issues[key] for key in sorted(one.by_issue) if key in issues and key not in other.by_issue]
            for one, other in (pair, pair[::-1])
        ]
        if whole
        else [],
        agreement=[row for row in data.rows("speaker-pairs", speaker=term(a)) if row["other_iri"] == b]
        if whole and not of_documents
        else [],
        shown_at_most=_SHOWN,
    )


def _one(data: Data, iri: str, label: str, kind: str) -> One:
    rows = data.rows("pages/statement-keys", **{kind: term(iri)})
    by_issue: dict[str, list[Row]] = {}
    sides: dict[str, Counter[str]] = {}
    for row in rows:
        for notation in split_list(row["issues"]):
            by_issue.setdefault(notation, []).append(row)
            sides.setdefault(notation, Counter()).update(polarity for polarity, _ in sides_of(row))
    return One(iri, label, len(rows), by_issue, sides)


def _common(pair: tuple[One, ...], issues: dict[str, Row]) -> list[tuple[Row, list[list[Row]]]]:
    first, second = pair
    both = [key for key in first.by_issue if key in second.by_issue and key in issues]
    both.sort(key=lambda key: (-min(len(first.by_issue[key]), len(second.by_issue[key])), issues[key]["issue"]))
    return [(issues[key], [first.by_issue[key], second.by_issue[key]]) for key in both]


def _cards(rows: list[Row], shown: dict[str, Card]) -> list[Card]:
    return [shown[row["statement"]] for row in rows[:_SHOWN] if row["statement"] in shown]


ROUTES = [Route("/compare", show, name="compare")]
