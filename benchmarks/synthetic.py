"""A made-up graph of N statements, as N-Quads, in the exact shape of a build: made-up documents go through the program's own mapping.

    python benchmarks/synthetic.py N [--seed 1] [-o FILE.nq]

What is made up: documents of 300 statements, each a sentence or two of words of no language (5,000 words, the frequent ones
frequent, 35 a statement), spoken by N/50 agents beside the pack's own, with Zipf's law over agents and issues. A fifth of the speakers are groups with a
quantifier, a tenth reports of the pack; 1.6 issues a statement; a stance in 3 of 10, toward the pack's reports and options of
dilemmas; a statute in 1 of 20, a figure in 3 of 100, an event in 1 of 100. Issues, statutes, dilemmas and the ontology are the
pack's. Statements, spans, links and the rest come from `kg.rdf.map`, so that the shape is that of the program as it stands.
The same N, seed and program give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.iris import Iris
from kg.knowledge import Knowledge, load_knowledge
from kg.model import (
    Basis,
    Block,
    BlockKind,
    Document,
    Event,
    Extraction,
    Figure,
    IssueMatch,
    Polarity,
    Quantifier,
    Section,
    SourceFile,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
    StatuteReference,
)
from kg.namespaces import FOAF, ORG, RDFS
from kg.pack import find_pack
from kg.rdf.map import Run, extraction_to_quads, knowledge_to_quads
from kg.rdf.terms import TYPE, iri, tagged

A_DOCUMENT = 300  # statements
T = TypeVar("T")


def zipf(choices: Sequence[T], chance: random.Random) -> Callable[[], T]:
    """Draws from the choices, the k-th with weight 1/k."""
    sums = list(accumulate(1 / k for k in range(1, len(choices) + 1)))
    return lambda: choices[min(bisect(sums, chance.random() * sums[-1]), len(choices) - 1)]


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
        self.word = zipf(words[:5000], chance)
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
        for number in range(-(-count // A_DOCUMENT)):
            yield from extraction_to_quads(
                self.extraction(number, min(A_DOCUMENT, count - number * A_DOCUMENT)), self.knowledge, run
            )
        yield from knowledge_to_quads(self.knowledge, run)

    def extraction(self, number: int, count: int) -> Extraction:
        """A document with so many statements."""
        title = f"Made-up document {number}"
        text = [title + "\n"]
        place = len(text[0])
        statements, blocks = [], [Block(BlockKind.HEADING, (Span(0, len(title)),), 0, level=1)]
        for index in range(count):
            sentence, statement = self.statement(index, place)
            text.append(sentence)
            blocks.append(Block(BlockKind.PARAGRAPH, (Span(place, place + len(sentence) - 1),), 0))
            statements.append(statement)
            place += len(sentence)
        whole = "".join(text)
        sha = hashlib.sha256(whole.encode()).hexdigest()
        document = Document(
            key=f"made-up-{number:05}", title=title, text=whole, sha256=sha, blocks=tuple(blocks),
            sections=(Section(0, title, 0, None, Span(0, len(title))),),
            file=SourceFile(f"made-up-{number:05}.txt", sha, len(whole), "text/plain", "utf-8"),
            publisher=self.agents[1 + number % 5].label, issued=f"20{number % 20 + 5:02}-{number % 12 + 1:02}",
        )  # fmt: skip
        events = tuple(
            Event(one.parts[0], f"2{number % 10:03}-{i % 12 + 1:02}", one.words[:60])
            for i, one in enumerate(statements)
            if i % 100 == 7
        )
        return Extraction(document, tuple(statements), events=events)

    def statement(self, index: int, start: int) -> tuple[str, Statement]:
        """A sentence with its line feed, and the statement that it makes at this place."""
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
        return sentence, Statement(
            kind=kind, speaker=speaker, parts=(content,), words=words, block=index + 1, section=0, attribution=index, rule="made up",
            confidence=chance.randint(40, 99) / 100, source=Span(cue + 5, cue + 5 + len(speaker.label)), cue=Span(cue, cue + 4),
            embedded_in=index - 1 if index and chance.random() < 0.03 else None,
            issues=tuple(IssueMatch(one, round(0.9 - 0.2 * i, 1), "made up") for i, one in enumerate(notations)),
            statutes=statutes, figures=figures, stances=stances,
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
