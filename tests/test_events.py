"""Events: which dated happenings are told, of what kind, and with which passage."""

from __future__ import annotations

import pytest
from invented import document_of, invented_knowledge, text_of

from kg.extract.events import EventReader, find_events
from kg.knowledge import Knowledge


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return invented_knowledge(tmp_path_factory.mktemp("pack"))


def happenings(knowledge: Knowledge, text: str, issued: str | None = "2021-06-17") -> list[tuple[str, str, str]]:
    tables = knowledge.lexicon.tables
    reader = EventReader.of(tables["dates"], tables["sentences"], issued=issued)
    return [(one.date.date, one.kind, one.label) for one in reader.read(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The port opened on 3 May 1998.", ("1998-05-03", "open", "The port opened on 3 May 1998.")),
        ("The form is open until 13 August.", ("2021-08-13", "close", "The form is open until 13 August.")),
        ("A report was published in June 2021.", ("2021-06", "publish", "A report was published in June 2021.")),
        ("In 2013, she founded a school.", ("2013", "found", "In 2013, she founded a school.")),
    ],
)
def test_a_date_and_a_word_for_a_happening_make_an_event(
    knowledge: Knowledge, text: str, wanted: tuple[str, str, str]
) -> None:
    assert happenings(knowledge, text) == [wanted]


def test_two_dates_of_a_sentence_go_with_their_own_clauses(knowledge: Knowledge) -> None:
    text = "The inquiry was launched on 15 January 2021 (with hearings commencing on 1 March 2021)."
    assert [(date, kind) for date, kind, _ in happenings(knowledge, text)] == [
        ("2021-01-15", "launch"),
        ("2021-03-01", "begin"),
    ]


def test_a_relative_clause_is_told_with_the_one_whom_it_is_about(knowledge: Knowledge) -> None:
    text = "Ada Example, who was appointed chair in January, spoke first."
    assert happenings(knowledge, text) == [("2021-01", "appoint", "Ada Example, who was appointed chair in January")]


@pytest.mark.parametrize(
    "text",
    [
        "We compared the boats with those of 2012-13.",
        "The fund will continue beyond March 2021.",
        "On 17 June it rained.",
        "The port opened long ago.",
    ],
)
def test_dates_without_a_happening_and_happenings_without_a_date_are_no_events(knowledge: Knowledge, text: str) -> None:
    assert happenings(knowledge, text) == []


def test_a_date_takes_its_year_from_the_event_before_it_where_the_document_has_no_date(knowledge: Knowledge) -> None:
    document = document_of("The port opened on 3 May 1998.", "It closed on 7 June.")
    assert [event.date for event in find_events(document, knowledge)] == ["1998-05-03", "1998-06-07"]


def test_the_passage_of_an_event_is_the_clause_in_the_document(knowledge: Knowledge) -> None:
    document = document_of("It rained; the port\nopened on 3 May 1998, they say.")
    events = find_events(document, knowledge)
    assert text_of(document, [event.span for event in events]) == ["the port\nopened on 3 May 1998"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Whilst the final report was published in 2022, it rained.", "the final report was published in 2022"),
        ("It is sad that the decision to close the port was taken on 18 March 2020.", "the decision to close the port was taken on 18 March 2020."),
        ("The board agreed that the pier, which was opened on 3 May 1998, leaks.", "the pier, which was opened on 3 May 1998"),
        ("The inquiry (the “Inquiry”) was launched by Ada Example on 15 January 2021.", "The inquiry … was launched by Ada Example on 15 January 2021."),
        ("The inquiry sat (with hearings commencing on 1 March 2021).", "hearings commencing on 1 March 2021"),
        ("The port opened on 3 May 1998.209", "The port opened on 3 May 1998."),
        ("The board paid £10,000.5 in fees when the port was opened on 3 May 1998.", "The board paid £10,000.5 in fees when the port was opened on 3 May 1998."),
    ],
)  # fmt: skip
def test_a_label_is_a_clause_that_can_be_read_for_itself(knowledge: Knowledge, text: str, label: str) -> None:
    assert [one for _, _, one in happenings(knowledge, text)] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Looking back would have changed the launch of 3 May 1998.",
        "No report was published in June 2021.",
        "The report might have been published in June 2021.",
        "The ferry received new seats and by June 2021 the paint had gone.",
    ],
)
def test_what_did_not_or_need_not_happen_is_no_event(knowledge: Knowledge, text: str) -> None:
    assert happenings(knowledge, text) == []


def test_a_long_label_is_cut_short(knowledge: Knowledge) -> None:
    text = "The port with " + "very " * 30 + "old walls opened on 3 May 1998."
    ((_, _, label),) = happenings(knowledge, text)
    assert (len(label.split()), label.endswith(" …")) == (25, True)
