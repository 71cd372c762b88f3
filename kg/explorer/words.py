"""Codes, numbers and dates of the graph in, the words that pages use for them out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.view.wording import counted, shortened, visible

STANCE_WORDS: Final[Mapping[str, str]] = {
    "agree": "agrees",
    "disagree": "disagrees",
    "mixed": "partly agrees",
    "unclear": "takes a side that is unclear",
    "none": "no side",
}
KIND_WORDS: Final[Mapping[str, str]] = {
    "direct": "direct speech",
    "indirect": "indirect speech",
    "finding": "reported finding",
}
SPEAKER_WORDS: Final[Mapping[str, str]] = {
    "person": "person",
    "organisation": "organisation",
    "group": "group of respondents",
    "document": "report or paper",
}


def helpers() -> dict[str, Any]:
    """What every template can call."""
    return {
        "counted": counted,
        "stance_words": STANCE_WORDS,
        "kind_words": KIND_WORDS,
        "speaker_words": SPEAKER_WORDS,
        "percent": percent,
    }


def filters() -> dict[str, Any]:
    """What every template can pass a text through."""
    return {"seen": visible, "short": short, "thousands": lambda number: f"{int(number):,}", "day": day, "lang": lang}


def short(text: str, limit: int = 160) -> str:
    """A text on one line, cut where it is too long."""
    return shortened(text, limit)


def percent(part: float, whole: float) -> str:
    """A share of 100 for the length of a bar.

    >>> percent(1, 3)
    '33.33'
    """
    return f"{100 * part / whole:.2f}" if whole else "0"


_MONTHS: Final = "January February March April May June July August September October November December".split()
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def day(date: str) -> str:
    """A date that may end at the year or month, as people write it.

    >>> day("2021-06-07"), day("2021-06"), day("2021"), day("")
    ('7 June 2021', 'June 2021', '2021', '')
    """
    match = _DAY.fullmatch(date)
    if not match:
        return date
    year, month, of_month = match.groups()
    name = _MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    return " ".join(part for part in (str(int(of_month)) if of_month else "", name, year) if part)


_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def lang(code: str) -> str:
    """A language tag that a page can carry; English where the graph gives none that is one."""
    return code if _LANGUAGE.fullmatch(code) else "en"
