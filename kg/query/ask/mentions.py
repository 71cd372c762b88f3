"""The words of a question in; what stands in it, from left to right, out: names, values, words that mean something, words that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.stem import Token, tokens
from kg.query.ask.candidates import iter_candidates
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.placing import placed
from kg.query.ask.scattered import scattered
from kg.query.ask.units import Unit, stems_of
from kg.query.ask.vocabulary import Vocabulary

_MOST_READINGS: Final = 6


def iter_readings(
    text: str, vocabulary: Vocabulary, phrasing: Phrasing, quoted: Iterable[Unit] = ()
) -> Iterator[tuple[Unit, ...]]:
    """Ways to divide a question: first the longest names, then without some of those that hold other names or words.

    `quoted` are statements whose words the question gives. "Who chaired the review" is about a person's post and a body, though "chair of the review" may point to an issue.
    """
    words = _with_acronyms(tokens(text), vocabulary, phrasing)
    if not words:
        return
    candidates = [*quoted, *iter_candidates(words, text, vocabulary, phrasing)]
    waiting: list[frozenset[tuple[int, int]]] = [frozenset()]  # spans that are not taken
    seen = set(waiting)
    for left_out in iter(lambda: waiting.pop(0) if waiting else None, None):
        taken = [one for one in candidates if (one.first, one.last) not in left_out]
        units = placed(_segment(taken, len(words), words, text), words, text, phrasing)
        yield units
        for unit in units:
            without = left_out | {(unit.first, unit.last)}
            if len(seen) < _MOST_READINGS and _means_more(unit, vocabulary, phrasing) and without not in seen:
                seen.add(without)
                waiting.append(without)
    plain = placed(_segment(candidates, len(words), words, text), words, text, phrasing)
    yield from scattered(plain, words, vocabulary)


def _means_more(unit: Unit, vocabulary: Vocabulary, phrasing: Phrasing) -> bool:
    """Whether the words of a name are names or words of a question themselves. A section of an Act is one name, whatever
    its parts are called, and so are people as the documents call them; an issue's label holds no second issue.
    """
    types = unit.types
    if len(unit.parts) < 2 or not types or "statute" in types:
        return False
    if "role" in types and unit.text.casefold() in vocabulary.roles:
        return False
    if types == {"issue"} and all(reading.type == "issue" for one in unit.inner for reading in one.readings):
        return False
    return bool(unit.inner) or any(part.keys & phrasing.keys for part in unit.parts)


def _with_acronyms(words: tuple[Token, ...], vocabulary: Vocabulary, phrasing: Phrasing) -> tuple[Token, ...]:
    """In a question all in small letters an acronym counts as one, where it is no other word."""
    if any(word.capitals for word in words):
        return words
    known = {one.words[0].word for group in phrasing.phrases.values() for one in group if len(one.words) == 1}
    return tuple(
        replace(word, capitals=True) if word.word in vocabulary.acronyms and word.word not in known else word
        for word in words
    )


# ---------------------------------------------------------------- one reading of the whole


def _segment(candidates: Iterable[Unit], count: int, words: Sequence[Token], text: str) -> list[Unit]:
    """Units side by side, the longest first; what has the same place becomes one unit."""
    merged: dict[tuple[int, int], Unit] = {}
    for unit in candidates:
        span = (unit.first, unit.last)
        known = merged.get(span)
        merged[span] = _merge(known, unit) if known else unit
    taken: list[Unit] = []
    free = [True] * count
    for unit in sorted(merged.values(), key=lambda one: (one.first - one.last, not _is_date(one), one.first)):
        if all(free[unit.first : unit.last + 1]):
            free[unit.first : unit.last + 1] = [False] * (unit.last - unit.first + 1)
            taken.append(_with_inside(unit, merged, words, text))
    taken += [_word_unit(at, merged, words, text) for at in range(count) if free[at]]
    return sorted(taken, key=lambda one: one.first)


def _is_date(unit: Unit) -> bool:
    return any(reading.type.startswith("@") for reading in unit.readings)


def _merge(one: Unit, other: Unit) -> Unit:
    readings = {(reading.type, reading.value): reading for reading in (*other.readings, *one.readings)}
    best: dict[str, int] = {}
    for reading in readings.values():
        best[reading.type] = min(best.get(reading.type, reading.rank), reading.rank)
    kept = tuple(reading for reading in readings.values() if reading.rank == best[reading.type])
    return replace(one, readings=kept, keys=one.keys | other.keys, neutral=one.neutral or other.neutral)


def _with_inside(unit: Unit, merged: dict[tuple[int, int], Unit], words: Sequence[Token], text: str) -> Unit:
    span = text[words[unit.first].start : words[unit.last].end]
    stems = frozenset((words[unit.first].stem,)) if unit.first == unit.last else frozenset()
    stems |= stems_of(reading for reading in unit.readings if reading.type == "=stance")
    parts = tuple(_word_unit(at, merged, words, text) for at in range(unit.first, unit.last + 1))
    inner = tuple(
        replace(other, text=text[words[other.first].start : words[other.last].end])
        for (first, last), other in merged.items()
        if unit.first <= first and last <= unit.last and (first, last) != (unit.first, unit.last) and other.readings
    )
    return replace(unit, text=span, keys=unit.keys | stems, parts=parts, inner=inner)


def _word_unit(at: int, merged: dict[tuple[int, int], Unit], words: Sequence[Token], text: str) -> Unit:
    known = merged.get((at, at))
    word = words[at]
    keys = frozenset((word.stem, *(known.keys if known else ())))
    in_capitals = text[word.start].isupper() and (at > 0 or word.capitals) and not text.isupper()
    if in_capitals and known is None and word.capitals:
        keys = frozenset()  # "WHO" is a name, not "who"
    neutral = bool(known and known.neutral)
    return Unit(at, at, text[word.start : word.end], keys=keys, neutral=neutral, is_name=in_capitals and known is None)
