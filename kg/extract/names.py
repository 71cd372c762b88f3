"""A document's text -> the names in it: registered agents, and persons as the text names them most fully."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.knowledge.agents import RegisteredAgent, Registry, normal_form

_WORD = re.compile(r"[^\W_][\w’'&.-]*(?<![.’'-])|&")
_CAPITALISED = r"[A-Z][\w’'-]{1,40}|[A-Z]\."
PARTICLES = ("de", "van", "von", "la", "del", "der", "bin", "al")  # of surnames
PERSON = re.compile(rf"(?:(?:{_CAPITALISED})\s+){{1,4}}(?:(?:{'|'.join(PARTICLES)})\s+)*[A-Z][\w’'-]{{1,60}}")
POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
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
        self._found: dict[str, list[Mention]] = {}  # by line; a line is asked for more than once
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for form in registry.by_form:
            words = _WORD.findall(form)
            if 1 <= len(words) <= _LONGEST_NAME:
                lengths[words[0].casefold()].add(len(words))
        # first word -> how many words its names have, the most first
        self._counts = {first: sorted(counts, reverse=True) for first, counts in lengths.items()}

    def mentions(self, text: str) -> list[Mention]:
        """Registered names in the order of the text, none inside another."""
        if text not in self._found:
            self._found[text] = self._read(text)
        return self._found[text]

    def _read(self, text: str) -> list[Mention]:
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            step = 1
            first = normal_form(text[words[at][0] : words[at][1]])
            for candidate in dict.fromkeys((first, first.removesuffix("'s"), first.removesuffix("s"))):
                match = self._longest(text, words, at, self._counts.get(candidate, ()))
                if match:
                    mention, step = match
                    found.append(mention)
                    break
            at += step
        return found

    def _longest(
        self, text: str, words: list[tuple[int, int]], at: int, counts: Sequence[int]
    ) -> tuple[Mention, int] | None:
        """The longest name of so many words, longer ones first, that begins at word `at`; and its number of words."""
        start = words[at][0]
        for count in counts:
            if at + count > len(words):
                continue
            printed = text[start : words[at + count - 1][1]]
            for form in dict.fromkeys((printed, POSSESSIVE.sub("", printed))):
                agents = self._registry.named(form)
                if agents:
                    return Mention(start, start + len(form), agents[0]), count
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
