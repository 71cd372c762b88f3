"""A copy of the explorer's pages as plain files: whole, with links from file to file, and nothing that needs a server."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from explorer_sample import PACK, graph, hostile
from pyoxigraph import RdfFormat

from kg.errors import UsageError
from kg.explorer.copy_addresses import file_of, page_at
from kg.explorer.static_copy import write_copy, writer
from kg.pack import find_pack
from kg.settings import Settings


@pytest.fixture(scope="module", params=[False, True], ids=["as it is", "hostile"])
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    data = folder / "graph.trig"
    (hostile(graph()) if request.param else graph()).dump(str(data), format=RdfFormat.TRIG)
    number = write_copy(find_pack(folder), Settings(), folder / "out", build=None, data=data)
    assert number == len(list((folder / "out").rglob("*.html"))) > 40
    assert not list(folder.glob(".*partial"))
    return folder / "out"


def test_every_link_leads_to_a_file_of_the_copy_or_to_another_host(copy: Path) -> None:
    lost = []
    for page in copy.rglob("*.html"):
        for address in re.findall(r' (?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            parts = urlsplit(unescape(address))
            if parts.scheme in ("http", "https"):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if parts.scheme or parts.query or not target.is_file() or not target.is_relative_to(copy):
                lost.append((page.relative_to(copy), address))
    assert lost == []


def test_a_link_to_a_passage_finds_its_place_in_the_reader(copy: Path) -> None:
    led = 0
    for page in copy.rglob("*.html"):
        for address in re.findall(r'href="([^"#]*/document/[^"#]*#c[0-9]+)"', page.read_text(encoding="utf-8")):
            target, _, place = unescape(address).partition("#")
            text = (page.parent / unquote(target)).read_text(encoding="utf-8")
            assert f'id="{place}"' in text or "reader-key" not in text, address  # a text that is not there has no place
            led += "reader-key" in text
    assert led


def test_no_page_holds_a_form_or_a_script_of_its_own(copy: Path) -> None:
    for page in copy.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text
        assert not [
            script
            for script in re.findall(r"<script\b[^>]*>", text)
            if " src=" not in script and "application/" not in script
        ]


def test_a_statement_is_read_with_its_words_and_found_by_the_search(copy: Path) -> None:
    page = (copy / "id" / "example" / "statement" / "a0" / "index.html").read_text(encoding="utf-8")
    assert "Piers under section 4 are closed too soon" in page
    script = (copy / "search-index.js").read_text(encoding="utf-8")
    found = json.loads(script.removeprefix("window.kgIndex = ").rstrip().removesuffix(";"))
    (entry,) = (one for one in found if one["address"] == "id/example/statement/a0/index.html")
    assert "Ada Example" in entry["speaker"]
    assert "<" not in script


def test_the_network_has_its_parts_beside_it_and_leads_to_pages_of_the_copy(copy: Path) -> None:
    page = (copy / "network" / "index.html").read_text(encoding="utf-8")
    assert page.index('src="../network-data.js"') < page.index("</head>")
    script = (copy / "network-data.js").read_text(encoding="utf-8")
    told = json.loads(script.removeprefix("window.kgNetwork = ").rstrip().removesuffix(";"))
    assert len(told["places"]["x"]) == len(told["names"]["labels"]) > 3
    assert all((copy / "network" / unquote(address)).is_file() for address in told["names"]["addresses"])
    assert (copy / "matrix" / "index.html").is_file()


def test_what_is_there_is_not_written_over(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    with pytest.raises(UsageError, match="is there already"):
        write_copy(find_pack(tmp_path), Settings(), copy, build=None, data=None)


def test_without_a_build_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    with pytest.raises(UsageError, match="kg build"):
        write_copy(find_pack(tmp_path), Settings(), tmp_path / "out", build=None, data=None)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/issues", "/issues"),
        ("#said", "/here"),
        ("/statements?document=a", None),
        ("/query", None),
        ("/id/x/statement/a.ttl", None),
        ("https://example.org/", None),
        ("javascript:alert(1)", None),
        ("//example.org/x", None),
    ],
)
def test_only_pages_without_a_question_are_copied(address: str, target: str | None) -> None:
    assert page_at(address, "/here") == target


def test_no_page_is_written_outside_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leads out"):
        writer(tmp_path)(file_of("/id/%2e%2e/%2e%2e/x"), b"")
