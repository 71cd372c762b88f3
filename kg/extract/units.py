"""A block's line of text -> sentences made ready for the parser, with the way back to every character.

A frame is the sentence without what would lead a parser astray: quotation marks, whole quoted sentences, footnote
numbers, bracketed acronyms, Markdown marks; names of several words are drawn together into one word.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from kg.extract.halves import Halves
from kg.extract.quotes import Quotation, visible_before
from kg.extract.sentences import sentence_bounds

_REFERENCE_NUMBER = re.compile(
    r"(?:(?<=[^\d\s][.,;:])|(?<=[”’\"'!?)\]]))\d{1,3}(?:,\d{1,3})*(?=\s|$)|(?<=[a-z]{3})\d{1,2}(?=[.,;]?\s|$)"
)
_ACRONYM = re.compile(r"\s?\((?:the )?[“\"‘']?[A-Z][\w&/.-]{1,14}[”\"’']?\)")
_BRACKETS = re.compile(r"\s?\([^()]{3,240}\)")
_MARKDOWN = re.compile(r"\*\*|__|\]\([^)\s]{0,1000}\)|(?<![\w!])\[(?=[^\]]{1,400}\]\()")
_CITATION = re.compile(  # of a case: "[2001] 2 QB 71 at [24]", and a pinpoint alone
    r",?\s?\[\d{4}\]\s(?:\d{1,3}\s)?[A-Z][A-Za-z.]{0,8}(?:\s(?:\([A-Z][a-z]{1,8}\)|[A-Z][A-Za-z.]{0,8})){0,2}(?:\s\d{1,5})?(?:,?\s(?:at\s)?\[\d{1,4}\])?"
    r"|\sat\s(?:p{1,2}\.?\s?\d{1,4}|paras?\.?\s\d{1,4}|\[\d{1,4}\])(?:(?:[–-]|,\s|\sand\s)\[?\d{1,4}\]?){0,3}"
)
_LONG_WORD = re.compile(r"(?<!\S)\S{100}\S+")  # a parser takes time with the square of it
_SPAN_TAG = re.compile(r"<[^>\n]{1,200}>")
_NAME = re.compile(r"\b(?:[A-Z][\w’'&-]{1,40}\s){1,12}(?:(?:of|for)\s(?:the\s)?(?:[A-Z][\w’'&-]{1,40}\s?){1,12}){1,4}")
_LISTING_NAME = re.compile(  # a ministry's name that counts off its fields, commas and all
    r"\b(?:Department|Ministry|Directorate|Committee|Secretary of State|Minister) (?:of|for) (?:the )?"
    r"[A-Z][\w’'-]{1,40}(?: [A-Z][\w’'-]{1,40}){0,2}(?:, [A-Z][\w’'-]{1,40}(?: [A-Z][\w’'-]{1,40}){0,2}){1,4},? and "
    r"[A-Z][\w’'-]{1,40}(?: [A-Z][\w’'-]{1,40}){0,2}"
)
_REQUIRED = re.compile(
    r"\b(?:that|of|the|a|an|to|is|are|was|were)$"
)  # the sentence would lack a part without the bracket
_SENTENCE_INSIDE = re.compile(r"[.!?]\s+[A-Z“‘\"]")
_NO_SPACE = re.compile("[^ ]")
_INTRODUCING = ":,–—-"  # marks behind which a quotation may stand for itself
_WORD_LENGTH = 60  # characters that are kept of a word of over a hundred
_LONG_QUOTATION = 6  # words
_BRACKET_SHARE = 0.5  # of a sentence; a longer bracket is most of what the sentence says
_REQUIRED_REACH = 8  # characters that tell whether a bracket is required


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
    halves: Halves,
) -> list[Unit]:
    """The sentences of text[start:], and the halves of those that have two speakers; none ends inside a quotation.

    quotations, names (places of known names of several words): each in the order of the text, none inside another.
    """
    masked = _masked(text, quotations)
    cutter = _Cutter(text, quotations, names)
    return [
        cutter.unit(*half)
        for first, last in sentence_bounds(masked[start:], abbreviations)
        for half in halves.of_sentence(masked, start + first, start + last)
    ]


def _masked(text: str, quotations: Sequence[Quotation]) -> str:
    """The text with the inside of each quotation made unbreakable, except its last mark of punctuation."""
    pieces = []
    done = 0
    for quotation in quotations:
        last = max(quotation.inner_start, quotation.inner_end - 1)
        inner = text[quotation.inner_start : last]
        opening = inner[:1] if inner[:1].isalnum() else ""  # a capital lets a sentence begin at the mark
        hidden = _NO_SPACE.sub("x", inner[len(opening) :]).replace(" ", "_")
        pieces += [text[done : quotation.inner_start], opening, hidden]
        done = last
    return "".join([*pieces, text[done:]])


class _Cutter:
    """Cuts one line's sentences to what the parser shall see."""

    def __init__(self, text: str, quotations: Sequence[Quotation], names: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._quotations = quotations
        self._names = names
        self._quotation_starts = [quotation.start for quotation in quotations]
        self._quotation_ends = [quotation.end for quotation in quotations]
        self._name_starts = [first for first, _ in names]

    def unit(self, start: int, end: int) -> Unit:
        text = self._text
        inside = self._quotations[bisect_right(self._quotation_ends, start) : bisect_left(self._quotation_starts, end)]
        stands = [_is_statement(text, start, quotation) for quotation in inside]
        shown = _Shown(start, end)
        for quotation, statement in zip(inside, stands, strict=True):
            shown.without_quotation(quotation, whole=statement)
        for place in self._clutter(start, end):
            shown.without(*place)
        for first, last in self._joined(start, end):
            shown.without_spaces(text, first, last)
        return Unit(
            start,
            end,
            shown.of(text),
            shown.places(),
            tuple(compress(inside, stands)),
            tuple(quotation for quotation, statement in zip(inside, stands, strict=True) if not statement),
        )

    def _clutter(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Brackets, footnote numbers, marks of Markdown: what leads a parser astray."""
        text = self._text
        for match in _BRACKETS.finditer(text, start, end):
            before = text[max(start, match.start() - _REQUIRED_REACH) : match.start()]
            if match.end() - match.start() < _BRACKET_SHARE * (end - start) and not _REQUIRED.search(before):
                yield match.span()
        for match in _LONG_WORD.finditer(text, start, end):
            yield match.start() + _WORD_LENGTH, match.end()
        for name in _LISTING_NAME.finditer(text, start, end):
            yield from ((at, at + 1) for at in range(*name.span()) if text[at] == ",")
        for expression in (_REFERENCE_NUMBER, _ACRONYM, _MARKDOWN, _SPAN_TAG, _CITATION):
            for match in expression.finditer(text, start, end):
                yield match.span()

    def _joined(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Names of several words within the sentence."""
        here = slice(bisect_left(self._name_starts, start), bisect_left(self._name_starts, end))
        yield from ((first, last) for first, last in self._names[here] if last <= end)
        for form in (_LISTING_NAME, _NAME):
            yield from (match.span() for match in form.finditer(self._text, start, end))


class _Shown:
    """Which characters of text[start:end] a frame keeps."""

    def __init__(self, start: int, end: int) -> None:
        self._start = start
        self._end = end
        self._kept = bytearray(b"\1") * (end - start)

    def without(self, first: int, last: int) -> None:
        first, last = max(first, self._start), min(last, self._end)
        if first < last:
            self._kept[first - self._start : last - self._start] = bytes(last - first)

    def without_quotation(self, quotation: Quotation, *, whole: bool) -> None:
        """Without all of it, or without its marks."""
        if whole:
            self.without(quotation.start, quotation.end)
            return
        self.without(quotation.start, quotation.start + 1)
        if quotation.closed:
            self.without(quotation.end - 1, quotation.end)

    def without_spaces(self, text: str, first: int, last: int) -> None:
        """The name at [first, last) drawn together."""
        at = text.find(" ", first, last - 1)
        while at >= 0:
            self.without(at, at + 1)
            at = text.find(" ", at + 1, last - 1)

    def of(self, text: str) -> str:
        return "".join(compress(text[self._start : self._end], self._kept))

    def places(self) -> Sequence[int]:
        return array("I", compress(range(self._start, self._end), self._kept))


def _is_statement(text: str, start: int, quotation: Quotation) -> bool:
    """Whether a quotation stands for itself and not as a part of the sentence around it."""
    inner = text[quotation.inner_start : quotation.inner_end]
    if _SENTENCE_INSIDE.search(inner) or not quotation.closed or not quotation.opened:
        return True
    before = visible_before(text, quotation.start, start)
    if before == ":":
        return True
    apart = not before or before in _INTRODUCING
    return apart and (quotation.words(text) >= _LONG_QUOTATION or inner.rstrip().endswith((",", ".", "!", "?")))
