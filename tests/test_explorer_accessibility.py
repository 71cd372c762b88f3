"""Every kind of page in Chromium: no error, no other host, no barrier in light and dark, and never wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Watched, barriers
from explorer_sample import PAGES, THING

pytestmark = pytest.mark.browser  # left out, and said so, by conftest.py where there is no browser

MISSING = f"{THING}agent/nobody"
WRONG = "/query?run=1&query=SELECT"


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
    assert barriers(page, runOnly=["color-contrast", "target-size"]) == []
    assert seen.width() <= 390
    told_by_status = [fault for fault in seen.faults if "the server responded with a status of 40" in fault]
    assert [fault for fault in seen.faults if fault not in told_by_status] == []
    assert len(told_by_status) == (path in (MISSING, WRONG))


VIEWS = (
    "issue?of=Piers", "speaker?of=Ada+Example", "statute?of=Piers+Act+1901", "document?of=leaflet", "matrix",
    "dilemma?of=who-pays", "compare?of=Ada+Example&and=Harbour+Board",
)  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_no_barrier_in_light_and_dark_and_never_scrolls_sideways(seen: Watched, view: str) -> None:
    page = seen.page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": 1440, "height": 900})
        seen.open(f"/view/{view}")
        assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert seen.width() <= 390
    assert seen.faults == []


def test_on_a_narrow_screen_the_matrix_keeps_its_names_in_sight(seen: Watched) -> None:
    page = seen.page
    page.set_viewport_size({"width": 390, "height": 844})
    seen.open("/matrix")
    page.evaluate("document.querySelector('.scroll').scrollLeft = 10000")
    left = page.locator("table.matrix tbody th").first.bounding_box()
    assert left is not None
    assert 0 <= left["x"] < 60
    seen.open("/view/matrix")
    assert (
        page.evaluate("document.querySelector('#network').clientWidth") >= 800
    )  # wide enough for names; scrolled in its box
