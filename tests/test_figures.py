"""Figures and dates: what counts as one, and what is read of it."""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import document_of, invented_knowledge, text_of

from kg.extract.content_words import content_words, jaccard
from kg.extract.dates import FoundDate, find_dates
from kg.extract.figures import FigureReader, figures_in, find_figures
from kg.extract.numerals import plain
from kg.knowledge import Knowledge
from kg.model import Figure, Span

SENTENCES = Path(__file__).parent / "figure_sentences.tsv"


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return invented_knowledge(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> FigureReader:
    tables = knowledge.lexicon.tables
    return FigureReader.of(tables["figures"], tables["dates"], tables["sentences"], issued="2021-06-17")


def values(figures: list[Figure]) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in figures]


# ---------------------------------------------------------------- our sentences


def our_sentences() -> dict[str, list[dict[str, str]]]:
    """Sentence -> the figures in it; a row without a sentence belongs to the one above."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    sentence = ""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sentence = row["sentence"] or sentence
            found[sentence] += [row] if row["value"] else []
    return found


def test_of_our_sentences_nine_in_ten_values_and_units_are_exact_and_few_are_made_up(reader: FigureReader) -> None:
    sentences = our_sentences()
    wanted = {(s, row["value"], row["unit"]) for s, rows in sentences.items() for row in rows}
    found = {(s, f.value, f.unit) for s in sentences for f in reader.read(s)}
    assert len(sentences) >= 60
    assert len(wanted & found) / len(wanted) >= 0.90
    assert len(wanted & found) / len(found) >= 0.90


@pytest.mark.parametrize(
    "sentence",
    [
        "Call the helpline free on 0808 800 5000, or 020 7946 0000 from abroad.",
        "Ring 0800 1111 or text 85258 at any time.",
        "Call 116 123 free.",
        "Call 111 or 999 in an emergency.",
        "The clubhouse has (020) 7946 0000 for its number.",
    ],
)
def test_numbers_that_are_dialled_are_no_figures(sentence: str, reader: FigureReader) -> None:
    assert reader.read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "ratio"),
    [
        ("A ratio of 3:1 was agreed for every nursery.", ["3"]),
        ("The ratio of pupils to staff was 30:4 in May.", ["7.5"]),
        ("Staffing of 1:4 is the rule on every ward.", ["0.25"]),
        ("The ratio of wardens to boats is 1:40.", ["0.025"]),
        ("Doors open at 1:40 and close at 12:00.", []),
        ("A ratio of two to three was agreed.", ["0.6667"]),
        ("Members voted by three to one against the merger.", ["3"]),
        ("Sheep outnumber people here by ten to one.", ["10"]),
        ("They won 3:1 at 3:15 and read John 3:1 aloud.", []),
        ("The grade fell from three to one.", []),
        ("Each has one-to-one support in a two to one bedroom flat.", []),
    ],
)
def test_a_ratio_is_so_many_to_one(sentence: str, ratio: list[str], reader: FigureReader) -> None:
    assert values(reader.read(sentence)) == [(value, "to one") for value in ratio]


def test_of_our_sentences_four_in_five_measures_share_half_their_words(
    reader: FigureReader, knowledge: Knowledge
) -> None:
    function_words = knowledge.lexicon.words("sentences", "function_words")
    alike = total = 0
    for sentence, rows in our_sentences().items():
        measures = {(f.value, f.unit): f.measure or "" for f in reader.read(sentence)}
        for row in rows:
            measure = measures.get((row["value"], row["unit"]), "")
            alike += (
                jaccard(content_words(measure, function_words), content_words(row["measure"], function_words)) >= 0.5
            )
            total += 1
    assert alike / total >= 0.80


def test_of_our_sentences_nine_in_ten_qualifiers_are_exact(reader: FigureReader) -> None:
    rows = [(sentence, row) for sentence, rows in our_sentences().items() for row in rows]
    right = 0
    for sentence, row in rows:
        qualifiers = {(f.value, f.unit): f.qualifier or "" for f in reader.read(sentence)}
        right += qualifiers.get((row["value"], row["unit"])) == row["qualifier"]
    assert right / len(rows) >= 0.90


# ---------------------------------------------------------------- value and unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("We met two hundred and forty pilots.", "240", "count"),
        ("It cost £4.4 million to build.", "4400000", "GBP"),
        ("It cost £3-5 million to build.", "3000000–5000000", "GBP"),
        ("Between 10 and 15 per cent of boats leak.", "10–15", "percent"),
        ("Three quarters of boats leak.", "0.75", "ratio"),
        ("One in five boats leaks.", "5", "one in"),
        ("Boats are twice as likely to leak.", "2", "times"),
        ("There was a three-fold increase in leaks.", "3", "times"),
        ("It takes three and a half months to dock.", "3.5", "months"),
        ("Half a million crates were lost.", "500000", "count"),
        ("Leaks fell by 2 percentage points.", "2", "percentage points"),
    ],
)
def test_numbers_in_digits_and_words_are_read_with_their_unit(
    reader: FigureReader, text: str, value: str, unit: str
) -> None:
    assert values(reader.read(text)) == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "The ship sank on 3 May 1912 at 10am.",
        "See section 12, pages 3 to 5 and Table 7.",
        "She is 42 years old and he is a 16-year-old cadet.",
        "Cadets aged 16 and 17, under 18s and the over 65s sailed.",
        "1. Introduction",
        "The captain agreed.14 The mate did not.",
        "Call 020 7946 0018 before boarding.",
        "Pier 39 was closed in 2019-20.",
        "One of the pilots had two reasons.",
    ],
)
def test_dates_ages_references_and_marks_are_no_figures(reader: FigureReader, text: str) -> None:
    assert reader.read(text) == []


def test_a_change_from_one_number_to_another_is_two_figures_and_no_range(reader: FigureReader) -> None:
    assert values(reader.read("Fares rose from £5 to £8.")) == [("5", "GBP"), ("8", "GBP")]


def test_the_qualifier_belongs_to_the_figure_and_is_inside_its_span(reader: FigureReader) -> None:
    text = "Nearly 40 boats sank."
    (figure,) = reader.read(text)
    assert (figure.qualifier, text[figure.span.start : figure.span.end]) == ("almost", "Nearly 40")


# ---------------------------------------------------------------- measure, population, period


def test_who_said_a_number_is_not_what_it_measures(reader: FigureReader) -> None:
    (figure,) = reader.read("The union said ferry strandings rose to 76,000.")
    assert figure.measure == "ferry strandings"


def test_a_share_tells_of_whom_and_what(reader: FigureReader) -> None:
    (figure,) = reader.read("Of all things, 39% of pilots are not insured.")
    assert (figure.measure, figure.population) == ("pilots are not insured", "pilots")


def test_what_doubled_stands_before_the_verb_and_since_when_is_the_period(reader: FigureReader) -> None:
    (figure,) = reader.read("The number of wrecks has more than doubled since 2010.")
    assert (figure.value, figure.qualifier, figure.measure, figure.period) == (
        "2",
        "more than",
        "number of wrecks",
        "since 2010",
    )


def test_a_period_of_years_is_no_figure_of_its_own(reader: FigureReader) -> None:
    (figure,) = reader.read("We lost 12 boats over the past ten years.")
    assert (figure.value, figure.period) == ("12", "over the past ten years")


def test_a_figure_counts_in_the_document_and_keeps_its_place(knowledge: Knowledge) -> None:
    document = document_of("The port is old.", "It has 14\npilots and 230 dockers.", issued="2021")
    figures = find_figures(document, knowledge)
    assert text_of(document, [figure.span for figure in figures]) == ["14", "230"]


def test_figures_of_a_statement_are_those_inside_one_of_its_parts() -> None:
    inside, outside, across = (Figure(Span(*place), "1", "count") for place in ((2, 4), (9, 11), (4, 7)))
    assert figures_in([Span(0, 5), Span(20, 30)], [inside, outside, across]) == (inside,)


def test_plain_values_have_no_exponent() -> None:
    assert [plain(Decimal(text)) for text in ("4.4E+6", "0.33333333", "12.50")] == ["4400000", "0.3333", "12.5"]


# ---------------------------------------------------------------- dates


def dates_in(knowledge: Knowledge, text: str, issued: str | None = None) -> list[tuple[str, str]]:
    found = find_dates(text, knowledge.lexicon.tables["dates"], issued=issued)
    return [(text[date.start : date.end], date.date) for date in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("on 15 January 2021 at sea", ("15 January 2021", "2021-01-15")),
        ("on Thursday, June 17, 2021.", ("Thursday, June 17, 2021", "2021-06-17")),
        ("by 13th August 2021", ("13th August 2021", "2021-08-13")),
        ("in June 2021", ("June 2021", "2021-06")),
        ("3/4/2021", ("3/4/2021", "2021-04-03")),
        ("since 2010, boats", ("2010", "2010")),
        ("a 2019 promise", ("2019", "2019")),
    ],
)
def test_dates_are_cut_where_knowledge_ends(knowledge: Knowledge, text: str, wanted: tuple[str, str]) -> None:
    assert dates_in(knowledge, text) == [wanted]


def test_a_missing_year_is_the_one_that_brings_the_date_nearest_to_the_document(knowledge: Knowledge) -> None:
    assert dates_in(knowledge, "in November", issued="2021-01-15") == [("November", "2020-11")]
    assert dates_in(knowledge, "until 13 August", issued="2021-06-17") == [("13 August", "2021-08-13")]


def test_a_missing_year_that_nothing_tells_leaves_the_date_out(knowledge: Knowledge) -> None:
    assert dates_in(knowledge, "until 13 August") == []


def test_days_that_no_calendar_has_and_counts_that_look_like_years_are_no_dates(knowledge: Knowledge) -> None:
    assert dates_in(knowledge, "31 June 2021 and 2000 people and may 3 march") == []


def test_a_financial_year_is_a_period(knowledge: Knowledge) -> None:
    assert find_dates("in 2012-13", knowledge.lexicon.tables["dates"]) == (FoundDate(3, 10, "2012", "2013"),)


# ---------------------------------------------------------------- any text


TOKENS = "1 2,000 0.5 99999999999999999999 £ % per cent one two million half a third of and to more than 31 February 29 June 2019 ( ) , . - – “ aged section 5 years in since ٣ ² 1/2/2020 times fold people bn".split()


@given(words=st.lists(st.sampled_from(TOKENS), max_size=20))
def test_whatever_stands_there_figures_lie_in_the_text_and_have_a_value(reader: FigureReader, words: list[str]) -> None:
    text = " ".join(words)
    for figure in reader.read(text):
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert all(float(part) >= 0 for part in figure.value.split("–"))


@pytest.mark.parametrize(
    "seed", ["1 ", "1,", "one ", "£1 to ", "section 1, ", "in May ", "12 years old ", "a million "]
)
def test_time_grows_with_the_length_of_a_hostile_text_and_not_with_its_square(reader: FigureReader, seed: str) -> None:
    def seconds(size: int) -> float:
        text = (seed * size)[:size]
        before = time.process_time()
        reader.read(text)
        return time.process_time() - before

    short = min(seconds(2_500) for _ in range(2))
    assert seconds(10_000) <= 8 * short + 0.2
