"""A graph whose every text is hostile, in Chromium: nothing of it runs or is read as markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from browsing import watched
from explorer_sample import PAGES, THING, explorer
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser


pytestmark = pytest.mark.browser  # left out, and said so, by conftest.py where there is no browser


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with explorer(tmp_path_factory.mktemp("hostile"), is_hostile=True) as running:
        yield running


def test_nothing_of_a_hostile_graph_runs_or_is_read_as_markup_on_any_page(
    chromium: Browser, hostile_server: Server
) -> None:
    seen = watched(chromium, hostile_server)
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
