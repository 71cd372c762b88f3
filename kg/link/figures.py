"""Figures of all documents -> which measure the same thing, and whether their values agree, round or contradict."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from kg.extract.content_words import content_words, jaccard
from kg.extract.sentences import sentence_bounds
from kg.extract.word_lists import table_of, word_pattern
from kg.knowledge import Knowledge
from kg.knowledge.agents import normal_form
from kg.model import Aspect, CrossLink, Extraction, Figure, LinkKind, Passage, Span
from kg.read.flow import flow_of

_SAME_MEASURE = 0.6  # shared words of two measures, as a share of all
_SAME_MEASURE_SAME_VALUE = 0.35  # where the value itself says that one thing is counted
_LEAST_WORDS = 2
_TOO_COMMON = 300  # figures that share a word, from which on it does not lead to pairs
_TELLING_DIGITS = 3  # significant digits from which on a value is no coincidence
_AROUND = Decimal("0.1")  # "around 300" may be 270 to 330
_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class _Known:
    figure: Figure
    stems: frozenset[str]
    growing: bool
    passage: Passage

    @property
    def value(self) -> Decimal:
        return Decimal(self.figure.value.split("–")[0])


def figure_links(extractions: Sequence[Extraction], knowledge: Knowledge) -> list[CrossLink]:
    """Figures of two documents on one measure that agree or contradict each other, and counts that their own list belies."""
    known = _known(extractions, knowledge)
    agreeing: list[list[_Known]] = []
    links = []
    for one, other in _pairs(known):
        kind = _relation(one, other)
        if kind is LinkKind.CONFLICT:
            links.append(_link(kind, one, other))
        elif kind is LinkKind.CORROBORATION:
            _join(agreeing, one, other)
    links += [_link(LinkKind.CORROBORATION, *cluster) for cluster in agreeing]
    abbreviations = frozenset(table_of(knowledge, "sentences")["abbreviations"])
    lists = word_pattern(table_of(knowledge, "links")["figures"]["lists"])
    return [
        *links,
        *(link for extraction in extractions for link in _miscounts(extraction, lists, abbreviations)),
    ]


def _known(extractions: Sequence[Extraction], knowledge: Knowledge) -> list[_Known]:
    function_words = frozenset(table_of(knowledge, "sentences")["function_words"])
    abbreviations = frozenset(table_of(knowledge, "sentences")["abbreviations"])
    growing = word_pattern(table_of(knowledge, "links")["figures"]["growing"])
    known = []
    for extraction in extractions:
        for figure in extraction.figures:
            stems = frozenset(content_words(f"{figure.measure or ''} {figure.population or ''}", function_words))
            around = f"{figure.period or ''} {figure.measure or ''}"
            if len(stems) >= _LEAST_WORDS:
                passage = sentence_of(extraction, figure.span, abbreviations)
                known.append(_Known(figure, stems, bool(growing.search(around)), passage))
    return known


def sentence_of(extraction: Extraction, span: Span, abbreviations: Collection[str]) -> Passage:
    """The sentence in which a span stands: a bare number proves little."""
    document = extraction.document
    last = bisect_right(document.blocks, span.start, key=lambda block: block.span.start)
    for block in reversed(document.blocks[:last]):
        if span.end <= block.span.end and block.is_read:
            flow = flow_of(document, block)
            at = flow.position(span.start)
            for start, end in sentence_bounds(flow.text, abbreviations):
                if start <= at < end:
                    return Passage(document.key, flow.span(start, end))
    return Passage(document.key, span)


def _pairs(known: Sequence[_Known]) -> Iterator[tuple[_Known, _Known]]:
    """Figures of two documents with one unit that share a word of their measures, found through their rarer words; each pair once."""
    by_stem: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, one in enumerate(known):
        for stem in one.stems:
            by_stem[one.figure.unit, stem].append(index)
    few = (indexes for indexes in by_stem.values() if len(indexes) <= _TOO_COMMON)
    pairs = {pair for indexes in few for pair in combinations(indexes, 2)}
    for first, second in sorted(pairs):
        if known[first].passage.document != known[second].passage.document:
            yield known[first], known[second]


def _relation(one: _Known, other: _Known) -> LinkKind | None:
    """Agreement, contradiction, or neither: another measure, another period, a rounding."""
    likeness = jaccard(one.stems, other.stems)
    if one.figure.value == other.figure.value:
        telling = _digits(one.value) >= _TELLING_DIGITS
        return LinkKind.CORROBORATION if likeness >= (_SAME_MEASURE_SAME_VALUE if telling else _SAME_MEASURE) else None
    if likeness < _SAME_MEASURE or one.growing or other.growing or not _same_period(one.figure, other.figure):
        return None
    if _overlap(_interval(one.figure), _interval(other.figure)):
        return None
    return LinkKind.CONFLICT


def _digits(value: Decimal) -> int:
    """Significant digits, zeros at the end aside."""
    return len(value.normalize().as_tuple().digits)


def _same_period(one: Figure, other: Figure) -> bool:
    """Whether both tell of the same years, or neither tells."""
    years = [set(re.findall(r"\b\d{4}\b", figure.period or "")) for figure in (one, other)]
    if years[0] or years[1]:
        return years[0] == years[1]
    return (one.period or "").lower() == (other.period or "").lower() or not (one.period and other.period)


def _interval(figure: Figure) -> tuple[Decimal, Decimal]:
    """The values that the wording allows: the qualifier's side, else as many digits as are printed."""
    low, *rest = (Decimal(part) for part in figure.value.split("–"))
    high = rest[0] if rest else low
    if figure.qualifier in ("more than", "at least"):
        return low, _INFINITE
    if figure.qualifier in ("fewer than", "at most", "up to"):
        return Decimal(0), high
    if figure.qualifier in ("around", "almost", "just over", "just under"):
        return low * (1 - _AROUND), high * (1 + _AROUND)
    half = _last_place(low) / 2
    return low - half, high + half


def _last_place(value: Decimal) -> Decimal:
    """The size of the last digit that is not a zero at the end: 100 of 7,500, 0.1 of 4.4."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)


def _overlap(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _join(clusters: list[list[_Known]], one: _Known, other: _Known) -> None:
    """Put two figures that agree into one cluster."""
    homes = [cluster for cluster in clusters if one in cluster or other in cluster]
    joined = [one, other, *(figure for cluster in homes for figure in cluster)]
    clusters[:] = [*(cluster for cluster in clusters if cluster not in homes), list(dict.fromkeys(joined))]


def _link(kind: LinkKind, *known: _Known) -> CrossLink:
    """A link between figures, in the order of their documents; as sure as the least likeness of their measures."""
    ordered = sorted(known, key=lambda one: (one.passage.document, one.passage.span))
    values = ", ".join(dict.fromkeys(one.figure.value for one in ordered))
    measure = next((one.figure.measure for one in ordered if one.figure.measure), "")
    likeness = min(jaccard(one.stems, other.stems) for one, other in combinations(ordered, 2))
    passages = tuple(dict.fromkeys(one.passage for one in ordered))
    return CrossLink(
        kind, Aspect.FIGURE, f"{measure} ({values})", passages, "same-measure", round(0.5 + 0.4 * likeness, 2)
    )


def _miscounts(extraction: Extraction, lists: re.Pattern[str], abbreviations: Collection[str]) -> Iterator[CrossLink]:
    """A count in a sentence that points to a list of those who answered, where the list holds another number of different ones."""
    text, key = extraction.document.text, extraction.document.key
    lines: dict[Span, set[str]] = defaultdict(set)  # a line may name two bodies
    for response in extraction.responses:
        lines[response.span].add(response.agent.iri or normal_form(response.agent.label))
    names: dict[frozenset[str], list[Passage]] = defaultdict(list)
    for span, bodies in lines.items():
        names[frozenset(bodies)].append(Passage(key, span))
    if not names:
        return
    for figure in extraction.figures:
        behind = " ".join(text[figure.span.end : figure.span.end + 300].split()).split(". ")[0]
        if figure.unit != "count" or figure.qualifier or not lists.search(behind):
            continue
        if int(Decimal(figure.value)) == len(lines) != len(names):
            counted = sentence_of(extraction, figure.span, abbreviations)
            twice = [passage for passages in names.values() if len(passages) > 1 for passage in passages]
            topic = f"{figure.value} counted, {len(names)} different ones listed"
            yield CrossLink(LinkKind.CONFLICT, Aspect.FIGURE, topic, (counted, *twice), "count-against-list", 0.8)
