"""A finding, recommendation or option in, its page out: its words, where it comes from, who is for it and who against."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from kg.explorer.choices import one_of
from kg.explorer.data import Data, Row, term
from kg.explorer.facts import facts_of
from kg.explorer.page import page
from kg.explorer.paging import part_of
from kg.explorer.statements import cards
from kg.explorer.things.sides import STANCES, in_order, sides_in
from kg.namespaces import WSW

_AT_ONCE: Final = 25


def show(data: Data, iri: str, label: str) -> Response:
    """The page of something that can be held."""
    data.takes("stance", "page")
    classes = {row["class"] for row in data.rows("pages/thing", thing=term(iri))}
    data.asked.clear()
    facts = facts_of(data, iri)
    kind = next(
        (name for name in ("Finding", "Recommendation") if WSW + name in classes),
        "Option" if facts.all("option of") else "Position",
    )
    answers = data.rows("pages/responses-to", thing=term(iri))
    chosen = one_of(data.request, "stance", STANCES[:-1])
    listed = [row for row in in_order(answers) if row["stance"] == chosen or not chosen]
    part = part_of(data.request, listed, at_once=_AT_ONCE)
    return page(
        data,
        "position.html",
        iri=iri,
        label=label,
        kind=kind.lower(),
        facts=facts,
        origin=cards(data, [row["value_iri"] for row in facts.all("derived from")]),
        sides=sides_in(data, answers, part.rows),
        part=part,
        chosen=chosen,
        counts=[(stance, number) for stance, number in _counts(answers) if number],
    )


def _counts(answers: list[Row]) -> list[tuple[str, int]]:
    """How many answers there are on each side that can be chosen."""
    return [(stance, sum(row["stance"] == stance for row in answers)) for stance in STANCES[:-1]]
