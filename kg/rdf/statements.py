"""Statements with their spans, issues and stances, as quads."""

from __future__ import annotations

from typing import Final

from kg.iris import digest, plain_key
from kg.model import Stance, Statement, StatementKind
from kg.namespaces import PROV
from kg.rdf.agents import Agents
from kg.rdf.context import Context, section_index
from kg.rdf.documents import IN_DOCUMENT
from kg.rdf.terms import TYPE, code, decimal, integer, iri, string, wsw

_CLASSES: Final = {
    StatementKind.DIRECT: wsw("DirectSpeech"),
    StatementKind.INDIRECT: wsw("IndirectSpeech"),
    StatementKind.FINDING: wsw("ReportedFinding"),
}
_ISSUES_AT_MOST: Final = 3
_DERIVED_FROM: Final = f"<{PROV}wasDerivedFrom>"
_GENERATED_BY: Final = f"<{PROV}wasGeneratedBy>"
_STATEMENT: Final = wsw("Statement")
_WORDS: Final = wsw("words")
_RULE: Final = wsw("rule")
_CONFIDENCE: Final = wsw("confidence")
_IN_SECTION: Final = wsw("inSection")
_REFERS_TO: Final = wsw("refersTo")


def add_statements(context: Context, agents: Agents) -> None:
    """Add every statement of the extraction."""
    for index, statement in enumerate(context.extraction.statements):
        attribution = context.attribution_keys[statement.attribution]
        speaker = agents.speaker(statement.speaker, attribution)
        _add_statement(context, index, statement, speaker)
        _add_spans(context, index, statement)
        _add_issues(context, index, statement)
        _add_stances(context, index, statement, speaker)
        if statement.speaker and statement.speaker.on_behalf_of:
            body = agents.speaker(statement.speaker.on_behalf_of, attribution)
            context.graph.add(context.statement(index), wsw("onBehalfOf"), body)


def _add_statement(context: Context, index: int, statement: Statement, speaker: str) -> None:
    graph, node = context.graph, context.statement(index)
    graph.add(node, TYPE, _STATEMENT, _CLASSES[statement.kind])
    graph.add(node, wsw("speaker"), speaker)
    graph.add(node, _WORDS, string(statement.words))
    graph.add(node, IN_DOCUMENT, iri(context.document_iri))
    graph.add(node, _IN_SECTION, context.section(statement.section))
    graph.add(node, wsw("order"), integer(index))
    graph.add(node, _CONFIDENCE, decimal(statement.confidence))
    graph.add(node, _RULE, string(statement.rule))
    graph.add(node, _GENERATED_BY, iri(context.run))
    graph.add(node, _REFERS_TO, *(iri(reference.iri) for reference in statement.statutes))
    graph.add(node, wsw("respondsTo"), *(_answered(context, target) for target in statement.responds_to))
    if statement.embedded_in is not None:
        graph.add(node, wsw("embeddedIn"), context.statement(statement.embedded_in))


def _answered(context: Context, target: str) -> str:
    index = section_index(target)
    return iri(target) if index is None else context.section(index)


def _add_spans(context: Context, index: int, statement: Statement) -> None:
    graph, node, key = context.graph, context.statement(index), context.statement_keys[index]
    for number, part in enumerate(statement.parts, start=1):
        graph.add(node, wsw("contentSpan"), context.span(key, f"c{number}", part))
    if statement.source:
        graph.add(node, wsw("sourceSpan"), context.span(key, "s1", statement.source))
    if statement.cue:
        graph.add(node, wsw("cueSpan"), context.span(key, "q1", statement.cue))


def _add_issues(context: Context, index: int, statement: Statement) -> None:
    graph, node, key = context.graph, context.statement(index), context.statement_keys[index]
    matches = {match.notation: match for match in reversed(statement.issues)}  # the best of equal ones
    best = [match for match in statement.issues if matches[match.notation] is match][:_ISSUES_AT_MOST]
    for rank, match in enumerate(best, start=1):
        issue = iri(context.iris.issue(match.notation))
        link = iri(context.iris.of("link", f"{key}-{plain_key(match.notation)}"))
        graph.add(node, wsw("aboutIssue"), issue)
        graph.add(link, TYPE, wsw("IssueLink"))
        graph.add(link, wsw("ofStatement"), node)
        graph.add(link, wsw("toIssue"), issue)
        graph.add(link, wsw("score"), decimal(match.score))
        graph.add(link, wsw("rank"), integer(rank))
        graph.add(link, _RULE, string(match.rule))


def _add_stances(context: Context, index: int, statement: Statement, holder: str) -> None:
    surest: dict[str, Stance] = {}
    for stance in statement.stances:
        target = _target(context, stance)
        if target not in surest or stance.confidence > surest[target].confidence:
            surest[target] = stance
    for target, stance in surest.items():
        _add_stance(context, index, stance, target, holder)


def _target(context: Context, stance: Stance) -> str:
    index = section_index(stance.target)
    return iri(stance.target) if index is None else context.proposition(index)


def _add_stance(context: Context, index: int, stance: Stance, target: str, holder: str) -> None:
    key = f"{context.statement_keys[index]}-{digest('stance', target)}"
    graph, node = context.graph, iri(context.iris.of("stance", key))
    graph.add(node, TYPE, wsw("Stance"))
    graph.add(node, wsw("holder"), holder)
    graph.add(node, wsw("target"), target)
    graph.add(node, wsw("polarity"), code(stance.polarity))
    graph.add(node, wsw("basis"), code(stance.basis))
    graph.add(node, _CONFIDENCE, decimal(stance.confidence))
    graph.add(node, _RULE, string(stance.rule))
    graph.add(node, _DERIVED_FROM, context.statement(index))
