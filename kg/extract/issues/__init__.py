"""A document and its statements -> the issues of each statement, best first, none below a threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.errors import KnowledgeError
from kg.extract.issues.evidence import evidence_of
from kg.extract.issues.labels import LabelIndex, label_index
from kg.extract.issues.scores import NUMBERS, scores_of
from kg.knowledge import Knowledge
from kg.knowledge.issues import IssueScheme
from kg.model import Document, IssueMatch, Statement

WEIGHTS = "issue-weights"  # the lexicon's table
MOST_ISSUES = 3

Scores = Mapping[str, tuple[float, str]]  # notation -> score and what tells most


def issues_of(
    document: Document, statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[tuple[IssueMatch, ...], ...]:
    """For each statement none to three issues, best first; empty where nothing reaches the threshold.

    Raises: KnowledgeError where the lexicon's table of weights lacks a number.
    """
    weights, choice = _weights(knowledge)
    scheme = knowledge.issues
    found = evidence_of(document, statements, _index(scheme))
    return tuple(choose(scores_of(evidence, scheme, weights, setting=choice["setting"]), choice) for evidence in found)


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


@lru_cache(maxsize=4)
def _index(scheme: IssueScheme) -> LabelIndex:
    return label_index(scheme)


def _weights(knowledge: Knowledge) -> tuple[Mapping[str, float], Mapping[str, float]]:
    table = knowledge.lexicon.tables.get(WEIGHTS, {})
    weights, choice = table.get("weights", {}), table.get("choice", {})
    _need(weights, "weights", ("none", *NUMBERS))
    _need(choice, "choice", ("least_score", "least_share_of_best", "setting"))
    return weights, choice


def _need(values: object, table: str, names: Sequence[str]) -> None:
    for name in names:
        if not isinstance(values, Mapping) or not isinstance(values.get(name), int | float):
            raise KnowledgeError(
                f"ontology/lexicon/{WEIGHTS}.toml, [{table}]: {name!r} is missing or no number. Add it."
            )
