"""The readings of a question, the forms that fit and how likely each query is in; what the question is taken for, best first, out.

A form that fits word for word counts; where none does, the likeliest query is asked with what the question names, and the words that it
has no place for are told. Such a reading is only taken where nothing that names somebody or something would be passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp, inf, log
from typing import Final

from kg.extract.stem import tokens
from kg.query.ask.forms import WORDS, Form, open_form
from kg.query.ask.intents import UNANSWERABLE
from kg.query.ask.matching import Match, match
from kg.query.ask.passing import ARTICLES
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import CLEAR, Unit
from kg.query.catalogue import Query

_FITS: Final = 3.0  # in natural logarithms: what a form is worth that fits, or fits but for everyday words
_PASSES: Final = 1.5
_BEHIND: Final = 1.5  # how much less likely than the best another query may be
_MOST: Final = 4
_LEAST: Final = 0.12  # probability
_SURE: Final = log(0.5)
_ALIKE: Final = 2
_READINGS: Final = 3
_ABOUT: Final = "about"
_JOINTS: Final = ("and", "or")
_SPOKEN: Final = ("speaker", "issue", "role", "kind")
_PROPER: Final = frozenset(
    ("speaker", "statute", "document", "report", "dilemma", "question", "target", "statement", "role", "kind")
)
_AUXILIARIES: Final = ("did", "does", "do", "has", "have", "had")
_SPEAKERS: Final = ("by", "from")
_OBJECTS: Final = ("of", "for", "against", "with", "to", "like", "called", "named")


def choose(
    readings: Sequence[Sequence[Unit]],
    fitting: Sequence[Match],
    likely: Mapping[str, float],
    forms: Sequence[Form],
    phrasing: Phrasing,
    *,
    everyday: Collection[str],
    passing: bool,
) -> list[Match]:
    """What a question is taken for, best first; empty where no query answers it.

    `fitting`: forms that fit, best first, with `passing` only where everyday words are passed over. `likely`: logarithms of
    probabilities. `everyday`: stems of words that questions are known to hold.
    """
    worth = dict(likely)
    bonus = _PASSES if passing else _FITS
    for one in reversed(fitting):  # the best last, whose own worth counts whole
        name = one.form.query.name
        worth[name] = likely.get(name, log(_LEAST)) + max(0.0, bonus + one.score - fitting[0].score)
    refused = worth.pop(UNANSWERABLE, -inf)
    order = sorted(worth, key=lambda name: (-worth[name], name))
    # Two queries that answer much the same share what speaks for either.
    if sum(exp(worth[name]) for name in order[:_ALIKE]) < max(exp(refused), _LEAST):
        return []
    found: list[Match] = []
    for name in order[:_MOST]:
        if worth[name] < worth[order[0]] - _BEHIND:
            continue
        own = next((one for one in fitting if one.form.query.name == name), None)
        own = own or open_match(
            name, readings, forms, phrasing, everyday=everyday, is_sure=likely.get(name, -inf) > _SURE
        )
        if own:
            found.append(own)
    return found + [one for one in fitting if one not in found]


def open_match(
    name: str,
    readings: Sequence[Sequence[Unit]],
    forms: Sequence[Form],
    phrasing: Phrasing,
    *,
    everyday: Collection[str],
    is_sure: bool,
) -> Match | None:
    """The query with what the question names, the other words passed over; None where that would be another question."""
    own = [form for form in forms if form.query.name == name]
    if not own:
        return None
    best: Match | None = None
    for form in [*map(_without_free_words, own), open_form(own[0].query, phrasing)]:
        for units in readings[:_READINGS]:
            found = match(form, units, phrasing, lenient=True)
            if not found or (best and found.score <= best.score) or not _is_whole(found):
                continue
            if _may_be_name(found, units, phrasing, everyday):
                continue
            if _may_pass(found, units, phrasing, everyday, is_sure=is_sure):
                best = found
    return best and replace(best, passed=(*best.passed, *best.left), left=(), missing=())


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


def _may_pass(
    found: Match, units: Sequence[Unit], phrasing: Phrasing, everyday: Collection[str], *, is_sure: bool
) -> bool:
    """Whether what the form has no place for can be passed over without asking something else."""
    left = set(found.left)
    is_list = is_sure and not found.values  # "nobody has checked": of what is listed, not of what somebody said
    return all(
        not _names(unit, found, phrasing)
        and (is_list or not _turns(unit, units[at + 1 :], phrasing))
        and (is_sure or not any(word in phrasing.never for word in _texts(unit)))
        and not (_is_unknown(unit, phrasing) and _is_named_here(units, at, found, is_unseen=_is_unseen(unit, everyday)))
        for at, unit in enumerate(units)
        if unit in left
    )


def _may_be_name(found: Match, units: Sequence[Unit], phrasing: Phrasing, everyday: Collection[str]) -> bool:
    """Whether words that no question holds may be a name in small letters: two side by side, or one before "about"."""
    left = set(found.left)
    unseen = [unit in left and _is_unknown(unit, phrasing) and _is_unseen(unit, everyday) for unit in units]
    return any(
        one
        and at + 1 < len(units)
        and (unseen[at + 1] or (_ABOUT in units[at + 1].keys and not units[at + 1].readings))
        for at, one in enumerate(unseen)
    )


def _is_unseen(unit: Unit, everyday: Collection[str]) -> bool:
    return all(word.stem not in everyday and word.word.isalpha() for word in tokens(unit.text))


def _names(unit: Unit, found: Match, phrasing: Phrasing) -> bool:
    if unit.is_name:
        return True
    types = {one.type for one in unit.readings}
    if unit.keys & phrasing.keys and unit.first == unit.last:
        return False  # "the report", in general
    if types & _PROPER or any(one.startswith("@") or one == "=stance" for one in types):
        return True
    takes_issue = any(one.type == "issue" for one in found.form.query.parameters)
    return (unit.is_topic or takes_issue) and any(one.type == "issue" and one.rank <= CLEAR for one in unit.readings)


def _turns(unit: Unit, behind: Sequence[Unit], phrasing: Phrasing) -> bool:
    """Whether a word turns the meaning round; "or not" at the end does not."""
    return bool(behind) and ("nobody" in unit.keys or any(word in phrasing.negations for word in _texts(unit)))


def _is_unknown(unit: Unit, phrasing: Phrasing) -> bool:
    if unit.is_topic and all(one.type.startswith("=") for one in unit.readings):
        return True  # "about support"
    if unit.readings or unit.neutral or unit.keys & phrasing.keys:
        return False
    return not all(word in phrasing.passing or word in phrasing.pronouns for word in _texts(unit))


def _is_named_here(units: Sequence[Unit], at: int, found: Match, *, is_unseen: bool) -> bool:
    """Whether who speaks, or what is spoken of, stands in this place: an unknown word there may be what is asked for.

    `is_unseen`: a word that no question is known to hold; one that some do need not be what a list is of.
    """
    if not (is_unseen or any(one.type in _SPOKEN for one in found.form.query.parameters)):
        return False
    if _is_joined(units, at):
        return True
    run = list(_run_before(units, at))
    before = units[at - len(run) - 1] if at > len(run) else None
    if before is None:
        return False
    word = before.text.casefold()
    if _ABOUT in before.keys and not before.readings:
        return not any(_is_thing(unit) for unit in _run_behind(units, at))
    if word in _SPEAKERS:
        return True
    if word in _AUXILIARIES and any("say" in unit.keys for unit in units[at + 1 :]):
        return not any(unit.readings for unit in units[:at])
    if is_unseen and not run and (word == "in" or before.keys & {"say", "mention"}):
        return True
    return word in _OBJECTS and not found.values


def _is_joined(units: Sequence[Unit], at: int) -> bool:
    """Whether "and" or "or" joins a unit to something that is named: "broadband or piers"."""
    for joint, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if 0 <= other < len(units) and units[joint].text.casefold() in _JOINTS and _is_thing(units[other]):
            return True
    return False


def _is_thing(unit: Unit) -> bool:
    return any(not one.type.startswith("=") for one in unit.readings)


def _run_before(units: Sequence[Unit], at: int) -> Iterator[Unit]:
    """Words without a meaning of their own, back from a place to the word that leads to them."""
    for unit in reversed(units[:at]):
        word = unit.text.casefold()
        if unit.readings or _ABOUT in unit.keys or word in (*_SPEAKERS, *_AUXILIARIES, *_OBJECTS):
            return
        if not (word in ARTICLES or not unit.keys or unit.keys == {word} or unit.neutral):
            return
        yield unit


def _run_behind(units: Sequence[Unit], at: int) -> Iterator[Unit]:
    for unit in units[at:]:
        if not unit.readings and "say" in unit.keys:
            return
        yield unit


def _texts(unit: Unit) -> list[str]:
    return [part.text.casefold() for part in unit.parts or (unit,)]
