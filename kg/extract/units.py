"""A block's line of text -> sentences made ready for the parser, with the way back to every character.

A frame is the sentence without what would lead a parser astray: quotation marks, whole quoted sentences, footnote
numbers, bracketed acronyms, Markdown marks; names of several words are drawn together into one word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.extract.quotes import Quotation
from kg.extract.sentences import sentence_bounds

_REFERENCE_NUMBER = re.compile(
    r"(?:(?<=[^\d\s][.,;:])|(?<=[”’\"'!?)\]]))\d{1,3}(?:,\d{1,3})*(?=\s|$)|(?<=[a-z]{3})\d{1,2}(?=[.,;]?\s|$)"
)
_ACRONYM = re.compile(r"\s?\((?:the )?[“\"‘']?[A-Z][\w&/.-]{1,14}[”\"’']?\)")
_BRACKETS = re.compile(r"\s?\([^()]{3,240}\)")
_MARKDOWN = re.compile(r"\*\*|__|\]\([^)\s]*\)|(?<![\w!])\[(?=[^\]]+\]\()")
_SPAN_TAG = re.compile(r"<[^>\n]{1,200}>")
_NAME = re.compile(r"\b(?:[A-Z][\w’'&-]+\s)+(?:(?:of|for)\s(?:the\s)?(?:[A-Z][\w’'&-]+\s?)+)+")
_REQUIRED = re.compile(r"\b(?:that|of|the|a|an|to|is|are|was|were)$")  # the sentence would lack a part without the bracket
_SENTENCE_INSIDE = re.compile(r"[.!?]\s+[A-Z“‘\"]")
_STARTS_STATEMENT = re.compile(r"[:,–—-]\s*$")
_LONG_QUOTATION = 6  # words


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a line, from `start` to `end`."""

    start: int
    end: int
    frame: str
    back: Sequence[int]  # back[i]: where the frame's character i stands in the line
    taken_out: tuple[Quotation, ...]  # quotations that the frame lacks
    kept: tuple[Quotation, ...]  # quotations whose words stand in the frame

    def range(self, first: int, last: int) -> tuple[int, int]:
        """The line's characters under frame[first:last]."""
        return self.back[first], self.back[last - 1] + 1


def units_of(
    text: str,
    start: int,
    quotations: Sequence[Quotation],
    names: Sequence[tuple[int, int]],
    abbreviations: Collection[str],
) -> list[Unit]:
    """The sentences of text[start:]; no sentence ends inside a quotation.

    names: places of known names of several words.
    """
    masked = _masked(text, quotations)
    units = []
    for first, last in sentence_bounds(masked[start:], abbreviations):
        units.append(_unit(text, start + first, start + last, quotations, names))
    return units


def _masked(text: str, quotations: Sequence[Quotation]) -> str:
    """The text with the inside of each quotation made unbreakable, except its last mark of punctuation."""
    characters = list(text)
    for quotation in quotations:
        for at in range(quotation.inner_start, max(quotation.inner_start, quotation.inner_end - 1)):
            characters[at] = "x" if characters[at] != " " else "_"
    return "".join(characters)


def _unit(text: str, start: int, end: int, quotations: Sequence[Quotation], names: Sequence[tuple[int, int]]) -> Unit:
    inside = [q for q in quotations if q.start < end and q.end > start]
    taken = [q for q in inside if _is_statement(text, start, q)]
    skip: set[int] = set()
    for quotation in inside:
        if quotation in taken:
            skip.update(range(quotation.start, quotation.end))
        else:
            skip.update((quotation.start, quotation.end - 1) if quotation.closed else (quotation.start,))
    for match in _BRACKETS.finditer(text, start, end):
        if match.end() - match.start() < 0.5 * (end - start) and not _REQUIRED.search(text[start : match.start()]):
            skip.update(range(match.start(), match.end()))
    for expression in (_REFERENCE_NUMBER, _ACRONYM, _MARKDOWN, _SPAN_TAG):
        for match in expression.finditer(text, start, end):
            skip.update(range(match.start(), match.end()))
    for first, last in [*names, *(m.span() for m in _NAME.finditer(text, start, end))]:
        if start <= first and last <= end:
            skip.update(at for at in range(first, last) if text[at] == " " and at + 1 < last)
    back = [at for at in range(start, end) if at not in skip]
    return Unit(
        start, end, "".join(text[at] for at in back), back, tuple(taken), tuple(q for q in inside if q not in taken)
    )


def _is_statement(text: str, start: int, quotation: Quotation) -> bool:
    """Whether a quotation stands for itself and not as a part of the sentence around it."""
    inner = text[quotation.inner_start : quotation.inner_end]
    if _SENTENCE_INSIDE.search(inner) or not quotation.closed or not quotation.opened:
        return True
    before = text[start : quotation.start].rstrip()
    if before.endswith(":"):
        return True
    words = quotation.words(text)
    apart = not before or bool(_STARTS_STATEMENT.search(before))
    return apart and (words >= _LONG_QUOTATION or inner.rstrip().endswith((",", ".", "!", "?")))
