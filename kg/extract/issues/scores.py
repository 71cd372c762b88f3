"""Evidence of one statement -> a score from 0 to 1 for each issue, by the weights of the lexicon."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.extract.issues.evidence import Amounts, Evidence, Likeness
from kg.knowledge.issues import IssueScheme

Numbers = dict[str, float]  # name of a number, as in the table of weights -> from 0 to 1

_KINDS = {
    "words": ("strong_words", "weak_words", "share_of_words", "most_words", "second_most_words", "narrower_words"),
    "heading": ("heading",),
    "lead-in": ("lead_in", "paragraph"),
    "neighbours": ("previous_statement", "next_statement", "section"),
}
MEANING_NUMBERS = ("meaning", "meaning_around")  # with sentence vectors
_ALL_KINDS = {**_KINDS, "meaning": MEANING_NUMBERS}
_ALIKE = 0.15  # below this likeness alone never reaches a threshold
_MOST_OF_SETTING = 0.6  # a circumstance never outdoes what the words say
NUMBERS: tuple[str, ...] = tuple(name for names in _KINDS.values() for name in names)


def numbers_of(evidence: Evidence, notation: str, scheme: IssueScheme, likeness: Likeness | None = None) -> Numbers:
    """What speaks for one issue, each number from 0 (nothing) to 1; with vectors two more, from -1 to 1."""
    found = _lexical(evidence, notation, scheme)
    return found if likeness is None else {**found, **dict(zip(MEANING_NUMBERS, likeness[notation], strict=True))}


def _lexical(evidence: Evidence, notation: str, scheme: IssueScheme) -> Numbers:
    words = evidence.words
    amount = words.get(notation, 0.0)
    total, most, second = evidence.totals
    return {
        "strong_words": _much(evidence.strong.get(notation, 0.0)),
        "weak_words": _much(evidence.weak.get(notation, 0.0) / 2),
        "share_of_words": amount / (total or 1.0),
        "most_words": float(amount > 0 and amount == most),
        "second_most_words": float(amount > 0 and amount == second),
        "narrower_words": _much(sum(words.get(other, 0.0) for other in scheme.narrower[notation])),
        "heading": _much(evidence.heading.get(notation, 0.0)),
        "lead_in": _much(evidence.lead_in.get(notation, 0.0)),
        "paragraph": _much(evidence.paragraph.get(notation, 0.0)),
        "previous_statement": _much(evidence.previous.get(notation, 0.0)),
        "next_statement": _much(evidence.following.get(notation, 0.0)),
        "section": math.sqrt(evidence.section.get(notation, 0.0)),
    }


def scores_of(
    evidence: Evidence,
    scheme: IssueScheme,
    weights: Mapping[str, float],
    *,
    setting: float,
    within: float = 1.0,
    likeness: Likeness | None = None,
) -> dict[str, tuple[float, str]]:
    """Score and what tells most, for each issue that anything points to; none for the others.

    setting: what an issue's share of all cues of the text is multiplied with, when it is a circumstance of the whole.
    likeness: to every concept, where there are sentence vectors; the weights then have numbers for it.
    within: how likely the scheme has anything to say of the statement; every score is multiplied with it.
    """
    out = {}
    for notation in sorted(_candidates(evidence, likeness or {})):
        numbers = numbers_of(evidence, notation, scheme, likeness)
        parts = {name: weights[name] * value for name, value in numbers.items()}
        out[notation] = (within / (1 + math.exp(-(weights["none"] + sum(parts.values())))), _telling(parts))
    for issue in scheme.issues:
        score = within * min(_MOST_OF_SETTING, setting * evidence.circumstances.get(issue.notation, 0.0))
        if issue.setting and score > out.get(issue.notation, (0.0, ""))[0]:
            out[issue.notation] = (score, "setting")
    return out


def _candidates(evidence: Evidence, likeness: Likeness) -> set[str]:
    near: Sequence[Amounts] = (
        evidence.words,
        evidence.lead_in,
        evidence.paragraph,
        evidence.heading,
        evidence.previous,
        evidence.following,
        evidence.section,
    )
    like = {notation for notation, (alone, _) in likeness.items() if alone > _ALIKE}
    return like.union(*near)


def _telling(parts: Mapping[str, float]) -> str:
    """The kind of evidence that adds most; the first named wins a tie."""
    amounts = {kind: sum([parts.get(name, 0.0) for name in names]) for kind, names in _ALL_KINDS.items()}
    return max(amounts, key=amounts.__getitem__)


def _much(amount: float) -> float:
    """From 0 at no cue through 0.63 at one to nearly 1 at four."""
    return 1 - math.exp(-amount) if amount else 0.0
