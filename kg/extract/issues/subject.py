"""A document, its statements and a scheme's subject -> how far each statement stands within that subject.

Counted are the words that the scheme's `wsw:subjectLabel`s give, a hundred words of a text on the subject holding a few.
A short text tells little by its count, so it is counted as if a stretch of the whole, and the whole as if a stretch of
an ordinary text on the subject, stood with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.issues.labels import LabelIndex
from kg.extract.stem import tokens
from kg.model import BlockKind, Document, Statement
from kg.read.flow import flow_of

SUBJECT_NUMBERS = ("text", "near")
_ORDINARY = 0.02  # of the words of a text on the subject
_STRETCH, _WHOLE_STRETCH = 300, 100  # words
_MUCH = 0.01  # of the words: from here on more says little


@dataclass(frozen=True, slots=True)
class Subject:
    """Two numbers from 0 (nothing of the subject) to 1 (full of it)."""

    text: float  # the section, in the light of the whole document
    near: float  # the statement's own words and the heading above it

    def share(self, weights: Mapping[str, float]) -> float:
        """How likely the scheme has anything to say of the statement, from 0 to 1."""
        return 1 / (1 + math.exp(-(weights["none"] + weights["text"] * self.text + weights["near"] * self.near)))


def subjects_of(document: Document, statements: Sequence[Statement], index: LabelIndex) -> list[Subject]:
    """For each statement how far it stands within the subject, whose words are in `index`."""
    counts: dict[int, tuple[int, int]] = {}
    for block in document.blocks:
        if block.kind is not BlockKind.BOILERPLATE:
            found, words = counts.get(block.section, (0, 0))
            more, length = _counted(flow_of(document, block).text, index)
            counts[block.section] = (found + more, words + length)
    total, length = (sum(column[i] for column in counts.values()) for i in (0, 1))
    whole = _rate(total, length, _ORDINARY, _WHOLE_STRETCH)
    rates = {section: _rate(found, words, whole, _STRETCH) for section, (found, words) in counts.items()}
    return [
        Subject(
            text=1 - math.exp(-rates.get(statement.section, whole) / _MUCH),
            near=1 - math.exp(-_near(document, statement, index)),
        )
        for statement in statements
    ]


def _rate(found: int, words: int, before: float, stretch: int) -> float:
    return (found + stretch * before) / (words + stretch)


def _near(document: Document, statement: Statement, index: LabelIndex) -> int:
    section = document.sections[statement.section]
    heading = _counted(section.title, index)[0] if section.heading else 0
    return heading + _counted(statement.words, index)[0]


def _counted(text: str, index: LabelIndex) -> tuple[int, int]:
    """Words of the subject, and all words."""
    words = tokens(text)
    return len(index.cues(words)), len(words)
