"""A name of the graph in; itself and the other ways to write it that need no knowledge, out: "s 4 of the Piers Act", "the 1901 Act"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from kg.extract.stem import Token, tokens
from kg.query.ask.phrasing import Phrasing

# Names of these are written in one way; the others are words that have a plural.
_PROPER: Final = frozenset(("speaker", "document", "report", "target", "statute", "dilemma", "question"))
_SECTION_OF_ACT: Final = re.compile(r"(?P<act>.+) (?P<section>s \d+\w*)")
_ACT_OF_YEAR: Final = re.compile(r"(?!s \d).+ Act (?P<year>\d{4})")
_OF_A_PLACE: Final = re.compile(r" (?:for|of|in) [A-Z]\w+(?: [A-Z]\w+)?$")  # "Children's Commissioner for England"
_HEADING: Final = re.compile(r"(?P<number>(?:question|chapter) \w+)\b", re.IGNORECASE)
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"
)  # fmt: skip
_JOINED_BY: Final = frozenset(("of", "for"))
_HALF_NAME: Final = 3  # words
_SHORTER: Final = 2  # by how much a shortened name's rank is greater
_SHORT_ACT: Final = 3  # rank
_NUMBERED: Final = 2  # rank
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the things of one type that it means; several where groups of different passages share it."""

    words: tuple[Token, ...]
    type: str  # a file of queries/names/
    text: str
    terms: tuple[str, ...]  # IRIs
    rank: int

    def fits(self, words: Sequence[Token]) -> bool:
        """Whether words with the same stems are this name: proper names as written, but for a plural or possessive s."""
        if self.type in _PROPER and len(self.words) == 1 and self.words[0].word != words[0].word:
            return False  # "Commons", not "common"
        return self.type not in _PROPER or all(
            own.word.rstrip("s") == word.word.rstrip("s") for own, word in zip(self.words, words, strict=True)
        )


def iter_forms(type_name: str, term: str, name: str, rank: int) -> Iterator[tuple[str, str, int]]:
    """The name and other ways to write it: a section before its Act, a heading by its number."""
    if type_name == "dilemma" and rank > 2:
        return  # keys of IRIs, which are words of other things too
    if type_name == "speaker" and rank > 2 and not name[:1].isupper():
        return  # the last word of a description, no family name
    yield term, name, rank
    shorter = _OF_A_PLACE.sub("", name) if type_name == "speaker" else name
    if shorter != name and " " in shorter:
        yield term, shorter, rank + _SHORTER
    if type_name == "statute":
        yield from ((term, form, rank) for form in _sections(name))
    if type_name == "question":
        yield from ((term, form, _NUMBERED) for form in _headings(name))


def _sections(name: str) -> Iterator[str]:
    """A section with its Act's name behind it, with and without the year."""
    section = _SECTION_OF_ACT.fullmatch(name)
    if section:
        for act in (section["act"], re.sub(r" \d{4}$", "", section["act"])):
            yield f"{section['section']} of the {act}"
            yield f"{section['section']} {act}"


def _headings(name: str) -> Iterator[str]:
    """A question or chapter by its number: "Question one", "question 1", "first question", "q1"."""
    for heading in _HEADING.finditer(name):
        number = heading["number"].casefold()
        yield number
        kind, _, word = number.partition(" ")
        if word in _NUMBERS:
            at = _NUMBERS.index(word)
            yield from (f"{kind} {at + 1}", f"{kind} no {at + 1}", f"{kind} number {at + 1}", f"{_ORDINALS[at]} {kind}")
            if kind == "question":
                yield f"q{at + 1}"


def shortened(names: Sequence[Name], phrasing: Phrasing) -> list[Name]:
    """Shorter forms of names that no other has."""
    found = [*_short_bodies(names, phrasing), *_short_acts(names, phrasing)]
    return [*found, *_sections_of_aliases([*names, *found], phrasing)]


def _short_bodies(names: Sequence[Name], phrasing: Phrasing) -> list[Name]:
    """A body by the first half of its name, where no other is called or begins so: "the Royal College of Bells" (and Whistles)."""
    printed = sorted((" ".join(word.word for word in name.words) + " ", name.terms) for name in names)
    found = []
    for name in names:
        half, joint, _ = phrasing.respell(name.text).partition(" and ")
        words = tokens(without_article(half))
        if name.type != "speaker" or not joint or not half[:1].isupper() or "," in half or len(words) < _HALF_NAME:
            continue
        if _JOINED_BY.isdisjoint(word.word for word in words):
            continue  # "Special Educational Needs" is no body
        begin = " ".join(word.word for word in words) + " "
        following = islice(printed, bisect_left(printed, (begin, ())), None)
        alike = takewhile(lambda one: one[0].startswith(begin), following)  # noqa: B023
        if all(terms == name.terms for _, terms in alike):  # ends at the first other
            found.append(Name(words, "speaker", half, name.terms, name.rank + _SHORTER))
    return found


def _short_acts(names: Sequence[Name], phrasing: Phrasing) -> Iterator[Name]:
    """ "The 1989 Act", where one Act alone is of that year."""
    acts: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if name.type == "statute" and (act := _ACT_OF_YEAR.fullmatch(name.text)):
            acts.setdefault(act["year"], set()).add(name.terms)
    for year, terms in acts.items():
        if len(terms) == 1:
            text = f"{year} Act"
            yield Name(tokens(phrasing.respell(text)), "statute", text, next(iter(terms)), _SHORT_ACT)


def _sections_of_aliases(names: Sequence[Name], phrasing: Phrasing) -> Iterator[Name]:
    """A section before or behind any other name of its Act: "s 47 CA 1989"."""
    statutes = [name for name in names if name.type == "statute"]
    acts: dict[tuple[str, ...], list[Name]] = {}
    for name in statutes:
        acts.setdefault(name.terms, []).append(name)
    terms = {name.text: name.terms for name in statutes}
    for name in statutes:
        section = _SECTION_OF_ACT.fullmatch(name.text)
        aliases = acts.get(terms.get(section["act"], ()), ()) if section else ()
        for alias in aliases:
            if section and alias.text != section["act"]:
                for form in (
                    f"{section['section']} {alias.text}",
                    f"{section['section']} of the {alias.text}",
                    f"{alias.text} {section['section']}",
                ):
                    yield Name(tokens(phrasing.respell(form)), "statute", form, name.terms, name.rank)


def without_article(name: str) -> str:
    return re.sub(r"^(?:the|an?) (?=\w)", "", name, flags=re.IGNORECASE)
