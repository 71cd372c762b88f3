"""Issues: what the scheme holds, which cues count, and which issues a statement gets."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.extract.issues import issues_of
from kg.extract.issues.check import check_labels
from kg.extract.issues.labels import label_index, phrase_index
from kg.extract.issues.subject import subjects_of
from kg.extract.stem import stem, tokens
from kg.knowledge import Knowledge, load_knowledge
from kg.knowledge.issues import IssueScheme, read_issues
from kg.knowledge.turtle import load_turtle
from kg.model import Block, BlockKind, Document, Section, SourceFile, Span, Statement, StatementKind
from kg.pack import read_pack

ROOT = Path(__file__).parent.parent
BASE = "https://w3id.org/who-said-what/issue/test/"
PREFIXES = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wsw: <https://w3id.org/who-said-what/ns#> .
@prefix issue: <{BASE}> .
"""
GARDEN = """
issue:water a skos:Concept ; skos:notation "water" ; skos:prefLabel "Water" ; skos:altLabel "watering", "rain barrel" ;
    skos:hiddenLabel "dry", "hose" ; wsw:misleadingLabel "water colours" .
issue:soil a skos:Concept ; skos:notation "soil" ; skos:prefLabel "Soil" ; skos:altLabel "compost" ; skos:hiddenLabel "ground" .
issue:worms a skos:Concept ; skos:notation "worms" ; skos:prefLabel "Worms" ; skos:broader issue:soil ; skos:altLabel "soil worm" .
issue:drought a skos:Concept ; skos:notation "drought" ; skos:prefLabel "Drought" ; skos:altLabel "DRY notice" ; wsw:setting true .
"""


@cache
def first_pack() -> Knowledge:
    return load_knowledge(read_pack(ROOT / "pack.toml"))


def scheme_of(tmp_path: Path, turtle: str) -> IssueScheme:
    path = tmp_path / "issues.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return read_issues(load_turtle([path]), BASE)


@pytest.fixture
def garden(tmp_path: Path) -> IssueScheme:
    return scheme_of(tmp_path, GARDEN)


@pytest.fixture
def gardeners(garden: IssueScheme) -> Knowledge:
    return replace(first_pack(), issues=garden)


def cues_in(text: str, scheme: IssueScheme) -> list[tuple[str, str]]:
    return [(cue.notation, cue.label) for cue in label_index(scheme).cues(tokens(text))]


def document_of(*paragraphs: str, headings: tuple[str, ...] = ()) -> tuple[Document, tuple[Statement, ...]]:
    """Headings first, each its own section; then the paragraphs, all in the last section. What stands after "|" is said."""
    text, blocks, statements = "", [], []
    sections = [Section(0, "root", 0, None, None)]
    for heading in headings:
        span = Span(len(text), len(text) + len(heading))
        sections.append(Section(len(sections), heading, 1, 0, span))
        blocks.append(Block(BlockKind.HEADING, (span,), len(sections) - 1, 1))
        text += heading + "\n\n"
    for paragraph in paragraphs:
        lead_in, _, said = paragraph.rpartition("|")
        span = Span(len(text), len(text) + len(lead_in + said))
        part = Span(span.start + len(lead_in), span.end)
        place = len(blocks)
        kind = BlockKind.BULLET if said.startswith("- ") else BlockKind.PARAGRAPH
        blocks.append(Block(kind, (span,), len(sections) - 1))
        if said and not said.startswith("("):
            statements.append(
                Statement(
                    StatementKind.DIRECT, None, (part,), said, place, len(sections) - 1, len(statements), "test", 1.0
                )
            )
        text += lead_in + said + "\n\n"
    file = SourceFile("d.txt", "", len(text), "text/plain", "utf-8")
    return Document("d", "d", text, "", tuple(blocks), tuple(sections), file), tuple(statements)


def issues_said(knowledge: Knowledge, *paragraphs: str, headings: tuple[str, ...] = ()) -> list[list[str]]:
    document, statements = document_of(*paragraphs, headings=headings)
    return [[match.notation for match in found] for found in issues_of(document, statements, knowledge)]


# ---------------------------------------------------------------- words


def test_plural_ing_and_ed_forms_share_a_stem() -> None:
    assert {stem(word) for word in ("investigate", "investigates", "investigated", "investigating")} == {"investigat"}
    assert {stem(word) for word in ("policy", "policies", "Policy’s")} == {"policy"}
    assert {stem(word) for word in ("plan", "plans", "planned", "planning")} == {"plan"}
    assert {stem(word) for word in ("child", "children", "children's")} == {"child"}


def test_short_words_keep_what_tells_them_apart() -> None:
    assert stem("note") != stem("not")
    assert stem("caring") == stem("care") != stem("car")
    assert [stem(word) for word in ("need", "bus", "is")] == ["need", "bus", "is"]


def test_figures_are_words_of_their_own() -> None:
    assert [token.stem for token in tokens("s47 of 10,000")] == ["s", "47", "of", "10", "000"]


# ---------------------------------------------------------------- cues


def test_a_label_is_found_in_other_forms_and_with_hyphens(garden: IssueScheme) -> None:
    assert cues_in("Two rain-barrels stood there.", garden) == [("water", "rain barrel")]


def test_a_misleading_phrase_takes_its_cue_away_only_as_it_is_written(garden: IssueScheme) -> None:
    assert cues_in("She paints in water colours.", garden) == []
    assert cues_in("He waters coloured beds.", garden) == [("water", "Water")]


def test_a_cue_inside_a_longer_one_does_not_count(garden: IssueScheme) -> None:
    assert cues_in("A soil worm is welcome.", garden) == [("worms", "soil worm")]


def test_a_label_in_capitals_is_found_in_capitals_only(garden: IssueScheme) -> None:
    assert ("drought", "DRY notice") in cues_in("A DRY notice hung there.", garden)
    assert ("drought", "DRY notice") not in cues_in("A dry notice hung there.", garden)


def test_a_label_does_not_run_over_a_comma(garden: IssueScheme) -> None:
    assert cues_in("After rain, barrels float.", garden) == []


# ---------------------------------------------------------------- issues of statements


def test_a_strong_label_in_the_words_gives_the_issue(gardeners: Knowledge) -> None:
    assert issues_said(gardeners, "He said |compost is half the work.") == [["soil"]]


def test_where_nothing_points_to_an_issue_none_is_given(gardeners: Knowledge) -> None:
    assert issues_said(gardeners, "She said |the gate was open.") == [[]]


def test_a_weak_label_needs_a_second_cue(gardeners: Knowledge) -> None:
    alone = issues_said(gardeners, "She said |it was a dry day for compost and for the soil.")
    both = issues_said(gardeners, "She said |it was dry and the hose was gone.")
    assert "water" not in alone[0]
    assert both == [["water"]]


def test_the_narrower_issue_comes_before_the_broad_one(gardeners: Knowledge) -> None:
    document, statements = document_of("He said |worms, above all worms, and soil.")
    (found,) = issues_of(document, statements, gardeners)
    assert found[0].notation == "worms"
    assert all(earlier.score >= later.score for earlier, later in pairwise(found))


def test_a_statement_without_cues_takes_the_issue_of_its_heading_and_section(gardeners: Knowledge) -> None:
    said = issues_said(
        gardeners, "He said |compost first.", "She said |they agreed.", headings=("What about compost and soil?",)
    )
    assert said[1] == ["soil"]


def test_statements_are_answered_one_by_one_and_at_most_three_issues_each(gardeners: Knowledge) -> None:
    said = issues_said(gardeners, "A: |compost, watering, worms, soil.", "B: |the gate.", "C: |watering.")
    assert len(said) == 3
    assert len(said[0]) <= 3
    assert said[2] == ["water"]


def test_scores_lie_between_the_threshold_and_one_and_the_rule_tells_the_evidence(gardeners: Knowledge) -> None:
    document, statements = document_of("He said |compost is half the work.")
    ((match,),) = issues_of(document, statements, gardeners)
    least = gardeners.lexicon.tables["issue-weights"]["choice"]["least_score"]
    assert least <= match.score <= 1
    assert match.rule == "issue-words"


def test_a_text_full_of_a_setting_is_about_it_also_where_it_goes_unnamed(gardeners: Knowledge) -> None:
    story = "(The drought began in May. In the drought the well fell. A DRY notice hung there.)"
    assert issues_said(gardeners, story, "She said |the gate was open.") == [["drought"]]


def test_one_word_alone_makes_no_setting(gardeners: Knowledge) -> None:
    story = "(The drought began in May. In the drought the well fell. Drought upon drought.)"
    assert issues_said(gardeners, story, "She said |the gate was open.") == [[]]


def test_in_a_text_on_another_subject_nothing_is_said(gardeners: Knowledge, tmp_path: Path) -> None:
    """One subject word in a hundred is enough, none in three hundred is not."""
    scheme = '<https://w3id.org/who-said-what/issue/test> wsw:subjectLabel "garden" .'
    of_gardens = replace(gardeners, issues=scheme_of(tmp_path, GARDEN + scheme))
    filler = "the clerk wrote of roads and bridges in the north " * 30
    said = "He said |compost is half the work."
    assert issues_said(gardeners, f"({filler})", said) == [["soil"]]
    assert issues_said(of_gardens, f"({filler})", said) == [[]]
    assert issues_said(of_gardens, f"({filler} garden garden garden garden garden garden)", said) == [["soil"]]


def test_a_short_text_tells_little_of_its_subject(gardeners: Knowledge, tmp_path: Path) -> None:
    scheme = '<https://w3id.org/who-said-what/issue/test> wsw:subjectLabel "garden" .'
    of_gardens = replace(gardeners, issues=scheme_of(tmp_path, GARDEN + scheme))
    assert issues_said(of_gardens, "He said |compost is half the work.") == [["soil"]]


def test_the_share_of_subject_words_is_counted_with_a_stretch_of_ordinary_text(tmp_path: Path) -> None:
    """Ten words, two of the subject: whole (2 + 100 * 0.02) / 110; section (2 + 300 * 4/110) / 310 = 0.041642."""
    document, statements = document_of("A garden |is a garden for all who work there.")
    (found,) = subjects_of(document, statements, phrase_index(["garden"]))
    assert found.text == pytest.approx(1 - math.exp(-4.1642), abs=1e-4)
    assert found.near == pytest.approx(1 - math.exp(-1))  # one in the words said


def test_no_statement_no_issue(gardeners: Knowledge) -> None:
    document, _ = document_of("(Compost.)")
    assert issues_of(document, (), gardeners) == ()


def test_a_missing_weight_is_named(gardeners: Knowledge) -> None:
    lexicon = replace(gardeners.lexicon, tables={"issue-weights": {"weights": {}, "choice": {}}})
    document, statements = document_of("He said |compost.")
    with pytest.raises(KnowledgeError, match=r"issue-weights\.toml, \[weights\]: 'none' is missing"):
        issues_of(document, statements, replace(gardeners, lexicon=lexicon))


@given(
    st.lists(
        st.sampled_from("section 47|care|“|”|,|the school's|SEND|£|é́|children in care|risk-averse|.|\n|x".split("|")),
        max_size=40,
    )
)
def test_whatever_the_words_each_statement_gets_none_to_three_known_issues(words: list[str]) -> None:
    document, statements = document_of("He said |a " + " ".join(words))
    knowledge = first_pack()
    (found,) = issues_of(document, statements, knowledge)
    assert len(found) <= 3
    assert all(match.notation in knowledge.issues.by_notation and 0 < match.score <= 1 for match in found)


SENTENCES = [
    ("Most enquiries under section 47 lead nowhere.", "investigations"),
    ("Grandparents with a special guardianship order get no help.", "kinship"),
    ("Young carers wait months for an assessment.", "young-carers"),
    ("Private equity takes its profit from placements.", "market"),
    ("Social workers drown in paperwork.", "bureaucracy"),
    ("At 18 they fall off a cliff edge.", "care-leavers"),
    ("Police, health and schools do not work together.", "multi-agency"),
    ("County lines gangs groom teenagers.", "teenagers"),
    ("Austerity and benefit cuts push families into poverty.", "poverty"),
    ("Brothers and sisters are split up too often.", "relationships"),
    ("Every child should have an independent advocate.", "voice"),
    ("CAMHS waiting lists are long, and trauma goes untreated.", "mental-health"),
]


@pytest.mark.parametrize(("sentence", "issue"), SENTENCES)
def test_the_first_packs_scheme_finds_the_issue_of_a_plain_sentence(sentence: str, issue: str) -> None:
    assert issues_said(first_pack(), f"She said: |{sentence}")[0][0] == issue


# ---------------------------------------------------------------- the check of labels


def test_the_check_names_labels_that_never_match_clash_or_match_too_much(tmp_path: Path) -> None:
    scheme = scheme_of(
        tmp_path,
        """issue:a a skos:Concept ; skos:notation "a" ; skos:prefLabel "Apples" ; skos:altLabel "orchards", "trees" .
        issue:b a skos:Concept ; skos:notation "b" ; skos:prefLabel "Pears" ; skos:altLabel "orchard" .""",
    )
    texts = ["Apples and pears."] + ["A tree."] * 60
    faults = [(fault.notation, fault.label, fault.problem) for fault in check_labels(scheme, texts)]
    assert faults == [
        ("a", "orchards", "clashes"),
        ("a", "orchards", "never matches"),
        ("a", "trees", "matches too much"),
        ("b", "orchard", "clashes"),
        ("b", "orchard", "never matches"),
    ]


# ---------------------------------------------------------------- the scheme


def test_the_first_packs_scheme_is_whole() -> None:
    scheme = first_pack().issues
    assert len(scheme.issues) == 50
    assert all(issue.definition and issue.strong for issue in scheme.issues)
    assert scheme.broader_of("unregulated") == ("care",)
    assert "kinship" in scheme.narrower["care"]


def test_related_issues_stand_in_both_directions_and_never_in_one_line() -> None:
    scheme = first_pack().issues
    for issue in scheme.issues:
        for other in issue.related:
            assert issue.notation in scheme.by_notation[other].related
            assert other not in scheme.broader_of(issue.notation)


def test_no_label_is_written_in_two_lists_of_one_issue() -> None:
    for issue in first_pack().issues.issues:
        labels = [*issue.strong, *issue.weak]
        assert len(labels) == len(set(labels)), issue.notation


CONCEPT = 'a skos:Concept ; skos:notation "{0}" ; skos:prefLabel "{0}"'


def test_an_issue_under_itself_is_refused(tmp_path: Path) -> None:
    one, other = CONCEPT.format("one"), CONCEPT.format("other")
    with pytest.raises(KnowledgeError, match="is under itself"):
        scheme_of(
            tmp_path, f"issue:one {one} ; skos:broader issue:other . issue:other {other} ; skos:broader issue:one ."
        )


def test_an_issue_in_two_places_is_refused(tmp_path: Path) -> None:
    places = "".join(f"issue:{name} {CONCEPT.format(name)} . " for name in ("a", "b"))
    with pytest.raises(KnowledgeError, match=r"issue/test/c stands in two places: .*/a, .*/b"):
        scheme_of(tmp_path, f"{places} issue:c {CONCEPT.format('c')} ; skos:broader issue:a , issue:b .")


def test_an_issue_under_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="which is no concept"):
        scheme_of(tmp_path, f"issue:one {CONCEPT.format('one')} ; skos:broader issue:none .")


def test_two_issues_with_one_notation_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="share the notation 'one'"):
        scheme_of(tmp_path, f"issue:one {CONCEPT.format('one')} . issue:two {CONCEPT.format('one')} .")


def test_an_issue_without_a_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"has no skos:prefLabel"):
        scheme_of(tmp_path, 'issue:one a skos:Concept ; skos:notation "one" .')


def test_a_pack_without_issues_has_an_empty_scheme(tmp_path: Path) -> None:
    assert scheme_of(tmp_path, "").issues == ()
