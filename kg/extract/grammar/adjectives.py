"""Adjectives of opinion -> attributions: "X is clear that …", "X was concerned about …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar.contents import after_preposition, extent_of, that_clause_after
from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.phrases import phrase_of
from kg.extract.grammar.subjects import subject_of
from kg.extract.grammar.verbs import is_hypothetical, is_negated, takes_to

if TYPE_CHECKING:
    from spacy.tokens import Token

_PREDICATES = ("acomp", "conj", "oprd", "ROOT", "ccomp", "attr")
_PREPOSITIONS = frozenset("about of in on to by with".split())
_BE = frozenset("is are was were be been".split())
_WOULD = frozenset({"would", "’d", "'d"})
_EMPTY_SUBJECTS = frozenset({"it", "this", "that"})


def adjective(token: Token, reading: Reading) -> Found | None:
    """The attribution whose cue is this token."""
    if token.lower_ not in reading.cues.adjectives or (token.dep_ not in _PREDICATES and token.tag_ != "VBN"):
        return None
    verb = token.head if token.dep_ in ("acomp", "oprd", "attr") else token
    if reading.cues.verbs.get(verb.lower_) == "make":
        return None  # "made sure that …"
    if token.i and token.nbor(-1).lower_ == "as" and token.dep_ not in ("oprd", "acomp"):
        return None  # "36% as opposed to 29%"
    subject = _subject(token, verb)
    if subject is None or subject.i > token.i or subject.lower_ in _EMPTY_SUBJECTS:
        return None
    if not reading.may_speak(subject, "be", False) or is_negated(verb) or is_hypothetical(verb, reading.cues):
        return None
    content = _content(token, reading.cues.certain)
    if content is None:
        return None
    if token.lower_ in reading.cues.inside:
        content = (token.i, content[1])
    return Found("adjective", phrase_of(subject), (token.i, token.i + 1), content, token.lower_)


def _subject(token: Token, verb: Token) -> Token | None:
    subject = subject_of(verb)
    if subject is None and token.dep_ == "conj" and token.head.dep_ == "acomp":
        return subject_of(token.head.head)
    return subject


def _content(token: Token, certain: frozenset[str]) -> Range | None:
    """certain: adjectives that with an infinitive tell what somebody does."""
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ == "xcomp" and token.lower_ in certain and takes_to(child):
            return None  # "is concerned to ensure …", "is certain to win"
        if child.dep_ in ("ccomp", "xcomp", "advcl"):
            return extent_of(child, token) if child.left_edge.lower_ != "for" else None
        if child.dep_ == "prep" and child.lower_ in _PREPOSITIONS:
            return after_preposition(child, token) or that_clause_after(token)
    return that_clause_after(token)


def standing(token: Token, reading: Reading) -> Found | None:
    """ "X was in favour of …", "X is against …": where somebody stands."""
    if token.dep_ != "prep" or token.head.lower_ not in _BE or token.head.i > token.i:
        return None
    words = " ".join(word.lower_ for word in token.doc[token.i : token.i + 3])
    if not any((words + " ").startswith(phrase + " ") for phrase in reading.cues.standing):
        return None
    verb = token.head
    subject = subject_of(verb)
    if subject is None or subject.i > token.i or subject.lower_ in _EMPTY_SUBJECTS:
        return None
    if not reading.may_speak(subject, "be", False) or is_negated(verb) or is_hypothetical(verb, reading.cues):
        return None
    return Found("standing", phrase_of(subject), (verb.i, verb.i + 1), (token.i, token.right_edge.i + 1), "be")


def wish(token: Token, reading: Reading) -> Found | None:
    """ "35% of parents would like …": what a group would like is what it says."""
    if token.lower_ not in reading.cues.wishing or token.tag_ != "VB":
        return None
    would = next((child for child in token.children if child.dep_ == "aux" and child.lower_ in _WOULD), None)
    subject = next((child for child in token.children if child.dep_ == "nsubj" and child.i < token.i), None)
    wished = [child for child in token.children if child.dep_ in ("xcomp", "dobj", "ccomp") and child.i > token.i]
    if would is None or subject is None or not wished or is_negated(token) or subject.tag_ == "PRP":
        return None
    if subject.tag_ != "NNS" and subject.lower_ not in (
        "%",
        "cent",
        "percent",
        "majority",
        "number",
        "many",
        "some",
        "most",
    ):
        return None
    if not reading.may_speak(subject, "feel", True):
        return None
    return Found("wish", phrase_of(subject), (token.i, token.i + 1), (would.i, token.right_edge.i + 1), token.lower_)
