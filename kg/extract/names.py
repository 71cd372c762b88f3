"""A document's text -> the names in it: registered agents, acronyms that the text defines, persons' full names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.knowledge.agents import RegisteredAgent, Registry, normal_form

_WORD = re.compile(r"[^\W_][\w’'&.-]*(?<![.’'-])|&")
_CAPITALISED = r"[A-Z][\w’'-]+|[A-Z]\."
PERSON = re.compile(rf"(?:(?:{_CAPITALISED})\s+){{1,4}}(?:(?:de|van|von|la|del|der|bin|al)\s+)*[A-Z][\w’'-]+")
_DEFINED = re.compile(
    r"((?:[A-Z][\w’'&-]*|of|for|and|the|in|on|to|&)(?:\s+(?:[A-Z][\w’'&-]*|of|for|and|the|in|on|to|&)){1,9})\s+\((?:the\s+|or\s+)?[“\"‘']?([A-Z][A-Za-z&-]{1,9})s?[”\"’']?\)"
)
_LONGEST_NAME = 12  # words


@dataclass(frozen=True, slots=True)
class Mention:
    """A registered agent's name at [start, end) of a line."""

    start: int
    end: int
    agent: RegisteredAgent


class NameFinder:
    """Finds the registered names of a line: the longest at each place."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._first_words: dict[str, int] = defaultdict(int)
        for form in registry.by_form:
            words = [m.group() for m in _WORD.finditer(form)]
            if words:
                self._first_words[words[0].casefold()] = max(self._first_words[words[0].casefold()], len(words))

    def mentions(self, text: str) -> list[Mention]:
        """Registered names in the order of the text, none inside another."""
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            step = 1
            first = normal_form(text[words[at][0] : words[at][1]])
            for candidate in dict.fromkeys((first, first.removesuffix("'s"), first.removesuffix("s"))):
                match = self._longest(text, words, at, self._first_words.get(candidate, 0))
                if match:
                    mention, step = match
                    found.append(mention)
                    break
            at += step
        return found

    def _longest(self, text: str, words: list[tuple[int, int]], at: int, most: int) -> tuple[Mention, int] | None:
        for count in range(min(most, len(words) - at, _LONGEST_NAME), 0, -1):
            start, end = words[at][0], words[at + count - 1][1]
            printed = text[start:end]
            for form in (printed, re.sub(r"[’']s$|(?<=s)[’']$", "", printed)):
                agents = self._registry.named(form)
                if agents:
                    return Mention(start, start + len(form), agents[0]), count
        return None


def defined_acronyms(texts: Iterable[str]) -> dict[str, str]:
    """Acronym -> full name, where the text puts one in brackets after the other: "Open Data Institute (ODI)"."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            name = _fitting(match[1], match[2])
            if name:
                found.setdefault(match[2], name)
    return found


def _fitting(words: str, acronym: str) -> str | None:
    """The last words whose capitals spell the acronym."""
    parts = words.split()
    letters = [c for c in acronym.upper() if c.isalpha()]
    for count in range(len(letters), min(len(parts), len(letters) + 5) + 1):
        tail = parts[-count:]
        initials = [part[0] for part in tail if part[0].isupper()]
        if tail[0][0].isupper() and (
            initials == letters or [part[0].upper() for part in tail if part[0].isalpha()] == letters
        ):
            return " ".join(tail)
    return None


def full_names(texts: Iterable[str], titles: frozenset[str], function_words: frozenset[str]) -> dict[str, str]:
    """Surname -> the person's name as the text prints it most fully; without titles. Only names of two words or more."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in PERSON.finditer(text):
            words = [word for word in match.group().split() if word.casefold().rstrip(".") not in titles]
            while words and words[0].casefold() in function_words:  # "As Mr Example put it"
                words.pop(0)
            for length in (2, 3):
                if len(words) >= length:
                    counts[words[-1].removesuffix("’s").removesuffix("'s")][" ".join(words[-length:])] += 1
    return {surname: _fullest(names) for surname, names in counts.items()}


def _fullest(names: Counter[str]) -> str:
    """The name that occurs most; of equals the shorter."""
    name = min(names, key=lambda name: (-names[name], len(name.split()), name))
    return re.sub(r"[’']s$", "", name)
