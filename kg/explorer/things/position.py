"""A finding, recommendation or option in, its page out: its words, where it comes from, who is for it and who against."""

from __future__ import annotations

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facts import facts_of
from kg.explorer.page import page
from kg.explorer.statements import cards
from kg.explorer.things.dilemma import sides_in
from kg.namespaces import WSW


def show(data: Data, iri: str, label: str) -> Response:
    """The page of something that can be held."""
    classes = {row["class"] for row in data.rows("pages/thing", thing=term(iri))}
    data.asked.clear()
    facts = facts_of(data, iri)
    kind = next(
        (name for name in ("Finding", "Recommendation") if WSW + name in classes),
        "Option" if facts.all("option of") else "Position",
    )
    return page(
        data,
        "position.html",
        iri=iri,
        label=label,
        kind=kind.lower(),
        facts=facts,
        origin=cards(data, [row["value_iri"] for row in facts.all("derived from")]),
        sides=sides_in(data, data.rows("pages/responses-to", thing=term(iri))),
    )
