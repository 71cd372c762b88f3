"""The clauses that tell of an event -> its name: a clause of the passage that can be read for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.word_lists import Table, any_of

_LONGEST = 24  # words
_MARKS = " ,;:()–—-"
_REFERENCE = re.compile(r"(?<=[.,;:”’)])\d{1,3}(?:,\d{1,3})*(?=\s|$)")  # of a footnote
_OPEN_BRACKET = re.compile(r"\([^()]*$")


@dataclass(frozen=True, slots=True)
class EventLabels:
    """Names events with the words of one language. `EventLabels.of` makes it from the lexicon's table "dates"."""

    opener: re.Pattern[str]
    joint: re.Pattern[str]
    supposed: re.Pattern[str]
    none: re.Pattern[str]

    @classmethod
    def of(cls, dates: Table) -> EventLabels:
        words = dates["labels"]
        return cls(
            opener=re.compile(rf"(?:{any_of(words['openers'])}\b,? )+", re.IGNORECASE),
            joint=re.compile(rf"\b{any_of(words['joints'])},? (?=(?:the|a|an|its|their|his|her|this|[A-Z]))"),
            supposed=re.compile(rf"\b{any_of(words['supposed'])}\b", re.IGNORECASE),
            none=re.compile(rf"{any_of(words['none'])}\b", re.IGNORECASE),
        )

    def happened(self, text: str, start: int, word: int) -> bool:
        """Whether the clause from `start` tells the happening at `word` as a fact or a plan."""
        clause = text[start:word].lstrip(_MARKS)
        return not self.supposed.search(clause) and not self.none.match(clause)

    def label(self, text: str, segments: Sequence[tuple[int, int]], word: int) -> str:
        """The words of the segments, as printed; what was left out between two is " … "."""
        printed = " … ".join(_printed(text, *stretch) for stretch in _stretches(self._from_joint(text, segments, word)))
        words = self._without_opener(printed).split()
        cut = len(words) > _LONGEST
        return _without_open_bracket(" ".join(words[:_LONGEST])) + (" …" if cut else "")

    def _from_joint(self, text: str, segments: Sequence[tuple[int, int]], word: int) -> Sequence[tuple[int, int]]:
        """From the last "that" before the happening on: who told of it is no part of its name."""
        for at in range(len(segments) - 1, -1, -1):
            start, end = segments[at]
            last = [match.end() for match in self.joint.finditer(text, start, min(end, word))]
            if last:
                return [(last[-1], end), *segments[at + 1 :]]
        return segments

    def _without_opener(self, printed: str) -> str:
        opener = self.opener.match(printed)
        return printed[opener.end() :] if opener else printed


def _stretches(segments: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Segments that touch, joined."""
    joined: list[tuple[int, int]] = []
    for start, end in segments:
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _printed(text: str, start: int, end: int) -> str:
    """Without marks at either end, and without the numbers of footnotes."""
    return _REFERENCE.sub(_as_reference, text[start:end].strip(_MARKS))


def _as_reference(match: re.Match[str]) -> str:
    """Nothing for a footnote's number; "4.5" and "10,000" stay, a year's footnote ("2021.209") goes."""
    before = match.string[: match.start()]
    decimal = before[-1:] in ".," and before[-2:-1].isdigit() and not re.search(r"\b(?:1[89]|20)\d\d[.,]$", before)
    return match[0] if decimal else ""


def _without_open_bracket(label: str) -> str:
    return _OPEN_BRACKET.sub("", label).rstrip(_MARKS) if label.count("(") > label.count(")") else label
