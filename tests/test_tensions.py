"""Dilemmas that a text itself words."""

from __future__ import annotations

import pytest
from attribution_cases import extraction_of
from invented import document_of, invented_knowledge

from kg.extract.tensions import TensionReader, find_tensions
from kg.knowledge import Knowledge
from kg.model import Document, Span, Speaker, SpeakerKind, Statement, StatementKind


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return invented_knowledge(tmp_path_factory.mktemp("pack"))


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("They face a tension between deep water and safe beaches.", ("deep water", "safe beaches")),
        ("The trade-off between catching more and losing stock is old.", ("catching more", "losing stock")),
        ("a balance between speed and care, they said", ("speed", "care")),
        ("The conflict between Ada Example and Ben Brook went on.", None),  # persons
        ("A choice between the harbour, the pier and the beach.", None),  # three
        ("There is tension between them.", None),
    ],
)
def test_the_sides_of_a_tension_end_where_the_nouns_do(
    knowledge: Knowledge, text: str, sides: tuple[str, str] | None
) -> None:
    found = find_tensions(document_of(text), (), knowledge)
    assert [dilemma.sides for dilemma in found] == ([sides] if sides else [])


def said(document: Document, words: str, group: str) -> Statement:
    start = document.text.index(words)
    return Statement(
        kind=StatementKind.INDIRECT,
        speaker=Speaker(group, SpeakerKind.GROUP),
        parts=(Span(start, start + len(words)),),
        words=words,
        block=0,
        section=0,
        attribution=start,
        rule="test",
        confidence=1.0,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Some anglers felt ⟦piers are safe⟧. However, others said ⟦piers rot⟧.", True),
        ("Some anglers felt ⟦wooden piers are safe⟧. Others said ⟦wooden piers rot⟧.", True),  # two words shared
        ("Some anglers felt ⟦piers are safe⟧. Others said ⟦piers rot⟧.", False),  # one, and nothing sets them apart
        ("Some anglers felt ⟦piers are safe⟧. However, others said ⟦rain fell⟧.", False),
        ("Some anglers felt ⟦piers are safe⟧. However, many anglers said ⟦piers rot⟧.", False),
    ],
)
def test_some_and_others_on_the_same_thing_are_at_odds(knowledge: Knowledge, text: str, found: bool) -> None:
    document = document_of(text.replace("⟦", "").replace("⟧", ""))
    one, other = (part.split("⟧")[0] for part in text.split("⟦")[1:])
    second = "many anglers" if "many" in text else "others"
    statements = (said(document, one, "Some anglers"), said(document, other, second))
    dilemmas = find_tensions(document, statements, knowledge)
    assert [(d.sides, d.statements) for d in dilemmas] == ([((one, other), (0, 1))] if found else [])


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Some tenants said rents were fair and others that rents were too high.", ("rents were fair", "rents were too high")),
        ("Some tenants felt that rents were fair, others that rents were too high.", ("rents were fair", "rents were too high")),
        ("Some councils called for a national rate, others for local rates.", ("a national rate", "local rates")),
        ("Some anglers felt the pier was safe but others felt it was not.", ("the pier was safe", "it was not")),
        ("While some anglers felt the pier was safe, others felt the pier was not.", ("the pier was safe", "the pier was not")),
    ],
)  # fmt: skip
def test_both_sides_of_one_sentence_are_heard(text: str, sides: tuple[str, str]) -> None:
    extraction = extraction_of(text)
    speakers = [statement.speaker.label.split()[0] for statement in extraction.statements if statement.speaker]
    assert [statement.words for statement in extraction.statements] == list(sides)
    assert (speakers, [dilemma.sides for dilemma in extraction.dilemmas]) == (["Some", "Other"], [sides])


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("There is a tension between help and protection.", "help-and-protection"),
        ("A trade-off between national commissioning and local decisions.", "national-or-local"),
        ("Some said services should be local, while others said services should be commissioned nationally.", "national-or-local"),
        ("There is a tension between cost and safety in the harbour.", None),  # no issue
        ("There is a tension between help and prices.", None),  # one side only
        ("Some said that social workers earn too little, others that social workers leave too soon.", None),  # the same words
    ],
)  # fmt: skip
def test_a_worded_dilemma_is_joined_to_the_registrys_of_the_same_matter(text: str, matter: str | None) -> None:
    (dilemma,) = extraction_of(text).dilemmas
    assert (dilemma.matter or "None").split("/")[-1] == str(matter)


def test_a_million_words_between_are_read_in_one_pass(knowledge: Knowledge) -> None:
    reader = TensionReader.of(knowledge.lexicon.tables["stance"]["tensions"], knowledge.lexicon.tables["sentences"])
    assert reader.sides_behind("word " * 200_000) is None
