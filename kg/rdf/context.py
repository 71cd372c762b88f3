"""What all mapping modules need of one extraction: keys, IRIs, the graph that collects the quads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.model import Extraction, Span
from kg.rdf.lines import GraphLines
from kg.rdf.spans import add_span
from kg.rdf.terms import iri, tagged

SECTION_TARGET = "section:"  # "section:3" is the section with index 3, where an IRI could stand


class Context:
    """One extraction on its way into its document's graph."""

    def __init__(self, extraction: Extraction, knowledge: Knowledge, run: str) -> None:
        """`run` is the IRI of the run."""
        self.extraction = extraction
        self.document = extraction.document
        self.knowledge = knowledge
        self.run = run
        self.iris = Iris(knowledge.pack.base, knowledge.pack.key)
        self.graph = GraphLines(self.iris.document_graph(self.document.key))
        self.document_iri = self.iris.document(self.document.key)
        self.snapshot_iri = self.iris.snapshot(self.document.key)

    @cached_property
    def section_titles(self) -> Sequence[str]:
        """The root's title is the document's, else its key; a heading without text is called by the same."""
        root = self.document.title.strip() or self.document.key
        return [section.title.strip() or root for section in self.document.sections]

    @cached_property
    def section_keys(self) -> Sequence[str]:
        return self.iris.section_keys(self.document.key, self.section_titles)

    @cached_property
    def statement_keys(self) -> Sequence[str]:
        contents = [(statement.words, statement.embedded_in) for statement in self.extraction.statements]
        return self.iris.statement_keys(self.document.key, contents)

    @cached_property
    def attribution_keys(self) -> dict[int, str]:
        """Of each attribution, the key of its first statement."""
        keys: dict[int, str] = {}
        for statement, key in zip(self.extraction.statements, self.statement_keys, strict=True):
            keys.setdefault(statement.attribution, key)
        return keys

    def section(self, index: int) -> str:
        """The section as a term."""
        return iri(self.iris.of("section", self.section_keys[index]))

    def proposition(self, index: int) -> str:
        """The position that a section puts, as a term."""
        return iri(self.iris.of("finding", self.section_keys[index]))

    def statement(self, index: int) -> str:
        """The statement as a term."""
        return iri(self.iris.of("statement", self.statement_keys[index]))

    def span(self, owner_key: str, role: str, span: Span) -> str:
        """Add a span of the document's text; returns it as a term."""
        address = self.iris.span(owner_key, role)
        return add_span(self.graph, address, self.snapshot_iri, self.document.text, span)

    def label(self, text: str) -> str:
        """A literal in the document's language."""
        return tagged(text, self.document.language)

    def words_at(self, span: Span) -> str:
        """The raw characters of a span."""
        return self.document.text[span.start : span.end]


def section_index(target: str) -> int | None:
    """The index that "section:N" names; None for an IRI."""
    number = target.removeprefix(SECTION_TARGET)
    return int(number) if number != target and number.isdecimal() else None


def shortened(words: str, characters: int) -> str:
    """Whole words of the beginning, with an ellipsis where something is left out.

    >>> shortened("nets cost more", 10)
    'nets cost …'
    """
    if len(words) <= characters:
        return words
    head = words[:characters]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head} …"
