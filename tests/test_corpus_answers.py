"""The saved queries on the corpus: each example call is answered, and the answers hold what the documents say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, CorpusBuild

from kg.asking import parse_words
from kg.pack import find_pack
from kg.query.answers import Rows
from kg.query.catalogue import Catalogue, open_catalogue
from kg.query.run import answer_query
from kg.store.embedded import EmbeddedStore, open_build

ANSWERS = Path(__file__).with_name("corpus_answers.tsv")
LINES = [line.split("\t") for line in ANSWERS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
IN_PART = ("words", "passage", "exact")
# Asked by the program for pictures and files.
OF_THE_PROGRAM = ("view-", "export-", "chart-")
# What is true of the corpus is not settled: the documents hardly report what others report, and answer no single finding.
# Themes change with whatever the scheme covers; their answers are worked out by hand in test_queries.
OPEN = {
    "issues-of-one-kind",
    "nested-reports",
    "only-in-document",
    "theme-statements",
    "themes",
    "to-check",
}


@pytest.fixture(scope="module")
def store(corpus_build: CorpusBuild) -> Iterator[EmbeddedStore]:
    with open_build(corpus_build.folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue(find_pack(ROOT))


def rows_of(call: str, store: EmbeddedStore, catalogue: Catalogue) -> list[dict[str, str]]:
    asked = parse_words(shlex.split(call))
    assert asked.name
    answer = answer_query(catalogue.find_query(asked.name), store.dataset, catalogue, asked.values)
    assert isinstance(answer, Rows)
    return answer.dicts()


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_an_answer_holds_what_the_documents_say(line: list[str], store: EmbeddedStore, catalogue: Catalogue) -> None:
    call, *wanted = line
    rows = rows_of(call, store, catalogue)
    if wanted == ["0 rows"]:
        assert rows == []
        return
    pairs = [pair.split("=", 1) for pair in wanted]

    def fits(row: dict[str, str]) -> bool:
        return all(value in plain(row[name]) if name in IN_PART else value == row[name] for name, value in pairs)

    assert any(map(fits, rows))


def test_what_is_wanted_stands_in_the_documents() -> None:
    texts = [plain(path.read_text(encoding="utf-8")) for path in (ROOT / "data" / "sources").glob("*.txt")]
    for _, *wanted in LINES:
        for name, _, value in (pair.partition("=") for pair in wanted):
            if name in IN_PART:
                assert any(value in text for text in texts), value


def test_every_saved_query_has_an_example_that_is_answered(store: EmbeddedStore, catalogue: Catalogue) -> None:
    for query in catalogue.queries():
        if query.name.startswith(OF_THE_PROGRAM):
            continue
        assert query.examples, query.name
        for example in query.examples:
            rows_of(re.sub(r"^kg query ", "", example), store, catalogue)


def test_every_saved_query_has_an_answer_here_or_is_open(catalogue: Catalogue) -> None:
    ours = {name for name in catalogue.names() if not name.startswith(OF_THE_PROGRAM)}
    assert ours - {line[0].split()[0] for line in LINES} <= OPEN
