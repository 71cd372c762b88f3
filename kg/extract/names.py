"""A document's text -> the registered names in it; and how names of persons are written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.knowledge.agents import RegisteredAgent, Registry, normal_form

_WORD = re.compile(r"[^\W_][\w’'&.-]*(?<![.’'-])|&")
_CAPITALISED = r"[A-Z][\w’'-]{1,40}|[A-Z]\."
PARTICLES = ("de", "van", "von", "la", "del", "der", "bin", "al")  # of surnames
PERSON = re.compile(rf"(?:(?:{_CAPITALISED})\s+){{1,4}}(?:(?:{'|'.join(PARTICLES)})\s+)*[A-Z][\w’'-]{{1,60}}")
POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_LONGEST_NAME = 12  # words
_LAST_WORD = re.compile(r"(?<![\w.])([A-Z][\w’'-]*)\s$")
_LONGEST_WORD = 40  # characters looked at before a name


@dataclass(frozen=True, slots=True)
class Mention:
    """A registered agent's name at [start, end) of a line."""

    start: int
    end: int
    agent: RegisteredAgent


class NameFinder:
    """Finds the registered names of a line: the longest at each place."""

    def __init__(
        self, registry: Registry, body_nouns: Collection[str] = (), function_words: Collection[str] = ()
    ) -> None:
        """body_nouns: lower-case words that end many names ("government"): with another capitalised word before, they are another's."""
        self._registry = registry
        self._body_nouns = body_nouns
        self._function_words = function_words
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
                if agents and not (count == 1 and self._ends_longer_name(text, start, form)):
                    return Mention(start, start + len(form), agents[0]), count
        return None

    def _ends_longer_name(self, text: str, start: int, form: str) -> bool:
        """ "Government" in "Scottish Government"."""
        if form.casefold() not in self._body_nouns or not form[:1].isupper():
            return False
        before = _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start)
        return before is not None and before[1].casefold() not in self._function_words
