"""A span of a snapshot as an `oa:SpecificResource` with its two selectors."""

from __future__ import annotations

from typing import Final

from kg.model import Span
from kg.namespaces import OA
from kg.rdf.lines import GraphLines
from kg.rdf.terms import TYPE, integer, string

CONTEXT_CHARACTERS: Final = 32  # of oa:prefix and oa:suffix

_RESOURCE: Final = f"<{OA}SpecificResource>"
_SOURCE: Final = f"<{OA}hasSource>"
_SELECTOR: Final = f"<{OA}hasSelector>"
_POSITION: Final = f"<{OA}TextPositionSelector>"
_QUOTE: Final = f"<{OA}TextQuoteSelector>"
_START: Final = f"<{OA}start>"
_END: Final = f"<{OA}end>"
_EXACT: Final = f"<{OA}exact>"
_PREFIX: Final = f"<{OA}prefix>"
_SUFFIX: Final = f"<{OA}suffix>"


def add_span(graph: GraphLines, address: str, snapshot: str, text: str, span: Span) -> str:
    """Add the span at `address` (an IRI, as is `snapshot`) of a snapshot's whole text; returns it in angle brackets.

    Raises: ValueError for a span that is empty or lies outside the text; whoever made it is at fault.
    """
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"span {span.start}–{span.end} of {snapshot} is empty or outside its {len(text)} characters")
    resource, position, quote = f"<{address}>", f"<{address}p>", f"<{address}q>"
    graph.add(resource, TYPE, _RESOURCE)
    graph.add(resource, _SOURCE, f"<{snapshot}>")
    graph.add(resource, _SELECTOR, position, quote)
    graph.add(position, TYPE, _POSITION)
    graph.add(position, _START, integer(span.start))
    graph.add(position, _END, integer(span.end))
    graph.add(quote, TYPE, _QUOTE)
    graph.add(quote, _EXACT, string(text[span.start : span.end]))
    if span.start:
        graph.add(quote, _PREFIX, string(text[max(0, span.start - CONTEXT_CHARACTERS) : span.start]))
    if span.end < len(text):
        graph.add(quote, _SUFFIX, string(text[span.end : span.end + CONTEXT_CHARACTERS]))
    return resource
