"""The words of a noun phrase -> a group of speakers: how many, who, and what it is called."""

from __future__ import annotations

import pytest
from attribution_cases import knowledge

from kg.extract.groups import group_of, read_group_words
from kg.model import Quantifier, Speaker, SpeakerKind


def group(phrase: str, default: str | None = None) -> Speaker | None:
    return group_of(phrase, read_group_words(knowledge().lexicon), default=default)


def known(phrase: str, default: str | None = None) -> Speaker:
    speaker = group(phrase, default)
    assert speaker is not None
    return speaker


@pytest.mark.parametrize(
    ("phrase", "label", "quantifier"),
    [
        ("many respondents", "Many respondents", Quantifier.MANY),
        ("Some farmers", "Some farmers", Quantifier.SOME),
        ("a few teachers", "A few teachers", Quantifier.FEW),
        ("several organisations", "Several organisations", Quantifier.SEVERAL),
        ("a number of parents", "A number of parents", Quantifier.SEVERAL),
        ("most tenants", "Most tenants", Quantifier.MOST),
        ("the vast majority of respondents", "Vast majority of respondents", Quantifier.MOST),
        ("twelve organisations", "Twelve organisations", Quantifier.COUNTED),
        ("all residents", "All residents", Quantifier.ALL),
        ("the overwhelming majority of tenants", "Overwhelming majority of tenants", Quantifier.MOST),
        ("the few remaining farmers", "Remaining farmers", Quantifier.FEW),
        ("hundreds of residents", "Hundreds of residents", Quantifier.MANY),
        ("other respondents", "Other respondents", Quantifier.SOME),
        ("respondents", "Respondents", Quantifier.NONE_GIVEN),
        ("those with experience of flooding", "Those with experience of flooding", Quantifier.NONE_GIVEN),
    ],
)
def test_quantifier_and_name_are_as_printed(phrase: str, label: str, quantifier: Quantifier) -> None:
    speaker = known(phrase)
    assert (speaker.label, speaker.quantifier, speaker.kind, speaker.named) == (
        label,
        quantifier,
        SpeakerKind.GROUP,
        False,
    )


@pytest.mark.parametrize(
    ("phrase", "label", "size"),
    [
        ("42 respondents", "42 respondents", 42),
        ("1,200 residents", "1,200 residents", 1200),
        ("17 of the 30 councils", "17 of the 30 councils", 17),
        ("around 200 residents", "Around 200 residents", 200),
        ("two of the five nurses", "Two of the five nurses", 2),
        ("the 12 student nurses", "12 student nurses", 12),
        ("Two of the five student nurses", "Two of the five student nurses", 2),
        ("more than forty councils", "More than forty councils", 40),
        ("some 300 drivers", "Some 300 drivers", 300),
        ("four of our six student nurses", "Four of our six student nurses", 4),
        ("one in five drivers", "One in five drivers", None),
        ("a quarter of tenants", "A quarter of tenants", None),
        ("64% of respondents", "64% of respondents", None),
        ("half of teachers", "Half of teachers", None),
        ("two thirds of drivers", "Two thirds of drivers", None),
        ("just over 30 per cent of tenants", "Just over 30 per cent of tenants", None),
    ],
)
def test_a_counted_group_keeps_how_many_there_were_where_a_count_is_given(
    phrase: str, label: str, size: int | None
) -> None:
    speaker = known(phrase)
    assert (speaker.label, speaker.quantifier, speaker.group_size) == (label, Quantifier.COUNTED, size)


@pytest.mark.parametrize("phrase", ["responses to this question", "comments", "the replies"])
def test_responses_are_the_respondents_who_gave_them(phrase: str) -> None:
    assert known(phrase).label == "Respondents"


def test_one_of_a_group_is_a_person() -> None:
    assert (known("one respondent").label, known("one respondent").kind) == ("One respondent", SpeakerKind.PERSON)
    assert known("one response").label == "One respondent"
    assert known("a third respondent").label == "A third respondent"
    assert (known("1 participant").label, known("1 participant").kind) == ("1 participant", SpeakerKind.PERSON)
    assert (known("one of the nurses").label, known("one of the nurses").kind) == (
        "One of the nurses",
        SpeakerKind.PERSON,
    )


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("many foster carers", "foster carers"),
        ("some respondents from rural areas", "respondents from rural areas"),
        ("most young people with care experience", "young people with care experience"),
    ],
)
def test_the_members_are_named_with_what_tells_which(phrase: str, role: str) -> None:
    assert known(phrase).member_role == role


def test_a_quantifier_alone_is_of_the_members_spoken_of_before() -> None:
    assert known("some", default="farmers").label == "Some farmers"
    assert known("some").label == "Some respondents"


@pytest.mark.parametrize("phrase", ["Nora Quill", "Teachers First", "the gate", "some water", "the report", ""])
def test_a_phrase_of_no_people_is_no_group(phrase: str) -> None:
    assert group(phrase) is None
