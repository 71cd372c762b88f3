"""Views in Chromium: they run from a file, without another host, without errors, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from conftest import find_browser
from view_sample import HOSTILE, Sample, a_dilemma, hostile, many, three_statements, two_speakers

from kg.view import render_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
pytestmark = pytest.mark.browser  # left out, and said so, by conftest.py where there is no browser

Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens a view from a file; at the end of the test there must be no error, no message and no request elsewhere."""
    faults: list[str] = []
    pages: list[Page] = []

    def note_request(url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            faults.append(f"request: {url}")

    def open_view(
        name: str,
        value: str | None,
        sample: Sample,
        *,
        other: str | None = None,
        width: int = 1440,
        scheme: str = "light",
    ) -> Page:
        path = tmp_path / f"{name}-{width}-{scheme}.html"
        path.write_text(render_view(name, value, sample, other), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("request", lambda request: note_request(request.url))
        page.goto(path.as_uri())
        page.locator("#status", has_text="Showing").wait_for()
        pages.append(page)
        return page

    yield open_view
    for page in pages:
        page.wait_for_timeout(100)  # messages of the last moment
        page.context.close()
    assert faults == []


def colours(page: Page) -> set[str]:
    """The colours of a grid of points of the picture, as "r,g,b"."""
    return set(
        page.evaluate(
            """() => {
              const canvas = document.querySelector("#network canvas"), ctx = canvas.getContext("2d");
              const {data, width, height} = ctx.getImageData(0, 0, canvas.width, canvas.height), found = new Set();
              for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) {
                const i = 4 * (y * width + x);
                if (data[i + 3] === 255) found.add(data.slice(i, i + 3).join(","));
              }
              return [...found];
            }"""
        )
    )


def rgb(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(("scheme", "person"), [("light", "#1f6fb4"), ("dark", "#6db3f2")])
def test_a_page_draws_its_marks_in_the_colours_of_light_and_dark_and_never_scrolls_sideways(
    opened: Opened, tmp_path: Path, width: int, scheme: str, person: str
) -> None:
    page = opened("overview", None, many(30, 12, 60), width=width, scheme=scheme)
    page.wait_for_timeout(300)
    page.screenshot(path=tmp_path / f"overview-{width}-{scheme}.png", full_page=True)
    assert rgb(person) in colours(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_300_nodes_load_within_five_seconds(opened: Opened) -> None:
    page = opened("overview", None, many(400, 60, 1500))
    assert page.locator("tr[data-node]").count() == 300
    assert page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart") < 5000


def test_the_legend_filters_picture_and_tables_by_keyboard(opened: Opened) -> None:
    page = opened("overview", None, three_statements())
    assert page.inner_text("#status") == "Showing 2 speakers, 2 issues, 3 statements."
    page.focus("[data-filter=group]")
    page.keyboard.press("Space")
    assert page.inner_text("#status") == "Showing 1 speaker, 2 issues, 2 statements."
    assert not page.locator("tr", has_text="that help is hard to find").is_visible()
    assert page.locator("tr", has_text="Being poor is not neglect.").is_visible()
    page.keyboard.press("Space")
    assert page.inner_text("#status") == "Showing 2 speakers, 2 issues, 3 statements."


def test_every_control_is_reached_by_tab_and_has_a_name(opened: Opened) -> None:
    page = opened("overview", None, three_statements())
    wanted = page.evaluate(
        "[...document.querySelectorAll('a, button, input, summary')].filter(e => e.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.labels?.[0]?.innerText || ''; })()"
            )
        )
    assert "Skip the picture, go to the tables" in reached
    assert {"Zoom in", "Move left", "Save the picture as PNG", "Ada Example", "people 1"} <= reached


def test_a_click_on_a_mark_opens_its_words_and_source(opened: Opened) -> None:
    page = opened("issue", "help", three_statements())
    page.wait_for_timeout(300)
    box = page.locator("#network").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # the focus stands in the middle
    page.locator("#panel-title", has_text="help").wait_for()
    panel = page.inner_text("#panel")
    assert "“Help comes too late.”" in panel
    assert "A report, Question one" in panel


def test_a_name_in_a_table_opens_the_panel_and_takes_the_focus_there_and_escape_closes_it(opened: Opened) -> None:
    page = opened("overview", None, three_statements())
    page.focus("table [data-show=n1]")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == "Ada Example"
    assert page.evaluate("document.activeElement.id") == "panel-title"
    assert "finding, confidence 0.60" in page.inner_text("#panel")
    page.keyboard.press("Escape")
    assert page.inner_text("#panel-title") == "Words and source"


def test_the_panel_of_a_speaker_leads_to_its_issues_and_their_statements(opened: Opened) -> None:
    page = opened("overview", None, three_statements())
    page.click("table [data-show=n1]")
    page.click("#panel >> text=poverty")
    assert page.inner_text("#panel-title") == "poverty"
    assert page.locator("#panel blockquote").count() == 2


def test_an_inferred_stance_is_called_inferred_in_the_panel_and_can_be_filtered_out(opened: Opened) -> None:
    page = opened("dilemma", "dilemma", a_dilemma())
    page.click("table [data-show] >> text=Ben Example")
    assert "disagrees with (inferred from what was said)" in page.inner_text("#panel")
    page.uncheck("[data-filter=inferred]")
    assert [row.get_attribute("data-edge") for row in page.locator("tr[data-edge]:visible").all()] == ["e1"]


@pytest.mark.parametrize(("name", "value"), [("overview", None), ("dilemma", "dilemma")])
def test_nothing_of_a_hostile_document_runs_wherever_it_is_shown(opened: Opened, name: str, value: str | None) -> None:
    page = opened(name, value, hostile())
    for button in page.locator("table [data-show]").all():
        button.click()
        assert page.inner_text("#panel-title") != "Words and source"
    page.mouse.move(700, 600)
    page.wait_for_timeout(300)
    assert page.evaluate("window.broken") is None
    assert page.locator("#panel img, #panel script, .vis-tooltip img").count() == 0


def test_a_tip_shows_its_text_as_text_and_goes_with_the_pointer(opened: Opened) -> None:
    page = opened("speaker", HOSTILE[0], hostile())
    box = page.locator("#network").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 10
    page.mouse.move(x - 5, y)
    page.mouse.move(x, y)  # the one statement stands midway between speaker and issue
    page.locator(".vis-tooltip").wait_for()
    shown = "<script>window.broken=1</script>"
    assert page.inner_text(".vis-tooltip") == f"“{shown}”\n{shown} (direct speech)\n{shown}"
    assert page.locator(".vis-tooltip script").count() == 0
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.locator(".vis-tooltip").wait_for(state="hidden")


def saved(page: Page, tool: str) -> Path:
    with page.expect_download() as download:
        page.click(f"[data-tool={tool}]")
    assert download.value.suggested_filename == f"who-said-what.{tool}"
    return Path(download.value.path())


def test_the_picture_is_saved_as_png(opened: Opened) -> None:
    assert saved(opened("overview", None, three_statements()), "png").read_bytes().startswith(b"\x89PNG")


SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_saved_as_svg_with_title_description_and_its_names_as_text(opened: Opened) -> None:
    page = opened("overview", None, three_statements())
    page.wait_for_timeout(300)
    root = ElementTree.parse(saved(page, "svg")).getroot()
    assert root.findtext(f"{SVG}title") == "Who speaks about which issue"
    assert root.findtext(f"{SVG}desc") == "3 statements by 2 speakers about 2 issues."
    assert {"Ada Example", "Some carers", "poverty", "help"} <= {text.text for text in root.iter(f"{SVG}text")}
    fills = {path.get("fill") for path in root.iter(f"{SVG}path")}
    drawn_in = {f"rgba({rgb(colour)},1)" for colour in ("#1f6fb4", "#0f7b63", "#b07c00")}  # person, group, issue
    assert drawn_in <= fills


def test_a_saved_svg_of_a_hostile_document_holds_drawing_and_text_only(opened: Opened) -> None:
    page = opened("dilemma", "dilemma", hostile())
    page.wait_for_timeout(300)
    root = ElementTree.parse(saved(page, "svg")).getroot()
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "g", "title", "desc", "rect", "path", "text")
    }
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


VIEWS = [
    ("statute", "Issue 1", None, many(12, 5, 20)),
    ("document", "A report", None, many(60, 20, 200)),
    ("compare", "Ada Example", "Ben Example", two_speakers(12, 6)),
    ("matrix", None, None, many(60, 20, 700)),
]


@pytest.mark.parametrize("view", VIEWS, ids=[name for name, *_ in VIEWS])
def test_every_view_draws_opens_its_panel_and_is_saved(opened: Opened, tmp_path: Path, view: tuple[Any, ...]) -> None:
    name, value, other, sample = view
    page = opened(name, value, sample, other=other)
    page.wait_for_timeout(300)
    page.screenshot(path=tmp_path / f"{name}.png")
    for button in page.locator("table [data-show]").all()[:3]:
        button.click()
        assert page.inner_text("#panel-title") != "Words and source"
    root = ElementTree.parse(saved(page, "svg")).getroot()
    assert len(list(root.iter(f"{SVG}path"))) > 20


def test_a_cell_of_the_matrix_opens_its_statements_and_says_what_is_inferred(opened: Opened) -> None:
    page = opened("matrix", None, many(5, 4, 14))
    page.click("[data-cell] button >> nth=1")
    assert "inferred" in page.inner_text("#panel")
    assert page.locator("#panel blockquote").count() > 0
    before = page.locator("[data-cell]:visible").count()
    page.uncheck("[data-filter=inferred]")
    assert 0 < page.locator("[data-cell]:visible").count() < before


def test_a_side_between_two_speakers_can_be_filtered_by_what_it_rests_on(opened: Opened) -> None:
    page = opened("compare", "Ada Example", two_speakers(3, 4), other="Ben Example")
    rows = page.locator("tr[data-edge]", has_text="inferred")
    assert rows.first.is_visible()
    page.uncheck("[data-filter=inferred]")
    assert not rows.first.is_visible()


def test_without_script_the_tables_still_tell_everything(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "plain.html"
    path.write_text(render_view("overview", None, three_statements()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    text = page.inner_text("body")
    context.close()
    assert "The picture needs a script" in text
    assert all(words in text for words in ("Being poor is not neglect.", "Ada Example", "A report, Question one"))
