"""A document -> who answered a consultation: the lines of a list under a heading that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.speakers import SpeakerResolver
from kg.knowledge import Knowledge
from kg.model import BlockKind, Document, Response, Span
from kg.read.flow import flow_of

_LONGEST_LINE = 150  # characters; a longer one is a sentence
_ENDS_SENTENCE = re.compile(r"[.!?]$")


def find_responses(document: Document, knowledge: Knowledge) -> tuple[Response, ...]:
    """One response for each body that a list of respondents names, in the order of the list."""
    headings = [re.compile(expression, re.I) for expression in knowledge.lexicon.words("responses", "headings")]
    joins = re.compile("|".join(knowledge.lexicon.words("responses", "joins")))
    lines = list(_listed(document, headings))
    resolver = SpeakerResolver(document, [text for text, _ in lines], knowledge)
    found = []
    for text, span in lines:
        whole = knowledge.registry.named(text)
        for name in [text] if whole else _bodies(text, joins):
            agent = resolver.resolve_line(name, span.start)
            if agent is not None:
                found.append(Response(agent, span))
    return tuple(found)


def _listed(document: Document, headings: list[re.Pattern[str]]) -> Iterator[tuple[str, Span]]:
    """The lines under a heading of respondents, up to the next heading."""
    inside = False
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        flow = flow_of(document, block)
        if block.kind is BlockKind.HEADING:
            inside = any(heading.search(flow.text) for heading in headings)
        elif inside and len(flow.text) <= _LONGEST_LINE and not _ENDS_SENTENCE.search(flow.text):
            text = flow.text.lstrip("•●-–* ")
            start = len(flow.text) - len(text)
            if text:
                yield text, flow.span(start, len(flow.text))


def _bodies(text: str, joins: re.Pattern[str]) -> list[str]:
    return [part for part in joins.split(text) if part]
