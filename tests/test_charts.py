"""Charts: numbers out of the catalogue's rows, and a picture of them that holds no markup of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pytest
from view_sample import HOSTILE

from kg.errors import UnknownNameError
from kg.view.charts import CHARTS, ROWS_AT_MOST, Bars, Heat, Moments, chart_of
from kg.view.drawing import png_of, svg_of


@dataclass
class Rows:
    """A source whose queries answer what the test says."""

    answers: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def rows(self, name: str, /, **values: str | Sequence[str]) -> list[dict[str, str]]:
        return self.answers.get(name, [])

    def things(self, type_name: str, value: str) -> list[str]:
        return [f"{type_name}:{value}"]


def stance(issue: str, agree: int, disagree: int, inferred: int) -> dict[str, str]:
    numbers = {"agree": agree, "disagree": disagree, "mixed": 0, "inferred": inferred}
    return {"issue": issue, "issue_iri": f"issue:{issue}", **{name: str(number) for name, number in numbers.items()}}


STANCES = Rows({"stances-by-issue": [stance("piers", 1, 0, 0), stance("tides", 2, 3, 4)]})
KINDS = Rows(
    {
        "view-overview": [
            {"issue": "i:a", "issue_label": "piers", "speaker_kind": "person", "statements": "2"},
            {"issue": "i:a", "issue_label": "piers", "speaker_kind": "person", "statements": "1"},
            {"issue": "i:b", "issue_label": "tides", "speaker_kind": "group", "statements": "4"},
            {"issue": "", "issue_label": "", "speaker_kind": "group", "statements": "9"},
        ]
    }
)
TIMELINE = Rows(
    {
        "timeline": [
            {"date": "2021-06-17", "event": "a storm"},
            {"date": "2009", "event": "a flood"},
            {"date": "2009", "event": "a flood"},
        ]
    }
)
COVERAGE = Rows(
    {
        "coverage": [
            {
                "document": "A",
                "document_iri": "d:a",
                "issue": "piers",
                "issue_iri": "i:p",
                "statements": "3",
                "status": "found",
            },
            {
                "document": "B",
                "document_iri": "d:b",
                "issue": "piers",
                "issue_iri": "i:p",
                "statements": "0",
                "status": "read, nothing found",
            },
            {
                "document": "C",
                "document_iri": "d:c",
                "issue": "piers",
                "issue_iri": "i:p",
                "statements": "",
                "status": "not read",
            },
        ]
    }
)


def test_stances_stand_by_issue_with_the_most_disputed_first_and_say_how_many_are_inferred() -> None:
    chart = chart_of("stances", STANCES)
    assert chart.shape == Bars(
        ("tides", "piers"), (("agree", (2, 1)), ("disagree", (3, 0)), ("mixed", (0, 0))), "stances"
    )
    assert "6 stances" in chart.description
    assert "4 of them inferred" in chart.description
    assert chart.table == (("", "agree", "disagree", "mixed"), ("tides", "2", "3", "0"), ("piers", "1", "0", "0"))


def test_statements_are_added_up_by_kind_of_speaker_and_issue() -> None:
    shape = chart_of("kinds", KINDS).shape
    assert isinstance(shape, Heat)
    assert (shape.rows, shape.numbers) == (("tides", "piers"), ((0, 0, 4, 0), (3, 0, 0, 0)))


def test_an_event_told_twice_stands_once_and_in_order() -> None:
    assert chart_of("timeline", TIMELINE).shape == Moments(("2009", "2021-06-17"), ("a flood", "a storm"))


def test_nothing_found_is_told_apart_from_not_read() -> None:
    shape = chart_of("coverage", COVERAGE).shape
    assert isinstance(shape, Heat)
    assert (shape.columns, shape.texts) == (("A", "B", "C"), (("3", "0", "not read"),))


def test_what_does_not_fit_is_left_out_and_said() -> None:
    rows = Rows({"stances-by-issue": [stance(f"issue {n}", n, 0, 0) for n in range(1, ROWS_AT_MOST + 3)]})
    chart = chart_of("stances", rows)
    assert isinstance(chart.shape, Bars)
    assert (len(chart.shape.names), chart.notes) == (ROWS_AT_MOST, ("2 further issues left out.",))


def test_one_issue_leaves_the_others_out() -> None:
    rows = Rows({"stances-by-issue": STANCES.answers["stances-by-issue"], "view-issue": [{"issue": "issue:tides"}]})
    shape = chart_of("stances", rows, issue="water").shape
    assert isinstance(shape, Bars)
    assert shape.names == ("tides",)


def test_an_unknown_chart_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="nearest: coverage"):
        chart_of("coverige", Rows())


FULL = {"stances": STANCES, "kinds": KINDS, "timeline": TIMELINE, "coverage": COVERAGE}


@pytest.mark.parametrize(
    ("name", "rows"),
    [(name, rows) for name in CHARTS for rows in (Rows(), FULL[name])],
    ids=lambda value: str(value)[:12],
)
def test_a_chart_of_anything_is_well_formed_and_the_same_each_time(name: str, rows: Rows) -> None:
    chart = chart_of(name, rows)
    picture = svg_of(chart)
    root = ElementTree.fromstring(picture)
    assert (root.tag, root.get("role")) == ("{http://www.w3.org/2000/svg}svg", "img")
    assert [root[0].text, root[1].text] == [chart.title, chart.description]
    assert svg_of(chart) == picture


def test_no_name_becomes_markup_or_a_formula() -> None:
    names = [*HOSTILE, "costs $1 and $x^2$"]
    rows = Rows({"stances-by-issue": [stance(name, 1, 0, 0) for name in names]})
    picture = svg_of(chart_of("stances", rows))
    root = ElementTree.fromstring(picture)
    assert not {"script", "img", "foreignObject"} & {element.tag.rpartition("}")[2] for element in root.iter()}
    texts = " ".join("".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "costs $1 and $x^2$" in texts
    assert "<script>window.broken=1</script>" in texts


def test_a_png_is_a_png() -> None:
    assert png_of(chart_of("kinds", KINDS)).startswith(b"\x89PNG")
