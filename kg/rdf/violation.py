"""A breach of a shape or check, and the order in which breaches are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["Violation", "Warning", "Info"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One result: which node breaks which rule."""

    severity: Severity
    document: str | None  # IRI; None where the node stands in no document's graph
    node: str  # IRI of the focus node
    message: str  # what is wrong and what to do
    path: str | None = None  # IRI of the property at fault
    value: str | None = None  # the IRI or text at fault
    shape: str = ""  # IRI of the shape or constraint, file name of a check
