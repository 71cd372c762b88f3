"""Every saved query on a small graph, with its whole answer; every check on a graph that passes and on one that fails."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.namespaces import prefixes
from kg.query.binding import variable_of
from kg.query.catalogue import Catalogue
from kg.query.parameters import resolve
from kg.query.run import answer_query, run_query
from kg.query.table import shorten

ROOT = Path(__file__).parent.parent
PREFIXES = prefixes(base="https://example.org/id/", pack="example") | {
    "act": "http://www.legislation.gov.uk/id/ukpga/1901/1/section/"
}
CATALOGUE = Catalogue((ROOT / "queries",), PREFIXES)
GRAPH = ROOT / "tests" / "data" / "questions.trig"

ARTICLE = ("Piers in the news", "document:article")
SUMMARY = ("What you told us", "document:summary")
A0 = "Piers under section 4 are closed too soon"
A1 = "40 piers were lost"
B0 = "the tide tables are wrong"
B1 = "the town must pay for its pier"
B2 = "the report is wrong, 38 piers were lost"
B3 = "some respondents miss the old pier"
B4 = "miss the old pier"
B5 = "We will mend piers under sections 4 and 9"
JOINT = "Ada Example and Ben Sample"
TRUST = "Children's Pier Trust"
REPORT = "The Case for Piers"
REVIEW = "Review of Harbours"

# Rows of who-said-what, in the order of the answer.
SAID = {
    "a0": ("Ada Example", "person", TRUST, "direct", A0, "piers", "agree", REPORT, "inferred", ARTICLE[0], "0.97", "statement:a0", "agent:ada", ARTICLE[1]),
    "a1": (REPORT, "document", "", "finding", A1, "piers | tides", "", "", "", ARTICLE[0], "0.9", "statement:a1", "agent:report", ARTICLE[1]),
    "b0": ("Some respondents", "group", "", "indirect", B0, "tides", "disagree", "Should the nation pay?", "stated", SUMMARY[0], "0.8", "statement:b0", "group:some-1", SUMMARY[1]),
    "b1": ("Forty anglers", "group", "", "indirect", B1, "harbours | moorings", "agree", "The town pays", "stated", SUMMARY[0], "0.4", "statement:b1", "group:anglers", SUMMARY[1]),
    "b2": ("Harbour Board", "organisation", "", "direct", B2, "piers", "disagree", A1, "stated", SUMMARY[0], "0.95", "statement:b2", "agent:harbour-board", SUMMARY[1]),
    "b3": (REVIEW, "organisation", "", "indirect", B3, "piers", "", "", "", SUMMARY[0], "0.7", "statement:b3", "agent:review", SUMMARY[1]),
    "b4": ("Some respondents", "group", "", "indirect", B4, "", "", "", "", SUMMARY[0], "0.55", "statement:b4", "group:some-2", SUMMARY[1]),
    "b5": (JOINT, "group", "", "direct", B5, "harbours | piers", "", "", "", SUMMARY[0], "0.85", "statement:b5", "group:joint", SUMMARY[1]),
}  # fmt: skip


def said(*keys: str) -> list[tuple[str, ...]]:
    return [SAID[key] for key in keys]


CASES: list[tuple[str, dict[str, str | list[str]], list[tuple[str, ...]]]] = [
    # ------------------------------------------------------------ who said what
    ("who-said-what", {"issue": "harbours"}, said("a0", "a1", "b1", "b2", "b3", "b5")),
    ("who-said-what", {"issue": "tides"}, said("a1", "b0")),
    ("who-said-what", {"speaker": "Ada Example"}, said("a0", "b5")),
    ("who-said-what", {"speaker": TRUST}, said("a0")),
    ("who-said-what", {"speaker": "some respondents"}, said("b0", "b4")),
    ("who-said-what", {"statute": "Piers Act 1901"}, said("a0", "b5")),
    ("who-said-what", {"speaker": "Ada Example", "issue": "harbours"}, said("a0", "b5")),
    ("who-said-what", {"speaker": "Some respondents", "issue": "tides"}, said("b0")),
    ("who-said-what", {"statute": "section 9", "issue": "harbours"}, said("b5")),
    ("who-said-what", {"statute": "section 9", "issue": "tides"}, []),
    ("who-said-what", {"statute": "section 4", "speaker": TRUST, "issue": "piers"}, said("a0")),
    ("what-did-they-say", {"speaker": "Ada Example"}, [
        ("Harbours", B5, "direct", "", "", "", JOINT, SUMMARY[0], "0.85", "statement:b5", "issue:harbours", SUMMARY[1]),
        ("Piers", A0, "direct", "agree", REPORT, "inferred", "Ada Example", ARTICLE[0], "0.97", "statement:a0", "issue:piers", ARTICLE[1]),
        ("Piers", B5, "direct", "", "", "", JOINT, SUMMARY[0], "0.85", "statement:b5", "issue:piers", SUMMARY[1]),
    ]),
    ("what-did-they-say", {"speaker": "Some respondents"}, [
        ("", B4, "indirect", "", "", "", "Some respondents", SUMMARY[0], "0.55", "statement:b4", "", SUMMARY[1]),
        ("Tides", B0, "indirect", "disagree", "Should the nation pay?", "stated", "Some respondents", SUMMARY[0], "0.8", "statement:b0", "issue:tides", SUMMARY[1]),
    ]),
    ("what-did-they-say", {"speaker": "Forty anglers", "issue": "moorings"}, [
        ("Moorings", B1, "indirect", "agree", "The town pays", "stated", "Forty anglers", SUMMARY[0], "0.4", "statement:b1", "issue:moorings", SUMMARY[1]),
    ]),
    ("group-claims", {}, [
        ("some", "", "respondents", "Some respondents", B0, "tides", SUMMARY[0], "statement:b0", "group:some-1", SUMMARY[1]),
        ("some", "", "respondents", "Some respondents", B4, "", SUMMARY[0], "statement:b4", "group:some-2", SUMMARY[1]),
        ("counted", "40", "anglers", "Forty anglers", B1, "harbours | moorings", SUMMARY[0], "statement:b1", "group:anglers", SUMMARY[1]),
    ]),
    ("group-claims", {"quantifier": "some", "issue": "tides"}, [
        ("some", "", "respondents", "Some respondents", B0, "tides", SUMMARY[0], "statement:b0", "group:some-1", SUMMARY[1]),
    ]),
    ("group-claims", {"role": "Angler"}, [
        ("counted", "40", "anglers", "Forty anglers", B1, "harbours | moorings", SUMMARY[0], "statement:b1", "group:anglers", SUMMARY[1]),
    ]),
    ("nested-reports", {}, [(REVIEW, "Some respondents", B4, B3, SUMMARY[0], "statement:b4", "statement:b3", SUMMARY[1])]),
    ("nested-reports", {"speaker": REVIEW}, [(REVIEW, "Some respondents", B4, B3, SUMMARY[0], "statement:b4", "statement:b3", SUMMARY[1])]),
    ("nested-reports", {"speaker": "Ada Example"}, []),
    ("nested-reports", {"speaker": REVIEW, "other": "Some respondents"}, [(REVIEW, "Some respondents", B4, B3, SUMMARY[0], "statement:b4", "statement:b3", SUMMARY[1])]),
    ("nested-reports", {"speaker": "Some respondents", "other": REVIEW}, [(REVIEW, "Some respondents", B4, B3, SUMMARY[0], "statement:b4", "statement:b3", SUMMARY[1])]),
    ("nested-reports", {"speaker": REVIEW, "other": "Ada Example"}, []),
    # ------------------------------------------------------------ what is said in one document
    ("who-said-what", {"document": ARTICLE[0]}, said("a0", "a1")),
    ("who-said-what", {"document": ARTICLE[0], "issue": "tides"}, said("a1")),
    ("who-said-what", {"document": SUMMARY[0], "speaker": "Ada Example"}, said("b5")),
    ("what-did-they-say", {"speaker": "Ada Example", "document": ARTICLE[0]}, [
        ("Piers", A0, "direct", "agree", REPORT, "inferred", "Ada Example", ARTICLE[0], "0.97", "statement:a0", "issue:piers", ARTICLE[1]),
    ]),
    ("group-claims", {"role": "Angler", "document": ARTICLE[0]}, []),
    ("group-claims", {"role": "Angler", "document": SUMMARY[0]}, [
        ("counted", "40", "anglers", "Forty anglers", B1, "harbours | moorings", SUMMARY[0], "statement:b1", "group:anglers", SUMMARY[1]),
    ]),
    ("what-respondents-said", {"role": "angler", "document": ARTICLE[0]}, []),
    ("what-respondents-said", {"role": ["angler", "gull"], "document": SUMMARY[0]}, [
        ("Forty anglers", B1, "harbours | moorings", "agree", "The town pays", "stated", SUMMARY[0], "0.4", "statement:b1", "group:anglers", SUMMARY[1]),
    ]),
    # ------------------------------------------------------------ what plain words ask besides
    ("who-said-what", {"kind": "charity"}, said("a0")),  # Ada Example speaks for the trust
    ("who-said-what", {"kind": "regulator", "issue": "harbours"}, said("b2")),
    ("who-said-what", {"issue": "harbours", "stance": "disagree"}, said("b2")),
    ("who-said-what", {"issue": "harbours", "from": "2021-10-15"}, said("b1", "b2", "b3", "b5")),  # issued some day in October
    ("who-said-what", {"issue": "harbours", "until": "2021-06-30"}, said("a0", "a1")),
    ("what-did-they-say", {"speaker": "Ada Example", "stance": "agree"}, [
        ("Piers", A0, "direct", "agree", REPORT, "inferred", "Ada Example", ARTICLE[0], "0.97", "statement:a0", "issue:piers", ARTICLE[1]),
    ]),
    ("what-did-they-say", {"speaker": "Ada Example", "until": "2021-07"}, [
        ("Piers", A0, "direct", "agree", REPORT, "inferred", "Ada Example", ARTICLE[0], "0.97", "statement:a0", "issue:piers", ARTICLE[1]),
    ]),
    ("what-did-they-say", {"speaker": "Ada Example", "issue": "piers", "from": "2021-07"}, [
        ("Piers", B5, "direct", "", "", "", JOINT, SUMMARY[0], "0.85", "statement:b5", "issue:piers", SUMMARY[1]),
    ]),
    ("compare-speakers", {"speaker": "Ada Example", "other": "Harbour Board"}, [
        ("Harbours", "Ada Example", B5, "", "", "", JOINT, SUMMARY[0], "0.85", "statement:b5", "issue:harbours", SUMMARY[1]),
        ("Piers", "Ada Example", A0, "agree", REPORT, "inferred", "Ada Example", ARTICLE[0], "0.97", "statement:a0", "issue:piers", ARTICLE[1]),
        ("Piers", "Ada Example", B5, "", "", "", JOINT, SUMMARY[0], "0.85", "statement:b5", "issue:piers", SUMMARY[1]),
        ("Piers", "Harbour Board", B2, "disagree", A1, "stated", "Harbour Board", SUMMARY[0], "0.95", "statement:b2", "issue:piers", SUMMARY[1]),
    ]),
    ("compare-speakers", {"speaker": "Ada Example", "other": "Harbour Board", "issue": "moorings"}, []),
    ("what-respondents-said", {"role": "Respondent"}, [
        ("Some respondents", B0, "tides", "disagree", "Should the nation pay?", "stated", SUMMARY[0], "0.8", "statement:b0", "group:some-1", SUMMARY[1]),
        ("Some respondents", B4, "", "", "", "", SUMMARY[0], "0.55", "statement:b4", "group:some-2", SUMMARY[1]),
    ]),
    ("what-respondents-said", {"role": "angler", "issue": "moorings", "stance": "agree"}, [
        ("Forty anglers", B1, "harbours | moorings", "agree", "The town pays", "stated", SUMMARY[0], "0.4", "statement:b1", "group:anglers", SUMMARY[1]),
    ]),
    ("group-claims", {"stance": "agree"}, [
        ("counted", "40", "anglers", "Forty anglers", B1, "harbours | moorings", SUMMARY[0], "statement:b1", "group:anglers", SUMMARY[1]),
    ]),
    ("who-agrees", {"target": REPORT, "stance": "disagree", "kind": "regulator", "role": "board"}, [
        (REPORT, "disagree", "stated", "Harbour Board", "organisation", B2, SUMMARY[0], "0.8", "statement:b2", "agent:report", "agent:harbour-board", SUMMARY[1]),
    ]),
    ("who-agrees", {"target": REPORT, "speaker": TRUST}, [  # through Ada Example
        (REPORT, "agree", "inferred", "Ada Example", "person", A0, ARTICLE[0], "0.6", "statement:a0", "agent:report", "agent:ada", ARTICLE[1]),
    ]),
    ("who-agrees", {"target": "The town pays", "quantifier": "counted"}, [
        ("The town pays", "agree", "stated", "Forty anglers", "group", B1, SUMMARY[0], "0.9", "statement:b1", "dilemma:who-pays-town", "group:anglers", SUMMARY[1]),
    ]),
    ("who-agrees", {"target": REPORT, "quantifier": "many"}, []),
    ("who-agrees", {"target": REPORT, "speaker_kind": "person"}, [
        (REPORT, "agree", "inferred", "Ada Example", "person", A0, ARTICLE[0], "0.6", "statement:a0", "agent:report", "agent:ada", ARTICLE[1]),
    ]),
    ("who-said-what", {"issue": "harbours", "speaker_kind": "organisation"}, said("b2", "b3")),
    ("dilemma-sides", {"issue": "harbours"}, [
        ("Who should pay for piers?", "The nation pays", "agree", "stated", "Ada Example", "person", A0, ARTICLE[0], "0.5", "statement:a0", "dilemma:who-pays-nation", "agent:ada", ARTICLE[1]),
        ("Who should pay for piers?", "The town pays", "agree", "stated", "Forty anglers", "group", B1, SUMMARY[0], "0.9", "statement:b1", "dilemma:who-pays-town", "group:anglers", SUMMARY[1]),
    ]),
    ("dilemma-sides", {"issue": "tides"}, []),
    ("findings", {"issue": "tides", "kind": "finding"}, [(A1, "finding", "", REPORT, REPORT, "piers | tides", ARTICLE[0], ARTICLE[0], "finding:a1", "statement:a1", ARTICLE[1])]),
    ("findings", {"kind": "recommendation"}, []),
    ("speaker-pairs", {"side": "opposed"}, [("Ada Example", "Harbour Board", "0", "1", "", REPORT, "true", "agent:ada", "agent:harbour-board")]),
    ("speaker-pairs", {"speaker": "Harbour Board", "other": "Ada Example", "side": "shared"}, []),
    ("responses", {"speaker": TRUST}, [(TRUST, REVIEW, "Children’s Pier Trust", SUMMARY[0], "agent:trust", SUMMARY[1])]),
    ("responses", {"kind": "charity", "report": REVIEW}, [(TRUST, REVIEW, "Children’s Pier Trust", SUMMARY[0], "agent:trust", SUMMARY[1])]),
    ("responses", {"report": REPORT}, [("Quiet Anglers' Club", REPORT, "Quiet Anglers’ Club", SUMMARY[0], "agent:quiet", SUMMARY[1])]),
    ("responses", {"report": REVIEW}, [  # a review's report is that review's
        (TRUST, REVIEW, "Children’s Pier Trust", SUMMARY[0], "agent:trust", SUMMARY[1]),
        ("Quiet Anglers' Club", REPORT, "Quiet Anglers’ Club", SUMMARY[0], "agent:quiet", SUMMARY[1]),
    ]),
    ("responded-not-quoted", {"kind": "charity"}, []),
    ("quoted-not-responded", {"kind": "regulator"}, [("Harbour Board", "1", SUMMARY[0])]),
    ("roles", {"post": "Director"}, [("Ada Example", "director", "director", TRUST, "2012-05", "2020-12-31", "", "agent:ada", "agent:trust")]),
    ("roles", {"speaker": REVIEW}, [("Ada Example", "chair of the review", "chair", REVIEW, "2021", "", "https://example.org/about", "agent:ada", "agent:review")]),
    ("figures", {"speaker": "Harbour Board"}, [
        ("38", "count", "about", "piers lost", "all piers", "since 1950", "Harbour Board", B2, SUMMARY[0], "figure:b2-1", "statement:b2", SUMMARY[1]),
    ]),
    ("conflicts", {"about": "Piers"}, [
        ("piers lost", "figure", "40", "40 piers", ARTICLE[0], "0.8", "conflict:piers-lost", ARTICLE[1]),
        ("piers lost", "figure", "38", "38", SUMMARY[0], "0.8", "conflict:piers-lost", SUMMARY[1]),
    ]),
    ("corroborations", {"about": "piers"}, []),
    ("timeline", {"about": "PIER"}, [("1870", "the first pier was built in 1870", "the first pier was built in 1870", SUMMARY[0], "event:summary-1", SUMMARY[1])]),
    # ------------------------------------------------------------ statutes
    ("statements-on-statute", {"statute": "PA 1901"}, [
        ("Piers Act 1901 s 4", "Ada Example", "person", "direct", A0, "piers", "inferred", ARTICLE[0], "statement:a0", "act:4", "agent:ada", ARTICLE[1]),
        ("Piers Act 1901 s 4", JOINT, "group", "direct", B5, "harbours | piers", "", SUMMARY[0], "statement:b5", "act:4", "group:joint", SUMMARY[1]),
        ("Piers Act 1901 s 9", JOINT, "group", "direct", B5, "harbours | piers", "", SUMMARY[0], "statement:b5", "act:9", "group:joint", SUMMARY[1]),
    ]),
    ("statute-mentions", {"statute": "s4"}, [
        ("Piers Act 1901 s 4", "section 4", "under section 4 are", "inferred", "Ada Example", ARTICLE[0], "act:4", "statement:a0", ARTICLE[1]),
    ]),
    ("statutes", {}, [
        ("Piers Act 1901 s 4", "2", "1", f"{ARTICLE[0]} | {SUMMARY[0]}", "act:4"),
        ("Piers Act 1901 s 9", "1", "0", SUMMARY[0], "act:9"),
    ]),
    # ------------------------------------------------------------ findings, sides
    ("findings", {}, [(A1, "finding", "", REPORT, REPORT, "piers | tides", ARTICLE[0], ARTICLE[0], "finding:a1", "statement:a1", ARTICLE[1])]),
    ("findings", {"report": "the case for piers"}, [(A1, "finding", "", REPORT, REPORT, "piers | tides", ARTICLE[0], ARTICLE[0], "finding:a1", "statement:a1", ARTICLE[1])]),
    ("findings", {"report": REVIEW}, []),
    ("findings-and-responses", {}, [
        (A1, REPORT, "disagree", "stated", "Harbour Board", "organisation", B2, "words-repeated", "38", SUMMARY[0], "statement:b2", "finding:a1", "agent:harbour-board", SUMMARY[1]),
    ]),
    ("dilemma-sides", {"dilemma": "who-pays"}, [
        ("Who should pay for piers?", "The nation pays", "agree", "stated", "Ada Example", "person", A0, ARTICLE[0], "0.5", "statement:a0", "dilemma:who-pays-nation", "agent:ada", ARTICLE[1]),
        ("Who should pay for piers?", "The town pays", "agree", "stated", "Forty anglers", "group", B1, SUMMARY[0], "0.9", "statement:b1", "dilemma:who-pays-town", "group:anglers", SUMMARY[1]),
    ]),
    ("who-agrees", {"target": REPORT}, [
        (REPORT, "agree", "inferred", "Ada Example", "person", A0, ARTICLE[0], "0.6", "statement:a0", "agent:report", "agent:ada", ARTICLE[1]),
        (REPORT, "disagree", "stated", "Harbour Board", "organisation", B2, SUMMARY[0], "0.8", "statement:b2", "agent:report", "agent:harbour-board", SUMMARY[1]),
    ]),
    ("targets", {}, [
        (REPORT, "1", "1", "0", "1", "agent:report"),
        (A1, "0", "1", "0", "0", "finding:a1"),
        ("Should the nation pay?", "0", "1", "0", "0", "finding:summary-1"),
        ("The nation pays", "1", "0", "0", "0", "dilemma:who-pays-nation"),
        ("The town pays", "1", "0", "0", "0", "dilemma:who-pays-town"),
    ]),
    ("stances-by-issue", {}, [
        ("Harbours", "1", "0", "0", "0", "harbours", "issue:harbours"),
        ("Moorings", "1", "0", "0", "0", "moorings", "issue:moorings"),
        ("Piers", "2", "2", "0", "1", "piers", "issue:piers"),
        ("Tides", "0", "1", "0", "0", "tides", "issue:tides"),
    ]),
    ("stances-by-issue", {"target": "finding:a1"}, [("Piers", "0", "1", "0", "0", "piers", "issue:piers")]),
    ("contested-issues", {}, [("Piers", "2", "2", "1", "2", "piers", "issue:piers")]),
    ("speaker-pairs", {}, [("Ada Example", "Harbour Board", "0", "1", "", REPORT, "true", "agent:ada", "agent:harbour-board")]),
    ("speaker-pairs", {"speaker": "Harbour Board"}, [("Harbour Board", "Ada Example", "0", "1", "", REPORT, "true", "agent:harbour-board", "agent:ada")]),
    ("questions", {}, [("Should the nation pay?", SUMMARY[0], "2", "0", "1", "0", "section:summary-1", SUMMARY[1])]),
    ("questions", {"document": SUMMARY[0]}, [("Should the nation pay?", SUMMARY[0], "2", "0", "1", "0", "section:summary-1", SUMMARY[1])]),
    ("questions", {"document": ARTICLE[0]}, []),
    ("answers", {"question": "should the nation pay?"}, [
        ("Should the nation pay?", "disagree", "stated", "Some respondents", "group", B0, SUMMARY[0], "statement:b0", "section:summary-1", "group:some-1", SUMMARY[1]),
        ("Should the nation pay?", "", "", "Forty anglers", "group", B1, SUMMARY[0], "statement:b1", "section:summary-1", "group:anglers", SUMMARY[1]),
    ]),
    # ------------------------------------------------------------ agents
    ("organisations", {}, [
        (TRUST, "charity", "both", "1", f"{ARTICLE[0]} | {SUMMARY[0]}"),
        ("Harbour Board", "regulator", "quoted", "1", SUMMARY[0]),
        ("Quiet Anglers' Club", "", "in the annex", "0", SUMMARY[0]),
        (REVIEW, "", "quoted", "1", SUMMARY[0]),
    ]),
    ("organisations", {"kind": "Charity"}, [(TRUST, "charity", "both", "1", f"{ARTICLE[0]} | {SUMMARY[0]}")]),
    ("speakers", {}, [
        ("Some respondents", "group", "2", SUMMARY[0]),
        ("Ada Example", "person", "1", ARTICLE[0]),
        (JOINT, "group", "1", SUMMARY[0]),
        ("Forty anglers", "group", "1", SUMMARY[0]),
        ("Harbour Board", "organisation", "1", SUMMARY[0]),
        (REVIEW, "organisation", "1", SUMMARY[0]),
        (REPORT, "document", "1", ARTICLE[0]),
    ]),
    ("speakers", {"kind": "group", "document": "summary"}, [
        ("Some respondents", "group", "2", SUMMARY[0]),
        (JOINT, "group", "1", SUMMARY[0]),
        ("Forty anglers", "group", "1", SUMMARY[0]),
    ]),
    ("speakers-by-issue", {}, [
        ("Ada Example", "Piers", "1", "agent:ada", "issue:piers"),
        ("Harbour Board", "Piers", "1", "agent:harbour-board", "issue:piers"),
        (REVIEW, "Piers", "1", "agent:review", "issue:piers"),
        (REPORT, "Piers", "1", "agent:report", "issue:piers"),
        (REPORT, "Tides", "1", "agent:report", "issue:tides"),
    ]),
    ("speakers-by-issue", {"issue": "tides"}, [(REPORT, "Tides", "1", "agent:report", "issue:tides")]),
    ("roles", {"speaker": "Dame Ada"}, [
        ("Ada Example", "director", "director", TRUST, "2012-05", "2020-12-31", "", "agent:ada", "agent:trust"),
        ("Ada Example", "chair of the review", "chair", REVIEW, "2021", "", "https://example.org/about", "agent:ada", "agent:review"),
    ]),
    ("responses", {}, [
        (TRUST, REVIEW, "Children’s Pier Trust", SUMMARY[0], "agent:trust", SUMMARY[1]),
        ("Quiet Anglers' Club", REPORT, "Quiet Anglers’ Club", SUMMARY[0], "agent:quiet", SUMMARY[1]),
    ]),
    ("responded-not-quoted", {}, [("Quiet Anglers' Club", SUMMARY[0])]),
    ("quoted-not-responded", {}, [("Harbour Board", "1", SUMMARY[0])]),
    # ------------------------------------------------------------ documents and issues
    ("documents", {}, [
        ("A leaflet", "leaflet", "", "", "", "read", "0", "0", "0", "page 2 holds no text", "", "document:leaflet"),
        ("A scan", "scan", "", "", "", "not read", "0", "0", "0", "no text layer", "", "document:scan"),
        (ARTICLE[0], "article", "Gazette", "W. Writer", "2021-06-17", "read", "2", "2", "2", "", "not stated", ARTICLE[1]),
        (SUMMARY[0], "summary", REVIEW, "", "2021-10", "read", "6", "6", "4", "", "", SUMMARY[1]),
    ]),
    ("coverage", {"issue": "tides"}, [
        ("A leaflet", "Tides", "0", "another language", "tides", "issue:tides", "document:leaflet"),
        ("A scan", "Tides", "0", "not read", "tides", "issue:tides", "document:scan"),
        (ARTICLE[0], "Tides", "1", "found", "tides", "issue:tides", ARTICLE[1]),
        (SUMMARY[0], "Tides", "1", "found", "tides", "issue:tides", SUMMARY[1]),
    ]),
    ("coverage", {"document": "What you told us"}, [
        (SUMMARY[0], "Ferries", "0", "read, nothing found", "ferries", "issue:ferries", SUMMARY[1]),
        (SUMMARY[0], "Harbours", "4", "found", "harbours", "issue:harbours", SUMMARY[1]),
        (SUMMARY[0], "Moorings", "1", "found", "moorings", "issue:moorings", SUMMARY[1]),
        (SUMMARY[0], "Piers", "3", "found", "piers", "issue:piers", SUMMARY[1]),
        (SUMMARY[0], "Tides", "1", "found", "tides", "issue:tides", SUMMARY[1]),
    ]),
    ("warnings", {}, [
        ("A scan", "not read", "no text layer", "document:scan"),
        ("A leaflet", "read", "page 2 holds no text", "document:leaflet"),
    ]),
    ("issues", {}, [
        ("ferries", "Ferries", "", "0", "0", "", "", "issue:ferries"),
        ("harbours", "Harbours", "", "2", "6", "ports", "", "issue:harbours"),
        ("moorings", "Moorings", "", "1", "1", "", "", "issue:moorings"),
        ("piers", "Piers", "harbours", "5", "5", "landing stages", "Where boats land.", "issue:piers"),
        ("tides", "Tides", "", "2", "2", "", "", "issue:tides"),
    ]),
    ("themes", {}, [
        ("old, miss", "2", "1", "Piers", "theme:miss-old"),
        ("lost", "1", "1", "", "theme:lost"),
    ]),
    ("theme-statements", {"theme": "miss-old"}, [
        ("old, miss", REVIEW, B3, SUMMARY[0], "statement:b3", "theme:miss-old", SUMMARY[1]),
        ("old, miss", "Some respondents", B4, SUMMARY[0], "statement:b4", "theme:miss-old", SUMMARY[1]),
    ]),
    ("theme-statements", {}, [
        ("lost", REPORT, A1, ARTICLE[0], "statement:a1", "theme:lost", ARTICLE[1]),
        ("old, miss", REVIEW, B3, SUMMARY[0], "statement:b3", "theme:miss-old", SUMMARY[1]),
        ("old, miss", "Some respondents", B4, SUMMARY[0], "statement:b4", "theme:miss-old", SUMMARY[1]),
    ]),
    ("silent-issues", {}, [("Ferries", "3", "1", "ferries", "issue:ferries")]),
    ("issues-of-one-kind", {}, [("Moorings", "anglers", "1", "Forty anglers", "moorings", "issue:moorings")]),
    ("issues-of-one-kind", {"kind": "respondents"}, []),
    ("only-in-document", {"document": "article"}, [
        ("speaker", "Ada Example", "1", *ARTICLE),
        ("speaker", REPORT, "1", *ARTICLE),
    ]),
    ("only-in-document", {"document": "summary"}, [
        ("issue", "Harbours", "2", *SUMMARY),
        ("issue", "Moorings", "1", *SUMMARY),
        ("speaker", "Harbour Board", "1", *SUMMARY),
        ("speaker", REVIEW, "1", *SUMMARY),
        ("statute", "Piers Act 1901 s 9", "1", *SUMMARY),
    ]),
    # ------------------------------------------------------------ facts
    ("figures", {}, [
        ("40", "count", "", "piers lost", "", "", REPORT, A1, ARTICLE[0], "figure:a1-1", "statement:a1", ARTICLE[1]),
        ("38", "count", "about", "piers lost", "all piers", "since 1950", "Harbour Board", B2, SUMMARY[0], "figure:b2-1", "statement:b2", SUMMARY[1]),
        ("2–3.5", "percent", "", "budget", "", "", "", "a cut of 2% to 3.5% in 2020", SUMMARY[0], "figure:summary-r", "", SUMMARY[1]),
    ]),
    ("figures", {"measure": "BUDGET"}, [
        ("2–3.5", "percent", "", "budget", "", "", "", "a cut of 2% to 3.5% in 2020", SUMMARY[0], "figure:summary-r", "", SUMMARY[1]),
    ]),
    ("figures", {"issue": "tides", "measure": "piers"}, [
        ("40", "count", "", "piers lost", "", "", REPORT, A1, ARTICLE[0], "figure:a1-1", "statement:a1", ARTICLE[1]),
    ]),
    ("conflicts", {}, [
        ("piers lost", "figure", "40", "40 piers", ARTICLE[0], "0.8", "conflict:piers-lost", ARTICLE[1]),
        ("piers lost", "figure", "38", "38", SUMMARY[0], "0.8", "conflict:piers-lost", SUMMARY[1]),
    ]),
    ("conflicts", {"aspect": "date"}, []),
    ("corroborations", {"aspect": "date"}, [
        ("publication of the report", "date", "It was published on 17 June 2021", "It was published on 17 June 2021", ARTICLE[0], "0.6", "link:agreed", ARTICLE[1]),
        ("publication of the report", "date", "2% to 3.5%", "a cut of 2% to 3.5% in 2020", SUMMARY[0], "0.6", "link:agreed", SUMMARY[1]),
    ]),
    ("timeline", {}, [
        ("1870", "the first pier was built in 1870", "the first pier was built in 1870", SUMMARY[0], "event:summary-1", SUMMARY[1]),
        ("2021-06-17", "It was published on 17 June 2021", "It was published on 17 June 2021", ARTICLE[0], "event:article-1", ARTICLE[1]),
    ]),
    ("timeline", {"from": "1871", "until": "2021-06"}, []),
    ("timeline", {"from": "2021-06-17"}, [
        ("2021-06-17", "It was published on 17 June 2021", "It was published on 17 June 2021", ARTICLE[0], "event:article-1", ARTICLE[1]),
    ]),
    # ------------------------------------------------------------ proof and checking
    ("to-check", {}, [  # 0.8 is not below 0.8
        ("0.4", "Forty anglers", "indirect", B1, "group-verb", SUMMARY[0], "statement:b1", SUMMARY[1]),
        ("0.7", REVIEW, "indirect", B3, "we-heard", SUMMARY[0], "statement:b3", SUMMARY[1]),
    ]),
    ("to-check", {"below": "0.95", "document": "article"}, [("0.9", REPORT, "finding", A1, "document-finds", ARTICLE[0], "statement:a1", ARTICLE[1])]),
    ("trail", {"statement": "a0"}, [
        ("content", A0, "1", "42", "Ada Example", A0, ARTICLE[0], ARTICLE[0], "quotation-verb-speaker", "0.97", "0.1.0", "abc123", "aa", "article.txt", "f1", "statement:a0", ARTICLE[1]),
        ("source", "Ada Example", "50", "61", "Ada Example", A0, ARTICLE[0], ARTICLE[0], "quotation-verb-speaker", "0.97", "0.1.0", "abc123", "aa", "article.txt", "f1", "statement:a0", ARTICLE[1]),
    ]),
    ("checks-made", {}, [
        ("corrected", "speaker", B4, "Some respondents", "Forty anglers", "the plural is the review's", "C. Checker", "2026-11-01", SUMMARY[0], "statement:b4", SUMMARY[1]),
    ]),
]  # fmt: skip

# What makes each check fail: triples to add to the graph, or `-` and triples to take away; then its rows.
FAULTS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "speaker-without-label": (
        'statement:a0 wsw:speaker agent:nameless . agent:nameless a foaf:Person',
        [("agent:nameless", "rdfs:label", "")],
    ),
    "speaker-of-unknown-kind": (
        'statement:a0 wsw:speaker agent:thing . agent:thing a wsw:Programme ; rdfs:label "Thing"',
        [("agent:thing", "rdf:type", "wsw:Programme")],
    ),
    "stance-without-statement": (
        "stance:x a wsw:Stance . stance:y a wsw:Stance ; prov:wasDerivedFrom document:article",
        [("stance:x", "prov:wasDerivedFrom", ""), ("stance:y", "prov:wasDerivedFrom", "document:article")],
    ),
    "stance-of-another-holder": ("stance:a0-1 wsw:holder agent:ben", [("stance:a0-1", "wsw:holder", "agent:ben")]),
    "issue-link-astray": (
        "statement:b4 wsw:aboutIssue issue:tides . link:a0-piers wsw:toIssue issue:ferries",
        [("link:a0-piers", "wsw:toIssue", "issue:ferries"), ("statement:b4", "wsw:aboutIssue", "issue:tides")],
    ),
    "embedded-in-a-circle": (
        "statement:b3 wsw:embeddedIn statement:b4",
        [("statement:b3", "wsw:embeddedIn", "statement:b4"), ("statement:b4", "wsw:embeddedIn", "statement:b3")],
    ),
    "agent-without-facts": ("statement:a0 wsw:onBehalfOf agent:gone", [("agent:gone", "rdf:type", "")]),
    "order-shared": (
        "statement:b4 wsw:order 3",
        [("statement:b3", "wsw:order", "3"), ("statement:b4", "wsw:order", "3")],
    ),
}  # fmt: skip


@cache
def questions() -> Store:
    return load_questions()


def load_questions() -> Store:
    store = Store()
    store.load(path=str(GRAPH), format=RdfFormat.TRIG)
    knowledge = NamedNode("https://example.org/id/graph/knowledge")
    store.load(path=str(ROOT / "ontology" / "codes.ttl"), format=RdfFormat.TURTLE, to_graph=knowledge)
    return store


def shortened(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(shorten(text, PREFIXES) for text in row) for row in rows]


@pytest.mark.parametrize(("name", "values", "expected"), CASES, ids=[f"{name}-{values}" for name, values, _ in CASES])
def test_a_saved_query_gives_its_whole_answer_in_order(
    name: str, values: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    rows = run_query(name, questions(), CATALOGUE, **values)
    assert shortened(rows.texts()) == expected


def test_every_saved_query_of_the_catalogue_has_a_case_here() -> None:
    # Queries of views and exports are tested with what they are for.
    ours = {name for name in CATALOGUE.names() if not name.startswith(("view-", "export-"))}
    assert ours == {name for name, _, _ in CASES}


def test_every_optional_parameter_is_used_in_a_case() -> None:
    used = {(name, parameter) for name, values, _ in CASES for parameter in values}
    declared = {
        (query.name, parameter.name)
        for query in CATALOGUE.queries()
        for parameter in query.parameters
        if not query.name.startswith(("view-", "export-"))
    }
    assert declared - used == {("findings-and-responses", "report")}


@pytest.mark.parametrize("name", [check.name for check in CATALOGUE.checks()])
def test_a_check_passes_the_graph_and_finds_its_fault(name: str) -> None:
    check = next(check for check in CATALOGUE.checks() if check.name == name)
    fault, expected = FAULTS[name]
    store = load_questions()
    assert answer_query(check, store, CATALOGUE, {}).texts() == []  # type: ignore[union-attr]
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    store.update(f"{prologue} INSERT DATA {{ GRAPH graph:summary {{ {fault} }} }}")
    assert shortened(answer_query(check, store, CATALOGUE, {}).texts()) == expected  # type: ignore[union-attr]


@pytest.mark.parametrize("query", CATALOGUE.queries(), ids=lambda query: query.name)
def test_the_examples_of_a_query_name_it_and_its_parameters(query) -> None:  # type: ignore[no-untyped-def]
    for example in query.examples:
        assert example.startswith(f"kg query {query.name}")
        options = {word[2:].replace("-", "_") for word in example.split() if word.startswith("--")}
        assert options - {"format"} <= set(query.parameter_names)


@pytest.mark.parametrize("query", CATALOGUE.queries(), ids=lambda query: query.name)
def test_a_query_answers_the_same_to_a_name_and_to_an_iri(query) -> None:  # type: ignore[no-untyped-def]
    for name, values, _ in CASES:
        if name == query.name and values:
            terms = resolve(query, values, questions(), CATALOGUE)
            things = {key: found for key, found in terms.items() if not isinstance(found[0], Literal)}
            again = run_query(name, questions(), CATALOGUE, **{**values, **things})
            assert again == run_query(name, questions(), CATALOGUE, **values)


def test_a_finding_that_takes_a_side_shows_it() -> None:
    store = load_questions()
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    stance = """stance:a1-1 a wsw:Stance ; wsw:holder agent:report ; wsw:target dilemma:who-pays-town ; wsw:polarity code:agree ;
        wsw:basis code:inferred ; wsw:confidence 0.7 ; prov:wasDerivedFrom statement:a1"""
    store.update(f"{prologue} INSERT DATA {{ GRAPH graph:article {{ {stance} }} }}")
    for name, values in (("who-said-what", {"issue": "tides"}), ("what-did-they-say", {"speaker": REPORT})):
        row = run_query(name, store, CATALOGUE, **values).dicts()[0]
        assert (row["words"], row["stance"], row["stance_target"]) == (A1, "agree", "The town pays")
    compared = run_query("compare-speakers", store, CATALOGUE, speaker=REPORT, other="Harbour Board").dicts()
    assert {row["stance"] for row in compared if row["words"] == A1} == {"agree"}
    answer = answer_query(CATALOGUE.page("statement-keys"), store, CATALOGUE, {"issue": f"<{PREFIXES['issue']}tides>"})
    assert next(row["sides"] for row in answer.dicts()) == "agree inferred"  # type: ignore[union-attr]


def test_kinds_in_the_queries_are_those_of_the_value_lists() -> None:
    # Queries tell kinds by class; the value lists say which class each kind covers.
    wsw, skos = PREFIXES["wsw"], PREFIXES["skos"]
    covered = questions().query(
        f"SELECT ?class ?kind {{ ?code <{wsw}coversClass> ?class ; <{skos}notation> ?kind }}",
        use_default_graph_as_union=True,
    )
    pairs = {(shorten(row["class"].value, PREFIXES), row["kind"].value) for row in covered}  # type: ignore[union-attr]
    text = (ROOT / "queries" / "who-said-what.rq").read_text(encoding="utf-8")
    assert pairs == {
        ("wsw:DirectSpeech", "direct"),
        ("wsw:IndirectSpeech", "indirect"),
        ("wsw:ReportedFinding", "finding"),
        ("foaf:Person", "person"),
        ("org:Organization", "organisation"),
        ("foaf:Group", "group"),
        ("wsw:Report", "document"),
    }
    assert all(name in text and f'"{kind}"' in text for name, kind in pairs)


def test_variables_of_parameters_are_told_from_columns() -> None:
    for query in CATALOGUE.queries():
        assert not {variable_of(name) for name in query.parameter_names} & {column.name for column in query.columns}
