"""Pages of `kg serve` in Chromium: ways from a question to its passage, by mouse, by keyboard alone, and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import Watched, watched
from explorer_sample import ISSUE, THING
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser


pytestmark = pytest.mark.browser  # left out, and said so, by conftest.py where there is no browser


def test_from_a_question_to_the_highlighted_passage_in_four_clicks(seen: Watched) -> None:
    page = seen.page
    page.set_viewport_size({"width": 1440, "height": 900})
    seen.open("/")
    page.fill("#ask", "piers")
    page.click("text=Ask >> nth=-1")
    page.click("section >> text=Piers >> nth=0")
    page.click("text=Statement and citation >> nth=0")
    page.click("text=Open at the passage in the document")
    assert page.url.endswith("/document/article#s-a0")
    here = page.locator("mark.here")
    assert here.inner_text() == "Piers under section 4 are closed too soon"
    assert here.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }")


def test_a_click_leads_from_words_to_label_and_from_label_to_words(seen: Watched) -> None:
    page = seen.page
    seen.open(f"{THING}document/article")
    page.click("mark[data-of=a1]")
    assert page.url.endswith("#l-a1")
    page.click("#l-a1 .num")
    assert page.url.endswith("#s-a1")
    assert page.locator("mark.here").inner_text() == "40 piers were lost"


def test_n_and_p_go_to_the_next_and_the_previous_statement_and_say_which(seen: Watched) -> None:
    page = seen.page
    seen.open(f"{THING}document/article")
    page.keyboard.press("n")
    assert page.inner_text("#reader-status") == "Statement 1 of 2: Ada Example"
    page.keyboard.press("n")
    assert page.inner_text("#reader-status") == "Statement 2 of 2: The Case for Piers"
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "s-a0"


def test_by_tab_every_stop_is_named_seen_and_marked_and_the_first_skips_the_menu(seen: Watched) -> None:
    page = seen.page
    seen.open(f"{ISSUE}piers")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    names = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const e = document.activeElement, b = e.getBoundingClientRect();
              const name = e.getAttribute("aria-label") || e.labels?.[0]?.textContent || e.textContent;
              return [name.trim(), b.width > 0 && b.height > 0 && b.bottom > 0 && b.top < innerHeight, getComputedStyle(e).outlineStyle];
            }"""
        )
        assert stop[0]
        assert stop[1:] == [True, "solid"], stop
        names.append(stop[0])
    assert len(set(names)) > 30  # nothing holds the focus


def test_suggestions_are_chosen_by_keyboard(seen: Watched) -> None:
    page = seen.page
    seen.open("/")
    page.focus("#q")
    page.keyboard.type("ada")
    page.locator(".suggest li").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#q", "aria-activedescendant") == page.locator(".suggest li").first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{THING}agent/ada")


def test_the_editor_is_left_by_escape_and_tab_and_answers_under_it(seen: Watched) -> None:
    page = seen.page
    seen.open("/query?query=SELECT%20%2A%20%7B%20VALUES%20%3Fx%20%7B%201%202%203%20%7D%20%7D")
    page.locator("#editor .CodeMirror").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
    page.click("#run")
    page.locator("text=3 rows").wait_for()
    assert seen.faults == []


def test_the_editor_completes_classes_of_the_ontology(seen: Watched) -> None:
    page = seen.page
    seen.open("/query?query=SELECT%20%2A%20%7B%20%3Fs%20a%20wsw%3ADocu%20%7D")
    page.locator("#editor .CodeMirror").click()
    page.evaluate("window.kgEditor.setCursor({line: 0, ch: 24})")  # behind wsw:Docu
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").first.wait_for()
    assert "wsw:Document" in page.locator(".CodeMirror-hints").inner_text()
    assert seen.faults == []


def test_without_script_pages_read_search_facets_and_queries_work(chromium: Browser, explorer_server: Server) -> None:
    plain = watched(chromium, explorer_server, java_script_enabled=False)
    page = plain.page
    plain.open(f"{THING}document/article#s-a1")
    assert "40 piers were lost" in page.inner_text("main")
    plain.open(f"{ISSUE}piers")
    page.click(".facets a >> text=against")
    assert "1 statement by 1 speaker" in page.inner_text(".totals")
    page.click(".removals a >> nth=0")
    assert "5 statements" in page.inner_text(".totals")
    page.fill("#q", "closed too soon")
    page.click("header button")
    assert "Piers under section 4 are closed too soon" in page.inner_text("main")
    plain.open("/query")
    page.fill("#query", "SELECT * { VALUES ?x { 1 2 } }")
    page.click("#run")
    assert "2 rows" in page.inner_text("main")
    page.context.close()


@pytest.mark.parametrize("path", ["/search?q=%22%3E%3Cscript%3Ewindow.broken%3D1%3C/script%3E", "/%3Cimg%20src%3Dx%20onerror%3Dwindow.broken%3D1%3E", "/query?run=1&query=%3C/textarea%3E%3Cscript%3Ewindow.broken%3D1%3C/script%3E"])  # fmt: skip
def test_what_an_address_brings_is_shown_as_text(seen: Watched, path: str) -> None:
    seen.open(path)
    assert seen.page.evaluate("window.broken") is None
    assert seen.page.locator("main img, script:not([src])").count() == 0
