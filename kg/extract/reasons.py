"""A sentence that was read -> why its reporting words and quotation marks told no statement, in plain words.

The questions are those of the rules themselves, asked again of the same parse, in the same order; the first that fails
is the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.extract.grammar.subjects import subject_of
from kg.extract.grammar.verbs import (
    for_somebody_to,
    in_aside,
    is_hypothetical,
    is_negated,
    is_passive,
    is_supposed,
)
from kg.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Why(StrEnum):
    """Kinds of reasons; the values are the machine form."""

    NO_CUE = "no cue"
    NOT_A_VERB = "no verb"
    SUPPOSED = "supposed"
    NEGATED = "negated"
    NO_SUBJECT = "no subject"
    NOT_A_SPEAKER = "no speaker"
    NO_AGENT = "no agent"
    NO_CONTENT = "no content"
    INSIDE = "inside another statement"
    COVERED = "covered"
    QUOTED_WORDS = "part of the sentence"
    NOBODY_BESIDE = "nobody beside the quotation"
    FURNITURE = "furniture"
    LANGUAGE = "language"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why these cues tell no statement; without cues: why the whole sentence tells none."""

    why: Why
    cues: tuple[str, ...]  # words or quotations as printed, one or more for which the same holds
    words: str  # the reason, to be read behind the cues


def reasons_of_cues(scene: Scene, sentence: Doc, spent: frozenset[int], inside: frozenset[int]) -> list[Reason]:
    """A reason for each word of reporting that became the cue of no statement; those with the same one are told together.

    spent: tokens that are cues of statements; inside: tokens that stand in the words of one.
    """
    found: dict[tuple[Why, str], list[str]] = {}
    for token in sentence:
        if token.i not in spent and _may_report(scene, token, inside=token.i in inside):
            found.setdefault(_failed(scene, token, inside=token.i in inside), []).append(token.text)
    return [Reason(why, tuple(dict.fromkeys(words)), reason) for (why, reason), words in found.items()]


def _may_report(scene: Scene, token: Token, *, inside: bool) -> bool:
    """A word that the lexicon has as verb of reporting or noun of views; in the words of a statement only a verb of saying.

    Auxiliaries and "be" are none.
    """
    cues = scene.language.cues
    if inside:
        return cues.verbs.get(token.lower_) in cues.speech and token.tag_.startswith("VB")
    if token.dep_ in ("aux", "auxpass") or cues.verbs.get(token.lower_) in ("be", "have"):
        return False
    return token.lower_ in cues.verbs or token.lower_ in cues.held_nouns | cues.topic_nouns


def _failed(scene: Scene, token: Token, *, inside: bool) -> tuple[Why, str]:
    """The first question that a cue fails, and the answer in words."""
    if inside:
        return Why.INSIDE, "in the words of a statement, where no other speaker is named"
    cues = scene.language.cues
    if token.lower_ in cues.held_nouns | cues.topic_nouns and not token.tag_.startswith("VB"):
        return Why.NO_AGENT, "credited to nobody, or nothing behind it tells a view"
    return _failed_verb(scene, token, cues.verbs[token.lower_]) if token.lower_ in cues.verbs else _NO_CONTENT


def _failed_verb(scene: Scene, token: Token, verb: str) -> tuple[Why, str]:
    if not token.tag_.startswith("VB"):
        return Why.NOT_A_VERB, "no verb here"
    if is_hypothetical(token, scene.language.cues) or is_supposed(token) or for_somebody_to(token):
        return Why.SUPPOSED, "tells what may or should be said, not what was"
    if in_aside(token):
        return Why.SUPPOSED, "stands in an aside"
    if is_negated(token) and verb not in scene.language.cues.opinion_negative:
        return Why.NEGATED, "denied: it was not said"
    if is_passive(token):
        return _failed_passive(scene, token, verb)
    subject = subject_of(token)
    if subject is None:
        return Why.NO_SUBJECT, "nobody is its subject"
    if not scene.test(subject, verb, True):
        return Why.NOT_A_SPEAKER, f"its subject “{subject.text}” is not taken for a speaker"
    if not scene.test(subject, verb, False):
        return Why.NO_CONTENT, f"with “{subject.text}” it counts only where a clause tells what was said"
    return _NO_CONTENT


_NO_CONTENT = (Why.NO_CONTENT, "nothing beside it could be found that was said")


def _failed_passive(scene: Scene, token: Token, verb: str) -> tuple[Why, str]:
    by = next((child for child in token.children if child.lower_ == "by"), None)
    if by is None and not scene.genre.has_respondents:
        return Why.NO_AGENT, "passive, and nobody is named who did it"
    agent = next(iter(by.children), None) if by is not None else None
    if agent is not None and not scene.test(agent, verb, False):
        return Why.NOT_A_SPEAKER, f"“{agent.text}”, who did it, is not taken for a speaker"
    return _NO_CONTENT
