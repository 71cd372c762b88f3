"""A line of text -> its quotations: pairs of marks, those left open, and which only name or distance a word."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_CLOSERS = {"”": "“", "»": "«", "’": "‘"}
SCARE_WORDS = (
    4  # a quotation of fewer words is a name, a title or a word kept at a distance, unless a verb of saying takes it
)


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
    """Outermost quotations, in order. One that never closes runs to the end of the line.

    Single marks count only where no apostrophe can be meant: the opening one after white space or a bracket.
    """
    found: list[Quotation] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character in "“«„" or (character == '"' and _opens_straight(text, at)):
            end = _closing(text, at)
            if end is None:
                found.append(Quotation(at, len(text), at + 1, len(text), closed=False))
                break
            found.append(Quotation(at, end + 1, at + 1, end))
            at = end + 1
        elif text.startswith("''", at) and (at == 0 or text[at - 1] in " ([—–-"):
            close = text.find("''", at + 2)
            if close < 0:
                found.append(Quotation(at, len(text), at + 2, len(text), closed=False))
                break
            found.append(Quotation(at, close + 2, at + 2, close))
            at = close + 2
        elif character == "‘" or (character == "'" and _opens_single(text, at)):
            close = _closing_single(text, at)
            if close is not None:
                found.append(Quotation(at, close + 1, at + 1, close))
                at = close + 1
            else:
                at += 1
        elif character == "”" and not found and at > 0:
            # closes what was never opened: the whole line up to here is quoted
            if len(_WORD.findall(text, 0, at)) >= SCARE_WORDS and not text[:at].rstrip().endswith(":"):
                found.append(Quotation(0, at + 1, 0, at, opened=False))
            at += 1
        else:
            at += 1
    return found


def _opens_straight(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([{—–-:>*"


def _opens_single(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in ' ([—–“"') and at + 1 < len(text) and text[at + 1].isalnum()


def _closing(text: str, at: int) -> int | None:
    """Where the mark opened at `at` closes; marks of the same kind nest."""
    opening = text[at]
    if opening == '"':
        end = text.find('"', at + 1)
        return end if end > at + 1 else None
    closing = _PAIRS[opening]
    depth = 1
    place = at + 1
    while place < len(text):
        if text[place] == closing:
            depth -= 1
            if depth == 0:
                return _beyond_inner(text, place, opening, closing)
        elif text[place] == opening:
            depth += 1
        place += 1
    # unbalanced: an inner one was left open; the last closing mark ends the quotation
    last = text.rfind(closing, at + 1)
    return last if last > at and depth > 1 else None


def _beyond_inner(text: str, place: int, opening: str, closing: str) -> int:
    """A second closing mark right after the first belongs to it."""
    return place + 1 if text[place + 1 : place + 2] == closing else place


def _closing_single(text: str, at: int) -> int | None:
    """The closing single mark: followed by no letter and, where an apostrophe after a plural could be meant, the last such."""
    closing = "’" if text[at] == "‘" else "'"
    place = at + 1
    limit = min(len(text), at + 1200)
    while place < limit:
        place = text.find(closing, place, limit)
        if place < 0:
            return None
        after = text[place + 1 : place + 2]
        if not after.isalnum() and place > at + 1:
            rest = text.find("‘", place + 1, limit)
            later = text.find(closing, place + 1, limit)
            plural = (
                text[place - 1] == "s"
                and after == " "
                and text[place + 2 : place + 3].islower()
                and later > 0
                and (rest < 0 or later < rest)
            )
            if not plural:
                return place
        place += 1
    return None
