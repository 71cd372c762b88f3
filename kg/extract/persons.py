"""The persons whom a text names: full names by surname, and which of "he" and "she" may mean them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.mentions import SpeakerWords
from kg.extract.names import PARTICLES, PERSON, POSSESSIVE, full_names
from kg.knowledge.lexicon import Lexicon

_TITLED = re.compile(r"\b([A-Z][a-z]{1,9})\.? (?:[A-Z][\w’'-]+ )?([A-Z][\w’'-]+)")
_PRONOUNS = ("she", "he")
_NAME_WORDS = 4  # of the longest name of a person


class Persons:
    """Reads persons' names in one document."""

    def __init__(self, lines: Sequence[str], words: SpeakerWords, lexicon: Lexicon) -> None:
        """lines: the text of each block, white space collapsed."""
        self._words = words
        self._titles = frozenset(word for title in words.titles for word in title.split())
        self._function_words = frozenset(lexicon.words("sentences", "function_words"))
        self._first_names = {pronoun: frozenset(lexicon.words("names", pronoun)) for pronoun in _PRONOUNS}
        titles = {pronoun: frozenset(lexicon.words("names", f"titles_{pronoun}")) for pronoun in _PRONOUNS}
        self._pronouns = _pronouns_by_title(lines, titles)
        self._full_names = full_names(lines, self._titles | words.honours, self._function_words)

    def in_line(self, line: str) -> Iterator[tuple[int, list[str]]]:
        """Where a person's name stands that a title or a first name shows, and its words."""
        for match in PERSON.finditer(line):
            words = match.group().split()
            while words and words[0].casefold() in self._function_words:
                words.pop(0)
            if len(words) >= 2 and self._shows_person(words[0].casefold()):
                yield match.start(), words

    def _shows_person(self, first: str) -> bool:
        named = first in self._first_names["she"] or first in self._first_names["he"]
        return named or first.rstrip(".") in self._words.titles

    def pronoun_of(self, name: str) -> str | None:
        """ "he" or "she" where the person's title in the text or the first name tells; None: either."""
        words = name.split()
        told = self._pronouns.get(words[-1])
        first = words[0].casefold()
        she, he = first in self._first_names["she"], first in self._first_names["he"]
        if told is None and len(words) > 1 and she != he:
            told = "she" if she else "he"
        return told

    def surname_in(self, text: str) -> str | None:
        """The surname, where the text is a surname alone but for titles and honours."""
        words = [
            word
            for word in text.split()
            if word.casefold().rstrip(".") not in self._words.titles and word.casefold() not in self._words.honours
        ]
        return words[0] if len(words) == 1 and words[0][:1].isupper() else None

    def name_in(self, text: str) -> str | None:
        """A person's name in the phrase, in full where the text gives it; None for what names no person."""
        words = text.replace(",", " ").split()
        name = [word for word in words if self._of_name(word)]
        if not name or any(self._of_body(word) for word in words):
            return None
        titled = any(self._is_title(word) for word in words)
        if not titled and any(word.isupper() and len(word) > 1 and not word.endswith(".") for word in name):
            return None
        if 2 <= len(name) <= _NAME_WORDS and not any(
            word[:1].islower() and word not in PARTICLES for word in words[words.index(name[0]) :]
        ):
            return POSSESSIVE.sub("", " ".join(name))
        full = self._full_names.get(POSSESSIVE.sub("", name[-1]))
        if full is not None and (titled or len(words) == 1):
            return full
        if not titled or len(words) > _NAME_WORDS:
            return None
        return " ".join([*(word for word in words if word not in name), *name][-2:])

    def _is_title(self, word: str) -> bool:
        return word.casefold().rstrip(".") in self._titles

    def _of_name(self, word: str) -> bool:
        folded = word.casefold()
        if not word[:1].isupper() or folded in self._function_words or self._is_title(word):
            return False
        return folded.rstrip(".") not in self._words.honours | self._words.roles

    def _of_body(self, word: str) -> bool:
        return word[:1].isupper() and word.casefold() in self._words.bodies | self._words.documents


def _pronouns_by_title(lines: Sequence[str], titles: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Surname -> "he" or "she", where the text gives the name a title."""
    found: dict[str, str] = {}
    for line in lines:
        for match in _TITLED.finditer(line):
            for pronoun, words in titles.items():
                if match[1].casefold() in words:
                    found.setdefault(POSSESSIVE.sub("", match[2]), pronoun)
    return found
