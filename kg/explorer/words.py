"""Codes, numbers and dates of the graph in, the words that pages use for them out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.view.wording import counted, day, shortened, visible

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
    return {
        "seen": visible,
        "short": short,
        "thousands": lambda number: f"{int(number):,}",
        "day": day,
        "amount": amount,
        "lang": lang,
        "calm": calm,
    }


def short(text: str, limit: int = 160) -> str:
    """A text on one line, cut where it is too long."""
    return shortened(text, limit)


_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "count": ("", ""),
    "percent": ("", "%"),
    "GBP": ("£", ""),
    "USD": ("$", ""),
    "EUR": ("€", ""),
}
_WHOLE: Final = re.compile(r"(?<![\d.])\d{5,}(?![\d.])")


def amount(value: str, unit: str = "", qualifier: str = "") -> str:
    """A figure as people write it.

    >>> amount("135000", "count"), amount("43", "percent", "about"), amount("4400000", "GBP"), amount("26", "weeks")
    ('135,000', 'about 43%', '£4,400,000', '26 weeks')
    """
    before, behind = _UNITS.get(unit, ("", f" {unit}"))
    number = _WHOLE.sub(lambda whole: f"{int(whole[0]):,}", value)
    return shortened(f"{qualifier} {before}{number}{behind}".strip(), 60)


def percent(part: float, whole: float) -> str:
    """A share of 100 for the length of a bar.

    >>> percent(1, 3)
    '33.33'
    """
    return f"{100 * part / whole:.2f}" if whole else "0"


_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def lang(code: str) -> str:
    """A language tag that a page can carry; English where the graph gives none that is one."""
    return code if _LANGUAGE.fullmatch(code) else "en"


_BLANK_LINES: Final = re.compile(r"(?:[^\S\n]*\n){3,}")


def calm(text: str) -> str:
    """A text to be shown with its line breaks, of which no more than one blank line stands together.

    >>> calm("a\\n \\n\\n\\nb")
    'a\\n\\nb'
    """
    return _BLANK_LINES.sub("\n\n", text)
