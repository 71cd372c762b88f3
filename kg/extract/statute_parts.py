"""A line of text -> the sections, articles, regulations and schedules that it names by number, whoever's they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

# 17, 17ZA, 22C(6)(d), 1111; not 17th, 1.7, 1,700 or the year 2010.
_NUMBER = r"(?!(?:1[89]|20)\d\d(?!\d))\d{1,4}(?!(?:st|nd|rd|th)\b|[.,]?\d)(?:[A-Z]{1,3}\b)?(?: ?\(\w{1,4}\))*"
_AND = r"(?: ?, ?(?:and |or )?| and | or | & | ?/ ?| to | ?[–-] ?)"
_MANY = r"sections|ss\.?(?= ?\d)|§§|articles|arts\.?(?= ?\d)|regulations|regs\.?(?= ?\d)|schedules"
_ONE = r"section|s\.?(?= ?\d)|§|article|art\.?(?= ?\d)|regulation|reg\.?(?= ?\d)|schedule|sch\.?(?= ?\d)"
_PART = re.compile(
    rf"(?<![\w’'.-])(?<![^\d)]/)(?<!(?-i:[A-Z]\.[A-Z]\.) )(?:(?P<many>{_MANY}) ?(?P<list>{_NUMBER}(?:{_AND}{_NUMBER})*)"
    rf"|(?P<one>{_ONE}) ?(?P<number>{_NUMBER}(?:/{_NUMBER})*))(?![\w%])",
    re.IGNORECASE,
)
_KINDS = {"sec": "section", "s": "section", "§": "section", "art": "article", "reg": "regulation", "sch": "schedule"}
_SHORT = {"section": "s", "article": "art", "regulation": "reg", "schedule": "sch"}
_MOST_IN_RANGE = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase such as "sections 17 and 47"."""

    start: int
    end: int
    kind: str  # as in identifiers: "section"
    numbers: tuple[str, ...]  # without subsections: "22C"


def parts_of(line: str) -> list[Part]:
    """All such phrases of a line, from left to right.

    >>> parts_of("ss 17 and 22c(6)")[0].numbers
    ('17', '22C')
    """
    return [
        Part(
            match.start(), match.end(), _kind(match["many"] or match["one"]), _numbers(match["list"] or match["number"])
        )
        for match in _PART.finditer(line)
    ]


def short_label(kind: str, number: str) -> str:
    """What follows the Act in a label: "s 47"."""
    return f"{_SHORT[kind]} {number}"


def _kind(word: str) -> str:
    plain = word.casefold().rstrip(".")
    return _KINDS.get(plain[:3]) or _KINDS[plain[0]]


def _numbers(text: str) -> tuple[str, ...]:
    """The numbers of a list; of a short range of plain numbers all, of another range its ends."""
    plain = re.sub(r" ?\(\w+\)", "", text)
    numbers: list[str] = []
    for joint, number in re.findall(rf"({_AND})?(\d{{1,4}}[A-Za-z]{{0,3}})", plain):
        if numbers and joint.strip() in ("to", "–", "-") and numbers[-1].isdigit() and number.isdigit():
            first, last = int(numbers[-1]), int(number)
            between = range(first + 1, last) if last - first <= _MOST_IN_RANGE else range(0)
            numbers += [str(one) for one in between]
        numbers.append(number.upper())
    return tuple(dict.fromkeys(numbers))
