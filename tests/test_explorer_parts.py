"""The parts of pages that are plain functions: facets, passages, the reader's lines, addresses, the drawing of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

from kg.explorer.facets import Kind, chosen_of, facets, filtered
from kg.explorer.page_addresses import Addresses
from kg.explorer.passages import Mark, Window, pieces, window
from kg.explorer.reader import read_lines
from kg.explorer.whole_graph import drawing_of
from kg.explorer.words import day, lang
from kg.knowledge.lexicon import Lexicon, read_lexicon
from kg.query.columns import all_keys, table_of_rows

if TYPE_CHECKING:
    from kg.explorer.data import Row

KINDS = [Kind("colour", "Colour", "colour", lambda text: [text]), Kind("size", "Size", "size", str.split)]
ROWS = [
    {"statement": str(number), "colour": colour, "size": size}
    for number, (colour, size) in enumerate(
        (("red", "big"), ("red", "small"), ("blue", "big round"), ("green", "small"))
    )
]
KEYS = all_keys(table_of_rows(ROWS, ("colour", "size")))


def test_choices_of_one_facet_widen_and_of_two_narrow() -> None:
    chosen = chosen_of([("colour", "red"), ("colour", "blue"), ("size", "big"), ("page", "2")], KINDS)
    assert chosen == {"colour": ["red", "blue"], "size": ["big"]}
    assert filtered(KEYS, KINDS, chosen).iris() == ["0", "2"]


def test_a_value_counts_what_it_would_leave_under_the_other_facets() -> None:
    colour, size = facets(KEYS, KINDS, {"colour": ["red"], "size": ["small"]}, lambda name, value: f"{name}={value}")
    assert [(one.value, one.count, one.chosen) for one in colour.choices] == [("green", 1, False), ("red", 1, True)]
    assert [(one.value, one.count) for one in size.choices] == [("big", 1), ("small", 1)]


def test_a_chosen_value_stays_to_be_removed_where_nothing_has_it() -> None:
    (colour,) = facets(KEYS, KINDS, {"colour": ["mauve"]}, lambda name, value: "")
    assert ("mauve", 0) in [(one.value, one.count) for one in colour.choices]


def test_text_is_cut_wherever_a_passage_begins_or_ends_and_none_is_lost() -> None:
    cut = pieces("abcdef", 0, 6, [Mark(1, 3, "x"), Mark(2, 9, "y"), Mark(4, 4, "empty")])
    assert [(piece.text, piece.names, piece.begins) for piece in cut] == [
        ("a", (), ()),
        ("b", ("x",), ("x",)),
        ("c", ("x", "y"), ("y",)),
        ("def", ("y",), ()),
    ]


def test_context_ends_at_sentences_and_never_inside_a_word() -> None:
    assert window("One. Two. Three. Four.", 10, 16, context=6) == Window(5, 22, True, False)
    assert window("onelongword and another", 16, 23, context=6) == Window(12, 23, True, False)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(sorted((ROOT / "ontology" / "lexicon").glob("*.toml")))


def test_the_reader_keeps_every_character_that_is_not_blank(lexicon: Lexicon) -> None:
    text = (
        "Cookie notice\n\n1 Findings\n\nMany said:\n\n• help is late\n• help is far\n\nPage 3 of 9\n\nThe end\u202e.\n"
    )
    lines = read_lines(text, [Mark(text.index("help is late"), text.index("help is late") + 12, "a")], lexicon)
    assert " ".join("".join(piece.text for piece in line.pieces) for line in lines).split() == text.split()
    assert [line.statements for line in lines if line.statements] == [("a",)]


def test_of_two_statements_that_begin_together_the_longer_is_told_first(lexicon: Lexicon) -> None:
    (line,) = read_lines("Ada said that Ben agreed.", [Mark(0, 24, "outer"), Mark(0, 8, "inner")], lexicon)
    assert line.statements == ("outer", "inner")
    assert line.pieces[0].names == ("inner", "outer")


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        ("https://example.org/id/agent/ada", "/id/x/agent/ada"),
        ("https://w3id.org/who-said-what/issue/x/care", "/issue/x/care"),
        ("https://w3id.org/who-said-what/ns#speaker", "/ns#speaker"),
        ("https://example.org/id/agent/a?b#c", "/id/x/agent/a%3Fb%23c"),
        ("https://example.org/id/../x", "/resource?iri=https%3A%2F%2Fexample.org%2Fid%2F..%2Fx"),
        ("javascript:alert(1)", "/resource?iri=javascript%3Aalert%281%29"),
        ("//evil.example/", "/resource?iri=%2F%2Fevil.example%2F"),
    ],
)
def test_every_iri_has_an_address_on_this_server(iri: str, address: str) -> None:
    assert Addresses("https://example.org/id/", "x").of(iri) == address


def test_a_date_is_written_as_far_as_it_is_known() -> None:
    assert [day(text) for text in ("2021-06-07", "2021-06", "2021", "", "soon")] == [
        "7 June 2021",
        "June 2021",
        "2021",
        "",
        "soon",
    ]


def test_a_language_tag_that_is_none_is_not_put_into_a_page() -> None:
    assert [lang(text) for text in ("cy", "en-GB", '"><script>', "")] == ["cy", "en-GB", "en", "en"]


def spoken(number: int) -> list[Row]:
    """Speakers about three of forty issues each."""
    rows = []
    for speaker in range(number):
        for step in range(3):
            issue = f"i{(speaker * 7 + step * step) % 40}"
            rows.append({"speaker": f"s{speaker}", "speaker_label": f"Speaker {speaker}", "speaker_kind": "person", "issue": issue, "issue_label": issue, "statements": "1"})  # fmt: skip
    return rows


def test_the_drawing_of_all_is_the_same_for_the_same_rows_and_has_a_line_a_pair() -> None:
    rows = [*spoken(60), {**spoken(1)[0], "speaker": "mute", "issue": "", "issue_label": ""}]
    drawing = drawing_of(rows)
    assert drawing == drawing_of(rows)
    assert (len(drawing.nodes), len(drawing.lines), drawing.without_issue) == (100, 180, 1)
    assert [node.kind for node in drawing.nodes].index("person") == 40
    assert len({(node.x, node.y) for node in drawing.nodes}) == 100


def test_ten_thousand_speakers_are_laid_out_in_time_that_grows_no_faster_than_they() -> None:
    import time

    spans = []
    for number in (2_500, 10_000):
        rows = spoken(number)
        begun = time.process_time()
        drawing_of(rows)
        spans.append(time.process_time() - begun)
    assert spans[1] < 8 * spans[0]  # four times as many
