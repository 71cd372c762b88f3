"""A document's title and publisher -> the names in them that the text shortens: "the Committee", "the Code", an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions import SpeakerWords
from kg.extract.word_lists import any_of
from kg.knowledge.lexicon import Lexicon

_WORD = r"[A-Z][\w’'&.-]{0,40}"
_SMALL = r"(?:of|for|and|the|on|in|into|with|&)"
_CHAIN = rf"{_WORD}(?:\s+(?:{_SMALL}\s+){{0,2}}{_WORD}){{0,9}}(?:\s+\([A-Z][a-z][\w ]{{1,30}}\))?"
_POSSESSIVE = re.compile(r"(?:’s?|'s?)$")
_THE = re.compile(r"^(?:The|A|An)\s+")
_OWNER = re.compile(r"([\w-]+)(?:’s|'s)\s")
_ABOUT = re.compile(r"^(.+\s(?:of|for)\s.+?)\s(?:on|into|in)\s.*$")
_AND_THE = re.compile(r"\s+and\s+the\s+")
_OF_THE = re.compile(rf"\s+{_SMALL}\s+the\s+")
_OF = re.compile(rf"\s+{_SMALL}\s+")
_BRACKET = re.compile(r"\s+\([^)]*\)$")
_CHUNK = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+")
_LONGEST = 500  # characters of a title or a name
_FEWEST_LETTERS = 3  # of an acronym that the words' beginnings explain
_SKIPPED = frozenset(("of", "for", "and", "the", "on", "in", "&"))


class TitleNames:
    """Reads the title and the publisher of one document."""

    def __init__(self, title: str, publisher: str | None, words: SpeakerWords, lexicon: Lexicon) -> None:
        own = lexicon.tables["speakers"]["own"]
        self._title = " ".join(title[:_LONGEST].split())
        self._publisher = " ".join((publisher or "")[:_LONGEST].split())
        self._words = words
        self._house = re.compile(rf"^{any_of(own['houses'])}(?:’s|'s)?[,:]?\s+(?=[A-Z])")
        government = str(own["government"])
        answer = any_of(own["answers"])
        self._answer_of_government = re.compile(
            rf"^\W*(?:The\s+)?((?:[A-Z][\w’'-]+\s+){{0,2}}{government})(?:’s|'s)?\s+(?:\w+\s+)?(?i:{answer})\b"
        )
        self._answer = re.compile(rf"\b(?i:{answer})\s+to\s+(?:[Tt]he\s+)?({_CHAIN})")
        self._behalf = re.compile(
            rf"\b(?i:{any_of(own['works'])})s?\s+(?:for|on behalf of|from|by|of)\s+(?:[Tt]he\s+)?({_CHAIN})"
        )
        self._works = frozenset(own["named_works"])
        self._names = list(dict.fromkeys(self._read_names()))

    @property
    def publisher(self) -> str | None:
        """The publisher's name without "The" and without the house that it belongs to."""
        return self._bare(self._publisher) or None

    def with_noun(self, noun: str) -> str | None:
        """The name whose head is the noun, lower case: "committee" of "House of Commons Inland Water Committee"; None for several."""
        names = [name for name in self._names if noun in _heads(name)]
        whole = [name for name in names if not any(name != other and name.endswith(other) for other in names)]
        return whole[0] if len(whole) == 1 else None

    @property
    def work(self) -> str | None:
        """The one work that the title names, such as a code; None for none and for several."""
        works = [name for name in self._names if _heads(name) & self._works]
        return works[0] if len(works) == 1 else None

    def expansion(self, acronym: str) -> str | None:
        """The publisher, where the acronym is made of its words' beginnings: "UKHarbP" of "UK Harbour Pilots Group"."""
        name = self.publisher
        return name if name and len(acronym) >= _FEWEST_LETTERS and self._spells(acronym, name.split()) else None

    @property
    def answered(self) -> str | None:
        """The body that the document answers: "Government response to the Example Committee report"."""
        match = self._answer.search(self._title)
        if match is None:
            return None
        words = self._bare(match[1]).split()
        while words and words[-1].casefold() in self._words.documents - self._words.bodies:
            words.pop()
        name = " ".join(words)
        return name if len(words) > 1 and _heads(name) & self._words.bodies else None

    @property
    def answering_government(self) -> str | None:
        """ "Government", or the one that is named, where the title says that the document is its answer."""
        match = self._answer_of_government.match(self._title)
        return match[1] if match else None

    @property
    def speaks_for(self) -> str | None:
        """The body or post whose submission or statement the title says that the document is."""
        match = self._behalf.search(self._title)
        name = self._bare(match[1]) if match else ""
        return name if _heads(name) & (self._words.bodies | self._words.roles) else None

    def _read_names(self) -> Iterator[str]:
        speakers = self._words.bodies | self._words.roles | self._works
        for text in (self._publisher, self._title):
            for match in re.finditer(_CHAIN, text):
                for part in _AND_THE.split(match.group()):
                    for name in map(self._bare, (part, *_OF_THE.split(part)[1:])):
                        if len(name.split()) > 1 and _heads(name) & speakers:
                            yield name

    def _bare(self, name: str) -> str:
        """Without "The" and house, and without what the name owns or is about: "Ferry Commission’s Second Report"."""
        bare = self._house.sub("", _THE.sub("", name.rstrip(".,")))
        owner = next((m for m in _OWNER.finditer(bare) if m[1].casefold() in self._words.bodies), None)
        return _POSSESSIVE.sub("", _ABOUT.sub(r"\1", bare[: owner.end(1)] if owner else bare))

    def _spells(self, acronym: str, words: list[str]) -> bool:
        """Each part of the acronym begins the next word; what is left over only says what kind of body it is."""
        if acronym.casefold() == "".join(word[0] for word in words).casefold():  # "DfE"
            return acronym[:1].isupper()
        at = 0
        for number, word in enumerate(words):
            if at == len(acronym):
                return number > 1 and all(
                    left.casefold() in self._words.bodies or left == "Working" for left in words[number:]
                )
            if word.casefold() in _SKIPPED:
                continue
            part = _CHUNK.match(acronym, at)
            taken = _shared(word, acronym[at:] if word.isupper() else part.group() if part else "")
            if not taken:
                return False
            at += taken
        return at == len(acronym)


def _shared(word: str, letters: str) -> int:
    """How many of the letters begin the word: all of an acronym's, else one capital and the small ones behind it."""
    if word.isupper():
        return len(word) if letters.startswith(word) else 0
    part = letters if letters[1:2].islower() else letters[:1]
    return len(part) if part and word.startswith(part) else 0


def _heads(name: str) -> frozenset[str]:
    """The nouns that may say what it is: of "Ministry of Defence" both, lower case; of a name in brackets what stands before."""
    bare = _BRACKET.sub("", name)
    ends = (part.split()[-1].casefold() for part in (bare, _OF.split(bare)[0]) if part)
    return frozenset(ends)
