"""An invented pack for tests: one review with its report, one other report, a body, a statute, a dilemma. Nothing of it is real."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.knowledge import Knowledge
from kg.knowledge.agents import read_registry
from kg.knowledge.dilemmas import read_dilemmas
from kg.knowledge.issues import read_issues
from kg.knowledge.lexicon import read_lexicon
from kg.knowledge.statutes import read_statutes
from kg.knowledge.turtle import load_turtle
from kg.model import Block, BlockKind, Document, Section, SourceFile, Span
from kg.pack import Pack

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://example.org/id/"
REVIEW = f"{BASE}agent/harbour-review"
REPORT = f"{BASE}agent/rough-waters"
OTHER_REPORT = f"{BASE}agent/calm-seas"
TURTLE = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix wsw: <https://w3id.org/who-said-what/ns#> .
@prefix agent: <https://example.org/id/agent/> .
@prefix dilemma: <https://example.org/id/dilemma/> .
agent:harbour-review a wsw:Review , org:Organization ; rdfs:label "Harbour Review"@en ; wsw:shortName "the review" .
agent:rough-waters a wsw:Report ; rdfs:label "Rough Waters"@en ; wsw:caseSensitive true ; dcterms:publisher agent:harbour-review .
agent:calm-seas a wsw:Report ; rdfs:label "Calm Seas"@en ; wsw:caseSensitive true .
agent:seafarers-union a org:Organization ; rdfs:label "Seafarers and Dockers Union"@en .
<https://example.org/id/statute/harbours-act> a eli:LegalResource ; rdfs:label "Harbours and Piers Act 1964"@en .
dilemma:dredging a wsw:Dilemma ; rdfs:label "Deepen the harbour or leave it?"@en ;
    wsw:option dilemma:dredging-deepen , dilemma:dredging-leave .
dilemma:dredging-deepen a wsw:Position ; rdfs:label "Deepen it"@en ; skos:altLabel "deepen the harbour"@en .
dilemma:dredging-leave a wsw:Position ; rdfs:label "Leave it"@en ; skos:altLabel "protect the seabed"@en .
"""
DEEPEN = f"{BASE}dilemma/dredging-deepen"
LEAVE = f"{BASE}dilemma/dredging-leave"


@cache
def invented_knowledge(folder: Path) -> Knowledge:
    """The invented registry with the core's word lists; `folder` is where its Turtle may be written."""
    path = folder / "invented.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    store = load_turtle([path])
    pack = Pack("inv", "Invented", BASE, folder, ROOT, None, None, REVIEW)
    return Knowledge(
        pack=pack,
        lexicon=read_lexicon(sorted((ROOT / "ontology" / "lexicon").glob("*.toml"))),
        registry=read_registry(store),
        issues=read_issues(store, "https://example.org/issue/"),
        statutes=read_statutes(store),
        dilemmas=read_dilemmas(store),
        store=store,
        hash="invented",
    )


def document_of(
    *paragraphs: str, key: str = "doc", title: str = "", issued: str | None = None, question: str | None = None
) -> Document:
    """A document of these paragraphs, each a block, with a blank line between them; with `question` all stand under that heading."""
    text, blocks = "", []
    section = 1 if question else 0
    if question:
        text = f"{question}\n\n"
        blocks.append(Block(BlockKind.HEADING, (Span(0, len(question)),), 1, 1))
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, (Span(len(text), len(text) + len(paragraph)),), section))
        text += f"{paragraph}\n\n"
    sections = [Section(0, title or key, 0, None, None)]
    if question:
        sections.append(Section(1, question, 1, 0, Span(0, len(question)), asks=True))
    source = SourceFile(f"{key}.txt", "0" * 64, len(text), "text/plain", "utf-8")
    return Document(key, title or key, text, "0" * 64, tuple(blocks), tuple(sections), source, issued=issued)


def text_of(document: Document, spans: Sequence[Span]) -> list[str]:
    """What stands at these places."""
    return [document.text[span.start : span.end] for span in spans]
