"""The units of a question in; for each, what tells whether it names somebody or something, out.

A word that nobody knows may be a name ("what did astronauts say"), or only how somebody words a question ("what do astronauts
grumble about"). Which it is, its place tells: what stands before and behind it, what else the question holds. benchmarks/fit_questions.py learns
that from wordings whose slots are filled with names and words that nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import Final

from kg.extract.stem import Token, tokens
from kg.query.ask.intents import Intents, name_of
from kg.query.ask.passing import ARTICLES
from kg.query.ask.units import CERTAIN, CLEAR, EVERYDAY, NAMED, Reading, Unit

PLAIN: Final = "-"  # a word of the question itself
NAME: Final = "name"  # of somebody or something
TEXT: Final = "text"  # words that are looked for
_ENDINGS: Final = ("ing", "ed", "ly", "s", "er", "ion", "al", "ive", "ous", "ment", "ness", "able")
_NEAR: Final = (-2, -1, 1, 2)
_EDGES: Final = ("^", "$")
_MOST_WORDS: Final = 2  # of a unit that count
_MOST: Final = 3  # things known of a unit that count beside another's
_STEMS_COUNT: Final = ("#role", "#kind")


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a unit itself."""

    known: tuple[str, ...]
    skipped: bool  # an article, or a word that says nothing


def weighed(units: Sequence[Unit], keys: Collection[str], intents: Intents) -> tuple[Unit, ...]:
    """The same units with how probable it is that each names nothing; those that name nothing, without what their words mean elsewhere.

    `keys`: of the lists of words that mean the same.
    """
    found = features(units, keys, intents.everyday)
    told = [
        replace(unit, plain=exp(intents.names.likelihoods(here)[PLAIN]))
        for unit, here in zip(units, found, strict=True)
    ]
    clearest = min((one.rank for unit in units for one in unit.readings if one.type == "issue"), default=1)
    return tuple(
        unit if at and _counts(told[at - 1]) else _as_it_stands(unit, clearest) for at, unit in enumerate(told)
    )


def _counts(unit: Unit) -> bool:
    """Whether people follow: "some respondents"."""
    return "=quantifier" in unit.types


def _as_it_stands(unit: Unit, clearest: int) -> Unit:
    """Without people, bodies or issues that a word can mean elsewhere: "my students need every remark", "is it the case".

    `clearest`: the least rank of an issue in the question.
    """
    if unit.plain < NAMED or unit.is_phrase:
        return unit
    kept = tuple(one for one in unit.readings if not _is_elsewhere(one, unit, clearest))
    return unit if kept == unit.readings else replace(unit, readings=kept)


def _is_elsewhere(reading: Reading, unit: Unit, clearest: int) -> bool:
    """Whether a word that likely names nothing means this in other places only; names in capitals keep what they are."""
    if reading.type[0] in "=@" or (reading.type == "issue" and reading.rank == clearest and unit.is_topic):
        return False
    if reading.rank > CLEAR:
        return reading.type in EVERYDAY or unit.text == unit.text.casefold()
    return unit.plain >= CERTAIN and reading.type in EVERYDAY


def features(units: Sequence[Unit], keys: Collection[str], everyday: Collection[str]) -> Iterator[list[str]]:
    """For each unit what it is and what stands around it, each once, sorted.

    `keys`: of the lists of words that mean the same; `everyday`: stems of words that questions are known to hold.
    """
    places = [_place(unit, keys, everyday, at) for at, unit in enumerate(units)]
    for at, here in enumerate(places):
        found = {f"0{one}" for one in here.known}
        for step in _NEAR:
            found.update(f"{step}{one}" for one in _known(places, at + step))
        before, behind = _known(places, at - 1)[:2], _known(places, at + 1)[:2]
        found.update(f"L{one}" for one in _nearest(places[:at][::-1], _EDGES[0]))
        found.update(f"R{one}" for one in _nearest(places[at + 1 :], _EDGES[1]))
        found.update(_pairs("b", _known(places, at - 2)[:2], before))
        found.update(_pairs("B", before, behind))
        found.update(_pairs("N", behind, _known(places, at + 2)[:2]))
        found.update(_pairs("O", before, here.known[:_MOST]))
        found.update(_pairs("P", here.known[:_MOST], behind))
        found.update(f"l{one}" for place in places[:at] for one in _meanings(place))
        found.update(f"r{one}" for place in places[at + 1 :] for one in _meanings(place))
        yield sorted(found)


def _known(places: Sequence[Place], at: int) -> tuple[str, ...]:
    return places[at].known if 0 <= at < len(places) else (_EDGES[at > 0],)


def _nearest(places: Sequence[Place], edge: str) -> tuple[str, ...]:
    return next((place.known[:_MOST] for place in places if not place.skipped), (edge,))


def _pairs(kind: str, one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    return (f"{kind}{a}|{b}" for a in one for b in other)


def _meanings(place: Place) -> Iterator[str]:
    return (one for one in place.known if one.startswith(("k:", "#")) and one != "#capital")


def _place(unit: Unit, keys: Collection[str], everyday: Collection[str], at: int) -> Place:
    skipped = unit.neutral or unit.text.casefold() in ARTICLES
    words = tokens(unit.text)
    name = name_of(unit)
    if name:
        counts = name in _STEMS_COUNT or (name == "#issue" and unit.first == unit.last)
        return Place((name, *(f"s:{word.stem}" for word in words if counts)), skipped)
    found = [f"s:{word.stem}" for word in words if word.stem in everyday][:_MOST_WORDS]
    found += [f"k:{key}" for part in (unit, *unit.parts) for key in sorted(part.keys) if key in keys]
    found += _marks(unit, words, everyday, at)
    found += sorted({one.type for one in unit.readings if one.type.startswith("=")})
    return Place(tuple(dict.fromkeys(found)) or ("?",), skipped)


def _marks(unit: Unit, words: Sequence[Token], everyday: Collection[str], at: int) -> Iterator[str]:
    if unit.neutral:
        yield "#neutral"
    if any(word.word.isdigit() for word in words):
        yield "#number"
    if words and not any(word.stem in everyday for word in words):
        yield "#unseen"
        yield "#ends:" + next((one for one in _ENDINGS if words[-1].word.endswith(one)), "")
    if at and unit.text[:1].isupper():
        yield "#capital"
    if "issue" in unit.types:
        yield "#weak"
