"""A document's text in, the word positions that a piece of it covers out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, in lower case and compatibility form, and its place in code points."""

    form: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    return [
        Word(unicodedata.normalize("NFKC", found.group()).lower(), found.start(), found.end())
        for found in WORD.finditer(text)
    ]


def word_forms(text: str) -> list[str]:
    return [word.form for word in split_words(text)]


class TextIndex:
    """A document's words, searchable by offsets and by wording whatever stands between the words."""

    def __init__(self, text: str) -> None:
        self._words = split_words(text)
        forms = [word.form for word in self._words]
        self._line = f" {' '.join(forms)} "  # a run of words is a substring of this
        self._column = list(accumulate((len(form) + 1 for form in forms), initial=0))[: len(forms)]
        self._position = {column: index for index, column in enumerate(self._column)}

    def covered(self, start: int, end: int, *, wording: str) -> frozenset[int]:
        """Positions of the words that lie between two offsets; empty where they are not the words of `wording`."""
        places = [i for i, word in enumerate(self._words) if word.start >= start and word.end <= end]
        held = [self._words[i].form for i in places]
        return frozenset(places) if held == word_forms(wording) else frozenset()

    def found(self, wording: str, *, after: int = 0) -> frozenset[int]:
        """Positions of the first run of words that reads so, at or after word `after`, else anywhere; empty: nowhere."""
        forms = word_forms(wording)
        if not forms:
            return frozenset()
        run = f" {' '.join(forms)} "
        begin = self._column[after] if after < len(self._column) else 0
        column = self._line.find(run, begin)
        if column < 0:
            column = self._line.find(run)
        if column < 0:
            return frozenset()
        first = self._position[column]
        return frozenset(range(first, first + len(forms)))
