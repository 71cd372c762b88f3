"""Document, its statements -> the dilemmas that the text itself names: "tension between A and B", "some said …, whereas others …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.content_words import content_words
from kg.extract.matters import MatterFinder
from kg.extract.word_lists import Table, any_of, table_of
from kg.knowledge import Knowledge
from kg.model import BlockKind, Document, FoundDilemma, Span, SpeakerKind, Statement
from kg.read.flow import flow_of

_SKIPPED = (BlockKind.BOILERPLATE, BlockKind.HEADING)
_LONGEST_SIDE = 8  # words
_ALIKE = 2  # words with content that two sides share where no word sets them against each other
_BETWEEN = 80  # characters at most between what some say and what others say
_SENTENCE_END = re.compile(r"[.!?]\s")
_POINTS_BACK = re.compile(r"(?:it|this|that|they|these|those|not|the opposite)\b", re.IGNORECASE)
_WORD = r"[\w’'/-]+"


def find_tensions(
    document: Document, statements: Sequence[Statement], knowledge: Knowledge
) -> tuple[FoundDilemma, ...]:
    """In the order of the text; each kind of wording once for the same two sides, with the registry's dilemma of its matter."""
    reader = TensionReader.of(table_of(knowledge, "stance")["tensions"], table_of(knowledge, "sentences"))
    found = [*_named(document, reader), *_opposed(document, statements, reader)]
    first = {tuple(side.lower() for side in dilemma.sides): dilemma for dilemma in reversed(found)}
    ordered = sorted(first.values(), key=lambda dilemma: dilemma.span)
    return MatterFinder(knowledge).with_matters(ordered, document, statements) if ordered else ()


@dataclass(frozen=True, slots=True)
class TensionReader:
    """Compiled wordings. `TensionReader.of` makes it from the lexicon."""

    named: re.Pattern[str]
    ends: frozenset[str]  # words that end a side
    contrast: re.Pattern[str]
    others: re.Pattern[str]
    function_words: frozenset[str]

    @classmethod
    def of(cls, table: Table, sentences: Table) -> TensionReader:
        return cls(
            named=re.compile(rf"\b{any_of(table['nouns'])} between ", re.IGNORECASE),
            ends=frozenset(table["ends"]),
            contrast=re.compile(rf"\b{any_of(table['contrast'])}\b", re.IGNORECASE),
            others=re.compile(rf"{any_of(table['others'])}\b", re.IGNORECASE),
            function_words=frozenset(sentences["function_words"]),
        )

    def sides_behind(self, text: str) -> tuple[str, str, int] | None:
        """ "A and B …": both sides and where the second one ends; None where either is a name, missing or too long.

        >>> reader.sides_behind("speed and safety in ports")  # doctest: +SKIP
        ('speed', 'safety', 16)
        """
        words = list(re.finditer(_WORD, text[: 20 * _LONGEST_SIDE]))
        joint = next((i for i, word in enumerate(words) if word[0] == "and"), None)
        if joint is None or not 0 < joint <= _LONGEST_SIDE:
            return None
        last = joint
        for i in range(joint + 1, min(len(words), joint + 1 + _LONGEST_SIDE)):
            gap = text[words[i - 1].end() : words[i].start()]
            if gap != " " or words[i][0].lower() in self.ends:
                break
            last = i
        one, other = (
            text[words[0].start() : words[joint - 1].end()],
            text[words[joint].end() : words[last].end()].strip(),
        )
        if last == joint or re.search(r"[,.;:()]", one) or _is_name(one) or _is_name(other):
            return None
        return one, other, words[last].end()


def _is_name(side: str) -> bool:
    """Persons, bodies and places are at odds with each other; that is no dilemma."""
    words = side.split()
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _named(document: Document, reader: TensionReader) -> Iterator[FoundDilemma]:
    for block in document.blocks:
        if block.kind in _SKIPPED:
            continue
        flow = flow_of(document, block)
        for match in reader.named.finditer(flow.text):
            sides = reader.sides_behind(flow.text[match.end() :])
            if sides:
                one, other, length = sides
                yield FoundDilemma(flow.span(match.start(), match.end() + length), (one, other), "named-tension")


def _opposed(document: Document, statements: Sequence[Statement], reader: TensionReader) -> Iterator[FoundDilemma]:
    """Two groups right after each other on the same thing, the second called "others"."""
    for index, (one, other) in enumerate(pairwise(statements)):
        start, end = one.parts[-1].end, other.parts[0].start
        if one.section != other.section or not (_is_group(one) and _is_group(other)) or not 0 < end - start <= _BETWEEN:
            continue
        between = document.text[start:end]
        called = other.speaker.label if other.speaker else ""
        needed = 1 if reader.contrast.search(between) or not _SENTENCE_END.search(between) else _ALIKE
        if reader.others.match(called) and _shared(one, other, reader) >= needed:
            span = Span(one.parts[0].start, other.parts[-1].end)
            yield FoundDilemma(span, (one.words, other.words), "some-and-others", (index, index + 1))


def _is_group(statement: Statement) -> bool:
    return statement.speaker is not None and statement.speaker.kind is SpeakerKind.GROUP


def _shared(one: Statement, other: Statement, reader: TensionReader) -> int:
    """How many words with content both hold, one that points back among them: whether they speak of the same thing."""
    first, second = (set(content_words(statement.words, reader.function_words)) for statement in (one, other))
    return len(first & second) + bool(_POINTS_BACK.match(other.words))
