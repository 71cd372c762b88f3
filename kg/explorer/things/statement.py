"""A statement in, its page out: the words, the passage in its context, who, how sure, about what, on which side, and how to cite it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kg.explorer.citation import citation
from kg.explorer.data import Data, Row, term
from kg.explorer.facts import facts_of
from kg.explorer.mistake import WRONG, line_of, report_of
from kg.explorer.page import page
from kg.explorer.passages import Mark, Piece, Window, pieces, window
from kg.explorer.statements import cards


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a statement."""
    data.takes()
    found = cards(data, [iri])
    if not found:
        raise HTTPException(404, "This statement has no speaker or no document in the graph.")
    card = found[0]
    facts = facts_of(data, iri)
    findings = [row["value_iri"] for row in facts.all("gives") if "/finding/" in row["value_iri"]]
    answers = data.rows("pages/responses-to", thing=[term(one) for one in (iri, *findings)])
    others = cards(data, [row["statement"] for row in answers if row["statement"] != iri])
    text = data.rows("pages/document-text", document=term(card.said["document_iri"]))
    trail = data.rows("trail", statement=term(iri))[:1]
    return page(
        data,
        "statement.html",
        iri=iri,
        card=card,
        facts=facts,
        context=context_of(text[0]["text"] if text else "", card.passages),
        anchored=bool(text),
        trail=trail,
        report=line_of(report_of(card, trail[0] if trail else None)),
        wrong=WRONG,
        answers={row["statement"]: row for row in answers},
        others=others,
        citation=citation(card, link_of(data, iri)),
        link=link_of(data, iri),
        embedded=cards(data, [row["value_iri"] for row in facts.all("reports")]),
        within=cards(data, [row["value_iri"] for row in facts.all("known only from")]),
    )


def link_of(data: Data, iri: str) -> str:
    """The permanent address: the IRI itself where it can be opened, else the page here."""
    if iri.startswith(("https://", "http://")):
        return iri
    return str(data.request.base_url).rstrip("/") + data.href(iri)


def context_of(text: str, passages: tuple[Row, ...]) -> tuple[Window, list[Piece]] | None:
    """The text around the words of a statement in pieces; None where the words do not stand there as the graph says."""
    marks = [Mark(int(row["start"]), int(row["end"]), row["part"]) for row in passages]
    words = [mark for mark in marks if mark.name == "content"] or marks
    if not words or any(text[int(row["start"]) : int(row["end"])] != row["exact"] for row in passages):
        return None
    near = window(text, min(mark.start for mark in words), max(mark.end for mark in words))
    return near, pieces(text, near.start, near.end, marks)
