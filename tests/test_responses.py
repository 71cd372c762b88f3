"""A list of those who answered -> one response each, with the line that says so."""

from __future__ import annotations

from attribution_cases import knowledge

from kg.extract.responses import find_responses
from kg.model import Response, SpeakerKind
from kg.read import document_of

LIST = """\
# What we heard

The ferry should run all year, many respondents said.

## List of respondents

Marrow Farmers’ Union

Riders’ Forum

Nora Quill Trust

Rural Bus Alliance (RBA)

Harrow Vale Parents’ Association

Low Marsh Town Council

Fennmoor Water Board

## Next steps

The Lock Keepers’ Society will meet in May.
"""


def responses_in(text: str) -> tuple[Response, ...]:
    return find_responses(document_of(text, knowledge().lexicon, key="invented"), knowledge())


def test_each_line_under_a_heading_of_respondents_is_a_response() -> None:
    assert [response.agent.label for response in responses_in(LIST)] == [
        "Marrow Farmers’ Union",
        "Riders’ Forum",
        "Nora Quill Trust",
        "Rural Bus Alliance",
        "Harrow Vale Parents’ Association",
        "Low Marsh Town Council",
        "Fennmoor Water Board",
    ]


def test_the_span_of_a_response_is_the_line_that_names_the_agent() -> None:
    lines = [LIST[response.span.start : response.span.end] for response in responses_in(LIST)]
    assert lines[0] == "Marrow Farmers’ Union"
    assert lines[3] == "Rural Bus Alliance (RBA)"


def test_a_body_outside_the_registry_is_an_organisation_by_guess() -> None:
    agent = responses_in(LIST)[0].agent
    assert (agent.kind, agent.kind_guessed, agent.iri) == (SpeakerKind.ORGANISATION, True, None)


def test_bullets_name_respondents_too() -> None:
    text = "# Survey\n\n## Organisations that responded\n\n• Riders’ Forum\n• Nora Quill Trust\n\n## Next steps\n\nNone yet.\n"
    assert [response.agent.label for response in responses_in(text)] == ["Riders’ Forum", "Nora Quill Trust"]


def test_a_registered_body_in_the_list_has_its_identifier() -> None:
    text = "# Survey\n\n## List of respondents\n\n• Ofsted\n• Nora Quill Trust\n\n## Next steps\n\nNone yet.\n"
    assert [response.agent.iri is not None for response in responses_in(text)] == [True, False]


def test_sentences_under_the_heading_are_no_respondents() -> None:
    text = "# Survey\n\n## List of respondents\n\nWe thank all who wrote.\n\n• Riders’ Forum\n• Nora Quill Trust\n\n## End\n\nNone.\n"
    assert [response.agent.label for response in responses_in(text)] == ["Riders’ Forum", "Nora Quill Trust"]


def test_a_list_under_another_heading_is_of_no_respondents() -> None:
    assert responses_in(LIST.replace("List of respondents", "Members of the panel")) == ()


def test_what_the_heading_names_was_answered() -> None:
    of_report = LIST.replace("List of respondents", "List of those who responded to the Case for Change")
    answered = {response.consultation for response in responses_in(of_report)}
    assert {iri and iri.rpartition("/")[2] for iri in answered} == {"case-for-change"}
    assert {response.consultation for response in responses_in(LIST)} == {None}
    quoted = LIST.replace("List of respondents", "List of respondents quoted in the Case for Change")
    assert {response.consultation for response in responses_in(quoted)} == {None}
