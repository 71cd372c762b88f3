"""Stance: who agrees, disagrees or wavers, toward what, and where nobody takes sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from invented import DEEPEN, LEAVE, REPORT, REVIEW, document_of, invented_knowledge, text_of

from kg.extract.positions import positions_of
from kg.extract.stance import stance_label, stances_of
from kg.knowledge import Knowledge
from kg.model import (
    Basis,
    BlockKind,
    Document,
    Extraction,
    Polarity,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
)

SOMEONE = Speaker("Some sailors", SpeakerKind.GROUP)
AUTHOR = Speaker("Harbour Review", SpeakerKind.ORGANISATION, REVIEW)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return invented_knowledge(tmp_path_factory.mktemp("pack"))


def marked(
    *paragraphs: str, question: str | None = None, speakers: Sequence[Speaker] = (SOMEONE,), source: str = ""
) -> tuple[Document, tuple[Statement, ...]]:
    """A document, and what stands in ⟦ ⟧ as statements of these speakers in turn, the last for all that follow; “⟦ is direct speech.

    source: the word before each statement that stands for its speaker.
    """
    document = document_of(*(re.sub("[⟦⟧]", "", paragraph) for paragraph in paragraphs), question=question)
    blocks = [index for index, block in enumerate(document.blocks) if block.kind is BlockKind.PARAGRAPH]
    made: list[Statement] = []
    for block, paragraph in zip(blocks, paragraphs, strict=True):
        for number, match in enumerate(re.finditer("⟦([^⟧]+)⟧", paragraph)):
            start = document.blocks[block].span.start + match.start() - 2 * number
            at = document.text.rfind(source, 0, start) if source else -1
            made.append(
                Statement(
                    kind=StatementKind.DIRECT if document.text[start - 1] == "“" else StatementKind.INDIRECT,
                    speaker=speakers[min(len(made), len(speakers) - 1)],
                    parts=(Span(start, start + len(match[1])),),
                    words=match[1],
                    block=block,
                    section=document.blocks[block].section,
                    attribution=len(made),
                    rule="test",
                    confidence=1.0,
                    source=Span(at, at + len(source)) if at >= 0 else None,
                )
            )
    return document, tuple(made)


def read(knowledge: Knowledge, *paragraphs: str, question: str | None = None) -> list[tuple[Stance, ...]]:
    return list(stances_of(*marked(*paragraphs, question=question), knowledge))


def labels(
    knowledge: Knowledge,
    *paragraphs: str,
    question: str | None = None,
    speakers: Sequence[Speaker] = (SOMEONE,),
    source: str = "",
) -> list[str]:
    document, statements = marked(*paragraphs, question=question, speakers=speakers, source=source)
    return [stance_label(stances, document, knowledge) for stances in stances_of(document, statements, knowledge)]


def test_the_marks_of_these_tests_cut_statements_where_they_say() -> None:
    document, statements = marked("A said ⟦b c⟧ and “⟦d⟧”.", "⟦e⟧")
    assert text_of(document, [statement.parts[0] for statement in statements]) == ["b c", "d", "e"]
    assert [statement.kind.value for statement in statements] == ["indirect", "direct", "indirect"]


QUESTION = "Should pilots be paid by the hour?"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Many sailors agreed that ⟦pilots should be paid by the hour⟧.", "agree"),
        ("Some sailors disagreed that ⟦pilots should be paid by the hour⟧.", "disagree"),
        ("Some sailors did not agree that ⟦pilots should be paid by the hour⟧.", "disagree"),
        ("“⟦Yes, and soon.⟧” Dock hand", "agree"),
        ("“⟦No, not at all.⟧” Dock hand", "disagree"),
        ("“⟦Yes, but pilots need a choice.⟧” Dock hand", "mixed"),
        ("“⟦Paying pilots by the hour would be a mistake.⟧” Dock hand", "disagree"),
        ("Many sailors felt that ⟦ropes were too short⟧.", "none"),
        ("Many sailors called for ⟦better ropes⟧.", "none"),
    ],
)
def test_an_answer_is_told_from_its_verb_and_its_words(knowledge: Knowledge, sentence: str, wanted: str) -> None:
    assert labels(knowledge, sentence, question=QUESTION) == [wanted]


def test_the_target_of_an_answer_is_the_question_of_its_section(knowledge: Knowledge) -> None:
    ((stance,),) = read(knowledge, "Many sailors agreed that ⟦pilots should be paid by the hour⟧.", question=QUESTION)
    assert (stance.target, stance.polarity, stance.basis) == ("section:1", Polarity.AGREE, Basis.STATED)


def test_others_oppose_what_the_group_before_them_held(knowledge: Knowledge) -> None:
    text = "Some sailors agreed that ⟦pilots should be paid⟧. Others felt that ⟦it is up to the port⟧."
    assert labels(knowledge, text, question=QUESTION) == ["agree", "disagree"]


def test_a_caution_in_the_sentence_of_a_welcome_is_mixed(knowledge: Knowledge) -> None:
    text = "While sailors welcomed ⟦the idea of pay⟧, some cautioned ⟦that ports are poor⟧."
    assert labels(knowledge, text, question=QUESTION) == ["agree", "mixed"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("“⟦We welcome this report and its plan.⟧” Dock hand", "agree"),
        ("“⟦We welcome this report. However, it fails to mention ropes.⟧” Dock hand", "mixed"),
        ("“⟦I am bitterly disappointed by the report.⟧” Dock hand", "disagree"),
        ("“⟦I do not accept the report.⟧” Dock hand", "disagree"),
        ("“⟦The report is right to ask for pilots.⟧” Dock hand", "agree"),
        ("Some felt that ⟦Rough Waters overlooks the pilots⟧.", "disagree"),
        ("Some felt that ⟦the report should give more prominence to ropes⟧.", "disagree"),
        ("Some felt that ⟦the report needs to be comprehensive⟧.", "none"),
        ("The report says that ⟦ropes are good⟧.", "none"),
    ],
)
def test_praise_and_blame_of_the_text_are_stances_and_wishes_are_none(
    knowledge: Knowledge, sentence: str, wanted: str
) -> None:
    assert labels(knowledge, "The Harbour Review published Rough Waters.", sentence) == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Some sailors failed to support ⟦the review's plan⟧.", "disagree"),
        ("Some sailors withdrew their support for ⟦the review's plan⟧.", "disagree"),
        ("Some sailors neither agreed nor disagreed with ⟦the review's plan⟧.", "none"),
        ("Some sailors said that ⟦it would be wrong to oppose the review's plan⟧.", "none"),
        ("Some sailors said that ⟦it would be wrong to adopt the review's plan⟧.", "disagree"),
    ],
)
def test_refusing_and_denying_opposition_are_not_read_as_their_opposite(
    knowledge: Knowledge, sentence: str, wanted: str
) -> None:
    assert labels(knowledge, "The Harbour Review published Rough Waters.", sentence) == [wanted]


def test_a_not_before_the_reporting_verb_within_the_words_turns_it(knowledge: Knowledge) -> None:
    document, (statement,) = marked("Some sailors ⟦did not welcome the review⟧.")
    start = document.text.index("welcome")
    reported = replace(statement, cue=Span(start, start + len("welcome")))
    ((stance,),) = stances_of(document, (reported,), knowledge)
    assert (stance.polarity, stance.basis) == (Polarity.DISAGREE, Basis.STATED)


def test_not_to_oppose_is_agreement_inferred(knowledge: Knowledge) -> None:
    _, (stance,) = read(
        knowledge, "The Harbour Review published ⟦Rough Waters⟧.", "Some sailors did not oppose ⟦the review's plan⟧."
    )
    assert (stance.polarity, stance.basis) == (Polarity.AGREE, Basis.INFERRED)


def test_a_stance_on_a_named_report_points_to_it_and_else_to_the_review(knowledge: Knowledge) -> None:
    named, unnamed = read(
        knowledge,
        "The Harbour Review published Rough Waters.",
        "Some felt that ⟦Rough Waters overlooks the pilots⟧.",
        "Some felt that ⟦this document overlooks the pilots⟧.",
    )
    assert [stance.target for stance in (*named, *unnamed)] == [REPORT, REVIEW]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("We agree that ⟦pilots are poor⟧.", "none"),
        ("We ⟦do not believe that the figures were wrong⟧.", "agree"),
        ("We recognise that ⟦our wording was open to doubt⟧.", "mixed"),
        ("The Harbour Review found that ⟦pilots are poor⟧.", "none"),
    ],
)
def test_the_author_of_the_text_takes_no_stance_on_it_unless_he_defends_it_or_concedes(
    knowledge: Knowledge, sentence: str, wanted: str
) -> None:
    assert labels(knowledge, "The Harbour Review published Rough Waters.", sentence, speakers=(AUTHOR,)) == [wanted]


def test_we_in_reported_speech_is_the_author_whose_narration_it_is(knowledge: Knowledge) -> None:
    text = (
        "The Harbour Review published Rough Waters.",
        "We found that ⟦ropes are short⟧.",
        "Some felt that ⟦we overlooked the pilots⟧.",
    )
    assert labels(knowledge, *text, speakers=(AUTHOR, SOMEONE), source="We") == ["none", "disagree"]
    assert labels(knowledge, *text, speakers=(AUTHOR, SOMEONE)) == ["none", "none"]


def test_in_a_text_that_answers_another_recommendations_are_accepted_or_not(knowledge: Knowledge) -> None:
    text = "⟦This recommendation is accepted in principle⟧. ⟦The second recommendation is accepted in part⟧. ⟦The third recommendation is rejected by us⟧."
    assert labels(knowledge, "Government response to the committee", text) == ["agree", "mixed", "disagree"]


def test_where_no_text_and_no_question_is_at_hand_agreement_is_no_stance(knowledge: Knowledge) -> None:
    assert labels(knowledge, "The captain agreed that ⟦the sea was rough⟧.") == ["none"]


def test_words_that_point_to_an_option_are_a_stance_on_it_and_a_denial_turns_it(knowledge: Knowledge) -> None:
    for_it, against, nothing = read(
        knowledge,
        "Some said ⟦that we must deepen the harbour⟧.",
        "Some said ⟦that to deepen the harbour would be a mistake⟧.",
        "Some said ⟦that the harbour is old⟧.",
    )
    assert [(stance.target, stance.polarity) for stance in (*for_it, *against, *nothing)] == [
        (DEEPEN, Polarity.AGREE),
        (DEEPEN, Polarity.DISAGREE),
    ]


def test_stances_on_options_do_not_show_in_the_label(knowledge: Knowledge) -> None:
    document, statements = marked("Some said ⟦that we must protect the seabed⟧.")
    ((stance,),) = stances_of(document, statements, knowledge)
    assert (stance.target, stance_label((stance,), document, knowledge)) == (LEAVE, "none")


def test_the_label_prefers_the_question_to_the_report_and_counts_unclear_as_none(knowledge: Knowledge) -> None:
    document = document_of("x")
    on_report = Stance(REPORT, Polarity.DISAGREE, Basis.STATED, 0.9, "test")
    on_question = Stance("section:1", Polarity.AGREE, Basis.INFERRED, 0.5, "test")
    unclear = Stance("section:1", Polarity.UNCLEAR, Basis.INFERRED, 0.9, "test")
    assert stance_label((on_report, on_question), document, knowledge) == "agree"
    assert stance_label((unclear,), document, knowledge) == "none"


# ---------------------------------------------------------------- positions


def test_findings_are_what_a_report_says_and_recommendations_what_is_recommended() -> None:
    report = Speaker("Rough Waters", SpeakerKind.DOCUMENT, REPORT)
    document, statements = marked(
        "Rough Waters says that ⟦ropes are short⟧.",
        "4a) iv. ⟦Ports should buy ropes.⟧",
        "Ada Example said ⟦she was cold⟧.",
        "The union recommended that ⟦ports buy hats⟧.",
        speakers=(report, report, SOMEONE, SOMEONE),
    )
    positions = positions_of(Extraction(document, statements))
    assert [(p.statement, p.number, p.recommendation) for p in positions] == [
        (0, None, False),
        (1, "4a) iv.", False),
        (3, None, True),
    ]
    assert positions[1].key == "4-a-iv"


def test_a_position_without_a_number_keeps_its_key_when_case_and_marks_change() -> None:
    keys = []
    for words in ("⟦Ropes are short⟧", "⟦ropes, are SHORT⟧"):
        document, statements = marked(words, speakers=(Speaker("Rough Waters", SpeakerKind.DOCUMENT, REPORT),))
        keys.append(positions_of(Extraction(document, statements))[0].key)
    assert keys[0] == keys[1]
    assert re.fullmatch("[0-9a-f]{16}", keys[0])
