"""A line of text -> its quotations: pairs of marks, those left open, and which only name or distance a word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_MARK = re.compile("[“«„\"‘'”]|``")
_PAIRS = {"“": "”", "«": "»", "„": "“"}
_BEFORE_STRAIGHT = "([{—–-:>*"  # and white space
_BEFORE_SINGLE = ' ([—–“"'
_BEFORE_DOUBLED = " ([—–-"
_LONGEST_SINGLE = 1200  # characters of a quotation in single marks
# A quotation of fewer words is a name, a title or a word kept at a distance, unless a verb of saying takes it.
SCARE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """From the opening to past the closing mark; `inner_*` without the marks. Offsets into the line."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    opened: bool = True

    def words(self, text: str) -> int:
        return len(_WORD.findall(text, self.inner_start, self.inner_end))


def quotations_of(text: str) -> list[Quotation]:
    """Outermost quotations, in order, none inside another. One that never closes runs to the end of the line.

    Single marks count only where no apostrophe can be meant: the opening one after white space or a bracket.
    """
    return list(_quotations(text))


def _quotations(text: str) -> Iterator[Quotation]:
    singles = {mark: _SingleMarks(text, mark) for mark in "’'"}
    unopened: Quotation | None = _unopened(text)
    mark = _MARK.search(text)
    while mark:
        at = mark.start()
        if mark[0] == "”" and not _opens_by_place(text, at):
            if unopened is not None and unopened.inner_end == at:
                yield unopened
                unopened = None
            found = None
        else:
            found = _opened_at(text, at, singles)
        if found is not None:
            unopened = None
            yield found
        mark = _MARK.search(text, found.end if found is not None else at + 1)


def _opened_at(text: str, at: int, singles: dict[str, _SingleMarks]) -> Quotation | None:
    """The quotation that the mark at `at` opens, if it opens one."""
    character = text[at]
    if character == "”":
        end = text.find("”", at + 1)
        return Quotation(at, end + 1, at + 1, end) if end > at + 1 else None
    if character in _PAIRS or (character == '"' and _opens_straight(text, at)):
        close = _closing(text, at)
        return Quotation(at, close + 1, at + 1, close) if close is not None else _left_open(text, at, 1)
    doubled = text.startswith(("''", "``"), at)
    if doubled and (at == 0 or text[at - 1] in _BEFORE_DOUBLED):
        close = text.find("''", at + 2)
        return Quotation(at, close + 2, at + 2, close) if close >= 0 else _left_open(text, at, 2)
    if character == "‘" or (character == "'" and _opens_single(text, at)):
        close = singles["’" if character == "‘" else "'"].closing(at)
        return Quotation(at, close + 1, at + 1, close) if close is not None else None
    return None


def _opens_by_place(text: str, at: int) -> bool:
    """A closing mark where one opens: behind a space and before a word, as some type-setting has it (”so”)."""
    return (at == 0 or text[at - 1] in " (—–") and text[at + 1 : at + 2].isalnum()


def _left_open(text: str, at: int, mark: int) -> Quotation:
    return Quotation(at, len(text), at + mark, len(text), closed=False)


def _unopened(text: str) -> Quotation | None:
    """What the first mark closes that closes what was never opened: the whole line up to there is quoted."""
    if "”" not in text:
        return None
    words = _WORD.finditer(text)
    enough = next((word.start() for number, word in enumerate(words, 1) if number == SCARE_WORDS), len(text))
    at = text.find("”", enough + 1)
    while at > 0 and visible_before(text, at) == ":":
        at = text.find("”", at + 1)
    return Quotation(0, at + 1, 0, at, opened=False) if at > 0 else None


def visible_before(text: str, end: int, start: int = 0) -> str:
    """The last character of text[start:end] that is no white space; "" when there is none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return text[end - 1] if end > start else ""


def _opens_straight(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE_STRAIGHT


def _opens_single(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in _BEFORE_SINGLE) and at + 1 < len(text) and text[at + 1].isalnum()


def _closing(text: str, at: int) -> int | None:
    """Where the mark opened at `at` closes; marks of the same kind nest. None: it stays open."""
    opening = text[at]
    if opening == '"':
        end = text.find('"', at + 1)
        return end if end > at + 1 else None
    closing = _PAIRS[opening]
    depth = 1
    for mark in re.compile(f"[{opening}{closing}]").finditer(text, at + 1):
        depth += 1 if mark[0] == opening else -1
        if depth == 0:
            return _beyond_inner(text, mark.start(), closing)
    # unbalanced: an inner one was left open; the last closing mark ends the quotation
    last = text.rfind(closing, at + 1)
    return last if last > at and depth > 1 else None


def _beyond_inner(text: str, place: int, closing: str) -> int:
    """A second closing mark right after the first belongs to it."""
    return place + 1 if text[place + 1 : place + 2] == closing else place


class _SingleMarks:
    """Which single marks of a line may close a quotation, and which are apostrophes; read when first asked for.

    No letter follows one that closes. One after "s" and before a small letter is the apostrophe of a plural when
    another mark comes before the next quotation opens.
    """

    def __init__(self, text: str, mark: str) -> None:
        self._text = text
        self._mark = mark
        self._sure: list[int] | None = None  # places of marks that close
        self._free: list[int] = []  # places of marks without a letter behind them
        self._all: list[int] = []

    def closing(self, opening: int) -> int | None:
        """The mark that closes the quotation opened at `opening`, near enough; None when there is none."""
        if self._sure is None:
            self._sure = self._read()
        first, limit = opening + 2, min(len(self._text), opening + 1 + _LONGEST_SINGLE)
        at = bisect_left(self._sure, first)
        if at < len(self._sure) and self._sure[at] < limit:
            return self._sure[at]
        last = bisect_left(self._all, limit) - 1  # a plural's apostrophe closes where no other mark is in reach
        place = self._all[last] if last >= 0 else -1
        return place if place >= first and self._is_free(place) else None

    def _read(self) -> list[int]:
        text = self._text
        self._all = [match.start() for match in re.finditer(self._mark, text)]
        self._free = [place for place in self._all if not text[place + 1 : place + 2].isalnum()]
        openings = [match.start() for match in re.finditer("‘", text)]
        following = dict(zip(self._all, [*self._all[1:], None], strict=False))
        sure = []
        for place in self._free:
            later = following[place]
            opened = bisect_left(openings, place + 1)
            reached = later is not None and (opened == len(openings) or later < openings[opened])
            if not (reached and self._like_plural(place)):
                sure.append(place)
        return sure

    def _like_plural(self, place: int) -> bool:
        text = self._text
        return text[place - 1] == "s" and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].islower()

    def _is_free(self, place: int) -> bool:
        at = bisect_left(self._free, place)
        return at < len(self._free) and self._free[at] == place
