"""Sections and the laws named around them -> whose section each is, or that it is no law's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.extract.everyday_sections import EverydaySections
from kg.extract.statute_names import Act, Mention
from kg.extract.statute_parts import Part, short_label
from kg.knowledge.statutes import StatuteRegistry

_TO_ACT = re.compile(
    r"(?: ?\([^()]{1,40}\))?,?(?: \(?(?:of|to|in|under|from|within))?(?: (?:the|both))* ?\(?", re.IGNORECASE
)  # number … Act
_FROM_ACT = re.compile(r"(?: ?\([^()]{1,40}\))?,? ?\(?(?:(?:in|under|at) )?")  # Act … number
_CHAIN = re.compile(r",? ?(?:and|or|/|&|to)? ?")  # number … number of the same Act
# What tells that a number is one of a document.
_OF_OTHER = re.compile(
    r"\)? (?:of|in|to) (?:the|this|that|these|our|your|their|its|a|an|each|every|chapter|part|annex|appendix)\b"
    r"(?! (?:\w+ )?(?:legislation|statute|law)\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\)?,? (?:below|above|overleaf|opposite|on page)\b")
_TELLS = re.compile(
    r"\)? (?:(?:sets?|set) out|describes?|discuss(?:es)?|covers?|summari[sz]es?|presents?|looks?|considers?|explores?"
    r"|explains?|outlines?|reports?|details?|asks?|asked|deals?)\b"
)
_POINTED_AT = re.compile(
    r"\b(?:see|this|next|previous|following|last|each|every|first|second|final|complete)(?: also)? $", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?][”\"’)]? (?=[A-Z“\"])")
_NEAR = 1500  # characters within which an Act carries over

_ALL_KINDS = {"article": ("Convention", "Order"), "regulation": ("Regulations", "Rules")}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a section is; `start` and `end` are of the Act's name where it stands beside the number, else of the number."""

    act: Act
    start: int
    end: int
    inferred: bool


class Owners:
    """Finds the Act of each section, line after line."""

    def __init__(
        self,
        lines: Sequence[str],
        mentions: Sequence[Mention],
        registry: StatuteRegistry,
        own_sections: frozenset[str],
        everyday: EverydaySections,
    ) -> None:
        self._lines = lines
        self._registry = registry
        self._own_sections = own_sections
        self._everyday = everyday
        self._mentions = [one for one in mentions if not one.anaphor]
        self._of_line: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._of_line[mention.line].append(mention)
        self._line_starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._places = [self._line_starts[one.line] + one.start for one in self._mentions]
        self._tied: dict[tuple[str, str], Act] = {}  # the Act that the text last gave to a number
        self._used: set[Mention] = set()
        self._known = _known_parts(registry)
        self._misleading = {phrase.casefold() for statute in registry.statutes for phrase in statute.misleading}
        acts = {one.act for one in self._mentions if one.act is not None and _may_have(one.act, "section")}
        self._only_act = acts.pop() if len(acts) == 1 else None

    def of_line(self, line: int, parts: Sequence[Part]) -> list[Owner | None]:
        """The owner of each part of a line; None: no law's. Lines must come in the order of the text."""
        beside = self._chained(line, parts, [self._beside(line, part) for part in parts])
        return [self._owner(line, part, mention) for part, mention in zip(parts, beside, strict=True)]

    def named(self, part: Part, act: Act) -> Iterator[tuple[str, str]]:
        """(IRI, label) of each of a part's numbers; of an Act's "articles", which are a treaty's, the Act itself."""
        if not _may_have(act, part.kind):
            yield act.iri, act.label
            return
        for number in part.numbers:
            iri = f"{act.iri}/{part.kind}/{number}"
            known = self._registry.by_iri.get(iri)
            yield iri, known.label if known else f"{act.label} {short_label(part.kind, number)}"

    def whole_acts(self, line: int) -> Iterator[tuple[Act, tuple[int, int], bool]]:
        """Laws that a line names for themselves, with place and whether inferred; one of ours also beside its section."""
        for one in self._of_line[line]:
            if one.act is not None and not one.anaphor and not (one in self._used and one.act.registered):
                yield one.act, (one.start, one.end), one.inferred

    def _beside(self, line: int, part: Part) -> Mention | None:
        """The mention that stands right after a number, or right before it."""
        text, mentions = self._lines[line], self._of_line[line]
        next_one = bisect_left(mentions, part.end, key=lambda one: one.start)
        for one in mentions[next_one : next_one + 1]:
            if _TO_ACT.fullmatch(text, part.end, one.start):
                return one
        for one in mentions[max(0, next_one - 1) : next_one]:
            if one.end <= part.start and not one.anaphor and _FROM_ACT.fullmatch(text, one.end, part.start):
                return one
        return None

    def _chained(self, line: int, parts: Sequence[Part], beside: list[Mention | None]) -> list[Mention | None]:
        """In "section 17 and section 47 of the Act" the first one's owner is the second one's; likewise from left to right."""
        text, out = self._lines[line], list(beside)
        for i in range(len(parts) - 2, -1, -1):
            if out[i] is None and _CHAIN.fullmatch(text, parts[i].end, parts[i + 1].start):
                out[i] = out[i + 1]
        for i in range(1, len(parts)):
            if out[i] is None and _CHAIN.fullmatch(text, parts[i - 1].end, parts[i].start):
                out[i] = out[i - 1]
        return out

    def _owner(self, line: int, part: Part, mention: Mention | None) -> Owner | None:
        if mention is None:
            act = self._carried_over(line, part)
            return Owner(act, part.start, part.end, inferred=True) if act else None
        if mention.act is None:
            act = self._without_cues(line, part) if mention.anaphor else None
            return Owner(act, part.start, max(part.end, mention.end), inferred=True) if act else None
        self._used.add(mention)
        for number in part.numbers:
            self._tied[part.kind, number] = mention.act
        text = self._lines[line]
        touches = _TO_ACT.fullmatch(text, part.end, mention.start) or _FROM_ACT.fullmatch(text, mention.end, part.start)
        start, end = (mention.start, mention.end) if touches else (part.start, part.end)
        return Owner(mention.act, start, end, mention.inferred or mention.anaphor)

    def _carried_over(self, line: int, part: Part) -> Act | None:
        """The Act of a bare number, from the text before and from what the field knows; None for a document's own."""
        text = self._lines[line]
        if _OF_OTHER.match(text, part.end) or _PLACE.match(text, part.end) or self._is_own(part):
            return None
        if self._everyday.is_known(part):
            return self._tied_to(part) or self._everyday.act(part)
        if self._everyday.is_name(text, part):
            return self._without_cues(line, part, only_sure=True)
        doubtful = _TELLS.match(text, part.end) or _POINTED_AT.search(text, max(0, part.start - 20), part.start)
        return self._without_cues(line, part, only_sure=bool(doubtful))

    def _is_own(self, part: Part) -> bool:
        """A number that the document gives a section of its own, or a name that only looks like a reference."""
        names = {f"{part.kind} {number}" for number in part.numbers}
        return not names.isdisjoint(self._misleading) or (
            part.kind == "section" and not self._own_sections.isdisjoint(part.numbers)
        )

    def _without_cues(self, line: int, part: Part, *, only_sure: bool = False) -> Act | None:
        tied = self._tied_to(part)
        if tied is not None:
            return tied
        near = self._named_before(line, part)
        if near is not None and self._same_sentence(line, part, near):
            return near.act
        known = next(
            (self._known[part.kind, number] for number in part.numbers if (part.kind, number) in self._known), None
        )
        if known is not None or only_sure:
            return known
        if near is not None and (part.kind == "section" or near.line == line):
            return near.act
        return self._only_act if near is None and part.kind == "section" else None

    def _tied_to(self, part: Part) -> Act | None:
        """The Act that the text itself gave to the number last."""
        return next((act for number in part.numbers if (act := self._tied.get((part.kind, number)))), None)

    def _named_before(self, line: int, part: Part) -> Mention | None:
        """The law named last before a number, not too far away; one that is no law stands in the way."""
        place = self._line_starts[line] + part.start
        last = bisect_right(self._places, place) - 1
        while last >= 0 and place - self._places[last] <= _NEAR:
            mention = self._mentions[last]
            if mention.act is None or _may_have(mention.act, part.kind):
                return mention
            last -= 1
        return None

    def _same_sentence(self, line: int, part: Part, mention: Mention) -> bool:
        first_letter = part.start + 1  # of the next sentence, where the number begins it
        return mention.line == line and not _SENTENCE.search(self._lines[line], mention.end, first_letter)


def _known_parts(registry: StatuteRegistry) -> dict[tuple[str, str], Act]:
    """The Act that the field means by a number alone, by kind and number."""
    known: dict[tuple[str, str], Act] = {}
    for statute in registry.statutes:
        if statute.known_without_act and statute.is_part_of and statute.number:
            kind = statute.iri.removeprefix(statute.is_part_of).split("/")[1]
            whole = registry.by_iri[statute.is_part_of]
            known[kind, statute.number] = Act(whole.iri, whole.label, registered=True)
    return known


def _may_have(act: Act, kind: str) -> bool:
    """Whether a law of this name is divided so: a treaty into articles, an instrument into regulations, an Act into sections."""
    words = act.label.split()
    if kind in _ALL_KINDS:
        return any(word in words for word in _ALL_KINDS[kind])
    return kind == "schedule" or not any(word in words for names in _ALL_KINDS.values() for word in names)
