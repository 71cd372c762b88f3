"""Each query that pages ask, on the graph of tests/data/questions.trig."""

from __future__ import annotations

from functools import cache

import pytest
from explorer_sample import graph
from pyoxigraph import Store
from test_queries import CATALOGUE, PREFIXES, ROOT

from kg.query.answers import Rows
from kg.query.run import answer_query
from kg.query.table import shorten

A0, A1, B2 = (
    "Piers under section 4 are closed too soon",
    "40 piers were lost",
    "the report is wrong, 38 piers were lost",
)
ARTICLE = "Piers in the news"

CASES: list[tuple[str, dict[str, list[str]], list[tuple[str, ...]]]] = [
    ("thing", {"thing": ["finding:a1"]}, [("wsw:Finding", A1), ("wsw:Position", A1)]),
    ("thing", {"thing": ["agent:nobody"]}, []),
    ("statement-keys", {"issue": ["issue:tides"]}, [
        ("statement:a1", "finding", "The Case for Piers", "agent:report", "document", "document:article", "0.9", "1", "piers | tides", ""),
        ("statement:b0", "indirect", "Some respondents", "group:some-1", "group", "document:summary", "0.8", "0", "tides", "disagree stated"),
    ]),
    ("statement-keys", {"speaker": ["agent:trust"]}, [
        ("statement:a0", "direct", "Ada Example", "agent:ada", "person", "document:article", "0.97", "0", "piers", "agree inferred | agree stated"),
    ]),
    ("statement-keys", {"text": ["LOST"], "document": ["document:article"]}, [
        ("statement:a1", "finding", "The Case for Piers", "agent:report", "document", "document:article", "0.9", "1", "piers | tides", ""),
    ]),
    ("statements", {"statement": ["statement:a0", "statement:b2"]}, [
        ("statement:a0", "direct", A0, "Ada Example", "agent:ada", "person", "Children's Pier Trust", "agent:trust", ARTICLE, "document:article", "2021-06-17", ARTICLE, "section:article-0", "0.97", "quotation-verb-speaker", "en"),
        ("statement:b2", "direct", B2, "Harbour Board", "agent:harbour-board", "organisation", "", "", "What you told us", "document:summary", "2021-10", "What you told us", "section:summary-0", "0.95", "attribution-line", ""),
    ]),
    ("statement-issues", {"statement": ["statement:a1"]}, [
        ("statement:a1", "Piers", "piers", "issue:piers", "0.8", "label"),
        ("statement:a1", "Tides", "tides", "issue:tides", "0.4", "cues"),
    ]),
    ("statement-sides", {"statement": ["statement:a0"]}, [
        ("statement:a0", "agree", "inferred", "The Case for Piers", "agent:report", "Ada Example", "agent:ada", "0.6", "wish", "stance:a0-1"),
        ("statement:a0", "agree", "stated", "The nation pays", "dilemma:who-pays-nation", "Ada Example", "agent:ada", "0.5", "option", "stance:a0-2"),
    ]),
    ("passages", {"thing": ["statement:a0", "event:article-1"]}, [
        ("event:article-1", "passage", "It was published on 17 June 2021", "", "", "105", "137", ARTICLE, "document:article"),
        ("statement:a0", "content", A0, "", "", "1", "42", ARTICLE, "document:article"),
        ("statement:a0", "source", "Ada Example", "", "", "50", "61", ARTICLE, "document:article"),
    ]),
    ("speaker-numbers", {}, [
        ("document", "true", "1", "1"), ("group", "false", "3", "4"), ("organisation", "true", "2", "2"), ("person", "true", "1", "1"),
    ]),
    ("facts", {"thing": ["issue:piers"]}, [
        ("notation", "piers", ""), ("definition", "Where boats land.", ""), ("other name", "landing stages", ""), ("broader", "Harbours", "issue:harbours"),
    ]),
    ("facts", {"thing": ["issue:moorings"]}, [("notation", "moorings", "")]),
    ("document-places", {"document": ["document:article"]}, [("13",), ("85",), ("105",)]),
    ("matrix-speakers", {}, [
        ("The Case for Piers", "document", "agent:report", "2"), ("Ada Example", "person", "agent:ada", "1"),
        ("Harbour Board", "organisation", "agent:harbour-board", "1"), ("Review of Harbours", "organisation", "agent:review", "1"),
    ]),
    ("matrix-issues", {}, [("issue:piers", "4"), ("issue:tides", "1")]),
    ("pairs", {"speaker": ["agent:ada"]}, [("Harbour Board", "0", "1", "true", "agent:harbour-board")]),
    ("mention-keys", {"statute": ["act:4"]}, [("link:a0-s4", "document:article")]),
    ("mentions", {"mention": ["link:a0-s4"]}, [
        ("Piers Act 1901 s 4", "section 4", "under section 4 are", "inferred", "Ada Example", ARTICLE, "act:4", "statement:a0", "document:article"),
    ]),
    ("figure-keys", {"issue": ["issue:tides"]}, [("figure:a1-1", "statement:a1")]),
    ("figures", {"figure": ["figure:b2-1"]}, [
        ("38", "count", "about", "piers lost", "all piers", "since 1950", "Harbour Board", "What you told us", "figure:b2-1", "statement:b2", "document:summary"),
    ]),
    ("issue-dilemmas", {"issue": ["issue:harbours"]}, [("Who should pay for piers?", "", "dilemma:who-pays")]),
    ("dilemmas", {}, [
        ("Who should pay for piers?", "", "The nation pays", "1", "0", "0", "0", "dilemma:who-pays", "dilemma:who-pays-nation"),
        ("Who should pay for piers?", "", "The town pays", "1", "0", "0", "0", "dilemma:who-pays", "dilemma:who-pays-town"),
    ]),
    ("statutes-named", {"issue": ["issue:piers"]}, [("Piers Act 1901 s 4", "2", "act:4"), ("Piers Act 1901 s 9", "1", "act:9")]),
    ("statutes-named", {"speaker": ["agent:ada"]}, [("Piers Act 1901 s 4", "1", "act:4")]),
    ("document-text", {"document": ["document:leaflet"]}, [("Nothing.", "", "", "", "", "")]),
    ("document-marks", {"document": ["document:article"]}, [
        ("statement:a0", "direct", "1", "42", "Ada Example", "agent:ada", "Piers", "agree inferred | agree stated"),
        ("statement:a1", "finding", "85", "103", "The Case for Piers", "agent:report", "Piers | Tides", ""),
    ]),
    ("document-sections", {"document": ["document:article"]}, [(ARTICLE, "section:article-0", "0", "", "", "false")]),
    ("responses-to", {"thing": ["finding:a1"]}, [("statement:b2", "disagree", "stated", "0.9", "finding:a1")]),
    ("names-like", {"text": ["landing"]}, [("Piers", "landing stages", "issue", "issue:piers", "5")]),
    ("names-like", {"text": ["news"]}, [(ARTICLE, ARTICLE, "document", "document:article", "2")]),
    ("speakers", {}, [
        ("Ada Example", "person", "1", "1", "agent:ada"),
        ("Ada Example and Ben Sample", "group", "1", "1", "group:joint"),
        ("Forty anglers", "group", "1", "1", "group:anglers"),
        ("Harbour Board", "organisation", "1", "1", "agent:harbour-board"),
        ("Review of Harbours", "organisation", "1", "1", "agent:review"),
        ("Some respondents", "group", "1", "1", "group:some-1"),
        ("Some respondents", "group", "1", "1", "group:some-2"),
        ("The Case for Piers", "document", "1", "1", "agent:report"),
    ]),
]  # fmt: skip
# Long answers, of which the first row is told.
FIRST: list[tuple[str, tuple[str, ...]]] = [
    ("matrix", ("Ada Example", "person", "agent:ada", "Piers", "issue:piers", "1", "2", "0", "0", "1")),
    ("value-lists", ("aspect", "code:aspect", "issue", "issue", "What it is held to be about.", "code:issue")),
    ("terms-used", ("eli:LegalResource", "class")),
]
TERM = ("wsw:Check", "class", "check", "definition", "A person's verdict on one aspect of a statement.", "")


@cache
def store() -> Store:
    return graph()


def asked(name: str, values: dict[str, list[str]]) -> list[tuple[str, ...]]:
    given = {key: [_term(value) for value in listed] if key != "text" else listed for key, listed in values.items()}
    answer = answer_query(CATALOGUE.page(name), store(), CATALOGUE, given)
    assert isinstance(answer, Rows)
    return [tuple(shorten(cell, PREFIXES) for cell in row) for row in answer.texts()]


def _term(value: str) -> str:
    prefix, _, local = value.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


@pytest.mark.parametrize(("name", "values", "expected"), CASES)
def test_a_query_of_a_page_gives_its_whole_answer_in_order(
    name: str, values: dict[str, list[str]], expected: list[tuple[str, ...]]
) -> None:
    assert asked(name, values) == expected


@pytest.mark.parametrize(("name", "first"), FIRST)
def test_a_long_answer_begins_so(name: str, first: tuple[str, ...]) -> None:
    assert asked(name, {})[0] == first


def test_the_terms_are_told_with_their_definitions() -> None:
    assert TERM in asked("ontology-terms", {})


def test_every_query_of_pages_has_a_case() -> None:
    there = {path.stem for path in (ROOT / "queries" / "pages").glob("*.rq")}
    assert there == {name for name, _, _ in CASES} | {name for name, _ in FIRST} | {"ontology-terms"}
