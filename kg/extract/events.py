"""Document -> the dated happenings that its text tells of, each with the passage."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.dates import DateReader, FoundDate
from kg.extract.event_labels import EventLabels
from kg.extract.sentences import bounded_sentences
from kg.extract.word_lists import Table, any_of, table_of
from kg.knowledge import Knowledge
from kg.model import BlockKind, Document, Event
from kg.read.flow import flow_of

_LONGEST_SENTENCE = 800  # characters that are looked at together
_SHORTEST_SUBJECT = 3  # characters
_MOST_STEPS = 4  # segments looked through for a subject
_DEADLINE_REACH = 20  # characters before a date
_NEW_CLAUSE = ("and ", "but ")
_MARKS = " ,;:()–—-"
_SEPARATOR = re.compile(
    r"[;:()]|,(?= )| [–—-] |(?<=\w) (?=(?:and|but) (?:by|in|on) [\w ]{0,20}\d{4}\b)|(?<=\w) (?=(?:and|but|or) (?:will |is |was |were |are |has |have )?[a-z]+(?:ed|d|s)\b)|(?= (?:who|which) )"
)
_NEEDS_WHAT_STANDS_BEFORE = re.compile(
    r"(?:and |but |or )?(?:who|which|that|was|were|is|are|has|have|had|will|would|\w+ed|\w+ing|held|set|began|met|open)\b"
)


def find_events(document: Document, knowledge: Knowledge) -> tuple[Event, ...]:
    """Events in the order of the text: a date and a word for a happening in one clause.

    A date without a year is taken as near to the document's date as can be; where that is not known, to the date before it.
    """
    reader = EventReader.of(table_of(knowledge, "dates"), table_of(knowledge, "sentences"), issued=document.issued)
    found: list[Event] = []
    near: str | None = None
    for block in document.blocks:
        if not block.is_read or block.kind is BlockKind.HEADING:
            continue
        flow = flow_of(document, block)
        for happening in reader.read(flow.text, near=near):
            found.append(Event(flow.span(happening.start, happening.end), happening.date.date, happening.label))
            near = happening.date.date
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Happening:
    """[start, end) of a text tells that something of this kind happened on a date."""

    start: int
    end: int
    kind: str  # a key of the lexicon's table dates.happenings
    date: FoundDate
    label: str
    word: int  # where the word for the happening begins


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads happenings out of plain text. `EventReader.of` makes it from the lexicon."""

    dates: DateReader
    word: re.Pattern[str]
    kinds: Mapping[str, str]  # word, lower case, to its kind
    deadline: re.Pattern[str]
    not_on: re.Pattern[str]
    abbreviations: frozenset[str]
    labels: EventLabels

    @classmethod
    def of(cls, dates: Table, sentences: Table, *, issued: str | None = None) -> EventReader:
        kinds = {word: kind for kind, words in dates["happenings"].items() for word in words}
        return cls(
            dates=DateReader.of(dates, issued=issued),
            word=re.compile(rf"(?<![\w-]){any_of(kinds)}(?!\w)", re.IGNORECASE),
            kinds=kinds,
            deadline=re.compile(rf"\b{any_of(dates['deadline']['before'])} $", re.IGNORECASE),
            not_on=re.compile(rf"\b{any_of(dates['deadline']['not_on'])} (?:the )?$", re.IGNORECASE),
            abbreviations=frozenset(sentences["abbreviations"]),
            labels=EventLabels.of(dates),
        )

    def read(self, text: str, *, near: str | None = None) -> list[Happening]:
        """Happenings of a text in one line, in order."""
        dates = [
            date
            for date in self.dates.find(text, near=near)
            if not self.not_on.search(text[max(0, date.start - _DEADLINE_REACH) : date.start])
        ]
        if not dates:
            return []
        found: list[Happening] = []
        starts = [date.start for date in dates]
        for start, end in bounded_sentences(text, self.abbreviations, _LONGEST_SENTENCE):
            inside = [d for d in dates[bisect_left(starts, start) : bisect_left(starts, end)] if d.end <= end]
            if inside:
                found += self._of_sentence(text, _segments(text, start, end), inside)
        return found

    def _of_sentence(
        self, text: str, segments: Sequence[tuple[int, int]], dates: Sequence[FoundDate]
    ) -> Iterator[Happening]:
        for date in dates:
            here = next(i for i, (_, end) in enumerate(segments) if date.start < end)
            others = [other for other in dates if other is not date]
            begins = text.startswith(_NEW_CLAUSE, segments[here][0])
            for near in (here, here + 1) if begins else (here, here + 1, here - 1):
                word = self._word_in(text, segments[near], date, others) if 0 <= near < len(segments) else None
                if word is not None:
                    first, last = min(here, near), max(here, near)
                    if self.labels.happened(text, segments[near][0], word.start()):
                        told = sorted({self._subject(text, segments, first), *range(first, last + 1)})
                        yield self._happening(text, [segments[i] for i in told], word, date)
                    break

    def _word_in(
        self, text: str, segment: tuple[int, int], date: FoundDate, others: Sequence[FoundDate]
    ) -> re.Match[str] | None:
        """The happening of a segment that stands nearest to the date and nearer to it than to any other date."""

        def distance(match: re.Match[str], to: FoundDate) -> int:
            return max(match.start() - to.end, to.start - match.end(), 0)

        words = [match for match in self.word.finditer(text, *segment) if not date.start <= match.start() < date.end]
        words = [w for w in words if all(distance(w, date) <= distance(w, other) for other in others)]
        return min(words, key=lambda w: (self.kinds[w[0].lower()] == "plan", distance(w, date)), default=None)

    def _happening(
        self, text: str, segments: Sequence[tuple[int, int]], word: re.Match[str], date: FoundDate
    ) -> Happening:
        kind = (
            "close"
            if self.deadline.search(text[max(0, date.start - _DEADLINE_REACH) : date.start])
            else self.kinds[word[0].lower()]
        )
        start, end = _trimmed(text, segments[0][0], segments[-1][1])
        return Happening(start, end, kind, date, self.labels.label(text, segments, word.start()), word.start())

    def _subject(self, text: str, segments: Sequence[tuple[int, int]], first: int) -> int:
        """The segment in which the clause's subject stands: `first`, or one before it where that lacks one."""
        for at in range(first, max(first - _MOST_STEPS, 0), -1):
            words = text[slice(*_trimmed(text, *segments[at]))]
            opener = self.labels.opener.match(words)
            if opener and not _NEEDS_WHAT_STANDS_BEFORE.match(words, opener.end()):
                return at
            if not _lacks_subject(text, segments[at]):
                return at
        return max(first - _MOST_STEPS, 0)


def _lacks_subject(text: str, segment: tuple[int, int]) -> bool:
    """It begins with a verb or a relative pronoun, or stands in brackets."""
    words = text[slice(*_trimmed(text, *segment))]
    in_brackets = text[segment[0] - 1 : segment[0]] == "("
    return in_brackets or len(words) < _SHORTEST_SUBJECT or _NEEDS_WHAT_STANDS_BEFORE.match(words) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Clauses of a sentence, roughly: [start, end) between marks, relative pronouns and joined verbs; none is empty."""
    cuts = [start, *(match.end() for match in _SEPARATOR.finditer(text, start, end)), end]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
