"""Words of a question that nothing knows in; the question with those put right that can only be one other word, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import Final

from kg.extract.stem import tokens
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import Unit
from kg.query.ask.vocabulary import Vocabulary

_SHORTEST: Final = 5  # letters: shorter words are too like each other
_LONG: Final = 10  # letters from which two may be wrong


def corrected(
    text: str, units: Sequence[Unit], vocabulary: Vocabulary, phrasing: Phrasing, everyday: Set[str]
) -> tuple[str, tuple[str, ...]]:
    """The text with likely typing mistakes put right, and a note for each. A word that could be two others stays.

    `everyday`: stems of words that are right though no name or list holds them.
    """
    known, words = _words(vocabulary, phrasing), tokens(text)
    notes = []
    for unit in reversed(_unknown(units, phrasing)):
        if unit.keys & everyday:
            continue
        word = unit.text
        # A word in capitals stands for a name, not for a word of the question: "Harbour Master" has no "matter".
        bare = word.removesuffix("'s")
        right = _nearest_word(bare.casefold(), vocabulary.words if unit.is_name else known)
        if right is None:
            continue
        at = words[unit.first].start
        text = text[:at] + right + text[at + len(bare) :]
        notes.append(f"“{bare}” is read as “{right}”.")
    return text, tuple(reversed(notes))


def _unknown(units: Iterable[Unit], phrasing: Phrasing) -> list[Unit]:
    return [
        unit
        for unit in units
        if unit.first == unit.last
        and not unit.readings
        and not unit.neutral
        and len(unit.keys) == 1
        and len(unit.text) >= _SHORTEST
        and unit.text.casefold() not in phrasing.passing
    ]


@lru_cache(maxsize=4)
def _words(vocabulary: Vocabulary, phrasing: Phrasing) -> frozenset[str]:
    return vocabulary.words | frozenset(_phrase_words(phrasing))


def _phrase_words(phrasing: Phrasing) -> Iterator[str]:
    for group in phrasing.phrases.values():
        for one in group:
            yield from (word.word for word in one.words)
    for chosen in phrasing.choices_from.values():
        for *_, one in chosen:
            yield from (word.word for word in one.words)


def _nearest_word(word: str, known: frozenset[str]) -> str | None:
    """The one known word that differs in a letter (two of a long word); None where there is none, or more than one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if word in known or not word.isalpha():
        return None
    most = 2 if len(word) >= _LONG else 1
    near = process.extract(
        word,
        sorted(one for one in known if one[:1] == word[:1] and one.isalpha()),
        scorer=OSA.distance,
        score_cutoff=most,
        limit=4,
    )
    if not near:
        return None
    best = min(distance for _, distance, _ in near)
    closest = {one.removesuffix("s") for one, distance, _ in near if distance == best}
    return min(one for one, distance, _ in near if distance == best) if len(closest) == 1 else None
