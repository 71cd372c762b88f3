"""A dilemma in, its page out: the options side by side with who leans where, and the same matter in the words of documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from kg.explorer.data import Data, Row, term
from kg.explorer.facts import facts_of
from kg.explorer.page import page
from kg.explorer.statements import by
from kg.explorer.things.sides import first_of_each, sides_in

_SHOWN: Final = 4  # statements on each side of an option; the option's page has them all


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a dilemma."""
    data.takes()
    facts = facts_of(data, iri)
    asked = facts.all("option")
    found = data.rows("pages/responses-to", thing=[term(row["value_iri"]) for row in asked]) if asked else []
    rows = by(found, "thing")
    options = []
    for option in asked:
        of_option = rows[option["value_iri"]]
        definition = facts_of(data, option["value_iri"]).one("definition")
        options.append((option, definition, sides_in(data, of_option, first_of_each(of_option, _SHOWN))))
    return page(
        data,
        "dilemma.html",
        iri=iri,
        label=label,
        facts=facts,
        options=options,
        passages=data.rows("pages/passages", thing=term(iri)),
        worded=_worded(data, [row["value_iri"] for row in facts.all("worded in a text")]),
    )


def _worded(data: Data, iris: Sequence[str]) -> list[tuple[str, str, list[Row], list[Row]]]:
    """Dilemmas of the same matter that documents word themselves: IRI, name, options, passages."""
    found = data.rows("pages/passages", thing=[term(iri) for iri in iris]) if iris else []
    passages = by(found, "thing")
    facts = {iri: facts_of(data, iri) for iri in iris}
    names = {row["dilemma_iri"]: row["dilemma"] for row in data.rows("pages/dilemmas")}
    return [(iri, names.get(iri, ""), facts[iri].all("option"), passages[iri]) for iri in iris]
