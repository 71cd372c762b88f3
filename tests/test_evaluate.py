"""The figures of the evaluation, worked by hand on texts of one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import KnowledgeError
from kg.evaluate.figures import error_lines, figures, table_lines
from kg.evaluate.names import is_canonical, is_same_speaker
from kg.evaluate.places import TextIndex
from kg.evaluate.rows import join_units, read_rows, rows_by_document
from kg.evaluate.score import Outcome, Rate, compare_document

#       word positions: 0   1    2   3    4     5   6   7     8    9
TEXT = "Ada said cats  purr\nand Ben thought dogs often bark."


def row(text: str, speaker: str | None = "Ada", **fields: Any) -> dict[str, Any]:
    return {"text": text, "speaker": speaker, "kind": "indirect", "stance": "none", **fields}


def outcome(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> Outcome:
    return compare_document(gold, predicted, TEXT)


# ---------------------------------------------------------------- where a text stands


def test_wording_is_found_whatever_stands_between_the_words() -> None:
    assert TextIndex(TEXT).found("Cats purr and") == {2, 3, 4}


def test_wording_is_looked_for_after_the_given_word_first_and_then_from_the_beginning() -> None:
    index = TextIndex("no yes no")
    assert index.found("no", after=1) == {2}
    assert index.found("yes", after=2) == {1}


def test_part_of_a_word_is_not_found() -> None:
    assert TextIndex(TEXT).found("cat") == frozenset()
    assert TextIndex(TEXT).found("…") == frozenset()


def test_offsets_cover_the_words_that_lie_wholly_between_them() -> None:
    assert TextIndex(TEXT).covered(9, 19, wording="cats purr") == {2, 3}
    assert TextIndex(TEXT).covered(8, 20, wording="cats purr") == {2, 3}


def test_offsets_that_do_not_hold_the_wording_cover_nothing() -> None:
    assert TextIndex(TEXT).covered(10, 19, wording="cats purr") == frozenset()


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Dame Ada Example", "Ada Example"),  # titles aside
        ("Example", "Ada Example"),  # part of a name
        ("The Example Trust’s", "Example Trust"),
        ("Some respondents", "Respondents"),  # both generic, one holds the other
    ],
)
def test_two_names_are_one_speaker(said: str, right: str) -> None:
    assert is_same_speaker(said, ["Somebody else", right])


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (None, "Ada Example"),
        ("The", "The"),  # nothing but an article
        ("Ben Example", "Ada Example"),
        ("Report", "Report of the Example Trust"),  # they share a generic word alone
    ],
)
def test_two_names_are_not_one_speaker(said: str | None, right: str) -> None:
    assert not is_same_speaker(said, [right])


def test_the_canonical_name_keeps_its_quantifier() -> None:
    assert is_canonical("the SOME respondents", "Some respondents")
    assert not is_canonical("Respondents", "Some respondents")
    assert not is_canonical(None, "")


# ---------------------------------------------------------------- statements


def test_parts_of_a_group_are_one_statement_with_the_words_and_issues_of_all() -> None:
    rows = [row("cats purr", group=1, issues=["b"]), row("dogs", group=1, issues=["a", "b"]), row("Ada", group=None)]
    units, lost = join_units(rows, TextIndex(TEXT))
    assert [(unit.text, set(unit.places), unit.issues) for unit in units] == [
        ("cats purr", {2, 3, 7}, ("b", "a")),
        ("Ada", {0}, ()),
    ]
    assert lost == 0


def test_a_row_that_is_not_in_the_text_is_counted_as_lost_and_stays_a_statement() -> None:
    units, lost = join_units([row("cats bark")], TextIndex(TEXT))
    assert ([set(unit.places) for unit in units], lost) == ([set()], 1)


def test_a_prediction_matches_when_half_of_the_joined_words_are_shared() -> None:
    assert len(outcome([row("cats purr and Ben")], [row("cats purr")]).pairs) == 1  # 2 of 4
    assert len(outcome([row("cats purr and Ben thought")], [row("cats purr")]).pairs) == 0  # 2 of 5


def test_each_statement_is_matched_once_and_by_its_closest_prediction() -> None:
    result = outcome([row("dogs often bark")], [row("dogs often"), row("dogs often bark"), row("often bark")])
    assert [(pair.predicted.text, pair.overlap) for pair in result.pairs] == [("dogs often bark", 1.0)]
    assert result.span() == Rate(right=1, said=3, wanted=1)


# ---------------------------------------------------------------- figures


def test_a_rate_is_precision_recall_and_their_harmonic_mean() -> None:
    assert Rate(right=2, said=4, wanted=3).rounded() == [0.5, 0.6667, 0.5714]
    assert Rate(right=0, said=0, wanted=0).rounded() == [0.0, 0.0, 0.0]


def test_joint_counts_a_found_statement_only_with_the_right_speaker() -> None:
    gold = [row("cats purr"), row("dogs often bark", "Ben Example", aliases=["Benny"])]
    result = outcome(gold, [row("cats purr", "Ben"), row("dogs often bark", "Benny")])
    assert result.span() == Rate(2, 2, 2)
    assert result.joint() == Rate(1, 2, 2)


def test_triple_also_needs_a_shared_issue_and_leaves_out_gold_statements_without_one() -> None:
    gold = [row("Ada", issues=["a", "b"]), row("cats purr", issues=["a"]), row("dogs", issues=[])]
    predicted = [row("Ada", issues=["b"]), row("cats purr", issues=["c"]), row("dogs", issues=["a"])]
    assert outcome(gold, predicted).triple() == Rate(right=1, said=2, wanted=2)


def test_issues_are_counted_over_found_statements() -> None:
    gold = [row("Ada", issues=["a", "b"]), row("bark", issues=["c"])]
    predicted = [row("Ada", issues=["b", "d", "e", "a"]), row("often", issues=["c"])]
    result = outcome(gold, predicted)
    assert result.issues() == Rate(right=2, said=4, wanted=2)
    assert result.issue_in_top_three() == 1.0


def test_the_fourth_issue_is_not_among_the_first_three() -> None:
    result = outcome([row("Ada", issues=["a"])], [row("Ada", issues=["b", "c", "d", "a"])])
    assert result.issue_in_top_three() == 0.0


def test_stance_is_the_mean_over_the_stances_that_occur() -> None:
    gold = [row("Ada", stance="agree"), row("cats", stance="none"), row("dogs", stance="none")]
    predicted = [row("Ada", stance="agree"), row("cats", stance="mixed"), row("dogs", stance="none")]
    result = outcome(gold, predicted)
    # agree: F1 1; none: precision 1, recall 1/2, F1 2/3; disagree and mixed do not occur in the gold
    assert result.stance_macro_f1() == pytest.approx((1 + 2 / 3) / 2)
    assert result.stance_taken() == Rate(right=1, said=2, wanted=1)


def test_statutes_are_compared_over_all_statements_however_section_is_written() -> None:
    gold = [row("cats", statutes=["Example Act 1989 s 47", "Example Act 1989 s 17"])]
    predicted = [row("bark", statutes=["Example Act 1989, section 47", "example act 1989 s. 47"])]
    assert outcome(gold, predicted).statutes() == Rate(right=1, said=2, wanted=2)


def test_a_kind_counts_what_was_found_as_that_kind() -> None:
    gold = [row("cats", kind="direct"), row("dogs", kind="direct"), row("Ada", kind="finding")]
    predicted = [row("cats", "Ben", kind="direct"), row("dogs", kind="indirect"), row("Ada", kind="finding")]
    result = outcome(gold, predicted)
    assert result.of_kind("direct") == (Rate(1, 1, 2), Rate(0, 1, 2))
    assert result.of_kind("finding") == (Rate(1, 1, 1), Rate(1, 1, 1))


def test_the_figures_of_a_set_are_taken_over_all_its_documents() -> None:
    one = outcome([row("cats purr")], [row("cats purr"), row("nowhere to be found")])
    two = outcome([row("Ada", statutes=["Act s 1"]), row("dogs")], [row("Ada", "Ben", statutes=["Act s 2"])])
    result = figures({"one": one, "two": two}, ignored_rows=1)
    assert result["documents"] == {
        "one": {"gold": 1, "predicted": 2, "span_f1": 0.667, "joint_f1": 0.667},
        "two": {"gold": 2, "predicted": 1, "span_f1": 0.667, "joint_f1": 0.0},
    }
    assert (result["gold"], result["predicted"]) == (3, 3)
    assert result["grounded"] == 0.75  # one of four rows is not in its document
    assert result["span"] == [0.6667, 0.6667, 0.6667]
    assert result["joint"] == [0.3333, 0.3333, 0.3333]
    assert (result["speaker"], result["strict"], result["kind"]) == (0.5, 0.5, 1.0)
    assert result["statutes"] == [0.0, 0.0, 0.0]


def test_a_statute_right_in_the_wrong_document_is_not_right() -> None:
    one = outcome([row("Ada", statutes=["Act s 1"])], [row("Ada")])
    two = outcome([row("Ada")], [row("Ada", statutes=["Act s 1"])])
    assert figures({"one": one, "two": two})["statutes"] == [0.0, 0.0, 0.0]


def test_the_table_gives_documents_figures_and_kinds() -> None:
    lines = list(table_lines(figures({"one": outcome([row("cats purr")], [row("cats purr", "Ben")])})))
    assert lines[0] == f"  {'one':32s} gold    1  predicted    1  span F1 1.000  joint F1 0.000"
    assert lines[1] == "span         P 1.000  R 1.000  F1 1.000"
    assert "  indirect   gold    1  predicted    1  span F1 1.000  joint F1 0.000" in lines
    assert lines[-1].endswith("grounded 1.000  (1 predicted, 1 gold)")


def test_errors_name_wrong_speakers_missed_statements_and_those_not_in_gold() -> None:
    result = outcome([row("cats  purr"), row("Ben thought")], [row("cats purr", "Ben"), row("bark", None)])
    assert list(error_lines({"one": result})) == [
        "one: speaker 'Ben', wanted 'Ada': 'cats purr'",
        "one: missed (Ada): 'Ben thought'",
        "one: not in gold (None): 'bark'",
    ]


# ---------------------------------------------------------------- unusable input


def test_a_gold_statement_that_is_not_in_the_document_stops_the_evaluation() -> None:
    with pytest.raises(ValueError, match="1 gold statements are not in the document"):
        outcome([row("cats bark")], [])


@pytest.mark.parametrize("line", ["{", "[]", '{"speaker": "Ada"}'])
def test_a_line_that_is_no_statement_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(f'{{"text": "x"}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"one\.jsonl, line 3"):
        read_rows(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.jsonl: cannot be read"):
        read_rows(tmp_path / "nowhere.jsonl")


def test_rows_are_sorted_by_document_without_folder_and_ending() -> None:
    rows = [{"doc": "a/one.txt", "text": "x"}, {"doc": "two", "text": "y"}, {"doc": "one", "text": "z"}]
    assert {name: [r["text"] for r in found] for name, found in rows_by_document(rows).items()} == {
        "one": ["x", "z"],
        "two": ["y"],
    }
