"""The words of a phrase -> the person whom it names, as the text names that person most fully, and the body named beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.mentions import SpeakerWords
from kg.extract.names import PARTICLES, POSSESSIVE
from kg.extract.person_index import NameWords, PersonIndex, PrintedPerson, printed_persons, split_name
from kg.knowledge.lexicon import Lexicon

_PRONOUNS = ("she", "he")
_NAME_WORDS = 4  # of the longest name of a person
_LONGEST_PART = 14  # words; a longer part of a phrase is no name with its post
_PARTS = re.compile(r"\s*[,;(]\s*")
_BEHIND_NAME = re.compile(r"\s+(?:of|from|at|for|in|with|on|to|who|whose)\s+.*$|\)+$")
_OF_BODY = re.compile(r"\b(?:of|for|at|from)\s+(?:the\s+)?([A-Z].*)$")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Whom a phrase names."""

    name: str
    body: str | None = None  # the printed name of the body that the person is said to be of
    shown: bool = True  # False: nothing but capitals tells that it is a person


class Persons:
    """Reads persons' names in one document."""

    def __init__(
        self, lines: Sequence[str], words: SpeakerWords, lexicon: Lexicon, *, others: Sequence[str] = ()
    ) -> None:
        """lines: the text of each block, white space collapsed; others: lines in which full names may stand too, such as notes."""
        self._words = words
        titles = {pronoun: frozenset(lexicon.words("names", f"titles_{pronoun}")) for pronoun in _PRONOUNS}
        self._names = NameWords(
            titles=frozenset(word for title in words.titles for word in title.split()),
            honours=words.honours,
            function_words=frozenset(lexicon.words("sentences", "function_words")),
            never=words.bodies | words.documents | words.none | (words.members - words.titles),
            first_names={pronoun: frozenset(lexicon.words("names", pronoun)) for pronoun in _PRONOUNS},
            gendered_titles=titles,
        )
        self._index = PersonIndex([*lines, *others], self._names)

    def in_line(self, line: str) -> Iterator[tuple[int, str]]:
        """Where a person's name stands that a title or a first name shows, and the name as the text has it most fully."""
        for person in self._shown_in(line):
            yield person.start, self._fullest(person)

    def places(self, line: str) -> Iterator[tuple[int, int, str]]:
        """Where such a name begins behind its titles, where it ends, and the name in full."""
        for person in self._shown_in(line):
            yield line.find(person.name[0], person.start), person.end, self._fullest(person)

    def _shown_in(self, line: str) -> Iterator[PrintedPerson]:
        for person in printed_persons(line, self._names):
            if person.is_shown(self._names) or self._index.is_shown(" ".join(person.name)):
                yield person

    def pronoun_of(self, name: str) -> str | None:
        """ "he" or "she" where the person's title in the text or the first name tells; None: either."""
        return self._index.pronoun_of(name)

    def is_shown(self, name: str) -> bool:
        """Whether a title or a common first name shows that the name is a person's."""
        first = name.split()[0]
        return self._index.is_shown(name) or self._names.is_first_name(first) or self._names.is_title(first)

    def surname_in(self, text: str) -> str | None:
        """The surname, where the text is a surname alone but for titles and honours."""
        words = [
            word
            for word in text.split()
            if not self._names.is_title(word) and word.casefold() not in self._words.honours
        ]
        return words[0] if len(words) == 1 and words[0][:1].isupper() else None

    def name_in(self, text: str) -> str | None:
        """A person's name in the phrase, in full where the text gives it; None for what names no person."""
        person = self.read(text)
        return person.name if person is not None else None

    def read(self, text: str) -> NamedPerson | None:
        """The person whom a phrase names: "Dr Example", "the chair of the Trust, Ada Example", "Trust director Ada Example"."""
        parts = [part for part in _PARTS.split(text) if part]
        for at, part in enumerate(parts[:2]):
            if len(part.split()) > _LONGEST_PART:
                return None
            found = self._in_part(part)
            if found is not None:
                before = _OF_BODY.search(parts[0]) if at else None
                return NamedPerson(found.name, found.body or (before[1] if before else None), found.shown)
            if not self._tells_post(part):
                return None
        return None

    def _in_part(self, part: str) -> NamedPerson | None:
        tail = _BEHIND_NAME.search(part)
        bare = _BEHIND_NAME.sub("", part)
        run, before = self._last_run(bare.split())
        if not run:
            return None
        person = split_name(run, self._names)
        if person is None and len(run) == 1:
            return self._of_one_word(run[0], before, alone=tail is None)
        if person is None or len(person.name) > _NAME_WORDS:
            return None
        shown = person.is_shown(self._names) or self._index.is_shown(" ".join(person.name))
        post = self._post(before)
        if not shown and (tail is not None or (before and post is None)):
            return None  # "Action Network for Children"
        return NamedPerson(self._fullest(person), post or None, shown=shown)

    def _of_one_word(self, word: str, before: Sequence[str], *, alone: bool) -> NamedPerson | None:
        """A surname or first name alone, or behind a post: whom the text names in full."""
        bare = POSSESSIVE.sub("", word)
        if bare.isupper() and len(bare) > 1:
            return None
        post = self._post(before)
        if (before and post is None) or not (alone or before):
            return None
        full = self._index.by_surname(bare, None) or self._index.by_first_name(bare)
        return NamedPerson(full, post or None) if full is not None else None

    def _last_run(self, printed: Sequence[str]) -> tuple[list[str], list[str]]:
        """The capitalised words at the end that may be a name with its titles, and the words before them."""
        end = at = len(printed)
        if end > 1 and self._names.is_title(printed[-1]) and self._names.is_first_name(printed[-2]):
            at -= 1  # a surname that is a title too: "Larry King"
        while at and (self._may_be_of_name(printed[at - 1]) or (at < end and printed[at - 1] in PARTICLES)):
            at -= 1
        while at < end and printed[at] in PARTICLES:
            at += 1
        while at and at < end and printed[at - 1][:1].isupper() and self._names.is_title(printed[at - 1].strip(",")):
            at -= 1
        return list(printed[at:end]), list(printed[:at])

    def _may_be_of_name(self, word: str) -> bool:
        folded = word.casefold().strip(",")
        if not word[:1].isupper() or folded in self._names.function_words:
            return False
        return not self._names.is_title(word) and folded not in self._words.roles

    def _tells_post(self, part: str) -> bool:
        return any(word.casefold() in self._words.roles for word in re.findall(r"[\w’'-]+", part))

    def _post(self, before: Sequence[str]) -> str | None:
        """The body in "Example Trust director" before a name; "" where it tells only a post; None where it tells neither."""
        words = [word for word in before if word.casefold() not in ("the", "a", "an", "its", "their", "then", "and")]
        if not words:
            return None
        last = words[-1].casefold().strip(",")
        if last not in self._words.roles:
            return "" if last == words[-1] and last.isalpha() and not self._is_known_noun(last) else None
        body = [word for word in words[:-1] if word[:1].isupper() or word in ("of", "and", "for", "&")]
        while body and body[0][:1].islower():
            body.pop(0)
        while body and body[-1][:1].islower():
            body.pop()
        return POSSESSIVE.sub("", " ".join(body)) if any(self._of_body(word) for word in body) else ""

    def _is_known_noun(self, word: str) -> bool:
        """A word that does not tell the work of the one named behind it: "court clerk" does, "charity" and "with" do not."""
        known = self._words.bodies | self._words.documents | self._words.members | self._words.none
        return word in known or word in self._names.function_words

    def _fullest(self, person: PrintedPerson) -> str:
        name = " ".join(person.name)
        if len(person.name) > 1:
            return name
        return self._full_name(person) or " ".join((*person.titles, *person.name))

    def _full_name(self, person: PrintedPerson) -> str | None:
        """Of a title with one word: the one of this surname whom the title fits, else of this first name ("Sir Hugh")."""
        told = self._names.pronoun_of_title(person.titles)
        word = person.name[0]
        return self._index.by_surname(word, told) or self._index.by_first_name(word)

    def _of_body(self, word: str) -> bool:
        folded = POSSESSIVE.sub("", word.casefold())
        return folded in self._words.bodies | self._words.documents or (word.isupper() and len(word) > 1)
