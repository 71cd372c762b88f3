"""Which statement answers which finding or recommendation, with the reason, as quads of the links graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.iris import digest
from kg.knowledge import Knowledge
from kg.model import Answer, Extraction
from kg.namespaces import PROV
from kg.rdf.agents import Agents
from kg.rdf.context import Context
from kg.rdf.lines import GraphLines
from kg.rdf.spans import add_span
from kg.rdf.terms import TYPE, code, decimal, iri, string, wsw

_GENERATED_BY: Final = f"<{PROV}wasGeneratedBy>"
_DERIVED_FROM: Final = f"<{PROV}wasDerivedFrom>"


def add_answers(
    graph: GraphLines, answers: Iterable[Answer], extractions: Mapping[str, Extraction], knowledge: Knowledge, run: str
) -> None:
    """Add each answer: the short cut, the link that keeps the reason, and the stance where a side is taken.

    extractions: by the key of their document; run: an IRI.
    """
    contexts = {key: Context(extraction, knowledge, run) for key, extraction in extractions.items()}
    for answer in answers:
        _add_answer(graph, contexts[answer.document], answer)


def _add_answer(graph: GraphLines, context: Context, answer: Answer) -> None:
    statement = context.statement(answer.statement)
    target = context.iris.finding(answer.position_document, answer.position)
    key = f"{context.statement_keys[answer.statement]}-{digest('answer', target)}"
    node = iri(context.iris.of("link", key))
    graph.add(statement, wsw("respondsTo"), iri(target))
    graph.add(node, TYPE, wsw("AnswerLink"))
    graph.add(node, wsw("ofStatement"), statement)
    graph.add(node, wsw("toPosition"), iri(target))
    _add_reason(graph, node, answer)
    graph.add(node, _GENERATED_BY, iri(context.run))
    if answer.passage:
        address = context.iris.span(key, "a1")
        span = add_span(graph, address, context.snapshot_iri, context.document.text, answer.passage)
        graph.add(node, wsw("passage"), span)
    if answer.polarity:
        _add_stance(graph, context, answer, target)


def _add_stance(graph: GraphLines, context: Context, answer: Answer, target: str) -> None:
    said = context.extraction.statements[answer.statement]
    node = iri(context.iris.of("stance", f"{context.statement_keys[answer.statement]}-{digest('stance', iri(target))}"))
    graph.add(node, TYPE, wsw("Stance"))
    graph.add(node, wsw("holder"), Agents(context).speaker(said.speaker, context.attribution_keys[said.attribution]))
    graph.add(node, wsw("target"), iri(target))
    if answer.polarity:
        graph.add(node, wsw("polarity"), code(answer.polarity))
    graph.add(node, wsw("basis"), code(answer.basis))
    _add_reason(graph, node, answer)
    graph.add(node, _DERIVED_FROM, context.statement(answer.statement))


def _add_reason(graph: GraphLines, node: str, answer: Answer) -> None:
    graph.add(node, wsw("confidence"), decimal(answer.confidence))
    graph.add(node, wsw("rule"), string(answer.rule))
