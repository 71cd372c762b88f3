"""The explorer in Chromium: a page that is watched for what it should not do, and what axe-core finds in it; fixtures of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT, find_browser
from explorer_sample import explorer
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# WebGL by software, for the drawing of the whole graph.
FLAGS = ["--no-sandbox", "--headless", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--no-first-run"]  # fmt: skip
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


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
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def explorer_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with explorer(tmp_path_factory.mktemp("pack")) as running:
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
def seen(chromium: Browser, explorer_server: Server) -> Iterator[Watched]:
    one = watched(chromium, explorer_server)
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
