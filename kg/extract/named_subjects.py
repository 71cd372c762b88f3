"""A parsed passage -> the subjects of its sentences that name somebody, for pronouns after them to mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.grammar.phrases import phrase_characters
from kg.extract.grammar.verbs import SUBJECTS
from kg.extract.mentions import SpeakerTest

if TYPE_CHECKING:
    from kg.extract.passages import Passage

_PRONOUN_TAGS = ("PRP", "PRP$", "WP", "WDT", "EX", "DT")


def named_subjects(passage: Passage, test: SpeakerTest) -> Iterator[tuple[int, str]]:
    """(place in the passage's line, the noun phrase as printed), in order; no pronouns, nothing that cannot speak."""
    for unit, sentence in zip(passage.units, passage.parses, strict=True):
        for token in sentence:
            if token.dep_ not in SUBJECTS or token.tag_ in _PRONOUN_TAGS or test.kind(token) is None:
                continue
            start, end = unit.range(*phrase_characters(token))
            yield start, passage.text[start:end]
