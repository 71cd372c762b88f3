"""The units of a question in; the same with what one reads in as a document, as the report that speaks, or as a name that is not known, out.

Only documents that were read hold statements: what somebody said in another paper, or in a report that others only tell of, is not
known, and all that is here was said in the review itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.query.ask.name_forms import without_article
from kg.query.ask.units import CLEAR, POINTING, WHO_SPEAKS, Unit

_INSIDE: Final = ("in", "throughout", "within", "inside")
_SOURCE: Final = "according to"


def as_documents(units: Sequence[Unit]) -> list[Unit]:
    """As above: "the Gull article", "said in the Gull", "according to the Gull"."""
    return [_as_document(units, at) if unit.readings else unit for at, unit in enumerate(units)]


def _as_document(units: Sequence[Unit], at: int) -> Unit:
    unit = units[at]
    before = list(units[:at])
    while before and not before[-1].readings and before[-1].text.casefold() in POINTING:
        before.pop()
    last = before.pop() if before else None
    words = last.text.casefold() if last and not last.readings else ""
    if words == _SOURCE:
        return unit.without("target")  # it tells, whatever it tells of
    is_inside = bool(words) and words.split()[-1] in _INSIDE
    is_called_so = any("document" in one.keys and not one.readings for one in units[at + 1 : at + 2])
    if "document" in unit.types:
        return unit.only("document") if is_inside or is_called_so else unit
    is_said_there = is_inside and any("say" in one.keys for one in before)
    if at and (is_said_there or is_called_so) and _is_other_name(unit):
        return replace(unit, readings=(), is_name=True)
    if is_said_there and "speaker" in unit.types and not unit.text.endswith(("'s", "s'")):
        return _said_in(unit, before)
    return unit


def _is_other_name(unit: Unit) -> bool:
    """Whether an issue's word is a name in capitals: "the Guardian article", "said in Parliament"."""
    return unit.types <= {"issue"} and without_article(unit.text)[:1].isupper()


def _said_in(unit: Unit, before: Sequence[Unit]) -> Unit:
    """A body or report in which something was said; `before`: what stands before "in"."""
    if any(one.type == "report" and one.rank > 1 for one in unit.readings):
        return replace(unit, readings=(), neutral=True)  # "in the review"
    if "report" in unit.types and (not any(one.types & WHO_SPEAKS for one in before) or _is_of_it(before)):
        return unit  # it speaks itself, or is what is spoken of
    return replace(unit, readings=(), is_name=True)


def _is_of_it(before: Sequence[Unit]) -> bool:
    """Whether the subject is only told by everyday words, and so is part of the report: "about the language in the report"."""
    about = next((at for at, unit in enumerate(before) if "about" in unit.keys), None)
    return about is not None and not any(one.rank <= CLEAR for unit in before[about + 1 :] for one in unit.readings)
