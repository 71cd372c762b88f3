"""A document and its statements -> how much points to each issue: in a statement's words, before and around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.issues.labels import STRONG, Cue, LabelIndex
from kg.extract.stem import tokens
from kg.model import Block, BlockKind, Document, Span, Statement
from kg.read.flow import flow_of

Likeness = Mapping[str, tuple[float, float]]  # notation -> of the words, and of them with their neighbours; -1 to 1
Amounts = dict[str, float]  # notation -> cues, a weak one less than a strong one; nothing: no cue
WEAK_CUE = 0.35  # of a strong one
_LISTED = (BlockKind.BULLET, BlockKind.BLOCK_QUOTATION, BlockKind.ATTRIBUTION_LINE)
_SENTENCE_START = re.compile(r"[.!?]\s+(?=[A-Z“\"])")
_WINDOW = 600  # characters to either side


@dataclass(frozen=True)
class Evidence:
    """What points to issues in and around one statement."""

    strong: Amounts  # of its own words
    weak: Amounts
    words: Amounts  # both
    lead_in: Amounts  # the clause or sentence that introduces it
    paragraph: Amounts  # the rest of its paragraph
    previous: Amounts  # words of the statement before, in the same section
    following: Amounts
    heading: Amounts
    section: Amounts  # shares of its cues, from 0 to 1
    circumstances: Amounts  # shares of the whole text's cues; of the issues that several strong labels name there

    @cached_property
    def totals(self) -> tuple[float, float, float]:
        """Of `words`: the sum, the largest amount and the next; 0 where there is none."""
        first, second, *_ = (*sorted(set(self.words.values()), reverse=True), 0.0, 0.0)
        return sum(self.words.values()), first, second


def evidence_of(document: Document, statements: Sequence[Statement], index: LabelIndex) -> list[Evidence]:
    """One evidence for each statement; the time taken grows with the length of the text."""
    places = _Places(document, index)
    own = [
        [cue for part in statement.parts for cue in places.between(part.start, part.end)] for statement in statements
    ]
    words = [_amounts(cues) for cues in own]
    return [
        Evidence(
            strong=_amounts(cue for cue in own[i] if cue.strength == STRONG),
            weak=_amounts((cue for cue in own[i] if cue.strength != STRONG), weak=1.0),
            words=words[i],
            lead_in=_amounts(places.lead_in(statement, _end_before(statements, i))),
            paragraph=_amounts(places.around(statement)),
            previous=words[i - 1] if _same_section(statements, i - 1, i) else {},
            following=words[i + 1] if _same_section(statements, i, i + 1) else {},
            heading=places.heading(statement.section),
            section=places.section_shares.get(statement.section, {}),
            circumstances=places.circumstances,
        )
        for i, statement in enumerate(statements)
    ]


def _same_section(statements: Sequence[Statement], first: int, second: int) -> bool:
    return first >= 0 and second < len(statements) and statements[first].section == statements[second].section


def _end_before(statements: Sequence[Statement], i: int) -> int:
    """Where the statement before ends, when it stands in the same block; else 0."""
    return statements[i - 1].parts[-1].end if i and statements[i - 1].block == statements[i].block else 0


def _amounts(cues: Iterable[Cue], *, weak: float = WEAK_CUE) -> Amounts:
    """The same label counts in full once, half the second time, a third the third time, then no more."""
    times: Counter[tuple[str, str]] = Counter()
    out: Amounts = {}
    for cue in cues:
        times[cue.notation, cue.label] += 1
        count = times[cue.notation, cue.label]
        if count <= 3:
            out[cue.notation] = out.get(cue.notation, 0.0) + (1.0 if cue.strength == STRONG else weak) / count
    return out


def _shares(cues: Iterable[Cue]) -> Amounts:
    """Of all cues, weak ones counting less, how much is each issue's; empty where there is none."""
    counts: Amounts = {}
    for cue in cues:
        counts[cue.notation] = counts.get(cue.notation, 0.0) + (1.0 if cue.strength == STRONG else WEAK_CUE)
    total = sum(counts.values())
    return {notation: amount / total for notation, amount in counts.items()}


def _circumstances(cues: Sequence[Cue]) -> Amounts:
    """Shares of the issues that more than one strong label points to: a single word may mean something else throughout."""
    labels = {(cue.notation, cue.label) for cue in cues if cue.strength == STRONG}
    named = Counter(notation for notation, _ in labels)
    return {notation: share for notation, share in _shares(cues).items() if named[notation] > 1}


class _Places:
    """The cues of a document in the order of its text, and what stands where."""

    def __init__(self, document: Document, index: LabelIndex) -> None:
        self._document = document
        self._headings = [
            _amounts(index.cues(tokens(section.title))) if section.heading else {} for section in document.sections
        ]
        placed = [place for block in document.blocks if block.is_read for place in _place(document, block, index)]
        placed.sort(key=lambda place: place[:2])
        self._placed = placed
        self._starts = [start for start, _, _ in placed]
        self._introducing = _introducing(document)
        running = [block for block in document.blocks if block.is_read and block.kind is not BlockKind.HEADING]
        by_section: dict[int, list[Cue]] = {}
        for block in running:
            by_section.setdefault(block.section, []).extend(self._of(block))
        self.section_shares = {section: _shares(cues) for section, cues in by_section.items()}
        self.circumstances = _circumstances([cue for cues in by_section.values() for cue in cues])

    def between(self, start: int, end: int) -> list[Cue]:
        """Cues that stand wholly from `start` to `end`."""
        out = []
        for place in range(bisect_left(self._starts, start), len(self._placed)):
            begin, finish, cue = self._placed[place]
            if begin >= end:
                break
            if finish <= end:
                out.append(cue)
        return out

    def _of(self, block: Block) -> list[Cue]:
        return self.between(block.span.start, block.span.end)

    def lead_in(self, statement: Statement, end_before: int) -> list[Cue]:
        """Cues between the statement before and this one, in its gaps, and in the sentence that introduces its list."""
        first = statement.parts[0].start
        start = max(self._document.blocks[statement.block].span.start, end_before, first - _WINDOW)
        cues = self.between(start, first)
        for part, other in zip(statement.parts, statement.parts[1:], strict=False):
            cues += self.between(part.end, other.start)
        introducing = self._introducing[statement.block]
        return cues + self.between(introducing.start, introducing.end) if introducing else cues

    def around(self, statement: Statement) -> list[Cue]:
        """The statement's paragraph without its own words, as far as the window reaches."""
        block = self._document.blocks[statement.block].span
        first, last = statement.parts[0], statement.parts[-1]
        before = self.between(max(block.start, first.start - _WINDOW), first.start)
        return before + self.between(last.end, min(block.end, last.end + _WINDOW))

    def heading(self, section: int) -> Amounts:
        return self._headings[section]


def _place(document: Document, block: Block, index: LabelIndex) -> list[tuple[int, int, Cue]]:
    """Cues of a block with their places in the document's text; a cue may run from piece to piece."""
    flow = flow_of(document, block)
    words = tokens(flow.text)
    cues = index.cues(words)
    return [(flow.offsets[words[cue.first].start], flow.offsets[words[cue.last].end - 1] + 1, cue) for cue in cues]


def _introducing(document: Document) -> list[Span | None]:
    """For each bullet or block quotation the last sentence of the paragraph before its list; for other blocks None."""
    out: list[Span | None] = []
    sentence, section = None, -1
    for block in document.blocks:
        if block.kind in _LISTED:
            out.append(sentence if section == block.section else None)
            continue
        out.append(None)
        if block.kind is BlockKind.PARAGRAPH:
            sentence, section = _last_sentence(document.text, block.span), block.section
        elif block.kind is BlockKind.HEADING:
            sentence = None
    return out


def _last_sentence(text: str, span: Span) -> Span:
    start = span.start
    for match in _SENTENCE_START.finditer(text, span.start, span.end):
        start = match.end()
    return Span(start, span.end)
