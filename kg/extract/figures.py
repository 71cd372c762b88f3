"""Document -> the statistics in its text: value, unit, qualifier, what is measured, of whom and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.extract.amounts import Amount, AmountReader
from kg.extract.dates import DateReader
from kg.extract.measures import MeasureReader
from kg.extract.numerals import Numerals
from kg.extract.sentences import bounded_sentences
from kg.extract.word_lists import Table, any_of, table_of
from kg.knowledge import Knowledge
from kg.model import Document, Figure, Span
from kg.read.flow import flow_of

_NEXT_WORDS = re.compile(r" (?:[\w’'-]+ ?){0,3}")
_WORD_BEFORE = re.compile(r"([\w’'-]+)[ (]{0,2}$")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+\b")  # "10 Example Street"
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_PENALTY = 30  # characters: a period behind the figure is preferred to one before it
_LONGEST_SENTENCE = 800  # characters that are looked at together
_NEIGHBOURS = 4  # amounts on either side that matter to one
_WORD_REACH = 40  # characters before a number in which the word before it is looked for
_OPENING = 5  # a period that begins within so many characters opens its sentence
_CLAUSE_MARK = re.compile(r"[,;:()]")
_LARGEST_SMALL = 12  # number words up to here are figures only where things are counted


def find_figures(document: Document, knowledge: Knowledge) -> tuple[Figure, ...]:
    """Figures of all blocks but boilerplate, in the order of the text.

    Dates, ages, references to sections and pages, and the numbers of lists are no figures.
    """
    reader = FigureReader.of(
        table_of(knowledge, "figures"),
        table_of(knowledge, "dates"),
        table_of(knowledge, "sentences"),
        issued=document.issued,
    )
    found: list[Figure] = []
    for block in document.blocks:
        if block.is_read:
            flow = flow_of(document, block)
            found += [
                _placed(figure, flow.span(figure.span.start, figure.span.end)) for figure in reader.read(flow.text)
            ]
    return tuple(found)


def figures_in(parts: Iterable[Span], figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those figures that lie inside one of a statement's parts.

    figures: in the order of the text, as `find_figures` gives them.
    """
    inside: list[Figure] = []
    for part in parts:
        first = bisect_left(figures, part.start, key=_start)
        begun = figures[first : bisect_left(figures, part.end, key=_start)]
        inside += [figure for figure in begun if figure.span.end <= part.end]
    return tuple(inside)


def _start(figure: Figure) -> int:
    return figure.span.start


@dataclass(frozen=True, slots=True)
class FigureReader:
    """Reads figures out of plain text. `FigureReader.of` makes it from the lexicon."""

    amounts: AmountReader
    dates: DateReader
    measures: MeasureReader
    period: re.Pattern[str]
    before_date: re.Pattern[str]
    counted: re.Pattern[str]
    small_numbers: frozenset[str]
    ordering: frozenset[str]
    bare: frozenset[str]
    function_words: frozenset[str]
    abbreviations: frozenset[str]

    @classmethod
    def of(cls, figures: Table, dates: Table, sentences: Table, *, issued: str | None = None) -> FigureReader:
        number = Numerals.of(figures).pattern
        periods = "|".join(pattern.replace("{n}", number) for pattern in dates["periods"]["patterns"])
        return cls(
            amounts=AmountReader.of(figures),
            dates=DateReader.of(dates, issued=issued),
            measures=MeasureReader.of(figures),
            period=re.compile(rf"\b(?:{periods})\b", re.IGNORECASE),
            before_date=re.compile(
                rf"\b{any_of(dates['periods']['before_date'])} (?:the )?(?:financial year |fiscal year |year |early |late |mid-)?$",
                re.IGNORECASE,
            ),
            counted=re.compile(rf"\b{any_of(figures['context']['counted'])}\b", re.IGNORECASE),
            small_numbers=frozenset(word for word, value in figures["numbers"].items() if value <= _LARGEST_SMALL),
            ordering=frozenset(figures["context"]["before_ordering"]),
            bare=frozenset(figures["context"]["before_bare_number"]),
            function_words=frozenset(sentences["function_words"]),
            abbreviations=frozenset(sentences["abbreviations"]),
        )

    def read(self, text: str) -> list[Figure]:
        """Figures of a text in one line, their spans counted in it."""
        if not self.amounts.hint.search(text):
            return []
        dates = self.dates.places(text)
        periods = list(self._periods(text, dates))
        amounts = self.amounts.find(text, [*periods, *dates])
        found: list[Figure] = []
        starts, period_starts = [amount.start for amount in amounts], [first for first, _ in periods]
        for start, end in bounded_sentences(text, self.abbreviations, _LONGEST_SENTENCE) if amounts else ():
            near = amounts[bisect_left(starts, start) : bisect_left(starts, end)]
            inside = [_moved(amount, -start) for amount in near if amount.end <= end]
            if inside:
                of_sentence = periods[bisect_left(period_starts, start) : bisect_left(period_starts, end)]
                gaps = [(first - start, last - start) for first, last in of_sentence if last <= end]
                found += [
                    _placed(f, Span(f.span.start + start, f.span.end + start))
                    for f in self._of_sentence(text[start:end], inside, gaps, start)
                ]
        return found

    def _periods(self, text: str, dates: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Places of "since 2010", "over the past ten years", "a year"; none overlaps another."""
        covered = 0
        worded = [match.span() for match in self.period.finditer(text)]
        dated = [(self._with_preposition(text, start), end) for start, end in dates]
        for start, end in sorted([*worded, *dated]):
            if start >= covered:
                yield start, end
                covered = end

    def _with_preposition(self, text: str, start: int) -> int:
        window = max(0, start - 40)
        match = self.before_date.search(text[window:start])
        return window + match.start() if match else start

    def _of_sentence(
        self, sentence: str, amounts: Sequence[Amount], periods: Sequence[tuple[int, int]], offset: int
    ) -> Iterator[Figure]:
        """Figures of one sentence; `offset` is where it begins in the block."""
        for index, amount in enumerate(amounts):
            if amount.unit == "count" and not self._is_count(sentence, amount, at_start=offset == 0):
                continue
            others = [*amounts[max(0, index - _NEIGHBOURS) : index], *amounts[index + 1 : index + 1 + _NEIGHBOURS]]
            measure, population = self.measures.read(sentence, amount, others, periods)
            if measure is None and amount.unit == "count":
                continue
            period = _period_of(amount, periods, others, sentence)
            yield Figure(
                span=Span(amount.start, amount.end),
                value=amount.value,
                unit=amount.unit,
                qualifier=amount.qualifier,
                measure=measure,
                population=population,
                period=sentence[slice(*period)] if period else None,
            )

    def _is_count(self, sentence: str, amount: Amount, *, at_start: bool) -> bool:
        """Whether a number counts something: not the mark of a list or a note, not part of a name, not a small word in passing."""
        written = sentence[amount.number : amount.end].lower().split(" or ")[0]
        following = _NEXT_WORDS.match(sentence, amount.end)
        behind = following[0].strip() if following else ""
        before = _WORD_BEFORE.search(sentence[max(0, amount.start - _WORD_REACH) : amount.start])
        word_before = before[1] if before else ""
        if written in self.small_numbers:
            return (
                written != "one"
                and word_before.lower() not in self.ordering
                and bool(self.counted.search(self._noun_phrase(behind)))
            )
        if behind[:1].isdigit() or (word_before.isdigit() and len(word_before) <= len(written) == 3):
            return False  # a row of numbers, or "18 450", which is one
        counted = bool(self.counted.match(behind))
        if (_YEAR.fullmatch(written) or _ADDRESS.match(behind)) and not counted:
            return False
        if (
            at_start
            and not _LETTER.search(sentence, 0, amount.start)
            and (not behind or behind[0].isupper() or sentence[amount.end] in ".):")
        ):
            return False
        if sentence[amount.start - 1 : amount.start] == "(" and sentence[amount.end : amount.end + 1] == ")":
            return False
        if not behind and amount.qualifier is None:
            return self._may_end_with_number(sentence, amount.start, word_before)
        in_name = word_before[:1].isupper() and word_before.lower() not in self.function_words
        return counted or not in_name

    def _noun_phrase(self, text: str) -> str:
        return " ".join(takewhile(lambda word: word.lower() not in self.function_words, text.split()))

    def _may_end_with_number(self, sentence: str, start: int, word_before: str) -> bool:
        """ "fell to 310", "pupils: 310", not "room 310" nor "at 18"."""
        if sentence[:start].rstrip().endswith(":"):
            return True
        return word_before.lower() != "at" and (
            word_before.lower() in self.bare or bool(self.measures.verb.fullmatch(word_before))
        )


def _period_of(
    amount: Amount, periods: Sequence[tuple[int, int]], others: Sequence[Amount], sentence: str
) -> tuple[int, int] | None:
    """The nearest period of the amount's own clause, or the one that the sentence opens with."""

    def belongs(start: int, end: int) -> bool:
        if start >= amount.end:
            return not _CLAUSE_MARK.search(sentence, amount.end, start)
        return start <= _OPENING or not any(end <= other.start < amount.start for other in others)

    own = [period for period in periods if belongs(*period)]
    return min(
        own,
        key=lambda p: p[0] - amount.end if p[0] >= amount.end else amount.start - p[1] + _BEFORE_PENALTY,
        default=None,
    )


def _moved(amount: Amount, by: int) -> Amount:
    return Amount(amount.start + by, amount.number + by, amount.end + by, amount.value, amount.unit, amount.qualifier)


def _placed(figure: Figure, span: Span) -> Figure:
    return Figure(span, figure.value, figure.unit, figure.qualifier, figure.measure, figure.population, figure.period)
