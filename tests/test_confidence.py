"""What makes a statement's speaker and words doubtful -> how sure it is said to be."""

from __future__ import annotations

import pytest
from attribution_cases import extraction_of, statements_of

from kg.extract.confidence import marks_of


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Nora Quill said that the lower lock gates leaked.", ["named"]),
        ("She said that the lower lock gates leaked.", ["no_speaker", "pronoun"]),
        ("Some farmers said that the lower lock gates leaked.", ["group"]),
        ("Nora Quill and the Riders’ Forum said that the lower lock gates leaked.", ["joint"]),
        ("One nurse said that it leaked.", ["described", "short"]),
    ],
)
def test_a_statement_is_marked_by_its_speaker_and_its_words(text: str, marks: list[str]) -> None:
    extraction = extraction_of(text)
    assert list(marks_of(extraction.statements[0], extraction.document)) == marks


def test_nobody_is_sure_of_a_statement_without_a_speaker() -> None:
    named, nobody = (
        statements_of(f"{who} said that the lower lock gates leaked.")[0].confidence for who in ("Nora Quill", "She")
    )
    assert nobody < 0.3 < 0.7 < named < 0.9
