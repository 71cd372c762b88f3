"""Who was named where in a document -> whom a pronoun or a description means, looking back from its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum

from kg.model import Speaker, SpeakerKind

_NEAR = 1500  # characters
_FAR = 4000  # characters; a pronoun does not reach further back


class Standing(Enum):
    """How a speaker was named; the value is the weight of the distance: the less, the nearer."""

    SPOKE = 0.4
    SUBJECT = 0.5
    MENTIONED = 3.0
    MAYBE = 2.0  # a subject that is perhaps a person's name


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A speaker named at some place of the document."""

    offset: int
    speaker: Speaker
    standing: Standing


@dataclass(slots=True)
class _Bodies:
    """Organisations in the order of the text."""

    offsets: list[int] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)


class Antecedents:
    """The speakers named so far, in the order of the text; of those at one place the one added last comes last."""

    def __init__(self, body_nouns: Collection[str]) -> None:
        """body_nouns: nouns that `last_body` is asked for, lower case."""
        self._offsets: list[int] = []
        self._named: list[Antecedent] = []
        self._body_nouns = body_nouns
        self._nouns_of: dict[str, list[str]] = {}  # by label
        self._bodies: dict[str, _Bodies] = defaultdict(_Bodies)  # by noun

    def add(self, offset: int, speaker: Speaker, standing: Standing) -> None:
        at = bisect_right(self._offsets, offset)
        antecedent = Antecedent(offset, speaker, standing)
        if at and self._named[at - 1] == antecedent:
            return
        self._offsets.insert(at, offset)
        self._named.insert(at, antecedent)
        if speaker.kind is SpeakerKind.ORGANISATION:
            for noun in self._nouns_in(speaker.label):
                bodies = self._bodies[noun]
                place = bisect_right(bodies.offsets, offset)
                bodies.offsets.insert(place, offset)
                bodies.speakers.insert(place, speaker)

    def last(self, offset: int, *kinds: SpeakerKind) -> Speaker | None:
        """The last one of these kinds who spoke near by, else the last one named."""
        named = None
        for antecedent in self._before(offset, _FAR):
            if antecedent.speaker.kind not in kinds:
                continue
            if antecedent.standing is Standing.SPOKE and offset - antecedent.offset < _NEAR:
                return antecedent.speaker
            named = named or antecedent.speaker
        return named

    def nearest(
        self,
        offset: int,
        *kinds: SpeakerKind,
        weight: Callable[[Antecedent], float | None] = lambda it: it.standing.value,
    ) -> Speaker | None:
        """The nearest one of these kinds, distances weighed; a weight of None rules one out."""
        best: tuple[float, Speaker] | None = None
        for antecedent in self._before(offset, _FAR):
            weighs = weight(antecedent) if antecedent.speaker.kind in kinds else None
            if weighs is None:
                continue
            distance = (offset - antecedent.offset) * weighs
            if best is None or distance < best[0]:
                best = distance, antecedent.speaker
        return best[1] if best is not None else None

    def last_body(self, offset: int, noun: str) -> Speaker | None:
        """The last organisation with the noun in its name."""
        bodies = self._bodies.get(noun)
        at = bisect_left(bodies.offsets, offset) if bodies is not None else 0
        return bodies.speakers[at - 1] if bodies is not None and at else None

    def last_member_role(self, offset: int) -> str | None:
        """Who the members of the last group near by are that spoke."""
        for antecedent in self._before(offset, _NEAR - 1):
            if antecedent.standing is not Standing.SPOKE:
                continue
            if antecedent.speaker.kind is SpeakerKind.GROUP and antecedent.speaker.member_role:
                return antecedent.speaker.member_role
        return None

    def _before(self, offset: int, reach: int) -> Iterator[Antecedent]:
        """Those before a place, the last one first, up to `reach` characters back."""
        for at in range(bisect_left(self._offsets, offset) - 1, -1, -1):
            if offset - self._offsets[at] > reach:
                return
            yield self._named[at]

    def _nouns_in(self, label: str) -> list[str]:
        if label not in self._nouns_of:
            folded = label.casefold()
            self._nouns_of[label] = [noun for noun in self._body_nouns if noun in folded]
        return self._nouns_of[label]
