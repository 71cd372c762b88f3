"""Answers to findings and recommendations: which statement answers which, by what, and for or against."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import REPORT, document_of, invented_knowledge

from kg.knowledge import Knowledge
from kg.link import find_answers
from kg.model import Answer, Document, Extraction, Polarity, Span, Speaker, SpeakerKind, Statement, StatementKind

PANEL = Speaker("Harbour Panel", SpeakerKind.ORGANISATION)
MINISTRY = Speaker("Ministry", SpeakerKind.ORGANISATION)
ROUGH_WATERS = Speaker("Rough Waters", SpeakerKind.DOCUMENT, REPORT)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return invented_knowledge(tmp_path_factory.mktemp("pack"))


def said(document: Document, words: str, speaker: Speaker | None, *, cue: str = "", rule: str = "test") -> Statement:
    """The words, which stand once in the document, and the cue that stands last before them."""
    start = document.text.index(words)
    at = document.text.rindex(cue, 0, start) if cue else None
    block = next(i for i, b in enumerate(document.blocks) if b.span.start <= start < b.span.end)
    return Statement(
        kind=StatementKind.FINDING if speaker in (PANEL, ROUGH_WATERS) else StatementKind.INDIRECT,
        speaker=speaker,
        parts=(Span(start, start + len(words)),),
        words=words,
        block=block,
        section=document.blocks[block].section,
        attribution=start,
        rule=rule,
        confidence=1.0,
        cue=Span(at, at + len(cue)) if at is not None else None,
    )


def answers_of(knowledge: Knowledge, *extractions: Extraction) -> list[Answer]:
    found = find_answers(extractions, knowledge)
    assert found == find_answers(extractions[::-1], knowledge)
    return list(found)


def recommending(document: Document, *statements: Statement) -> Extraction:
    """The first statement is recommended."""
    return Extraction(document, (replace(statements[0], rule="recommendation"), *statements[1:]))


def test_these_recommendations_are_those_that_stand_last_before(knowledge: Knowledge) -> None:
    document = document_of("12. Ports should buy ropes.", "These recommendations are not accepted by the Ministry.")
    (answer,) = answers_of(
        knowledge,
        recommending(
            document,
            said(document, "Ports should buy ropes.", PANEL),
            said(document, "These recommendations are not accepted by", MINISTRY),
        ),
    )
    assert (answer.statement, answer.position, answer.rule, answer.polarity) == (
        1,
        "12",
        "pointed-at",
        Polarity.DISAGREE,
    )
    assert answer.passage is not None
    assert document.text[answer.passage.start : answer.passage.end] == "These recommendations"


def test_a_number_points_into_another_document_when_only_one_counts_so(knowledge: Knowledge) -> None:
    report = document_of("Recommendation 7: Ports should buy ropes.", key="report")
    reply = document_of("On recommendation 7, the Ministry agreed that ropes matter.", key="reply")
    recommendation = recommending(report, said(report, "Ports should buy ropes.", PANEL))
    agreed = Extraction(reply, (said(reply, "ropes matter", MINISTRY, cue="agreed"),))
    (answer,) = answers_of(knowledge, recommendation, agreed)
    assert (answer.document, answer.position_document, answer.position, answer.rule, answer.polarity) == (
        "reply",
        "report",
        "7",
        "number-named",
        Polarity.AGREE,
    )
    second = document_of("Recommendation 7: Ports should sell hats.", key="second")
    other = recommending(second, said(second, "Ports should sell hats.", PANEL))
    assert answers_of(knowledge, recommendation, agreed, other) == []


def test_under_a_numbered_recommendation_the_one_addressed_answers(knowledge: Knowledge) -> None:
    document = document_of(
        "Recommendation 3. The Ministry should buy ropes.",
        "The Ministry said the price had doubled. The union said rain fell.",
    )
    union = Speaker("union", SpeakerKind.ORGANISATION)
    (answer,) = answers_of(
        knowledge,
        recommending(
            document,
            said(document, "The Ministry should buy ropes.", PANEL),
            said(document, "the price had doubled", MINISTRY, cue="said"),
            said(document, "rain fell", union, cue="said"),
        ),
    )
    assert (answer.statement, answer.rule, answer.polarity, answer.passage) == (1, "addressed", None, None)


def test_who_agrees_in_the_words_of_a_finding_answers_it(knowledge: Knowledge) -> None:
    report = document_of("Rough Waters says that ropes in most harbours are rotten and short.", key="report")
    found = Extraction(report, (said(report, "ropes in most harbours are rotten and short", ROUGH_WATERS, cue="says"),))
    for verb, polarity in (("agreed", Polarity.AGREE), ("disputed", Polarity.DISAGREE)):
        reply = document_of(f"The Ministry {verb} that ropes in harbours are rotten and short.", key="reply")
        heard = Extraction(reply, (said(reply, "ropes in harbours are rotten and short", MINISTRY, cue=verb),))
        (answer,) = answers_of(knowledge, found, heard)
        assert (answer.rule, answer.polarity) == ("words-repeated", polarity)


def test_nobody_answers_himself_and_a_verb_that_takes_no_side_repeats_nothing(knowledge: Knowledge) -> None:
    document = document_of(
        "Rough Waters says that ropes in most harbours are rotten and short.",
        "The report agreed that ropes in harbours are rotten and short.",
        "The Ministry said that most ropes in harbours are rotten and short.",
    )
    statements = (
        said(document, "ropes in most harbours are rotten and short", ROUGH_WATERS, cue="says"),
        said(document, "ropes in harbours are rotten and short.", ROUGH_WATERS, cue="agreed"),
        said(document, "most ropes in harbours are rotten and short", MINISTRY, cue="said"),
    )
    assert answers_of(knowledge, Extraction(document, statements)) == []
