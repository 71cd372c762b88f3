"""A passage's words and the ends that a rule found -> the ends of what was said, marks and loose punctuation set right."""

from __future__ import annotations

import re

from kg.extract.passages import Passage
from kg.extract.quotes import Quotation
from kg.extract.units import Unit

EDGE = " \t,;:.–—―-\u200b"  # loose punctuation
_FOOTNOTE = re.compile(r"(?<=[.!?…”\"])\d{1,3}$")
_CLOSING_MARK = re.compile(r"[”\"](\W?)$")
_BRACKET = re.compile(r"\s?\([^()]{1,240}\)")
_QUOTED_WORDS = 4
_ASIDE = re.compile(r",?\s+(?:as|when|while|after|before|during|at a|in an?|on)\b")
_AS_ANOTHER_SAID = re.compile(r"as [^,.;:]{3,80}, that\s+")  # "told us, as X did, that …"
_LONGEST_TAIL = 8  # characters that tell whether a footnote's number comes last


def inner_of(text: str, quotation: Quotation) -> tuple[int, int]:
    """A quotation's words without marks and without the comma before the closing mark."""
    start, end = quotation.inner_start, quotation.inner_end
    while start < end and text[start] in ' “"‘':
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, max(end, start + 1)


def without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A block's words without the marks of quotation around it, and without a footnote's number behind it."""
    while start < end and text[start] in '“" *>':
        start += 1
    footnote = _FOOTNOTE.search(text[max(start, end - _LONGEST_TAIL) : end])
    end -= len(footnote[0]) if footnote else 0
    trimmed = text[start:end].rstrip(" *")
    match = _CLOSING_MARK.search(trimmed[-2:])
    closes = match is not None and (
        text.count("“", start, end) < text.count("”", start, end)
        or (trimmed.endswith(('"', '".')) and text.count('"', start, end) % 2 == 1)
    )
    end = start + len(trimmed) - (len(match[0]) if match and closes else 0)
    return start, max(start, end)


def settled(passage: Passage, unit: Unit, first: int, last: int) -> tuple[int, int]:
    """A content's ends moved out over the marks of a quotation that begins or ends there, and in over loose punctuation."""
    text = passage.text
    for quotation in unit.kept:
        if quotation.inner_start == first and quotation.end <= last:
            first = quotation.start
        if quotation.inner_end == last and quotation.start >= first and quotation.closed:
            last = quotation.end
    last = _without_aside(passage, unit, first, last)
    other = _AS_ANOTHER_SAID.match(text, first, last)
    first = other.end() if other else first
    bracket = _BRACKET.match(text, last)
    if bracket and bracket.end() <= unit.end:
        last = bracket.end()
    while last > first and text[last - 1] in EDGE and not text.endswith("...", first, last):
        last -= 1
    while first < last and text[first] in EDGE:
        first += 1
    return first, last


def _without_aside(passage: Passage, unit: Unit, first: int, last: int) -> int:
    """Words quoted first, then the reporter's own clause ("“…” as he laid out his plans"): the quotation is what was said."""
    for quotation in unit.kept:
        whole = quotation.start == first and quotation.closed and quotation.words(passage.text) >= _QUOTED_WORDS
        if whole and _ASIDE.match(passage.text, quotation.end, last):
            return quotation.end
    return last
