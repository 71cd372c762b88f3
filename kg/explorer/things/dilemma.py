"""A dilemma in, its page out: the options side by side, each with those who lean to it and those who lean away."""

from __future__ import annotations

from starlette.responses import Response

from kg.explorer.data import Data, Row, term
from kg.explorer.facts import facts_of
from kg.explorer.page import page
from kg.explorer.statements import Card, cards


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a dilemma."""
    facts = facts_of(data, iri)
    rows = data.rows("dilemma-sides", dilemma=term(iri))
    options = []
    for option in facts.all("option"):
        of_option = [row for row in rows if row["option_iri"] == option["value_iri"]]
        options.append((option, facts_of(data, option["value_iri"]).one("definition"), sides_in(data, of_option)))
    return page(data, "dilemma.html", iri=iri, label=label, facts=facts, options=options)


def sides_in(data: Data, rows: list[Row]) -> list[tuple[str, list[tuple[Row, Card]]]]:
    """Rows with the columns stance, stance_basis and statement, by stance, each with the card of its statement."""
    found = {card.iri: card for card in cards(data, [row["statement"] for row in rows if row["statement"]])}
    sides = []
    for stance in ("agree", "disagree", "mixed", "unclear", ""):
        held = [(row, found[row["statement"]]) for row in rows if row["stance"] == stance and row["statement"] in found]
        if held:
            sides.append((stance, held))
    return sides
