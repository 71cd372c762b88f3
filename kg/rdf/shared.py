"""What lies between documents (conflicts, corroborations, statutes outside the registry) as quads of the links graph.

A node that several documents may name stands here and not in a document's graph, so that no triple stands twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.iris import Iris, Numbering, digest, nfc
from kg.knowledge import Knowledge
from kg.model import Aspect, CrossLink, Document, Extraction, LinkKind, Passage, StatuteReference
from kg.namespaces import ELI, PROV, RDFS
from kg.rdf.lines import GraphLines
from kg.rdf.spans import add_span
from kg.rdf.terms import TYPE, code, decimal, iri, string, tagged, wsw

_LABEL: Final = f"<{RDFS}label>"
_CLASSES: Final = {LinkKind.CONFLICT: wsw("Conflict"), LinkKind.CORROBORATION: wsw("Corroboration")}
_KINDS: Final = {LinkKind.CONFLICT: "conflict", LinkKind.CORROBORATION: "link"}


def add_cross_links(
    graph: GraphLines, links: Iterable[CrossLink], documents: Mapping[str, Document], iris: Iris, run: str
) -> None:
    """Add every conflict and corroboration; `documents` by key, `run` an IRI."""
    numbering = Numbering()
    for link in sorted(links, key=_order):
        same = (link.kind, link.aspect, link.topic, *_words_of(link, documents))
        key = digest("link", *same, numbering.number(tuple(map(nfc, same))))
        node = iri(iris.of(_KINDS[link.kind], key))
        graph.add(node, TYPE, _CLASSES[link.kind])
        graph.add(node, _LABEL, tagged(link.topic, _language(link, documents)))
        graph.add(node, wsw("conflictType"), code(link.aspect))
        graph.add(node, wsw("confidence"), decimal(link.confidence))
        graph.add(node, wsw("rule"), string(link.rule))
        graph.add(node, f"<{PROV}wasGeneratedBy>", iri(run))
        for number, passage in enumerate(sorted(link.passages, key=_place), start=1):
            document = documents[passage.document]
            address = iris.span(key, f"p{number}")
            graph.add(node, wsw("between"), _add_passage(graph, address, document, passage, iris))


def add_unregistered_statutes(graph: GraphLines, extractions: Iterable[Extraction], knowledge: Knowledge) -> None:
    """Add class, label and Act of each statute that a document names and the registry does not have."""
    registered = knowledge.statutes.by_iri
    labels: dict[str, tuple[str, str]] = {}  # of each IRI the first (label, language) in sorted order
    for extraction in extractions:
        for reference in _references(extraction):
            if reference.iri not in registered:
                given = (reference.label, extraction.document.language)
                labels[reference.iri] = min(given, labels.get(reference.iri, given))
    known = {*registered, *labels}
    for address, (label, language) in labels.items():
        node, whole = iri(address), _act_of(address, known)
        graph.add(node, TYPE, f"<{ELI}LegalResourceSubdivision>" if whole else f"<{ELI}LegalResource>")
        graph.add(node, _LABEL, tagged(label, language))
        if whole:
            graph.add(node, f"<{ELI}is_part_of>", iri(whole))


def _references(extraction: Extraction) -> Iterable[StatuteReference]:
    yield from extraction.statutes
    for statement in extraction.statements:
        yield from statement.statutes


def _act_of(address: str, known: set[str]) -> str | None:
    """The nearest known statute whose IRI is this one cut at a slash."""
    whole = address
    while "/" in whole:
        whole = whole.rsplit("/", 1)[0]
        if whole in known:
            return whole
    return None


def _order(link: CrossLink) -> tuple[LinkKind, Aspect, str, list[tuple[str, int, int]]]:
    return link.kind, link.aspect, link.topic, [_place(passage) for passage in link.passages]


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document, passage.span.start, passage.span.end


def _words_of(link: CrossLink, documents: Mapping[str, Document]) -> list[str]:
    """(Document, words) of each passage, in the order of the passages' places."""
    words: list[str] = []
    for passage in sorted(link.passages, key=_place):
        words += [passage.document, documents[passage.document].text[passage.span.start : passage.span.end]]
    return words


def _language(link: CrossLink, documents: Mapping[str, Document]) -> str:
    return documents[min(passage.document for passage in link.passages)].language


def _add_passage(graph: GraphLines, address: str, document: Document, passage: Passage, iris: Iris) -> str:
    return add_span(graph, address, iris.snapshot(document.key), document.text, passage.span)
