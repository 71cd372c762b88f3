"""Phrases that name a source -> attributions: "according to X, …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.phrases import phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LAST_AT_HEAD = (
    2  # tokens; a phrase that begins up to there tells of what follows it, a later one of what stands before
)
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


def _attributed(sentence: Doc, start: int, end: int, phrase: str, reading: Reading) -> Found | None:
    head = next((child for child in sentence[end - 1].children if child.dep_ in ("pobj", "pcomp")), None)
    if head is None or not reading.may_speak(head, "say", True):
        return None
    source = _source(sentence, end, phrase_of(head))
    content = (source[1], len(sentence)) if start <= _LAST_AT_HEAD else (0, start)
    if content[1] - content[0] < _FEWEST_WORDS:
        return None
    return Found("according-to", source, (start, end), content, phrase)


def _source(sentence: Doc, start: int, phrase: Range) -> Range:
    """The phrase on to the comma behind it: "the charity Hill Trust, …" is one name."""
    for at in range(phrase[1], min(phrase[1] + _LONGEST_NAME, len(sentence))):
        if sentence[at].text == ",":
            return start, at
        if not sentence[at].text[:1].isupper() and not sentence[at].text.isdigit():
            break
    return phrase
