"""The sides of a dilemma that a text words, the issues of its passage -> the registry's dilemma of the same matter, or none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.content_words import content_words
from kg.extract.issues.labels import LabelIndex, label_index
from kg.extract.stem import tokens
from kg.extract.word_lists import table_of
from kg.knowledge import Knowledge
from kg.knowledge.dilemmas import Dilemma
from kg.model import Document, FoundDilemma, Statement

_LEAST_SHARE: Final = 0.5  # of a side's words with content that are words of the registry's dilemma
_REACH: Final = 2_000  # characters before a dilemma in which a statement that holds it begins


@dataclass(frozen=True, slots=True)
class _Matter:
    """A dilemma of the registry: what it is about, and in which words."""

    iri: str
    own: frozenset[str]  # notations of its issues
    issues: frozenset[str]  # and of those right below them
    labels: frozenset[str]  # stems of the words of its label and its options'
    stems: frozenset[str]  # of those, of definitions and cues


class MatterFinder:
    """Finds the registry's dilemma that a worded one is about."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._function_words = frozenset(table_of(knowledge, "sentences")["function_words"])
        self._index: LabelIndex = label_index(knowledge.issues)
        self._of_option = {option.iri: one.iri for one in knowledge.dilemmas for option in one.options}
        self._matters = [self._read(dilemma, knowledge) for dilemma in knowledge.dilemmas]

    def with_matters(
        self, dilemmas: Sequence[FoundDilemma], document: Document, statements: Sequence[Statement]
    ) -> tuple[FoundDilemma, ...]:
        """The dilemmas, each with the IRI of the registry's dilemma of the same matter where there is one."""
        return tuple(
            replace(
                one,
                matter=self._leaned_to([statements[index] for index in one.statements])
                or self._matter(one.sides, self._issues(one, document, statements)),
            )
            for one in dilemmas
        )

    def _leaned_to(self, held: Sequence[Statement]) -> str | None:
        """The dilemma on whose options every one of the statements takes a side; None where that is none or several."""
        taken = [{self._of_option[s.target] for s in one.stances if s.target in self._of_option} for one in held]
        common = set.intersection(*taken) if taken else set()
        return common.pop() if len(common) == 1 else None

    def _matter(self, sides: tuple[str, str], issues: Collection[str]) -> str | None:
        """That which shares an issue and most words; where that is even most issues, then words of labels. None where two share as many.

        Half of the words of each side are its words, and each side has one that the other has not.
        """
        first, second = (frozenset(content_words(side, self._function_words)) for side in sides)
        fits = {
            matter.iri: (
                len(matter.stems & (first | second)),
                len(matter.own.intersection(issues)),
                len(matter.labels & (first | second)),
            )
            for matter in self._matters
            if not matter.issues.isdisjoint(issues)
            and _is_half(first & matter.stems, first)
            and _is_half(second & matter.stems, second)
            and (first - second) & matter.stems
            and (second - first) & matter.stems
        }
        best = [iri for iri, shared in fits.items() if shared == max(fits.values())]
        return best[0] if len(best) == 1 else None

    def _issues(self, dilemma: FoundDilemma, document: Document, statements: Sequence[Statement]) -> set[str]:
        """Those of the statements in whose words it stands, and those whose labels stand in the passage."""
        start, end = dilemma.span.start, dilemma.span.end
        first = bisect_left(statements, start - _REACH, key=_start)
        near = statements[first : bisect_left(statements, end, key=_start)]
        within = (one for one in near if any(part.start < end and start < part.end for part in one.parts))
        held = {match.notation for statement in within for match in statement.issues}
        return held | {cue.notation for cue in self._index.cues(tokens(document.text[start:end]))}

    def _read(self, dilemma: Dilemma, knowledge: Knowledge) -> _Matter:
        scheme = knowledge.issues
        own = {scheme.by_iri[iri].notation for iri in dilemma.issues if iri in scheme.by_iri}
        labels = [dilemma.label, *(option.label for option in dilemma.options)]
        further = [text for option in dilemma.options for text in (option.definition, *option.cues)]
        return _Matter(
            iri=dilemma.iri,
            own=frozenset(own),
            issues=frozenset(own.union(*(scheme.narrower[notation] for notation in own))),
            labels=self._stems(labels),
            stems=self._stems([*labels, dilemma.definition, *further]),
        )

    def _stems(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(stem for text in texts for stem in content_words(text, self._function_words))


def _start(statement: Statement) -> int:
    return statement.parts[0].start


def _is_half(some: Collection[str], whole: Collection[str]) -> bool:
    return bool(some) and len(some) >= _LEAST_SHARE * len(whole)
