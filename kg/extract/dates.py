"""Text -> the dates that stand in it, as partial ISO dates with their places."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.word_lists import Table, any_of

_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_HINT = re.compile(r"\d|[JFMASOND][a-z]{2}")  # no date without a digit or the name of a month


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands: [start, end) of the text read."""

    start: int
    end: int
    date: str  # partial ISO date: the first day of what is known
    until: str | None = None  # of a period: its end, likewise cut
    year_inferred: bool = False  # the year does not stand beside it


@dataclass(frozen=True, slots=True)
class DateReader:
    """Finds dates with the words of one language. `DateReader.of` makes it from the lexicon's table "dates"."""

    patterns: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Parts | None]], ...]
    issued: str | None = None  # partial date of the document: dates without a year are taken as near to it as can be

    @classmethod
    def of(cls, table: Table, *, issued: str | None = None) -> DateReader:
        return cls(_patterns(table), issued)

    def find(self, text: str, *, near: str | None = None) -> tuple[FoundDate, ...]:
        """Dates in their order; none overlaps another.

        near: a partial date of the context, for documents that carry none themselves.
        A day or month without a year is left out when no year can be told.
        """
        context = self.issued or near
        found: list[FoundDate] = []
        for match, parts in self._raw(text):
            full = _first_full(parts, context)
            if full is not None:
                found.append(FoundDate(match.start("date"), match.end("date"), full, parts.until, parts.year is None))
                context = self.issued or full
        return tuple(sorted(found, key=lambda date: date.start))

    def places(self, text: str) -> list[tuple[int, int]]:
        """[start, end) of all that is written like a date, also where its year cannot be told."""
        return [match.span("date") for match, _ in self._raw(text)]

    def _raw(self, text: str) -> list[tuple[re.Match[str], _Parts]]:
        if not _HINT.search(text):
            return []
        raw: list[tuple[re.Match[str], _Parts]] = []
        taken = bytearray(len(text))
        for pattern, read in self.patterns:
            for match in pattern.finditer(text):
                start, end = match.span("date")
                if any(taken[start:end]):
                    continue
                parts = read(match)
                if parts is not None:
                    taken[start:end] = b"\1" * (end - start)
                    raw.append((match, parts))
        return sorted(raw, key=lambda pair: pair[0].start("date"))


def find_dates(text: str, table: Table, *, issued: str | None = None) -> tuple[FoundDate, ...]:
    """Dates of one text in their order, as `DateReader.find`.

    table: the lexicon's table "dates". issued: partial date of the document.
    """
    return DateReader.of(table, issued=issued).find(text)


@dataclass(frozen=True, slots=True)
class _Parts:
    year: int | None
    month: int | None = None
    day: int | None = None
    until: str | None = None


def _first_full(parts: _Parts, context: str | None) -> str | None:
    """The partial ISO date; the year taken from the context where it is missing; None when it cannot be told or is no date."""
    if parts.year is not None:
        return _iso(parts.year, parts.month, parts.day)
    if context is None:
        return None
    around = int(context[:4])
    if len(context) < 7:
        return _iso(around, parts.month, parts.day)
    here = _day_number(around, int(context[5:7]))
    nearest = min((around, around - 1, around + 1), key=lambda year: abs(_day_number(year, parts.month or 1) - here))
    return _iso(nearest, parts.month, parts.day)


def _day_number(year: int, month: int) -> int:
    return year * 12 + month


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _patterns(table: Table) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Parts | None]], ...]:
    """Patterns in the order in which they are tried; each has a group `date`."""
    numbers = {name: number for number, names in enumerate(table["months"], 1) for name in names}
    written = _capitals(numbers)
    month = rf"(?:(?P<month>{any_of(written)})\b(?:(?<=\b[A-Za-z]{{3}})\.|(?<=\b[A-Za-z]{{4}})\.(?= \d))?)"
    weekday = rf"(?:{any_of(_capitals(table['weekdays']))}\b\.?,? (?:the )?)?"
    year = rf"(?P<year>{_YEAR})(?![\d/])"
    before_month = any_of(table["before_month"])
    before_year = any_of(table["before_year"])
    open_words = any_of(table["before_year_or_number"])

    def named(match: re.Match[str]) -> _Parts:
        groups = match.groupdict()
        day = groups.get("first") or groups.get("day")
        return _Parts(
            int(groups["year"]) if groups.get("year") else None,
            numbers[match["month"].lower()],
            int(day) if day else None,
        )

    def numeric(match: re.Match[str]) -> _Parts:
        return _Parts(int(match["year"]), int(match["month"]), int(match["day"]))

    def bare_year(match: re.Match[str]) -> _Parts:
        return _Parts(int(match["year"]))

    day = rf"(?P<day>{_DAY}){_ORDINAL}"
    days = rf"(?:(?P<first>{_DAY}){_ORDINAL}(?:[-–]| to | and ))?{day}"
    return (
        (re.compile(rf"(?<![\w./-])(?P<date>(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d))(?![\w-])"), numeric),
        (
            re.compile(
                rf"(?<![\w./-])(?P<date>(?P<day>{_DAY})[./](?P<month>0?[1-9]|1[0-2])[./](?P<year>{_YEAR}))(?![\w/-])"
            ),
            numeric,
        ),
        (
            re.compile(rf"(?<![\w./-])(?P<date>(?P<year>{_YEAR})(?:[-/–]| to )(?P<until>{_YEAR}|\d\d))(?![\w/–-])"),
            _period,
        ),
        (re.compile(rf"(?<![\w£$€.,-])(?P<date>{weekday}{days}(?: day)?(?: of)? {month}(?:,? {year})?)"), named),
        (
            re.compile(rf"(?<!\w)(?P<date>{weekday}{month} {day}(?![\d%]|,\d| ?(?:per cent|million))(?:,? {year})?)"),
            named,
        ),
        (re.compile(rf"(?<!\w)(?P<date>{month},?(?: of)? {year})"), named),
        (re.compile(rf"(?i:\b{before_month}) (?P<date>{month})(?! \d)(?!['’]?\w)(?=['’ .,;:)]|$)"), _full_name(named)),
        (re.compile(rf"(?<![\w.])(?P<date>{month})(?=['’]s )"), _full_name(named)),
        (re.compile(rf"(?i:\b{before_year})[ -](?P<date>{year})(?![,.]?\w|%|-)"), bare_year),
        (
            re.compile(
                rf"(?i:\b{open_words}) (?P<date>{year})(?![,.]?\w|%|-)(?! (?:[a-z-]+s|people|children|women|men)\b)(?! (?:per cent|million))"
            ),
            bare_year,
        ),
        (re.compile(rf"\((?P<date>{year})\)"), bare_year),
    )


def _full_name(read: Callable[[re.Match[str]], _Parts]) -> Callable[[re.Match[str]], _Parts | None]:
    """Only months written out: "Mar" and "Sep" alone are words of their own."""
    return lambda match: read(match) if len(match["month"]) > 3 or match["month"] == "May" else None


def _period(match: re.Match[str]) -> _Parts | None:
    """ "2012-13" and "2010 to 2015"; None where the second number cannot end a period that the first begins."""
    first, second = int(match["year"]), match["until"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    last += 100 if len(second) == 2 and second == "00" else 0
    return _Parts(first, until=f"{last:04d}") if first < last <= first + 60 else None


def _capitals(words: object) -> list[str]:
    """Names of months and days as they are printed: with a capital, or all in capitals."""
    assert isinstance(words, (list, dict))
    return [form for word in words for form in (word.capitalize(), word.upper())]
