"""A question as it is spelled in; the queries that it can be taken for, with what it gives them, best first, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from kg.query.ask.choosing import Queries, choose
from kg.query.ask.forms import WORDS, free_slots
from kg.query.ask.intents import Intents
from kg.query.ask.leftover import unbroken
from kg.query.ask.matching import Match, match
from kg.query.ask.mentions import iter_readings
from kg.query.ask.mistypings import corrected
from kg.query.ask.naming import weighed
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import CLEAR, Reading, Unit, singular
from kg.query.ask.vocabulary import Vocabulary

_REREAD: Final = 1.5  # of score: what a reading costs that breaks up a long name

Readings = Sequence[Sequence[Unit]]


def take(
    spelled: str,
    readings: Readings,
    queries: Queries,
    vocabulary: Vocabulary,
    intents: Intents | None,
    quoted: Sequence[Unit] = (),
) -> tuple[list[Match], tuple[str, ...]]:
    """What a question can be taken for, best first; notes on typing mistakes that were put right.

    `intents`: what is learned of questions; without it, only forms that fit are taken. `quoted`: statements whose words it gives.
    """
    phrasing = queries.phrasing
    notes: tuple[str, ...] = ()
    told, fitting = _fitting(readings, queries, intents)
    if not fitting or fitting[0].narrowing:
        everyday: frozenset[str] = intents.everyday if intents else frozenset()
        mended, notes = corrected(spelled, readings[0], vocabulary, phrasing, everyday)
        if mended != spelled:
            readings = list(iter_readings(mended, vocabulary, phrasing, quoted))
            told, fitting = _fitting(readings, queries, intents)
    passing = not fitting or bool(fitting[0].narrowing)
    if passing:
        fitting = matches(unbroken(told), queries, passing=True)
    if intents is None:
        return fitting, notes
    likely = intents.likelihoods(readings[0], phrasing.keys)
    found = choose(told, fitting, likely, queries, passing=passing)
    return [_with_settings(one, readings[0], phrasing.keys, intents) for one in found], notes


def in_words(found: Match, readings: Readings, phrasing: Phrasing) -> Match | None:
    """The same with the words that told the issue as the query's free text; None where it has none, or the words are the issue's name."""
    free = [name for name in free_slots(found.form.query, phrasing) if name not in dict(found.values)]
    issues = [one for name, values in found.values for one in values if one.type == "issue"]
    if len(free) != 1 or len(issues) != 1 or issues[0].rank != CLEAR:
        return None
    text = next((unit.text for units in readings for unit in units if issues[0] in unit.readings), "").casefold()
    told = Reading(WORDS, singular(text), text)
    values = [one for one in found.values if issues[0] not in one[1]]
    return replace(found, values=(*values, (free[0], (told,)))) if text else None


def _with_settings(found: Match, units: Sequence[Unit], keys: Collection[str], intents: Intents) -> Match:
    """The same with values that no word of the question stands for, but its wording as a whole: "who has had a pop at …"."""
    given = {*dict(found.values), *dict(found.form.fixed)}
    told = {one.type for unit in units for one in unit.readings} | {key for unit in units for key in unit.keys}
    values = []
    for parameter in found.form.query.parameters:
        if parameter.choices and parameter.name not in given and f"={parameter.name}" not in told:
            value = intents.setting(parameter.name, found.form.query.name, units, keys)
            if value in parameter.choices:
                values.append((parameter.name, (Reading(f"={parameter.name}", value, value),)))
    return replace(found, values=(*found.values, *values)) if values else found


def _fitting(readings: Readings, queries: Queries, intents: Intents | None) -> tuple[Readings, list[Match]]:
    """The readings as their words stand in them, and the forms that fit them."""
    told = [weighed(units, queries.phrasing.keys, intents) for units in readings] if intents else readings
    return told, matches(unbroken(told), queries)


def matches(
    readings: Iterable[Sequence[Unit]], queries: Queries, *, lenient: bool = False, passing: bool = False
) -> list[Match]:
    """The forms that fit, best first; of one query with the same values only the best."""
    found = [
        replace(one, score=one.score - (_REREAD if i else 0))
        for i, units in enumerate(readings)
        for form in queries.forms
        if (one := match(form, units, queries.phrasing, lenient=lenient, passing=passing))
    ]
    found.sort(key=lambda one: -one.score)
    kept: dict[object, Match] = {}
    for one in found:
        kept.setdefault(_identity(one), one)
    return list(kept.values())


def _identity(found: Match) -> object:
    values = {name: tuple(reading.value for reading in readings) for name, readings in found.values}
    return found.form.query.name, tuple(sorted({**dict(found.form.fixed), **values}.items(), key=str))
