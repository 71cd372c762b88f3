"""A draft of a statement -> how sure its words and speaker are, 0 to 1."""

from __future__ import annotations

from kg.extract.drafts import Draft
from kg.knowledge.lexicon import Lexicon
from kg.model import Document

_PRONOUNS = frozenset("he she it they we i you".split())


def confidence_of(draft: Draft, document: Document, lexicon: Lexicon) -> float:
    """The rule's share of right statements, less what makes this one doubtful; two decimals."""
    rules, penalty = lexicon.tables["confidence"]["rule"], lexicon.tables["confidence"]["penalty"]
    sure = float(rules.get(draft.rule, rules["default"]))
    if draft.speaker is None:
        sure -= penalty["no_speaker"]
    elif draft.source is None and draft.cue is not None:
        sure -= penalty["no_agent"]
    else:
        sure -= penalty["kind_guessed"] if draft.speaker.kind_guessed else 0
        printed = document.text[draft.source.start : draft.source.end] if draft.source else ""
        sure -= penalty["pronoun"] if printed.casefold() in _PRONOUNS else 0
    return round(min(0.99, max(0.05, sure)), 2)
