"""A made-up graph of N statements, as N-Quads, in the exact shape of a build: made-up documents go through the program's own mapping.

    python benchmarks/synthetic.py N [--seed 1] [-o FILE.nq]

What is made up: documents of 300 statements in ten sections, each a sentence or two of words of no language (some 4,300, the frequent ones
frequent, 35 a statement), spoken by N/50 agents beside the pack's reports, with Zipf's law over agents and issues. A fifth of the speakers are groups with a
quantifier, a tenth reports of the pack; 1.6 issues a statement; a stance in 3 of 10, toward the pack's reports and options of
dilemmas; a statute in 1 of 20, a figure in 3 of 100, an event in 1 of 100. Every third document sums up a consultation: its sections are questions,
which half of its statements answer, some with a side, and it lists up to 20 respondents. A document words a dilemma; one in twenty has a warning.
Of each ten documents up to 30 pairs of passages differ, 30 agree, up to 60 statements answer findings, and up to 60 make up five themes. Issues, statutes,
dilemmas and the ontology are the pack's; checks are not made up, since no program makes any. All quads come from `kg.rdf.map`, so that the shape is
that of the program as it stands. The same N, seed and program give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.extract.positions import positions_of
from kg.iris import Iris
from kg.knowledge import Knowledge, load_knowledge
from kg.model import (
    Answer,
    Aspect,
    Basis,
    Block,
    BlockKind,
    CrossLink,
    Document,
    Event,
    Extraction,
    Figure,
    FoundDilemma,
    IssueMatch,
    LinkKind,
    Passage,
    Polarity,
    Quantifier,
    Response,
    Section,
    SourceFile,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
    StatuteReference,
    Theme,
)
from kg.namespaces import FOAF, ORG, RDFS
from kg.pack import find_pack
from kg.rdf.map import Run, extraction_to_quads, knowledge_to_quads, links_to_quads
from kg.rdf.terms import TYPE, iri, tagged

A_DOCUMENT = 300  # statements
A_SECTION = 30
A_BATCH = 10  # documents between which links are made
RESPONDENTS = 20  # of a consultation
T = TypeVar("T")


def zipf(choices: Sequence[T], chance: random.Random) -> Callable[[], T]:
    """Draws from the choices, the k-th with weight 1/k."""
    sums = list(accumulate(1 / k for k in range(1, len(choices) + 1)))
    return lambda: choices[min(bisect(sums, chance.random() * sums[-1]), len(choices) - 1)]


class Page:
    """A document's text, blocks and sections as they grow."""

    def __init__(self, title: str) -> None:
        self.text = [f"{title}\n"]
        self.end = len(self.text[0])
        self.blocks = [Block(BlockKind.HEADING, (Span(0, len(title)),), 0, level=1)]
        self.sections = [Section(0, title, 0, None, Span(0, len(title)))]

    @property
    def section(self) -> int:
        return len(self.sections) - 1

    def open_section(self, title: str, *, asks: bool) -> None:
        heading = Span(self.end, self.end + len(title))
        self.sections.append(Section(len(self.sections), title, 1, 0, heading, asks=asks))
        self.add(f"{title}\n", BlockKind.HEADING, level=2)

    def add(self, line: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> Span:
        """Adds a block that ends with a line feed, and tells where it stands."""
        span = Span(self.end, self.end + len(line) - 1)
        self.blocks.append(Block(kind, (span,), self.section, level=level))
        self.text.append(line)
        self.end += len(line)
        return span


class Maker:
    """Makes the documents, one after the other."""

    def __init__(self, count: int, seed: int, knowledge: Knowledge) -> None:
        self.chance = chance = random.Random(seed)
        self.knowledge = knowledge
        self.iris = Iris(knowledge.pack.base, knowledge.pack.key)
        words = sorted(
            {
                "".join(chance.choice("bdfglmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(1, 4)))
                for _ in range(6000)
            }
        )
        chance.shuffle(words)
        self.word = zipf(words, chance)
        self.agents = [self._agent(number) for number in range(max(10, count // 50))]
        self.agent = zipf(self.agents, chance)
        self.reports = [
            Speaker(one.label, SpeakerKind.DOCUMENT, one.iri)
            for one in knowledge.registry.agents
            if one.cls == "report"
        ]
        self.issue = zipf(sorted(issue.notation for issue in knowledge.issues.issues), chance)
        self.statutes = [one for one in knowledge.statutes.statutes if one.number]
        self.targets = [option.iri for dilemma in knowledge.dilemmas for option in dilemma.options]
        self.targets += [report.iri for report in self.reports if report.iri]
        self.target = zipf(self.targets, chance)

    def _agent(self, number: int) -> Speaker:
        person = number % 3 == 0
        name = " ".join(self.word().capitalize() for _ in range(2)) + f" {number}"
        kind = SpeakerKind.PERSON if person else SpeakerKind.ORGANISATION
        return Speaker(name if person else f"{name} Trust", kind, self.iris.of("agent", f"made-up-{number}"))

    def lines(self, count: int) -> Iterator[str]:
        """N-Quads of all graphs."""
        run = Run("0.0.0", self.knowledge.hash)
        graph = iri(self.iris.common_graph("links"))
        for agent in self.agents:
            node = iri(agent.iri or "")
            cls = f"<{FOAF}Person>" if agent.kind is SpeakerKind.PERSON else f"<{ORG}Organization>"
            yield f"{node} {TYPE} {cls} {graph} .\n"
            yield f"{node} <{RDFS}label> {tagged(agent.label, 'en')} {graph} .\n"
        scheme = iri(self.iris.theme_scheme)
        documents = range(-(-count // A_DOCUMENT))
        for first in documents[::A_BATCH]:
            batch = documents[first : first + A_BATCH]
            made = [self.extraction(one, min(A_DOCUMENT, count - one * A_DOCUMENT)) for one in batch]
            for extraction in made:
                yield from extraction_to_quads(extraction, self.knowledge, run)
            links, answers, themes = self.links(made), self.answers(made), self.themes(made, first)
            for line in links_to_quads(links, made, self.knowledge, run, answers=answers, themes=themes):
                if first == 0 or not line.startswith(scheme):  # the scheme of all themes once
                    yield line
        yield from knowledge_to_quads(self.knowledge, run)

    def extraction(self, number: int, count: int) -> Extraction:
        """A document with so many statements."""
        asks = number % 3 == 1
        page = Page(f"Made-up document {number}")
        statements: list[Statement] = []
        for index in range(count):
            if index % A_SECTION == 0:
                page.open_section(self.words(6).capitalize() + ("?" if asks else ""), asks=asks)
            sentence, statement = self.statement(index, page.end, page.section if asks else None)
            page.add(sentence)
            statements.append(statement)
        responses: list[Response] = []
        if asks:
            page.open_section("Who responded", asks=False)
            respondents = {self.agent().label: None for _ in range(RESPONDENTS)}
            by_label = {agent.label: agent for agent in self.agents}
            responses = [Response(by_label[label], page.add(f"{label}\n")) for label in respondents]
        sides = (self.words(4), self.words(4))
        dilemma = page.add(f"{sides[0]}, or {sides[1]}?\n")
        text = "".join(page.text)
        sha = hashlib.sha256(text.encode()).hexdigest()
        document = Document(
            key=f"made-up-{number:05}", title=page.text[0].strip(), text=text, sha256=sha, blocks=tuple(page.blocks),
            sections=tuple(page.sections),
            file=SourceFile(f"made-up-{number:05}.txt", sha, len(text), "text/plain", "utf-8"),
            publisher=self.agents[1 + number % 5].label, issued=f"20{number % 20 + 5:02}-{number % 12 + 1:02}",
        )  # fmt: skip
        events = tuple(
            Event(one.parts[0], f"2{number % 10:03}-{i % 12 + 1:02}", one.words[:60])
            for i, one in enumerate(statements)
            if i % 100 == 7
        )
        holders = (0, 1) if count > 1 else ()
        return Extraction(
            document, tuple(statements), tuple(responses), events,
            dilemmas=(FoundDilemma(dilemma, sides, "made up", holders),),
            warnings=("made up: a page could not be read",) if number % 20 == 3 else (),
        )  # fmt: skip

    def words(self, count: int) -> str:
        return " ".join(self.word() for _ in range(count))

    def anywhere(self, made: Sequence[Extraction]) -> tuple[Extraction, int]:
        """A document and the index of one of its statements."""
        extraction = self.chance.choice(made)
        return extraction, self.chance.randrange(len(extraction.statements))

    def links(self, made: Sequence[Extraction]) -> Iterator[CrossLink]:
        for kind in (LinkKind.CONFLICT, LinkKind.CORROBORATION):
            for _ in range(3 * len(made)):
                found = [self.anywhere(made) for _ in range(2)]
                if found[0] == found[1]:
                    continue  # nothing differs from itself
                passages = tuple(Passage(one.document.key, one.statements[at].parts[0]) for one, at in found)
                aspect = self.chance.choice(tuple(Aspect))
                yield CrossLink(kind, aspect, self.words(3), passages, "made up", self.chance.randint(40, 99) / 100)

    def answers(self, made: Sequence[Extraction]) -> Iterator[Answer]:
        positions = [(one.document.key, position.key) for one in made for position in positions_of(one)]
        answering = {(one.document.key, at): one for one, at in (self.anywhere(made) for _ in range(6 * len(made)))}
        for key, at in answering if positions else ():
            side = self.chance.choice((None, Polarity.AGREE, Polarity.DISAGREE))
            yield Answer(key, at, *self.chance.choice(positions), "made up", 0.7, polarity=side)

    def themes(self, made: Sequence[Extraction], number: int) -> Iterator[Theme]:
        members = {
            (one.document.key, at): None for one, at in (self.anywhere(made) for _ in range(60))
        }  # each in one theme
        for theme in range(5):
            words = (*self.words(2).split(), f"theme{number}x{theme}")  # a name of its own
            yield Theme(words, tuple(sorted([*members][theme::5])), (self.issue(),), "made up")

    def statement(self, index: int, start: int, question: int | None) -> tuple[str, Statement]:
        """A sentence with its line feed, and the statement that it makes at this place.

        `question`: index of the section that asks, where it stands in one.
        """
        chance = self.chance
        words = " ".join(self.word() for _ in range(chance.randint(20, 50)))
        speaker = self.speaker()
        statutes: tuple[StatuteReference, ...] = ()
        figures: tuple[Figure, ...] = ()
        if self.statutes and chance.random() < 0.05:
            statute = chance.choice(self.statutes)
            mention = f"section {statute.number}"
            words = f"{words} {mention}"
            end = start + 1 + len(words)
            statutes = (StatuteReference(statute.iri, statute.label, Span(end - len(mention), end)),)
        if chance.random() < 0.03:
            value = str(chance.randint(2, 900))
            words = f"{value} {words}"
            statutes = tuple(
                StatuteReference(s.iri, s.label, Span(s.span.start + len(value) + 1, s.span.end + len(value) + 1))
                for s in statutes
            )
            figures = (
                Figure(Span(start + 1, start + 1 + len(value)), value, "count", measure=" ".join(words.split()[1:4])),
            )
        sentence = f"“{words},” said {speaker.label}.\n"
        content = Span(start + 1, start + 1 + len(words))
        cue = content.end + 3
        kind = (
            StatementKind.FINDING
            if speaker.kind is SpeakerKind.DOCUMENT
            else chance.choice((StatementKind.DIRECT, StatementKind.INDIRECT))
        )
        notations = list(dict.fromkeys(self.issue() for _ in range(chance.choice((1, 1, 2, 3)))))
        stances: tuple[Stance, ...] = ()
        if chance.random() < 0.3:
            polarity = chance.choice((Polarity.AGREE, Polarity.DISAGREE, Polarity.DISAGREE, Polarity.MIXED))
            stances = (
                Stance(self.target(), polarity, chance.choice(tuple(Basis)), chance.randint(40, 99) / 100, "made up"),
            )
        responds: tuple[str, ...] = ()
        if question is not None and chance.random() < 0.5:
            responds = (f"section:{question}",)
            if stances:
                stances = (replace(stances[0], target=responds[0]),)
        section = 1 + index // A_SECTION
        return sentence, Statement(
            kind=kind, speaker=speaker, parts=(content,), words=words, block=index + section + 1, section=section, attribution=index, rule="made up",
            confidence=chance.randint(40, 99) / 100, source=Span(cue + 5, cue + 5 + len(speaker.label)), cue=Span(cue, cue + 4),
            embedded_in=index - 1 if index and chance.random() < 0.03 else None,
            issues=tuple(IssueMatch(one, round(0.9 - 0.2 * i, 1), "made up") for i, one in enumerate(notations)),
            statutes=statutes, figures=figures, stances=stances, responds_to=responds,
        )  # fmt: skip

    def speaker(self) -> Speaker:
        draw = self.chance.random()
        if draw < 0.2:
            quantifier = self.chance.choice((Quantifier.SOME, Quantifier.MANY, Quantifier.MOST, Quantifier.FEW))
            role = self.chance.choice(("respondents", "parents", "teachers", "nurses"))
            return Speaker(
                f"{quantifier.value.capitalize()} {role}", SpeakerKind.GROUP, quantifier=quantifier, member_role=role
            )
        return self.chance.choice(self.reports) if draw < 0.3 and self.reports else self.agent()


def synthetic_lines(count: int, *, seed: int = 1) -> Iterator[str]:
    """N-Quads of a made-up graph with so many statements."""
    knowledge = load_knowledge(find_pack(None))
    return Maker(count, seed, knowledge).lines(count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    lines = synthetic_lines(given.count, seed=given.seed)
    if given.output:
        with given.output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    else:
        sys.stdout.writelines(lines)


if __name__ == "__main__":
    main()
