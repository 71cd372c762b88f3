"""A line -> its quotations: every style of mark, marks inside marks, apostrophes, and marks that are missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quotes import quotations_of


def quoted(text: str) -> list[str]:
    """What stands between the marks of each quotation."""
    return [text[quotation.inner_start : quotation.inner_end] for quotation in quotations_of(text)]


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("«", "»"), ("''", "''")]
)
def test_every_pair_of_marks_makes_a_quotation(opening: str, closing: str) -> None:
    text = f"She said: {opening}The stores were empty.{closing} Then she left."
    assert quoted(text) == ["The stores were empty."]
    (quotation,) = quotations_of(text)
    assert text[quotation.start : quotation.end] == f"{opening}The stores were empty.{closing}"
    assert quotation.opened
    assert quotation.closed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Two.” “Of them.”", ["Two.", "Of them."]),
        ("“He shouted ‘get off’ and left,” she said.", ["He shouted ‘get off’ and left,"]),
        ("‘It was a “temporary” repair,’ he said.", ["It was a “temporary” repair,"]),
        ("\"It was a 'temporary' repair,\" he said.", ["It was a 'temporary' repair,"]),
        ("“He said “get off” and left,” she said.", ["He said “get off” and left,"]),
        ("She left (“in a hurry”) at noon.", ["in a hurry"]),
        ("No marks at all.", []),
    ],
)
def test_marks_inside_marks_belong_to_the_outer_quotation(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The keeper’s gates weren’t his.",
        "The keeper's gates weren't his.",
        "It was the farmers’ own hay and the millers’ flour.",
        "The winter of ’62 was hard.",
        "A plank 6' long and 8\" wide.",
        "Rock 'n' roll.",
    ],
)
def test_an_apostrophe_opens_no_quotation(text: str) -> None:
    assert [words for words in quoted(text) if len(words.split()) > 1] == []


def test_apostrophes_inside_single_marks_do_not_close_them() -> None:
    assert quoted("‘The residents’ lift hadn’t worked since May,’ she said.") == [
        "The residents’ lift hadn’t worked since May,"
    ]


def test_a_mark_that_never_closes_quotes_to_the_end_of_the_line_and_says_so() -> None:
    (quotation,) = quotations_of("She said: “The stores were empty and nobody came")
    assert (quotation.opened, quotation.closed, quotation.inner_start) == (True, False, 11)
    assert quotation.inner_end == len("She said: “The stores were empty and nobody came")


def test_a_mark_that_was_never_opened_quotes_from_the_start_of_the_line_and_says_so() -> None:
    (quotation,) = quotations_of("The stores were empty and nobody came,” she said.")
    assert (quotation.inner_start, quotation.opened, quotation.closed) == (0, False, True)
    assert quoted("The stores were empty and nobody came,” she said.") == ["The stores were empty and nobody came,"]


def test_words_are_counted_between_the_marks_alone() -> None:
    text = "She said “no more” and left."
    (quotation,) = quotations_of(text)
    assert quotation.words(text) == 2


@given(st.text(alphabet="ab .,“”‘’\"'«»„:()", max_size=80))
def test_quotations_are_inside_the_line_in_order_and_apart(text: str) -> None:
    found = quotations_of(text)
    for quotation in found:
        assert 0 <= quotation.start <= quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(alphabet="ab .“”\"'‘’", max_size=60))
def test_the_same_line_has_the_same_quotations(text: str) -> None:
    assert quotations_of(text) == quotations_of(text)
