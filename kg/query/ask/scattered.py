"""The units of a question in; the same with a dilemma or option in place of its words, where these stand apart in it, out.

"Who holds that carers ought to be employees?" is about the dilemma "Should carers be employed?".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from kg.extract.stem import Token
from kg.query.ask.units import BEGINNING, Reading, Unit
from kg.query.ask.vocabulary import Name, Vocabulary

_TYPES: Final = ("dilemma", "target")
_LEAST: Final = 3  # words of the dilemma that say something
_SHORT: Final = 4  # letters: "be", "the", "for"
_SAYING_NOTHING: Final = frozenset(
    ("should", "where", "does", "what", "which", "when", "have", "with", "from", "people", "both", "same", "there")
)
_RANK: Final = 2


def scattered(units: Sequence[Unit], words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[tuple[Unit, ...]]:
    """For each dilemma or option all of whose telling words the question holds: the units, with it in place of those words."""
    asked = {beginning for word in words for beginning in _beginnings(word)}
    found: dict[tuple[str, ...], tuple[Unit, ...]] = {}
    for kind in _TYPES:
        for name in vocabulary.names_of(kind):
            telling = _telling(name.words)
            if len(telling) < _LEAST or name.terms in found or not all(asked & one for one in telling):
                continue
            told = frozenset().union(*telling)
            taken = {at for at, word in enumerate(words) if told & _beginnings(word)}
            found[name.terms] = _with(name, units, taken)
    yield from found.values()


@lru_cache(maxsize=4096)
def _telling(words: tuple[Token, ...]) -> tuple[frozenset[str], ...]:
    return tuple(_beginnings(word) for word in words if len(word.word) >= _SHORT and word.word not in _SAYING_NOTHING)


def _beginnings(word: Token) -> frozenset[str]:
    """What a word shares with those of its family: its stem and, of a long word, how it begins."""
    return frozenset((word.stem, word.word[:BEGINNING]) if len(word.word) >= BEGINNING else (word.stem,))


def _with(name: Name, units: Sequence[Unit], taken: set[int]) -> tuple[Unit, ...]:
    rest = [unit for unit in units if not taken & set(range(unit.first, unit.last + 1))]
    reading = Reading(name.type, name.terms[0], name.text, _RANK)
    return (*rest, Unit(units[-1].last + 1, units[-1].last + 1, name.text, (reading,), is_topic=True))
