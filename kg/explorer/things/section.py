"""A section of a document in, its page out: for a question, who answered what."""

from __future__ import annotations

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facts import facts_of
from kg.explorer.listing import listing
from kg.explorer.listing_kinds import FACETS, LISTED
from kg.explorer.page import page
from kg.explorer.statement_keys import statement_keys


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a section."""
    data.takes(*LISTED, several=FACETS)
    return page(
        data,
        "section.html",
        iri=iri,
        label=label,
        facts=facts_of(data, iri),
        passages=data.rows("pages/passages", thing=term(iri)),
        listing=listing(data, statement_keys(data, refers=term(iri))),
    )
