"""A text -> its blocks and sections, however the file breaks its lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attribution_cases import knowledge
from hypothesis import given
from hypothesis import strategies as st

from kg.model import BlockKind, Document
from kg.read import document_of
from kg.read.flow import flow_of

HEADING, PARAGRAPH, BULLET = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET
QUOTATION, ATTRIBUTION, CLUTTER = BlockKind.BLOCK_QUOTATION, BlockKind.ATTRIBUTION_LINE, BlockKind.BOILERPLATE

WRAPPED = """\
The lower lock gates of the old canal had rotted through by the time
that the keeper came back from the long walk that he had taken along
the towpath to the village, where the inspector of the board lived.

Nobody had told him that the water was rising in the basin, and when
he saw the boats he ran to the sluice and called to his daughter to
bring the key that had hung beside the stove for as long as anyone in
the house remembered.

The key was not there, because the board had asked for it in the week
before the flood and had sent no other in its place, as its own clerk
told the inquiry in the spring.
"""


def read(text: str) -> Document:
    return document_of(text, knowledge().lexicon, key="invented")


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    """Kind and words of each block."""
    document = read(text)
    return [(block.kind, flow_of(document, block).text) for block in document.blocks]


def clutter(text: str) -> list[tuple[str | None, str]]:
    document = read(text)
    return [(block.furniture, flow_of(document, block).text) for block in document.blocks if block.kind is CLUTTER]


def paragraphs(text: str) -> list[str]:
    return [words for kind, words in blocks(text) if kind is PARAGRAPH]


# ---------------------------------------------------------------- lines into paragraphs


def test_hard_wrapped_lines_are_joined_into_their_paragraphs() -> None:
    ends = [(words.split()[0], words.split()[-1]) for words in paragraphs(WRAPPED)]
    assert ends == [("The", "lived."), ("Nobody", "remembered."), ("The", "spring.")]


def test_a_blank_line_after_each_line_as_from_a_pdf_does_not_part_a_paragraph() -> None:
    doubled = WRAPPED.replace("\n\n", "\n\n\n").replace("\n", "\n\n")
    assert [words.split()[-1] for words in paragraphs(doubled)] == ["lived.", "remembered.", "spring."]


def test_one_line_a_paragraph_needs_no_blank_lines() -> None:
    text = "The gates had rotted through.\nNobody had told the keeper of it.\nHe ran to the sluice."
    assert paragraphs(text) == text.split("\n")


def test_a_page_number_inside_a_paragraph_is_furniture_and_the_paragraph_goes_on() -> None:
    text = WRAPPED.replace("that the keeper", "\n14\n\nthat the keeper")
    assert clutter(text) == [("page number", "14")]
    assert paragraphs(text) == paragraphs(WRAPPED)


def test_a_paragraph_over_a_page_number_has_a_piece_on_each_side() -> None:
    text = WRAPPED.replace("that the keeper", "\n14\n\nthat the keeper")
    block = next(block for block in read(text).blocks if block.kind is PARAGRAPH)
    first, second = (text[piece.start : piece.end] for piece in block.pieces)
    assert first.endswith("by the time")
    assert second.startswith("that the keeper")


def test_a_head_that_comes_back_beside_page_numbers_is_a_running_head() -> None:
    page = "Flood Inquiry: second volume\n\n{}\n\nThe board met {} and it heard from the\nkeeper of the lock, who had not slept since {}.\n\n"
    days = [("on the Monday", "the gates broke"), ("in March", "the storm"), ("at noon", "he left the house")]
    text = "".join(page.format(7 + number, *day) for number, day in enumerate(days))
    heads = [words for kind, words in clutter(text) if kind == "running head"]
    assert heads == ["Flood Inquiry: second volume"] * 3


def test_footnotes_with_their_numbers_in_the_text_are_furniture() -> None:
    text = (
        "The pumps were bought in the spring.1 They failed in the autumn.2 The maker had closed.3\n\n"
        "1 See the accounts of the board.\n2 See the log of the lock.\n3 As told by its clerk.\n"
    )
    assert [kind for kind, _ in clutter(text)] == ["footnote"] * 3


def test_a_column_of_numbers_is_not_a_column_of_page_numbers() -> None:
    assert [kind for kind, _ in clutter("Pumps by year\n\n12\n14\n19\n\nThe pumps were bought in the spring.")] == []


# ---------------------------------------------------------------- Markdown


def test_markdown_headings_have_their_level_and_make_sections() -> None:
    text = "# The lock\n\nIt is old.\n\n## The gates\n\nThey are wood.\n\n## The keeper\n\nHe has retired.\n"
    document = read(text)
    assert [(section.title, section.level, section.parent) for section in document.sections] == [
        ("The lock", 0, None),
        ("The gates", 2, 0),
        ("The keeper", 2, 0),
    ]
    assert document.title == "The lock"


def test_markdown_quotation_marks_make_a_block_quotation() -> None:
    assert (QUOTATION, "> The gates are wood and they have rotted.") in blocks(
        "The keeper wrote:\n\n> The gates are wood and they have rotted.\n\nHe has retired.\n"
    )


def test_a_bold_line_is_a_heading() -> None:
    assert blocks("**The gates**\n\nThey are made of wood.\n")[0][0] is HEADING


def test_pictures_and_bare_links_are_furniture() -> None:
    text = "The lock is old.\n\n![a gate](gate.png)\n\nhttps://example.org/lock\n\nThe gates are wood.\n"
    assert [kind for kind, _ in clutter(text)] == ["picture", "link"]


# ---------------------------------------------------------------- bullets and numbers


@pytest.mark.parametrize("mark", ["•", "●", "-", "*", "–", "▪", "◦", "‣", "·", "\uf0b7"])
def test_any_mark_of_a_list_makes_bullets(mark: str) -> None:
    text = f"The keeper asked for:\n\n{mark} two new gates\n{mark} a key\n\nHe has retired.\n"
    assert [kind for kind, _ in blocks(text)] == [PARAGRAPH, BULLET, BULLET, PARAGRAPH]


def test_a_bullet_over_several_lines_is_one() -> None:
    text = "The keeper asked for the following things, which the board had\nrefused him in the year before the flood and again after it:\n\n• two new gates of oak or of steel, whichever the carpenter in the\n  village could make before the winter\n• a key\n"
    assert [words for kind, words in blocks(text) if kind is BULLET] == [
        "• two new gates of oak or of steel, whichever the carpenter in the village could make before the winter",
        "• a key",
    ]


def test_bullets_inside_bullets_have_a_deeper_level() -> None:
    document = read("The keeper asked for:\n\n• gates:\n    o of oak\n    o of steel\n• a key\n")
    assert [block.level for block in document.blocks if block.kind is BULLET] == [1, 2, 2, 1]


def test_numbered_items_under_a_lead_in_are_bullets() -> None:
    text = "The keeper made three points:\n\n1. The gates are old.\n2. The key is lost.\n3. The house is damp.\n"
    assert [kind for kind, _ in blocks(text)] == [PARAGRAPH, BULLET, BULLET, BULLET]


def test_numbered_paragraphs_of_a_report_are_paragraphs() -> None:
    text = "1.1 The board met on the Monday after the storm.\n\n1.2 It heard from the keeper of the lock.\n"
    assert [kind for kind, _ in blocks(text)] == [PARAGRAPH, PARAGRAPH]


# ---------------------------------------------------------------- quotations and their lines


@pytest.mark.parametrize("dash", ["", "- ", "– ", "— "])
def test_a_name_under_a_quotation_is_its_attribution_line(dash: str) -> None:
    text = f"“The gates are wood and they have all rotted through.”\n\n{dash}Nora Quill\n\nShe has kept the lock for years.\n"
    assert [kind for kind, _ in blocks(text)] == [QUOTATION, ATTRIBUTION, PARAGRAPH]


def test_a_name_under_running_text_is_no_attribution_line() -> None:
    text = "The gates are wood and they have rotted.\n\nNora Quill\n\nShe has kept the lock for years.\n"
    assert ATTRIBUTION not in [kind for kind, _ in blocks(text)]


# ---------------------------------------------------------------- headings and sections


def test_a_short_line_without_a_stop_is_a_heading_and_opens_a_section() -> None:
    text = "Flood at Low Marsh\n\nThe water rose at night.\n\nWhat the board knew\n\nIts clerk had been told by noon.\n"
    document = read(text)
    assert [section.title for section in document.sections] == ["Flood at Low Marsh", "What the board knew"]
    assert document.blocks[-1].section == 1


def test_a_question_as_a_heading_is_marked_as_asking() -> None:
    text = "Flood at Low Marsh\n\nIt rose at night.\n\nWhat should the board do now?\n\nMany would like a wall.\n"
    assert [section.asks for section in read(text).sections] == [False, True]


def test_a_document_without_a_title_is_called_by_its_key() -> None:
    assert read("The water rose at night and nobody was told of it until the morning after.").title == "invented"


# ---------------------------------------------------------------- clutter of web pages


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("We use cookies to give you the best experience on our website.", "cookie notice"),
        ("Our use of cookies", "cookie notice"),
        ("Skip to main content", "navigation"),
        ("Share Tweet Email", "share bar"),
        ("Share on Facebook", "navigation"),
        ("Contact us", "contact"),
        ("Sign up to our newsletter", "advert"),
    ],
)
def test_a_line_that_a_website_puts_around_its_text_is_clutter_of_its_kind(line: str, kind: str) -> None:
    text = f"{line}\n\nThe water rose at night and the keeper ran to the sluice.\n\nThe key was lost in the mud.\n"
    assert clutter(text) == [(kind, line)]


def test_a_sentence_about_cookies_in_a_story_is_text() -> None:
    sentence = "The children baked cookies for the keeper and carried them along the towpath to his house."
    assert blocks(f"{sentence}\n\nHe was asleep.\n")[0] == (PARAGRAPH, sentence)


def test_teasers_between_the_lines_of_a_pages_tail_go_with_it() -> None:
    story = "The water rose at night and the keeper ran to the sluice, but the key had been lost in the mud.\n\n" * 4
    tail = "Related articles\n\nSchools shut by snow\n\nShare on Facebook\n\nWhy the trains stopped\n\nSign up to our newsletter\n\nPrivacy policy\n"
    kinds = [kind for kind, _ in blocks(story + tail)]
    assert kinds == [PARAGRAPH] * 4 + [CLUTTER] * 6


def test_a_byline_and_a_date_are_no_headings() -> None:
    text = "Flood at Low Marsh\n\nNora Quill\n\nThursday, June 17, 2021\n\nThe water rose at night and nobody knew.\n"
    assert [section.title for section in read(text).sections] == ["Flood at Low Marsh"]


# ---------------------------------------------------------------- offsets, whatever the text

PIECES = ("The pumps failed", "Nora Quill", "• ", "- ", "o ", "1. ", "# ", "> ", "“", "”", ".", ":", "?", " ", "   ", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u0085", "\f", "\n14\n", "1", "Share on Facebook", "\ufeff", "\u200b", "\u202e", "|", "**", "Chapter two: the lock")  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=50).map("".join)


@given(TEXTS)
def test_pieces_are_inside_the_text_in_order_and_apart(text: str) -> None:
    pieces = [piece for block in read(text).blocks for piece in block.pieces]
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(one.end <= other.start for block in read(text).blocks for one, other in pairwise(block.pieces))
    assert all(one.end <= other.start for one, other in pairwise(sorted(pieces)))


@given(TEXTS)
def test_a_piece_begins_and_ends_with_a_visible_character(text: str) -> None:
    for block in read(text).blocks:
        for piece in block.pieces:
            assert not text[piece.start].isspace()
            assert not text[piece.end - 1].isspace()


@given(TEXTS)
def test_reading_the_same_text_again_gives_the_same_document(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\u0085"])
def test_other_line_ends_give_the_same_blocks(line_end: str) -> None:
    text = "Flood\n\nThe water rose at night.\n\n• two gates\n• a key\n\n“The gates have rotted away.”\n\nNora Quill\n\nShe slept.\n"
    assert blocks(text.replace("\n", line_end)) == blocks(text)


def test_a_byte_order_mark_stands_before_the_first_block() -> None:
    text = "\ufeffThe water rose at night."
    assert read(text).blocks[0].pieces[0].start == 1


def test_numbered_paragraphs_without_a_full_stop_are_no_footnotes() -> None:
    """They make up most of the text, and no word of it refers to their numbers."""
    text = "\n\n".join(f"{number}     The board alleged that gate {number} was left open." for number in range(15, 21))
    assert clutter(text) == []


def test_a_bullet_goes_on_behind_a_blank_line_where_a_capital_follows_an_article() -> None:
    text = (
        "The members raised points, including:\n\n"
        "•  the new lock would harm trade in the town, particularly among those of the\n\n"
        "Marrow market who bring their goods by barge from the upper river in summer.\n\n"
        "•  the old lock could be mended with the same money and without closing either of\n"
        "the two basins, as the engineer had shown in the spring when he came to the board.\n"
    )
    text = "\n".join([text, WRAPPED])
    assert [words.split()[-1] for kind, words in blocks(text) if kind is BULLET] == ["summer.", "board."]
