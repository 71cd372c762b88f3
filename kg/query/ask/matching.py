"""The units of a question and a form in; how they fit, out: which parameter has which value, and what is left over.

Every word of a question must be accounted for: as a value, as a word of the form, as one that says nothing, or as one that may
be passed over (passing.py). What is left over is what the question asks and the form does not: an unknown name, another subject, a "why".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.query.ask.forms import WORDS, Form, Slot
from kg.query.ask.passing import ARTICLES, cost_of_passing, may_narrow
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.progress import Progress, Question
from kg.query.ask.units import CLEAR, Reading, Unit, singular

_ABOUT: Final = "about"
_SPEAKING: Final = frozenset(("speaker", "role", "kind", "=quantifier"))
_SEVERAL: Final = frozenset(
    ("issue", "speaker", "statute", "kind", "document", "role", "=quantifier")
)  # may have more than one value
_MOST_FREE_WORDS: Final = 4
# What a form is worth: the more of a question it takes as values and words of its own, the better it fits.
_VALUE, _FREE, _REQUIRED, _OPTIONAL = 3.0, 1.0, 2.0, 0.75
# Of things of one name: what one can be for or against before one who speaks, bodies of a kind before people who are called so.
_PREFERENCE: Final = {
    "target": 0.3,
    "statute": 0.5,
    "dilemma": 0.4,
    "kind": 0.3,
    "question": 0.5,
    "report": 0.1,
    "role": -0.2,
    "document": -0.1,
    "=side": -0.3,
}
_RANK, _UNJOINED, _NARROWED, _MISPLACED, _AS_WORD, _UNUSED = -0.5, -1.0, -1.2, -0.6, -0.4, -0.1
_RANK_OF_ISSUE: Final = -0.9  # their weaker labels are everyday words
_LONGER: Final = 0.2  # for each further word of a phrase or name
_LEFT, _MISSING = -4.0, -2.0
_LEAST_SCORE: Final = 0.5  # of a form for which words were passed over


@dataclass(frozen=True, slots=True)
class Match:
    """A form with the values that a question gives it."""

    form: Form
    values: tuple[tuple[str, tuple[Reading, ...]], ...]
    score: float
    narrowing: tuple[Unit, ...] = ()  # words that narrow the subject and are not part of the query
    unjoined: bool = False  # two values of one parameter that the question did not join by "and"
    left: tuple[Unit, ...] = ()  # words that the form cannot account for
    passed: tuple[Unit, ...] = ()  # everyday words that were passed over
    missing: tuple[str, ...] = ()  # words and parameters of the form that the question lacks


def match(
    form: Form, units: Sequence[Unit], phrasing: Phrasing, *, lenient: bool = False, passing: bool = False
) -> Match | None:
    """The best way in which a form fits; None where it does not.

    `passing`: everyday words may be passed over. `lenient`: what is left over or missing is told instead.
    """
    if not lenient and not _can_fit(form, units):
        return None
    if _is_name_alone(form):
        passing = False
        if not lenient and sum(not _says_nothing(unit) for unit in units) > 1:
            return None
    question = Question(units, phrasing, lenient, passing)
    best: Match | None = None
    for state in _states(form, question):
        found = _finished(form, state, lenient=lenient)
        if found and (best is None or found.score > best.score):
            best = found
    return best


def _states(form: Form, question: Question) -> Iterator[Progress]:
    """What all units can be taken for. Of ways that differ only in what they are worth, the best goes on: else every word that
    may be two things would double their number.
    """
    waiting: list[dict[Progress, Progress]] = [{} for _ in range(len(question.units) + 1)]
    waiting[0][Progress()] = Progress()
    for at, unit in enumerate(question.units):
        for state in waiting[at].values():
            options = list(_options(form, question, at, state))
            if not options and question.lenient:
                options = [(1, _left(state, unit))]
            for taken, after in options:
                same = replace(after, score=0.0)
                known = waiting[at + taken].get(same)
                if known is None or after.score > known.score:
                    waiting[at + taken][same] = after
    yield from waiting[-1].values()


def _options(form: Form, question: Question, at: int, state: Progress) -> Iterator[tuple[int, Progress]]:
    """What can be made of a unit: how many units that takes, and what is known then."""
    unit = question.units[at]
    for slot in form.slots:
        if slot.type == WORDS:
            yield from _free(slot, question, at, state)
        for reading in unit.readings:
            if form.text and slot.is_topic and not unit.is_topic and slot.type == "issue" and not _asks_more(form):
                continue  # "on piers": without other words the "on" tells that it is a question
            filled = _fill(slot, unit, reading, state)
            if filled and not _is_period(unit):
                yield 1, filled
    period = _period(form, unit, state) if _is_period(unit) else None
    if period:
        yield 1, period
    as_word = _as_words(form, unit, state)
    if as_word:
        yield 1, as_word
    elif may_narrow(form, question, at, state):
        yield 1, replace(state, score=state.score + _NARROWED, narrowing=(*state.narrowing, unit))
    elif question.passing and (cost := cost_of_passing(form, question, at, state)):
        yield 1, replace(state, score=state.score + cost, passed=(*state.passed, unit))


def _can_fit(form: Form, units: Sequence[Unit]) -> bool:
    """Whether the question holds all that the form needs, in whatever place: most forms end here."""
    keys = {key for unit in units for part in (unit, *unit.parts) for key in part.keys}
    if not form.required <= keys:
        return False
    types = {reading.type for unit in units for reading in unit.readings} | {WORDS}
    return all(slot.type in types for slot in form.slots if slot.required)


def _is_name_alone(form: Form) -> bool:
    """Whether a form is one name and nothing else: "covid"."""
    return len(form.slots) == 1 and not form.required and not form.optional


def _says_nothing(unit: Unit) -> bool:
    return unit.text.casefold() in ARTICLES or (unit.neutral and not unit.readings)


def _asks_more(form: Form) -> bool:
    """Whether a form needs more than one thing: two names side by side are a question, "Ada piers"."""
    return bool(form.required) or sum(slot.required for slot in form.slots) > 1


def _fill(slot: Slot, unit: Unit, reading: Reading, state: Progress) -> Progress | None:
    """The slot with the reading in it, or with one more; None where it does not go there."""
    if not _goes_there(slot, unit, reading):
        return None
    if slot.type == "role":
        reading = replace(reading, value=singular(reading.text))
    score = _worth(slot, unit, reading)
    known = state.given(slot.parameter)
    if not known:
        return replace(state, score=state.score + score, values=(*state.values, (slot.parameter, (reading,))))
    if any(one.value == reading.value for one in known):
        return state  # the same once more
    if slot.type not in _SEVERAL or not (unit.is_joined or slot.type == "issue"):
        return None
    extended = tuple(
        (name, (*readings, reading) if name == slot.parameter else readings) for name, readings in state.values
    )
    score += -_VALUE / 2 + (0 if unit.is_joined else _UNJOINED)
    return replace(state, score=state.score + score, values=extended, unjoined=state.unjoined or not unit.is_joined)


def _goes_there(slot: Slot, unit: Unit, reading: Reading) -> bool:
    """Whether a reading is of the slot's type and stands where such a one does."""
    if reading.type != slot.type or (slot.choices and reading.value not in slot.choices):
        return False
    if slot.type == "issue":
        # Who speaks is no issue, however it is called; a weak label is one only where a subject is told.
        is_who = unit.is_subject or "speaker" in unit.types
        return unit.is_topic or (reading.rank <= CLEAR and not is_who)
    if slot.type == "=stance":
        return not unit.is_topic  # "about support for carers" tells no side
    if slot.type == slot.parameter == "role" and "kind" in unit.types:
        return False  # charities have names
    return slot.type not in _SPEAKING or slot.is_topic or not unit.is_topic


def _worth(slot: Slot, unit: Unit, reading: Reading) -> float:
    by_rank = _RANK_OF_ISSUE if slot.type == "issue" else _RANK
    score = _VALUE + _PREFERENCE.get(slot.type, 0.0) + by_rank * (reading.rank - 1) + _LONGER * (unit.last - unit.first)
    if slot.is_topic != unit.is_topic:
        score += _MISPLACED * (5 if slot.type == "issue" else 1)
    return score


def _is_period(unit: Unit) -> bool:
    """Whether a date has two ends: "in 2021"."""
    return unit.types >= {"@from", "@until"}


def _period(form: Form, unit: Unit, state: Progress) -> Progress | None:
    """Both ends of a period, where the form takes both."""
    after: Progress | None = state
    for name in ("@from", "@until"):
        slot = next((slot for slot in form.slots if slot.type == name), None)
        reading = next(reading for reading in unit.readings if reading.type == name)
        after = _fill(slot, unit, reading, after) if slot and after else None
    return after


def _free(slot: Slot, question: Question, at: int, state: Progress) -> Iterator[tuple[int, Progress]]:
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
        yield size, replace(state, score=state.score + _FREE, values=(*state.values, (slot.parameter, (reading,))))


def _is_text(run: Iterable[Unit], phrasing: Phrasing) -> bool:
    proper = {"speaker", "document", "dilemma", "question", "target", "=stance"}
    return all(
        unit.text.casefold() not in phrasing.never
        and not unit.is_name
        and not unit.keys & phrasing.classes
        and not any(reading.type in proper or reading.type[0] == "@" for reading in unit.readings)
        for unit in run
    )


def _as_words(form: Form, unit: Unit, state: Progress) -> Progress | None:
    """The unit as words of the form, or as words that say nothing."""
    fitting = unit.keys & form.words
    cost = _AS_WORD if unit.readings and not fitting & form.required else 0.0
    if fitting:
        gained = sum(_REQUIRED if key in form.required else _OPTIONAL for key in fitting - state.words)
        gained += _LONGER * (unit.last - unit.first)
        return replace(state, score=state.score + gained + cost, words=state.words | fitting)
    if unit.neutral or _ABOUT in unit.keys:
        return state.worth(cost)
    if len(unit.parts) > 1:
        after: Progress | None = state.worth(cost)
        for part in unit.parts:
            after = _as_words(form, part, after) if after else None
        return after
    return None


def _left(state: Progress, unit: Unit) -> Progress:
    return replace(state, score=state.score + _LEFT, left=(*state.left, unit))


def _has_clear_issue(state: Progress) -> bool:
    """Whether more than a weak label tells the subject, so that the words beside it only narrow it."""
    return any(one.rank <= CLEAR for _, readings in state.values for one in readings if one.type == "issue")


def _finished(form: Form, state: Progress, *, lenient: bool) -> Match | None:
    given = {name for name, _ in state.values}
    missing = [*(slot.parameter for slot in form.slots if slot.required and slot.parameter not in given)]
    missing += sorted(form.required - state.words)
    if not lenient and (missing or (state.narrowing and not _has_clear_issue(state))):
        return None
    unused = sum(slot.parameter not in given for slot in form.slots if not slot.required)
    score = state.score + _UNUSED * unused + _MISSING * len(missing)
    if state.passed and score < _LEAST_SCORE and not lenient:
        return None
    return Match(form, state.values, score, state.narrowing, state.unjoined, state.left, state.passed, tuple(missing))
