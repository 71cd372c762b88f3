"""An Act or a section of one in, its page out: who named it, in which words, and where else it is named."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facts import facts_of
from kg.explorer.listing import listing
from kg.explorer.listing_kinds import FACETS, LISTED
from kg.explorer.page import page
from kg.explorer.paging import part_of
from kg.explorer.statement_keys import statement_keys

_MENTIONS: Final = 25


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a statute."""
    data.takes("mentions", *LISTED, several=FACETS)
    part = part_of(data.request, data.rows("pages/mention-keys", statute=term(iri)), at_once=_MENTIONS, name="mentions")
    shown = [term(row["mention"]) for row in part.rows]
    return page(
        data,
        "statute.html",
        iri=iri,
        label=label,
        facts=facts_of(data, iri),
        mentions=data.rows("pages/mentions", mention=shown) if shown else [],
        part=part,
        listing=listing(data, statement_keys(data, statute=term(iri))),
    )
