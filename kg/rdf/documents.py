"""A document with its file, text snapshot and sections as quads."""

from __future__ import annotations

import re
from typing import Final

from kg.model import BlockKind, Document, Section, SpeakerKind
from kg.namespaces import DCAT, DCTERMS, PROV, RDFS, SPDX
from kg.rdf.agents import Agents
from kg.rdf.context import Context, section_index
from kg.rdf.dates import first_day
from kg.rdf.terms import TYPE, integer, iri, string, typed, wsw

_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*")
_UNKNOWN_MEDIA_TYPE: Final = "application/octet-stream"
_LABEL: Final = f"<{RDFS}label>"
_IS_PART_OF: Final = f"<{DCTERMS}isPartOf>"
_CHECKSUM: Final = f"<{SPDX}checksum>"
IN_DOCUMENT: Final = wsw("inDocument")
TEXT: Final = wsw("text")


def add_document(context: Context, agents: Agents) -> None:
    """Add the document and all that is known of it apart from what was said in it."""
    _add_work(context, agents)
    _add_file(context)
    _add_snapshot(context)
    asking = _asking_sections(context)
    for section in context.document.sections:
        _add_section(context, section, asks=section.index in asking)
    for index in sorted(_proposing_sections(context)):
        _add_proposition(context, index)


def _add_work(context: Context, agents: Agents) -> None:
    document, graph, work = context.document, context.graph, iri(context.document_iri)
    graph.add(work, TYPE, wsw("Document"))
    graph.add(work, _LABEL, context.label(context.section_titles[0]))
    graph.add(work, f"<{DCTERMS}identifier>", string(document.key))
    if document.title.strip():
        graph.add(work, f"<{DCTERMS}title>", context.label(document.title.strip()))
    if document.publisher:
        graph.add(work, f"<{DCTERMS}publisher>", agents.by_name(document.publisher, SpeakerKind.ORGANISATION))
    if document.author:
        graph.add(work, f"<{DCTERMS}creator>", agents.by_name(document.author, SpeakerKind.PERSON))
    if issued := first_day(document.issued or ""):
        graph.add(work, f"<{DCTERMS}issued>", issued[0])
        graph.add(work, wsw("datePrecision"), issued[1])
    if document.rights:
        graph.add(work, f"<{DCTERMS}rights>", string(document.rights))
    graph.add(work, f"<{DCTERMS}language>", *map(string, _languages(document)))
    graph.add(work, wsw("warning"), *map(string, (*document.warnings, *context.extraction.warnings)))
    _add_subject(context, work)


def _languages(document: Document) -> list[str]:
    """Of the whole, then those of blocks that have another."""
    others = {block.language for block in document.blocks if block.kind is not BlockKind.BOILERPLATE}
    return [document.language, *sorted(others - {document.language})]


def _add_subject(context: Context, work: str) -> None:
    """What the document is about, and the report whose text it is where title and registry agree on one."""
    knowledge = context.knowledge
    if knowledge.pack.subject:
        context.graph.add(work, wsw("concerns"), iri(knowledge.pack.subject))
    titled = knowledge.registry.named(context.document.title.strip())
    reports = [agent.iri for agent in titled if agent.cls == "report"]
    if len(reports) == 1:
        context.graph.add(work, wsw("presents"), iri(reports[0]))


def _add_file(context: Context) -> None:
    file, graph = context.document.file, context.graph
    address = context.iris.file(context.document.key)
    node = iri(address)
    media_type = file.media_type.lower()
    known = media_type if _MEDIA_TYPE.fullmatch(media_type) else _UNKNOWN_MEDIA_TYPE
    graph.add(node, TYPE, f"<{DCAT}Distribution>")
    graph.add(node, _LABEL, context.label(file.name))
    graph.add(node, f"<{DCTERMS}isFormatOf>", iri(context.document_iri))
    graph.add(node, f"<{DCAT}mediaType>", iri(_MEDIA_TYPES + known))
    graph.add(node, f"<{DCAT}byteSize>", integer(file.size))
    if file.encoding:
        graph.add(node, wsw("encoding"), string(file.encoding))
    _add_checksum(context, address, file.sha256)


def _add_snapshot(context: Context) -> None:
    graph, node = context.graph, iri(context.snapshot_iri)
    graph.add(node, TYPE, wsw("TextSnapshot"))
    graph.add(node, f"<{PROV}wasDerivedFrom>", iri(context.iris.file(context.document.key)))
    graph.add(node, f"<{PROV}specializationOf>", iri(context.document_iri))
    graph.add(node, TEXT, string(context.document.text))
    _add_checksum(context, context.snapshot_iri, context.document.sha256)


def _add_checksum(context: Context, owner: str, sha256: str) -> None:
    graph, node = context.graph, iri(f"{owner}-checksum")
    graph.add(iri(owner), _CHECKSUM, node)
    graph.add(node, TYPE, f"<{SPDX}Checksum>")
    graph.add(node, f"<{SPDX}algorithm>", f"<{SPDX}checksumAlgorithm_sha256>")
    graph.add(node, f"<{SPDX}checksumValue>", typed(sha256, "hexBinary"))


def _add_section(context: Context, section: Section, *, asks: bool) -> None:
    graph, node = context.graph, context.section(section.index)
    parent = iri(context.document_iri) if section.parent is None else context.section(section.parent)
    graph.add(node, TYPE, wsw("Section"), *([wsw("Question")] if asks else []))
    graph.add(node, _LABEL, context.label(context.section_titles[section.index]))
    graph.add(node, IN_DOCUMENT, iri(context.document_iri))
    graph.add(node, _IS_PART_OF, parent)
    graph.add(node, wsw("order"), integer(section.index))
    graph.add(node, wsw("level"), integer(section.level))
    if section.heading:
        graph.add(node, wsw("headingSpan"), context.span(context.section_keys[section.index], "h1", section.heading))


def _asking_sections(context: Context) -> set[int]:
    """Sections whose heading asks, and those that a statement answers or takes a stance on."""
    answered = (section_index(target) for s in context.extraction.statements for target in s.responds_to)
    asking = {section.index for section in context.document.sections if section.asks}
    return asking | _proposing_sections(context) | {index for index in answered if index is not None}


def _proposing_sections(context: Context) -> set[int]:
    targets = (section_index(stance.target) for s in context.extraction.statements for stance in s.stances)
    return {index for index in targets if index is not None}


def _add_proposition(context: Context, index: int) -> None:
    """The position that a question proposes; called by the question's words, asserted by nobody."""
    graph, node = context.graph, context.proposition(index)
    graph.add(context.section(index), wsw("puts"), node)
    graph.add(node, TYPE, wsw("Position"))
    graph.add(node, _LABEL, context.label(context.section_titles[index]))
    graph.add(node, _IS_PART_OF, context.section(index))
