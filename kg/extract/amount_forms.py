"""Lexicon's table of figures -> the patterns of written amounts, and of what holds numbers and is no amount."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.numerals import Numerals, plain
from kg.extract.word_lists import Table, any_of

# Not inside a word, a code or a decimal, nor where a footnote's number touches the mark before it.
_LEFT = r"(?<![\w£$€#@/:.,;?!”’)\]–—-])"
_RIGHT = r"(?!\w)(?![–/:.,-]\d)"

_PHONE = r"\d{2,6}(?: \d{2,6}){0,3}"
_TIME = re.compile(r"\d{1,2}:[0-5]\d")
_COLON_REACH = 40  # characters on either side of "3:2" that tell whether it is a ratio

Read = Callable[[re.Match[str]], tuple[str, str] | None]  # value and unit; None: no amount after all
Form = tuple[re.Pattern[str], Read]  # the pattern has a group `amount`


def amount_forms(table: Table) -> tuple[Form, ...]:
    """The ways to write an amount, in the order in which they are to be tried.

    table: the lexicon's table "figures".
    """
    maker = _FormMaker(table, Numerals.of(table))
    return (
        *maker.ratios(),
        *maker.shares(),
        *maker.multiples(),
        *maker.money(),
        *maker.percents(),
        *maker.fractions(),
        *maker.durations(),
        *maker.counts(),
    )


def non_amounts(table: Table) -> tuple[re.Pattern[str], ...]:
    """Addresses, references, ages, times of day: what holds numbers and is no amount."""
    references, before_age = any_of(table["context"]["references"]), any_of(table["context"]["before_age"])
    number = r"\(?\d{1,4}(?:\.\d{1,3}){0,3}(?:\([a-z0-9]{1,3}\)|[a-z]\b)?\)?"
    age = rf"(?:\d{{1,3}}|{any_of(table['numbers'])})"
    duration = rf"{Numerals.of(table).pattern}[ -]{any_of(table['durations'])}"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"\S{0,200}(?:://|www\.|@)\S+",
            r"(?:\+\d[\d() -]{8,18}|\b0\d{2,}[\d() -]{2,16})\d\b",
            rf"\b{any_of(table['context']['before_phone'])}:? {_PHONE}(?: or {_PHONE})*(?=$|[.,;:)]| {any_of(table['context']['behind_phone'])}\b)",
            rf"\b{references}\.? {number}(?:(?:, | and | or | to |, and |[-–]|/){number}(?! [a-z]+s\b|,\d| ?%| per)){{0,8}}(?![\d%]|,\d)",
            rf"\b{age}(?:(?:[-–,/]| |, | and | or | to |-to-|- and )(?:{age})){{0,4}}[ -]years?[ -]olds?\b",
            rf"\b(?:aged?|ages)(?: of| between| from| under| over| at least| up to)? ['‘\"]?{age}(?:(?: and | or | to |[-–]){age})?(?: (?:and|or) (?:under|over|younger|older|above|below))?",
            rf"\b{before_age}[ -]\d{{1,2}}['’]?s\b",
            rf"\b{before_age}[ -]\d{{1,2}}(?=[.,;:)]|$| (?:and|or|in|who|are|were|is|have|at|rate|year)\b)(?![.,]\d)",
            r"\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)(?!\w)",
            r"\b24/7\b|\b24 hours\b|\b(?:seven|7) days a week\b|\b365 days\b",
            rf"{duration}(?: (?:ago|old|olds|earlier|later|before|after|into)\b|-old)",
            r"\b(?:1[5-9]|20)\d0s\b|\bone of\b|\bhalf[ -]?(?:way|year|term|hour|day|time|hearted)",
        )
    )


@dataclass(frozen=True, slots=True)
class _FormMaker:
    table: Table
    numerals: Numerals

    def ratios(self) -> list[Form]:
        """ "3:1", "by two to one", "a ratio of two to three"."""
        n, context = self.numerals.pattern, self.table["context"]
        number = r"\d{1,3}(?:\.\d)?"
        cue, behind = any_of(context["ratios"]), any_of(context["behind_ratio"])
        return [
            _form(rf"{_LEFT}(?P<amount>(?P<low>{number}):(?P<high>{number})){_RIGHT}", self._colon),
            _form(rf"\b{cue} of (?P<amount>(?P<low>one|{n})(?: to |-to-)(?P<high>one|{n})){_RIGHT}", self._ratio),
            _form(
                rf"{_LEFT}(?P<amount>(?P<low>{n})(?: to |-to-)(?P<high>one|1))(?=$|[.,;)]|[ -]{behind}\b)(?![.,]\d)",
                self._to_one,
            ),
        ]

    def shares(self) -> list[Form]:
        """ "one in five", "three out of four"."""
        n = self.numerals.pattern
        return [
            _form(
                rf"{_LEFT}(?P<amount>(?P<low>one|{n}) (?:in|out of)(?: every)? (?P<high>{n})){_RIGHT}(?! ?(?:per cent|%))",
                self._share,
            )
        ]

    def multiples(self) -> list[Form]:
        """ "10 times more", "three-fold", "doubled"."""
        n, table = self.numerals.pattern, self.table
        times = any_of(table["context"]["after_times"])
        words = table["multiples"]
        return [
            _form(rf"{_LEFT}(?P<amount>(?P<low>{n})[- ]?fold)\b", self._times),
            _form(rf"{_LEFT}(?P<amount>(?P<low>{n}) times)(?= {times}\b)", self._times),
            _form(
                rf"\b(?P<amount>{any_of(words)})\b",
                lambda match: (plain(Decimal(str(words[match["amount"].lower()]))), "times"),
            ),
        ]

    def money(self) -> list[Form]:
        currencies, words = self.table["currencies"], self.table["currency_words"]
        symbol = f"[{''.join(map(re.escape, currencies))}]"
        return [
            *self._measured(
                r"(?P<symbol>" + symbol + r") ?",
                "",
                f"{symbol}?",
                lambda match: str(currencies[match["symbol"]]),
                left=r"(?<!\w)",
            ),
            *self._measured("", rf" (?P<word>{any_of(words)})\b", "", lambda match: str(words[match["word"].lower()])),
        ]

    def percents(self) -> list[Form]:
        context = self.table["context"]
        sign = rf"(?: ?{any_of(context['percent'])})"
        return [
            *self._measured(
                "", rf"[ -]?{any_of(context['percentage_points'])}(?!\w)", "", lambda _: "percentage points"
            ),
            *self._measured("", rf"{sign}(?!\w)", "", lambda _: "percent", between=f"{sign}?"),
        ]

    def fractions(self) -> list[Form]:
        table = self.table
        part, counts = any_of(table["fractions"]), any_of(table["numbers"])
        return [
            _form(
                rf"\b(?P<amount>half an? (?P<low>{any_of(table['magnitudes'])}))\b",
                lambda match: (plain(self.numerals.value(match["low"]) / 2), "count"),
            ),
            _form(
                rf"{_LEFT}(?P<amount>(?:(?P<low>a|{counts})[ -](?P<part>{part})|(?P<half>half)))(?![\w-])",
                self._fraction,
            ),
        ]

    def durations(self) -> list[Form]:
        units = self.table["durations"]
        suffix = rf"[ -](?P<word>{any_of(units)})(?!\w)"
        return self._measured("", suffix, "", lambda match: str(units[match["word"].lower()]))

    def counts(self) -> list[Form]:
        n, table = self.numerals.pattern, self.table
        counted = any_of(table["context"]["counted"])
        return [
            _form(
                rf"\bbetween (?P<amount>(?P<low>{n}) and (?P<high>{n})){_RIGHT}",
                lambda match: self._value(match, "count"),
            ),
            _form(
                rf"{_LEFT}(?P<amount>(?P<low>{n})(?:[-–]| to )(?P<high>{n})){_RIGHT}(?= {counted}\b)",
                lambda match: self._value(match, "count"),
            ),
            _form(rf"{_LEFT}(?P<amount>(?P<single>{n})){_RIGHT}(?!-\w)", lambda match: self._value(match, "count")),
        ]

    def _measured(
        self,
        before: str,
        behind: str,
        again: str,
        unit: Callable[[re.Match[str]], str],
        *,
        left: str = _LEFT,
        between: str = "",
    ) -> list[Form]:
        """A range with "between", a range, a single number; `before` and `behind` hold the unit, `again` it may stand before the second number."""
        n = self.numerals.pattern

        def read(match: re.Match[str]) -> tuple[str, str] | None:
            return self._value(match, unit(match))

        return [
            _form(rf"\bbetween (?P<amount>{before}(?P<low>{n}){between} and {again}(?P<high>{n}){behind})", read),
            _form(
                rf"{left}(?<!from )(?P<amount>{before}(?P<low>{n}){between}(?: ?[-–] ?| to ){again}(?P<high>{n}){behind})",
                read,
            ),
            _form(rf"{left}(?P<amount>{before}(?P<single>{n}){behind or _RIGHT})", read),
        ]

    def _value(self, match: re.Match[str], unit: str) -> tuple[str, str] | None:
        groups = match.groupdict()
        if groups.get("single"):
            return plain(self.numerals.value(groups["single"])), unit
        low, high = self.numerals.range_of(groups["low"], groups["high"])
        return (f"{plain(low)}–{plain(high)}", unit) if low < high else None

    def _times(self, match: re.Match[str]) -> tuple[str, str]:
        return plain(self.numerals.value(match["low"])), "times"

    def _ratio(self, match: re.Match[str]) -> tuple[str, str] | None:
        """So many to one."""
        low, high = self.numerals.value(match["low"]), self.numerals.value(match["high"])
        return (plain(low / high), "to one") if low and high else None

    def _colon(self, match: re.Match[str]) -> tuple[str, str] | None:
        """ "3:1" and "1:4"; others, and "1:1", where a word beside them tells: else a time, a score, a verse, a way of working."""
        text, (start, end), context = match.string, match.span(), self.table["context"]
        before = text[max(0, start - _COLON_REACH) : start]
        cues = any_of([*context["ratios"], *context["beside_ratio"]])
        if re.search(rf"\b{cues}\b", f"{before} {text[end : end + _COLON_REACH]}", re.IGNORECASE):
            return self._ratio(match)
        is_other = re.search(r"\w [A-Z][a-z]+ $", before) or re.search(
            rf"\b{any_of(context['before_score'])} $", before
        )
        is_to_one = (match["low"] == "1") != (match["high"] == "1")
        return self._ratio(match) if is_to_one and not is_other and not _TIME.fullmatch(match["amount"]) else None

    def _to_one(self, match: re.Match[str]) -> tuple[str, str] | None:
        """Not the way down "from three to one"."""
        before = match.string[max(0, match.start() - _COLON_REACH) : match.start()]
        fell = re.search(r"\bfrom (?:[\w-]+ ){0,2}$", before, re.IGNORECASE)
        return self._ratio(match) if not fell and self.numerals.value(match["low"]) > 1 else None

    def _share(self, match: re.Match[str]) -> tuple[str, str] | None:
        """ "one in five" keeps its five; "three out of four" is a ratio."""
        part, whole = self.numerals.value(match["low"]), self.numerals.value(match["high"])
        if not 0 < part < whole:
            return None
        return (plain(whole), "one in") if part == 1 else (plain(part / whole), "ratio")

    def _fraction(self, match: re.Match[str]) -> tuple[str, str] | None:
        """A part of a whole; a bare "half" or "a third" only where what follows shows that a share is meant."""
        word = (match["part"] or match["half"]).lower()
        count = self.numerals.value(match["low"]) if match["low"] and match["low"].lower() != "a" else Decimal(1)
        following = match.string[match.end() : match.end() + 5]
        if count == 1 and not re.match(r" of\b| the\b| all\b| in\b|[.,;)]|$", following):
            return None
        share = count / Decimal(self.table["fractions"][word])
        return (plain(share), "ratio") if share < 1 else None


def _form(pattern: str, read: Read) -> Form:
    return re.compile(pattern, re.IGNORECASE), read
