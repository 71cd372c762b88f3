"""Words of a statement -> the options of dilemmas that its speaker leans to or turns against."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
_MOST_DILEMMAS = 2  # a match needs a word that the cues of at most so many dilemmas share
_ENOUGH = 1.0  # a whole cue, or half of one with two supports: issue, question, weak cue
_SUPPORT = 0.25


@dataclass(frozen=True, slots=True)
class _Cue:
    stems: frozenset[str]
    negated: bool  # the cue itself denies something
    telling: frozenset[str] = frozenset()  # those of the stems that few dilemmas share


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cue belongs."""

    dilemma: int
    option: str  # IRI
    strong: bool
    cue: _Cue


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What one sentence has: for each option the whole or half matches of its strong cues (below 0: turned round) and its weak cues."""

    strong: Mapping[tuple[int, str], float]
    weak: Mapping[tuple[int, str], int]
    denied: bool


@dataclass(frozen=True)
class SideReader:
    """Finds the cues of options. `SideReader.of` makes it from the registry's dilemmas."""

    issues: tuple[frozenset[str], ...]  # of each dilemma: the notations of its issues and of those right below them
    places: Mapping[
        str, tuple[_Place, ...]
    ]  # by telling stem: a match needs a word that the cues of few dilemmas share
    function_words: frozenset[str]
    abbreviations: frozenset[str]
    words: StanceWords

    @classmethod
    def of(cls, knowledge: Knowledge, words: StanceWords) -> SideReader:
        sentences = table_of(knowledge, "sentences")
        function_words = frozenset(sentences["function_words"]) - _NEGATORS
        places = [p for at, dilemma in enumerate(knowledge.dilemmas) for p in _places_of(at, dilemma, function_words)]
        return cls(
            issues=tuple(_notations(dilemma, knowledge) for dilemma in knowledge.dilemmas),
            places=_by_telling_stem(places),
            function_words=function_words,
            abbreviations=frozenset(sentences["abbreviations"]),
            words=words,
        )

    def read(self, words: str, issues: Collection[str] = (), question: str = "") -> tuple[Stance, ...]:
        """Stances on options, the surest first; of one dilemma the option that is argued most.

        issues: notations of the statement's issues; question: what the section asks. Both support a cue, neither is needed.
        """
        sentences = [self._sentence(words[start:end]) for start, end in sentence_bounds(words, self.abbreviations)]
        touched = {dilemma for dilemma, _ in self._sentence(question).strong} if question else set()
        scores: dict[int, dict[str, float]] = defaultdict(dict)
        for dilemma, option in sorted({key for one in sentences for key in (*one.strong, *one.weak)}):
            on_issue = not self.issues[dilemma].isdisjoint(issues)
            support = _SUPPORT * (on_issue + (dilemma in touched))
            scores[dilemma][option] = max((_score(one, (dilemma, option), support) for one in sentences), key=abs)
        stances = (stance for options in scores.values() for stance in _strongest(options))
        return tuple(sorted(stances, key=lambda stance: (-stance.confidence, stance.target)))

    def _sentence(self, sentence: str) -> _Sentence:
        found = tokens(sentence)
        denied = self.words.denial.search(sentence) is not None
        strong: dict[tuple[int, str], float] = {}
        weak: Counter[tuple[int, str]] = Counter()
        for place in dict.fromkeys(place for token in found for place in self.places.get(token.stem, ())):
            weight, start = _match(place.cue, found)
            key = (place.dilemma, place.option)
            if weight and not place.strong:
                weak[key] += 1
            elif weight:
                before = found[max(0, start - _BEFORE) : start]
                turned = not place.cue.negated and (denied or any(token.stem in _NEGATORS for token in before))
                strong[key] = max(strong.get(key, 0.0), -weight if turned else weight, key=abs)
        return _Sentence(strong, weak, denied)


def _score(sentence: _Sentence, key: tuple[int, str], support: float) -> float:
    """How far a sentence speaks for (above 0) or against (below 0) an option."""
    strong, weak = sentence.strong.get(key, 0.0), sentence.weak.get(key, 0)
    if strong:
        return strong + (support + _SUPPORT * min(weak, 2)) * (1 if strong > 0 else -1)
    return 0.5 + support if weak >= 2 and not sentence.denied else 0.0


def _strongest(scores: Mapping[str, float]) -> Iterator[Stance]:
    """The stance on the option that is argued most, when that is enough and no other is argued as much the same way."""
    option, best = max(scores.items(), key=lambda item: (abs(item[1]), item[0]))
    rivals = [
        score for other, score in scores.items() if other != option and score * best > 0 and abs(score) >= abs(best)
    ]
    if abs(best) >= _ENOUGH and not rivals:
        yield _stance(option, best)


def _match(cue: _Cue, found: Sequence[Token]) -> tuple[float, int]:
    """1 where all words of a cue stand close together, 0.5 where most of a long one do, and the index of the first; else 0."""
    places = [index for index, token in enumerate(found) if token.stem in cue.stems]
    best: frozenset[str] = frozenset()
    start, reach = 0, len(cue.stems) + _SLACK
    for at, place in enumerate(places):
        inside = frozenset(found[other].stem for other in places[at : at + reach] if other - place < reach)
        if len(inside) > len(best):
            best, start = inside, place
    if len(best) == len(cue.stems):
        return 1.0, start
    enough = len(cue.stems) >= _LONG_CUE and len(best) / len(cue.stems) >= _PARTIAL and not best.isdisjoint(cue.telling)
    return (0.5, start) if enough else (0.0, 0)


def _places_of(at: int, dilemma: Dilemma, function_words: Collection[str]) -> Iterator[_Place]:
    """Strong cues of one word count as weak ones."""
    for option in dilemma.options:
        for phrases, strong in ((option.cues, True), (option.weak, False)):
            for stems in _stems_of(phrases, function_words):
                cue = _Cue(stems, bool(stems & _NEGATORS))
                yield _Place(at, option.iri, strong and len(stems) > 1, cue)


def _by_telling_stem(places: Sequence[_Place]) -> dict[str, tuple[_Place, ...]]:
    dilemmas: dict[str, set[int]] = defaultdict(set)
    for place in places:
        for stem in place.cue.stems - _NEGATORS:
            dilemmas[stem].add(place.dilemma)
    telling = frozenset(stem for stem, where in dilemmas.items() if len(where) <= _MOST_DILEMMAS)
    found: dict[str, tuple[_Place, ...]] = {}
    for place in places:
        cue = _Cue(place.cue.stems, place.cue.negated, place.cue.stems & telling)
        for stem in sorted(cue.telling):
            found[stem] = (*found.get(stem, ()), _Place(place.dilemma, place.option, place.strong, cue))
    return found


def _notations(dilemma: Dilemma, knowledge: Knowledge) -> frozenset[str]:
    scheme = knowledge.issues
    own = {scheme.by_iri[iri].notation for iri in dilemma.issues if iri in scheme.by_iri}
    return frozenset(own | {issue.notation for issue in scheme.issues if issue.broader in own})


def _stems_of(phrases: Iterable[str], function_words: Collection[str]) -> Iterator[frozenset[str]]:
    for phrase in phrases:
        stems = frozenset(t.stem for t in tokens(phrase) if phrase[t.start : t.end].lower() not in function_words)
        if stems:
            yield stems


def _stance(iri: str, score: float) -> Stance:
    polarity = Polarity.AGREE if score > 0 else Polarity.DISAGREE
    return Stance(iri, polarity, Basis.INFERRED, round(min(0.3 + 0.2 * abs(score), 0.7), 2), "option-cues")
