"""The units of a question in; the same with a dilemma or option in place of its words, where these stand apart in it, out.

"Who holds that carers ought to be employees?" is about the dilemma "Should carers be employed?"; of a long finding, as one that quotes it would, a
few words in its order are enough: "who disputes that the market is broken".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from kg.extract.stem import Token
from kg.query.ask.name_forms import Name
from kg.query.ask.units import BEGINNING, Reading, Unit
from kg.query.ask.vocabulary import Vocabulary

_TYPES: Final = ("dilemma", "target")
_LED_BY: Final = {"target": {"find", "recommend"}, "question": {"question"}}  # keys of words: "the finding that …"
_LEAST: Final = 3  # words of the dilemma that say something
_LONG: Final = 6  # such words of what may be told by a few of them
_MOST_ALIKE: Final = 2  # things that the same few words tell
_SHORT: Final = 4  # letters: "be", "the", "for"
_SAYING_NOTHING: Final = frozenset(
    ("should", "where", "does", "what", "which", "when", "have", "with", "from", "people", "both", "same", "there")
)
_RANK: Final = 2
Telling = tuple[Name, tuple[frozenset[str], ...]]  # a name with its words that say something


def scattered(units: Sequence[Unit], words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[tuple[Unit, ...]]:
    """For each dilemma or option all of whose telling words the question holds: the units, with it in place of those words."""
    asked = [_beginnings(word) for word in words]
    alike = _alike(asked, vocabulary)
    found: dict[tuple[str, ...], tuple[Unit, ...]] = {}
    for name, telling in (one for kind in _TYPES for one in alike if one[0].type == kind):
        if name.terms in found or not all(any(told & one for one in asked) for told in telling):
            continue
        everything = frozenset().union(*telling)
        taken = {at for at, beginnings in enumerate(asked) if everything & beginnings}
        found[name.terms] = _with(name, units, _without_isolated_names(taken, units))
    yield from found.values() if found else _quoted_in_part(units, words, asked, alike)


def _alike(asked: Sequence[frozenset[str]], vocabulary: Vocabulary) -> list[Telling]:
    """The names that share enough words with the question."""
    names, places = _by_beginning(vocabulary)
    counts: Counter[int] = Counter()
    for beginnings in set(asked):
        counts.update({at for one in beginnings for at in places.get(one, ())})
    return [names[at] for at, count in sorted(counts.items()) if count >= _LEAST]


@lru_cache(maxsize=4)
def _by_beginning(vocabulary: Vocabulary) -> tuple[list[Telling], dict[str, list[int]]]:
    """The names of enough telling words, with these, and where among them each beginning of such a word is."""
    told = ((one, _telling(one.words)) for kind in (*_TYPES, "question") for one in vocabulary.names_of(kind))
    names = [one for one in told if len(one[1]) >= _LEAST]
    places: dict[str, list[int]] = {}
    for at, (_, telling) in enumerate(names):
        for beginning in frozenset().union(*telling):
            places.setdefault(beginning, []).append(at)
    return names, places


def _without_isolated_names(taken: set[int], units: Sequence[Unit]) -> set[int]:
    """The places but for those of a speaker that stands apart from the other words: "does Kinship back lighter assessment …"."""
    apart: set[int] = set()
    for before, unit, behind in zip((None, *units), units, (*units[1:], None), strict=False):
        around = [one for one in (before, behind) if one is not None]
        beside = any(taken & set(range(one.first, one.last + 1)) for one in around)
        if not beside and "speaker" in unit.types:
            apart.update(range(unit.first, unit.last + 1))
    return taken - apart


def _quoted_in_part(
    units: Sequence[Unit], words: Sequence[Token], asked: Sequence[frozenset[str]], alike: Sequence[Telling]
) -> Iterator[tuple[Unit, ...]]:
    """The same for the thing of whose name the question has the longest run of telling words, those that say nothing apart."""
    places = [at for at, word in enumerate(words) if _tells(word)]
    keys = {key for unit in units for key in unit.keys}
    for kind, leading in _LED_BY.items():
        runs = {
            name.terms: (name, run)
            for name, telling in alike
            if name.type == kind and len(telling) >= _LONG
            if (run := _longest_run(telling, places, asked)) and (keys & leading or _is_clause(words, run[0]))
        }
        longest = max((len(run) for _, run in runs.values()), default=0)
        best = [(name, run) for name, run in runs.values() if len(run) == longest]
        if longest >= _LEAST and len(best) <= _MOST_ALIKE:
            yield from (_with(name, units, set(run)) for name, run in best)


def _is_clause(words: Sequence[Token], first: int) -> bool:
    """Whether "that", or "that there is a", stands before a word: what somebody agrees with may be told so."""
    before = next((at for at in range(first - 1, -1, -1) if words[at].word == "that" or _tells(words[at])), None)
    return before is not None and words[before].word == "that"


def _longest_run(
    telling: Sequence[frozenset[str]], places: Sequence[int], asked: Sequence[frozenset[str]]
) -> list[int]:
    """Places of the words of a question that follow each other in a name. Each pair of words is looked at once."""
    best: list[int] = []
    before: dict[int, list[int]] = {}  # the run that ends with a word of the name, at the place before
    for place in places:
        here = {at: [*before.get(at - 1, ()), place] for at, told in enumerate(telling) if told & asked[place]}
        best = max([best, *here.values()], key=len)
        before = here
    return best


def _telling(words: tuple[Token, ...]) -> tuple[frozenset[str], ...]:
    return tuple(map(_beginnings, filter(_tells, words)))


def _tells(word: Token) -> bool:
    return len(word.word) >= _SHORT and word.word not in _SAYING_NOTHING


def _beginnings(word: Token) -> frozenset[str]:
    """What a word shares with those of its family: its stem and, of a long word, how it begins."""
    return frozenset((word.stem, word.word[:BEGINNING]) if len(word.word) >= BEGINNING else (word.stem,))


def _with(name: Name, units: Sequence[Unit], taken: set[int]) -> tuple[Unit, ...]:
    rest = [unit for unit in units if not taken & set(range(unit.first, unit.last + 1))]
    reading = Reading(name.type, name.terms[0], name.text, _RANK)
    return (*rest, Unit(units[-1].last + 1, units[-1].last + 1, name.text, (reading,), is_topic=True))
