"""Whatever the text, offsets select exactly what is said to stand there."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from kg.extract.pipeline import extract
from kg.jsonl import to_json_lines
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Document
from kg.pack import core_folder, read_pack
from kg.rdf.constraints import sparql_violations
from kg.rdf.map import Run, extraction_to_quads
from kg.rdf.shapes import read_shapes
from kg.rdf.validate import shape_files
from kg.read import document_of

# Pieces of which documents are made: names, verbs, quotation marks, bullets, every line end, and what is rare in text.
PIECES = (
    "Ada Example", "the review", "Some respondents", "she", "said", "warned that", "According to", "10% of nurses",
    "section 47", "they need more help", "enquiries are rising", "Key findings of the report include:", "“", "”", "‘",
    "’", '"', "'", ",", ".", "!", ": ", "; ", " – ", "…", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u0085",
    "\t", "\f", "• ", "- ", "o ", "3", "\n12\n", "# ", "Question one: What should change?", "\ufeff", "\x00", "\x1b[31m",
    "\u202e", "e\u0301", "é", "𝔘𝔫𝔦", "👩‍👧", "ﬁ", "ß", "İ", "\u200b",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join)


@cache
def knowledge() -> Knowledge:
    return load_knowledge(read_pack(core_folder() / "pack.toml"))


def read(text: str) -> Document:
    return document_of(text, knowledge().lexicon, key="invented")


@given(TEXTS)
def test_a_document_keeps_every_character_of_its_text(text: str) -> None:
    document = read(text)
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@given(TEXTS)
def test_blocks_stand_in_the_order_of_the_text_and_never_overlap(text: str) -> None:
    pieces = sorted(piece for block in read(text).blocks for piece in block.pieces)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))


@given(TEXTS)
def test_every_visible_character_stands_in_a_block(text: str) -> None:
    covered = {
        place for block in read(text).blocks for piece in block.pieces for place in range(piece.start, piece.end)
    }
    assert [place for place, character in enumerate(text) if character.isalnum() and place not in covered] == []


@given(TEXTS)
def test_every_block_and_heading_belongs_to_a_section(text: str) -> None:
    document = read(text)
    assert [section.index for section in document.sections] == list(range(len(document.sections)))
    assert all(0 <= block.section < len(document.sections) for block in document.blocks)
    headings = [section.heading for section in document.sections if section.heading]
    assert all(0 <= heading.start < heading.end <= len(text) for heading in headings)


@given(TEXTS)
@settings(max_examples=50)
def test_the_json_lines_hold_the_text_between_their_offsets(text: str) -> None:
    extraction = extract(read(text), knowledge())
    for statement in extraction.statements:
        assert statement.parts
        assert all(one.end <= other.start for one, other in pairwise(statement.parts))
    for line in to_json_lines(extraction, lambda _: "none").splitlines():
        row = json.loads(line)
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert row["text"] == text[row["start"] : row["end"]]


@given(TEXTS)
@settings(max_examples=30)
def test_every_span_of_the_graph_passes_the_comparison_with_its_text(text: str) -> None:
    lines = extraction_to_quads(extract(read(text), knowledge()), knowledge(), Run("0", "0" * 64))
    store = Store()
    store.load("".join(lines).encode(), RdfFormat.N_QUADS)
    assert list(sparql_violations(store, read_shapes(shape_files(knowledge().pack)))) == []
