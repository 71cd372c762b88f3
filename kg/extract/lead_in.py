"""What a lead-in or heading hands on: whom it credits with the list, quotation or paragraphs under it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Span


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The printed words of whom a lead-in credits, where they stand, and by which rule."""

    printed: str | None  # None: respondents, or the body whose document it is
    offset: int
    rule: str
    source: Span | None = None
    cue: Span | None = None
    respondents: bool = False
    finding: bool = False
    paragraphs: bool = False  # the heading credits paragraphs too
    quoted: bool = False  # what it credits are quotations
    sentences: bool = False  # each sentence of a paragraph is a statement of its own
