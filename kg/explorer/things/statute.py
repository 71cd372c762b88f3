"""An Act or a section of one in, its page out: who named it, in which words, and where else it is named."""

from __future__ import annotations

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facts import facts_of
from kg.explorer.listing import listing
from kg.explorer.page import page
from kg.explorer.statement_keys import statement_keys


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a statute."""
    return page(
        data,
        "statute.html",
        iri=iri,
        label=label,
        facts=facts_of(data, iri),
        mentions=data.rows("statute-mentions", statute=term(iri)),
        listing=listing(data, statement_keys(data, statute=term(iri))),
    )
