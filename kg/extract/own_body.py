"""A document -> who "we", its recommender and its respondents are: the body whose document it is, and who answered it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from kg.extract.imprint import Imprint
from kg.extract.mentions import SpeakerWords
from kg.extract.speaker_forms import kind_of_name, known_or_new, registered
from kg.extract.text_names import CAPITALISED_NAME, TextNames
from kg.knowledge import Knowledge
from kg.knowledge.agents import Registry
from kg.model import Document, Section, Speaker, SpeakerKind

_WE = re.compile(r"\b(?:we|our|us)\b", re.I)
_FEWEST_OWN = 3  # times that a text says "we", or "the inquiry", before these are taken for one another
_ACCEPTED = r"recommendations? (?:is|are|was|were) (?:accepted|rejected|agreed|noted)"
_ANSWERING = re.compile(rf"{_ACCEPTED}|\b(?i:accepts?|rejects?|agree(?:s|d)? with) (?:this|these) recommendations?\b")
_FEWEST_NAMED = 2  # times that a text names the committee whose report it seems to be
_HEADING_WORDS = 6  # of the longest heading that is a body's name


class OwnBody:
    """Tells whose document it is."""

    def __init__(
        self,
        document: Document,
        heads: Sequence[str],
        names: TextNames,
        knowledge: Knowledge,
        words: SpeakerWords,
        default_respondent: str,
    ) -> None:
        """heads: running heads of the pages, which name the work or its body."""
        self._document = document
        self._heads = "\n".join(heads)
        self._names = names
        self._registry: Registry = knowledge.registry
        self._lexicon = knowledge.lexicon
        self._words = words
        self._default_respondent = default_respondent
        self._block_starts = [block.span.start for block in document.blocks]
        self._imprint = Imprint(document, knowledge.registry, words, knowledge.lexicon)
        self._nouns = knowledge.lexicon.words("speakers", "own", "nouns")
        self.publisher: Speaker | None = self._publisher()

    def at(self, offset: int) -> Speaker | None:
        """Who "we" is at a place: the body that the nearest heading names, else the one whose document it is."""
        place = bisect_right(self._block_starts, offset) - 1
        sections = self._document.sections
        section: Section | None = sections[self._document.blocks[place].section] if place >= 0 else None
        while section is not None and section.parent is not None:
            if self._names_body(section.title):
                return known_or_new(section.title, SpeakerKind.ORGANISATION, self._registry)
            section = sections[section.parent]
        return self.publisher

    def _names_body(self, title: str) -> bool:
        words = title.split()
        if not 1 <= len(words) <= _HEADING_WORDS or words[-1].casefold() not in self._words.bodies:
            return False
        return all(word[:1].isupper() or word in ("of", "for", "the", "and") for word in words)

    @cached_property
    def recommender(self) -> Speaker | None:
        """Whose recommendations the document sets out: the inquiry or committee that it writes of, else its publisher."""
        answered = self._names.title.answered
        if answered is not None:
            return self._names.new(answered)
        nouns = self._own_nouns()
        if not nouns:
            return None if _ANSWERING.search(self._names.text) else self.publisher  # who answers did not recommend
        noun = nouns.most_common(1)[0][0]
        return (
            self._names.of_title(noun)
            or self._names.by_short_name(f"the {noun}")
            or self._names.with_noun(noun)
            or Speaker(noun[:1].upper() + noun[1:], SpeakerKind.ORGANISATION, kind_guessed=True, named=False)
        )

    def _own_nouns(self) -> Counter[str]:
        """How often the text writes of "the Inquiry"."""
        either = "|".join(f"[{noun[0].upper()}{noun[0]}]{noun[1:]}" for noun in self._nouns)
        small = self._lexicon.words("speakers", "own", "small")
        return Counter(
            noun.casefold()
            for noun in re.findall(rf"\b(?:[Tt]he|[Tt]his|[Oo]ur)\s+({either})\b", self._names.text)
            if noun[0].isupper() or noun in small
        )

    @cached_property
    def respondents(self) -> Speaker:
        """The group of those who answered, where a passage names no holder."""
        words = _any_of(self._lexicon.words("speakers", "own", "respondents"))
        text = self._names.text.casefold()
        counts = Counter(re.findall(rf"\b({words})\b", text))
        counts = counts or Counter(f"{one}s" for one in re.findall(rf"\b({words.replace('s|', '|')[:-1]})\b", text))
        default = "witnesses" if self._imprint.cited_as() else self._default_respondent
        member = counts.most_common(1)[0][0] if counts else default
        return Speaker(member[:1].upper() + member[1:], SpeakerKind.GROUP, named=False, member_role=member)

    def _publisher(self) -> Speaker | None:
        """The publisher as given, else the body that running heads name, else the one that the text writes of as its own."""
        if self._document.publisher:
            return self._as_given(self._document.publisher)
        return (
            self._of_heads()
            or self._of_imprint()
            or self._government()
            or self._most_written_of()
            or self._of_citations()
        )

    def _as_given(self, publisher: str) -> Speaker:
        """The publisher, unless the title says that it prints a government's answer or the words of another."""
        title = self._names.title
        if title.answering_government is not None:
            government = self._names.new(title.answering_government) if " " in title.answering_government else None
            found = government or self._names.government
            if found is not None:
                return found
        if title.speaks_for is not None:
            return self._names.new(title.speaks_for)
        known = self._registry.named(publisher)
        return registered(known[0]) if known else self._names.new(title.publisher or publisher)

    def _of_imprint(self) -> Speaker | None:
        name = self._imprint.name()
        return self._names.explained(name) or self._new(name) if name is not None else None

    def _of_citations(self) -> Speaker | None:
        """ "Committee", not named: a report that cites evidence as a committee's does."""
        noun = self._imprint.cited_as()
        if noun is None:
            return None
        named = self._names.with_noun(noun.casefold())
        if named is not None and self._names.text.count(f"the {named.label}") >= _FEWEST_NAMED:
            return named
        return Speaker(noun, SpeakerKind.ORGANISATION, kind_guessed=True, named=False)

    def _new(self, name: str) -> Speaker:
        kind = kind_of_name(name, self._words)
        kind = kind if kind in (SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT) else SpeakerKind.ORGANISATION
        return known_or_new(name, kind, self._registry)

    def _of_heads(self) -> Speaker | None:
        """The body that running heads name: "Inquiry into X | The Report"."""
        nouns = _any_of(noun.capitalize() for noun in self._lexicon.words("speakers", "own", "running_heads"))
        names = Counter(re.findall(rf"\b({CAPITALISED_NAME}(?:{nouns}))\b", self._heads))
        name = next((name for name, _ in names.most_common() if len(name.split()) >= 2), None)
        return known_or_new(name, SpeakerKind.ORGANISATION, self._registry) if name is not None else None

    def _government(self) -> Speaker | None:
        """The government, where it tells what it accepts and rejects; not where others tell what it does."""
        name = str(self._lexicon.tables["speakers"]["own"]["government"])
        verbs = self._lexicon.words("speakers", "own", "government_verbs")
        answering = self._lexicon.words("speakers", "own", "answering_verbs")
        text = self._names.text
        tells = re.findall(rf"\bThe {name}\s+({_any_of([*verbs, *answering])})\b", text)
        answers = len(tells) >= _FEWEST_OWN and any(verb in answering for verb in tells)
        if not answers and not re.search(rf"\b{_ACCEPTED}[^.]{{0,60}}\bby the (?:\w+ ){{0,2}}{name}\b", text):
            return None
        return self._names.government or known_or_new(name, SpeakerKind.ORGANISATION, self._registry)

    def _most_written_of(self) -> Speaker | None:
        """The body that the text writes of most ("the inquiry", "the review") while it says "we"."""
        text = self._names.text
        expression = re.compile(rf"\b(?:the|this|our)\s+({_any_of(self._nouns)})\b", re.I)
        counts = Counter(match[1].casefold() for match in expression.finditer(text))
        noun, often = counts.most_common(1)[0] if counts else ("", 0)
        if often < _FEWEST_OWN or len(_WE.findall(text)) < _FEWEST_OWN or self._addresses(noun):
            return None
        names = self._names
        return names.by_short_name(f"the {noun}") or names.most_mentioned("review", noun) or names.with_noun(noun)

    def _addresses(self, noun: str) -> bool:
        """ "We welcome the review": the text of another."""
        verbs = _any_of(self._lexicon.words("speakers", "own", "addressing"))
        return bool(re.search(rf"\b(?i:we)(?:\s\w+){{0,2}}\s(?:{verbs})\s(?:the|this)\s{noun}\b", self._names.text))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(words)
