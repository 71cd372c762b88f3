"""Extractions of several documents -> what lies between their passages: links, answers to findings, themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.knowledge import Knowledge
from kg.link.answers import find_answers
from kg.link.links import find_links
from kg.link.themes import find_themes
from kg.model import Across, Extraction

if TYPE_CHECKING:
    from kg.extract.meaning.sentences import SentenceModel

__all__ = ["find_across", "find_answers", "find_links", "find_themes"]


def find_across(
    extractions: Sequence[Extraction], knowledge: Knowledge, *, model: SentenceModel | None = None
) -> Across:
    """All that lies between the documents; the same whatever their order. model: themes go by meaning too."""
    return Across(
        find_links(extractions, knowledge),
        find_answers(extractions, knowledge),
        find_themes(extractions, knowledge, model),
    )
