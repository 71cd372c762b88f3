"""A document's text -> the full names of its acronyms: as it defines them in brackets, or as names with such initials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_DEFINED = re.compile(
    r"((?:[A-Z][\w’'&-]{0,40}|of|for|and|the|in|on|to|&)(?:\s+(?:[A-Z][\w’'&-]{0,40}|of|for|and|the|in|on|to|&)){1,9})"
    r"\s+\((?:the\s+|or\s+)?[“\"‘']?([A-Z][A-Za-z&-]{1,9})s?[”\"’']?\)"
)
_UNSPELT_WORDS = 5  # words of a name without a letter in its acronym
_WORD = r"[A-Z][\w’'&-]{1,60},?"
_CHAIN = re.compile(rf"\b{_WORD}(?:(?:\s+(?:of|for|and|the|in|on|&))*\s+{_WORD})+")  # capitalised words in a row
_TOKEN = re.compile(r"\S+")
_CAPITAL_INSIDE = re.compile(r"\b[A-Z](?=[\w’'&-])")
_LONGEST = 6  # letters of an acronym


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
    for count in range(len(letters), min(len(parts), len(letters) + _UNSPELT_WORDS) + 1):
        tail = parts[-count:]
        initials = [part[0] for part in tail if part[0].isupper()]
        if tail[0][0].isupper() and (
            initials == letters or [part[0].upper() for part in tail if part[0].isalpha()] == letters
        ):
            return " ".join(tail)
    return None


class Initials:
    """The capitalised names of a text by their initials; read when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._letters: str | None = None  # first letters of the words of each name, names parted by blanks
        self._places: list[tuple[int, int]] = []  # of the word behind each letter

    def name(self, acronym: str) -> str | None:
        """The name whose initials spell the acronym (2 to 6 capitals): the most frequent one, where one stands."""
        if self._letters is None:
            self._letters = self._read()
        names: Counter[str] = Counter()
        done = 0
        for start, end in sorted(self._spelt(acronym, self._letters)):
            if start >= done:
                names[" ".join(self._text[start:end].split())] += 1
                done = end
        return min(names, key=lambda name: (-names[name], name)) if names else None

    def _spelt(self, acronym: str, letters: str) -> list[tuple[int, int]]:
        found = []
        at = letters.find(acronym)
        while at >= 0:
            found.append((self._places[at][0], self._places[at + len(acronym) - 1][1]))
            at = letters.find(acronym, at + 1)
        return found

    def _read(self) -> str:
        letters: list[str] = []
        for chain in _CHAIN.finditer(self._text):
            words = [
                match.span()
                for match in _TOKEN.finditer(self._text, chain.start(), chain.end())
                if match[0][0].isupper()
            ]
            self._add(words, letters)
            for number, (start, end) in enumerate(words):  # a name may begin inside a word: "Smith-Example Trust"
                for inside in _CAPITAL_INSIDE.finditer(self._text, start + 1, end):
                    self._add([(inside.start(), end), *words[number + 1 : number + _LONGEST]], letters)
        return "".join(letters)

    def _add(self, words: list[tuple[int, int]], letters: list[str]) -> None:
        letters += [*(self._text[start] for start, _ in words), " "]
        self._places += [*words, (0, 0)]
