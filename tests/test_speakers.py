"""Who a speaker is: names, kinds, groups, pronouns, short forms, the registry's and those it does not know."""

from __future__ import annotations

import pytest
from attribution_cases import said, statements_of

from kg.model import Quantifier, Speaker, SpeakerKind


def speaker_of(text: str, at: int = 0) -> Speaker:
    speaker = statements_of(text)[at].speaker
    assert speaker is not None
    return speaker


# ---------------------------------------------------------------- named speakers


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Nora Quill said the roof leaked.", "Nora Quill", SpeakerKind.PERSON),
        ("Dr Nora Quill OBE said the roof leaked.", "Nora Quill", SpeakerKind.PERSON),
        ("The Harrow Vale Parents’ Association said the roof leaked.", "Harrow Vale Parents’ Association", SpeakerKind.ORGANISATION),
        ("The Dry Feet report says that the roof leaks.", "Dry Feet report", SpeakerKind.DOCUMENT),
        ("The Fennmoor Inquiry found that the roof leaked.", "Fennmoor Inquiry", SpeakerKind.ORGANISATION),
    ],
)  # fmt: skip
def test_a_speaker_outside_the_registry_keeps_its_printed_name_with_its_kind_guessed(
    text: str, label: str, kind: SpeakerKind
) -> None:
    speaker = speaker_of(text)
    assert (speaker.label, speaker.kind, speaker.kind_guessed, speaker.iri) == (label, kind, True, None)


def test_a_registered_body_has_its_identifier_and_its_kind_is_not_guessed() -> None:
    speaker = speaker_of("The ADCS said that funding was short.")
    assert speaker.label.replace("’", "'") == "Association of Directors of Children's Services"
    assert speaker.iri is not None
    assert speaker.iri.startswith("https://")
    assert (speaker.kind, speaker.kind_guessed) == (SpeakerKind.ORGANISATION, False)


def test_two_wordings_of_a_registered_name_are_one_speaker() -> None:
    one = speaker_of("The ADCS said that funding was short.")
    other = speaker_of("The Association of Directors of Children's Services said that funding was short.")
    assert one.iri == other.iri


# ---------------------------------------------------------------- short forms


def test_an_acronym_means_the_body_that_the_text_defines_it_for() -> None:
    text = "The Marrow Farmers’ Union (MFU) met in June. The MFU said hay prices would double."
    assert said(text) == [("Marrow Farmers’ Union", "hay prices would double")]


def test_an_acronym_is_not_carried_into_another_document() -> None:
    assert speaker_of("The MFU said hay prices would double.").label == "MFU"


def test_a_title_and_surname_mean_the_person_named_in_full_before() -> None:
    text = "Dr Ruth Sandoval ran the laboratory. Dr Sandoval said the stores were empty."
    assert said(text) == [("Ruth Sandoval", "the stores were empty")]


def test_a_surname_alone_means_the_person_named_in_full_before() -> None:
    text = "Ruth Sandoval said the stores were empty. Sandoval added that nobody came."
    assert said(text) == [("Ruth Sandoval", "the stores were empty"), ("Ruth Sandoval", "nobody came")]


def test_two_people_of_one_surname_are_kept_apart_by_their_first_names() -> None:
    text = (
        "Anna Holt runs the clinic and Peter Holt the school. Peter Holt said it leaked. Anna Holt said it was sound."
    )
    assert said(text) == [("Peter Holt", "it leaked"), ("Anna Holt", "it was sound")]


# ---------------------------------------------------------------- pronouns


def test_he_is_the_last_man_by_title() -> None:
    text = "Mr Ewan Pike met Ms Ruth Sandoval. He said the stores were empty."
    assert said(text) == [("Ewan Pike", "the stores were empty")]


def test_she_is_the_last_woman_by_title() -> None:
    text = "Ms Ruth Sandoval met Mr Ewan Pike. She said the stores were empty."
    assert said(text) == [("Ruth Sandoval", "the stores were empty")]


def test_the_speaker_of_the_sentence_before_is_the_pronoun_of_the_next() -> None:
    text = "Nora Quill said the gates were rotten. She added that the keeper had retired."
    assert said(text) == [("Nora Quill", "the gates were rotten"), ("Nora Quill", "the keeper had retired")]


def test_a_pronoun_with_nobody_before_it_has_no_speaker() -> None:
    assert said("She said the gates had rotted through.") == [(None, "the gates had rotted through")]


def test_they_are_the_group_that_spoke_before() -> None:
    text = "Some farmers said the ditches were full. They also argued that the pumps were old."
    assert said(text) == [("Some farmers", "the ditches were full"), ("Some farmers", "the pumps were old")]


# ---------------------------------------------------------------- what is not the registry's


def test_a_review_of_another_name_is_never_the_packs_own() -> None:
    text = "The Lisle Review was set up after the fire. The review found that no fire door had been tested."
    assert said(text) == [("Lisle Review", "no fire door had been tested")]
    assert speaker_of(text).iri is None


def test_we_in_a_text_that_names_no_publisher_is_nobody() -> None:
    assert said("We believe that the second channel is needed now.") == [(None, "the second channel is needed now")]


# ---------------------------------------------------------------- groups


def test_a_group_keeps_quantifier_size_and_role() -> None:
    speaker = speaker_of("42 organisations said the crossing was dangerous.")
    assert (speaker.label, speaker.kind, speaker.named) == ("42 organisations", SpeakerKind.GROUP, False)
    assert (speaker.quantifier, speaker.group_size, speaker.member_role) == (Quantifier.COUNTED, 42, "organisations")


def test_one_of_a_group_is_a_person_without_a_name() -> None:
    speaker = speaker_of("One nurse said the fridge had been left open overnight.")
    assert (speaker.label, speaker.kind, speaker.named) == ("One nurse", SpeakerKind.PERSON, False)


def test_bullets_that_name_their_own_groups_keep_them() -> None:
    text = "• Some respondents felt that the ferry was too dear.\n• Many respondents highlighted the state of the quay."
    assert said(text) == [
        ("Some respondents", "the ferry was too dear"),
        ("Many respondents", "the state of the quay"),
    ]


# ---------------------------------------------------------------- several speakers at once


@pytest.mark.parametrize(
    ("text", "label", "members"),
    [
        ("Nora Quill and the Riders’ Forum said the roof leaked.", "Nora Quill and Riders’ Forum", ["Nora Quill", "Riders’ Forum"]),
        ("Ewan Pike, Nora Quill and Tom Ferris argued that the roof leaked.", "Ewan Pike, Nora Quill and Tom Ferris", ["Ewan Pike", "Nora Quill", "Tom Ferris"]),
        ("Both Mr Pike and the Crown Harbour Service said the roof leaked.", "Mr Pike and Crown Harbour Service", ["Mr Pike", "Crown Harbour Service"]),
        ("Nora Quill and several farmers argued that the roof leaked.", "Nora Quill and several farmers", ["Nora Quill", "Several farmers"]),
    ],
)  # fmt: skip
def test_joint_speakers_are_a_group_of_their_members(text: str, label: str, members: list[str]) -> None:
    speaker = speaker_of(text)
    assert (speaker.label, speaker.kind, [member.label for member in speaker.members]) == (
        label,
        SpeakerKind.GROUP,
        members,
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The Department of Health and Social Care said the roof leaked.", "Department of Health and Social Care"),
        ("The Royal College of Weavers and Dyers said the roof leaked.", "Royal College of Weavers and Dyers"),
        ("Parents and teachers said the roof leaked.", "Parents and teachers"),
    ],
)
def test_and_inside_a_name_or_a_group_parts_nobody(text: str, label: str) -> None:
    assert (speaker_of(text).label, speaker_of(text).members) == (label, ())


def test_they_are_the_joint_speakers_before() -> None:
    text = "Mr Pike and Ms Quill said the roof leaked. They also warned that the pumps were old."
    assert [label for label, _ in said(text)] == ["Mr Pike and Ms Quill", "Mr Pike and Ms Quill"]


# ---------------------------------------------------------------- posts


def test_a_post_is_followed_back_to_the_only_one_whom_the_text_gives_it() -> None:
    text = "Nora Quill, the chair of the Riders’ Forum, opened the meeting. The chair said that fares were too high."
    assert said(text) == [("Nora Quill", "fares were too high")]


def test_a_post_of_two_people_is_nobodys_name() -> None:
    text = "Nora Quill, chair of the Forum, met Ewan Pike, chair of the Trust. The chair said that fares were too high."
    assert said(text) == [("Chair", "fares were too high")]


def test_a_former_holder_is_not_the_holder() -> None:
    text = "Nora Quill, former chair of the Forum, came too. The chair said that fares were too high."
    assert said(text) == [("Chair", "fares were too high")]


def test_one_who_speaks_in_a_post_speaks_for_the_body() -> None:
    speaker = speaker_of("Marrow Farmers’ Union president Tom Ferris warned that hay prices would double.")
    assert speaker.on_behalf_of is not None
    assert (speaker.label, speaker.on_behalf_of.label) == ("Tom Ferris", "Marrow Farmers’ Union")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Larry King said the turnout would be high.", "Larry King"),
        ("Charlie King, a Marrow councillor, said the turnout would be high.", "Charlie King"),
        ("Chief Constable Webster said the crowd was large.", "Chief Constable Webster"),
        ("Welsh Education Minister Kirsty Dale said the schools would shut.", "Kirsty Dale"),
        ("Two jurors never slept, according to court clerk Dana Wills.", "Dana Wills"),
    ],
)
def test_titles_and_posts_are_told_from_names(text: str, label: str) -> None:
    assert speaker_of(text).label == label


# ---------------------------------------------------------------- whose document it is


@pytest.mark.parametrize(
    "text",
    [
        "Riders’ Forum manifesto\n\nWe call for free night buses for nurses.",
        "Response of the Riders’ Forum to the bus inquiry\n\nWe call for free night buses for nurses.",
        "Night buses\n\nPublished by the Riders’ Forum, May 2021\n\nWe call for free night buses for nurses.",
        "Night buses\n\nWe call for free night buses for nurses.\n\n© The Riders’ Forum 2021",
        "Night buses\n\nWe call for free night buses for nurses.\n\nContact: info@ridersforum.org\n\nThe Riders’ Forum was founded in 1990.",
    ],
)
def test_we_are_the_body_that_title_imprint_or_address_shows(text: str) -> None:
    assert speaker_of(text).label == "Riders’ Forum"


@pytest.mark.parametrize(
    "text",
    [
        "Night buses\n\nThe Government has failed us. The Government will not act. The Government is wrong. We believe that fares are too high.",
        "Night buses\n\nWe welcome the review. The review is long. The review is right. We hope so. We believe that fares are too high.",
    ],
)
def test_we_are_never_those_whom_the_text_only_writes_about(text: str) -> None:
    assert statements_of(text)[-1].speaker is None


def test_a_report_that_cites_evidence_as_a_committees_does_is_a_committees_without_a_name() -> None:
    text = "12. Conclusion\n\nWe believe that the quay is unsafe.\n\n4    Q12\n5    Qq14, 20\n6    Q31\n"
    speaker = speaker_of(text)
    assert (speaker.label, speaker.named) == ("Committee", False)


# ---------------------------------------------------------------- governments


def test_the_government_is_the_one_that_the_text_names() -> None:
    text = "The Scottish Government met in May. The Government said that the ferry was safe."
    assert said(text) == [("Scottish Government", "the ferry was safe")]


def test_another_nations_government_is_not_the_registered_one() -> None:
    speaker = speaker_of("The Scottish Government said that the ferry was safe.")
    assert (speaker.label, speaker.iri) == ("Scottish Government", None)


def test_a_text_that_tells_no_country_leaves_the_government_as_printed() -> None:
    assert speaker_of("The government said that the ferry was safe.").label == "Government"


# ---------------------------------------------------------------- antecedents that have not spoken


def test_they_are_those_whom_the_sentence_before_is_about() -> None:
    text = "Nurses did not notice the label. Their main concern was that the dose was late."
    assert said(text) == [("Nurses", "the dose was late")]


def test_it_is_the_body_that_the_sentence_before_is_about_and_not_one_named_in_passing() -> None:
    text = "The Riders’ Forum met near the offices of Ofsted. It called for cheaper tickets."
    assert said(text) == [("Riders’ Forum", "cheaper tickets")]


def test_a_participants_code_is_the_name() -> None:
    text = "> The form never loaded on my old phone at all.\n> -- P9, usability test participant\n\nParticipants were paid."
    assert speaker_of(text).label == "P9"


def test_i_in_a_quotation_that_nothing_attributes_is_one_of_those_who_answered() -> None:
    text = "Participants used the form. All participants were paid. Participants wrote to us.\n\n> I could not read the form on my old phone at all.\n\nThe end."
    speaker = statements_of(text)[-1].speaker
    assert speaker is not None
    assert (speaker.label, speaker.named) == ("Participant", False)
