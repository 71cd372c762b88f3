"""Extraction -> its findings and recommendations: which statements are positions of a report, with the numbers that the document prints."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.model import Document, Extraction, SpeakerKind, Statement, StatementKind
from kg.read.flow import flow_of

_HEADED = re.compile(
    r"\s*(?:recommendation|finding|conclusion)s?\s+(?P<number>\d{1,3}(?:\.\d{1,3})*\s?(?:[a-z]\b)?\)?(?:\s?\(?[ivx]{1,4}\)?\.?(?=\s|$))?)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*(?P<number>R\d{1,3}|\d{1,3}[a-z]\)(?:\s?[ivx]{1,4}\.)?|\(?\d{1,3}(?:\.\d{1,3})*\)|\d{1,3}\.)\s"
)
_RECOMMENDS = re.compile(r"\brecommend", re.IGNORECASE)
_RECOMMENDED = re.compile(
    r"\brecommend(?:(?:s|ed|ing)?(?: \w+){0,3}|ations?(?: (?:is|are|was|were))?(?: (?:that|to))?)[:“‘ ]*$",
    re.IGNORECASE,
)
_LEAD = 120  # characters before a statement


@dataclass(frozen=True, slots=True)
class Position:
    """A finding or recommendation; `key` stays while number or words stay."""

    statement: int  # index into Extraction.statements
    number: str | None  # as printed: "4a) iv."
    recommendation: bool
    key: str


def positions_of(extraction: Extraction) -> tuple[Position, ...]:
    """Positions in the order of the statements.

    A statement is one when a report makes it, when it is reported as a finding, or when it is recommended. A printed number
    is given to the first statement that it stands before.
    """
    document = extraction.document
    used: set[str] = set()
    found = []
    for index, statement in enumerate(extraction.statements):
        lead = _lead(document, statement)
        number, headed = _number(document, statement, lead, used)
        recommendation = headed or "recommendation" in statement.rule or _is_recommended(document, statement, lead)
        if not (recommendation or statement.kind is StatementKind.FINDING or _by_document(statement)):
            continue
        if number is not None:
            used.add(number)
        found.append(Position(index, number, recommendation, number_slug(number) if number else _hash(statement.words)))
    return tuple(found)


def _by_document(statement: Statement) -> bool:
    return statement.speaker is not None and statement.speaker.kind is SpeakerKind.DOCUMENT


def _is_recommended(document: Document, statement: Statement, lead: str) -> bool:
    """Whether the cue, or the end of the words before the statement, say "recommend"."""
    cue = document.text[statement.cue.start : statement.cue.end] if statement.cue else ""
    return bool(_RECOMMENDS.search(cue) or _RECOMMENDED.search(lead))


def _lead(document: Document, statement: Statement) -> str:
    """What stands in the block before the statement, its last characters."""
    flow = flow_of(document, document.blocks[statement.block])
    return flow.text[: flow.position(statement.parts[0].start)][-_LEAD:]


def _number(document: Document, statement: Statement, lead: str, used: Collection[str]) -> tuple[str | None, bool]:
    """The number that is printed before the statement and was not given yet, and whether "Recommendation" stands with it."""
    title = document.sections[statement.section].title
    for text, pattern in ((lead, _HEADED), (lead, _LISTED), (title, _HEADED)):
        match = pattern.match(text)
        number = match["number"].strip() if match else None
        if number and number not in used:
            return number, bool(_RECOMMENDS.match(text.lstrip()))
    return None, False


def number_slug(number: str) -> str:
    """The letters and digits of a printed number: how two prints of it are compared.

    >>> number_slug("4a) iv.")
    '4-a-iv'
    """
    return "-".join(re.findall(r"[a-z]+|\d+", number.lower()))


def _hash(words: str) -> str:
    """Sixteen hexadecimal digits of the words, whatever their case and punctuation."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", words.lower())).encode()).hexdigest()[:16]
