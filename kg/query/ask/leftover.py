"""A query with what a question gives it, and the words that it has no place for, in; whether these may be passed over, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.query.ask.matching import Match
from kg.query.ask.passing import ARTICLES, ends_name
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import AUXILIARIES, CERTAIN, CLEAR, EVERYDAY, NAMED, Unit

_PROPER: Final = frozenset(("speaker", "statute", "document", "report", "dilemma", "question", "target", "statement"))
_WHO: Final = ("speaker", "role", "kind", "=quantifier")
_SPEAKING: Final = ("speaker", "issue")
# Of `Unit.plain`: below, a word that nobody knows is taken for a name. Less than one half, since the wordings that this was
# learned from hold more names that nobody knows than readers' questions do.
_DOUBTED: Final = 0.15


@dataclass(frozen=True)
class Leftover:
    """What a query has no place for in a question."""

    found: Match
    units: Sequence[Unit]
    phrasing: Phrasing
    is_sure: bool  # whether the query is likelier than all others together
    is_answerable: bool  # whether it is unlikely that nothing answers the question

    def may_be_passed(self) -> bool:
        """Whether nothing else would be asked without it."""
        left = set(self.found.left)
        return all(self._may_be(unit, self.units[at + 1 :]) for at, unit in enumerate(self.units) if unit in left)

    def _may_be(self, unit: Unit, behind: Sequence[Unit]) -> bool:
        if self._is_told(unit) or (self._turns(unit, behind) and not self._is_list) or self._speaks(unit, behind):
            return False
        if any(word.isdigit() for word in unit.texts) or ends_name(self.units, self.units.index(unit)):
            return False  # "parents under 25", "the Online Safety Act"
        doubtful = self.phrasing.never - self.phrasing.pronouns
        if not self.is_answerable and any(word in doubtful for word in unit.texts):
            return False
        return not self._is_unknown(unit) or unit.plain >= (NAMED if unit.is_topic else _DOUBTED)

    @property
    def _is_list(self) -> bool:
        """Whether a list is asked for, and nobody's words: "nobody has checked" tells of what is listed."""
        given = dict(self.found.values)
        parameters = self.found.form.query.parameters
        return self.is_sure and not any(one.type in _SPEAKING for one in parameters if one.name in given)

    def _is_told(self, unit: Unit) -> bool:
        """Whether a unit names what the answer would leave out."""
        if unit.is_name:
            return unit.plain < CERTAIN
        types = unit.types
        if unit.keys & self.phrasing.keys and unit.first == unit.last:
            return False  # "the report", in general
        if types & _PROPER or any(one.startswith("@") for one in types):
            return True
        if "=stance" in types and not self.is_sure:
            return True
        if unit.plain >= NAMED and not unit.is_phrase:
            return False
        if unit.is_topic and types <= EVERYDAY and self._has_issue:
            return False  # it narrows the subject: "about advocacy and children who have a voice"
        return any(one.type in EVERYDAY and one.rank <= CLEAR for one in unit.readings)

    @property
    def _has_issue(self) -> bool:
        return any(one.type == "issue" for _, readings in self.found.values for one in readings)

    def _turns(self, unit: Unit, behind: Sequence[Unit]) -> bool:
        """Whether a word turns the meaning round; "or not" at the end does not."""
        is_turn = bool(unit.keys & {"nobody", "not"}) or any(word in self.phrasing.negations for word in unit.texts)
        return is_turn and bool(behind)

    def _speaks(self, unit: Unit, behind: Sequence[Unit]) -> bool:
        """Whether a pronoun says something and nothing tells for whom it stands: "what did she say"."""
        at = self.units.index(unit)
        is_asked = at > 0 and self.units[at - 1].text.casefold() in AUXILIARIES
        if (
            not is_asked
            or unit.text.casefold() not in self.phrasing.pronouns
            or not any("say" in one.keys for one in behind[:1])
        ):
            return False
        return not any(one.type in _WHO for _, readings in self.found.values for one in readings)

    def _is_unknown(self, unit: Unit) -> bool:
        if unit.is_topic and all(one.type.startswith("=") for one in unit.readings):
            return True  # "about support"
        if unit.readings or unit.neutral or unit.keys & self.phrasing.keys:
            return False
        return not all(word in self.phrasing.passing or word in self.phrasing.pronouns for word in unit.texts)


def unbroken(readings: Sequence[Sequence[Unit]]) -> list[Sequence[Unit]]:
    """The readings that break up no proper name of the first, with or without its article."""
    names = [
        unit
        for unit in readings[0]
        if any(one.type in _PROPER or one.type == "role" for one in unit.readings) and unit.plain < NAMED
    ]
    return [
        units
        for units in readings
        if all(any(unit.last == name.last and unit.first in _starts(name) for unit in units) for name in names)
    ]


def _starts(name: Unit) -> tuple[int, ...]:
    """The first word of a name, and the next where that is an article."""
    first = name.text.partition(" ")[0].casefold()
    return (name.first, name.first + 1) if first in ARTICLES else (name.first,)
