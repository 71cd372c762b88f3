"""`kg extract --explain`: for each sentence the rules that fired, and why others did not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attribution_cases import extraction_of, knowledge
from conftest import run_kg

from kg.explained import iter_rows, to_table
from kg.extract.explain import Explained, Explanation, explain
from kg.extract.reasons import Why
from kg.model import BlockKind
from kg.read import document_of

TEXT = """Nora Quill said: “The gates have rotted through.” The board might say so too.

Points made by respondents included:

• the levy should go
"""


def explanation_of(text: str) -> Explanation:
    return explain(document_of(text, knowledge().lexicon, key="invented"), knowledge())


def sentence_of(text: str, words: str) -> Explained:
    return next(one for one in explanation_of(text).sentences if words in one.text)


# ---------------------------------------------------------------- what fired


def test_a_rule_that_fired_is_named_with_cue_speaker_words_and_confidence() -> None:
    (fired,) = sentence_of(TEXT, "gates").fired
    assert (fired.rule, fired.speaker, fired.source, fired.cue, fired.words, fired.dropped) == (
        "quotation-verb-speaker",
        "Nora Quill",
        "Nora Quill",
        "said",
        "The gates have rotted through.",
        None,
    )
    (statement,) = [one for one in extraction_of(TEXT).statements if "gates" in one.words]
    assert fired.confidence == statement.confidence


def test_the_statements_are_those_of_the_extraction() -> None:
    fired = [one for sentence in explanation_of(TEXT).sentences for one in sentence.fired if one.dropped is None]
    found = extraction_of(TEXT).statements
    assert [(one.rule, one.words) for one in fired] == [(one.rule, one.words) for one in found]


def test_a_lead_in_is_said_to_tell_who_speaks_below() -> None:
    lead = sentence_of(TEXT, "Points made")
    assert (lead.fired, lead.leads_to, lead.reasons) == ((), 1, ())


def test_a_statement_that_another_displaces_is_shown_with_the_reason() -> None:
    text = "Ms Amy Holt explained that she believed that the pumps had been mended too late for the town."
    dropped = [one for one in sentence_of(text, "pumps").fired if one.dropped]
    assert [(one.cue, one.dropped) for one in dropped] == [
        ("explained", "what the same speaker said inside it is the statement")
    ]


# ---------------------------------------------------------------- why not


@pytest.mark.parametrize(
    ("sentence", "why", "cues", "words"),
    [
        ("The gates are painted green in May.", Why.NO_CUE, (), "no word of reporting stands in it"),
        ("The board might say so too.", Why.SUPPOSED, ("say",), "tells what may or should be said, not what was"),
        ("The bridge suggested that it rained.", Why.NOT_A_SPEAKER, ("suggested",), "its subject “bridge” is not taken for a speaker"),
        ("Nora Quill did not say that it rained.", Why.NEGATED, ("say",), "denied: it was not said"),
        ("The keeper's report was late.", Why.NOT_A_VERB, ("report",), "no verb here"),
        ("The ‘big sluice’ was shut in May.", Why.QUOTED_WORDS, ("big sluice",), "part of the sentence around the marks: a name, a title, or words kept at a distance"),
        ("“The towpath was closed all year.”", Why.NOBODY_BESIDE, ("The towpath was closed all year.",), "no verb of saying with a speaker, and no name with a colon, stands beside it"),
        ("It was said that the gates were painted.", Why.NO_AGENT, ("said",), "passive, and nobody is named who did it"),
    ],
)  # fmt: skip
def test_a_sentence_without_statement_says_why_in_plain_words(
    sentence: str, why: Why, cues: tuple[str, ...], words: str
) -> None:
    (only,) = explanation_of(sentence).sentences
    assert only.fired == ()
    assert [(one.why, one.cues, one.words) for one in only.reasons] == [(why, cues, words)]


def test_the_rest_of_a_quotation_over_several_sentences_points_to_its_beginning() -> None:
    text = "Nora Quill said: “It rained.\n\n“It still rains. It will rain.”\n\nShe left.\n"
    (rest,) = [one for one in explanation_of(text).sentences if one.text == "“It still rains. It will rain.”"]
    assert [(one.why, one.words) for one in rest.reasons] == [
        (Why.COVERED, "part of the statement of Nora Quill that begins further up")
    ]


def test_page_furniture_and_headings_say_that_they_are() -> None:
    text = "# The canal\n\nNora Quill said that it rained.\n\n[Click here to view more articles from this issue.](#)\n"
    sentences = explanation_of(text).sentences
    reasons = {one.kind: one.reasons[0].words for one in sentences if one.reasons}
    assert reasons[BlockKind.HEADING] == "a heading that credits nobody with what stands under it"
    assert reasons[BlockKind.BOILERPLATE].endswith(": not part of what the document says")


def test_every_sentence_stands_in_the_text_and_in_its_order() -> None:
    explanation = explanation_of(TEXT)
    spans = [one.span for one in explanation.sentences]
    assert spans == sorted(spans)
    assert [" ".join(TEXT[span.start : span.end].split()) for span in spans[:2]] == [
        "Nora Quill said: “The gates have rotted through.”",
        "The board might say so too.",
    ]


# ---------------------------------------------------------------- printed


def test_for_a_reader_each_sentence_is_a_block_of_lines() -> None:
    explanation = explanation_of("Nora Quill said that it rained.")
    confidence = explanation.sentences[0].fired[0].confidence
    assert to_table(explanation).splitlines() == [
        "invented.txt: 1 sentence, 1 statement",
        "",
        "[0–31] paragraph: Nora Quill said that it rained.",
        f"  + clause: Nora Quill (indirect, confidence {confidence:.2f}; speaker “Nora Quill”, cue “said”)",
        "      it rained",
    ]


def test_for_a_program_each_sentence_is_an_object() -> None:
    rows = list(iter_rows(explanation_of(TEXT)))
    assert [(row["start"], row["kind"], row["leads_to"], len(row["statements"])) for row in rows] == [
        (0, "paragraph", 0, 1),
        (50, "paragraph", 0, 0),
        (79, "paragraph", 1, 0),
        (119, "bullet", 0, 1),
    ]
    assert rows[1]["reasons"] == [
        {"why": "supposed", "cues": ["say"], "words": "tells what may or should be said, not what was"}
    ]


def test_the_command_prints_it_and_refuses_a_format_that_cannot_show_it(tmp_path: Path) -> None:
    path = tmp_path / "invented.txt"
    path.write_text(TEXT, encoding="utf-8")
    lines = run_kg("extract", "--explain", "--format", "jsonl", path).out.splitlines()
    assert [json.loads(line)["doc"] for line in lines] == ["invented"] * 4
    refused = run_kg("extract", "--explain", "--format", "turtle", path)
    assert (refused.code, refused.err.strip()) == (2, "kg: unknown format 'turtle'. Formats: table, jsonl.")
