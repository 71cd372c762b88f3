"""What stands in a question, and which query that makes likely."""

from __future__ import annotations

from math import exp, log
from pathlib import Path

import pytest
from test_ask import small
from test_queries import CATALOGUE

from kg.errors import KnowledgeError
from kg.pack import core_folder
from kg.query.ask.intents import FILE, UNANSWERABLE, features, read_intents
from kg.query.ask.mentions import iter_readings
from kg.query.ask.regression import Regression
from kg.query.ask.units import Unit


def units_of(question: str) -> tuple[Unit, ...]:
    asker = small()
    return next(iter(iter_readings(asker.phrasing.respell(question), asker.vocabulary, asker.phrasing)))


def found_in(question: str) -> set[str]:
    return set(features(units_of(question), small().phrasing.keys))


def test_names_count_as_what_they_are_names_of() -> None:
    assert found_in("what did Ada Example say about section 4?") == found_in("what did Ben Sample say about section 9?")
    assert {"#speaker", "#statute/topic", "k:say", "#speaker say", "#speaker>say"} <= found_in(
        "what did Ada Example say about section 4?"
    )
    assert not any("ada" in one for one in found_in("what did Ada Example say about section 4?"))


def test_order_counts() -> None:
    forth, back = "quoted but never responded", "responded but never quoted"
    assert found_in(forth) != found_in(back)


def test_unknown_names_and_numbers_count_as_such() -> None:
    assert {"#name", "s:#number"} <= found_in("did Zebulon give 12 reasons")


def test_likelihoods_are_logarithms_of_probabilities() -> None:
    queries = Regression(("a", "b", UNANSWERABLE), (0.0, 0.0, 0.0), {"s:pier": {0: log(2), 2: log(4)}})
    likely = queries.likelihoods(features(units_of("pier reasons"), ()))
    # One thing is known, so its weights count whole: e^0 : e^log 2 : e^log 4 is 1 : 2 : 4.
    assert {name: round(exp(one) * 7) for name, one in likely.items()} == {"a": 2, "b": 1, UNANSWERABLE: 4}


def test_the_weights_know_only_queries_of_the_catalogue() -> None:
    names = {query.name for query in CATALOGUE.queries()}
    assert set(read_intents(core_folder()).queries.classes) - {UNANSWERABLE} <= names


def test_every_wording_is_of_a_query_and_names_nobody() -> None:
    names = {query.name for query in CATALOGUE.queries()} | {UNANSWERABLE}
    lines = (core_folder() / FILE.with_suffix(".tsv")).read_text(encoding="utf-8").splitlines()
    queries, wordings = zip(*(line.split("\t")[:2] for line in lines), strict=True)
    assert set(queries) <= names
    assert len(set(map(str.casefold, wordings))) == len(lines)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"everyday": [], "names": {}, "queries": {"step": 1, "classes": [], "bias": [], "weights": {"s:a": 3}}}',
        '{"everyday": [], "names": {}, "queries": {"step": 1, "classes": ["a"], "bias": [0], "weights": {"s:a": {"1": 2}}}}',
    ],
)
def test_damaged_weights_are_told_with_their_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"questions\.json: cannot be read.*Restore the file"):
        read_intents(tmp_path)
