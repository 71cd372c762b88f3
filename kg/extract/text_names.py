"""The names that one document's text gives or explains: registered agents it mentions, acronyms, names with a noun."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from kg.extract.acronyms import Initials, defined_acronyms
from kg.extract.governments import Governments
from kg.extract.mentions import SpeakerWords
from kg.extract.names import Mention, NameFinder
from kg.extract.persons import NamedPerson, Persons
from kg.extract.speaker_forms import kind_of_name, kind_of_noun, known_or_new, registered, without_article
from kg.extract.text_roles import TextRoles
from kg.extract.title_names import TitleNames
from kg.extract.whole_names import whole_names
from kg.knowledge import Knowledge
from kg.knowledge.agents import normal_form
from kg.model import Document, Speaker, SpeakerKind

_CAPITALISED_WORD = r"(?:[A-Z][a-z]{0,2}\.|[A-Z](?:[\w’'&-]|\.(?=\w)){0,60})"  # a full stop in "St." ends no sentence
CAPITALISED_NAME = rf"(?:{_CAPITALISED_WORD}\s+(?:(?:of|for|and|on|in|the|to|&)\s+){{0,3}}){{0,7}}"
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_HANGS = re.compile(r"\b(?:of|to|for|in|on)\s+(?:the\s+)?$")  # "Rules of Court" are no court
_SENTENCE_OPENING = re.compile(r"^(?:The|This|In|As|If|And|But|When|On|At|For|That)\s+")


class TextNames:
    """Looks names up in one document and in the registry."""

    def __init__(
        self, document: Document, lines: Sequence[str], heads: Sequence[str], knowledge: Knowledge, words: SpeakerWords
    ) -> None:
        """lines: the text of each block, white space collapsed; heads: running heads of the pages."""
        self.persons = Persons(lines, words, knowledge.lexicon, others=_notes(document, lines))
        self._roles = TextRoles(lines, self.persons, words.roles)
        self.text = "\n".join([*lines, *heads])
        self._registry = knowledge.registry
        self._words = words
        function_words = frozenset(knowledge.lexicon.words("sentences", "function_words"))
        self._finder = NameFinder(knowledge.registry, words.bodies, function_words)
        self._governments = Governments(self.text, knowledge.lexicon)
        self._acronyms = defined_acronyms(lines)
        self._initials = Initials(document.text)
        self.title = TitleNames(document.title, document.publisher, words, knowledge.lexicon)
        dates = knowledge.lexicon.tables["dates"]
        self._whole = whole_names(lines, [*dates["weekdays"], *(name for month in dates["months"] for name in month)])
        self._with_noun: dict[str, Speaker | None] = {}
        self._mentioned = Counter(mention.agent.iri for line in lines for mention in self.mentions(line))

    def mentions(self, text: str) -> list[Mention]:
        """Registered names in the order of the text, none inside another."""
        return self._finder.mentions(text)

    def whole(self, line: str) -> list[tuple[int, int]]:
        """Places of names of several words, registered or with "the" inside, in order; none overlaps another."""
        places = [(mention.start, mention.end) for mention in self.mentions(line)]
        for match in self._whole.finditer(line) if self._whole else ():
            if all(end <= match.start() or match.end() <= start for start, end in places):
                places.append(match.span())
        return sorted(place for place in places if " " in line[slice(*place)])

    def is_mentioned(self, iri: str) -> bool:
        return self._mentioned[iri] > 0

    def most_mentioned(self, cls: str, noun: str = "") -> Speaker | None:
        """The registered agent of a class, with the noun in its label, that the document mentions most."""
        for iri, _ in self._mentioned.most_common():
            agent = self._registry.by_iri[iri]
            if agent.cls == cls and noun in agent.label.casefold():
                return registered(agent)
        return None

    @cached_property
    def government(self) -> Speaker | None:
        """Whom the text means by "the Government"; None where it leaves that open."""
        name = self._governments.meant()
        return known_or_new(name, SpeakerKind.ORGANISATION, self._registry) if name is not None else None

    def by_short_name(self, text: str) -> Speaker | None:
        """A short form that counts once the text has named the agent, or is about it; and a surname alone."""
        for agents in (
            self._registry.by_short_name.get(normal_form(text), ()),
            self._registry.by_surname.get(normal_form(self.persons.surname_in(text) or ""), ()),
        ):
            named = [agent for agent in agents if self.is_mentioned(agent.iri)]
            if len({agent.iri for agent in named}) == 1:
                return registered(named[0])
        return None

    def stands_alone(self, acronym: str) -> bool:
        """Whether the text explains an acronym, or puts "the" before it."""
        return self._expanded(acronym) is not None or f"the {acronym} " in self.text

    def explained(self, text: str) -> Speaker | None:
        """What the text itself explains: an acronym, a person's full name."""
        name = self._expanded(without_article(text))
        if name is not None:
            return known_or_new(name, SpeakerKind.ORGANISATION, self._registry)
        person = self.persons.read(text)
        return self._of_person(person) if person is not None else None

    @property
    def explained_names(self) -> tuple[str, ...]:
        """Full names of the acronyms that the text defines."""
        return tuple(self._acronyms.values())

    def holder(self, post: str) -> Speaker | None:
        """The person whom the text names with a post, where there is only one."""
        name = self._roles.holder(post)
        return self._of_person(NamedPerson(name)) if name is not None else None

    def holder_beside(self, post: str, owner: str) -> Speaker | None:
        """The holder of a post whom a line names beside the body that owns it: "the union's secretary, Ada Example"."""
        holder = self.holder(post)
        if holder is None:
            return None
        surname, body, held = (re.escape(word) for word in (holder.label.split()[-1], owner, post))
        before = rf"\b{body}(?:’s|'s|’|')? {held},? (?:[\w’.-]+ ){{0,4}}{surname}\b"
        behind = rf"\b{surname}\b,? (?:[\w-]+ ){{0,4}}{held} (?:of|for|at) (?:[\w’'-]+ ){{0,6}}{body}\b"
        return holder if re.search(rf"{before}|{behind}", self.text, re.I) else None

    def stands_elsewhere(self, name: str, phrase: str) -> bool:
        """Whether a name stands inside a sentence of its own, apart from a phrase that joins it to another."""
        rest = self.text.replace(phrase, "")
        return re.search(rf"(?<=[a-z,] ){re.escape(name)}(?= (?!and\b)[a-z]|[,.;’'])", rest) is not None

    def _of_person(self, person: NamedPerson) -> Speaker:
        known = self._registry.named(person.name)
        speaker = known_or_new(person.name, SpeakerKind.PERSON, self._registry)
        if known and known[0].cls != "person":
            speaker = Speaker(person.name, SpeakerKind.PERSON, kind_guessed=True)
        if person.body is None:
            return speaker
        body = self._expanded(person.body) or person.body
        kind = kind_of_name(body, self._words)
        return replace(speaker, on_behalf_of=known_or_new(body, kind, self._registry))

    def _expanded(self, text: str) -> str | None:
        if text not in self._acronyms and _ACRONYM.fullmatch(text):
            name = self._initials.name(text)
            if name is not None:
                self._acronyms[text] = name
        return self._acronyms.get(text) or self.title.expansion(text)

    def of_title(self, noun: str) -> Speaker | None:
        """Whose name in the title, or as the publisher, has the noun for its head: "the Code" is the Code of Practice."""
        name = self.title.with_noun(noun.casefold())
        return (
            known_or_new(name, kind_of_noun(noun.casefold(), self._words), self._registry) if name is not None else None
        )

    def work_of_title(self) -> Speaker | None:
        """The work that the title names and the text is about, such as a code."""
        name = self.title.work
        return known_or_new(name, SpeakerKind.DOCUMENT, self._registry) if name is not None else None

    def new(self, name: str) -> Speaker:
        """A body by its name, as the registry or the name itself tells."""
        return known_or_new(name, kind_of_name(name, self._words), self._registry)

    def with_noun(self, noun: str) -> Speaker | None:
        """The most frequent capitalised name of the text that ends in the noun: "the Inquiry" is the Example Inquiry."""
        if noun not in self._with_noun:
            name = self._name_with(noun[:1].upper() + noun[1:])
            kind = kind_of_name(name, self._words) if name is not None else None
            self._with_noun[noun] = known_or_new(name, kind, self._registry) if name and kind else None
        return self._with_noun[noun]

    def _tells_post(self, name: str) -> bool:
        """ "Counsel to the Inquiry", "Chief Officer and Executive Committee": somebody's post."""
        return any(word.casefold() in self._words.roles for word in name.split()[:-1])

    def _name_with(self, noun: str) -> str | None:
        if noun not in self.text:
            return None
        behind = rf"(?:\s+(?:on|into|for)\s+(?:the\s+)?{CAPITALISED_NAME}[A-Z][\w’'-]{{1,60}})?"
        matches = re.finditer(rf"\b{CAPITALISED_NAME}{re.escape(noun)}\b{behind}", self.text)
        counts = Counter(_SENTENCE_OPENING.sub("", match.group()) for match in matches)
        names = [name for name in counts if len(name.split()) >= 2 and not self._tells_post(name)]
        names = [name for name in names if not _HANGS.search(name.removesuffix(noun))]
        return min(names, key=lambda name: (-counts[name], self.text.find(name)), default=None)


def _notes(document: Document, lines: Sequence[str]) -> list[str]:
    """Lines outside the blocks that are read, such as footnotes: there a person may be named in full."""
    held = sum(map(len, lines))
    if held >= len(document.text):
        return []
    return [
        " ".join(document.text[piece.start : piece.end].split())
        for block in document.blocks
        if block.furniture is not None
        for piece in block.pieces
    ]
