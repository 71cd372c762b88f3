"""The readings of a question, the forms that fit and how likely each query is in; what the question is taken for, best first, out.

A form that fits word for word counts; where none does, the likeliest query is asked with what the question names, and the words that it
has no place for are told. Such a reading is only taken where nothing that names somebody or something would be passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, inf, log
from typing import Final

from kg.query.ask.forms import WORDS, Form, free_slots, open_form
from kg.query.ask.intents import UNANSWERABLE
from kg.query.ask.matching import Match, match
from kg.query.ask.naming import PLAIN
from kg.query.ask.passing import ARTICLES
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import CLEAR, Reading, Unit, singular
from kg.query.catalogue import Query

_FITS: Final = 3.0  # in natural logarithms: what a form is worth that fits, or fits but for everyday words
_PASSES: Final = 1.5
_BEHIND: Final = 1.5  # how much less likely than the best another query may be
_MOST: Final = 4
_LEAST: Final = 0.12  # probability
_SURE: Final = log(0.5)
_DOUBTFUL: Final = log(0.05)
_LEAST_PLAIN: Final = 0.05  # probability: words passed over count against a query no more than so
_OF_SCORE: Final = 0.3
_UNLIKELY: Final = log(0.15)  # of a question that nothing answers
_ALIKE: Final = 2
_READINGS: Final = 3
_NAMED: Final = 0.5  # probability: below, a word is taken for a name
_CERTAIN: Final = 0.85
_DOUBTED: Final = 0.15  # below, a word is taken for a name even where the query has no place for one
_EVERYDAY: Final = frozenset(("role", "kind", "issue"))  # whose names are words of the language, too
_PROPER: Final = frozenset(("speaker", "statute", "document", "report", "dilemma", "question", "target", "statement"))
_SPEAKING: Final = ("speaker", "issue")

Places = Mapping[tuple[int, int], Mapping[str, float]]


def choose(
    readings: Sequence[Sequence[Unit]],
    fitting: Sequence[Match],
    likely: Mapping[str, float],
    forms: Sequence[Form],
    queries: Mapping[str, Query],
    phrasing: Phrasing,
    *,
    places: Callable[[Sequence[Unit]], Places],
    passing: bool,
) -> list[Match]:
    """What a question is taken for, best first; empty where no query answers it.

    `fitting`: forms that fit, best first, with `passing` only where everyday words are passed over. `likely`: logarithms of
    probabilities. `places`: what the words of a reading are likely to be, see naming.py.
    """
    here = places(readings[0]) if readings else {}
    fitting = [one for one in fitting if _reads_right(one, readings[0], here)]
    if passing:
        fitting = [one for one in fitting if likely.get(one.form.query.name, -inf) > _DOUBTFUL]
    worth = dict(likely)
    for one in reversed(fitting):  # the best last, whose own worth counts whole
        name = one.form.query.name
        bonus = min(_PASSES, _OF_SCORE * one.score) if passing else _FITS
        worth[name] = likely.get(name, log(_LEAST)) + max(0.0, bonus + one.score - fitting[0].score)
    refused = worth.pop(UNANSWERABLE, -inf)
    order = sorted(worth, key=lambda name: (-worth[name], name))
    # Two queries that answer much the same share what speaks for either.
    if sum(exp(worth[name]) for name in order[:_ALIKE]) < max(exp(refused), _LEAST):
        return []
    found: list[tuple[float, Match]] = []
    for name in order[:_MOST]:
        if worth[name] < worth[order[0]] - _BEHIND:
            continue
        own = next((one for one in fitting if one.form.query.name == name), None)
        is_sure = likely.get(name, -inf) > _SURE
        own = own or open_match(
            name, readings, forms, queries, phrasing, places=places, is_sure=is_sure, is_answerable=refused < _UNLIKELY
        )
        if own:
            lost = sum(log(max(_plain(unit, here), _LEAST_PLAIN)) for unit in own.passed)
            found.append((worth[name] + lost, own))
    found.sort(key=lambda one: -one[0])
    best = [one for _, one in found]
    return best + [one for one in fitting if one not in best]


def _reads_right(found: Match, units: Sequence[Unit], places: Places) -> bool:
    """Whether a form passes over no name, and looks for no words that only belong to the question."""
    if any(_plain(unit, places) < _NAMED for unit in found.passed if not unit.readings):
        return False
    for _, (first, *_others) in found.values:
        if first.type == WORDS:
            words = [unit for unit in units if unit.text.casefold() in first.text.split()]
            if words and all(_plain(unit, places) > _NAMED for unit in words):
                return False
    return True


def open_match(
    name: str,
    readings: Sequence[Sequence[Unit]],
    forms: Sequence[Form],
    queries: Mapping[str, Query],
    phrasing: Phrasing,
    *,
    places: Callable[[Sequence[Unit]], Places],
    is_sure: bool,
    is_answerable: bool,
) -> Match | None:
    """The query with what the question names, the other words passed over; None where that would be another question."""
    own = [form for form in forms if form.query.name == name]
    best: Match | None = None
    for form in [*map(_without_free_words, own), open_form(queries[name], own, phrasing)]:
        for reading in _whole(readings, places):
            units = [_as_it_stands(unit, places(reading)) for unit in reading]
            found = match(form, units, phrasing, lenient=True)
            if not found or (best and found.score <= best.score) or not _is_whole(found):
                continue
            found = _with_text(found, units, places(reading), phrasing)
            passed = _Passed(found, units, phrasing, places(reading), is_sure, is_answerable)
            if passed.may_be():
                best = found
    return best and replace(best, passed=(*best.passed, *best.left), left=(), missing=())


def _whole(readings: Sequence[Sequence[Unit]], places: Callable[[Sequence[Unit]], Places]) -> list[Sequence[Unit]]:
    """Readings that break up no proper name of the first."""
    first = places(readings[0])
    names = {
        (unit.first, unit.last)
        for unit in readings[0]
        if any(one.type in _PROPER for one in unit.readings) and _plain(unit, first) < _NAMED
    }
    return [units for units in readings[:_READINGS] if names <= {(unit.first, unit.last) for unit in units}]


def _as_it_stands(unit: Unit, places: Places) -> Unit:
    """Without the people, bodies or issues that a word can mean elsewhere: "my students need every remark"."""
    if _plain(unit, places) < _CERTAIN or not any(one.type in _EVERYDAY for one in unit.readings):
        return unit
    if _is_phrase(unit):
        return unit
    return replace(unit, readings=tuple(one for one in unit.readings if one.type[0] == "="))


def _is_phrase(unit: Unit) -> bool:
    """Whether several words are an issue's own: these mean nothing else."""
    return unit.first < unit.last and any(one.type == "issue" and one.rank <= CLEAR for one in unit.readings)


def _with_text(found: Match, units: Sequence[Unit], places: Places, phrasing: Phrasing) -> Match:
    """The same with words that nothing accounts for as the query's free text, where they stand like a name."""
    slot = next((one for one in free_slots(found.form.query, phrasing) if one not in dict(found.values)), None)
    words = [unit for unit in found.left if _may_be_text(unit) and _plain(unit, places) < _NAMED]
    if slot is None or not words:
        return found
    inside = [unit for unit in units if words[0].first <= unit.first and unit.last <= words[-1].last]
    if any(unit not in words and not (unit.neutral or unit.text.casefold() in ARTICLES) for unit in inside):
        return found
    text = " ".join(unit.text for unit in inside).casefold()
    value = (slot, (Reading(WORDS, singular(text), text),))
    return replace(found, values=(*found.values, value), left=tuple(one for one in found.left if one not in words))


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


def _may_be_text(unit: Unit) -> bool:
    return not unit.is_name and all(one.type in _EVERYDAY or one.type[0] == "=" for one in unit.readings)


@dataclass(frozen=True)
class _Passed:
    """What a form has no place for in a question."""

    found: Match
    units: Sequence[Unit]
    phrasing: Phrasing
    places: Places
    is_sure: bool  # whether the query is likelier than all others together
    is_answerable: bool

    def may_be(self) -> bool:
        """Whether it can be passed over without asking something else."""
        left = set(self.found.left)
        return all(self._may_be(unit, self.units[at + 1 :]) for at, unit in enumerate(self.units) if unit in left)

    def _may_be(self, unit: Unit, behind: Sequence[Unit]) -> bool:
        if self._is_told(unit) or (_turns(unit, behind, self.phrasing) and not self._is_list):
            return False
        words = _texts(unit)
        if not self.is_answerable and any(word in self.phrasing.never for word in words):
            return False
        least = _NAMED if self.found.form.query.parameters else _DOUBTED
        return not _is_unknown(unit, self.phrasing) or _plain(unit, self.places) >= least

    @property
    def _is_list(self) -> bool:
        """Whether a list is asked for, and nobody's words: "nobody has checked" tells of what is listed."""
        given = dict(self.found.values)
        return self.is_sure and not any(
            one.type in _SPEAKING for one in self.found.form.query.parameters if one.name in given
        )

    def _is_told(self, unit: Unit) -> bool:
        """Whether a unit names what the answer would leave out."""
        plain = _plain(unit, self.places)
        if unit.is_name:
            return plain < _CERTAIN
        types = {one.type for one in unit.readings}
        if unit.keys & self.phrasing.keys and unit.first == unit.last:
            return False  # "the report", in general
        if types & _PROPER or any(one.startswith("@") for one in types):
            return True
        if "=stance" in types and not self.is_sure:
            return True
        if plain >= _NAMED and not _is_phrase(unit):
            return False
        if unit.is_topic and types <= _EVERYDAY and any(one.type == "issue" for one in self._values):
            return False  # it narrows the subject: "about advocacy and children who have a voice"
        return any(one.type in _EVERYDAY and one.rank <= CLEAR for one in unit.readings)

    @property
    def _values(self) -> list[Reading]:
        return [one for _, readings in self.found.values for one in readings]


def _plain(unit: Unit, places: Places) -> float:
    """How probable it is that a unit names nothing."""
    return places.get((unit.first, unit.last), {}).get(PLAIN, 1.0)


def _turns(unit: Unit, behind: Sequence[Unit], phrasing: Phrasing) -> bool:
    """Whether a word turns the meaning round; "or not" at the end does not."""
    return bool(behind) and ("nobody" in unit.keys or any(word in phrasing.negations for word in _texts(unit)))


def _is_unknown(unit: Unit, phrasing: Phrasing) -> bool:
    if unit.is_topic and all(one.type.startswith("=") for one in unit.readings):
        return True  # "about support"
    if unit.readings or unit.neutral or unit.keys & phrasing.keys:
        return False
    return not all(word in phrasing.passing or word in phrasing.pronouns for word in _texts(unit))


def _texts(unit: Unit) -> list[str]:
    return [part.text.casefold() for part in unit.parts or (unit,)]
