"""Agents and printed words -> Speaker values: kinds told from nouns, labels without articles."""

from __future__ import annotations

import re

from kg.extract.mentions import SpeakerWords
from kg.knowledge.agents import RegisteredAgent, Registry
from kg.model import Speaker, SpeakerKind

_KINDS = {
    "person": SpeakerKind.PERSON,
    "organisation": SpeakerKind.ORGANISATION,
    "review": SpeakerKind.ORGANISATION,
    "report": SpeakerKind.DOCUMENT,
    "programme": SpeakerKind.ORGANISATION,
}
_ARTICLE = re.compile(r"^(?:the|this|that|a|an)\s+(?=\S)", re.I)
_THE = re.compile(r"the\s", re.I)


def registered(agent: RegisteredAgent) -> Speaker:
    return Speaker(agent.label, _KINDS[agent.cls], iri=agent.iri)


def known_or_new(name: str, kind: SpeakerKind, registry: Registry) -> Speaker:
    """The registered agent of this name, else one that the text alone names, of a guessed kind."""
    known = registry.named(name)
    return registered(known[0]) if known else Speaker(name, kind, kind_guessed=True)


def kind_of_noun(word: str, words: SpeakerWords) -> SpeakerKind:
    if word in words.bodies:
        return SpeakerKind.ORGANISATION
    if word in words.documents:
        return SpeakerKind.DOCUMENT
    if word in words.roles:
        return SpeakerKind.PERSON
    if word in words.members:
        return SpeakerKind.GROUP
    return SpeakerKind.ORGANISATION


def kind_of_name(name: str, words: SpeakerWords) -> SpeakerKind:
    """The kind that the name's last telling noun shows; an organisation where none does."""
    for word in (word.casefold().strip(",.") for word in reversed(name.split())):
        kind = kind_of_noun(word, words)
        if kind is not SpeakerKind.ORGANISATION or word in words.bodies:
            return kind
    return SpeakerKind.ORGANISATION


def without_article(text: str) -> str:
    return _ARTICLE.sub("", text)


def sentence_case(text: str) -> str:
    """Without "the", and with a capital."""
    bare = without_article(text) if _THE.match(text) else text
    return bare[:1].upper() + bare[1:]
