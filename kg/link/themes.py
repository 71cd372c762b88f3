"""Extractions of all documents -> themes: groups of statements that the issue scheme covers badly, and the words that name them.

Statements are alike by the words that few others share (TF-IDF) and, with a sentence model, by its vectors. Groups are
communities of the graph of likeness (Blondel et al. 2008, with a fixed seed); what names a group are words that are more
frequent in it than elsewhere (class-based TF-IDF, Grootendorst 2022, https://arxiv.org/abs/2203.05794).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.extract.content_words import content_words
from kg.extract.stem import tokens
from kg.knowledge import Knowledge
from kg.model import Extraction, Statement, Theme

if TYPE_CHECKING:
    from kg.extract.meaning.sentences import SentenceModel

_COVERED = 0.6  # score of an issue that a statement's own words or meaning give
_OWN = ("issue-words", "issue-meaning")
_ALIKE = 0.2  # from here on two statements are joined
_SHORTEST_WORD = 3
_TOO_COMMON = 60  # statements that share a word, from which on it leads to no pair
_LEAST = 3  # statements of a theme
_NAMED_BY = 3  # words
_SEED = 1


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement and its telling words."""

    document: str
    index: int
    statement: Statement
    words: tuple[str, ...]  # stems


@dataclass(frozen=True, slots=True)
class _Rarity:
    """How much a word tells: of all statements, those of the scheme too, few have it."""

    statements: int
    frequency: Mapping[str, int]

    def of(self, word: str) -> float:
        return math.log(1 + self.statements / self.frequency[word])


def find_themes(
    extractions: Sequence[Extraction], knowledge: Knowledge, model: SentenceModel | None = None
) -> tuple[Theme, ...]:
    """Themes in the order of their keys, each statement in one at most; the same whatever the order of the documents."""
    everything = _read(extractions, knowledge)
    rarity = _Rarity(len(everything), Counter(word for one in everything for word in set(one.words)))
    said = [one for one in everything if not _is_covered(one.statement)]
    forms = _forms(one.statement.words for one in said)
    groups: dict[tuple[str, ...], list[_Said]] = defaultdict(list)  # groups with one name are one
    for members in _communities(said, rarity, model):
        names = _names([said[i] for i in members], rarity)
        groups[names] += [said[i] for i in members if not set(names).isdisjoint(said[i].words)]
    themes = [
        _theme(names, members, forms, knowledge, by_meaning=model is not None)
        for names, members in groups.items()
        if _hangs_together(names, members)
    ]
    return tuple(sorted(themes, key=lambda theme: theme.key))


def _read(extractions: Sequence[Extraction], knowledge: Knowledge) -> list[_Said]:
    """All statements with the words that may tell them apart."""
    function_words = frozenset(knowledge.lexicon.words("sentences", "function_words"))
    subject = {token.stem for label in knowledge.issues.subject for token in tokens(label)}  # all are about that
    out = []
    for extraction in sorted(extractions, key=lambda extraction: extraction.document.key):
        for index, statement in enumerate(extraction.statements):
            words = content_words(statement.words, function_words)
            telling = tuple(word for word in words if len(word) >= _SHORTEST_WORD and word not in subject)
            out.append(_Said(extraction.document.key, index, statement, telling))
    return out


def _is_covered(statement: Statement) -> bool:
    """Whether an issue covers it by what it says itself, and not by where it stands."""
    return any(match.rule in _OWN and match.score >= _COVERED for match in statement.issues)


def _communities(said: Sequence[_Said], rarity: _Rarity, model: SentenceModel | None) -> list[list[int]]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(said)))
    graph.add_weighted_edges_from((i, j, weight) for i, j, weight in _alike(said, rarity, model) if weight >= _ALIKE)
    found = nx.community.louvain_communities(graph, seed=_SEED) if graph.size() else []
    return sorted(sorted(members) for members in found)


def _alike(said: Sequence[_Said], rarity: _Rarity, model: SentenceModel | None) -> Iterator[tuple[int, int, float]]:
    """Pairs that share a word that is not too common, with their likeness to four decimals."""
    vectors = _weighted(said, rarity)
    holders: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for word in vector:
            holders[word].append(i)
    leading = (some for some in holders.values() if len(some) <= _TOO_COMMON)
    pairs = sorted({pair for some in leading for pair in combinations(some, 2)})
    meaning = _Meaning(said, model) if model and said else None
    for i, j in pairs:
        shared = sum(weight * vectors[j].get(word, 0.0) for word, weight in vectors[i].items())
        yield i, j, round((shared + meaning.likeness(i, j)) / 2 if meaning else shared, 4)


def _weighted(said: Sequence[_Said], rarity: _Rarity) -> list[Mapping[str, float]]:
    """TF-IDF vectors of length 1, words in sorted order."""
    bags = [Counter(one.words) for one in said]
    out: list[Mapping[str, float]] = []
    for bag in bags:
        weights = {word: (1 + math.log(bag[word])) * rarity.of(word) for word in sorted(bag)}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        out.append({word: weight / length for word, weight in weights.items()})
    return out


class _Meaning:
    """Likeness of statements by a sentence model, relative to the mean of all."""

    def __init__(self, said: Sequence[_Said], model: SentenceModel) -> None:
        vectors = model.vectors(one.statement.words for one in said)
        vectors = vectors - vectors.mean(axis=0)
        lengths = (vectors**2).sum(axis=1) ** 0.5
        self._vectors = vectors / (lengths + (lengths == 0))[:, None]

    def likeness(self, i: int, j: int) -> float:
        return float(self._vectors[i] @ self._vectors[j])


def _names(members: Sequence[_Said], rarity: _Rarity) -> tuple[str, ...]:
    """Stems that stand in several of a group's statements and in few others, the most telling, in alphabetical order."""
    inside = Counter(word for one in members for word in set(one.words))
    score = {word: count * rarity.of(word) for word, count in inside.items() if count > 1}
    return tuple(sorted(sorted(score, key=lambda word: (-round(score[word], 9), word))[:_NAMED_BY]))


def _hangs_together(names: Sequence[str], members: Sequence[_Said]) -> bool:
    """Whether there are enough statements, one of the words standing in half of them."""
    most = max((sum(name in one.words for one in members) for name in names), default=0)
    return len(members) >= _LEAST and 2 * most >= len(members)


def _forms(texts: Iterable[str]) -> Mapping[str, str]:
    """For each stem the form in which it is said most; of equally frequent ones the first in the alphabet."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for token in tokens(text):
            counts[token.stem][token.word] += 1
    return {stem: min(forms, key=lambda form: (-forms[form], form)) for stem, forms in counts.items()}


def _theme(
    names: Sequence[str], members: Sequence[_Said], forms: Mapping[str, str], knowledge: Knowledge, *, by_meaning: bool
) -> Theme:
    often = Counter(word for one in members for word in set(one.words))
    words = tuple(forms[name] for name in sorted(names, key=lambda name: (-often[name], name)))
    return Theme(
        words=words,
        statements=tuple(sorted((one.document, one.index) for one in members)),
        broader=_broader(words, members, knowledge),
        rule="theme-meaning" if by_meaning else "theme-words",
    )


def _broader(words: Sequence[str], members: Sequence[_Said], knowledge: Knowledge) -> tuple[str, ...]:
    """The issue that most members were given for their place, where that is half of them, and issues with a naming word as a label."""
    given = Counter(match.notation for one in members for match in one.statement.issues)
    proposed = {notation for notation, count in given.items() if 2 * count >= len(members)}
    stems = {tokens(word)[0].stem for word in words}
    for issue in knowledge.issues.issues:
        labels = (tokens(label) for label in issue.strong)
        if any(len(label) == 1 and not label[0].capitals and label[0].stem in stems for label in labels):
            proposed.add(issue.notation)
    return tuple(sorted(proposed))
