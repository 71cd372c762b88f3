"""Phrases that point to the options of dilemmas -> where a sentence has them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.extract.stem import stem, tokens
from kg.extract.word_lists import Table
from kg.knowledge.dilemmas import Dilemma

_REACH = {1: 1, 2: 4, 3: 8}  # words among which those of a cue of one, two, three may lie; else twice as many and three
_LONG = 3  # the words of a cue of so many may come in any order


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of an option, as stems without function words."""

    dilemma: int
    option: str  # IRI
    stems: tuple[str, ...]
    denying: frozenset[int]  # indices of those that deny, but for a last one
    close: frozenset[int]  # indices of stems that stand right before the next: "too late"

    @property
    def negated(self) -> bool:
        """Whether the phrase itself denies something."""
        return bool(self.denying)


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a sentence; places are indices of words."""

    cue: Cue
    places: frozenset[int]

    @property
    def first(self) -> int:
        return min(self.places)

    @property
    def last(self) -> int:
        return max(self.places)


@dataclass(frozen=True)
class CueFinder:
    """Finds cues; `CueFinder.of` makes it from dilemmas, function words and the lexicon's table on sides."""

    by_stem: Mapping[str, tuple[Cue, ...]]  # under the rarest of their stems
    same: Mapping[str, str]  # stem -> the one that stands for it and its like
    denying: str  # what stands for "not" and its like

    @classmethod
    def of(cls, dilemmas: Sequence[Dilemma], function_words: Iterable[str], table: Table) -> CueFinder:
        same = {stem(word): stem(words[0]) for words in table["same"] for word in words}
        dropped = frozenset(function_words) - frozenset(table["kept"]) - _forms_like(table, "not")
        denying = same[stem("not")]
        close = frozenset(same.get(stem(word), stem(word)) for word in table["close"])
        cues = [
            Cue(at, option.iri, stems, _among(stems, {denying}), _among(stems, close))
            for at, dilemma in enumerate(dilemmas)
            for option in dilemma.options
            for stems in _stems_of(option.cues, dropped, same)
        ]
        return cls(_under_rarest(cues), same, denying)

    def stems(self, sentence: str) -> list[str]:
        return [self.same.get(token.stem, token.stem) for token in tokens(sentence)]

    def find(self, stems: Sequence[str]) -> list[Found]:
        """Cues in the words of a sentence, without those that a longer one covers."""
        places: dict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(stems):
            places[one].append(index)
        candidates = dict.fromkeys(cue for one in places for cue in self.by_stem.get(one, ()))
        found = [hit for cue in candidates if (hit := _hit(cue, places)) is not None]
        return [hit for hit in found if not any(_covers(other, hit) for other in found)]


def _hit(cue: Cue, places: Mapping[str, Sequence[int]]) -> Found | None:
    if any(one not in places for one in cue.stems):
        return None
    wanted = len(cue.stems)
    reach = _REACH[wanted] if wanted in _REACH else 2 * wanted + 3
    for start in sorted({place for one in set(cue.stems) for place in places[one]}):
        taken = _taken(cue.stems, places, start, start + reach)
        if taken is not None and _in_order(cue, taken):
            return Found(cue, frozenset(taken))
    return None


def _in_order(cue: Cue, taken: Sequence[int]) -> bool:
    """Whether the words stand as they may: two in their order, "too" beside the next, "not" before it, others anyhow."""
    if len(taken) < _LONG and list(taken) != sorted(taken):
        return False
    close = all(1 <= taken[i + 1] - taken[i] <= 2 for i in cue.close)
    return close and all(taken[i] < taken[i + 1] for i in cue.denying)


def _taken(stems: Sequence[str], places: Mapping[str, Sequence[int]], start: int, end: int) -> list[int] | None:
    """For each stem the first place in [start, end) that no other has; None where one is missing."""
    taken: list[int] = []
    for one in stems:
        inside = islice(places[one], bisect_left(places[one], start), bisect_left(places[one], end))
        place = next((place for place in inside if place not in taken), None)
        if place is None:
            return None
        taken.append(place)
    return taken


def _covers(longer: Found, shorter: Found) -> bool:
    return longer.cue.dilemma == shorter.cue.dilemma and longer.places > shorter.places


def _stems_of(phrases: Iterable[str], dropped: frozenset[str], same: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for phrase in phrases:
        words = tokens(phrase)
        stems = tuple(same.get(t.stem, t.stem) for t in words if t.word not in dropped)
        if len(stems) > 1 or len(words) == 1:  # one word that is left of several tells nothing
            yield stems


def _among(stems: Sequence[str], wanted: Collection[str]) -> frozenset[int]:
    return frozenset(i for i, one in enumerate(stems[:-1]) if one in wanted)


def _under_rarest(cues: Sequence[Cue]) -> dict[str, tuple[Cue, ...]]:
    counts: dict[str, int] = defaultdict(int)
    for cue in cues:
        for one in set(cue.stems):
            counts[one] += 1
    found: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        found[min(cue.stems, key=lambda one: (counts[one], one))].append(cue)
    return {one: tuple(under) for one, under in found.items()}


def _forms_like(table: Table, word: str) -> frozenset[str]:
    return frozenset(form for words in table["same"] if word in words for form in words)
