"""Quotations of all documents -> the same words in two of them, the same words changed, the same words given to different speakers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from kg.extract.content_words import content_words
from kg.extract.word_lists import table_of
from kg.knowledge import Knowledge
from kg.link.names import name_links
from kg.model import (
    Aspect,
    CrossLink,
    Extraction,
    LinkKind,
    Passage,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
)

_QUOTED = re.compile(
    r"“([^“”]{8,400})”|(?<![\w’])‘([^‘’“”]{8,200}(?:’\w[^‘’“”]{0,100})?)’(?!\w)|\"([^\"]{8,400})\"|(?<!\w)'([^'\n]{8,200})'(?!\w)"
)
_SHORTEST = 12  # letters of words that two documents quote
_LONG = 40  # letters from which on a quotation is known again when changed, or when given to another speaker
_NEARLY = 85.0  # likeness, of 100, of a quotation and its changed form
_LENGTHS = 0.75  # the shorter of the two has at least this share of the longer one's letters
_FEW_WORDS = 3  # with content; so short a quotation may share but one
_TOO_COMMON = 50  # utterances that share a word, from which on it does not lead to pairs


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words between quotation marks, or said as direct speech."""

    letters: str  # lower case, without spaces and marks: how two prints are compared
    text: str  # in one line
    stems: frozenset[str]
    speaker: str  # key of the speaker or of the body whose report speaks
    named: bool
    passage: Passage


def wording_links(extractions: Sequence[Extraction], knowledge: Knowledge) -> list[CrossLink]:
    """Corroborations and conflicts of quotations, and names that are printed in two ways."""
    utterances = [one for extraction in extractions for one in _utterances(extraction, knowledge)]
    links = [link for one, other in _pairs(utterances) for link in _compare(one, other)]
    return [*_distinct(links), *name_links(extractions, knowledge)]


def _utterances(extraction: Extraction, knowledge: Knowledge) -> Iterator[Utterance]:
    function_words = frozenset(table_of(knowledge, "sentences")["function_words"])
    text = extraction.document.text
    for statement in extraction.statements:
        key = _speaker_key(statement.speaker, knowledge)
        if key is None:
            continue
        for span in _quoted_spans(statement, text):
            words = " ".join(text[span.start : span.end].split())
            letters = "".join(character for character in words.lower() if character.isalnum())
            stems = frozenset(content_words(words, function_words))
            if len(letters) >= _SHORTEST and len(stems) > 1:
                yield Utterance(
                    letters, words, stems, key, _is_named(statement.speaker), Passage(extraction.document.key, span)
                )


def _quoted_spans(statement: Statement, text: str) -> Iterator[Span]:
    """The parts of direct speech; of other statements what stands between quotation marks in them."""
    for part in statement.parts:
        if statement.kind is StatementKind.DIRECT:
            yield part
        else:
            for match in _QUOTED.finditer(text, part.start, part.end):
                group = match.lastindex or 0
                yield Span(match.start(group), match.end(group))


def _speaker_key(speaker: Speaker | None, knowledge: Knowledge) -> str | None:
    """One key for a body and its reports: what the one says the other says."""
    if speaker is None:
        return None
    agent = knowledge.registry.by_iri.get(speaker.iri or "")
    if agent is None:
        return speaker.label.casefold()
    return agent.part_of or agent.publisher or agent.iri if agent.cls == "report" else agent.iri


def _is_named(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.named and speaker.kind is not SpeakerKind.GROUP


def _pairs(utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Utterance]]:
    """Utterances of two documents that share two words, found through their rarer words."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(utterances):
        for stem in one.stems:
            by_stem[stem].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indexes in by_stem.values():
        if len(indexes) <= _TOO_COMMON:
            shared.update(combinations(indexes, 2))
    for (first, second), count in sorted(shared.items()):
        one, other = utterances[first], utterances[second]
        least = (
            1 if min(len(one.stems), len(other.stems)) <= _FEW_WORDS else 2
        )  # "re-think" and "rethink" share no stem
        if one.passage.document != other.passage.document and count >= least:
            yield one, other


def _compare(one: Utterance, other: Utterance) -> Iterator[CrossLink]:
    short, long = sorted((one, other), key=lambda utterance: len(utterance.letters))
    same_speaker = one.speaker == other.speaker
    if short.letters in long.letters:
        if same_speaker:
            yield _link(LinkKind.CORROBORATION, Aspect.WORDING, short.text, one, other, "same-quotation", 0.9)
        elif short.named and long.named and len(short.letters) >= _LONG:
            yield _link(
                LinkKind.CONFLICT, Aspect.ATTRIBUTION, short.text, one, other, "same-quotation-other-speaker", 0.7
            )
    elif (
        same_speaker
        and len(short.letters) >= max(_LONG, _LENGTHS * len(long.letters))
        and fuzz.ratio(short.letters, long.letters) >= _NEARLY
    ):
        if short.stems - long.stems and long.stems - short.stems:
            yield _link(LinkKind.CONFLICT, Aspect.WORDING, short.text, one, other, "changed-quotation", 0.8)
        else:
            yield _link(LinkKind.CORROBORATION, Aspect.WORDING, short.text, one, other, "nearly-same-quotation", 0.8)


def _link(
    kind: LinkKind, aspect: Aspect, topic: str, one: Utterance, other: Utterance, rule: str, confidence: float
) -> CrossLink:
    passages = tuple(sorted((one.passage, other.passage), key=lambda passage: (passage.document, passage.span)))
    return CrossLink(kind, aspect, topic, passages, rule, confidence)


def _distinct(links: Sequence[CrossLink]) -> list[CrossLink]:
    return list(dict.fromkeys(links))
