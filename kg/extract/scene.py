"""A document -> the scene that the rules of attribution share: its passages parsed, its speakers, what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.clauses import ClauseReader
from kg.extract.collection import Collection
from kg.extract.cues import Cues, read_cues
from kg.extract.drafts import Draft
from kg.extract.halves import Halves
from kg.extract.layout import LeadInReader
from kg.extract.mentions import SpeakerTest, SpeakerWords, proper_words, read_speaker_words
from kg.extract.name_lines import NameLines
from kg.extract.named_subjects import named_subjects
from kg.extract.parsing import parse, unparsed
from kg.extract.passages import Passage, cut_into_units, passages_of
from kg.extract.quiet import QuietTest
from kg.extract.speakers import SpeakerResolver
from kg.extract.table_words import TableWords, read_table_words
from kg.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind, Document, Speaker

_RESPONSE = re.compile(r"\brespon(?:dents?|ses?)\b")
_HOLDERS = ("respondents", "consultees", "responses to", "participants")
_ANSWERED = re.compile(
    r"\b(?:this|these) recommendations? (?:is|are|was|were|has been|have been) (?:\w+ )?(?:accepted|rejected|agreed|supported|noted)\b",
    re.I,
)
_FEWEST_RESPONSES = 5  # mentions of respondents or responses, from which on a text is about them
_FEWEST_HOLDERS = 3  # mentions of those who answered, from which on a view without a holder is taken for theirs
_SHORT_TEXT = 1_500  # characters; in so short a text one mention will do
_FEWEST_NUMBERED = 3  # numbered paragraphs that make a text a report


@dataclass(frozen=True)
class Language:
    """What the lexicon gives, made once."""

    cues: Cues
    words: SpeakerWords
    abbreviations: frozenset[str]
    halves: Halves
    names: NameLines
    tables: TableWords


@dataclass(frozen=True, slots=True)
class Genre:
    """What kind of text a document is, as far as it tells who speaks."""

    about_respondents: bool
    has_respondents: bool  # a view without a holder is theirs
    is_report: bool  # of numbered paragraphs
    answered: dict[int, int]  # section -> its last block that says what became of a recommendation


@dataclass(frozen=True, slots=True)
class Told:
    """The last report of what a person said: its passage's place, its sentence's place in it."""

    draft: Draft
    place: int
    unit: int


@dataclass(slots=True)
class Scene:
    """One document's reading; keeps what is done and the last quotation at hand."""

    language: Language
    genre: Genre
    passages: Sequence[Passage]
    test: SpeakerTest
    clauses: ClauseReader
    resolver: SpeakerResolver
    lead_ins: LeadInReader
    hearing: bool = False
    drafts: Collection = field(default_factory=Collection)
    done: set[int] = field(default_factory=set)  # places in `passages` already used
    credited: dict[tuple[str, int], Speaker | None] = field(
        default_factory=dict
    )  # by a lead-in's words and their place
    last_direct: Draft | None = None
    last_told: Told | None = None
    open_quotations: dict[int, int] = field(default_factory=dict)  # place -> the last place of its block quotation

    def at(self, place: int) -> Passage | None:
        """The passage at a place; None before the first and after the last."""
        return self.passages[place] if 0 <= place < len(self.passages) else None


def scene_of(document: Document, knowledge: Knowledge, *, model: str) -> Scene:
    """model: the spaCy package that parses."""
    language = _language(knowledge.lexicon)
    passages = passages_of(document)
    test = SpeakerTest(language.words, language.cues, proper_words(passage.text for passage in passages))
    heads = [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if block.furniture == "running head"
    ]
    resolver = SpeakerResolver(document, [passage.text for passage in passages], knowledge, heads=heads)
    cut_into_units(passages, resolver, language.abbreviations, language.halves)
    quiet = QuietTest(language.cues, language.words, test.proper, resolver.is_known)
    _set_parses(passages, quiet, model)
    for passage in passages:
        resolver.note(passage.flow, named_subjects(passage, test))
    return Scene(
        language=language,
        genre=_genre(document, passages),
        passages=passages,
        test=test,
        clauses=ClauseReader(language.cues, test),
        resolver=resolver,
        lead_ins=LeadInReader(language.cues, test, knowledge.lexicon),
    )


def _set_parses(passages: Sequence[Passage], quiet: QuietTest, model: str) -> None:
    """Parse what a parse may tell something about; the rest has one without tokens."""
    told = [passage for passage in passages if not quiet(passage)]
    nothing = unparsed(model=model)
    for passage in passages:
        passage.parses = [nothing] * len(passage.units)
    parses = parse((unit.frame for passage in told for unit in passage.units), model=model)
    for passage in told:
        passage.parses = [next(parses) for _ in passage.units]


@lru_cache(maxsize=4)
def _language(lexicon: Lexicon) -> Language:
    cues = read_cues(lexicon)
    return Language(
        cues=cues,
        words=read_speaker_words(lexicon),
        abbreviations=frozenset(lexicon.words("sentences", "abbreviations")),
        halves=Halves.of(lexicon.tables["stance"]["tensions"], frozenset(cues.verbs)),
        names=NameLines(lexicon),
        tables=read_table_words(lexicon),
    )


def _genre(document: Document, passages: Sequence[Passage]) -> Genre:
    text = document.text.casefold()
    numbered = sum(passage.body > 0 for passage in passages if passage.kind is BlockKind.PARAGRAPH)
    return Genre(
        about_respondents=len(_RESPONSE.findall(text)) >= _FEWEST_RESPONSES,
        has_respondents=sum(text.count(word) for word in _HOLDERS)
        >= min(_FEWEST_HOLDERS, 1 + len(text) // _SHORT_TEXT),
        is_report=numbered >= _FEWEST_NUMBERED,
        answered={passage.block.section: passage.index for passage in passages if _ANSWERED.search(passage.text)},
    )
