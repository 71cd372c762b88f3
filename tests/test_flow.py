"""A block as one line of text, and the way back to where each character stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attribution_cases import knowledge
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.read import document_of
from kg.read.flow import flow_of

PIECES = ("The pumps failed", "Nora Quill", "said", "• ", "“", "”", ".", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u0085", "\t", "\f", "12", "\u200b", "\ufeff", "\u202e", "\u2066", "\u00ad", "e\u0301", "𝔘", "👩‍👧", "\x00")  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join)


def read(text: str) -> Document:
    return document_of(text, knowledge().lexicon, key="invented")


def flows(text: str) -> list[str]:
    document = read(text)
    return [flow_of(document, block).text for block in document.blocks]


@given(TEXTS)
def test_every_character_of_a_flow_is_the_documents_or_a_space_for_white_space(text: str) -> None:
    document = read(text)
    for block in document.blocks:
        flow = flow_of(document, block)
        assert len(flow.text) == len(flow.offsets)
        assert all(one < other for one, other in pairwise(flow.offsets))
        for character, offset in zip(flow.text, flow.offsets, strict=True):
            inside = any(piece.start <= offset < piece.end for piece in block.pieces)
            assert (inside and text[offset] == character) or character == " "


@given(TEXTS, st.data())
def test_a_span_of_a_flow_leads_to_the_same_words_in_the_document(text: str, data: st.DataObject) -> None:
    document = read(text)
    for block in document.blocks[:3]:
        flow = flow_of(document, block)
        if len(block.pieces) != 1 or not flow.text:
            continue
        start = data.draw(st.integers(0, len(flow.text) - 1))
        end = data.draw(st.integers(start + 1, len(flow.text)))
        span = flow.span(start, end)
        visible = [
            character for character in text[span.start : span.end] if character in flow.text and not character.isspace()
        ]
        assert "".join(visible) == "".join(flow.text[start:end].split())
        assert flow.position(span.start) == start


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u0085", "\x0b"])
def test_any_line_end_inside_a_sentence_is_one_space(line_end: str) -> None:
    lines = ["The lower lock gates of the old canal had rotted through by the time", "that the keeper came back from the long walk that he had taken along", "the towpath to the village where the inspector of the board lived and", "where no one had told him that the water was rising in the basin."]  # fmt: skip
    assert flows(line_end.join(lines)) == [" ".join(lines)]


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u200f", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u2060"])
def test_marks_that_shape_the_display_are_passed_over_and_offsets_stay_right(mark: str) -> None:
    text = f"No{mark}ra Quill said the {mark}roof leaked."
    document = read(text)
    flow = flow_of(document, document.blocks[0])
    assert flow.text == "Nora Quill said the roof leaked."
    span = flow.span(flow.text.index("roof"), flow.text.index("roof") + 4)
    assert text[span.start : span.end] == "roof"


def test_a_page_number_inside_a_paragraph_is_not_in_its_flow() -> None:
    text = "The board met in the hall and it asked the keeper of the lock when\n\nthe gates had last been seen to by a\n\n14\n\ncarpenter from the town, and whether he knew of any other repair\n\nthat had been made to them since the flood."
    wanted = "seen to by a carpenter from the town"
    assert any(wanted in flow for flow in flows(text))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 2), (2, 1), (0, 99)])
def test_a_range_that_is_empty_or_outside_is_refused(start: int, end: int) -> None:
    document = read("Four words stand here.")
    with pytest.raises(ValueError, match="no characters between"):
        flow_of(document, document.blocks[0]).span(start, end)
