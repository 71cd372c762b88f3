"""Extractions of several documents -> what lies between their passages: links, and answers to findings."""

from collections.abc import Sequence

from kg.knowledge import Knowledge
from kg.link.answers import find_answers
from kg.link.links import find_links
from kg.model import Across, Extraction

__all__ = ["find_across", "find_answers", "find_links"]


def find_across(extractions: Sequence[Extraction], knowledge: Knowledge) -> Across:
    """All that lies between the documents; the same whatever their order."""
    return Across(find_links(extractions, knowledge), find_answers(extractions, knowledge))
