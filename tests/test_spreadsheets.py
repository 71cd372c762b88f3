"""A corpus whose titles, names and words begin as formulas do: what people open in a spreadsheet holds none."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from conftest import run_kg
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, parse
from serving import Server, serving

from kg.explorer.pages import page_routes

SIGNS = "=+-@\t\r\n＝＋－＠"
TITLES = ('=HYPERLINK("http://x","y")', "+1 for nets", "-2+3 lakes", "@SUM(1) lakes", "\t=1+1 tab", "\r=1+1 return")
TEXT = (
    "Lakes\n\n“=1+1 is what nets cost,” said Ada Example.\n\n“-2+3 wardens are needed,” said Ben Brook.\n\n"
    "“@everybody knows that,” said Ada Example.\n\nWe recommend that nets are bought.\n"
)
QUERIES = ('what-did-they-say --speaker "=Evil Trust"', "documents")


@dataclass(frozen=True)
class Pack:
    folder: Path

    def run(self, command: str, *arguments: str | Path) -> str:
        outcome = run_kg(*shlex.split(command), *arguments, "--pack", self.folder)
        assert outcome.code == 0, outcome.err
        return outcome.out


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("lakes")
    rows = []
    for number, title in enumerate(TITLES):
        text = f"{TEXT}\nNumber {number}.\n"
        (folder / f"d{number}.txt").write_text(text, encoding="utf-8")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        rows.append(
            f'[[document]]\nkey = "d{number}"\nfile = "d{number}.txt"\ntitle = {json.dumps(title)}\n'
            f'publisher = "=Evil Trust"\nsha256 = "{sha256}"\n'
        )
    (folder / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    (folder / "pack.toml").write_text(
        'key = "lakes"\ntitle = "=Lakes"\nbase = "https://example.org/id/lakes/"\nmanifest = "sources.toml"\n'
        "[settings]\nprocesses = 1\n",
        encoding="utf-8",
    )
    made = Pack(folder)
    made.run("build")
    return made


@pytest.fixture(scope="module")
def server(pack: Pack) -> Iterator[Server]:
    with serving("--pack", pack.folder) as running:
        yield running


def verbatim(pack: Pack, query: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(pack.run(f"query {query} --format csv"), newline="")))


def test_the_corpus_has_titles_names_and_words_that_begin_as_formulas_do(pack: Pack) -> None:
    header, *rows = verbatim(pack, "export-statements")
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert {"=", "-", "@"} <= {row["words"][0] for row in told}
    assert "=Evil Trust" in {row["speaker"] for row in told}
    assert {"=", "+", "-", "@"} <= {row["title"][0] for row in told}


@pytest.mark.parametrize("query", QUERIES)
def test_csv_of_the_command_line_is_verbatim_and_xlsx_and_html_are_guarded(
    pack: Pack, tmp_path: Path, query: str
) -> None:
    header, *rows = verbatim(pack, query)
    assert any(cell.startswith(tuple(SIGNS)) for row in rows for cell in row), "nothing to guard"
    pack.run(f"query {query}", "-o", tmp_path / "a.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in row]
    assert len(cells) == len(header) * (len(rows) + 1)
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # "f" is a formula
    assert [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith(tuple(SIGNS))] == []
    page = pack.run(f"query {query} --format html")
    shown = [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall("<td[^>]*>(.*?)</td>", page, re.DOTALL)]
    assert shown
    assert [cell for cell in shown if cell.startswith(tuple(SIGNS))] == []


def test_what_pages_offer_for_a_spreadsheet_is_guarded(server: Server) -> None:
    pages = [route.path for route in page_routes() if "{" not in route.path]  # type: ignore[attr-defined]
    links = {unescape(link) for path in pages for link in re.findall(r'href="(/api/[^"]+)"', server.get(path).text)}
    files = {link for link in links if "format=csv" in link} | {"/api/documents?format=csv", "/api/speakers?format=csv"}
    held = 0
    for link in sorted(files):
        reply = server.get(link)
        assert (reply.status, reply.headers["x-content-type-options"]) == (200, "nosniff"), link
        cells = [cell for row in csv.reader(io.StringIO(reply.text, newline="")) for cell in row]
        assert [cell for cell in cells if cell.startswith(tuple(SIGNS))] == [], link
        held += sum(cell.startswith("'") for cell in cells)
    assert held


def test_results_of_sparql_are_verbatim_and_a_file(server: Server) -> None:
    query = "SELECT DISTINCT ?l { ?s wsw:speaker/rdfs:label ?l } ORDER BY ?l"
    reply = server.query(query, accept="text/csv")
    assert "=Evil Trust" in [row[0] for row in csv.reader(io.StringIO(reply.text))]
    assert reply.headers["content-disposition"].startswith("attachment")
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("format", ["turtle", "csv", "graphml"])
def test_every_export_of_such_a_corpus_is_whole(pack: Pack, tmp_path: Path, format: str) -> None:
    file = tmp_path / "export"
    pack.run(f"export --format {format}", "-o", file)
    if format == "turtle":
        assert '"=Evil Trust"@en' in {str(quad.object) for quad in parse(path=str(file), format=RdfFormat.TURTLE)}
    else:
        assert "=Evil Trust" in file.read_text(encoding="utf-8")
