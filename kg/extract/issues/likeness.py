"""Statements, concepts and a sentence model -> how much like each concept a statement is, alone and with its neighbours.

Vectors of one text are all alike in some ways, and so are those of the concepts: each is taken relative to its mean
(Mu and Viswanath 2018, https://arxiv.org/abs/1702.01417).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from kg.extract.issues.evidence import Likeness
from kg.extract.meaning.bert import Array
from kg.extract.meaning.sentences import SentenceModel
from kg.knowledge.issues import IssueScheme
from kg.model import Statement

_NEIGHBOUR = 0.5  # the statement before counts half, the one after a quarter, in the same section
_AS_IF = 10  # a short text is centred as if so many statements like the mean concept stood with it


def likeness_of(statements: Sequence[Statement], scheme: IssueScheme, model: SentenceModel) -> list[Likeness]:
    """For each statement its likeness to every concept, to four decimals."""
    if not statements or not scheme.issues:
        return [{} for _ in statements]
    concepts = _concept_vectors(scheme, model)
    centre = concepts.mean(axis=0)
    words = model.vectors(statement.words for statement in statements)
    alone = _to_concepts(words, concepts - centre, centre)
    around = _to_concepts(_with_neighbours(words, statements), concepts - centre, centre)
    notations = [issue.notation for issue in scheme.issues]
    return [
        {notation: (float(own), float(near)) for notation, own, near in zip(notations, row, other, strict=True)}
        for row, other in zip(alone, around, strict=True)
    ]


@lru_cache(maxsize=4)
def _concept_vectors(scheme: IssueScheme, model: SentenceModel) -> Array:
    """The label, and the label with its definition, in equal parts."""
    labels = model.vectors(issue.label for issue in scheme.issues)
    return _unit(labels + model.vectors(f"{issue.label}. {issue.definition}" for issue in scheme.issues))


def _with_neighbours(words: Array, statements: Sequence[Statement]) -> Array:
    together = words.copy()
    for i in range(1, len(statements)):
        if statements[i].section == statements[i - 1].section:
            together[i] += _NEIGHBOUR * words[i - 1]
            together[i - 1] += _NEIGHBOUR / 2 * words[i]
    return _unit(together)


def _to_concepts(vectors: Array, concepts: Array, centre: Array) -> Array:
    mean = (vectors.sum(axis=0) + _AS_IF * centre) / (len(vectors) + _AS_IF)
    return np.round(_unit(vectors - mean) @ _unit(concepts).T, 4)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))
