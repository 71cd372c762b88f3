"""The drawing of the whole graph in Chromium: what it shows, and how it is narrowed down."""

from __future__ import annotations

import pytest
from browsing import Watched

pytestmark = pytest.mark.browser  # left out, and said so, by conftest.py where there is no browser


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
