"""A statement in its document -> what its stance can be told from: lead-in, words, question at hand, texts that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.extract.content_words import content_words
from kg.extract.sentences import sentence_bounds
from kg.extract.stance_words import StanceWords
from kg.extract.word_lists import table_of
from kg.extract.works import WorkFinder
from kg.knowledge import Knowledge
from kg.model import Document, Section, Speaker, SpeakerKind, Statement, StatementKind
from kg.read.flow import Flow, flow_of

_LEAD_LENGTH = 220  # characters of the block that are read before a statement
_BEGINNING = 3000  # characters in which a document says that it answers another text
_FEW = 5  # statements that share a word make it no common one yet
_COMMON = 0.15  # a word in a larger share of the statements tells no question from another


@dataclass(frozen=True, slots=True)
class Situation:
    """What stands around one statement. Texts keep their case; the patterns ignore it."""

    lead: str  # the sentence before the words, as far as it is not another statement's
    cue: str
    words: str
    sentences: tuple[str, ...]  # of the words
    own: bool  # the speaker is the author of the text under discussion
    indirect: bool
    question: int | None  # index of the section that asks
    question_text: str
    question_words: frozenset[str]  # stems that tell this question from others
    faults_asked: bool  # the question asks what the text got wrong
    verdict_asked: bool
    own_voice: bool  # "we" in the narration is the author of the text under discussion
    answering: bool  # the document answers a text or gathers answers to it
    works: tuple[str, ...]  # IRIs of the works under discussion that are named here
    joined: bool  # another statement stands in the same sentence before it
    group: bool  # a group speaks
    section: int


@dataclass(frozen=True)
class Surroundings:
    """Reads situations of one document; `Surroundings.of` makes it."""

    document: Document
    statements: Sequence[Statement]
    words: StanceWords
    works: WorkFinder
    subject: str | None  # IRI of what the documents are about, where this one names it
    discussed: frozenset[str]  # IRIs: the subject and what it published
    function_words: frozenset[str]
    abbreviations: frozenset[str]
    common: frozenset[str]  # stems
    answering: bool
    own_voice: bool
    flows: dict[int, Flow] = field(default_factory=dict)  # of blocks, once read

    @classmethod
    def of(
        cls, document: Document, statements: Sequence[Statement], words: StanceWords, knowledge: Knowledge
    ) -> Surroundings:
        sentences = table_of(knowledge, "sentences")
        function_words = frozenset(sentences["function_words"])
        works = WorkFinder.of(knowledge.registry)
        subject, discussed = _discussed(document, works, knowledge)
        return cls(
            document=document,
            statements=statements,
            words=words,
            works=works,
            subject=subject,
            discussed=discussed,
            function_words=function_words,
            abbreviations=frozenset(sentences["abbreviations"]),
            common=_common_words(statements, function_words),
            answering=bool(
                words.answering.search(f"{document.title} {document.text[:_BEGINNING]}")
                or words.answering_heading.search(document.text)
            ),
            own_voice=_has_own_voice(document, statements, discussed, words, knowledge),
        )

    def situation(self, index: int) -> Situation:
        """Of the statement with this index."""
        statement = self.statements[index]
        if statement.block not in self.flows:
            self.flows[statement.block] = flow_of(self.document, self.document.blocks[statement.block])
        flow = self.flows[statement.block]
        lead, joined = self._lead(index, flow)
        question = asking_section(self.document.sections, statement.section)
        question_text = self.document.sections[question].title if question is not None else ""
        named = {found.work.iri for found in self.works.find(f"{lead} {statement.words}")} & self.discussed
        return Situation(
            lead=lead,
            cue=self.document.text[statement.cue.start : statement.cue.end] if statement.cue else "",
            words=statement.words,
            sentences=tuple(statement.words[a:b] for a, b in sentence_bounds(statement.words, self.abbreviations)),
            own=_is_own(statement.speaker, self.discussed),
            indirect=statement.kind is not StatementKind.DIRECT,
            question=question,
            question_text=question_text,
            question_words=frozenset(content_words(question_text, self.function_words)) - self.common,
            faults_asked=bool(self.words.faults_asked.search(question_text))
            and bool(self.words.opinion_question.search(question_text)),
            verdict_asked=bool(self.words.opinion_question.search(question_text)),
            own_voice=self.own_voice,
            answering=self.answering,
            works=tuple(sorted(named)),
            joined=joined,
            group=statement.speaker is not None and statement.speaker.kind is SpeakerKind.GROUP,
            section=statement.section,
        )

    def stems(self, text: str) -> frozenset[str]:
        return frozenset(content_words(text, self.function_words))

    def _lead(self, index: int, flow: Flow) -> tuple[str, bool]:
        """The text of the sentence before the statement, and whether another statement stands in it.

        It begins behind the statement before this one.
        """
        statement = self.statements[index]
        start = flow.position(statement.parts[0].start)
        first = max(0, start - _LEAD_LENGTH)
        window = flow.text[first:start]
        bounds = list(sentence_bounds(window + "X", self.abbreviations))
        sentence = first + bounds[-1][0] if bounds else first
        before = self.statements[index - 1] if index and self.statements[index - 1].block == statement.block else None
        end_before = flow.position(before.parts[-1].end) if before else 0
        joined = before is not None and end_before > sentence
        return flow.text[max(sentence, min(end_before, start)) : start], joined


def asking_section(sections: Sequence[Section], index: int | None) -> int | None:
    """The section itself or its nearest ancestor whose heading asks; None where none does."""
    while index is not None:
        if sections[index].asks:
            return index
        index = sections[index].parent
    return None


def _discussed(document: Document, works: WorkFinder, knowledge: Knowledge) -> tuple[str | None, frozenset[str]]:
    """The pack's subject and its publications, where the document names one of them by a full name."""
    subject = knowledge.pack.subject
    if subject is None:
        return None, frozenset()
    registry = knowledge.registry
    theirs = {
        agent.iri for agent in registry.agents if subject in (agent.publisher, agent.part_of) and agent.cls == "report"
    } | {subject}
    text = f"{document.title}\n{document.text}"
    if any(found.work.iri in theirs and not found.short for found in works.find(text)):
        return subject, frozenset(theirs)
    return None, frozenset()


def _is_own(speaker: Speaker | None, discussed: Collection[str]) -> bool:
    return speaker is not None and speaker.iri in discussed and speaker.kind is not SpeakerKind.PERSON


def _has_own_voice(
    document: Document,
    statements: Sequence[Statement],
    discussed: Collection[str],
    words: StanceWords,
    knowledge: Knowledge,
) -> bool:
    """Whether "we" in the narration is the author of the text under discussion: its publisher, or the speaker of a "we" that was resolved."""
    publishers = knowledge.registry.named(document.publisher) if document.publisher else ()
    if any(publisher.iri in discussed for publisher in publishers):
        return True
    ours = (s.source for s in statements if s.source is not None and _is_own(s.speaker, discussed))
    return any(words.own_words.fullmatch(document.text[source.start : source.end]) for source in ours)


def _common_words(statements: Sequence[Statement], function_words: Collection[str]) -> frozenset[str]:
    counts = Counter(stem for statement in statements for stem in set(content_words(statement.words, function_words)))
    return frozenset(stem for stem, count in counts.items() if count > max(_COMMON * len(statements), _FEW))
