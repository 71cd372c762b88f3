"""What breaks a shape or a check is found and told: node, rule, document."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdf_fixture import BASE, STATEMENTS, TEXT, dataset_lines, knowledge

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.namespaces import OA, PROV, RDFS, WSW, XSD
from kg.rdf.constraints import sparql_violations
from kg.rdf.core_constraints import core_violations
from kg.rdf.shacl import structural_violations
from kg.rdf.shapes import Shapes, read_shapes
from kg.rdf.validate import check_files, shape_files, validate
from kg.store import EmbeddedStore

KEYS = Iris(BASE, "test").statement_keys("lakes", [(item.words, item.embedded_in) for item in STATEMENTS])
DOCUMENT = f"{BASE}document/lakes"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return knowledge(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def dataset(known: Knowledge) -> Store:
    return EmbeddedStore.of_lines(dataset_lines(known)).dataset


def statement(index: int) -> NamedNode:
    return NamedNode(f"{BASE}statement/{KEYS[index]}")


def remove(dataset: Store, subject: NamedNode, predicate: str) -> None:
    quads = list(dataset.quads_for_pattern(subject, NamedNode(predicate), None))
    assert quads
    for quad in quads:
        dataset.remove(quad)


def replace_all(dataset: Store, old: list[Quad], new: list[Quad]) -> None:
    for quad in old:
        dataset.remove(quad)
    dataset.extend(new)


def test_what_the_program_writes_breaks_nothing(dataset: Store, known: Knowledge) -> None:
    assert validate(dataset, shape_files(known.pack), check_files(known.pack)) == []


def test_a_statement_without_speaker_span_document_section_or_run_is_found(dataset: Store, known: Knowledge) -> None:
    needed = [f"{WSW}speaker", f"{WSW}contentSpan", f"{WSW}inDocument", f"{WSW}inSection", f"{PROV}wasGeneratedBy"]
    for index, predicate in enumerate(needed):
        remove(dataset, statement(index), predicate)
    found = validate(dataset, shape_files(known.pack))
    for index, predicate in enumerate(needed):
        results = [result for result in found if (result.node, result.path) == (statement(index).value, predicate)]
        assert [(result.severity, result.document) for result in results] == [("Violation", DOCUMENT)]
        assert predicate.rsplit("#", 1)[1] in results[0].message


def test_a_second_speaker_is_found(dataset: Store, known: Knowledge) -> None:
    (quad,) = dataset.quads_for_pattern(statement(0), NamedNode(f"{WSW}speaker"), None)
    dataset.add(Quad(quad.subject, quad.predicate, NamedNode(f"{BASE}agent/lake-trust"), quad.graph_name))
    found = validate(dataset, shape_files(known.pack))
    assert [(result.node, result.path) for result in found] == [(statement(0).value, f"{WSW}speaker")]


SHIFTS = [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1)]  # of start and end


def positions(dataset: Store) -> list[tuple[Quad, Quad]]:
    """Start and end of every span."""
    starts = dataset.quads_for_pattern(None, NamedNode(f"{OA}start"), None)
    return [
        (start, next(dataset.quads_for_pattern(start.subject, NamedNode(f"{OA}end"), None)))
        for start in sorted(starts, key=str)
    ]


def shifted(quad: Quad, by: int) -> Quad:
    value = Literal(str(int(quad.object.value) + by), datatype=NamedNode(f"{XSD}integer"))
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def test_no_offset_can_be_shifted_by_one_unseen(dataset: Store, known: Knowledge) -> None:
    shapes = read_shapes(shape_files(known.pack))
    cases = [(start, end, by) for start, end in positions(dataset) for by in SHIFTS]
    assert len(cases) > 100
    for start, end, (start_by, end_by) in cases:
        wrong = [shifted(start, start_by), shifted(end, end_by)]
        replace_all(dataset, [start, end], wrong)
        spans = {result.value for result in sparql_violations(dataset, shapes)}
        replace_all(dataset, wrong, [start, end])
        assert start.subject.value.removesuffix("p") in spans
    assert list(sparql_violations(dataset, shapes)) == []


def test_a_text_that_was_changed_is_found_by_its_checksum(dataset: Store, known: Knowledge) -> None:
    (quad,) = dataset.quads_for_pattern(None, NamedNode(f"{WSW}text"), None)
    replace_all(dataset, [quad], [Quad(quad.subject, quad.predicate, Literal(TEXT + " "), quad.graph_name)])
    found = validate(dataset, shape_files(known.pack))
    assert [result.node for result in found] == [f"{BASE}snapshot/lakes"]
    assert "checksum" in found[0].message


def test_a_check_with_a_row_is_told_with_problem_remedy_and_severity(dataset: Store, tmp_path: Path) -> None:
    check = tmp_path / "unlabelled.rq"
    check.write_text(
        "# title: Persons called Ada\n# problem: A person is called Ada.\n# remedy: Call her otherwise.\n"
        "# severity: warning\n"
        f"SELECT ?entity ?property ?value WHERE {{ ?entity <{RDFS}label> ?value . BIND(<{RDFS}label> AS ?property)"
        ' FILTER(STRSTARTS(?value, "Ada")) }\n',
        encoding="utf-8",
    )
    (found,) = validate(dataset, [], [check])
    assert (found.severity, found.message) == ("Warning", "A person is called Ada. Call her otherwise.")
    assert (found.node, found.path, found.value) == (f"{BASE}agent/ada-example", f"{RDFS}label", "Ada Example")
    assert found.shape == "unlabelled.rq"
    assert found.document is None  # the registry describes her


SHAPE = """
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix wsw: <https://w3id.org/who-said-what/ns#> .
ex:Shape a sh:NodeShape ; sh:targetClass wsw:TextSnapshot ; sh:sparql ex:constraint .
ex:constraint a sh:SPARQLConstraint ; sh:message "It has {?value}." ; sh:select "%s" .
"""


def shapes_with(folder: Path, select: str) -> Shapes:
    path = folder / "shapes.ttl"
    path.write_text(SHAPE % select, encoding="utf-8")
    return read_shapes([path])


def test_a_message_of_a_constraint_is_filled_with_the_values_found(dataset: Store, tmp_path: Path) -> None:
    select = f"SELECT $this (COUNT(?s) AS ?value) WHERE {{ ?s <{OA}hasSource> $this }} GROUP BY $this"
    (found,) = sparql_violations(dataset, shapes_with(tmp_path, select))
    assert (found.node, found.message) == (f"{BASE}snapshot/lakes", "It has 21.")


@pytest.mark.parametrize("select", ["SELECT $this WHERE { ?s ?p", "SELECT nothing", "ASK WHERE { ?s ?p ?o }"])
def test_a_constraint_that_cannot_be_run_is_named(dataset: Store, tmp_path: Path, select: str) -> None:
    with pytest.raises(KnowledgeError, match="constraint"):
        list(sparql_violations(dataset, shapes_with(tmp_path, select)))


def test_a_shapes_file_that_is_no_turtle_is_named(dataset: Store, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text("ex:Shape a", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"shapes\.ttl"):
        validate(dataset, [path])


def test_a_check_that_is_not_sparql_is_named(dataset: Store, tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("SELECT WHERE", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"bad\.rq"):
        validate(dataset, [], [path])


# ---------------------------------------------------------------- the same results as pyshacl


def small(known: Knowledge) -> list[Quad]:
    """The fixture with only that of the ontology which it points to: pyshacl takes its time for each node."""
    quads = list(EmbeddedStore.of_lines(dataset_lines(known)).dataset)
    kept = [quad for quad in quads if "graph/knowledge>" not in str(quad.graph_name)]
    for _ in range(2):  # the codes, then their schemes
        pointed_to = {quad.object for quad in kept}
        kept += [quad for quad in quads if quad.subject in pointed_to and quad not in kept]
    return kept


WRONG: list[NamedNode | Literal] = [
    Literal("text"),
    Literal(""),
    Literal("text", language="de"),
    Literal("7.5", datatype=NamedNode(f"{XSD}decimal")),
    Literal("-1", datatype=NamedNode(f"{XSD}integer")),
    Literal("2021-02", datatype=NamedNode(f"{XSD}date")),
    NamedNode(f"{BASE}agent/nobody"),
    NamedNode(DOCUMENT),
]


def damaged(quads: list[Quad], seed: int) -> Store:
    """The dataset with some thirty quads removed, doubled or given another object."""
    chance = random.Random(seed)
    dataset = Store()
    dataset.extend(quads)
    for quad in chance.sample(sorted(quads, key=str), 30):
        if chance.random() < 0.7:
            dataset.remove(quad)
        if chance.random() < 0.7:
            dataset.add(Quad(quad.subject, quad.predicate, chance.choice(WRONG), quad.graph_name))
    return dataset


@pytest.mark.parametrize("seed", [0, 4, 6, 10])
def test_core_constraints_have_the_results_of_pyshacl(known: Knowledge, seed: int) -> None:
    dataset, files = damaged(small(known), seed), shape_files(known.pack)
    shapes = read_shapes(files)
    assert not shapes.unknown
    found = set(core_violations(dataset, shapes))
    assert found == set(structural_violations(dataset, files))
    assert len(found) > 10


MORE_WORDS = """
@prefix code: <https://w3id.org/who-said-what/code/> .
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wsw: <https://w3id.org/who-said-what/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Statement a sh:NodeShape ; sh:targetClass wsw:Statement ; sh:nodeKind sh:IRI ; sh:not ex:Nested ;
    sh:property ex:words , ex:order , ex:speaker , ex:confidence ; sh:message "statement" .
ex:words a sh:PropertyShape ; sh:path wsw:words ; sh:maxLength 10 ; sh:pattern "^NETS" ; sh:flags "i" ; sh:message "words" .
ex:order a sh:PropertyShape ; sh:path wsw:order ; sh:minExclusive 0 ; sh:maxExclusive 5 ; sh:message "order" ; sh:severity sh:Info .
ex:confidence a sh:PropertyShape ; sh:path wsw:confidence ; sh:maxInclusive 0.95 ; sh:minInclusive 0.95 ; sh:message "sure" .
ex:speaker a sh:PropertyShape ; sh:path wsw:speaker ; sh:node ex:Labelled ; sh:property ex:inner ; sh:message "speaker" .
ex:inner a sh:PropertyShape ; sh:path rdfs:label ; sh:hasValue "Most anglers"@en ; sh:uniqueLang true ; sh:message "inner" .
ex:Labelled a sh:NodeShape ; sh:property ex:short ; sh:message "labelled" .
ex:short a sh:PropertyShape ; sh:path rdfs:label ; sh:maxLength 11 ; sh:nodeKind sh:Literal ; sh:message "short" .
ex:Nested a sh:NodeShape ; sh:property ex:embedded ; sh:message "nested" .
ex:embedded a sh:PropertyShape ; sh:path wsw:embeddedIn ; sh:minCount 1 ; sh:message "embedded" .
ex:Off a sh:NodeShape ; sh:targetClass wsw:Statement ; sh:deactivated true ; sh:nodeKind sh:Literal ; sh:message "off" .
ex:Spoken a sh:NodeShape ; sh:targetObjectsOf wsw:speaker ; sh:class wsw:Report ; sh:message "spoken" .
ex:Nodes a sh:NodeShape ; sh:targetNode ex:nobody , code:agree ; sh:property ex:short , ex:embedded ; sh:message "nodes" .
"""


def test_words_of_shacl_that_our_shapes_do_not_use_yet_have_the_results_of_pyshacl(
    known: Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(MORE_WORDS, encoding="utf-8")
    dataset = Store()
    dataset.extend(small(known))
    found = set(core_violations(dataset, read_shapes([path])))
    assert found == set(structural_violations(dataset, [path]))
    messages = {violation.message for violation in found}
    assert messages == {"statement", "words", "order", "sure", "speaker", "inner", "spoken", "embedded"}


def test_shapes_with_words_that_the_program_does_not_know_go_to_pyshacl(dataset: Store, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix wsw: <https://w3id.org/who-said-what/ns#> .\n"
        "@prefix ex: <https://example.org/> .\n"
        'ex:Kind a sh:NodeShape ; sh:targetClass wsw:TextSnapshot ; sh:in ( ex:other ) ; sh:message "other" .\n',
        encoding="utf-8",
    )
    assert [(found.node, found.message) for found in validate(dataset, [path])] == [(f"{BASE}snapshot/lakes", "other")]


def test_a_shape_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .\n"
        "ex:A a sh:NodeShape ; sh:targetClass ex:B ; sh:property ex:missing .\n",
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError, match="missing"):
        read_shapes([path])
