"""Stated confidence beside the share that is right."""

from __future__ import annotations

from kg.evaluate.reliability import bands_of, counts_by_rule, reliability_lines
from kg.evaluate.score import Outcome, compare_document

TEXT = "The bridge is weak. The road is closed. The river is high. Nobody was asked."
GOLD = [
    {"text": "The bridge is weak", "speaker": "Ada Example"},
    {"text": "The road is closed", "speaker": "Ada Example"},
]


def outcome() -> Outcome:
    """Three statements: both right, the speaker wrong, not in the gold set."""
    said = [
        {"text": "The bridge is weak", "speaker": "Ada Example", "rule": "clause", "confidence": 0.95},
        {"text": "The road is closed", "speaker": "Bob Sample", "rule": "clause", "confidence": 0.75},
        {"text": "The river is high", "speaker": "Ada Example", "rule": "topic", "confidence": 0.85},
    ]
    return compare_document(GOLD, said, TEXT)


def test_a_statement_counts_as_right_when_its_words_and_its_speaker_are() -> None:
    assert counts_by_rule([outcome()]) == {"clause": (2, 1), "topic": (1, 0)}


def test_each_band_of_confidence_tells_how_many_of_its_statements_are_right() -> None:
    assert [(band.low, band.said, band.right) for band in bands_of([outcome()])] == [
        (0.7, 1, 0),
        (0.8, 1, 0),
        (0.9, 1, 1),
    ]


def test_statements_without_a_confidence_give_no_table() -> None:
    bare = compare_document(GOLD, [{"text": "The bridge is weak", "speaker": "Ada Example"}], TEXT)
    assert list(reliability_lines([bare])) == []
