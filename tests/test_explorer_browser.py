"""Pages of `kg serve` in Chromium: no error, no other host, readable by all, by keyboard alone, without script, and hostile texts inert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT, find_browser
from explorer_sample import ISSUE, PAGES, THING, explorer
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# WebGL by software, for the drawing of the whole graph.
FLAGS = ["--no-sandbox", "--headless", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--no-first-run"]  # fmt: skip
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MISSING = f"{THING}agent/nobody"
WRONG = "/query?run=1&query=SELECT"
# Pages that between them have every part that has a colour.
IN_THE_DARK = ("/", "/matrix", "/network", "/query?name=documents&run=1", WRONG, f"{ISSUE}piers?stance=agree&stance=none", f"{THING}statement/a0", f"{THING}document/article")  # fmt: skip
pytestmark = pytest.mark.browser  # left out, and said so, by conftest.py where there is no browser


@dataclass
class Watched:
    """A page, and all that it should not have done."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.faults.clear()
        self.page.goto(self.address + path)

    def width(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with explorer(tmp_path_factory.mktemp("pack")) as running:
        yield running


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with explorer(tmp_path_factory.mktemp("hostile"), is_hostile=True) as running:
        yield running


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("screenshots")


def watched(browser: Browser, server: Server, **options: Any) -> Watched:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", **options)
    page = context.new_page()
    seen = Watched(page, server.address)
    page.on("console", lambda message: seen.faults.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.faults.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (seen.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: _note_request(seen, request.url))
    return seen


def _note_request(seen: Watched, url: str) -> None:
    if not url.startswith((seen.address, "data:", "blob:")):
        seen.faults.append(f"request: {url}")


@pytest.fixture(scope="module")
def seen(browser: Browser, server: Server) -> Iterator[Watched]:
    one = watched(browser, server)
    yield one
    one.page.context.close()


@cache
def axe() -> str:
    return (ROOT / "tests" / "vendor" / "axe-core-4.14.1.min.js").read_text(encoding="utf-8")


def barriers(page: Page, **options: object) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, or by the rules in `runOnly`."""
    page.evaluate(axe())
    found = page.evaluate(
        "options => axe.run(document, options)", {"runOnly": LEVELS, "resultTypes": ["violations"], **options}
    )
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("path", [*PAGES, MISSING, WRONG])
def test_a_page_has_no_error_asks_no_other_host_has_no_barrier_and_never_scrolls_sideways(
    seen: Watched, shots: Path, path: str
) -> None:
    page = seen.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    seen.open(path)
    if path == "/network":
        page.locator("#graph[data-ready]").wait_for()
    name = "".join(sign if sign.isalnum() else "-" for sign in path)[:60]
    page.screenshot(path=shots / f"{name}-1440-light.png")
    assert barriers(page) == []
    assert seen.width() <= 1440
    page.set_viewport_size({"width": 320, "height": 844})
    assert seen.width() <= 320
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=shots / f"{name}-390-dark.png")
    if path in IN_THE_DARK:
        assert barriers(page, runOnly=["color-contrast", "target-size"]) == []
    assert seen.width() <= 390
    told_by_status = [fault for fault in seen.faults if "the server responded with a status of 40" in fault]
    assert [fault for fault in seen.faults if fault not in told_by_status] == []
    assert len(told_by_status) == (path in (MISSING, WRONG))


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


def test_the_whole_graph_shows_a_neighbourhood_in_words_and_filters_by_kind(seen: Watched) -> None:
    page = seen.page
    seen.open("/network")
    page.locator("#graph[data-ready]").wait_for()
    assert page.inner_text("#network-status") == "Showing 7 speakers and 4 issues."
    page.fill("#network-find", "Ada Example")
    page.keyboard.press("Enter")
    assert "person, 1 statement, joined to 1" in page.inner_text("#panel")
    page.uncheck("[data-kind=group]")
    assert page.inner_text("#network-status").startswith("Showing 4 speakers")
    page.click("[data-do=in]")
    assert seen.faults == []


def test_without_script_pages_read_search_facets_and_queries_work(browser: Browser, server: Server) -> None:
    plain = watched(browser, server, java_script_enabled=False)
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


def test_nothing_of_a_hostile_graph_runs_or_is_read_as_markup_on_any_page(
    browser: Browser, hostile_server: Server
) -> None:
    seen = watched(browser, hostile_server)
    page = seen.page
    for path in PAGES:
        page.goto(hostile_server.address + path)
        assert page.evaluate("window.broken") is None, path
        assert page.locator("a[href^='javascript:' i], main img, [onerror], [onfocus], [onmouseover]").count() == 0, (
            path
        )
        assert page.locator("script:not([src])").count() == 0, path
    page.goto(hostile_server.address + f"{THING}agent/ada")
    assert "<script>" in page.inner_text("main") or "onerror" in page.inner_text("main")  # shown as text
    page.focus("#q")
    page.keyboard.type("script")
    page.locator(".suggest li").first.wait_for()
    page.goto(hostile_server.address + "/network")
    page.locator("#graph[data-ready]").wait_for()
    page.fill("#network-find", "e")
    page.keyboard.press("Enter")
    assert page.evaluate("window.broken") is None
    assert seen.faults == []
    page.context.close()


@pytest.mark.parametrize("path", ["/search?q=%22%3E%3Cscript%3Ewindow.broken%3D1%3C/script%3E", "/%3Cimg%20src%3Dx%20onerror%3Dwindow.broken%3D1%3E", "/query?run=1&query=%3C/textarea%3E%3Cscript%3Ewindow.broken%3D1%3C/script%3E"])  # fmt: skip
def test_what_an_address_brings_is_shown_as_text(seen: Watched, path: str) -> None:
    seen.open(path)
    assert seen.page.evaluate("window.broken") is None
    assert seen.page.locator("main img, script:not([src])").count() == 0
