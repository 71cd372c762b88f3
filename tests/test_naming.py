"""Which words of a question name something: learned from where names stand, so told by the place of a word that nobody knows."""

from __future__ import annotations

import pytest
from test_ask import small
from test_intents import units_of

from kg.query.ask.intents import UNSET, Intents
from kg.query.ask.naming import NAME, PLAIN, features, weighed
from kg.query.ask.regression import Regression
from kg.query.ask.units import NAMED, Unit


def told(question: str) -> dict[str, Unit]:
    asker = small()
    assert asker.intents
    return {unit.text: unit for unit in weighed(units_of(question), asker.phrasing.keys, asker.intents)}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("what did astronauts say about piers", "astronauts"),
        ("what did Ada Example say about lighthouses", "lighthouses"),
        ("compare Ada Example and zebulon on piers", "zebulon"),
        ("quotes from zebulon on piers", "zebulon"),
        ("who mentioned lighthouses", "lighthouses"),
    ],
)
def test_an_unknown_word_in_the_place_of_a_name_is_taken_for_one(question: str, word: str) -> None:
    assert told(question)[word].plain < NAMED


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("what do anglers grumble about when it comes to piers", "grumble"),
        ("piers: verbatim lines with whoever uttered them", "uttered"),
        ("what did Ada Example say about piers, for tonight's bulletin", "bulletin"),
    ],
)
def test_an_unknown_word_elsewhere_is_not(question: str, word: str) -> None:
    assert told(question)[word].plain > NAMED


def test_what_stands_around_a_unit_is_told_with_its_side() -> None:
    who, said, piers = features(units_of("who say piers"), ("say", "who"), ("who",))
    assert {"0k:who", "-1^", "1k:say", "rk:say", "r#issue"} <= set(who)
    assert {"0k:say", "-1k:who", "1#issue", "lk:who", "r#issue", "Bs:who|#issue"} <= set(said)
    assert {"0#issue", "-1k:say", "1$", "lk:who", "lk:say"} <= set(piers)


def test_a_wording_sets_a_value_without_a_word_for_it_only_where_that_is_sure() -> None:
    none, sure, unsure = (0.0, 0.0), (0.0, 2.0), (0.0, 1.0)  # e^2 : 1 is 88 of 100, e : 1 is 73
    words = units_of("pier")
    for bias, value in ((none, None), (sure, "agree"), (unsure, None)):
        learned = Regression((UNSET, "agree"), bias, {})
        intents = Intents(learned, learned, {"stance": learned}, frozenset())
        assert intents.setting("stance", "who-agrees", words, ()) == value
        assert intents.setting("side", "speaker-pairs", words, ()) is None


def test_a_unit_that_names_nothing_loses_the_people_that_it_can_mean() -> None:
    nothing = Intents(Regression(("-",), (0.0,), {}), Regression((PLAIN, NAME), (9.0, 0.0), {}), {}, frozenset())
    something = Intents(nothing.queries, Regression((PLAIN, NAME), (0.0, 9.0), {}), {}, frozenset())
    anglers = units_of("anglers")
    assert [one.type for one in weighed(anglers, (), something)[0].readings] == ["role"]
    assert weighed(anglers, (), nothing)[0].readings == ()
