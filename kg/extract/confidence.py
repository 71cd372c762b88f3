"""A statement in the making -> how sure its words and speaker are, 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Protocol

from kg.extract.drafts import Draft
from kg.knowledge.lexicon import Lexicon
from kg.model import Document, Span, Speaker, SpeakerKind, Statement

LOWEST, HIGHEST = 0.05, 0.97  # nothing is ruled out, nothing is certain
_SHORT = 20  # characters of words said that are seldom the whole
_PRONOUNS = frozenset("he she it they this these his her their".split())
_OWN = frozenset("we i our my us".split())


class _Attributed(Protocol):
    @property
    def speaker(self) -> Speaker | None: ...
    @property
    def source(self) -> Span | None: ...
    @property
    def rule(self) -> str: ...


def confidence_of(draft: Draft, document: Document, lexicon: Lexicon) -> float:
    """The share of right ones that the figures in the lexicon expect of statements like this one; two decimals.

    The log odds of a rule are added to those of what marks the speaker (benchmarks/calibrate.py fits both); the share
    taken for novel, which no rule was written for, comes off.
    """
    table = lexicon.tables["confidence"]
    rules, marks = table["rule"], table["mark"]
    odds = float(table["all"]["log_odds"]) + float(rules.get(draft.rule, 0.0))
    odds += sum(float(marks.get(mark, 0.0)) for mark in marks_of(draft, document))
    like_those_known = 1 / (1 + math.exp(-odds))
    return round(min(HIGHEST, max(LOWEST, (1 - float(table["all"]["novelty"])) * like_those_known)), 2)


def marks_of(statement: Draft | Statement, document: Document) -> Iterator[str]:
    """What makes a statement's speaker or words more or less doubtful: names of figures in the lexicon's [mark] table."""
    yield _kind_of_speaker(statement)
    printed = document.text[statement.source.start : statement.source.end].casefold() if statement.source else ""
    if statement.source is None and statement.speaker is not None:
        yield "no_source"
    elif printed in _PRONOUNS:
        yield "pronoun"
    elif printed in _OWN:
        yield "own"
    if sum(part.end - part.start for part in statement.parts) < _SHORT:
        yield "short"


def _kind_of_speaker(statement: _Attributed) -> str:
    speaker = statement.speaker
    if speaker is None:
        return "no_speaker"
    if speaker.kind is SpeakerKind.GROUP:
        return "joint" if speaker.members else "group"
    return "named" if speaker.named else "described"
