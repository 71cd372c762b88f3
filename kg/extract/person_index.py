"""Lines of text -> the persons they name in full: by surname and first name, each with the pronoun that its title or first name tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.extract.names import PERSON, POSSESSIVE

_MUCH_MORE = 3  # times that a name occurs more often than the next, to be the one meant


@dataclass(frozen=True)
class NameWords:
    """Words around and in persons' names, lower case."""

    titles: frozenset[str]  # single words: "chief", "constable", "mr"
    honours: frozenset[str]
    function_words: frozenset[str]
    never: frozenset[str]  # nouns for bodies, documents and groups, months, days: in no person's name
    first_names: Mapping[str, frozenset[str]]  # "she" and "he" -> first names
    gendered_titles: Mapping[str, frozenset[str]]

    def is_title(self, word: str) -> bool:
        return word.casefold().rstrip(".") in self.titles

    def is_first_name(self, word: str) -> bool:
        return any(word.casefold() in names for names in self.first_names.values())

    def pronoun_of_title(self, titles: Iterable[str]) -> str | None:
        """ "he" or "she" where a title tells."""
        folded = [title.casefold().rstrip(".") for title in titles]
        told = {pronoun for pronoun, words in self.gendered_titles.items() if any(word in words for word in folded)}
        return told.pop() if len(told) == 1 else None

    def pronoun_of_first_name(self, first: str) -> str | None:
        told = [pronoun for pronoun, names in self.first_names.items() if first.casefold() in names]
        return told[0] if len(told) == 1 else None


@dataclass(frozen=True, slots=True)
class PrintedPerson:
    """A person's name at a place of a line."""

    start: int
    titles: tuple[str, ...]
    name: tuple[str, ...]  # without titles and honours; one word or more
    end: int = 0

    def is_shown(self, words: NameWords) -> bool:
        """By a title or a common first name."""
        return bool(self.titles) or words.is_first_name(self.name[0])


class PersonIndex:
    """The persons named in full in one document."""

    def __init__(self, lines: Iterable[str], words: NameWords) -> None:
        self._words = words
        self._counts: Counter[tuple[str, ...]] = Counter()
        self._shown: set[tuple[str, ...]] = set()
        self._pronouns: dict[str, set[str]] = defaultdict(set)  # full name or surname -> what titles tell
        for line in lines:
            for person in printed_persons(line, words):
                self._take_up(person)
        self._by_surname: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in self._counts:
            self._by_surname[name[-1]].append(name)
            self._by_first[name[0]].append(name)

    def _take_up(self, person: PrintedPerson) -> None:
        pronoun = self._words.pronoun_of_title(person.titles)
        if pronoun:
            self._pronouns[" ".join(person.name)].add(pronoun)
        if len(person.name) > 1:
            self._counts[person.name] += 1
            if person.is_shown(self._words):
                self._shown.add(person.name)

    def is_shown(self, name: str) -> bool:
        """Whether a title or first name showed somewhere that this full name is a person's."""
        return tuple(name.split()) in self._shown

    def by_surname(self, surname: str, pronoun: str | None) -> str | None:
        """The full name of the one meant; None: nobody or nobody can tell. pronoun: what the title before it told."""
        return self._one(self._by_surname.get(surname, ()), pronoun)

    def by_first_name(self, first: str) -> str | None:
        """The full name of the only one with this first name."""
        names = [name for name in self._by_first.get(first, ()) if name in self._shown]
        return self._one(names, None)

    def is_ambiguous(self, surname: str) -> bool:
        """Whether several persons of this surname are named in full."""
        shown = [name for name in self._by_surname.get(surname, ()) if name in self._shown]
        return len({name[0] for name in shown}) > 1

    def pronoun_of(self, name: str) -> str | None:
        """ "he" or "she" where the person's title in the text or the first name tells; None: either."""
        words = name.split()
        told = self._pronouns.get(name, set())
        if not told and not self.is_ambiguous(words[-1]):
            told = self._pronouns.get(words[-1], set())
        if len(told) == 1:
            return next(iter(told))
        return self._words.pronoun_of_first_name(words[0]) if len(words) > 1 else None

    def _one(self, names: Iterable[tuple[str, ...]], pronoun: str | None) -> str | None:
        fitting = [name for name in names if pronoun is None or self.pronoun_of(" ".join(name)) in (None, pronoun)]
        shown = [name for name in fitting if name in self._shown] or fitting
        people: defaultdict[tuple[str, str], Counter[tuple[str, ...]]] = defaultdict(Counter)
        for name in shown:
            people[name[0], name[-1]][name] += self._counts[name]
        ranked: list[Counter[tuple[str, ...]]] = sorted(people.values(), key=lambda forms: (-forms.total(), min(forms)))
        if not ranked or (len(ranked) > 1 and ranked[0].total() < _MUCH_MORE * ranked[1].total()):
            return None
        forms = ranked[0]
        most = min(forms, key=lambda form: (-forms[form], len(form), form))
        return " ".join(most)


def printed_persons(line: str, words: NameWords) -> Iterator[PrintedPerson]:
    """Runs of capitalised words that may be a person's name, with their titles; none with a word that stands in no name."""
    for match in PERSON.finditer(line):
        printed = match.group().split()
        start = match.start()
        while printed and printed[0].casefold() in words.function_words:
            start += len(printed[0]) + 1
            printed.pop(0)
        person = split_name(printed, words, start=start)
        if person is not None:
            yield replace(person, end=match.end())


def split_name(printed: list[str], words: NameWords, *, start: int = 0) -> PrintedPerson | None:
    """Titles before a name, the name, and no honours behind it; None where the words are no person's name."""
    name = [POSSESSIVE.sub("", word.strip(",")) for word in printed]
    while name and name[-1].casefold() in words.honours:
        name.pop()
    titles: list[str] = []
    post = max((at for at, word in enumerate(name[:-1]) if words.is_title(word) and at), default=0)
    while post and words.is_title(name[post - 1]):
        post -= 1
    start += sum(len(word) + 1 for word in name[:post])  # "Health" of "Health Secretary Ada Example"
    name = name[post:]
    while len(name) > 1 and words.is_title(name[0]) and not _opens_name(name, words):
        titles.append(name.pop(0))
    if not name or (words.is_title(name[0]) and len(name) == 1 and not titles):
        return None
    if any(_is_never(word, words) for word in name) or name[0].casefold() in words.function_words:
        return None
    if not titles and len(name) == 1:
        return None
    return PrintedPerson(start, tuple(titles), tuple(name))


def _opens_name(name: list[str], words: NameWords) -> bool:
    """A first name that is a title too, before a surname: none of the common titles is."""
    return words.is_first_name(name[0]) and len(name) > 1 and not words.is_title(name[1])


def _is_never(word: str, words: NameWords) -> bool:
    capitals = word.isupper() and len(word) > 2 and not word.endswith(".")
    return capitals or word.casefold().strip(".") in words.never
