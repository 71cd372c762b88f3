"""The dilemmas that a document itself words, with their options and who holds them, as quads."""

from __future__ import annotations

from typing import Final

from kg.iris import Numbering, digest, nfc
from kg.model import Basis, FoundDilemma, Polarity
from kg.namespaces import PROV, RDFS, SKOS
from kg.rdf.agents import Agents
from kg.rdf.context import Context, shortened
from kg.rdf.documents import IN_DOCUMENT
from kg.rdf.terms import TYPE, code, decimal, iri, string, wsw

_LABEL: Final = f"<{RDFS}label>"
_GENERATED_BY: Final = f"<{PROV}wasGeneratedBy>"
_DERIVED_FROM: Final = f"<{PROV}wasDerivedFrom>"
_SIDE_CHARACTERS: Final = 70  # of a side in a dilemma's label
_HELD: Final = 0.5  # confidence that a group holds the side that its own words are


def add_dilemmas(context: Context, agents: Agents) -> None:
    """Add every dilemma of the extraction."""
    numbering = Numbering()
    for dilemma in context.extraction.dilemmas:
        same = tuple(nfc(side) for side in dilemma.sides)
        key = digest("dilemma", context.document.key, *dilemma.sides, numbering.number(same))
        _add_dilemma(context, agents, dilemma, key)


def _add_dilemma(context: Context, agents: Agents, dilemma: FoundDilemma, key: str) -> None:
    graph, node = context.graph, iri(context.iris.of("dilemma", key))
    options = [iri(context.iris.of("dilemma", f"{key}-{number}")) for number in (1, 2)]
    graph.add(node, TYPE, wsw("Dilemma"))
    graph.add(
        node, _LABEL, context.label(" or ".join(shortened(side, _SIDE_CHARACTERS) for side in dilemma.sides) + "?")
    )
    graph.add(node, wsw("option"), *options)
    graph.add(node, wsw("passage"), context.span(key, "p1", dilemma.span))
    graph.add(node, IN_DOCUMENT, iri(context.document_iri))
    graph.add(node, wsw("rule"), string(dilemma.rule))
    if dilemma.matter is not None:
        graph.add(node, f"<{SKOS}closeMatch>", iri(dilemma.matter))
    graph.add(node, _GENERATED_BY, iri(context.run))
    for option, other, side in zip(options, options[::-1], dilemma.sides, strict=True):
        graph.add(option, TYPE, wsw("Position"))
        graph.add(option, _LABEL, context.label(side))
        graph.add(option, wsw("inTensionWith"), other)
    for option, statement in zip(options, dilemma.statements, strict=False):  # none where nobody is told
        _add_holder(context, agents, option, statement, dilemma.rule)


def _add_holder(context: Context, agents: Agents, option: str, index: int, rule: str) -> None:
    said = context.extraction.statements[index]
    node = iri(context.iris.of("stance", f"{context.statement_keys[index]}-{digest('stance', option)}"))
    graph = context.graph
    graph.add(node, TYPE, wsw("Stance"))
    graph.add(node, wsw("holder"), agents.speaker(said.speaker, context.attribution_keys[said.attribution]))
    graph.add(node, wsw("target"), option)
    graph.add(node, wsw("polarity"), code(Polarity.AGREE))
    graph.add(node, wsw("basis"), code(Basis.INFERRED))
    graph.add(node, wsw("confidence"), decimal(_HELD))
    graph.add(node, wsw("rule"), string(rule))
    graph.add(node, _DERIVED_FROM, context.statement(index))
