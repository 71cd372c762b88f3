"""A conflict or corroboration in, its page out: the passages side by side."""

from __future__ import annotations

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facts import facts_of
from kg.explorer.page import page
from kg.namespaces import WSW


def show(data: Data, iri: str, label: str) -> Response:
    """The page of what joins passages that disagree or agree."""
    data.takes()
    classes = {row["class"] for row in data.rows("pages/thing", thing=term(iri))}
    data.asked.clear()
    return page(
        data,
        "conflict.html",
        iri=iri,
        label=label,
        agrees=f"{WSW}Corroboration" in classes,
        facts=facts_of(data, iri),
        passages=data.rows("pages/passages", thing=term(iri)),
    )
