"""What the steps from rows to a page hand to one another: a picture of nodes, statements and lines. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Tally = Mapping[str, int]  # statements by kind ("direct", "indirect", "finding")


@dataclass(frozen=True, slots=True)
class Hub:
    """A speaker, an issue, a statute or an option of a dilemma: what statements hang on."""

    key: str  # IRI, or what several nodes were added up by
    kind: str  # a key of kinds.KINDS
    label: str
    count: int  # its statements, also those that the picture leaves out
    remark: str = ""  # a sentence for the panel


@dataclass(frozen=True, slots=True)
class Quotation:
    """A statement with what is needed to check it. `words` are shown as they stand in the graph."""

    key: str  # IRI of the statement
    kind: str
    words: str
    speaker: str  # key of a Hub
    issues: tuple[
        str, ...
    ]  # keys of Hubs: the issues that it is about, in the picture of a statute the Acts and sections
    document: str  # title
    section: str  # heading, or ""
    confidence: float | None
    rule: str = ""
    remark: str = ""  # a sentence for the panel and the tables

    @property
    def place(self) -> tuple[str, ...]:
        """Document and section; the document alone where the section is its root, which bears the same title."""
        return tuple(dict.fromkeys(part for part in (self.document, self.section) if part))


@dataclass(frozen=True, slots=True)
class Pair:
    """How often a speaker spoke about an issue, by kind of statement."""

    speaker: str
    issue: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a speaker speaks about an issue, and the sides in these statements; a side is on its target."""

    speaker: str  # key of a Hub
    issue: str  # key of a Hub
    count: int
    agree: int
    disagree: int
    mixed: int
    inferred: int  # of the three

    @property
    def key(self) -> str:
        """What tells it from all other cells, hubs and statements."""
        return f"{self.speaker} {self.issue}"

    @property
    def sides(self) -> int:
        return self.agree + self.disagree + self.mixed

    @property
    def kind(self) -> str:
        """A key of kinds.KINDS."""
        if not self.sides:
            return "silent"
        return "for" if self.agree == self.sides else "against" if self.disagree == self.sides else "both"


@dataclass(frozen=True, slots=True)
class Lean:
    """Where a speaker stands on an option of a dilemma, or on what else one can take a side on, with the statements that show it."""

    holder: str  # key of a Hub
    option: str  # key of a Hub
    polarity: str  # "agree", "disagree", "mixed" or "unclear"
    inferred: bool
    confidence: float | None
    quotations: tuple[str, ...]  # keys of Quotations


@dataclass(frozen=True, slots=True)
class Picture:
    """One view, complete: the page shows all of it, so what is too much has to be taken out before."""

    view: str  # a name of kg.view.VIEWS
    title: str
    description: str
    command: str  # the command line that makes it
    queries: tuple[str, ...]  # the catalogue queries that the rows come from
    total: int  # statements that it is about, shown or not
    hubs: tuple[Hub, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    pairs: tuple[Pair, ...] = ()
    leans: tuple[Lean, ...] = ()
    cells: tuple[Cell, ...] = ()  # of a matrix
    ties: tuple[tuple[str, str], ...] = ()  # keys of two Hubs that belong together whatever is said
    tie_meaning: str = ""  # what the second is to the first, or the first to the second
    focus: str | None = None  # key of the Hub in the middle
    ends: tuple[str, ...] = ()  # keys of the two Hubs that everything else stands between
    about: str = "issue"  # role of the hubs that statements lead to: "issue" or "statute"
    drawn: bool = True  # statements have marks of their own; else they are read from the panel and the tables
    bubbles: bool = True  # statements are drawn as nodes of their own at first, else only as lines
    notes: tuple[str, ...] = field(default=())  # what was left out, in sentences
