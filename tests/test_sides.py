"""Sides of dilemmas: which words lean to an option, which only look so, and how found leans are scored."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from invented import DEEPEN, LEAVE, ROOT, document_of, invented_knowledge

from kg.errors import KnowledgeError
from kg.evaluate.rows import read_rows
from kg.evaluate.sides import SideScore, score_sides
from kg.extract.sides import Around, SideReader
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Basis, Extraction, Polarity, Span, Speaker, SpeakerKind, Stance, Statement, StatementKind
from kg.pack import find_pack

GOLD = ROOT / "data" / "gold"
NOTHING = Around()
NAMED = ("help-and-protection", "volume-of-enquiries", "edge-of-family-help", "communities", "statutory")


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return invented_knowledge(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def pack() -> Knowledge:
    return load_knowledge(find_pack(ROOT / "pack.toml"))


def leans(knowledge: Knowledge, words: str, around: Around = NOTHING) -> list[tuple[str, str]]:
    return [(s.target, s.polarity.value) for s in SideReader.of(knowledge).read(words, around)]


# ---------------------------------------------------------------- one sentence


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("We must deepen the harbour", "agree"),
        ("We must not deepen the harbour", "disagree"),
        ("It would be a mistake to deepen the harbour", "disagree"),
        ("We do not believe that the town should deepen the harbour", "disagree"),
        ("I oppose any plan to deepen the harbour", "disagree"),
        ("There is no tide at which we would not deepen the harbour", "agree"),
    ],
)
def test_what_stands_beside_a_phrase_may_turn_it_round(knowledge: Knowledge, words: str, polarity: str) -> None:
    assert leans(knowledge, words) == [(DEEPEN, polarity)]


@pytest.mark.parametrize(
    "words",
    [
        "whether the town should deepen the harbour",
        "The tension between those who deepen the harbour and those who fish is old",
        "If they deepen the harbour, ships will come",
        "We should not just deepen the harbour",
        "The report questions the plan to deepen the harbour",
        "Pilots who cannot deepen the harbour go home",
        "The harbour was made deeper by the storm",
        "A deep scar runs along the wall of the old harbour",
    ],
)
def test_a_question_a_dispute_a_case_and_another_texts_words_are_no_side(knowledge: Knowledge, words: str) -> None:
    assert leans(knowledge, words) == []


@pytest.mark.parametrize(
    ("lead", "words", "wanted"),
    [
        ("Fishers disagreed that", "the town should deepen the harbour", "disagree"),
        ("Fishers questioned", "whether the town should deepen the harbour", "disagree"),
        ("Pilots were critical of the town for", "not wanting to deepen the harbour", "agree"),
        ("The club does not agree that", "the town should deepen the harbour", "disagree"),
        ("Pilots agreed that", "the town should deepen the harbour", "agree"),
    ],
)
def test_what_introduces_the_words_may_turn_them_round(
    knowledge: Knowledge, lead: str, words: str, wanted: str
) -> None:
    assert leans(knowledge, words, Around(lead=lead)) == [(DEEPEN, wanted)]


def test_both_options_in_contrast_are_mixed_and_side_by_side_they_are_nothing(knowledge: Knowledge) -> None:
    granted = "While we should deepen the harbour, we must protect the seabed."
    assert leans(knowledge, granted) == [(LEAVE, "mixed")]
    assert leans(knowledge, "Deepen the harbour and protect the seabed.") == []


def test_a_yes_to_a_question_leans_to_the_option_that_the_question_puts(knowledge: Knowledge) -> None:
    asked = Around(question="Should the town deepen the harbour?", answer=Polarity.AGREE)
    assert leans(knowledge, "Yes, very much.", asked) == [(DEEPEN, "agree")]
    assert leans(knowledge, "Yes, very much.", Around(question=asked.question)) == []


def test_an_author_who_concedes_is_mixed(knowledge: Knowledge) -> None:
    assert leans(knowledge, "our wish to deepen the harbour was ill put", Around(conceding=True)) == [(DEEPEN, "mixed")]


def test_a_short_phrase_needs_an_issue_of_the_dilemma_and_a_long_one_does_not(pack: Knowledge) -> None:
    assert leans(pack, "There is too much paperwork") == []
    assert leans(pack, "There is too much paperwork", Around(issues=("bureaucracy",))) != []
    assert leans(pack, "One team should keep help and protection together in the same service") != []


# ---------------------------------------------------------------- invented sentences on the first pack


def test_of_the_leans_found_in_invented_sentences_nine_of_ten_are_right_and_three_of_four_are_found(
    pack: Knowledge,
) -> None:
    reader, counts = SideReader.of(pack), Counter[str]()
    for line in (ROOT / "tests" / "side_sentences.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        lead, words, issues, options = line.split("\t")
        stances = reader.read(words, Around(lead=lead, issues=tuple(issues.split())))
        found = {f"{stance.target.rpartition('/')[2]}:{stance.polarity.value}" for stance in stances}
        wanted = set(options.split())
        counts.update(right=len(found & wanted), found=len(found), wanted=len(wanted), sentences=1)
    assert counts["sentences"] >= 100
    assert counts["right"] >= 0.9 * counts["found"]
    assert counts["right"] >= 0.75 * counts["wanted"]


# ---------------------------------------------------------------- gold and score


def test_every_line_of_the_gold_fits_a_statement_and_an_option_of_its_dilemma(pack: Knowledge) -> None:
    options = {o.iri.rpartition("/")[2]: d.iri.rpartition("/")[2] for d in pack.dilemmas for o in d.options}
    for row in read_rows(GOLD / "sides.jsonl"):
        statements = read_rows(GOLD / f"{row['doc']}.jsonl")
        fitting = [one for one in statements if one["text"].startswith(row["text"])]
        assert [one["speaker"] for one in fitting] == [row["speaker"]], row["text"]
        assert options[row["option"]] == row["dilemma"]
        assert row["lean"] in {"agree", "disagree", "mixed", "none"}


def test_the_gold_has_both_sides_of_the_dilemmas_that_people_ask_for_and_many_that_only_look_so() -> None:
    rows = read_rows(GOLD / "sides.jsonl")
    for dilemma in NAMED:
        assert len({row["option"] for row in rows if row["dilemma"] == dilemma and row["lean"] != "none"}) == 2, dilemma
    assert sum(row["lean"] == "none" for row in rows) >= 50


def said(start: int, end: int, *stances: Stance) -> Statement:
    speaker = Speaker("Ada", SpeakerKind.PERSON)
    return Statement(StatementKind.INDIRECT, speaker, (Span(start, end),), "", 0, 0, 0, "test", 1.0, stances=stances)


def gold_in(folder: Path, *leans_of: tuple[str, str, str]) -> Path:
    sides = [
        {"doc": "x", "text": text, "speaker": "Ada", "dilemma": "dredging", "option": option, "lean": lean}
        for text, option, lean in leans_of
    ]
    (folder / "sides.jsonl").write_text("".join(json.dumps(row) + "\n" for row in sides), encoding="utf-8")
    rows = [{"text": text, "speaker": "Ada"} for text, _, _ in leans_of]
    (folder / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_being_against_one_of_two_options_counts_as_leaning_to_the_other(knowledge: Knowledge, tmp_path: Path) -> None:
    first, second, third = "Keep the seabed as it is", "Ships are large", "Dig and dig again"
    document = document_of(f"{first}. {second}. {third}.")
    against = Stance(DEEPEN, Polarity.DISAGREE, Basis.INFERRED, 0.5, "test")
    start = document.text.index(second)
    extraction = Extraction(document, (said(0, len(first), against), said(start, start + len(second), against)))
    folder = gold_in(
        tmp_path,
        (first, "dredging-leave", "agree"),
        (second, "dredging-leave", "none"),
        (third, "dredging-deepen", "agree"),
    )
    scores = score_sides([_named(extraction)], folder, knowledge.dilemmas)
    assert scores == {"dredging": SideScore(right=1, found=2, wanted=2, right_speaker=1)}
    assert (scores["dredging"].precision, scores["dredging"].recall, scores["dredging"].f1) == (0.5, 0.5, 0.5)


def test_a_gold_line_on_an_unknown_option_is_refused(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = gold_in(tmp_path, ("Ships are large", "dredging-never", "agree"))
    extraction = _named(Extraction(document_of("Ships are large."), ()))
    with pytest.raises(KnowledgeError, match="fits no gold statement or no option"):
        score_sides([extraction], folder, knowledge.dilemmas)


def _named(extraction: Extraction) -> Extraction:
    return replace(extraction, document=replace(extraction.document, key="x"))
