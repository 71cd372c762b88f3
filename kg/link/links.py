"""Extractions of all documents -> links between their passages: corroborations and conflicts of dates, figures and wordings."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge import Knowledge
from kg.link.events import event_links
from kg.link.figures import figure_links
from kg.link.wording import wording_links
from kg.model import CrossLink, Extraction


def find_links(extractions: Sequence[Extraction], knowledge: Knowledge) -> tuple[CrossLink, ...]:
    """All links, ordered by kind, aspect, topic and passages; the same whatever the order of the documents."""
    ordered = sorted(extractions, key=lambda extraction: extraction.document.key)
    links = [*event_links(ordered, knowledge), *figure_links(ordered, knowledge), *wording_links(ordered, knowledge)]
    return tuple(
        sorted(
            links, key=lambda link: (link.kind, link.aspect, link.topic, [(p.document, p.span) for p in link.passages])
        )
    )
