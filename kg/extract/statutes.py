"""A document -> the statutes that it names: sections with their Act, also carried over, whole Acts, treaties."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kg.extract.everyday_sections import EverydaySections
from kg.extract.statute_names import find_acts
from kg.extract.statute_owners import Owners
from kg.extract.statute_parts import parts_of
from kg.extract.word_lists import table_of
from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.model import Block, BlockKind, Document, Span, StatuteReference
from kg.read.flow import Flow, flow_of

_NUMBERED_HEADING = re.compile(r"(?:Section|Article) (\d{1,3})\s*(?:[:.–—-]|$)", re.IGNORECASE)


def find_statutes(document: Document, knowledge: Knowledge) -> tuple[StatuteReference, ...]:
    """Every reference to a law, in the order of the text; a Bill is none, nor is a section of a report."""
    blocks = [block for block in document.blocks if block.is_read]
    flows = [flow_of(document, block) for block in blocks]
    lines = [flow.text for flow in flows]
    iris = Iris(knowledge.pack.base, knowledge.pack.key)
    mentions = find_acts(lines, knowledge.statutes, iris.statute)
    acts = (mention.act for mention in mentions if mention.act is not None)
    everyday = EverydaySections(lines, acts, table_of(knowledge, "statutes"))
    owners = Owners(lines, mentions, knowledge.statutes, _own_sections(blocks, lines), everyday)
    found: dict[tuple[Span, str], StatuteReference] = {}
    for number, flow in enumerate(flows):
        for reference in _references(number, flow, owners):
            found.setdefault((reference.span, reference.iri), reference)
    return tuple(found[key] for key in sorted(found))


def statutes_in(parts: Iterable[Span], references: Sequence[StatuteReference]) -> tuple[StatuteReference, ...]:
    """References that begin in one of the parts, the first of each law; an Act that only completes its section is left out.

    references: in the order of the text, as `find_statutes` gives them.
    """
    inside: list[StatuteReference] = []
    for part in parts:
        first = bisect_left(references, part.start, key=_start)
        inside += references[first : bisect_left(references, part.end, key=_start)]
    kept = [one for one in inside if not any(_completes(one, other) for other in inside)]
    once = {one.iri: one for one in reversed(kept)}
    return tuple(sorted(once.values(), key=lambda one: (one.span, one.iri)))


def _start(reference: StatuteReference) -> int:
    return reference.span.start


def _completes(act: StatuteReference, section: StatuteReference) -> bool:
    return (
        section.iri.startswith(f"{act.iri}/")
        and section.span.start <= act.span.start
        and act.span.end <= section.span.end
    )


def _own_sections(blocks: Sequence[Block], lines: Sequence[str]) -> frozenset[str]:
    """Numbers that the document gives to sections of its own."""
    headings = (line for block, line in zip(blocks, lines, strict=True) if block.kind is BlockKind.HEADING)
    return frozenset(match[1] for line in headings if (match := _NUMBERED_HEADING.match(line)))


def _references(number: int, flow: Flow, owners: Owners) -> list[StatuteReference]:
    """References of one line: sections, then whole laws that do not only say whose section it is."""
    parts = parts_of(flow.text)
    found: list[StatuteReference] = []
    for part, owner in zip(parts, owners.of_line(number, parts), strict=True):
        if owner is not None:
            span = flow.span(min(part.start, owner.start), max(part.end, owner.end))
            found += [StatuteReference(*named, span, owner.inferred) for named in owners.named(part, owner.act)]
    found += [
        StatuteReference(act.iri, act.label, flow.span(*place), inferred)
        for act, place, inferred in owners.whole_acts(number)
    ]
    return found
