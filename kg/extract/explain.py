"""A document -> for each of its sentences the rules that fired there, and why others did not."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.attribution import is_in_list_of_names, read_attributions
from kg.extract.confidence import confidence_of
from kg.extract.drafts import Draft, SaidWords
from kg.extract.passages import Passage
from kg.extract.reasons import Reason, Why, reasons_of_cues
from kg.extract.scene import Scene
from kg.extract.units import Unit
from kg.knowledge import Knowledge
from kg.model import Block, BlockKind, Document, Span
from kg.settings import Settings

_MARKS = '“”"‘’«»„'


@dataclass(frozen=True, slots=True)
class Fired:
    """A statement that a rule found; `dropped` tells why it is none of the extraction's, else None."""

    rule: str
    kind: str
    speaker: str | None
    words: str
    span: Span  # of the words
    source: str | None  # as printed
    cue: str | None  # as printed
    confidence: float
    dropped: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence, or a block that is not cut into sentences, and what became of it."""

    block: int
    kind: BlockKind
    span: Span
    text: str
    fired: tuple[Fired, ...]
    leads_to: int  # statements further down that this sentence credits to somebody
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All sentences of a document, in the order of the text."""

    document: Document
    sentences: tuple[Explained, ...]


def explain(document: Document, knowledge: Knowledge, settings: Settings | None = None) -> Explanation:
    """Pure, as `extract` is: the same reading, with what it left aside."""
    settings = settings or Settings()
    scene = read_attributions(document, knowledge, model=settings.language_model)
    return Explanation(document, tuple(_Explainer(document, knowledge, scene).sentences()))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is explained as one: a sentence of a passage, or a whole block."""

    span: Span
    block: int
    passage: int | None = None  # place
    unit: int | None = None


class _Explainer:
    def __init__(self, document: Document, knowledge: Knowledge, scene: Scene) -> None:
        self._document = document
        self._knowledge = knowledge
        self._scene = scene
        self._said = SaidWords(document)
        self._kept = scene.drafts.settled()
        self._stretches = sorted(_stretches(document, scene), key=lambda one: one.span)
        self._starts = [one.span.start for one in self._stretches]
        self._here: dict[int, list[tuple[Draft, str | None]]] = defaultdict(list)  # drafts whose words begin there
        self._led: dict[int, int] = defaultdict(int)
        self._cued: dict[int, list[Span]] = defaultdict(list)  # cues that stand there
        self._covered: dict[int, list[tuple[Draft, Span]]] = defaultdict(list)
        for draft in self._kept:
            self._place(draft)
        for draft, why in scene.drafts.dropped:
            self._here[self._at(draft.start)].append((draft, why))

    def _place(self, draft: Draft) -> None:
        home = self._at(draft.start)
        self._here[home].append((draft, None))
        for part in draft.parts:
            for at in range(self._at(part.start), self._at(part.end - 1) + 1):
                self._covered[at].append((draft, part))
        sign = draft.cue or draft.source
        if sign is not None:
            self._cued[self._at(sign.start)].append(sign)
            if self._at(sign.start) != home:
                self._led[self._at(sign.start)] += 1

    def _at(self, offset: int) -> int:
        """The stretch that holds a place of the text, else the last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentences(self) -> Iterator[Explained]:
        for number, stretch in enumerate(self._stretches):
            block = self._document.blocks[stretch.block]
            fired = tuple(self._fired(*one) for one in self._here[number])
            yield Explained(
                block=stretch.block,
                kind=block.kind,
                span=stretch.span,
                text=self._said.of([stretch.span]),
                fired=fired,
                leads_to=self._led[number],
                reasons=tuple(self._reasons(number, stretch, block)),
            )

    def _fired(self, draft: Draft, dropped: str | None) -> Fired:
        text = self._document.text
        return Fired(
            rule=draft.rule,
            kind=draft.kind.value,
            speaker=draft.speaker.label if draft.speaker else None,
            words=self._said.of(draft.parts),
            span=Span(draft.start, draft.end),
            source=" ".join(text[draft.source.start : draft.source.end].split()) if draft.source else None,
            cue=" ".join(text[draft.cue.start : draft.cue.end].split()) if draft.cue else None,
            confidence=confidence_of(draft, self._document, self._knowledge.lexicon),
            dropped=dropped,
        )

    def _reasons(self, number: int, stretch: _Stretch, block: Block) -> Iterator[Reason]:
        above = [draft for draft, _ in self._covered[number] if self._at(draft.start) != number]
        if above:
            who = above[0].speaker.label if above[0].speaker else "somebody who is not told"
            yield Reason(Why.COVERED, (), f"part of the statement of {who} that begins further up")
            return
        if stretch.unit is None or stretch.passage is None:
            if not self._here[number] and not self._led[number]:
                yield _of_block(block)
            return
        if not self._here[number] and is_in_list_of_names(self._scene, stretch.passage):
            yield Reason(Why.LAYOUT, (), "one of several lines without a full stop: a list of names or a table")
            return
        if self._led[number]:
            return
        told = list(self._of_sentence(number, self._scene.passages[stretch.passage], stretch.unit))
        yield from told
        if not told and not self._here[number]:
            yield Reason(Why.NO_CUE, (), "no word of reporting stands in it")

    def _of_sentence(self, number: int, passage: Passage, at: int) -> Iterator[Reason]:
        unit, sentence = passage.units[at], passage.parses[at]
        places = [passage.span(*unit.range(token.idx, token.idx + len(token))) for token in sentence]
        spent = frozenset(i for i, place in enumerate(places) if _meets(place, self._cued[number]))
        parts = [part for _, part in self._covered[number]]
        inside = frozenset(i for i, place in enumerate(places) if _meets(place, parts))
        yield from reasons_of_cues(self._scene, sentence, spent, inside)
        yield from _of_quotations(passage, unit, parts)


def _of_quotations(passage: Passage, unit: Unit, parts: Sequence[Span]) -> Iterator[Reason]:
    for quotation in (*unit.taken_out, *unit.kept):
        if quotation.inner_end <= quotation.inner_start:
            continue
        place = passage.span(quotation.inner_start, quotation.inner_end)
        if _meets(place, parts):
            continue
        words = passage.text[quotation.start : quotation.end].strip(_MARKS)
        if quotation in unit.kept:
            why = "part of the sentence around the marks: a name, a title, or words kept at a distance"
            yield Reason(Why.QUOTED_WORDS, (words,), why)
        else:
            why = "no verb of saying with a speaker, and no name with a colon, stands beside it"
            yield Reason(Why.NOBODY_BESIDE, (words,), why)


def _of_block(block: Block) -> Reason:
    if block.language != "en" and block.kind is not BlockKind.BOILERPLATE:
        return Reason(Why.LANGUAGE, (), f"in another language ({block.language}): not read")
    if block.kind is BlockKind.BOILERPLATE:
        return Reason(Why.FURNITURE, (), f"{block.furniture or 'boilerplate'}: not part of what the document says")
    if block.kind is BlockKind.HEADING:
        return Reason(Why.LAYOUT, (), "a heading that credits nobody with what stands under it")
    if block.kind is BlockKind.ATTRIBUTION_LINE:
        return Reason(Why.LAYOUT, (), "a line that names who is quoted above")
    return Reason(Why.NO_CUE, (), "nothing to be read")


def _stretches(document: Document, scene: Scene) -> Iterator[_Stretch]:
    """Sentences of the passages; blocks that have none, as they are."""
    cut = set()
    for place, passage in enumerate(scene.passages):
        for number, unit in enumerate(passage.units):
            cut.add(passage.index)
            yield _Stretch(passage.span(unit.start, unit.end), passage.index, place, number)
    for index, block in enumerate(document.blocks):
        if index not in cut and block.pieces:
            yield _Stretch(block.span, index)


def _meets(place: Span, others: Sequence[Span]) -> bool:
    return any(place.start < other.end and other.start < place.end for other in others)
