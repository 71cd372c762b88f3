"""Extractions of all documents -> which statements answer which findings and recommendations, why, and for or against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.content_words import content_words
from kg.extract.positions import Position, number_slug, positions_of
from kg.extract.stance_words import StanceWords
from kg.extract.word_lists import table_of
from kg.knowledge import Knowledge
from kg.model import Answer, Extraction, Polarity, Span, Speaker, Statement
from kg.read.flow import Flow, flow_of

# "recommendation 12", "Recommendations 4c) i and 5": group 1 is the list of numbers.
_NUMBER = r"[A-Z]?\d{1,3}(?:\.\d{1,3})*(?:\s?[a-z]\b\)?)?(?:\s?\(?[ivx]{1,4}\b\)?)?"
_NAMED_NUMBERS = re.compile(
    rf"\b(?:recommendation|finding|conclusion)s?\s+({_NUMBER}(?:(?:,\s?|\s(?:and|to|&)\s){_NUMBER})*)", re.IGNORECASE
)
_ONE_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:this|these|the|both|all) (?:\w+ )?(?:recommendation|finding|conclusion)s?\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"(?:they|these|this|it|both)\b (?:is|are|was|were)\b", re.IGNORECASE)
_LEAD = 160  # characters before the words, in their block
_SHARED = 0.7  # of the shorter one's content words, from which on a statement repeats a finding
_SHORTEST_NAME = 4  # letters of a speaker's name that is looked for in other words
_WORDS = 4  # with content, at least, in a finding that is known again by its words
_POLARITIES = (
    ("disagree", Polarity.DISAGREE),
    ("attack", Polarity.DISAGREE),
    ("agree", Polarity.AGREE),
    ("grant", Polarity.AGREE),
)
_OPPOSITE = {Polarity.AGREE: Polarity.DISAGREE, Polarity.DISAGREE: Polarity.AGREE}


@dataclass(frozen=True, slots=True)
class _Put:
    """A position with the statement that puts it."""

    document: str
    position: Position
    statement: Statement
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement that may answer, in its block; `first`, `start`, `end`: places in the flow."""

    document: str
    index: int
    statement: Statement
    flow: Flow
    first: int  # where what is read before the words begins
    start: int
    end: int
    cue: str

    @property
    def lead(self) -> str:
        return self.flow.text[self.first : self.start]

    @property
    def around(self) -> str:
        """What stands before the words in their block, and the words."""
        return self.flow.text[self.first : self.end]

    def span(self, match: re.Match[str]) -> Span:
        """The document's characters of a match in `around`, or in the words where it was searched there."""
        offset = self.first if match.string == self.around else self.start
        return self.flow.span(offset + match.start(), min(offset + match.end(), len(self.flow.text)))


class _Found(NamedTuple):
    put: _Put
    rule: str
    confidence: float
    passage: Span | None


def find_answers(extractions: Sequence[Extraction], knowledge: Knowledge) -> tuple[Answer, ...]:
    """All answers, in the order of documents, statements and positions; the same whatever the order of the extractions.

    A statement answers a position when it names its number, when it points at it ("these recommendations are accepted"),
    when the one whom a numbered recommendation addresses speaks next under it, or when it says to agree or disagree and
    repeats the position's words. Nobody answers himself.
    """
    return _Finder(sorted(extractions, key=lambda extraction: extraction.document.key), knowledge).answers()


class _Finder:
    def __init__(self, extractions: Sequence[Extraction], knowledge: Knowledge) -> None:
        self._extractions = extractions
        self._words = StanceWords.of(table_of(knowledge, "stance"))
        self._function_words = frozenset(table_of(knowledge, "sentences")["function_words"])
        self._puts = {e.document.key: self._puts_of(e) for e in extractions}
        self._numbered = {
            key: {number_slug(put.position.number): put for put in puts if put.position.number}
            for key, puts in self._puts.items()
        }

    def answers(self) -> tuple[Answer, ...]:
        return tuple(answer for extraction in self._extractions for answer in self._of_document(extraction))

    def _puts_of(self, extraction: Extraction) -> tuple[_Put, ...]:
        statements = extraction.statements
        return tuple(
            _Put(
                extraction.document.key,
                position,
                statements[position.statement],
                self._stems(statements[position.statement].words),
            )
            for position in positions_of(extraction)
        )

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(content_words(text, self._function_words))

    def _of_document(self, extraction: Extraction) -> Iterator[Answer]:
        puts = {put.position.statement for put in self._puts[extraction.document.key] if put.position.recommendation}
        for said in _said(extraction):
            if said.index in puts:
                continue
            found = self._by_number(said) or self._pointed_at(said) or self._addressed(said) or self._repeated(said)
            polarity = self._polarity(said)
            for put, rule, confidence, passage in found:
                yield Answer(
                    said.document, said.index, put.document, put.position.key, rule, confidence, passage, polarity
                )

    def _by_number(self, said: _Said) -> list[_Found]:
        """ "In relation to recommendation 4c ii, …": a number of this document, else of the one other that counts so."""
        found = []
        for match in _NAMED_NUMBERS.finditer(said.around):
            for number in _ONE_NUMBER.findall(match[1]):
                put = self._counted(said.document, number_slug(number))
                if put is not None and _differ(said.statement.speaker, put.statement.speaker):
                    found.append(_Found(put, "number-named", 0.9, said.span(match)))
        return found

    def _counted(self, document: str, number: str) -> _Put | None:
        here = self._numbered[document].get(number)
        if here is not None:
            return here
        elsewhere = [puts[number] for puts in self._numbered.values() if number in puts]
        return elsewhere[0] if len(elsewhere) == 1 else None

    def _pointed_at(self, said: _Said) -> list[_Found]:
        """ "These recommendations are accepted by …": those that stand last before it in its section."""
        match = _POINTING.search(said.around) or _PRONOUN.match(said.statement.words)
        if match is None or self._polarity(said) is None:
            return []
        return [_Found(put, "pointed-at", 0.8, said.span(match)) for put in self._last_before(said)]

    def _last_before(self, said: _Said) -> list[_Put]:
        """The recommendations right before a statement in its section, with others' answers in between left out."""
        before = [
            put
            for put in self._puts[said.document]
            if put.statement.section == said.statement.section
            and put.position.statement < said.index
            and put.position.recommendation
            and _differ(said.statement.speaker, put.statement.speaker)
        ]
        last: list[_Put] = []
        for put in reversed(before):
            if last and last[-1].position.statement - put.position.statement > 1:
                break
            last.append(put)
        return last[::-1]

    def _addressed(self, said: _Said) -> list[_Found]:
        """Under a numbered recommendation speaks the one whom its words address."""
        speaker, last = said.statement.speaker, self._last_before(said)
        if speaker is None or len(speaker.label) < _SHORTEST_NAME:
            return []
        name = re.compile(rf"\b{re.escape(speaker.label)}\b")
        return [
            _Found(put, "addressed", 0.6, None)
            for put in last
            if put.position.number and name.search(put.statement.words)
        ]

    def _repeated(self, said: _Said) -> list[_Found]:
        """It says to agree or disagree, with words of a finding of another speaker."""
        stems = self._stems(said.statement.words)
        if len(stems) < _WORDS or self._polarity(said) is None:
            return []
        likest = [
            (share, put)
            for puts in self._puts.values()
            for put in puts
            if len(put.stems) >= _WORDS
            and _differ(said.statement.speaker, put.statement.speaker)
            and (share := len(stems & put.stems) / min(len(stems), len(put.stems))) >= _SHARED
        ]
        best = max((share for share, _ in likest), default=0.0)
        return [_Found(put, "words-repeated", round(0.5 + best / 4, 2), None) for share, put in likest if share == best]

    def _polarity(self, said: _Said) -> Polarity | None:
        """From a decision in the words, else from the reporting word; None: no side is taken."""
        for pattern, name in self._words.decided:
            if pattern.search(said.statement.words):
                return Polarity(name)
        for name, polarity in _POLARITIES:
            match = self._words.in_cue[name].search(said.cue)
            if match:
                negated = self._words.negated.search(f"{said.lead} ") or self._words.negated.search(
                    said.cue[: match.start()]
                )
                return _OPPOSITE[polarity] if negated else polarity
        return None


def _said(extraction: Extraction) -> Iterator[_Said]:
    document = extraction.document
    for index, statement in enumerate(extraction.statements):
        flow = flow_of(document, document.blocks[statement.block])
        start = flow.position(statement.parts[0].start)
        first = max(0, start - _LEAD)
        end = min(len(flow.text), max(flow.position(statement.parts[-1].end), start))
        cue = document.text[statement.cue.start : statement.cue.end] if statement.cue else ""
        yield _Said(document.key, index, statement, flow, first, start, end, cue)


def _differ(one: Speaker | None, other: Speaker | None) -> bool:
    """Whether the two are not the same; a speaker whom the text does not tell may be anybody."""
    if one is None or other is None:
        return one is not other
    return (one.iri or one.label) != (other.iri or other.label)
