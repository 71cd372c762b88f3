"""A unit of a question that a form has no place for in; whether it may be passed over, and what that costs, out.

Two kinds may: words behind "about", beside an issue, that narrow the subject more than any query can; and everyday words that
name nothing, turn no meaning round and do not stand where a speaker or subject is named. Both are told to who asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.query.ask.forms import Form
from kg.query.ask.progress import Progress, Question
from kg.query.ask.units import CLEAR, Reading, Unit

ARTICLES: Final = frozenset(
    ("the", "a", "an", "any", "some", "all", "this", "that", "these", "those", "my", "our", "your")
)
_ABOUT: Final = "about"
_JOINTS: Final = ("and", "or")
_NAMING: Final = frozenset(
    (
        "by",
        "in",
        "from",
        "of",
        "with",
        "to",
        "for",
        "and",
        "or",
        "than",
        "against",
        "like",
        "called",
        "named",
        "did",
        "does",
        "do",
        "has",
        "have",
        "had",
        "is",
        "was",
        "are",
        "were",
    )
)
_LONG_NAMES: Final = frozenset(("question", "statement", "dilemma", "target"))
_BY_THE_WAY: Final = frozenset(("=kind", "=speaker_kind", "=aspect", "=post", "=side", "@number"))
_MOST_NARROWING: Final = 4
_MOST_PASSED: Final = 7
_EVERYDAY, _OTHER_QUESTION, _TELLING, _UNKNOWN, _MENTION = -0.5, -1.5, -3.0, -1.5, -1.0


def may_narrow(form: Form, question: Question, at: int, state: Progress) -> bool:
    """Whether a unit stands behind "about" with an issue beside it, and may be passed over if that is told."""
    unit = question.units[at]
    if ends_name(question.units, at):
        return False
    if len(state.narrowing) >= _MOST_NARROWING or unit.is_name or not any(slot.type == "issue" for slot in form.slots):
        return False
    if any(other.text.casefold() in _JOINTS for other in question.units[max(at - 1, 0) : at + 2]):
        return False  # "broadband and piers": a subject of its own
    words = unit.texts
    if any(word in question.phrasing.never | question.phrasing.negations or word.isdigit() for word in words):
        return False
    if any(
        reading.type[0] == "@" or reading.type in ("speaker", "statute", "document", "role", "kind")
        for reading in unit.readings
    ):
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


def ends_name(units: Sequence[Unit], at: int) -> bool:
    """Whether a word in capitals follows another in the middle of a question that is not all in capitals: "Online Safety Act"."""
    capitals = [unit.text[:1].isupper() for unit in units]
    return at > 1 and capitals[at] and capitals[at - 1] and not all(capitals)


def cost_of_passing(form: Form, question: Question, at: int, state: Progress) -> float | None:
    """What it costs to pass over a unit; None for what names something, turns a meaning round or is what is asked about."""
    unit, phrasing = question.units[at], question.phrasing
    words = unit.texts
    if (
        unit.is_name
        or ends_name(question.units, at)
        or len(state.passed) >= _MOST_PASSED
        or any(word.isdigit() for word in words)
    ):
        return None
    if any(_tells(reading, unit) for reading in unit.readings):
        return _MENTION if _is_part_of_name(unit, state) else None
    known = bool(state.values or state.words)  # who "they" are
    if unit.keys & phrasing.passing_keys or all(
        word in phrasing.passing or (known and word in phrasing.pronouns) for word in words
    ):
        return _EVERYDAY
    if any(word in phrasing.never or word in phrasing.negations for word in words) or unit.keys & {"nobody", "not"}:
        return None
    if unit.keys & phrasing.keys:
        return _TELLING if unit.keys & phrasing.telling_keys else _OTHER_QUESTION
    return None if not form.required or _is_named_there(question.units, at) else _UNKNOWN


def _tells(reading: Reading, unit: Unit) -> bool:
    """Whether a reading names something that a question would not hold by the way: no weak label, no word for a kind of thing."""
    if reading.type == "issue":
        return unit.is_topic or reading.rank <= CLEAR
    return reading.type not in _BY_THE_WAY


def _is_part_of_name(unit: Unit, state: Progress) -> bool:
    """Whether an issue or a value may only be part of a long name that was understood, or words of speech: "one by one"."""
    types = unit.types
    if types <= {"=quantifier", "role"} and not unit.is_subject:
        return "=quantifier" in types
    long = any(one.type in _LONG_NAMES for _, readings in state.values for one in readings)
    return long and types <= {"issue", "role", "kind", "=kind", "=stance", "=side"}


def _is_named_there(units: Sequence[Unit], at: int) -> bool:
    """Whether who speaks or what is spoken of stands in this place: an unknown word there may be what is asked for."""
    before = next((units[i] for i in range(at - 1, -1, -1) if units[i].text.casefold() not in ARTICLES), None)
    if (
        before is None
        or before.text.casefold() in _NAMING
        or (before.keys & {_ABOUT, "mention"} and not before.readings)
    ):
        return True
    behind = units[at + 1] if at + 1 < len(units) else None
    speaks = behind is not None and not behind.readings and "say" in behind.keys
    return speaks and not any(unit.is_mention or "who" in unit.keys for unit in units[:at])
