"""Dilemmas: what is read, what is refused, and what the first pack's file must keep to."""

from __future__ import annotations

from collections import Counter

import pyoxigraph
import pytest

from kg.errors import KnowledgeError
from kg.knowledge.dilemmas import Dilemma, Option, read_dilemmas
from kg.knowledge.turtle import load_turtle
from kg.namespaces import VOCABULARIES
from kg.pack import core_folder, read_pack

EX = "https://example.org/"
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in VOCABULARIES.items()) + f"PREFIX ex: <{EX}>\n"
TWO_OPTIONS = """
ex:late a wsw:Position ; rdfs:label "Later"@en .
ex:early a wsw:Position ; rdfs:label "Earlier"@en ; skos:definition "School begins at four."@en ;
    skos:altLabel "start at four"@en , "earlier start"@en ; skos:hiddenLabel "early"@en .
"""


def dilemmas_from(turtle: str) -> tuple[Dilemma, ...]:
    store = pyoxigraph.Store()
    store.load((PREFIXES + turtle).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return read_dilemmas(store)


def test_a_dilemma_is_read_with_issues_and_options_in_the_order_of_their_iris() -> None:
    found = dilemmas_from(f"""{TWO_OPTIONS}
        ex:age a wsw:Dilemma ; rdfs:label "When should school begin?"@en ; skos:definition "At what age."@en ;
            wsw:option ex:late , ex:early ; dcterms:subject ex:education .
    """)
    early = Option(f"{EX}early", "Earlier", "School begins at four.", ("earlier start", "start at four"), ("early",))
    assert found == (
        Dilemma(
            iri=f"{EX}age",
            label="When should school begin?",
            options=(early, Option(f"{EX}late", "Later")),
            issues=(f"{EX}education",),
            definition="At what age.",
        ),
    )


def test_without_dilemmas_there_is_nothing() -> None:
    assert dilemmas_from(TWO_OPTIONS) == ()


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (
            'ex:age a wsw:Dilemma ; rdfs:label "When?" ; wsw:option ex:early .',
            f"<{EX}age>: a dilemma with 1 options. Give it two or more wsw:option.",
        ),
        (
            "ex:age a wsw:Dilemma ; wsw:option ex:early , ex:late .",
            f"<{EX}age>: 0 labels where one is needed. Give it exactly one rdfs:label.",
        ),
        (
            'ex:age a wsw:Dilemma ; rdfs:label "When?" ; wsw:option ex:early , ex:nowhere .',
            f"<{EX}nowhere>: 0 labels where one is needed. Give it exactly one rdfs:label.",
        ),
    ],
)
def test_a_dilemma_at_fault_is_refused_with_node_and_remedy(turtle: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        dilemmas_from(TWO_OPTIONS + turtle)
    assert str(caught.value) == message


# ---------------------------------------------------------------- the first pack's dilemmas


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    folder = read_pack(core_folder() / "pack.toml").knowledge_folder
    assert folder is not None
    return load_turtle([folder / "dilemmas.ttl"])


def test_the_three_dilemmas_of_the_first_packs_review_are_there(store: pyoxigraph.Store) -> None:
    keys = {dilemma.iri.rpartition("/")[2] for dilemma in read_dilemmas(store)}
    assert {"help-and-protection", "national-or-local", "rules-or-freedom"} <= keys


def test_no_cue_of_the_first_pack_points_to_two_options(store: pyoxigraph.Store) -> None:
    options = [option for dilemma in read_dilemmas(store) for option in dilemma.options]
    cues = Counter(cue.casefold() for option in options for cue in option.cues)
    assert [cue for cue, count in cues.items() if count > 1] == []


def test_no_weak_cue_of_the_first_pack_points_to_both_sides_of_a_dilemma(store: pyoxigraph.Store) -> None:
    for dilemma in read_dilemmas(store):
        weak = Counter(cue for option in dilemma.options for cue in option.weak)
        assert [cue for cue, count in weak.items() if count > 1] == [], dilemma.label


def test_options_of_the_first_pack_are_in_tension_both_ways_and_each_has_cues_and_a_definition(
    store: pyoxigraph.Store,
) -> None:
    tension = pyoxigraph.NamedNode(f"{VOCABULARIES['wsw']}inTensionWith")
    for dilemma in read_dilemmas(store):
        iris = {option.iri for option in dilemma.options}
        for option in dilemma.options:
            quads = store.quads_for_pattern(pyoxigraph.NamedNode(option.iri), tension, None)
            assert {quad.object.value for quad in quads} == iris - {option.iri}
            assert option.cues
            assert option.definition


def test_every_dilemma_of_the_first_pack_belongs_to_issues_of_its_scheme(store: pyoxigraph.Store) -> None:
    pack = read_pack(core_folder() / "pack.toml")
    assert pack.knowledge_folder is not None
    scheme = load_turtle([pack.knowledge_folder / "issues.ttl"])
    notation = pyoxigraph.NamedNode(f"{VOCABULARIES['skos']}notation")
    known = {quad.subject.value for quad in scheme.quads_for_pattern(None, notation, None)}
    used = [set(dilemma.issues) for dilemma in read_dilemmas(store)]
    assert all(used)
    assert set().union(*used) - known == set()
