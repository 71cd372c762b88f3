"""Any other thing in, its page out: all that the graph says of it."""

from __future__ import annotations

from pyoxigraph import NamedNode
from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.page import page
from kg.query.answers import text_of
from kg.query.table import shorten


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a thing that has no page of its own kind."""
    data.takes()
    prefixes = data.snapshot.catalogue.prefixes
    told = []
    for triple in data.describe(iri).triples:
        iri_of_value = triple.object.value if isinstance(triple.object, NamedNode) else ""
        told.append((shorten(triple.predicate.value, prefixes), text_of(triple.object), iri_of_value))
    return page(
        data,
        "thing.html",
        iri=iri,
        label=label or shorten(iri, prefixes),
        told=told,
        passages=data.rows("pages/passages", thing=term(iri)),
    )
