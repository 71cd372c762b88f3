"""The findings and recommendations that statements of one document put, as quads."""

from __future__ import annotations

from typing import Final

from kg.extract.positions import Position, positions_of
from kg.model import SpeakerKind
from kg.namespaces import DCTERMS, PROV, RDFS
from kg.rdf.agents import Agents
from kg.rdf.context import Context, shortened
from kg.rdf.terms import TYPE, iri, string, wsw

_LABEL_CHARACTERS: Final = 120
_IS_PART_OF: Final = f"<{DCTERMS}isPartOf>"
_DERIVED_FROM: Final = f"<{PROV}wasDerivedFrom>"
_LABEL: Final = f"<{RDFS}label>"


def add_positions(context: Context, agents: Agents) -> None:
    """Add every position: it can be held, answered and compared, and is asserted by nobody here.

    One that a document tells twice is one node, worded as at first, derived from each telling.
    """
    told: set[str] = set()
    for position in positions_of(context.extraction):
        statement = context.extraction.statements[position.statement]
        node = iri(context.iris.finding(context.document.key, position.key))
        context.graph.add(node, _DERIVED_FROM, context.statement(position.statement))
        context.graph.add(node, _IS_PART_OF, context.section(statement.section))
        if statement.speaker and statement.speaker.kind is SpeakerKind.DOCUMENT:
            attribution = context.attribution_keys[statement.attribution]
            context.graph.add(node, _IS_PART_OF, agents.speaker(statement.speaker, attribution))
        if position.key not in told:
            told.add(position.key)
            _describe(context, node, position, statement.words)


def _describe(context: Context, node: str, position: Position, words: str) -> None:
    graph = context.graph
    graph.add(node, TYPE, wsw("Position"), wsw("Recommendation" if position.recommendation else "Finding"))
    graph.add(node, _LABEL, context.label(shortened(words, _LABEL_CHARACTERS)))
    graph.add(node, wsw("words"), string(words))
    if position.number:
        graph.add(node, wsw("number"), string(position.number))
