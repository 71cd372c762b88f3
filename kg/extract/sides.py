"""Words of a statement -> the options of dilemmas that its speaker leans to or turns against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.sentences import sentence_bounds
from kg.extract.stance_words import StanceWords
from kg.extract.stem import Token, tokens
from kg.extract.word_lists import table_of
from kg.knowledge import Knowledge
from kg.knowledge.dilemmas import Dilemma
from kg.model import Basis, Polarity, Stance

_NEGATORS = frozenset(
    {
        "not",
        "no",
        "never",
        "cannot",
        "without",
        "nor",
        "neither",
        "don't",
        "doesn't",
        "isn't",
        "can't",
        "won't",
        "shouldn't",
    }
)
_SLACK = 4  # words that may stand between those of a cue
_BEFORE = 4  # words before a cue in which a negation turns it round
_PARTIAL = 0.65  # share of a long cue's words that counts as half a match
_LONG_CUE = 3  # words with content
_TELLING = 0.5  # a match needs a word that the cues of at most two dilemmas share
_ENOUGH = 1.0  # a whole cue, or half of one with two supports: issue, question, weak cue
_SUPPORT = 0.25


@dataclass(frozen=True, slots=True)
class _Cue:
    stems: frozenset[str]
    negated: bool  # the cue itself denies something


@dataclass(frozen=True, slots=True)
class _Side:
    """An option with its cues."""

    option: str  # IRI
    strong: tuple[_Cue, ...]
    weak: tuple[_Cue, ...]


@dataclass(frozen=True, slots=True)
class _Sides:
    """A dilemma's options and the notations of its issues and those right below them."""

    issues: frozenset[str]
    sides: tuple[_Side, ...]


@dataclass(frozen=True)
class SideReader:
    """Finds the cues of options. `SideReader.of` makes it from the registry's dilemmas."""

    dilemmas: tuple[_Sides, ...]
    weights: Mapping[str, float]  # of a stem: 1 / number of dilemmas whose cues use it
    abbreviations: frozenset[str]
    words: StanceWords

    @classmethod
    def of(cls, knowledge: Knowledge, words: StanceWords) -> SideReader:
        sentences = table_of(knowledge, "sentences")
        function_words = frozenset(sentences["function_words"]) - _NEGATORS
        dilemmas = tuple(_sides_of(dilemma, knowledge, function_words) for dilemma in knowledge.dilemmas)
        counts = Counter(
            stem
            for dilemma in dilemmas
            for stem in {s for side in dilemma.sides for cue in (*side.strong, *side.weak) for s in cue.stems}
        )
        return cls(
            dilemmas, {stem: 1 / count for stem, count in counts.items()}, frozenset(sentences["abbreviations"]), words
        )

    def read(self, words: str, issues: Collection[str] = (), question: str = "") -> tuple[Stance, ...]:
        """Stances on options, the surest first; of one dilemma the option that is argued most.

        issues: notations of the statement's issues; question: what the section asks. Both support a cue, neither is needed.
        """
        sentences = [words[start:end] for start, end in sentence_bounds(words, self.abbreviations)]
        found = [(tokens(sentence), self.words.denial.search(sentence) is not None) for sentence in sentences]
        asked = tokens(question)
        stances: list[Stance] = []
        for dilemma in self.dilemmas:
            support = _SUPPORT * (not dilemma.issues.isdisjoint(issues)) + _SUPPORT * self._touches(dilemma, asked)
            scores = [(self._score(side, found, support), side.option) for side in dilemma.sides]
            best, option = max(scores, key=lambda pair: (abs(pair[0]), pair[1]))
            rivals = [
                score for score, other in scores if other != option and score * best > 0 and abs(score) >= abs(best)
            ]
            if abs(best) >= _ENOUGH and not rivals:
                stances.append(_stance(option, best))
        return tuple(sorted(stances, key=lambda stance: (-stance.confidence, stance.target)))

    def _score(self, side: _Side, sentences: Sequence[tuple[list[Token], bool]], support: float) -> float:
        """How far the sentences speak for (above 0) or against (below 0) an option."""
        best = 0.0
        for found, denied in sentences:
            weak = sum(1 for cue in side.weak if self._match(cue, found)[0])
            for cue in side.strong:
                weight, start = self._match(cue, found)
                if weight:
                    turned = not cue.negated and (
                        denied or any(token.stem in _NEGATORS for token in found[max(0, start - _BEFORE) : start])
                    )
                    score = (weight + support + _SUPPORT * min(weak, 2)) * (-1 if turned else 1)
                    best = score if abs(score) > abs(best) else best
            if not best and weak >= 2 and not denied:
                best = 0.5 + support
        return best

    def _touches(self, dilemma: _Sides, asked: Sequence[Token]) -> bool:
        return any(self._match(cue, asked)[0] for side in dilemma.sides for cue in side.strong) if asked else False

    def _match(self, cue: _Cue, found: Sequence[Token]) -> tuple[float, int]:
        """1 where all words of a cue stand close together, 0.5 where most of a long one do, and the index of the first; else 0."""
        places = [index for index, token in enumerate(found) if token.stem in cue.stems]
        best: frozenset[str] = frozenset()
        start = 0
        for at, place in enumerate(places):
            inside = frozenset(found[other].stem for other in places[at:] if other - place < len(cue.stems) + _SLACK)
            if len(inside) > len(best):
                best, start = inside, place
        if max((self.weights.get(stem, 1.0) for stem in best - _NEGATORS), default=0.0) < _TELLING:
            return 0.0, 0
        if len(best) == len(cue.stems):
            return 1.0, start
        return (0.5, start) if len(cue.stems) >= _LONG_CUE and len(best) / len(cue.stems) >= _PARTIAL else (0.0, 0)


def _sides_of(dilemma: Dilemma, knowledge: Knowledge, function_words: Collection[str]) -> _Sides:
    scheme = knowledge.issues
    own = {scheme.by_iri[iri].notation for iri in dilemma.issues if iri in scheme.by_iri}
    near = {issue.notation for issue in scheme.issues if issue.broader in own}
    sides = []
    for option in dilemma.options:
        strong = _read(option.cues, function_words)
        single = tuple(cue for cue in strong if len(cue.stems) == 1)
        sides.append(
            _Side(
                option.iri,
                tuple(cue for cue in strong if len(cue.stems) > 1),
                (*_read(option.weak, function_words), *single),
            )
        )
    return _Sides(frozenset(own | near), tuple(sides))


def _read(phrases: Iterable[str], function_words: Collection[str]) -> tuple[_Cue, ...]:
    cues = []
    for phrase in phrases:
        stems = frozenset(
            token.stem for token in tokens(phrase) if phrase[token.start : token.end].lower() not in function_words
        )
        if stems:
            cues.append(_Cue(stems, bool(stems & _NEGATORS)))
    return tuple(cues)


def _stance(iri: str, score: float) -> Stance:
    polarity = Polarity.AGREE if score > 0 else Polarity.DISAGREE
    return Stance(iri, polarity, Basis.INFERRED, round(min(0.3 + 0.2 * abs(score), 0.7), 2), "option-cues")
