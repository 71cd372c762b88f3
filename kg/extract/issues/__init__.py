"""A document and its statements -> the issues of each statement, best first, none below a threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError
from kg.extract.issues.evidence import Likeness, evidence_of
from kg.extract.issues.labels import LabelIndex, label_index, phrase_index
from kg.extract.issues.scores import MEANING_NUMBERS, NUMBERS, scores_of
from kg.extract.issues.subject import SUBJECT_NUMBERS, subjects_of
from kg.knowledge import Knowledge
from kg.knowledge.issues import IssueScheme
from kg.model import Document, IssueMatch, Statement

if TYPE_CHECKING:
    from kg.extract.meaning.sentences import SentenceModel

WEIGHTS = "issue-weights"  # the lexicon's table
MOST_ISSUES = 3
_CHOICE = ("least_score", "least_share_of_best", "setting")

Scores = Mapping[str, tuple[float, str]]  # notation -> score and what tells most


def issues_of(
    document: Document,
    statements: tuple[Statement, ...],
    knowledge: Knowledge,
    *,
    model: SentenceModel | None = None,
) -> tuple[tuple[IssueMatch, ...], ...]:
    """For each statement none to three issues, best first; empty where nothing reaches the threshold.

    model: sentence vectors add to the evidence; None: words and their places alone.
    Raises: KnowledgeError where the lexicon's table of weights lacks a number.
    """
    scheme, tables = knowledge.issues, knowledge.lexicon.tables.get(WEIGHTS, {})
    weights, choice = _weights(tables, semantic=model is not None), _numbers(tables, "choice", _CHOICE)
    found = evidence_of(document, statements, _index(scheme))
    within = _within_subject(document, statements, scheme, tables)
    return tuple(
        choose(scores_of(evidence, scheme, weights, setting=choice["setting"], within=share, likeness=like), choice)
        for evidence, share, like in zip(found, within, _likeness(statements, scheme, model), strict=True)
    )


def choose(scores: Scores, choice: Mapping[str, float]) -> tuple[IssueMatch, ...]:
    """Those over the threshold that are not far behind the best."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1][0], item[0]))[:MOST_ISSUES]
    best = ranked[0][1][0] if ranked else 0.0
    least = max(choice["least_score"], choice["least_share_of_best"] * best)
    return tuple(
        IssueMatch(notation, round(score, 3), f"issue-{telling}")
        for notation, (score, telling) in ranked
        if score >= least
    )


def _weights(tables: Mapping[str, Any], *, semantic: bool) -> Mapping[str, float]:
    if semantic:
        return _numbers(tables, "weights_with_meaning", ("none", *NUMBERS, *MEANING_NUMBERS))
    return _numbers(tables, "weights", ("none", *NUMBERS))


def _likeness(
    statements: Sequence[Statement], scheme: IssueScheme, model: SentenceModel | None
) -> Sequence[Likeness | None]:
    if model is None:
        return [None] * len(statements)
    from kg.extract.issues.likeness import likeness_of  # numpy belongs to the extra

    return likeness_of(statements, scheme, model)


def _within_subject(
    document: Document, statements: Sequence[Statement], scheme: IssueScheme, tables: Mapping[str, Any]
) -> list[float]:
    """For each statement how likely the scheme has anything to say of it; 1 where the scheme names no subject."""
    if not scheme.subject:
        return [1.0] * len(statements)
    weights = _numbers(tables, "subject", ("none", *SUBJECT_NUMBERS))
    return [subject.share(weights) for subject in subjects_of(document, statements, _subject_index(scheme))]


@lru_cache(maxsize=4)
def _index(scheme: IssueScheme) -> LabelIndex:
    return label_index(scheme)


@lru_cache(maxsize=4)
def _subject_index(scheme: IssueScheme) -> LabelIndex:
    return phrase_index(scheme.subject)


def _numbers(tables: Mapping[str, Any], table: str, names: Sequence[str]) -> Mapping[str, float]:
    values: Mapping[str, float] = tables.get(table, {})
    for name in names:
        if not isinstance(values, Mapping) or not isinstance(values.get(name), int | float):
            raise KnowledgeError(
                f"ontology/lexicon/{WEIGHTS}.toml, [{table}]: {name!r} is missing or no number. Add it."
            )
    return values
