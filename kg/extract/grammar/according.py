"""Phrases that name a source -> attributions: "according to X, …", "in X's view, …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.grammar.asides import around
from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.phrases import phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LAST_AT_HEAD = (
    2  # tokens; a phrase that begins up to there tells of what follows it, a later one of what stands before
)
_BY_VIEW = frozenset({"in", "to", "by"})
_WORDING = frozenset({"words", "phrase"})
_LONGEST_NAME = 6  # words of a name behind its noun
_FEWEST_WORDS = 3  # of a content


def according_to(sentence: Doc, reading: Reading) -> Iterator[Found]:
    """The attributions of a sentence, phrase by phrase."""
    words = [token.lower_ for token in sentence]
    text = " ".join(words)
    for phrase in reading.cues.according:
        if phrase not in text:
            continue
        wanted = phrase.split()
        for start in range(len(sentence) - len(wanted)):
            if words[start : start + len(wanted)] != wanted:
                continue
            found = _attributed(sentence, start, start + len(wanted), phrase, reading)
            if found is not None:
                yield found


def in_view(sentence: Doc, reading: Reading) -> Iterator[Found]:
    """ "In the mayor's view, …": the attributions of a sentence, noun by noun."""
    for noun in sentence:
        owner = _owner_of_view(noun, reading)
        if owner is None:
            continue
        preposition = noun.head
        content = _content(sentence, preposition, (preposition.i, noun.i + 1))
        if noun.lower_ in _WORDING and noun.i + _FEWEST_WORDS < len(sentence):  # "was, in the mayor's words, “…”"
            content = (noun.i + 1, preposition.head.right_edge.i + 1), None
        if content is not None and content[0][1] > content[0][0]:
            yield Found("in-view", phrase_of(owner), (noun.i, noun.i + 1), content[0], noun.lower_, content[1])


def sources_beside(sentence: Doc, reading: Reading) -> Iterator[tuple[Range, Range]]:
    """Each "according to X", "in X's words": the phrase, and the source in it."""
    words = [token.lower_ for token in sentence]
    for at in range(len(words) - 1):
        for phrase in reading.cues.according:
            wanted = phrase.split()
            if words[at : at + len(wanted)] == wanted:
                end = at + len(wanted)
                head = next((child for child in sentence[end - 1].children if child.dep_ in ("pobj", "pcomp")), None)
                if head is not None and (reading.may_speak(head, "say", True) or _is_named(head)):
                    source = _source(sentence, end, phrase_of(head))
                    yield (at, source[1]), source
        owner = _owner_of_view(sentence[at], reading)
        if owner is not None:
            yield (sentence[at].head.i, at + 1), phrase_of(owner)


def _owner_of_view(noun: Token, reading: Reading) -> Token | None:
    preposition = noun.head
    if noun.lower_ not in reading.cues.standpoints or noun.dep_ != "pobj" or preposition.lower_ not in _BY_VIEW:
        return None
    if any(child.dep_ in ("relcl", "acl") or child.lower_ == "of" for child in noun.children):
        return None  # "in the mayor's view of the town": what he sees
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None or owner.lower_ == "your" or not reading.may_speak(owner, "say", True):
        return None
    return owner


def _attributed(sentence: Doc, start: int, end: int, phrase: str, reading: Reading) -> Found | None:
    head = next((child for child in sentence[end - 1].children if child.dep_ in ("pobj", "pcomp")), None)
    if head is None or not (reading.may_speak(head, "say", True) or _is_named(head)):
        return None
    source = _source(sentence, end, phrase_of(head))
    content = _content(sentence, sentence[start], (start, source[1]))
    if content is None or content[0][1] - content[0][0] < _FEWEST_WORDS:
        return None
    return Found("according-to", source, (start, end), content[0], phrase, content[1])


def _is_named(head: Token) -> bool:
    """ "the water board's annual return": whose it is tells who speaks."""
    return any(child.tag_ in ("NNP", "NNPS") for child in head.children if child.dep_ in ("poss", "compound", "nmod"))


def _content(sentence: Doc, preposition: Token, phrase: Range) -> tuple[Range, Range | None] | None:
    """What is told around the phrase, behind it where it stands first, else before it."""
    start, end = phrase
    verb = preposition.head
    while verb.dep_ in ("prep", "prepc", "pobj", "amod", "advmod") and verb.head.i != verb.i:
        verb = verb.head
    if start > _LAST_AT_HEAD and verb.i >= end:
        return around(verb, phrase)
    content = (end, len(sentence)) if start <= _LAST_AT_HEAD else (0, start)
    return (content, None) if content[1] > content[0] else None


def _source(sentence: Doc, start: int, phrase: Range) -> Range:
    """The phrase on to the comma behind it: "the charity Hill Trust, …" is one name."""
    for at in range(phrase[1], min(phrase[1] + _LONGEST_NAME, len(sentence))):
        if sentence[at].text == ",":
            return start, at
        if not sentence[at].text[:1].isupper() and not sentence[at].text.isdigit():
            break
    return phrase
