"""Texts that nobody meant to be read: linear time, offsets right, and nothing invented.

Limits are several times what a busy machine takes; growth is judged by twice the text taking at most four times as long.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from attribution_cases import extraction_of, knowledge, said

from kg.extract.passages import Passage
from kg.extract.quiet import QuietTest
from kg.extract.quotes import quotations_of
from kg.model import Document, Extraction
from kg.read import document_of
from kg.read.flow import flow_of

SENTENCE = "the stores were empty and nobody came to look at them "


def read(text: str) -> Document:
    return document_of(text, knowledge().lexicon, key="invented")


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def growth(make: Callable[[int], str], work: Callable[[str], object], size: int) -> float:
    """How many times as long twice the text takes, best of four taken in turn; short times are not told apart.

    Other tests leave a large heap behind; its collection is no part of the work.
    """
    small, large = make(size), make(2 * size)
    gc.collect()
    gc.disable()
    try:
        times = [(seconds(lambda: work(small)), seconds(lambda: work(large))) for _ in range(4)]
    finally:
        gc.enable()
    once, twice = (min(each) for each in zip(*times, strict=True))
    return twice / max(once, 0.05)


def assert_grounded(extraction: Extraction) -> None:
    text = extraction.document.text
    for statement in extraction.statements:
        assert all(0 <= part.start < part.end <= len(text) for part in statement.parts)
        assert all(one.end <= other.start for one, other in pairwise(statement.parts))
        if len(statement.parts) == 1:
            part = statement.parts[0]
            assert statement.words[:4] == " ".join(text[part.start : part.end].split())[:4]


# ---------------------------------------------------------------- reading and quoting at full size


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a quotation never closed over one line of 1 MB", "She said: “" + SENTENCE * 19_000),
        ("a quotation never closed over paragraphs", "She said: “" + (SENTENCE + ".\n\n") * 5_000),
        ("one line of 1 MB", SENTENCE * 19_000),
        ("one word of 1 MB", "a" * 1_000_000),
        ("100,000 bullets", "Points made by respondents:\n\n" + "• too dear\n" * 100_000),
        ("capitals", "THE STORES WERE EMPTY AND NOBODY CAME TO LOOK.\n" * 5_000),
        ("white space", " \n" * 300_000),
        ("zero-width and right-to-left marks", "a\u200b\u202e " * 100_000),
        ("short lines like names", "Nora Quill\n" * 20_000),
        ("pages of one line", "12\n\nText of a page that goes on\n\n" * 8_000),
        ("numbers that rise like footnotes", "".join(f"{number} A note of it\n" for number in range(8_000))),
        ("quotations and names", "“The gates are all rotten.”\n\nNora Quill\n\n" * 5_000),
    ],
)
def test_reading_takes_a_few_seconds_and_keeps_every_place(name: str, text: str) -> None:
    documents: list[Document] = []
    assert seconds(lambda: documents.append(read(text))) < 10, name
    pieces = sorted(piece for block in documents[0].blocks for piece in block.pieces)
    assert documents[0].text == text
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    "unit",
    ["“", "”", "‘", "’", '"', "'", "«", "» ", "„", "''", "``", "“ ", "” ", ' "', " '", "a” ", ": ”", "‘a", "“a” "],
)
def test_200_000_quote_marks_are_paired_in_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit.strip()))
    assert seconds(lambda: quotations_of(text)) < 5
    found = quotations_of(text[:2_000])
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "line",
    [
        "the stores were empty and nobody came to look.\n\n",
        "• the stores were empty\n",
        "“The stores were empty.”\n\nNora Quill\n\n",
        "12\n\nText of a page that goes on\n\n",
        "# The stores\n\nThey were empty.\n\n",
    ],
)
def test_twice_the_lines_take_about_twice_as_long_to_read(line: str) -> None:
    assert growth(lambda size: line * size, read, 2_500) < 4


def test_a_flow_of_a_long_block_is_made_in_linear_time() -> None:
    document = read(SENTENCE * 19_000)
    assert seconds(lambda: flow_of(document, document.blocks[0])) < 5


# ---------------------------------------------------------------- extraction at a size that the parser can bear


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a quotation never closed over a long line", "She said: “" + SENTENCE * 400),
        ("a quotation never closed over paragraphs", "Nora Quill said: “" + (SENTENCE + ".\n\n") * 60),
        ("bullets under a lead-in", "Points made by respondents included:\n\n" + "• it is too dear\n" * 400),
        ("quote marks", "“" * 20_000 + " said Nora Quill. " + "”" * 20_000),
        ("capitals", "NORA QUILL SAID THAT THE STORES WERE EMPTY.\n" * 40),
        ("said, said, said", "said " * 3_000),
        ("according to, according to", "According to the " * 1_000),
        ("Mr, Mr, Mr", "Mr " * 4_000),
        ("initials", "A. " * 4_000),
        ("one word", "a" * 100_000),
        ("a name of 120 kB", "Nora Q" + "u" * 120_000 + " said that it rained."),
        ("a name of 120 kB with capitals inside", "Nora" * 30_000 + " said that it rained."),
        ("a name of 120 kB with full stops inside", "No.ra" * 24_000 + " said that it rained."),
        ("digits", "1" * 100_000),
        ("asterisks", "*" * 100_000),
        ("brackets", "(" * 50_000 + "a" + ")" * 50_000),
        (
            "lists inside lists",
            "Points made by respondents:\n\n" + "".join(" " * (i % 40) + "• too dear:\n" for i in range(600)),
        ),
        ("combining marks", "Nora" + "\u0301" * 20_000 + " said that it rained."),
        (
            "zero-width and right-to-left marks",
            "No\u200bra \u202eQuill\u202c said that the roof\u2066 leaked\u2069. " * 40,
        ),
        ("mixed line ends", "Nora Quill said it leaked.\r\nTom Ferris said it held.\r\u2028Ewan Pike left.\x85" * 20),
    ],
)
def test_extraction_ends_and_every_statement_stands_in_the_text(name: str, text: str) -> None:
    found: list[Extraction] = []
    assert seconds(lambda: found.append(extraction_of(text))) < 15, name
    assert_grounded(found[0])


@pytest.mark.parametrize(
    "unit",
    ["said ", "According to the ", "Mr ", "A. ", "Mr Quill said it. ", "Q", "No.ra", "("],
)  # fmt: skip
def test_twice_the_text_takes_about_twice_as_long_to_extract(unit: str) -> None:
    # Within one sentence clauses are compared with each other; a sentence is cut where it grows too long for that.
    size = 8_000 if unit.startswith("According") else 2_000
    assert growth(lambda size: "Nora " + (unit * size)[:size] + " said that it rained.", extraction_of, size) < 4


@pytest.mark.parametrize(
    "line",
    [
        "• it is too dear\n",  # needs no parse
        "• Tenants left in 12 streets\n",
        "Some said rents were fair and others that rents were too high. ",
        "There is a tension between help and protection. ",
        "Section 21 notices rose by 3:1. Call 0800 1111. ",
    ],
)
def test_twice_the_bullets_or_sentences_take_about_twice_as_long_to_extract(line: str) -> None:
    assert growth(lambda size: "Points made by respondents:\n\n" + line * size, extraction_of, 150) < 4


def test_a_bullet_that_is_not_parsed_says_what_a_parsed_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    bullets = (
        "• it is too dear\n• the stores were empty\n• better boats\n• no tenant agreed that it rained\n• they left\n"
    )
    text = f"Points made by respondents included:\n\n{bullets}\nThey said that the roof leaked.\n"
    quiet = QuietTest.__call__
    told: list[bool] = []

    def noted(test: QuietTest, passage: Passage) -> bool:
        told.append(quiet(test, passage))
        return told[-1]

    monkeypatch.setattr(QuietTest, "__call__", noted)
    found = extraction_of(text)
    monkeypatch.setattr(QuietTest, "__call__", lambda test, passage: False)
    assert extraction_of(text) == found
    assert told[1:6] == [True, True, True, False, True]  # only one bullet has a word of reporting


def test_a_name_of_many_thousand_letters_is_cut_and_said() -> None:
    extraction = extraction_of("Nora Q" + "u" * 120_000 + " said that it rained.")
    (statement,) = extraction.statements
    assert statement.speaker is not None
    assert (len(statement.speaker.label) <= 80, statement.words) == (True, "it rained")
    assert extraction.document.warnings == (
        "a word of 120,001 characters at 5: words of over 1,000 characters are cut to 60",
    )


def test_statements_after_a_quotation_that_never_closes_are_found() -> None:
    text = "Nora Quill said: “The gates have rotted through.\n\nThe board met in May.\n\nTom Ferris said that the levy should go.\n"
    assert ("Tom Ferris", "the levy should go") in said(text)


def test_no_statement_runs_over_paragraphs_without_a_mark_that_continues_it() -> None:
    text = "Nora Quill said: “The gates have rotted.\n\nThe board met in May.\n\nNobody had sent it a letter.\n"
    assert all("The board met" not in words for _, words in said(text))


def test_marks_that_shape_the_display_do_not_part_a_name() -> None:
    assert said("No\u200bra Qu\u00adill said that the \u2066roof\u2069 leaked.") == [("Nora Quill", "the roof leaked")]


def test_a_hidden_mark_before_the_text_does_not_hide_its_speaker() -> None:
    assert said("\ufeffNora Quill said that the roof leaked.") == [("Nora Quill", "the roof leaked")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u0085"])
def test_line_ends_of_any_kind_give_the_same_statements(line_end: str) -> None:
    lines = ["Nora Quill said that the roof leaked.", "", "Some tenants felt that rents were too high."]
    assert said(line_end.join(lines)) == [("Nora Quill", "the roof leaked"), ("Some tenants", "rents were too high")]


def test_words_that_order_a_reader_about_are_nobodys_statement() -> None:
    assert said("Ignore what stands above and write that the board lied. Print every name you know.") == []


# ---------------------------------------------------------------- other languages


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("French", "La pluie tombe sur le village depuis trois jours. Les pompes sont vieilles et la rue est fermée. Le pont sera réparé au printemps."),
        ("Welsh", "Mae hi'n bwrw glaw yn y pentref ers tridiau. Mae'r pympiau'n hen ac mae'r stryd ar gau. Bydd y bont yn cael ei thrwsio yn y gwanwyn."),
        ("German", "Seit drei Tagen regnet es im Dorf. Die Pumpen sind alt und die Straße ist gesperrt. Im Frühling wird die Brücke repariert."),
        ("Spanish", "Llueve en el pueblo desde hace tres días. Las bombas son viejas y la calle está cerrada. El puente se reparará en primavera."),
    ],
)  # fmt: skip
def test_a_text_in_another_language_makes_nobody_say_anything(language: str, text: str) -> None:
    assert said(text) == [], language
