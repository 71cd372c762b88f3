"""The fixed JSON lines of `kg extract`."""

from __future__ import annotations

import hashlib
import json

from kg.jsonl import iter_rows, to_json_lines
from kg.model import (
    Block,
    BlockKind,
    Document,
    Extraction,
    Figure,
    IssueMatch,
    Section,
    SourceFile,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
    StatuteReference,
)

TEXT = "“Enquiries are rising,” said Ada Example. “They rose by 10%.” Some nurses agreed — they always do."


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def document() -> Document:
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    return Document(
        key="invented",
        title="An invented article",
        text=TEXT,
        sha256=sha256,
        blocks=(Block(BlockKind.PARAGRAPH, (Span(0, len(TEXT)),), section=0),),
        sections=(Section(0, "An invented article", 0, None, None),),
        file=SourceFile("folder/invented.article.txt", sha256, len(TEXT.encode()), "text/plain", "utf-8"),
    )


def statement(*parts: str, **fields: object) -> Statement:
    values: dict[str, object] = {
        "kind": StatementKind.DIRECT,
        "speaker": Speaker("Ada Example", SpeakerKind.PERSON),
        "parts": tuple(span_of(part) for part in parts),
        "words": " … ".join(parts),
        "block": 0,
        "section": 0,
        "attribution": 0,
        "rule": "quotation-verb-speaker",
        "confidence": 0.97,
    }
    return Statement(**{**values, **fields})  # type: ignore[arg-type]


def rows_of(*statements: Statement) -> list[dict[str, object]]:
    return list(iter_rows(Extraction(document(), statements), lambda _: "none"))


def test_a_row_has_the_fixed_fields_and_the_text_between_its_offsets() -> None:
    section_47 = StatuteReference("urn:x", "Children Act 1989 s 47", Span(0, 1))
    rows = rows_of(
        statement(
            "Enquiries are rising",
            issues=(IssueMatch("investigations", 0.9, "label"), IssueMatch("data", 0.4, "label")),
            statutes=(section_47, section_47),
            figures=(Figure(Span(0, 1), "10", "percent", measure="enquiries"),),
        )
    )
    assert rows == [
        {
            "doc": "invented.article",
            "text": "Enquiries are rising",
            "start": 1,
            "end": 21,
            "speaker": "Ada Example",
            "speaker_kind": "person",
            "kind": "direct",
            "issues": ["investigations", "data"],
            "stance": "none",
            "statutes": ["Children Act 1989 s 47"],
            "group": None,
            "rule": "quotation-verb-speaker",
            "confidence": 0.97,
            "section": "An invented article",
            "figures": [{"value": "10", "unit": "percent", "qualifier": None, "what": "enquiries"}],
            "embedded_in": None,
        }
    ]


def test_the_parts_of_an_interrupted_quotation_are_rows_of_one_group() -> None:
    rows = rows_of(
        statement("Enquiries are rising", "They rose by 10%."),
        statement("agreed", kind=StatementKind.INDIRECT),
        statement("Some nurses", "they always do"),
    )
    assert [(row["text"], row["group"]) for row in rows] == [
        ("Enquiries are rising", 1),
        ("They rose by 10%.", 1),
        ("agreed", None),
        ("Some nurses", 2),
        ("they always do", 2),
    ]


def test_a_speaker_whom_the_text_does_not_tell_is_null() -> None:
    (row,) = rows_of(statement("they always do", speaker=None))
    assert (row["speaker"], row["speaker_kind"]) == (None, None)


def test_an_embedded_statement_names_the_place_of_the_outer_one() -> None:
    rows = rows_of(statement("Some nurses agreed"), statement("they always do", embedded_in=0))
    assert [row["embedded_in"] for row in rows] == [None, [62, 80]]


def test_the_stance_is_what_the_given_function_says_of_the_statement() -> None:
    extraction = Extraction(document(), (statement("agreed", rule="x"), statement("they always do", rule="y")))
    rows = iter_rows(extraction, lambda said: {"x": "agree", "y": "mixed"}[said.rule])
    assert [row["stance"] for row in rows] == ["agree", "mixed"]


def test_lines_are_ascii_and_one_an_object() -> None:
    extraction = Extraction(document(), (statement("agreed — they always do"), statement("Some nurses")))
    lines = to_json_lines(extraction, lambda _: "none")
    assert lines.isascii()
    assert lines.endswith("\n")
    assert [json.loads(line)["text"] for line in lines.splitlines()] == ["agreed — they always do", "Some nurses"]


def test_a_document_without_statements_gives_no_line() -> None:
    assert to_json_lines(Extraction(document(), ()), lambda _: "none") == ""
