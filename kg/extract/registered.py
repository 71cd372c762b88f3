"""Words that hold a registered name or role -> the speaker: the agent itself, or one who speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.groups import GroupWords, group_of
from kg.extract.mentions import SpeakerWords
from kg.extract.names import Mention
from kg.extract.speaker_forms import kind_of_noun, registered, sentence_case, without_article
from kg.extract.text_names import TextNames
from kg.knowledge.agents import Registry, normal_form
from kg.model import Document, Speaker, SpeakerKind

_WORD = re.compile(r"[\w’']+")
_LITTLE_WORDS = frozenset(("the", "of", "for", "and", "in", "s", "a", "’s", "'s"))
_MOST_OF_PHRASE = 0.6  # share of the characters
_MOST_AROUND = 4  # words around a body's name; more mean somebody else


class RegisteredSpeakers:
    """Looks up who the registry knows by the words of one document."""

    def __init__(
        self, document: Document, registry: Registry, names: TextNames, words: SpeakerWords, groups: GroupWords
    ) -> None:
        self._date = document.issued
        self._registry = registry
        self._names = names
        self._words = words
        self._groups = groups

    def of_role(self, text: str) -> Speaker | None:
        """A role that the registry knows, at the document's date, with the body that it is of."""
        roles = self._registry.by_role.get(normal_form(text), ())
        held = [role for role in roles if self._date is None or role.held_on(self._date)]
        person = self._one_of({role.person for role in held})
        if person is None or (self._registry.named(text) and not self._names.is_mentioned(person)):
            return None
        role = next(role for role in held if role.person == person)
        body = self._registry.by_iri.get(role.organisation) if role.organisation else None
        return replace(registered(self._registry.by_iri[person]), on_behalf_of=registered(body) if body else None)

    def _one_of(self, persons: set[str]) -> str | None:
        """The one whom the text names, else the only one."""
        named = [person for person in persons if self._names.is_mentioned(person)]
        if len(named) == 1:
            return named[0]
        return next(iter(persons)) if len(persons) == 1 else None

    def of_name(self, text: str) -> Speaker | None:
        """A registered name in the phrase: a person before a body; the body is then spoken for."""
        whole = self._registry.named(text)
        if whole:
            return registered(whole[0])
        mentions = self._names.mentions(text)
        persons = [mention for mention in mentions if mention.agent.cls == "person"]
        bodies = [mention for mention in mentions if mention.agent.cls != "person"]
        if persons:
            body = registered(bodies[0].agent) if bodies else None
            return replace(registered(persons[0].agent), on_behalf_of=body)
        if not bodies:
            return None
        if group_of(text, self._groups) is not None and not _is_mostly(bodies[0], text):
            return None
        return self._with_body(text, bodies[0])

    def _with_body(self, text: str, body: Mention) -> Speaker | None:
        """The body; or a role or person beside its name, who speaks for it; or another thing that it is only part of."""
        agent = registered(body.agent)
        around = _words_around(text, body)
        if any(word in self._words.roles for word in around) and not self._names.persons.name_in(text):
            return Speaker(sentence_case(text), SpeakerKind.PERSON, named=False, on_behalf_of=agent)
        person = self._names.persons.name_in(text[: body.start]) if body.start else None
        if person is not None:
            return Speaker(person, SpeakerKind.PERSON, kind_guessed=True, on_behalf_of=agent)
        if len(around) > _MOST_AROUND:
            return None
        noun = next((word for word in around if word in self._words.bodies | self._words.documents), None)
        if noun is not None and body.agent.cls not in ("review", "report") and body.end < len(text) - 1:
            return Speaker(without_article(text), kind_of_noun(noun, self._words), kind_guessed=True)
        return agent


def _words_around(text: str, name: Mention) -> Sequence[str]:
    around = text[: name.start] + " " + text[name.end :]
    return [word for word in _WORD.findall(around.casefold()) if word not in _LITTLE_WORDS]


def _is_mostly(body: Mention, text: str) -> bool:
    """A long name with one stray word behind it, such as a verb that the parser took for a noun."""
    name = text[body.start : body.end]
    return " " in name and len(name) >= _MOST_OF_PHRASE * len(text)
