"""Extractions of several documents -> links between their passages."""

from kg.link.links import find_links

__all__ = ["find_links"]
