"""The views of statutes, documents, two speakers and the matrix: each query's whole answer on a graph, and its picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from view_sample import many, two_speakers

from kg.errors import UsageError
from kg.namespaces import prefixes
from kg.query.catalogue import Catalogue
from kg.query.table import shorten
from kg.view import picture_of, render_view
from kg.view.layout import positions_of
from kg.view.picture import Pair
from kg.view.source import CatalogueSource

ROOT = Path(__file__).parent.parent
PREFIXES = prefixes(base="https://example.org/id/", pack="example") | {
    "act": "http://www.legislation.gov.uk/id/ukpga/1901/"
}
NEWS, TOLD = "Piers in the news", "What you told us"


@pytest.fixture(scope="module")
def source() -> CatalogueSource:
    """The made-up graph of the queries' tests: two documents with nine statements, a dilemma, an Act."""
    store = Store()
    store.load(path=str(ROOT / "tests" / "data" / "questions.trig"), format=RdfFormat.TRIG)
    knowledge = NamedNode("https://example.org/id/graph/knowledge")
    store.load(path=str(ROOT / "ontology" / "codes.ttl"), format=RdfFormat.TURTLE, to_graph=knowledge)
    return CatalogueSource(store, Catalogue((ROOT / "queries",), PREFIXES))


def rows_of(source: CatalogueSource, name: str, /, **values: str) -> list[tuple[str, ...]]:
    """The rows of a query as texts, with short IRIs."""
    return [tuple(shorten(text, PREFIXES) for text in row.values()) for row in source.rows(name, **values)]


def short(key: str) -> str:
    return shorten(key, PREFIXES)


# ---------------------------------------------------------------- statute


def test_the_query_of_an_act_gives_statements_on_its_sections_and_says_where_the_act_is_inferred(
    source: CatalogueSource,
) -> None:
    s4, s9 = ("act:1/section/4", "Piers Act 1901 s 4"), ("act:1/section/9", "Piers Act 1901 s 9")
    ada = ("statement:a0", "direct", "Piers under section 4 are closed too soon", "0.97", "quotation-verb-speaker")
    ada = (*ada, "agent:ada", "Ada Example", "person")
    joint = ("statement:b5", "direct", "We will mend piers under sections 4 and 9", "0.85", "quotation-verb-speaker")
    group = ("group:joint", "Ada Example and Ben Sample", "group")
    assert rows_of(source, "view-statute", statute="Piers Act 1901") == [
        (*ada, *s4, "inferred", NEWS, NEWS),
        (*joint, *group, *s4, "", TOLD, TOLD),
        (*joint, *group, *s9, "", TOLD, TOLD),
    ]


def test_the_picture_of_an_act_has_its_sections_its_speakers_and_what_was_inferred(source: CatalogueSource) -> None:
    picture = picture_of("statute", "Piers Act 1901", source)
    assert [(short(hub.key), hub.kind, hub.count) for hub in picture.hubs] == [
        ("act:1", "statute", 2),
        ("agent:ada", "person", 1),
        ("group:joint", "group", 1),
        ("act:1/section/4", "statute", 2),
        ("act:1/section/9", "statute", 1),
    ]
    assert [quotation.remark for quotation in picture.quotations] == [
        "The statement does not name the Act of Piers Act 1901 s 4: it was inferred from the context.",
        "",
    ]
    assert [(short(one), short(other)) for one, other in picture.ties] == [
        ("act:1", "act:1/section/4"),
        ("act:1", "act:1/section/9"),
    ]
    assert picture.pairs[0] == Pair(picture.hubs[1].key, picture.hubs[3].key, {"direct": 1})
    assert picture.description == "2 statements by 2 speakers in 2 documents that name it or one of 2 parts of it."


def test_a_section_is_found_by_its_number_and_shown_without_the_others(source: CatalogueSource) -> None:
    picture = picture_of("statute", "section 9", source)
    assert [short(hub.key) for hub in picture.hubs] == ["act:1/section/9", "group:joint"]
    assert picture.description == "1 statement by 1 speaker in 1 document that names it."


# ---------------------------------------------------------------- document


def test_the_query_of_a_document_gives_its_statements_a_row_an_issue_and_those_about_none(
    source: CatalogueSource,
) -> None:
    ada = ("direct", "Piers under section 4 are closed too soon", "0.97", "quotation-verb-speaker")
    found = ("finding", "40 piers were lost", "0.9", "document-finds", "agent:report", "The Case for Piers", "document")
    assert rows_of(source, "view-document", document="article") == [
        ("statement:a0", *ada, "agent:ada", "Ada Example", "person", "", "issue:piers", "Piers", NEWS, NEWS),
        ("statement:a1", *found, "", "issue:piers", "Piers", NEWS, NEWS),
        ("statement:a1", *found, "", "issue:tides", "Tides", NEWS, NEWS),
    ]
    nested = [row for row in rows_of(source, "view-document", document="summary") if row[0] == "statement:b4"]
    assert [row[9:] for row in nested] == [("", "", TOLD, TOLD)]


def test_the_picture_of_a_document_adds_up_groups_of_one_name_and_says_so(source: CatalogueSource) -> None:
    picture = picture_of("document", "summary", source)
    assert [(short(hub.key), hub.count) for hub in picture.hubs] == [
        ("agent:harbour-board", 1),
        ("agent:review", 1),
        ("group:anglers", 1),
        ("group:joint", 1),
        ("group:some-1", 2),
        ("issue:harbours", 2),
        ("issue:moorings", 1),
        ("issue:piers", 3),
        ("issue:tides", 1),
    ]
    assert picture.hubs[4].remark == "2 speakers of this name added up; they need not be the same."
    assert picture.title == "Who is heard in “What you told us”"
    assert picture.description == "6 statements by 5 speakers about 4 issues."


def test_the_picture_of_a_document_that_was_not_read_says_that_nothing_was_found(source: CatalogueSource) -> None:
    assert picture_of("document", "A scan", source).description == "No statement was found in this document."


# ---------------------------------------------------------------- two speakers

ADA, BOARD = "https://example.org/id/agent/ada", "https://example.org/id/agent/harbour-board"


def test_the_query_of_sides_gives_what_a_speaker_took_sides_on_with_basis_and_statement(
    source: CatalogueSource,
) -> None:
    assert rows_of(source, "view-compare", holder=ADA) == [
        ("agent:ada", "agent:report", "The Case for Piers", "agree", "inferred", "0.6", "statement:a0"),
        ("agent:ada", "dilemma:who-pays-nation", "The nation pays", "agree", "stated", "0.5", "statement:a0"),
    ]


def test_two_speakers_stand_at_the_ends_and_what_both_speak_of_between(source: CatalogueSource) -> None:
    picture = picture_of("compare", "Ada Example", source, "Harbour Board")
    assert picture.ends == (ADA, BOARD)
    assert [(short(hub.key), hub.kind, hub.count) for hub in picture.hubs] == [
        ("agent:ada", "person", 1),
        ("agent:harbour-board", "organisation", 1),
        ("group:joint", "group", 1),
        ("issue:harbours", "issue", 1),
        ("issue:piers", "issue", 3),
        ("agent:report", "target", 2),
        ("dilemma:who-pays-nation", "target", 1),
        ("finding:a1", "target", 1),
    ]
    assert [(short(lean.holder), short(lean.option), lean.polarity, lean.inferred) for lean in picture.leans] == [
        ("agent:ada", "agent:report", "agree", True),
        ("agent:ada", "dilemma:who-pays-nation", "agree", False),
        ("agent:harbour-board", "agent:report", "disagree", False),
        ("agent:harbour-board", "finding:a1", "disagree", False),
    ]
    assert picture.ties == (("https://example.org/id/group/joint", ADA),)
    assert picture.description == (
        "2 statements of the first and 1 statement of the second. Both spoke about 1 issue, the first alone about 1 and "
        "the second alone about 0; both took a side on 1 thing."
    )
    across = {short(key): x for key, (x, _) in positions_of(picture).items()}
    assert across["agent:ada"] < across["finding:a1"] < across["agent:harbour-board"]
    assert across["issue:harbours"] < across["issue:piers"] < across["finding:a1"]


def test_a_speaker_is_not_compared_with_itself(source: CatalogueSource) -> None:
    with pytest.raises(UsageError, match="'Ada Example' and 'Dame Ada' are the same speaker"):
        picture_of("compare", "Ada Example", source, "Dame Ada")


def test_the_page_of_two_speakers_marks_what_is_inferred_in_table_and_legend() -> None:
    html = render_view("compare", "Ada Example", two_speakers(3, 4), "Ben Example")
    assert "agrees (stated, confidence 0.75)" in html
    assert "disagrees (inferred, confidence 0.75)" in html
    assert 'data-filter="inferred"' in html


def test_a_large_comparison_keeps_both_speakers_and_300_nodes() -> None:
    picture = picture_of("compare", "Ada Example", two_speakers(300, 100), "Ben Example")
    assert [hub.label for hub in picture.hubs[:2]] == ["Ada Example", "Ben Example"]
    assert len(picture.hubs) == 300
    assert picture.notes[0].startswith("Left out so that the picture stays readable: ")


# ---------------------------------------------------------------- matrix


def test_the_query_of_the_matrix_counts_statements_and_sides_of_each_speaker_on_each_issue(
    source: CatalogueSource,
) -> None:
    piers, joint = ("issue:piers", "Piers"), ("group:joint", "Ada Example and Ben Sample", "group", "")
    within = [
        ("agent:ada", "Ada Example", "person", "", *piers, "1", "2", "0", "0", "1"),
        ("agent:harbour-board", "Harbour Board", "organisation", "", *piers, "1", "0", "2", "0", "0"),
        ("agent:report", "The Case for Piers", "document", "", *piers, "1", "0", "0", "0", "0"),
        ("agent:review", "Review of Harbours", "organisation", "", *piers, "1", "0", "0", "0", "0"),
        (*joint, *piers, "1", "0", "0", "0", "0"),
    ]
    assert rows_of(source, "view-matrix", issue="piers") == within
    everything = rows_of(source, "view-matrix")
    assert [row for row in everything if row[4] == "issue:piers"] == within
    some = ("group:some-1", "Some respondents", "group", "", "issue:tides", "Tides")
    assert (*some, "1", "0", "1", "0", "0") in everything


def test_the_matrix_has_a_cell_where_a_speaker_speaks_about_an_issue_with_its_sides(source: CatalogueSource) -> None:
    picture = picture_of("matrix", None, source)
    cells = {(short(cell.speaker), short(cell.issue)): (cell.kind, cell.count, cell.inferred) for cell in picture.cells}
    assert cells == {
        ("agent:ada", "issue:piers"): ("for", 1, 1),
        ("agent:harbour-board", "issue:piers"): ("against", 1, 0),
        ("agent:report", "issue:piers"): ("silent", 1, 0),
        ("agent:report", "issue:tides"): ("silent", 1, 0),
        ("agent:review", "issue:piers"): ("silent", 1, 0),
        ("group:anglers", "issue:harbours"): ("for", 1, 0),
        ("group:anglers", "issue:moorings"): ("for", 1, 0),
        ("group:joint", "issue:harbours"): ("silent", 1, 0),
        ("group:joint", "issue:piers"): ("silent", 1, 0),
        ("group:some-1", "issue:tides"): ("against", 1, 0),
    }
    assert picture.description == "7 speakers by 4 issues, 7 sides taken in what is shown, 1 of them inferred."
    assert [short(hub.key) for hub in picture.hubs if hub.kind == "issue"] == [
        *("issue:piers", "issue:harbours", "issue:tides", "issue:moorings"),
    ]


def test_the_rows_and_columns_of_the_matrix_are_straight(source: CatalogueSource) -> None:
    picture = picture_of("matrix", "harbours", source)
    places = positions_of(picture)
    for cell in picture.cells:
        assert places[cell.key] == (places[cell.issue][0], places[cell.speaker][1])


def test_the_table_of_the_matrix_tells_sides_and_what_is_inferred_in_words(source: CatalogueSource) -> None:
    html = render_view("matrix", "piers", source)
    assert "2 for (1 inferred)" in html
    assert "no side taken" in html
    assert 'role="columnheader" scope="col"><bdi>Piers</bdi>' in html


def test_a_large_matrix_keeps_twenty_speakers_and_twelve_issues_and_says_so() -> None:
    picture = picture_of("matrix", None, many(400, 60, 1500))
    assert len(picture.hubs) == 32
    assert len(picture.hubs) + len(picture.cells) <= 300
    assert picture.notes[0].startswith(
        "Left out so that the picture stays readable: 380 of 400 speakers, 48 of 60 issues"
    )
