"""The units of a question and a form in; how they fit, out: which parameter has which value, and what is left over.

Every word of a question must be accounted for: as a value, as a word of the form, or as one that says nothing. What is left
over is what the question asks and the form does not: an unknown name, another subject, a "why". Only behind "about", beside an
issue, a few words may narrow the subject more than any query can; they are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.query.ask.forms import WORDS, Form, Slot
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import Reading, Unit

_ABOUT: Final = "about"
_SPEAKING: Final = frozenset(("speaker", "role", "kind", "=quantifier"))
_SEVERAL: Final = frozenset(("issue", "speaker", "statute", "kind", "document"))  # may have more than one value
_CLEAR: Final = 2  # the greatest rank of an issue's label that is enough alone
_JOINTS: Final = ("and", "or")
_MOST_NARROWING: Final = 4
_MOST_FREE_WORDS: Final = 4
# What a form is worth: the more of a question it takes as values and words of its own, the better it fits.
_VALUE, _FREE, _REQUIRED, _OPTIONAL = 3.0, 1.0, 2.0, 0.75
# Of things of one name: what one can be for or against before one who speaks, bodies of a kind before people who are called so.
_PREFERENCE: Final = {
    "target": 0.3,
    "statute": 0.5,
    "dilemma": 0.4,
    "kind": 0.3,
    "report": 0.1,
    "role": -0.2,
    "document": -0.1,
    "=side": -0.3,
}
_RANK, _UNJOINED, _NARROWED, _MISPLACED, _AS_WORD, _UNUSED = -0.5, -1.0, -1.2, -0.6, -0.4, -0.1
_LEFT, _MISSING = -4.0, -2.0


@dataclass(frozen=True, slots=True)
class Match:
    """A form with the values that a question gives it."""

    form: Form
    values: tuple[tuple[str, tuple[Reading, ...]], ...]
    score: float
    narrowing: tuple[Unit, ...] = ()  # words that narrow the subject and are not part of the query
    unjoined: bool = False  # two values of one parameter that the question did not join by "and"
    left: tuple[Unit, ...] = ()  # words that the form cannot account for
    missing: tuple[str, ...] = ()  # words and parameters of the form that the question lacks


@dataclass(frozen=True, slots=True)
class _State:
    values: tuple[tuple[str, tuple[Reading, ...]], ...] = ()
    words: frozenset[str] = frozenset()
    score: float = 0.0
    narrowing: tuple[Unit, ...] = ()
    unjoined: bool = False
    left: tuple[Unit, ...] = ()

    def given(self, parameter: str) -> tuple[Reading, ...]:
        return next((readings for name, readings in self.values if name == parameter), ())


@dataclass(frozen=True, slots=True)
class _Question:
    units: Sequence[Unit]
    phrasing: Phrasing
    lenient: bool


def match(form: Form, units: Sequence[Unit], phrasing: Phrasing, *, lenient: bool = False) -> Match | None:
    """The best way in which a form fits; None where it does not. `lenient`: what is left over or missing is told instead."""
    question = _Question(units, phrasing, lenient)
    best: Match | None = None
    for state in _states(form, question, 0, _State()):
        found = _finished(form, state, lenient=lenient)
        if found and (best is None or found.score > best.score):
            best = found
    return best


def _states(form: Form, question: _Question, at: int, state: _State) -> Iterator[_State]:
    if at == len(question.units):
        yield state
        return
    unit = question.units[at]
    options = list(_options(form, question, at, state))
    if not options and question.lenient:
        options = [(1, _left(state, unit))]
    for taken, after in options:
        yield from _states(form, question, at + taken, after)


def _options(form: Form, question: _Question, at: int, state: _State) -> Iterator[tuple[int, _State]]:
    """What can be made of a unit: how many units that takes, and what is known then."""
    unit = question.units[at]
    for slot in form.slots:
        if slot.type == WORDS:
            yield from _free(slot, question, at, state)
        for reading in unit.readings:
            if slot.is_topic and not unit.is_topic and not form.required and slot.type == "issue":
                continue  # "Ada on piers": without other words the "on" tells that it is a question
            filled = _fill(slot, unit, reading, state)
            if filled and not _is_period(unit):
                yield 1, filled
    period = _period(form, unit, state) if _is_period(unit) else None
    if period:
        yield 1, period
    as_word = _as_words(form, unit, state)
    if as_word:
        yield 1, as_word
    elif _may_narrow(form, question, at, state):
        yield 1, _with(state, _NARROWED, narrowing=(*state.narrowing, unit))


def _fill(slot: Slot, unit: Unit, reading: Reading, state: _State) -> _State | None:
    """The slot with the reading in it, or with one more; None where it does not go there."""
    if not _goes_there(slot, unit, reading):
        return None
    if slot.type == "role":
        reading = replace(reading, value=singular(reading.text))
    score = _worth(slot, unit, reading)
    known = state.given(slot.parameter)
    if not known:
        return _with(state, score, values=(*state.values, (slot.parameter, (reading,))))
    if any(one.value == reading.value for one in known):
        return state  # the same once more
    if slot.type not in _SEVERAL or not (unit.is_joined or slot.type == "issue"):
        return None
    extended = tuple(
        (name, (*readings, reading) if name == slot.parameter else readings) for name, readings in state.values
    )
    score += -_VALUE / 2 + (0 if unit.is_joined else _UNJOINED)
    return _with(state, score, values=extended, unjoined=state.unjoined or not unit.is_joined)


def _goes_there(slot: Slot, unit: Unit, reading: Reading) -> bool:
    """Whether a reading is of the slot's type and stands where such a one does."""
    if reading.type != slot.type or (slot.choices and reading.value not in slot.choices):
        return False
    if slot.type == "issue":
        # Who speaks is no issue, however it is called; a weak label is one only where a subject is told.
        is_who = unit.is_subject or any(other.type == "speaker" for other in unit.readings)
        return unit.is_topic or (reading.rank <= _CLEAR and not is_who)
    if slot.type == "=stance":
        return not unit.is_topic  # "about support for carers" tells no side
    if slot.type == "role" and any(other.type == "kind" for other in unit.readings):
        return False  # charities have names
    return slot.type not in _SPEAKING or slot.is_topic or not unit.is_topic


def _worth(slot: Slot, unit: Unit, reading: Reading) -> float:
    score = _VALUE + _PREFERENCE.get(slot.type, 0.0) + _RANK * (reading.rank - 1) + 0.2 * (unit.last - unit.first)
    if slot.is_topic != unit.is_topic:
        score += _MISPLACED * (3 if slot.type == "issue" else 1)
    return score


def _is_period(unit: Unit) -> bool:
    """Whether a date has two ends: "in 2021"."""
    return {reading.type for reading in unit.readings} >= {"@from", "@until"}


def _period(form: Form, unit: Unit, state: _State) -> _State | None:
    """Both ends of a period, where the form takes both."""
    after: _State | None = state
    for name in ("@from", "@until"):
        slot = next((slot for slot in form.slots if slot.type == name), None)
        reading = next(reading for reading in unit.readings if reading.type == name)
        after = _fill(slot, unit, reading, after) if slot and after else None
    return after


def _free(slot: Slot, question: _Question, at: int, state: _State) -> Iterator[tuple[int, _State]]:
    """A run of words as a free text."""
    if state.given(slot.parameter):
        return
    for size in range(1, _MOST_FREE_WORDS + 1):
        run = question.units[at : at + size]
        if len(run) < size or not _is_text(run, question.phrasing):
            return
        if run[0].neutral or run[-1].neutral or _ABOUT in run[-1].keys or _ABOUT in run[0].keys:
            continue
        text = " ".join(unit.text for unit in run).casefold()
        reading = Reading(WORDS, singular(text), text)
        yield size, _with(state, _FREE, values=(*state.values, (slot.parameter, (reading,))))


def _is_text(run: Iterable[Unit], phrasing: Phrasing) -> bool:
    proper = {"speaker", "document", "dilemma", "question", "target"}
    return all(
        unit.text.casefold() not in phrasing.never
        and not unit.is_name
        and not unit.keys & phrasing.classes
        and not any(reading.type in proper or reading.type[0] in "@" for reading in unit.readings)
        for unit in run
    )


def singular(text: str) -> str:
    """A text to look for, in small letters and without the plural of its last word: it stands in the plural too.

    >>> singular("Foster carers"), singular("local authorities"), singular("looked after children")
    ('foster carer', 'local authorit', 'looked after child')
    """
    text = text.casefold()
    for plural, stem in (("children", "child"), ("people", "people"), ("ies", ""), ("ss", "ss"), ("s", "")):
        if text.endswith(plural):
            return text.removesuffix(plural) + stem
    return text


def _as_words(form: Form, unit: Unit, state: _State) -> _State | None:
    """The unit as words of the form, or as words that say nothing."""
    cost = _AS_WORD if unit.readings else 0.0
    fitting = unit.keys & form.words
    if fitting:
        gained = sum(_REQUIRED if key in form.required else _OPTIONAL for key in fitting - state.words)
        return _with(state, gained + cost, words=state.words | fitting)
    if unit.neutral or _ABOUT in unit.keys:
        return _with(state, cost)
    if len(unit.parts) > 1:
        after: _State | None = _with(state, cost)
        for part in unit.parts:
            after = _as_words(form, part, after) if after else None
        return after
    return None


def _may_narrow(form: Form, question: _Question, at: int, state: _State) -> bool:
    """Whether a unit stands behind "about" with an issue beside it, and may be passed over if that is told."""
    unit = question.units[at]
    if len(state.narrowing) >= _MOST_NARROWING or unit.is_name or not any(slot.type == "issue" for slot in form.slots):
        return False
    if any(other.text.casefold() in _JOINTS for other in question.units[max(at - 1, 0) : at + 2]):
        return False  # "broadband and piers": a subject of its own
    words = [part.text.casefold() for part in unit.parts or (unit,)]
    if any(word in question.phrasing.never or word.isdigit() for word in words):
        return False
    if any(reading.type[0] == "@" or reading.type in ("speaker", "statute", "document") for reading in unit.readings):
        return False
    return _in_topic(question.units, at)


def _in_topic(units: Sequence[Unit], at: int) -> bool:
    before = range(at - 1, -1, -1)
    start = next((i for i in before if _ABOUT in units[i].keys and not units[i].readings), None)
    if start is None or any(_ends_topic(units[i]) for i in range(start + 1, at)):
        return False
    end = next((i for i in range(at + 1, len(units)) if _ends_topic(units[i])), len(units))
    return any(reading.type == "issue" for i in range(start + 1, end) for reading in units[i].readings)


def _ends_topic(unit: Unit) -> bool:
    return not unit.readings and bool(unit.keys & {"say", "who", "where", "when", "respond", "how many"})


def _left(state: _State, unit: Unit) -> _State:
    return _with(state, _LEFT, left=(*state.left, unit))


def _with(
    state: _State,
    score: float,
    *,
    values: tuple[tuple[str, tuple[Reading, ...]], ...] | None = None,
    words: frozenset[str] | None = None,
    narrowing: tuple[Unit, ...] | None = None,
    unjoined: bool | None = None,
    left: tuple[Unit, ...] | None = None,
) -> _State:
    return _State(
        values=state.values if values is None else values,
        words=state.words if words is None else words,
        score=state.score + score,
        narrowing=state.narrowing if narrowing is None else narrowing,
        unjoined=state.unjoined if unjoined is None else unjoined,
        left=state.left if left is None else left,
    )


def _has_clear_issue(state: _State) -> bool:
    """Whether more than a weak label tells the subject, so that the words beside it only narrow it."""
    return any(one.rank <= _CLEAR for _, readings in state.values for one in readings if one.type == "issue")


def _finished(form: Form, state: _State, *, lenient: bool) -> Match | None:
    given = {name for name, _ in state.values}
    missing = [*(slot.parameter for slot in form.slots if slot.required and slot.parameter not in given)]
    missing += sorted(form.required - state.words)
    if not lenient and (missing or (state.narrowing and not _has_clear_issue(state))):
        return None
    unused = sum(slot.parameter not in given for slot in form.slots if not slot.required)
    score = state.score + _UNUSED * unused + _MISSING * len(missing)
    return Match(form, state.values, score, state.narrowing, state.unjoined, state.left, tuple(missing))
