"""What the stages hand to one another: documents, extractions, links. Frozen, and free of behaviour.

Offsets are Unicode code points into `Document.text`, from 0, end excluded. Partial dates are ISO 8601 cut where
knowledge ends: "2021", "2021-06", "2021-06-17".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A contiguous run of characters of one document's text."""

    start: int
    end: int


# ---------------------------------------------------------------- read: file -> Document


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    BLOCK_QUOTATION = "block quotation"
    ATTRIBUTION_LINE = "attribution line"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, bullet …: its own characters in reading order.

    What lies between two pieces (page numbers, running headers, blank lines) is furniture and not part of it.
    A bullet's mark, a quotation's marks and the line breaks inside a piece are part of the pieces' text.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    section: int  # index into Document.sections
    level: int = 0  # of a heading or bullet, from 1; else 0
    furniture: str | None = None  # of boilerplate: "navigation", "cookie notice", "advert", "contact", "page number" …
    language: str = "en"

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].start, self.pieces[-1].end)

    @property
    def is_read(self) -> bool:
        """Whether the extraction reads it: it is no furniture, and in English."""
        return self.kind is not BlockKind.BOILERPLATE and self.language == "en"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; number 0 is the document's root."""

    index: int
    title: str
    level: int  # 0 root
    parent: int | None
    heading: Span | None  # where the heading stands; None: root without a title in the text
    asks: bool = False  # the heading is a question


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file as received."""

    name: str
    sha256: str  # of the bytes
    size: int  # bytes
    media_type: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document's exact text with its blocks and sections."""

    key: str
    title: str
    text: str
    sha256: str  # of the text in UTF-8
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    file: SourceFile
    publisher: str | None = None  # a name, resolved by the extractor
    author: str | None = None
    issued: str | None = None  # partial date
    rights: str | None = None
    language: str = "en"  # of most of its words; a block may have another
    warnings: tuple[str, ...] = ()


# ---------------------------------------------------------------- extract: Document -> Extraction


class SpeakerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"  # a review or inquiry speaks as one
    GROUP = "group"
    DOCUMENT = "document"  # a report, paper, survey


class Quantifier(StrEnum):
    ONE = "one"
    FEW = "few"
    SOME = "some"
    SEVERAL = "several"
    MANY = "many"
    MOST = "most"
    ALL = "all"
    COUNTED = "counted"
    NONE_GIVEN = "none given"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the text and the registry tell.

    Registered: `iri` is the registry's. Else the agent is local to the document; groups and unnamed persons are local
    to one attribution (statements with the same `Statement.attribution` share the node).
    """

    label: str
    kind: SpeakerKind
    iri: str | None = None
    kind_guessed: bool = False
    named: bool = True  # False: a role or description stands for a name ("One nurse", "Respondent - teacher")
    quantifier: Quantifier | None = None  # of a group
    group_size: int | None = None
    member_role: str | None = None  # "respondents", "teachers"
    members: tuple[Speaker, ...] = ()  # of joint speakers
    on_behalf_of: Speaker | None = None  # the body spoken for


class StatementKind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class IssueMatch:
    notation: str
    score: float  # 0 to 1
    rule: str


@dataclass(frozen=True, slots=True)
class StatuteReference:
    iri: str  # legislation.gov.uk identifier, or our own
    label: str  # act and section ("… Act 1999 s 12"), as the JSON lines give it
    span: Span
    act_inferred: bool = False  # the Act is carried over from context


@dataclass(frozen=True, slots=True)
class Figure:
    span: Span
    value: str  # a decimal number, or "low–high" for a range
    unit: str  # "count", "percent", "GBP", "ratio", "times", "one in", "to one", "years" …
    qualifier: str | None = None  # "more than", "around", "up to" …
    measure: str | None = None
    population: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated happening and the passage that tells of it."""

    span: Span
    date: str  # partial date
    label: str


class Polarity(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    MIXED = "mixed"
    UNCLEAR = "unclear"


class Basis(StrEnum):
    STATED = "stated"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a statement's speaker stands. No object where no stance is taken."""

    target: str  # IRI of a registry node (report, review, option, finding), or "section:N" for the proposition of the question that section N puts
    polarity: Polarity
    basis: Basis
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """That somebody said these words here."""

    kind: StatementKind
    speaker: Speaker | None  # None: the text does not tell and nothing may be guessed
    parts: tuple[Span, ...]  # of the content; more than one: an interrupted quotation
    words: str  # parts joined with " … ", white space collapsed, page furniture left out
    block: int  # index into Document.blocks of the first part
    section: int
    attribution: int  # statements that one lead-in or clause attributes share this number
    rule: str
    confidence: float
    source: Span | None = None  # the name or pronoun that stands there
    cue: Span | None = None  # the reporting verb, or what in the layout tells
    embedded_in: int | None = None  # index into Extraction.statements
    issues: tuple[IssueMatch, ...] = ()  # best first, at most 3
    statutes: tuple[StatuteReference, ...] = ()
    figures: tuple[Figure, ...] = ()
    stances: tuple[Stance, ...] = ()
    responds_to: tuple[str, ...] = ()  # IRI, or "section:N"


@dataclass(frozen=True, slots=True)
class Response:
    """That an agent answered a consultation, and the passage that says so (a line of an annex)."""

    agent: Speaker
    span: Span
    consultation: str | None = (
        None  # IRI of the report, review or programme that the list names; None: the pack's subject
    )


@dataclass(frozen=True, slots=True)
class FoundDilemma:
    """A question on which people differ, as the text itself words it."""

    span: Span
    sides: tuple[str, str]
    rule: str
    statements: tuple[
        int, ...
    ] = ()  # indexes of the statements that hold the sides, in their order; none: nobody is told
    matter: str | None = None  # IRI of the registry's dilemma of the same matter


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document; statements stand in the order of the text."""

    document: Document
    statements: tuple[Statement, ...]
    responses: tuple[Response, ...] = ()
    events: tuple[Event, ...] = ()
    statutes: tuple[StatuteReference, ...] = ()  # every reference of the text, in statements or not
    figures: tuple[Figure, ...] = ()  # likewise
    dilemmas: tuple[FoundDilemma, ...] = ()
    warnings: tuple[str, ...] = field(default=())


# ---------------------------------------------------------------- link: Extractions -> links


@dataclass(frozen=True, slots=True)
class Passage:
    document: str  # key
    span: Span


class LinkKind(StrEnum):
    CONFLICT = "conflict"
    CORROBORATION = "corroboration"


class Aspect(StrEnum):
    """What two sources differ or agree on."""

    DATE = "date"
    FIGURE = "figure"
    WORDING = "wording"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class CrossLink:
    """Two or more passages, of one document or several, that disagree or agree."""

    kind: LinkKind
    aspect: Aspect
    topic: str  # what it is about, in a few words of the passages
    passages: tuple[Passage, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """That a statement answers a finding or recommendation of the same document or another."""

    document: str  # key of the answering statement's document
    statement: int  # index into its Extraction.statements
    position_document: str  # key
    position: str  # key of the position in its document
    rule: str
    confidence: float
    passage: Span | None = None  # in the answering document: the words that point to the position
    polarity: Polarity | None = None  # None: it takes no side
    basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True)
class Theme:
    """Statements that no issue covers and that share words."""

    words: tuple[str, ...]  # that name it, the one that most statements share first
    statements: tuple[tuple[str, int], ...]  # key of the document and index into its Extraction.statements, in order
    broader: tuple[str, ...]  # notations of issues that may hold it: proposals
    rule: str

    @property
    def key(self) -> str:
        """Stays as long as the words do, whatever their order."""
        return "-".join(sorted(self.words))


@dataclass(frozen=True, slots=True)
class Across:
    """All that was found between documents."""

    links: tuple[CrossLink, ...] = ()
    answers: tuple[Answer, ...] = ()
    themes: tuple[Theme, ...] = ()
