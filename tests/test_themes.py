"""Themes: what statements outside the issue scheme share, found and written apart from it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from test_issues import document_of, first_pack, scheme_of

from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.link.themes import find_themes
from kg.model import Extraction, IssueMatch
from kg.rdf.map import Run, links_to_quads, pack_iris

LIBRARY = (
    "the library opens late at night",
    "nobody reaches the library at night",
    "a library closed at night helps nobody",
)
FERRY = ("the ferry was cancelled twice", "cancelled ferry sailings strand us", "a ferry cancelled again")
ALONE = ("pigeons nest on the roof", "dogs bark")
ISSUES = 'issue:travel a skos:Concept ; skos:notation "travel" ; skos:prefLabel "Travel" ; skos:altLabel "ferry" .'


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return replace(first_pack(), issues=scheme_of(tmp_path, ISSUES))


def extraction_of(key: str, *said: str, issues: tuple[IssueMatch, ...] = ()) -> Extraction:
    document, statements = document_of(*(f"He said |{words}." for words in said))
    statements = tuple(replace(statement, issues=issues) for statement in statements)
    return Extraction(replace(document, key=key), statements)


def test_statements_that_share_rare_words_are_one_theme_across_documents(knowledge: Knowledge) -> None:
    a = extraction_of("a", LIBRARY[0], FERRY[0], ALONE[0], LIBRARY[1])
    b = extraction_of("b", FERRY[1], LIBRARY[2], FERRY[2], ALONE[1])
    ferry, library = find_themes([a, b], knowledge)
    assert (set(ferry.words), set(ferry.statements)) == ({"ferry", "cancelled"}, {("a", 1), ("b", 0), ("b", 2)})
    assert {"library", "night"} <= set(library.words)
    assert set(library.statements) == {("a", 0), ("a", 3), ("b", 1)}


def test_a_naming_word_that_is_a_label_proposes_its_issue(knowledge: Knowledge) -> None:
    (theme,) = find_themes([extraction_of("a", *FERRY)], knowledge)
    assert theme.broader == ("travel",)


def test_an_issue_that_half_of_a_theme_has_for_its_place_is_proposed(knowledge: Knowledge) -> None:
    weak = (IssueMatch("travel", 0.9, "issue-heading"),)
    (theme,) = find_themes([extraction_of("a", *LIBRARY, issues=weak)], knowledge)
    assert theme.broader == ("travel",)


def test_what_an_issue_covers_by_its_words_is_in_no_theme(knowledge: Knowledge) -> None:
    covered = (IssueMatch("travel", 0.9, "issue-words"),)
    assert find_themes([extraction_of("a", *FERRY, issues=covered)], knowledge) == ()


def test_two_statements_are_no_theme(knowledge: Knowledge) -> None:
    assert find_themes([extraction_of("a", *FERRY[:2], *ALONE)], knowledge) == ()


def test_no_statement_no_theme(knowledge: Knowledge) -> None:
    assert find_themes([], knowledge) == ()


def test_the_order_of_the_documents_does_not_matter(knowledge: Knowledge) -> None:
    extractions = [extraction_of(key, *words) for key, words in (("a", LIBRARY), ("b", FERRY), ("c", ALONE))]
    first = find_themes(extractions, knowledge)
    random.Random(1).shuffle(extractions)
    assert find_themes(extractions, knowledge) == first
    assert len(first) == 2


def test_themes_are_written_apart_from_the_issues(knowledge: Knowledge) -> None:
    extraction = extraction_of("a", *FERRY)
    themes = find_themes([extraction], knowledge)
    lines = list(links_to_quads([], [extraction], knowledge, Run("1", "0"), themes=themes))
    iris = pack_iris(knowledge)
    node = iris.theme("cancelled-ferry")
    about = [line for line in lines if f"<{node}>" in line]
    assert node == "https://w3id.org/who-said-what/theme/csc/cancelled-ferry"
    assert sum("ns#inTheme>" in line for line in about) == 3
    assert sum(f"broadMatch> <{iris.issue('travel')}>" in line for line in about) == 1
    assert sum(f"inScheme> <{iris.theme_scheme}>" in line for line in about) == 1
    assert not any("aboutIssue" in line or f"<{iris.issue_base}" in line.split(" ")[0] for line in lines)


def test_a_theme_whose_words_are_no_plain_letters_has_a_hash_for_a_notation() -> None:
    iris = Iris("https://example.org/id/", "test")
    assert iris.theme_notation("ferry-late") == "ferry-late"
    assert iris.theme_notation("жизнь").isalnum()
