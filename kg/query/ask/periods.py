"""The words of a question in; the periods and numbers that stand in it out: "since June", "between January and August 2021", "3.2"."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.extract.stem import Token
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import Reading, Unit
from kg.query.ask.vocabulary import Vocabulary

_LONGEST: Final = 4  # words of a limit: "not any later than"
_OPENING: Final = ("between", "from")
_MONTHS: Final = "|".join(calendar.month_name[1:])
# In small letters only where a number tells that it is a date: "may" and "march" are words.
_MONTH: Final = re.compile(rf"\b(?:{_MONTHS})\b(?= \d{{4}}\b)|(?<=\d )(?:{_MONTHS})\b", re.IGNORECASE)
_NUMBER_OF_MONTH: Final = {
    name.lower(): number
    for names in (calendar.month_abbr, calendar.month_name)
    for number, name in enumerate(names)
    if name
}


@dataclass(frozen=True, slots=True)
class _Period:
    first: int  # word
    last: int  # word, included
    start: str  # partial date
    until: str


def iter_periods(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """All periods, each as the ends that it gives a query; `words` are those of the text."""
    joints = phrasing.list_of("dates", "between")
    found = [
        _Period(inside[0], inside[-1], date.date, _last_day(date.until or date.date))
        for date in vocabulary.dates.find(_with_capitals(text))
        if (inside := [i for i, word in enumerate(words) if word.start < date.end and word.end > date.start])
    ]
    while found:
        one = found.pop(0)
        if found and found[0].first == one.last + 2 and words[one.last + 1].word in joints:  # between … and …
            other = found.pop(0)
            yield _unit(_Period(one.first, other.last, one.start, other.until))
        else:
            yield _since_month(one, words, joints) or _as_introduced(one, words, phrasing)


def iter_numbers(words: Sequence[Token], text: str) -> Iterator[Unit]:
    """Numbers with a point."""
    for i, (one, other) in enumerate(pairwise(words)):
        if one.word.isdigit() and text[one.end : other.start] == "." and other.word.isdigit():
            yield Unit(i, i + 1, "", (Reading("@number", f"{one.word}.{other.word}", ""),))


def _unit(period: _Period) -> Unit:
    ends = (Reading("@from", period.start, period.start), Reading("@until", period.until, period.until))
    return Unit(period.first, period.last, "", ends)


def _since_month(period: _Period, words: Sequence[Token], joints: Sequence[str]) -> Unit | None:
    """From a month that has its year from the date behind it: "between January and August 2021"."""
    month = _month_before(words, period.first, joints)
    if not month or len(period.until) != len("2021-08-31"):
        return None
    year = int(period.until[:4]) - (month > int(period.until[5:7]))  # "between November and February 2022"
    opened = period.first > 2 and words[period.first - 3].word in _OPENING
    return _unit(_Period(period.first - 2 - opened, period.last, f"{year}-{month:02}-01", period.until))


def _as_introduced(period: _Period, words: Sequence[Token], phrasing: Phrasing) -> Unit:
    """With the words before it: "since", "to the end of", "after"; a date alone is a period of its own."""
    first, edge = _edge_before(period.first, words, phrasing)
    before = _phrase_before(words[:first], phrasing)
    names = [name for name in ("from", "until") if before in phrasing.list_of("dates", name)]
    if before == "from" and _last_day(period.start) != period.until:
        names = []  # "from 9 to 10 June" has both ends
    is_outside = before in phrasing.list_of("dates", "outside")
    edge = edge if names else ""  # "at the end of 2021" tells no day
    both = {"from": _opened(period, edge, is_outside), "until": _closed(period, edge, is_outside)}
    readings = tuple(Reading(f"@{name}", both[name], period.start) for name in names or ("from", "until"))
    is_introduced = bool(names) or before == "from" or before in phrasing.list_of("dates", "within")
    return Unit(first - is_introduced * len(before.split()), period.last, "", readings)


def _edge_before(first: int, words: Sequence[Token], phrasing: Phrasing) -> tuple[int, str]:
    """Where "the end of", "the start of" begins before a date, and which of its edges is meant: "ends", "starts", "" for none."""
    begin = first
    while begin and words[begin - 1].word in phrasing.list_of("dates", "edges"):
        begin -= 1
    said = {word.word for word in words[begin:first]}
    edge = next((name for name in ("ends", "starts") if said.intersection(phrasing.list_of("dates", name))), "")
    return (begin, edge) if edge else (first, "")


def _opened(period: _Period, edge: str, is_outside: bool) -> str:
    """The first day of what begins with or behind a period, or at its edge: "after May", "after the start of May"."""
    if edge == "ends":
        return _moved(period.until, 1) if is_outside else period.until
    return _moved(period.until, 1) if is_outside and not edge else period.start


def _closed(period: _Period, edge: str, is_outside: bool) -> str:
    """The last day of what ends with or before a period, or at its edge: "before May", "before the end of May"."""
    if edge == "starts":
        return _moved(_first_day(period.start), -1) if is_outside else _first_day(period.start)
    return _moved(_first_day(period.start), -1) if is_outside and not edge else period.until


def _phrase_before(words: Sequence[Token], phrasing: Phrasing) -> str:
    """The longest wording of a limit at the end of the words: "no later than"."""
    listed = {one for name in ("from", "until", "within") for one in phrasing.list_of("dates", name)}
    endings = (" ".join(word.word for word in words[-size:]) for size in range(min(_LONGEST, len(words)), 0, -1))
    return next((one for one in endings if one in listed), "")


def _with_capitals(text: str) -> str:
    """The text with months in capitals, as dates are written."""
    return _MONTH.sub(lambda month: month[0].title(), text) if any(map(str.isupper, text)) else text.title()


def _month_before(words: Sequence[Token], first: int, joints: Sequence[str]) -> int | None:
    if first < 2 or words[first - 1].word not in joints:
        return None
    if words[first - 1].word == "and" and (first < 3 or words[first - 3].word not in _OPENING):
        return None  # "in May and June 2021" is two dates
    return _NUMBER_OF_MONTH.get(words[first - 2].word)


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < len("2021-01-01") else date


def _moved(date: str, days: int) -> str:
    """The day so many days after a day."""
    return str(datetime.date.fromisoformat(date) + datetime.timedelta(days=days))


def _last_day(date: str) -> str:
    """The last day of a partial date."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = int(date[:4]), int(date[5:])
        return f"{date}-{calendar.monthrange(year, month)[1]}"
    return date
