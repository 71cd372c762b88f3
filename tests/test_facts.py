"""What is known of a document beside its text: the table that tells it, and the names that title and publisher give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attribution_cases import knowledge
from conftest import run_kg

from kg.errors import UsageError
from kg.extract.mentions import read_speaker_words
from kg.extract.pipeline import extract
from kg.extract.title_names import TitleNames
from kg.facts import Facts, read_facts, table_beside
from kg.read import read_document


def table_of(tmp_path: Path, text: str) -> dict[str, Facts]:
    path = tmp_path / "facts.tsv"
    path.write_text(text, encoding="utf-8")
    return read_facts(path, knowledge().lexicon.tables["dates"])


# ---------------------------------------------------------------- the table


def test_columns_may_stand_in_any_order_beside_others_and_be_empty(tmp_path: Path) -> None:
    text = "\ufeffpages\tpublisher\tname\ttitle\tdate\r\n12\tReed Trust\treeds.txt\tOn reeds\t6 October 2023\r\n\r\n\t\tmoss\r\n"
    assert table_of(tmp_path, text) == {"reeds": Facts("Reed Trust", "2023-10-06", "On reeds"), "moss": Facts()}


@pytest.mark.parametrize(
    ("printed", "issued"),
    [("2023", "2023"), ("2023-10", "2023-10"), ("2023-10-06", "2023-10-06"), ("October 2023", "2023-10"), ("6 October 2023", "2023-10-06")],
)  # fmt: skip
def test_a_date_may_be_printed_in_words(tmp_path: Path, printed: str, issued: str) -> None:
    assert table_of(tmp_path, f"name\tdate\nreeds\t{printed}\n")["reeds"].issued == issued


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title\tdate\nOn reeds\t2023\n", "line 1: no column 'name'"),
        ("name\tdate\nreeds\tsoon\n", "line 2: 'soon' is not a date"),
        ("name\tdate\nreeds\t30 February 2023\n", "line 2: '30 February 2023' is not a date"),
        ("name\ttitle\n\tOn reeds\n", "line 2: the column 'name' is empty"),
        ("name\ttitle\nreeds\tOn reeds\nreeds.txt\tAgain\n", "line 3: 'reeds.txt' is there twice"),
        ("name\nreeds\tOn reeds\n", "line 2: 2 cells under 1 columns"),
        ("name\tdate\na\tx\nb\ty\n", "line 2: 'x' is not a date such as 2021, 2021-06, 2021-06-17 or 17 June 2021; line 3"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_with_its_fault(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(UsageError) as raised:
        table_of(tmp_path, text)
    assert fault in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_table_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "facts.tsv"
    path.write_bytes(b"name\xff")
    with pytest.raises(UsageError, match="not UTF-8 at byte 4"):
        read_facts(path, knowledge().lexicon.tables["dates"])
    with pytest.raises(UsageError, match="No such file"):
        read_facts(tmp_path / "none.tsv", knowledge().lexicon.tables["dates"])


def test_the_table_beside_a_folder_has_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "set.one"
    folder.mkdir()
    assert table_beside(folder) is None
    (tmp_path / "set.one.tsv").write_text("name\n", encoding="utf-8")
    assert table_beside(folder) == tmp_path / "set.one.tsv"


def test_what_is_given_for_all_files_comes_before_the_table() -> None:
    assert Facts(title="A").over(Facts("P", "2023", "B")) == Facts("P", "2023", "A")


def test_the_evaluation_uses_the_table_beside_the_folder_and_says_so(tmp_path: Path) -> None:
    docs, gold = tmp_path / "docs", tmp_path / "gold"
    docs.mkdir()
    gold.mkdir()
    (docs / "own.txt").write_text("We believe that nets are cheap.\n", encoding="utf-8")
    label = {"text": "nets are cheap", "speaker": "Net Trust", "kind": "indirect", "issues": [], "stance": "none"}
    (gold / "own.jsonl").write_text(json.dumps(label), encoding="utf-8")
    (tmp_path / "docs.tsv").write_text("name\tpublisher\nown\tThe Net Trust\n", encoding="utf-8")
    folders = ("--docs", docs, "--gold", gold)
    told = run_kg("evaluate", *folders, "--facts", tmp_path / "docs.tsv").out
    assert "title, publisher and date of 1 of 1 documents from docs.tsv" in told
    beside, alone = (json.loads(run_kg("evaluate", *folders, "--json", *more).out) for more in ((), ("--no-facts",)))
    assert [(one["strict"], one["facts"]) for one in (beside, alone)] == [(1.0, "docs.tsv"), (0.0, None)]
    refused = run_kg("evaluate", *folders, "--no-facts", "--facts", tmp_path / "docs.tsv")
    assert (refused.code, refused.err.count("\n")) == (2, 1)


# ---------------------------------------------------------------- names in title and publisher


def names(title: str, publisher: str | None = None) -> TitleNames:
    lexicon = knowledge().lexicon
    return TitleNames(title, publisher, read_speaker_words(lexicon), lexicon)


@pytest.mark.parametrize(
    ("title", "publisher", "noun", "name"),
    [
        ("Canal locks, Third Report", "House of Commons Inland Water Committee", "committee", "Inland Water Committee"),
        ("The Fennmoor Flood Inquiry, Volume 2", None, "inquiry", "Fennmoor Flood Inquiry"),
        ("Statement of the Water Commissioner for Fennmoor", None, "commissioner", "Water Commissioner for Fennmoor"),
        ("Code of Conduct (Ferries) Consultation: what we heard", None, "code", "Code of Conduct (Ferries)"),
        ("A Strategy for Bees", "Hive Trust", "committee", None),
        ("The Locks Committee and the Weirs Committee on eels", None, "committee", None),
        ("Third Report of the session", "Board of Pilots", "report", None),
    ],
)
def test_a_noun_means_the_name_that_title_or_publisher_give_for_it(
    title: str, publisher: str | None, noun: str, name: str | None
) -> None:
    assert names(title, publisher).with_noun(noun) == name


@pytest.mark.parametrize(
    ("publisher", "acronym", "name"),
    [
        ("UK Harbour Pilots Working Group", "UKHarbP", "UK Harbour Pilots Working Group"),
        ("Department for Ferries", "DfF", "Department for Ferries"),
        ("Bridge and Weir Council", "BWC", "Bridge and Weir Council"),
        ("UK Harbour Pilots Working Group", "UKHP", "UK Harbour Pilots Working Group"),
        ("UK Harbour Pilots Working Group", "UKHQ", None),
        ("UK Harbour Pilots Example Charter", "UKHP", None),
        ("Cabinet Office", "Cabinet", None),
    ],
)
def test_an_acronym_of_the_beginnings_of_the_publishers_words_means_it(
    publisher: str, acronym: str, name: str | None
) -> None:
    assert names("", publisher).expansion(acronym) == name


@pytest.mark.parametrize(
    ("title", "answered", "government"),
    [
        ("Government response to the House of Lords Inland Water Committee report", "Inland Water Committee", "Government"),
        ("Scottish Government’s response to the Fennmoor Inquiry (CP 12)", "Fennmoor Inquiry", "Scottish Government"),
        ("Reply to the Ferry Commission’s Second Report", "Ferry Commission", None),
        ("Summary of responses to the Fennmoor Inquiry", None, None),
        ("Response to the consultation on ferries", None, None),
    ],
)  # fmt: skip
def test_a_title_tells_whom_the_document_answers(title: str, answered: str | None, government: str | None) -> None:
    found = names(title)
    assert (found.answered, found.answering_government) == (answered, government)


def speakers_of(tmp_path: Path, text: str, title: str, publisher: str) -> list[tuple[str, str]]:
    path = tmp_path / "own.txt"
    path.write_text(text, encoding="utf-8")
    document = read_document(path, knowledge().lexicon, title=title, publisher=publisher)
    statements = extract(document, knowledge()).statements
    return [(one.speaker.label if one.speaker else "nobody", one.words) for one in statements]


def test_recommendations_in_an_answer_are_of_whom_it_answers_and_we_are_the_government(tmp_path: Path) -> None:
    text = (
        "Recommendation 1\n\nFerries should run in winter.\n\nWe agree that winter ferries matter to the Welsh islands. "
        "The Welsh Government believes that the Committee is right. The Committee argued that piers were old.\n"
    )
    title = "Government response to the Senedd Ferries Committee report"
    found = speakers_of(tmp_path, text, title, "Department for Islands")
    assert found == [
        ("Ferries Committee", "Ferries should run in winter."),
        ("Welsh Government", "winter ferries matter to the Welsh islands"),
        ("Welsh Government", "the Committee is right"),
        ("Ferries Committee", "piers were old"),
    ]


def test_a_submission_for_somebody_speaks_as_that_one_not_as_who_printed_it(tmp_path: Path) -> None:
    text = "We believe that the weirs are unsafe. The commissioner asks that they be closed. The code says otherwise.\n"
    title = "Closing submission for the Water Commissioner for Fennmoor on the Code of Safe Passage"
    found = speakers_of(tmp_path, text, title, "Weir Collapse Inquiry")
    assert found == [
        ("Water Commissioner for Fennmoor", "the weirs are unsafe"),
        ("Water Commissioner for Fennmoor", "they be closed"),
    ]


def test_in_a_hearing_we_are_not_who_printed_it(tmp_path: Path) -> None:
    text = (
        "**Ms Quill**: We believe that the weir was high. Was it safe?\n\n**Mr Ferris**: It was never safe, and I told the board so twice.\n\n"
        "**Ms Quill**: Did anybody else see the gauge that night?\n\n**Mr Ferris**: Nobody saw it, because the lamp had gone out hours before.\n"
    )
    assert speakers_of(tmp_path, text, "Weir Inquiry, second hearing", "Weir Inquiry") == [
        ("nobody", "the weir was high"),
        ("Mr Ferris", "It was never safe, and I told the board so twice."),
        ("Mr Ferris", "Nobody saw it, because the lamp had gone out hours before."),
    ]


def test_what_is_acknowledged_in_the_present_is_the_publishers(tmp_path: Path) -> None:
    text = "Participants liked the rails. Participants said that they held. It is acknowledged that rails are dear."
    assert speakers_of(tmp_path, text, "Testing the rails", "Quay Trust")[-1] == ("Quay Trust", "rails are dear")
