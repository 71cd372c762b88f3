"""Figures, events, statutes and responses that a document mentions, each with its passage, as quads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.iris import Numbering, digest, nfc
from kg.model import Event, Figure, Response, Span, StatuteReference
from kg.namespaces import RDFS, SCHEMA
from kg.rdf.agents import Agents
from kg.rdf.context import Context
from kg.rdf.dates import first_day
from kg.rdf.documents import IN_DOCUMENT
from kg.rdf.terms import TYPE, boolean, decimal, iri, string, wsw

_RANGE: Final = re.compile(r"([+-]?[\d.]+)\s*[–—-]\s*([+-]?[\d.]+)")
_PASSAGE: Final = wsw("passage")
_OF_STATEMENT: Final = wsw("ofStatement")
_FIGURE_TEXTS: Final = (
    ("qualifier", wsw("qualifier")),
    ("measure", wsw("measure")),
    ("population", wsw("population")),
    ("period", wsw("period")),
)


def add_mentions(context: Context, agents: Agents) -> None:
    """Add every figure, event, statute reference and response of the extraction."""
    _add_figures(context)
    _add_statutes(context)
    _add_events(context)
    _add_responses(context, agents)


def _add_passage(context: Context, node: str, key: str, span: Span, statements: Iterable[int] = ()) -> None:
    context.graph.add(node, _PASSAGE, context.span(key, "p1", span))
    context.graph.add(node, IN_DOCUMENT, iri(context.document_iri))
    context.graph.add(node, _OF_STATEMENT, *map(context.statement, statements))


# ---------------------------------------------------------------- figures


def _add_figures(context: Context) -> None:
    found: dict[tuple[Span, str, str], Figure] = {}
    statements: defaultdict[tuple[Span, str, str], list[int]] = defaultdict(list)
    for index, statement in enumerate(context.extraction.statements):
        for figure in statement.figures:
            found.setdefault(_same_figure(figure), figure)
            statements[_same_figure(figure)].append(index)
    for figure in context.extraction.figures:
        found.setdefault(_same_figure(figure), figure)
    numbering = Numbering()
    for same in sorted(found):
        figure = found[same]
        words = nfc(context.words_at(figure.span))
        number = numbering.number((words, figure.value, figure.unit))
        key = digest("figure", context.document.key, words, figure.value, figure.unit, number)
        _add_figure(context, figure, key, statements[same])


def _same_figure(figure: Figure) -> tuple[Span, str, str]:
    return figure.span, figure.value, figure.unit


def _add_figure(context: Context, figure: Figure, key: str, statements: list[int]) -> None:
    graph, node = context.graph, iri(context.iris.of("figure", key))
    graph.add(node, TYPE, wsw("Figure"))
    if bounds := _RANGE.fullmatch(figure.value.strip()):
        graph.add(node, f"<{SCHEMA}minValue>", decimal(bounds[1]))
        graph.add(node, f"<{SCHEMA}maxValue>", decimal(bounds[2]))
    else:
        graph.add(node, f"<{SCHEMA}value>", decimal(figure.value))
    graph.add(node, f"<{SCHEMA}unitText>", string(figure.unit))
    for name, predicate in _FIGURE_TEXTS:
        if text := getattr(figure, name):
            graph.add(node, predicate, string(text))
    _add_passage(context, node, key, figure.span, statements)


# ---------------------------------------------------------------- statutes


def _add_statutes(context: Context) -> None:
    found: dict[tuple[Span, str], StatuteReference] = {}
    statements: defaultdict[tuple[Span, str], list[int]] = defaultdict(list)
    for index, statement in enumerate(context.extraction.statements):
        for reference in statement.statutes:
            found.setdefault((reference.span, reference.iri), reference)
            statements[reference.span, reference.iri].append(index)
    for reference in context.extraction.statutes:
        found.setdefault((reference.span, reference.iri), reference)
    numbering = Numbering()
    for same in sorted(found):
        reference = found[same]
        words = nfc(context.words_at(reference.span))
        number = numbering.number((words, reference.iri))
        key = digest("statute", context.document.key, words, reference.iri, number)
        _add_statute_mention(context, reference, key, statements[same])


def _add_statute_mention(context: Context, reference: StatuteReference, key: str, statements: list[int]) -> None:
    graph, node = context.graph, iri(context.iris.of("link", key))
    graph.add(node, TYPE, wsw("StatuteMention"))
    graph.add(node, wsw("refersTo"), iri(reference.iri))
    if reference.act_inferred:
        graph.add(node, wsw("actInferred"), boolean(True))
    _add_passage(context, node, key, reference.span, statements)


# ---------------------------------------------------------------- events


def _add_events(context: Context) -> None:
    numbering = Numbering()
    for event in sorted(context.extraction.events, key=lambda event: (event.span, event.date, event.label)):
        day = first_day(event.date)
        if day is None:
            continue
        words = nfc(context.words_at(event.span))
        number = numbering.number((words, event.date))
        key = digest("event", context.document.key, words, event.date, number)
        node = iri(context.iris.of("event", key))
        context.graph.add(node, TYPE, wsw("Event"))
        context.graph.add(node, f"<{RDFS}label>", context.label(event.label or str(words)))
        context.graph.add(node, f"<{SCHEMA}startDate>", day[0])
        context.graph.add(node, wsw("datePrecision"), day[1])
        _add_passage(context, node, key, event.span, _statements_with(context, event))


def _statements_with(context: Context, event: Event) -> list[int]:
    """Statements one of whose parts holds the event's whole passage."""
    start, end = event.span.start, event.span.end
    return [
        index
        for index, statement in enumerate(context.extraction.statements)
        if any(part.start <= start and end <= part.end for part in statement.parts)
    ]


# ---------------------------------------------------------------- responses


def _add_responses(context: Context, agents: Agents) -> None:
    numbering = Numbering()
    for response in context.extraction.responses:
        words = nfc(context.words_at(response.span))
        number = numbering.number((words, response.agent.label))
        key = digest("response", context.document.key, words, response.agent.label, number)
        _add_response(context, agents, response, key)


def _add_response(context: Context, agents: Agents, response: Response, key: str) -> None:
    graph, node = context.graph, iri(context.iris.of("link", key))
    graph.add(node, TYPE, wsw("Response"))
    graph.add(node, wsw("respondent"), agents.speaker(response.agent, key))
    consultation = response.consultation or context.knowledge.pack.subject
    if consultation:
        graph.add(node, wsw("consultation"), iri(consultation))
    _add_passage(context, node, key, response.span)
