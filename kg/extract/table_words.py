"""The lexicon of layout -> the heads of columns that tell who speaks and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge.lexicon import Lexicon


@dataclass(frozen=True)
class TableWords:
    """Heads of columns, lower case."""

    speakers: frozenset[str]
    quotations: frozenset[str]
    views: frozenset[str]


@lru_cache(maxsize=4)
def read_table_words(lexicon: Lexicon) -> TableWords:
    names = ("speakers", "quotations", "views")
    return TableWords(*(frozenset(lexicon.words("layout", "table", name)) for name in names))
