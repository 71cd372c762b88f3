"""A small invented document, its hand-made extraction and the little that is known beside it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import cast

from kg.knowledge import Knowledge
from kg.knowledge.agents import read_registry
from kg.knowledge.dilemmas import read_dilemmas
from kg.knowledge.issues import read_issues
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.statutes import read_statutes
from kg.knowledge.turtle import load_turtle
from kg.model import (
    Aspect,
    Basis,
    Block,
    BlockKind,
    CrossLink,
    Document,
    Event,
    Extraction,
    Figure,
    IssueMatch,
    LinkKind,
    Passage,
    Polarity,
    Quantifier,
    Response,
    Section,
    SourceFile,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
    StatuteReference,
)
from kg.pack import Pack, core_folder
from kg.rdf.map import Run, extraction_to_quads, knowledge_to_quads, links_to_quads

BASE = "https://example.org/id/"
RUN = Run("0.1.0", "0" * 64)
ACT = "http://www.legislation.gov.uk/id/ukpga/1999/1"

TEXT = (
    "\ufeffLakes under review 🐟\r\n"
    "“Enquiries under section 4 are started too readily,” said Ada Example, “and \\ end ”late“.”\r\n"
    "\r\n"
    "Do you agree that lakes need wardens?\r\n"
    "Most anglers agreed. Ben Brook and Cy Cole felt that 40–50 wardens would do.\r\n"
    "The Lake Report found on 17 June 2021 that nets\tcost £3.\x00\r\n"
    "One nurse said \u202eno\u202c to section 4. It was said that nets cost £3.\r\n"
    "Annex: Lake Trust\r\n"
)

KNOWLEDGE = """
@prefix agent: <https://example.org/id/agent/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix issue: <https://w3id.org/who-said-what/issue/test/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wsw: <https://w3id.org/who-said-what/ns#> .

agent:ada-example a foaf:Person ; rdfs:label "Ada Example"@en .
agent:lake-trust a org:Organization ; rdfs:label "Lake Trust"@en .
agent:lake-report a wsw:Report ; rdfs:label "Lake Report"@en .
agent:lake-review a wsw:Review , org:Organization ; rdfs:label "Lake Review"@en .
<https://w3id.org/who-said-what/issue/test> a skos:ConceptScheme ; rdfs:label "Issues"@en .
issue:enquiries a skos:Concept ; rdfs:label "Enquiries"@en ; skos:prefLabel "Enquiries"@en ; skos:notation "enquiries" ;
    skos:inScheme <https://w3id.org/who-said-what/issue/test> .
<http://www.legislation.gov.uk/id/ukpga/1999/1> a eli:LegalResource ; rdfs:label "Lakes Act 1999"@en .
"""


def at(words: str, *, nth: int = 0) -> Span:
    """Where these words stand in TEXT, the first time or after `nth` others."""
    start = TEXT.index(words)
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


ADA = Speaker("Ada Example", SpeakerKind.PERSON, iri=f"{BASE}agent/ada-example")
REPORT = Speaker("Lake Report", SpeakerKind.DOCUMENT, iri=f"{BASE}agent/lake-report")
TRUST = Speaker("Lake Trust", SpeakerKind.ORGANISATION, iri=f"{BASE}agent/lake-trust")
SECTION_4 = StatuteReference(f"{ACT}/section/4", "Lakes Act 1999 s 4", at("section 4"))
COST = Figure(at("£3"), "3", "GBP", measure="nets")
WARDENS = Figure(at("40–50 wardens"), "40–50", "count", population="wardens")


def statement(kind: StatementKind, speaker: Speaker | None, *words: str, **more: object) -> Statement:
    """A statement of the parts that are given by their words."""
    parts = more.pop("parts", None) or tuple(at(part) for part in words)
    facts: dict[str, object] = {
        "kind": kind,
        "speaker": speaker,
        "parts": parts,
        "words": " … ".join(" ".join(part.split()) for part in words),
        "block": 0,
        "section": 0,
        "rule": "by-hand",
        "confidence": 0.9,
        **more,
    }
    return Statement(**facts)  # type: ignore[arg-type]


STATEMENTS = (
    statement(
        StatementKind.DIRECT,
        replace(ADA, on_behalf_of=TRUST),
        "Enquiries under section 4 are started too readily",
        "and \\ end ”late“.",
        attribution=0,
        source=at("Ada Example"),
        cue=at("said"),
        issues=(IssueMatch("enquiries", 0.8, "label"),),
        statutes=(SECTION_4,),
        stances=(Stance(f"{BASE}agent/lake-review", Polarity.DISAGREE, Basis.INFERRED, 0.5, "by-hand"),),
    ),
    statement(
        StatementKind.INDIRECT,
        Speaker("Most anglers", SpeakerKind.GROUP, quantifier=Quantifier.MOST, group_size=12, member_role="anglers"),
        "agreed",
        attribution=1,
        section=1,
        stances=(Stance("section:1", Polarity.AGREE, Basis.STATED, 1.0, "by-hand"),),
        responds_to=("section:1",),
    ),
    statement(
        StatementKind.INDIRECT,
        Speaker(
            "Ben Brook and Cy Cole",
            SpeakerKind.GROUP,
            members=(
                Speaker("Ben Brook", SpeakerKind.PERSON, kind_guessed=True),
                Speaker("Cy Cole", SpeakerKind.PERSON, kind_guessed=True),
            ),
        ),
        "40–50 wardens would do",
        attribution=2,
        section=1,
        figures=(WARDENS,),
    ),
    statement(
        StatementKind.FINDING, REPORT, "nets\tcost £3", attribution=3, section=1, figures=(COST,), cue=at("found")
    ),
    statement(
        StatementKind.DIRECT,
        Speaker("One nurse", SpeakerKind.PERSON, named=False),
        "\u202eno\u202c",
        attribution=4,
        section=1,
    ),
    statement(
        StatementKind.INDIRECT,
        None,
        "nets cost £3",
        attribution=5,
        section=1,
        embedded_in=4,
    ),
)

DOCUMENT = Document(
    key="lakes",
    title="Lakes under review 🐟",
    text=TEXT,
    sha256=hashlib.sha256(TEXT.encode("utf-8")).hexdigest(),
    blocks=(Block(BlockKind.PARAGRAPH, (Span(0, len(TEXT)),), 0),),
    sections=(
        Section(0, "Lakes under review 🐟", 0, None, at("Lakes under review 🐟")),
        Section(
            1, "Do you agree that lakes need wardens?", 1, 0, at("Do you agree that lakes need wardens?"), asks=True
        ),
    ),
    file=SourceFile("lakes.txt", "a" * 64, len(TEXT.encode("utf-8")), "text/plain", "utf-8"),
    publisher="Lake Trust",
    author="Di Dale",
    issued="2021-06",
    rights="not stated",
)

EXTRACTION = Extraction(
    document=DOCUMENT,
    statements=STATEMENTS,
    responses=(Response(TRUST, at("Lake Trust")),),
    events=(Event(at("17 June 2021"), "2021-06-17", "nets found dear"),),
    statutes=(SECTION_4, replace(SECTION_4, span=at("section 4", nth=1), act_inferred=True)),
    figures=(COST, WARDENS, replace(COST, span=at("£3", nth=1))),
)

LINKS = (
    CrossLink(
        LinkKind.CORROBORATION,
        Aspect.FIGURE,
        "cost of nets",
        (Passage("lakes", at("£3")), Passage("lakes", at("£3", nth=1))),
        "by-hand",
        0.75,
    ),
)


def knowledge(folder: Path, *, turtle: str = KNOWLEDGE) -> Knowledge:
    """The core's ontology with a few agents, an issue and an Act of the pack "test"."""
    (folder / "known.ttl").write_text(turtle, encoding="utf-8")
    core = core_folder()
    pack = Pack("test", "Test", BASE, folder, core, folder, None, f"{BASE}agent/lake-review")
    store = load_turtle([*sorted((core / "ontology").glob("*.ttl")), folder / "known.ttl"])
    return Knowledge(
        pack=pack,
        lexicon=cast(Lexicon, None),  # the mapping reads no words
        registry=read_registry(store),
        issues=read_issues(store, pack.issue_base),
        statutes=read_statutes(store),
        dilemmas=read_dilemmas(store),
        store=store,
        hash=RUN.pack_hash,
    )


def dataset_lines(known: Knowledge) -> list[str]:
    """The N-Quads lines of the whole small dataset, in the order of a build."""
    return [
        *extraction_to_quads(EXTRACTION, known, RUN),
        *knowledge_to_quads(known, RUN),
        *links_to_quads(LINKS, [EXTRACTION], known, RUN),
    ]
