"""The readings of a question, the forms that fit and how likely each query is in; what the question is taken for, best first, out.

A form that fits word for word counts; where none does, the likeliest query is asked with what the question names, and the words that it
has no place for are told. Such a reading is only taken where nothing that names somebody or something would be passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, inf, log
from typing import Final

from kg.query.ask.forms import WORDS, Form, free_slots, open_form
from kg.query.ask.intents import UNANSWERABLE
from kg.query.ask.leftover import Leftover, unbroken
from kg.query.ask.matching import Match, match
from kg.query.ask.passing import ARTICLES
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import AUXILIARIES, EVERYDAY, MODALS, NAMED, Reading, Unit, singular
from kg.query.catalogue import Query

# In natural logarithms, but for probabilities and scores.
_FITS: Final = 4.0  # what a form is worth that fits
_PASSES: Final = 0.9  # and at most what one is worth that fits but for everyday words
_OF_SCORE: Final = 0.3  # of a form's score: what that is worth
_BEHIND: Final = 1.5  # how much less likely than the best another query may be
_MOST: Final = 4
_LEAST: Final = 0.12  # probability
_LEAST_PLAIN: Final = 0.05  # probability: words passed over count against a query no more than so
_SURE: Final = log(0.5)
_DOUBTFUL: Final = log(0.05)  # too unlikely for a form with words passed over
_UNLIKELY: Final = log(0.3)  # of a question that nothing answers
_BENEFIT: Final = 0.5  # what is learned refuses more than readers' questions need
_ALIKE: Final = 2
_LEAST_WORDS: Final = 1  # of a question that names nothing
_READINGS: Final = 3


@dataclass(frozen=True, eq=False)
class Queries:
    """What a question can be taken for."""

    by_name: Mapping[str, Query]
    forms: Sequence[Form]
    phrasing: Phrasing


def choose(
    readings: Sequence[Sequence[Unit]],
    fitting: Sequence[Match],
    likely: Mapping[str, float],
    queries: Queries,
    *,
    passing: bool,
) -> list[Match]:
    """What a question is taken for, best first; empty where no query answers it.

    `readings`: as naming.py weighs them. `fitting`: forms that fit, best first, with `passing` only where everyday words are passed
    over. `likely`: logarithms of probabilities.
    """
    fitting = [one for one in fitting if _reads_right(one, readings[0]) and not _speaks_of(one, readings[0])]
    if passing:
        fitting = [one for one in fitting if likely.get(one.form.query.name, -inf) > _DOUBTFUL]
    worth = _worth(fitting, likely, passing=passing)
    refused = worth.pop(UNANSWERABLE)
    order = sorted(worth, key=lambda name: (-worth[name], name))
    # Two queries that answer much the same share what speaks for either.
    if sum(exp(worth[name]) for name in order[:_ALIKE]) < max(exp(refused), _LEAST):
        return []
    found: list[tuple[float, Match]] = []
    for name in [one for one in order[:_MOST] if worth[one] >= worth[order[0]] - _BEHIND]:
        own = next((one for one in fitting if one.form.query.name == name), None)
        is_sure = likely.get(name, -inf) > _SURE
        own = own or open_match(name, readings, queries, is_sure=is_sure, is_answerable=refused < _UNLIKELY)
        if own:
            found.append((worth[name] + _lost(own), own))
    best = [one for _, one in sorted(found, key=lambda one: -one[0]) if not _asks_for_words(one, readings[0])]
    others = [one for one in fitting if one not in best and not _asks_for_words(one, readings[0])]
    return best + [one for one in others if best or worth[one.form.query.name] >= worth[order[0]] - _BEHIND]


def _asks_for_words(found: Match, units: Sequence[Unit]) -> bool:
    """Whether who said certain words is asked, and none of them is part of the query: "who says the pier is in a bad way"."""
    if found.values or found.form.fixed or not any(not unit.neutral for unit in found.passed):
        return False
    said = next((at for at, unit in enumerate(units) if at and "say" in unit.keys and not unit.readings), None)
    if said is None or "who" not in units[said - 1].keys:
        return False
    clause = [unit for unit in units[said + 1 :] if unit.text.casefold() not in ARTICLES]
    return any(unit.text.casefold() in AUXILIARIES | MODALS for unit in clause[1:])


def _lost(found: Match) -> float:
    """What the words that are passed over speak against a query."""
    return sum(log(max(unit.plain, _LEAST_PLAIN)) for unit in found.passed)


def _worth(fitting: Sequence[Match], likely: Mapping[str, float], *, passing: bool) -> dict[str, float]:
    """How likely each query is, with what speaks for it in words."""
    worth = {**likely, UNANSWERABLE: likely.get(UNANSWERABLE, -inf) - _BENEFIT}
    for one in reversed(fitting):  # the best last, whose own worth counts whole
        name = one.form.query.name
        bonus = min(_PASSES, _OF_SCORE * one.score) if passing else _FITS
        worth[name] = likely.get(name, log(_LEAST)) + max(0.0, bonus + one.score - fitting[0].score)
    return worth


def _reads_right(found: Match, units: Sequence[Unit]) -> bool:
    """Whether a form passes over no name and no value that its query takes, and looks for no words that only belong to the question."""
    if any(unit.plain < NAMED for unit in found.passed if not unit.readings):
        return False
    given = dict(found.values) | dict(found.form.fixed)
    if any(
        _is_taken(one, found.form.query) and one.type[1:] not in given for unit in found.passed for one in unit.readings
    ):
        return False
    for _, (first, *_others) in found.values:
        if first.type == WORDS:
            words = [unit for unit in units if unit.text.casefold() in first.text.split()]
            if words and all(unit.plain > NAMED for unit in words):
                return False
    return True


def _is_taken(reading: Reading, query: Query) -> bool:
    """Whether a query has a parameter for a value."""
    return any(reading.type == f"={one.name}" and reading.value in one.choices for one in query.parameters)


def open_match(
    name: str, readings: Sequence[Sequence[Unit]], queries: Queries, *, is_sure: bool, is_answerable: bool
) -> Match | None:
    """The query with what the question names, the other words passed over; None where that would be another question."""
    phrasing = queries.phrasing
    own = [form for form in queries.forms if form.query.name == name]
    best: Match | None = None
    for form in [*map(_without_free_words, own), open_form(queries.by_name[name], own, phrasing)]:
        for units in unbroken(readings)[:_READINGS]:
            found = match(form, units, phrasing, lenient=True)
            if not found or (best and found.score <= best.score) or not _is_whole(found) or _speaks_of(found, units):
                continue
            found = _with_text(found, units, phrasing)
            if not found.values and sum(not unit.neutral for unit in units) < _LEAST_WORDS:
                continue  # "hello"
            if Leftover(found, units, phrasing, is_sure, is_answerable).may_be_passed():
                best = found
    return best and replace(best, passed=(*best.passed, *best.left), left=(), missing=())


def _speaks_of(found: Match, units: Sequence[Unit]) -> bool:
    """Whether two speakers are set side by side of whom the question says that one speaks about the other."""
    speakers = {one.value for _, readings in found.values for one in readings if one.type == "speaker"}
    if len(speakers) < _ALIKE or any("compare" in unit.keys for unit in units):
        return False
    units = [unit for unit in units if unit.readings or unit.text.casefold() not in ARTICLES]
    named = [unit for unit in units if any(one.value in speakers for one in unit.readings)]
    about = {one for before, one in pairwise(units) if "about" in before.keys and not before.readings}
    if named and named[0].is_subject:  # "what did Ada say against Ben"
        about |= {one for before, one in pairwise(units) if any(side.type == "=stance" for side in before.readings)}
    return any(unit in about for unit in named[1:])


def _with_text(found: Match, units: Sequence[Unit], phrasing: Phrasing) -> Match:
    """The same with words that nothing accounts for as the query's free text, where they stand like a name."""
    slot = next((one for one in free_slots(found.form.query, phrasing) if one not in dict(found.values)), None)
    words = [unit for unit in found.left if _may_be_text(unit) and unit.plain < NAMED]
    if slot is None or not words:
        return found
    inside = [unit for unit in units if words[0].first <= unit.first and unit.last <= words[-1].last]
    if any(unit not in words and not (unit.neutral or unit.text.casefold() in ARTICLES) for unit in inside):
        return found
    text = " ".join(unit.text for unit in inside).casefold()
    value = (slot, (Reading(WORDS, singular(text), text),))
    return replace(found, values=(*found.values, value), left=tuple(one for one in found.left if one not in words))


def _may_be_text(unit: Unit) -> bool:
    return not unit.is_name and all(one.type in EVERYDAY or one.type[0] == "=" for one in unit.readings)


def _without_free_words(form: Form) -> Form:
    """Any words would do for a free text, so those that are left over say nothing."""
    needed = {one.name for one in form.query.parameters if one.required}
    return replace(form, slots=tuple(slot for slot in form.slots if slot.type != WORDS or slot.parameter in needed))


def _is_whole(found: Match) -> bool:
    """Whether all is there that the query needs, and the words of a form that sets a value by its wording."""
    return not lacks_value(found) and not (found.form.fixed and set(found.missing) & found.form.required)


def lacks_value(found: Match) -> bool:
    """Whether a query cannot be asked with what was found."""
    query: Query = found.form.query
    needed = {parameter.name for parameter in query.parameters if parameter.required}
    given = {name for name, _ in found.values} | {name for name, _ in found.form.fixed}
    return bool(needed - given) or any(not set(group) & given for group in query.requires)
