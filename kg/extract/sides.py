"""Words of a statement, what introduces them -> the options of dilemmas that the speaker leans to or turns against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.sentences import bounded_sentences
from kg.extract.side_cues import CueFinder, Found
from kg.extract.side_words import SideWords
from kg.extract.stem import tokens
from kg.extract.word_lists import table_of
from kg.knowledge import Knowledge
from kg.knowledge.dilemmas import Dilemma
from kg.model import Basis, Polarity, Stance

_LONGEST = 2000  # characters of a sentence; a longer one is cut
_SURE = 4  # so many words of cues tell a dilemma where neither issue nor question does


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a statement."""

    lead: str = ""  # the sentence before the words
    question: str = ""  # what the section asks
    issues: tuple[str, ...] = ()  # notations
    answer: Polarity | None = None  # yes or no to the question
    conceding: bool = False  # the author of the text under discussion grants a point against it


@dataclass(frozen=True, slots=True)
class _Lean:
    dilemma: int
    option: str  # IRI
    against: bool
    granted: bool  # stands in a clause that only grants a point
    words: int  # of the cue


@dataclass(frozen=True)
class SideReader:
    """Finds the sides of dilemmas. `SideReader.of` makes it from the registry's dilemmas."""

    dilemmas: tuple[Dilemma, ...]
    issues: tuple[frozenset[str], ...]  # of each dilemma: the notations of its issues and of those right below them
    cues: CueFinder
    words: SideWords
    abbreviations: frozenset[str]

    @classmethod
    def of(cls, knowledge: Knowledge) -> SideReader:
        sentences, table = table_of(knowledge, "sentences"), table_of(knowledge, "stance")["sides"]
        return cls(
            dilemmas=knowledge.dilemmas,
            issues=tuple(_notations(dilemma, knowledge) for dilemma in knowledge.dilemmas),
            cues=CueFinder.of(knowledge.dilemmas, sentences["function_words"], table),
            words=SideWords.of(table),
            abbreviations=frozenset(sentences["abbreviations"]),
        )

    def read(self, words: str, around: Around) -> tuple[Stance, ...]:
        """Stances on options, the surest first, at most one for each dilemma.

        A dilemma whose options are both spoken for has a mixed stance where the words set them against each other, else none.
        """
        asked = list(self._sentences(around.question, ""))
        leans: dict[int, list[_Lean]] = defaultdict(list)
        for lean in self._sentences(words, around.lead):
            leans[lean.dilemma].append(lean)
        if around.answer is not None:
            for dilemma in {lean.dilemma for lean in asked} - set(leans):
                leans[dilemma] = [_answering(lean, around.answer) for lean in asked if lean.dilemma == dilemma]
        stances = (
            self._stance(dilemma, found, words, around.conceding)
            for dilemma, found in sorted(leans.items())
            if self._fits(dilemma, found, around, asked)
        )
        return tuple(sorted((s for s in stances if s), key=lambda s: (-s.confidence, s.target)))

    def _sentences(self, words: str, lead: str) -> Iterator[_Lean]:
        for number, (start, end) in enumerate(bounded_sentences(words, self.abbreviations, _LONGEST)):
            yield from self._leans(words[start:end], "" if number else lead)

    def _fits(self, dilemma: int, leans: Sequence[_Lean], around: Around, asked: Sequence[_Lean]) -> bool:
        """Whether the statement is about the dilemma: by its issues or the question at hand, or by a cue that is long."""
        if not leans:
            return False
        wanted = self.issues[dilemma]
        near = not wanted or not wanted.isdisjoint(around.issues) or any(one.dilemma == dilemma for one in asked)
        return near or sum(lean.words for lean in leans) >= _SURE

    def _leans(self, sentence: str, lead: str) -> list[_Lean]:
        if self.words.is_open(sentence, lead):
            return []
        found = tokens(sentence)
        turned_by_lead = self.words.is_against(lead) and not self.words.is_complaint(sentence)
        granted = self.words.granted(sentence)
        leans = []
        for hit in self.cues.find(self.cues.stems(sentence)):
            start, end = found[hit.first].start, found[hit.last].end
            if not hit.cue.negated and self.words.is_void(sentence[:start]):
                continue
            turned = self._turned(hit, sentence[:start], sentence[start:end], sentence[end:]) != turned_by_lead
            inside = granted is not None and granted[0] <= start < granted[1]
            leans.append(_Lean(hit.cue.dilemma, hit.cue.option, turned, inside, len(hit.cue.stems)))
        return leans

    def _turned(self, hit: Found, before: str, cue: str, behind: str) -> bool:
        """Whether what stands before or behind a cue turns it round."""
        return self.words.opposes(before) if hit.cue.negated else self.words.turns(before, cue, behind)

    def _stance(self, dilemma: int, leans: Sequence[_Lean], words: str, conceding: bool) -> Stance | None:
        """One stance on a dilemma: on the option that the words lean to."""
        sides: dict[str, list[_Lean]] = defaultdict(list)
        for lean in leans:
            sides[self._side(dilemma, lean)].append(lean)
        if len(sides) == 1 and not conceding:
            return _one(leans)
        if len(sides) > 1 and not self.words.contrasts(words):
            return None
        best = max(leans, key=lambda lean: (not lean.granted, lean.words, lean.option))
        return Stance(best.option, Polarity.MIXED, Basis.INFERRED, 0.4, "option-cues-both")

    def _side(self, dilemma: int, lean: _Lean) -> str:
        """The option leaned to; being against one of two is leaning to the other."""
        others = [option.iri for option in self.dilemmas[dilemma].options if option.iri != lean.option]
        if not lean.against:
            return lean.option
        return others[0] if len(others) == 1 else f"not {lean.option}"


def _one(leans: Sequence[_Lean]) -> Stance | None:
    """The stance of leans to one side; None where the words only grant it."""
    if all(lean.granted for lean in leans):
        return None
    best = max(leans, key=lambda lean: (not lean.against, lean.words, lean.option))
    polarity = Polarity.DISAGREE if best.against else Polarity.AGREE
    confidence = min(0.4 + 0.05 * best.words + 0.05 * len(leans), 0.7)
    return Stance(best.option, polarity, Basis.INFERRED, round(confidence, 2), "option-cues")


def _answering(lean: _Lean, answer: Polarity) -> _Lean:
    turned = lean.against != (answer is Polarity.DISAGREE)
    return _Lean(lean.dilemma, lean.option, turned, False, lean.words)


def _notations(dilemma: Dilemma, knowledge: Knowledge) -> frozenset[str]:
    scheme = knowledge.issues
    own = {scheme.by_iri[iri].notation for iri in dilemma.issues if iri in scheme.by_iri}
    return frozenset(own | {issue.notation for issue in scheme.issues if issue.broader in own})
