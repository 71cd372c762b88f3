"""The units of a question in; the same without what it sets apart, out: "recommendations, not findings", "the union (NUT)"."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.extract.stem import Token
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import POINTING, Unit

_CONTRASTED: Final = frozenset(("=kind", "=speaker_kind", "=aspect"))
_SIDES: Final = ("=stance", "=side", "=kind")
_WHO: Final = frozenset(("who", "which", "those", "is", "are", "was", "were", "does", "do", "did", "by"))
_JOINTS: Final = frozenset(("and", "or"))
_JOINING: Final = _JOINTS | {"the", "a", "an"}
_MOST_IN_A_NAME: Final = 5  # words before the brackets
_NAMES: Final = ("speaker", "statute")


def without_contrast(units: Sequence[Unit], phrasing: Phrasing) -> list[Unit]:
    """The same without values that the question sets apart from others: "recommendations, not findings"."""
    told = list(_without_both(_silenced_at(units, _contrasted(units, phrasing))))
    for type_name in _SIDES:
        told = _without_opposites(told, type_name, phrasing)
    return _silenced_at(told, set(_not_the_only(told)))


def _silenced_at(units: Sequence[Unit], places: Container[int]) -> list[Unit]:
    return [_silenced(unit) if at in places else unit for at, unit in enumerate(units)]


def _contrasted(units: Sequence[Unit], phrasing: Phrasing) -> set[int]:
    """Places of values behind "not", with that word, where another value of their type stands elsewhere."""
    apart: set[int] = set()
    for at, unit in enumerate(units):
        if unit.readings or not ("contrast" in unit.keys or unit.text.casefold() in phrasing.contrasts):
            continue
        last = at + 1
        while last < len(units) and (_chosen_types(units[last]) or _joins(units[last])):
            last += 1
        while not _chosen_types(units[last - 1]) and last - 1 > at:
            last -= 1  # a joint at the end
        types = {one for unit in units[at + 1 : last] for one in _chosen_types(unit)}
        if any(types & _chosen_types(other) for other in (*units[:at], *units[last:])):
            apart.update(range(at, last))
    return apart


def _without_both(units: Sequence[Unit]) -> Iterator[Unit]:
    """The same without values of which two are joined: "findings and recommendations" are of either kind."""
    both: dict[int, set[str]] = {}
    for at, unit in enumerate(units[:-2]):
        types = _chosen_types(unit) & _chosen_types(units[at + 2])
        if types and units[at + 1].text.casefold() in _JOINTS:
            both.setdefault(at, set()).update(types)
            both.setdefault(at + 2, set()).update(types)
    for at, unit in enumerate(units):
        yield unit.without(*both.get(at, ()))


def _without_opposites(units: list[Unit], type_name: str, phrasing: Phrasing) -> list[Unit]:
    """The same without values of which the question wants both: "backers and critics", "who supports it and who does not"."""
    found = list(units)
    places = [at for at, unit in enumerate(units) if type_name in unit.types]
    for one, other in pairwise(places):
        if _poles(units[one], units[other], type_name, phrasing) and _are_coordinated(units[one + 1 : other], phrasing):
            for at in (one, other):
                found[at] = _sideless(units[at])
    for at in places[-1:] if type_name != "=kind" else ():
        denied = _denied(units, at + 1, phrasing)
        if denied:
            found[at] = _sideless(units[at])
            found[denied:] = map(_silenced, units[denied:])
    return found


def _poles(one: Unit, other: Unit, type_name: str, phrasing: Phrasing) -> bool:
    """Whether one takes one side and the other that over against it."""
    sides = [{reading.value for reading in unit.readings if reading.type == type_name} for unit in (one, other)]
    return sides in [[{a}, {b}] for a, b in (*phrasing.opposites, *((b, a) for a, b in phrasing.opposites))]


def _are_coordinated(between: Sequence[Unit], phrasing: Phrasing) -> bool:
    """Whether two values are joined by "and" or "or", with only small words between them, or "and who" right before the second."""
    last = next((at for at in range(len(between) - 1, -1, -1) if between[at].text.casefold() in _JOINTS), None)
    if last is None or any(unit.text.casefold() in phrasing.negations or "contrast" in unit.keys for unit in between):
        return False
    if all(_is_small(unit, phrasing) for unit in between):
        return True
    return any("who" in unit.keys or unit.text.casefold() in _WHO for unit in between[last + 1 :]) and all(
        _is_small(unit, phrasing) for unit in between[last:]
    )


def _denied(units: Sequence[Unit], start: int, phrasing: Phrasing) -> int | None:
    """Where a question begins to end with "and who does not", "or not", behind a side."""
    joint = next((at for at in range(len(units) - 1, start - 1, -1) if units[at].text.casefold() in _JOINTS), None)
    if joint is None or units[-1].text.casefold() not in phrasing.negations:
        return None
    inside = units[joint + 1 : -1]
    is_other = not inside or any("who" in unit.keys for unit in inside)
    return joint if is_other and all(_is_small(unit, phrasing) for unit in inside) else None


def _is_small(unit: Unit, phrasing: Phrasing) -> bool:
    return not unit.readings and (
        unit.neutral or "who" in unit.keys or unit.text.casefold() in phrasing.pronouns | _JOINTS | _WHO
    )


def _sideless(unit: Unit) -> Unit:
    """A word that sets a value, as a mere word, since a form may need it; with the value's type as a key, so that none is guessed."""
    return replace(unit.without(*_SIDES), keys=unit.keys | unit.types & set(_SIDES), neutral=True)


def _not_the_only(units: Sequence[Unit]) -> Iterator[int]:
    """Values beside one with "only" at its side: "recommendations only, leave the findings out"."""
    only = [at for at, unit in enumerate(units) if _chosen_types(unit) and _stands_beside_only(units, at)]
    types = {one for at in only for one in _chosen_types(units[at])}
    for at, unit in enumerate(units):
        if only and at not in only and types & _chosen_types(unit):
            yield at


def _stands_beside_only(units: Sequence[Unit], at: int) -> bool:
    beside = [*units[max(at - 1, 0) : at], *units[at + 1 : at + 2]]
    return any("only" in unit.keys and not unit.readings for unit in beside)


def _chosen_types(unit: Unit) -> frozenset[str]:
    return unit.types & _CONTRASTED


def _silenced(unit: Unit) -> Unit:
    return replace(unit, readings=(), keys=frozenset(), neutral=True, parts=(), inner=())


def named_before_brackets(units: list[Unit], words: Sequence[Token], text: str) -> list[Unit]:
    """The same with the words silenced that a name in brackets stands for: "the directors' association (ADCS)"."""
    for at, unit in enumerate(units):
        start = words[unit.first].start
        is_name = not unit.types.isdisjoint(_NAMES)
        if not is_name or text[start - 1 : start] != "(" or text[words[unit.last].end :][:1] != ")":
            continue
        before = at - 1
        while before >= 0 and before >= at - _MOST_IN_A_NAME and _may_be_in_a_name(units[before]):
            before -= 1
        if before >= 0 and units[before].text.casefold() in POINTING:
            units[before + 1 : at] = [_silenced(one) for one in units[before + 1 : at]]
    return units


def _may_be_in_a_name(unit: Unit) -> bool:
    return not unit.neutral and all(one.type not in _NAMES for one in unit.readings)


def _joins(unit: Unit) -> bool:
    return not unit.readings and unit.text.casefold() in _JOINING
