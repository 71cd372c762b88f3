"""The classes of a thing in, what shows it out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from starlette.responses import Response

from kg.explorer.data import Data
from kg.explorer.things import (
    agent,
    conflict,
    dilemma,
    document,
    figure,
    generic,
    issue,
    position,
    section,
    statement,
    statute,
)
from kg.namespaces import ELI, FOAF, ISSUE_ROOT, ORG, WSW

Renderer = Callable[[Data, str, str], Response]  # of what, its IRI, its label

# The first class that a thing has counts.
_OF_CLASS: Final[tuple[tuple[str, Renderer], ...]] = (
    (f"{WSW}Statement", statement.show),
    (f"{WSW}Document", document.show),
    (f"{WSW}Section", section.show),
    (f"{WSW}Dilemma", dilemma.show),
    (f"{WSW}Finding", position.show),
    (f"{WSW}Recommendation", position.show),
    (f"{WSW}Position", position.show),
    (f"{WSW}Figure", figure.show),
    (f"{WSW}Event", figure.show),
    (f"{WSW}Conflict", conflict.show),
    (f"{WSW}Corroboration", conflict.show),
    (f"{ELI}LegalResource", statute.show),
    (f"{ELI}LegalResourceSubdivision", statute.show),
    (f"{WSW}Review", agent.show),
    (f"{WSW}Report", agent.show),
    (f"{WSW}Programme", agent.show),
    (f"{FOAF}Person", agent.show),
    (f"{FOAF}Group", agent.show),
    (f"{ORG}Organization", agent.show),
)


def renderer(classes: Collection[str], iri: str) -> Renderer:
    """What shows a thing of these classes; every thing has a page."""
    if iri.startswith(ISSUE_ROOT):
        return issue.show
    return next((show for name, show in _OF_CLASS if name in classes), generic.show)
