"""A document -> its blocks made ready to read: line, body, quotations, sentences and their parses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.halves import Halves
from kg.extract.quotes import Quotation, quotations_of
from kg.extract.speakers import SpeakerResolver
from kg.extract.units import Unit, units_of
from kg.model import Block, BlockKind, Document, Span
from kg.read.flow import Flow, flow_of
from kg.read.joining import BULLET, NUMBERED

if TYPE_CHECKING:
    from spacy.tokens import Doc

_QUOTE_MARK = re.compile(r"(?:>\s*)+")
_PARAGRAPH_NUMBER = re.compile(
    r"(?:(?:\d{1,3}(?:\.\d{1,3})*\.?|\(?[a-z0-9ivx]{1,4}\)|[ivx]{1,4}\.)\s+)+(?=[A-Z“\"‘'\[])"
)
# "WASHINGTON, Oct. 4 (Wire) — ": where a press report was written
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:,\s[A-Z][\w.]{1,14}){0,2}(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s?(?:\([\w ]{2,30}\))?\s?(?:—|–|--|―|-\s)\s?(?=[A-Z“\"‘'])"
)


@dataclass(slots=True)
class Passage:
    """One block of text with what reading it needs. Offsets of `quotations` and `units` are into `flow.text`."""

    index: int  # of the block
    block: Block
    flow: Flow
    body: int  # where the words begin, after a bullet's mark or a paragraph's number
    quotations: list[Quotation] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    parses: list[Doc] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.flow.text

    @property
    def kind(self) -> BlockKind:
        return self.block.kind

    def span(self, start: int, end: int) -> Span:
        return self.flow.span(start, end)


def passages_of(document: Document) -> list[Passage]:
    """The blocks that hold text, in order; clutter, furniture and other languages are left out."""
    passages = []
    for index, block in enumerate(document.blocks):
        if not block.is_read:
            continue
        flow = flow_of(document, block)
        if flow.text:
            passages.append(Passage(index, block, flow, _body_start(flow.text, block.kind)))
    return passages


def cut_into_units(
    passages: Sequence[Passage], resolver: SpeakerResolver, abbreviations: frozenset[str], halves: Halves
) -> None:
    """Set quotations and units of each passage."""
    for passage in passages:
        passage.quotations = [q for q in quotations_of(passage.text) if q.end > passage.body]
        if passage.kind in (BlockKind.HEADING, BlockKind.ATTRIBUTION_LINE):
            continue
        passage.units = units_of(
            passage.text, passage.body, passage.quotations, resolver.names(passage.text), abbreviations, halves
        )


def _body_start(text: str, kind: BlockKind) -> int:
    start = 0
    if kind is BlockKind.BLOCK_QUOTATION:
        match = _QUOTE_MARK.match(text)
        start = match.end() if match else 0
    if kind is BlockKind.BULLET:
        mark = BULLET.match(text) or NUMBERED.match(text)
        start = mark.end() if mark else 0
    elif kind is BlockKind.PARAGRAPH:
        number = _PARAGRAPH_NUMBER.match(text) or _DATELINE.match(text)
        start = number.end() if number else 0
    return start
