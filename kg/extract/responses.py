"""A document -> who answered a consultation: the lines of a list under a heading that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.names import NameFinder
from kg.knowledge import Knowledge
from kg.knowledge.agents import Registry
from kg.model import BlockKind, Document, Response, Span, Speaker, SpeakerKind
from kg.read.flow import Flow, flow_of

_LONGEST_LINE = 150  # characters; a longer one is a sentence
_ENDS_SENTENCE = re.compile(r"[.!?]$")
_ANSWERED = frozenset(  # classes of what can be answered
    ("report", "review", "programme")
)
_MARK = re.compile(r"[•●\-–*\s]*")
_TWO_NAMES = re.compile(r"(?<=\))\s+(?=[A-Z])")  # a bracketed short form ends the first of two names on one line
_SHORT_FORM = re.compile(r"^(?P<name>.+?)\s*\((?P<short>[^()]+)\)$")


def find_responses(document: Document, knowledge: Knowledge) -> tuple[Response, ...]:
    """One response for each body that a list of respondents names, in the order of the list."""
    headings = [re.compile(expression, re.I) for expression in knowledge.lexicon.words("responses", "headings")]
    joins = re.compile("|".join(knowledge.lexicon.words("responses", "joins")))
    names = NameFinder(knowledge.registry)
    answering = re.compile("|".join(knowledge.lexicon.words("responses", "answering")), re.I)
    return tuple(
        Response(agent, span, _answered(heading, names, answering))
        for heading, text, span in _listed(document, headings)
        for agent in _agents(text, joins, knowledge.registry)
    )


def _answered(heading: str, names: NameFinder, answering: re.Pattern[str]) -> str | None:
    """The IRI of what a heading says was answered: "organisations that responded to the Case for Change"."""
    return next(
        (
            mention.agent.iri
            for mention in names.mentions(heading)
            if mention.agent.cls in _ANSWERED and answering.search(heading[: mention.start])
        ),
        None,
    )


def _listed(document: Document, headings: list[re.Pattern[str]]) -> Iterator[tuple[str, str, Span]]:
    """The heading of respondents and each name under it, up to the next heading."""
    above: str | None = None
    for block in document.blocks:
        if not block.is_read:
            continue
        flow = flow_of(document, block)
        if block.kind is BlockKind.HEADING:
            above = flow.text if any(heading.search(flow.text) for heading in headings) else None
        elif above is not None and len(flow.text) <= _LONGEST_LINE and not _ENDS_SENTENCE.search(flow.text):
            yield from ((above, text, span) for text, span in _names(flow))


def _names(flow: Flow) -> Iterator[tuple[str, Span]]:
    mark = _MARK.match(flow.text)
    start = mark.end() if mark else 0
    for end in [*(match.start() for match in _TWO_NAMES.finditer(flow.text)), len(flow.text)]:
        if end > start:
            yield flow.text[start:end], flow.span(start, end)
        start = end + 1


def _agents(text: str, joins: re.Pattern[str], registry: Registry) -> Iterator[Speaker]:
    """The body, or the bodies, of a line; one that the registry does not know keeps its printed name."""
    for name in [text] if registry.named(text) else joins.split(text):
        parts = _SHORT_FORM.match(name)
        forms = [name, *(parts.group("name", "short") if parts else ())]
        known = next((found[0] for form in forms if (found := registry.named(form))), None)
        if known is not None:
            kind = SpeakerKind.PERSON if known.cls == "person" else SpeakerKind.ORGANISATION
            yield Speaker(known.label, kind, iri=known.iri)
        elif name:
            yield Speaker(parts["name"] if parts else name, SpeakerKind.ORGANISATION, kind_guessed=True)
