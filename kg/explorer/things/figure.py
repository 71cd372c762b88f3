"""A figure or dated event in, its page out: the number or day, and the passage that gives it."""

from __future__ import annotations

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facts import facts_of
from kg.explorer.page import page
from kg.explorer.statements import cards


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a figure or an event."""
    data.takes()
    facts = facts_of(data, iri)
    numbers = facts.one("number") or " to ".join(part for part in (facts.one("lowest"), facts.one("highest")) if part)
    return page(
        data,
        "figure.html",
        iri=iri,
        label=label,
        number=numbers,
        facts=facts,
        passages=data.rows("pages/passages", thing=term(iri)),
        statements=cards(data, [row["value_iri"] for row in facts.all("statement")]),
    )
