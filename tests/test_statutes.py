"""Statutes: what the registry holds, and which laws a text names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.extract.statutes import find_statutes, statutes_in
from kg.knowledge import Knowledge, load_knowledge
from kg.knowledge.statutes import read_statutes
from kg.knowledge.turtle import load_turtle
from kg.model import Block, BlockKind, Document, Section, SourceFile, Span, StatuteReference
from kg.pack import read_pack

HERE = Path(__file__).parent
CHILDREN_ACT = "http://www.legislation.gov.uk/id/ukpga/1989/41"
OWN = "https://w3id.org/who-said-what/id/csc/statute/"
PREFIXES = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
"""


@cache
def first_pack() -> Knowledge:
    return load_knowledge(read_pack(HERE.parent / "pack.toml"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return first_pack()


def document_of_blocks(text: str, *blocks: Block) -> Document:
    sections = (Section(0, "root", 0, None, None),)
    return Document("d", "d", text, "", blocks, sections, SourceFile("d.txt", "", len(text), "text/plain", "utf-8"))


def paragraph(text: str) -> Document:
    return document_of_blocks(text, Block(BlockKind.PARAGRAPH, (Span(0, len(text)),), 0))


def laws_in(text: str, knowledge: Knowledge) -> tuple[StatuteReference, ...]:
    document = paragraph(text)
    return statutes_in((Span(0, len(text)),), find_statutes(document, knowledge))


def printed(text: str, references: tuple[StatuteReference, ...]) -> list[tuple[str, str]]:
    return [(reference.label, text[reference.span.start : reference.span.end]) for reference in references]


def sentence_rows() -> list[tuple[str, str, set[str]]]:
    lines = (HERE / "statute_sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [
        (kind, text.replace("\\n", "\n"), set() if laws == "-" else set(laws.split("|"))) for kind, text, laws in rows
    ]


# ---------------------------------------------------------------- sentences


def test_at_least_95_of_100_sentences_name_exactly_the_laws_that_a_reader_finds(knowledge: Knowledge) -> None:
    rows = sentence_rows()
    wrong = [text for _, text, laws in rows if {law.label for law in laws_in(text, knowledge)} != laws]
    assert len(rows) >= 80
    assert len(wrong) <= 0.05 * len(rows), "\n".join(wrong)


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in sentence_rows()}))
def test_each_kind_of_sentence_is_mostly_right(kind: str, knowledge: Knowledge) -> None:
    rows = [(text, laws) for this, text, laws in sentence_rows() if this == kind]
    right = [text for text, laws in rows if {law.label for law in laws_in(text, knowledge)} == laws]
    assert len(right) >= 0.8 * len(rows)


# ---------------------------------------------------------------- identifiers and places


def test_a_registered_act_has_the_identifier_of_legislation_gov_uk(knowledge: Knowledge) -> None:
    (law,) = laws_in("It rests on section 47 of the Children Act 1989.", knowledge)
    assert (law.iri, law.label, law.act_inferred) == (f"{CHILDREN_ACT}/section/47", "Children Act 1989 s 47", False)


def test_a_section_that_the_registry_lacks_is_named_from_its_act(knowledge: Knowledge) -> None:
    (law,) = laws_in("It rests on section 85 of the Children Act 1989.", knowledge)
    assert (law.iri, law.label) == (f"{CHILDREN_ACT}/section/85", "Children Act 1989 s 85")


def test_an_act_that_the_registry_lacks_gets_an_iri_of_ours_and_its_section_one_below(knowledge: Knowledge) -> None:
    text = "Under section 9 of the Borders and Harbours Act 2016 a harbour master may refuse."
    act, section = sorted(find_statutes(paragraph(text), knowledge), key=lambda law: law.iri)
    assert act.iri.startswith(f"{OWN}borders-and-harbours-act-2016-")
    assert section.iri == f"{act.iri}/section/9"
    assert section.label == "Borders and Harbours Act 2016 s 9"


def test_a_bare_section_says_that_its_act_was_inferred(knowledge: Knowledge) -> None:
    (law,) = laws_in("Most s47 enquiries end there.", knowledge)
    assert law.act_inferred
    assert law.iri == f"{CHILDREN_ACT}/section/47"


def test_a_subsection_counts_as_its_section(knowledge: Knowledge) -> None:
    (law,) = laws_in("Section 22C(6)(d) of the Children Act 1989 allowed it.", knowledge)
    assert law.iri == f"{CHILDREN_ACT}/section/22C"


def test_the_span_covers_number_and_act_across_a_page_break(knowledge: Knowledge) -> None:
    text = "They cite section 17 of the\n\n12\n\nChildren Act 1989 twice."
    second = text.index("Children")
    block = Block(BlockKind.PARAGRAPH, (Span(0, text.index("\n")), Span(second, len(text))), 0)
    page_number = Block(BlockKind.BOILERPLATE, (Span(text.index("12"), text.index("12") + 2),), 0, 0, "page number")
    laws = find_statutes(document_of_blocks(text, block, page_number), knowledge)
    assert printed(text, laws) == [("Children Act 1989 s 17", "section 17 of the\n\n12\n\nChildren Act 1989")]


def test_an_act_carries_over_from_one_paragraph_to_the_next(knowledge: Knowledge) -> None:
    first, second = "The Housing Act 1996 is old.", "Officers apply s 189."
    text = f"{first}\n{second}"
    blocks = [
        Block(BlockKind.PARAGRAPH, (Span(0, len(first)),), 0),
        Block(BlockKind.PARAGRAPH, (Span(len(first) + 1, len(text)),), 0),
    ]
    laws = find_statutes(document_of_blocks(text, *blocks), knowledge)
    assert [law.label for law in laws] == ["Housing Act 1996", "Housing Act 1996 s 189"]


def test_a_number_that_the_document_gives_to_its_own_section_is_no_statute(knowledge: Knowledge) -> None:
    heading, body = "Section 20: Costs", "Costs are in section 20, with the tables."
    text = f"{heading}\n{body}"
    blocks = [
        Block(BlockKind.HEADING, (Span(0, len(heading)),), 0, 1),
        Block(BlockKind.PARAGRAPH, (Span(len(heading) + 1, len(text)),), 0),
    ]
    assert find_statutes(document_of_blocks(text, *blocks), knowledge) == ()


def test_a_short_name_means_a_law_only_where_the_text_has_named_it(knowledge: Knowledge) -> None:
    assert laws_in("The Convention was not raised.", knowledge) == ()
    text = "The UNCRC is old. The UN Convention was ratified in 1991."
    assert {law.label for law in laws_in(text, knowledge)} == {"UN Convention on the Rights of the Child"}


# ---------------------------------------------------------------- statements


def test_a_statement_has_the_laws_that_begin_in_its_parts_and_each_once(knowledge: Knowledge) -> None:
    text = "Section 17 was cited, “section 47 is for harm, and section 47 only”, he said."
    part = Span(text.index("section 47"), text.index("”"))
    assert [law.label for law in statutes_in((part,), find_statutes(paragraph(text), knowledge))] == [
        "Children Act 1989 s 47"
    ]


def test_an_act_of_ours_that_only_completes_its_section_is_not_counted_beside_it(knowledge: Knowledge) -> None:
    laws = laws_in("Section 9 of the Borders and Harbours Act 2016 applies.", knowledge)
    assert [law.label for law in laws] == ["Borders and Harbours Act 2016 s 9"]


PIECES = st.sampled_from(
    "section 47|s47|ss 17, 20|the Children Act 1989|Children Acts 1989 and 2004|the Act|(|)|,|of|and|Bill|the 1989 Act|Act 19"
    "|article 8 ECHR|/|’s 16th|Section|Regulations 2010|(Amendment)|The|é́|the Convention| 1(2)(b)|–".split("|")
)


@given(st.lists(PIECES, max_size=30))
def test_whatever_the_text_every_reference_lies_in_it_and_they_stand_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces) or "."
    laws = find_statutes(paragraph(text), first_pack())
    assert all(0 <= law.span.start < law.span.end <= len(text) for law in laws)
    assert list(laws) == sorted(laws, key=lambda law: (law.span, law.iri))


# ---------------------------------------------------------------- the registry


def test_every_section_is_part_of_an_act_whose_label_begins_its_own(knowledge: Knowledge) -> None:
    registry = knowledge.statutes
    for statute in registry.statutes:
        if statute.is_part_of is not None:
            act = registry.by_iri[statute.is_part_of]
            assert statute.iri.startswith(f"{act.iri}/")
            assert statute.label.startswith(f"{act.label} ")
            assert statute.label.endswith(f" {statute.number}")


def test_identifiers_are_those_of_the_site_or_ours_without_a_slash_at_the_end(knowledge: Knowledge) -> None:
    bases = ("http://www.legislation.gov.uk/id/", OWN)
    assert [s.iri for s in knowledge.statutes.statutes if not s.iri.startswith(bases) or s.iri.endswith("/")] == []


def test_a_statute_without_label_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "statutes.ttl"
    path.write_text(f"{PREFIXES} <http://example.org/act> a eli:LegalResource .", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"http://example\.org/act has no rdfs:label"):
        read_statutes(load_turtle([path]))


def test_a_section_of_an_act_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "statutes.ttl"
    section = '<http://example.org/act/section/1> a eli:LegalResourceSubdivision ; rdfs:label "Act s 1" ; eli:is_part_of <http://example.org/act> .'
    path.write_text(f"{PREFIXES} {section}", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="which is not there"):
        read_statutes(load_turtle([path]))
