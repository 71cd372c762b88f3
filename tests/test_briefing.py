"""Briefings: who said what on which side, as one file in three formats, with nothing of a document read as markup."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest
from docx import Document
from test_queries import A0, A1, B2, CATALOGUE, load_questions
from view_sample import HOSTILE

from kg.errors import UnknownNameError, UsageError
from kg.view.briefing import FORMATS, render_briefing
from kg.view.briefing.compose import compose
from kg.view.briefing.markdown import markdown_of
from kg.view.briefing.material import Material
from kg.view.briefing.model import Briefing, Part, Quote, Table
from kg.view.briefing.page import page_of
from kg.view.briefing.word import docx_of

LINK = "https://example.org/id/statement/1"


@pytest.fixture(scope="module")
def material() -> Material:
    """The hand-made graph of the queries' tests."""
    return Material(load_questions(), CATALOGUE)


def quote(words: str, speaker: str = "Ada Example", *, verbatim: bool = True) -> Quote:
    return Quote(
        words, verbatim, speaker, "person", "agrees with “X” (inferred)", "A report, 2021", LINK, "found by clause"
    )


def a_briefing(*texts: str) -> Briefing:
    """Each text as title, lead, words, speaker, cell and note."""
    quotes = tuple(quote(text, text) for text in texts)
    rows = tuple((text, text) for text in texts)
    return Briefing(texts[0], texts[0], (Part(texts[0], texts, quotes, (Table(texts[0], texts[:2], rows),)),), texts)


def test_a_briefing_on_an_issue_groups_its_statements_by_the_side_they_take(material: Material) -> None:
    briefing = compose("issue", "Piers", material)
    held = {part.title: {quote.words for quote in part.quotes} for part in briefing.parts if part.quotes}
    assert A0 in held["They agree"]
    assert B2 in held["They disagree"]
    assert A1 in held["No side is taken"]
    assert briefing.title == "Who said what about Piers"


def test_each_quotation_tells_speaker_place_side_basis_and_link(material: Material) -> None:
    briefing = compose("issue", "Piers", material)
    (found,) = {quote for part in briefing.parts for quote in part.quotes if quote.words == A0}
    assert (found.speaker, found.verbatim) == ("Ada Example, for Children's Pier Trust", True)
    assert "Piers in the news" in found.place
    assert "agrees with “The Case for Piers” (inferred)" in found.side
    assert found.link == "https://example.org/id/statement/a0"
    assert found.citation.startswith(f"“{A0}” Ada Example, for Children's Pier Trust, in: Piers in the news")


def test_nothing_found_is_told_apart_from_not_read(material: Material) -> None:
    (part,) = (part for part in compose("issue", "Moorings", material).parts if part.title == "What was read")
    assert {row[3] for row in part.tables[0].rows} == {"found", "read, nothing found", "another language", "not read"}


def test_a_briefing_on_a_dilemma_has_a_part_for_each_option(material: Material) -> None:
    briefing = compose("dilemma", "who-pays", material)
    assert [part.title for part in briefing.parts][:2] == ["The nation pays", "The town pays"]
    assert briefing.parts[0].paragraphs == ("1 agree (stated).",)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_briefing_is_the_same_each_time(material: Material, ending: str) -> None:
    first = render_briefing("Ada Example", ending, material)
    assert first == render_briefing("Ada Example", ending, material)


def test_a_name_that_nothing_has_is_answered_with_the_nearest(material: Material) -> None:
    with pytest.raises(UnknownNameError, match="nearest: Ada Example"):
        render_briefing("Ada Exampel", ".md", material)


def test_a_name_of_two_kinds_asks_which(material: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Material, "things", lambda self, kind, value: [LINK] if kind != "dilemma" else [])
    with pytest.raises(
        UsageError, match=r"the issue '.+' \(--subject issue\) and the speaker '.+' \(--subject speaker\)"
    ):
        render_briefing("Piers", ".md", material)


class Elements(HTMLParser):
    """Elements with their attributes, and the text that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_no_text_of_a_document_is_markup_in_the_page() -> None:
    page = Elements(page_of(a_briefing(*HOSTILE)))
    assert not {"script", "img", "iframe", "form"} & {tag for tag, _ in page.elements}
    assert {name for _, attributes in page.elements for name in attributes if name.startswith("on")} == set()
    assert {attributes["href"] for tag, attributes in page.elements if tag == "a"} == {LINK}
    assert "<script>window.broken=1</script>" in page.text
    assert "\u202e" not in page.text


def test_no_text_of_a_document_is_markup_in_markdown() -> None:
    text = markdown_of(a_briefing(*HOSTILE, "[x](javascript:1)", "a|b", "1. one", "# head", "https://example.org"))
    assert re.findall(r"(?<!\\)<(?!https://example\.org/id/statement/1>)", text) == []
    assert re.findall(r"(?<!\\)\]\(", text) == []
    assert "a\\|b" in text
    assert "\n\\# head" in text


def test_no_text_of_a_document_is_lost_or_a_formula_in_word() -> None:
    briefing = a_briefing(*HOSTILE, "=1+1")
    document = Document(io.BytesIO(docx_of(briefing)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "<script>window.broken=1</script>" in texts
    assert [cell.text for cell in document.tables[0].columns[0].cells][-1] == "=1+1"


def test_reported_words_are_never_shown_as_quoted() -> None:
    told = quote("piers rot", verbatim=False)
    briefing = Briefing("t", "l", (Part("p", quotes=(told,)),), ())
    assert "“piers rot”" not in page_of(briefing)
    assert "\\[not verbatim\\] piers rot" in markdown_of(briefing)
    assert told.citation.startswith("[not verbatim] piers rot Ada Example")
