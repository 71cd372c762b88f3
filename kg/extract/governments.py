"""A document's text -> which government it means by "the Government"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.extract.word_lists import any_of
from kg.knowledge.lexicon import Lexicon

_MUCH_MORE = 2  # times that one government is named more often than the next, to be the one meant
_FEWEST_TOLD = 3  # words that tell a country, where no government is named in full


class Governments:
    """Reads which governments one text names."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._named = re.compile(
            rf"(?<![\w.])({any_of(lexicon.words('speakers', 'nations', 'words'))})\s[Gg]overnment\b"
        )
        table: Mapping[str, Sequence[str]] = lexicon.tables["speakers"]["governments"]
        self._countries = {name: frozenset(words) for name, words in table.items()}

    def meant(self) -> str | None:
        """The name of the one meant; None where the text leaves it open."""
        counts = Counter(f"{match[1]} Government" for match in self._named.finditer(self._text))
        ranked = counts.most_common(2)
        if ranked:
            clear = len(ranked) == 1 or ranked[0][1] >= _MUCH_MORE * ranked[1][1]
            return ranked[0][0] if clear else None
        told = {name: self._told(words) for name, words in self._countries.items()}
        known = [name for name, count in told.items() if count >= _FEWEST_TOLD]
        return known[0] if len(known) == 1 else None

    def _told(self, words: frozenset[str]) -> int:
        return sum(len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", self._text)) for word in words)
