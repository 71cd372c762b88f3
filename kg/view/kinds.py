"""The kinds of things that a picture shows: what each is called, and the shape that tells it apart without colour.

The colours stand in `static/view.css`, one custom property a kind, once for light and once for dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the legend. `shape` is a node shape of vis-network, or one that `static/shapes.js` draws."""

    key: str
    role: str  # "speaker", "statement", "issue", "statute", "option", "target" or "cell"
    singular: str
    plural: str
    shape: str


_ALL: Final = (
    Kind("person", "speaker", "person", "people", "dot"),
    Kind("organisation", "speaker", "organisation", "organisations", "square"),
    Kind("group", "speaker", "group", "groups", "triangle"),
    Kind("document", "speaker", "report that speaks", "reports that speak", "diamond"),
    Kind("agent", "speaker", "other speaker", "other speakers", "triangleDown"),
    Kind("direct", "statement", "direct speech", "direct speech", "bubble"),
    Kind("indirect", "statement", "indirect speech", "indirect speech", "hollow-bubble"),
    Kind("finding", "statement", "finding", "findings", "star"),
    Kind("issue", "issue", "issue", "issues", "hexagon"),
    Kind("statute", "statute", "Act or section", "Acts and sections", "page"),
    Kind("option", "option", "option", "options", "tablet"),
    Kind("target", "target", "what a side is taken on", "what sides are taken on", "target"),
    Kind("silent", "cell", "no side taken", "no side taken", "ring"),
    Kind("for", "cell", "for", "for", "tick"),
    Kind("against", "cell", "against", "against", "cross"),
    Kind("both", "cell", "both, or does not tell", "both, or do not tell", "equals"),
)

KINDS: Final[dict[str, Kind]] = {kind.key: kind for kind in _ALL}
ORDER: Final[dict[str, int]] = {kind.key: place for place, kind in enumerate(_ALL)}
STATEMENT_KINDS: Final = tuple(kind.key for kind in _ALL if kind.role == "statement")


def speaker_kind(found: str) -> str:
    """The kind of a speaker as a query gives it; "agent" where it gives none that has a shape.

    >>> speaker_kind("person"), speaker_kind("")
    ('person', 'agent')
    """
    return found if found in KINDS and KINDS[found].role == "speaker" else "agent"


def statement_kind(found: str) -> str:
    """The kind of a statement as a query gives it; indirect speech, which claims least, where it gives none.

    >>> statement_kind("direct"), statement_kind("")
    ('direct', 'indirect')
    """
    return found if found in STATEMENT_KINDS else "indirect"
