"""The query layer: catalogue, parameters, binding, free SPARQL within limits, formats."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, Triple, parse_query_results

from kg.errors import KnowledgeError, LimitError, QueryError, StoreError, UnknownNameError, UsageError
from kg.namespaces import prefixes
from kg.query import sandbox
from kg.query.answers import Rows, Triples, Truth
from kg.query.binding import bind, keep_parts, outer_where
from kg.query.catalogue import Catalogue, open_catalogue, read_query
from kg.query.command import print_query, print_sparql, read_sparql
from kg.query.display import cell, visible
from kg.query.formats import FILE_FORMATS, FORMATS, render, render_file
from kg.query.header import Column, Parameter
from kg.query.limits import Dataset, check_sparql
from kg.query.nearest import nearest
from kg.query.parameters import Values, find_things, fold, resolve
from kg.query.places import line_and_column
from kg.query.run import run_query, sparql_of
from kg.query.sandbox import QueryWorker, run_sparql
from kg.query.tokens import TokenKind, iter_tokens
from kg.settings import Settings

ROOT = Path(__file__).parent.parent
GRAPH = ROOT / "tests" / "data" / "questions.trig"
CATALOGUE = Catalogue((ROOT / "queries",), prefixes(base="https://example.org/id/", pack="example"))
FAST = Settings(query_timeout_s=2.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the graph of questions."""
    path = tmp_path_factory.mktemp("query") / "store"
    store = Store(str(path))
    store.load(path=str(GRAPH), format=RdfFormat.TRIG)
    knowledge = NamedNode("https://example.org/id/graph/knowledge")
    store.load(path=str(ROOT / "ontology" / "codes.ttl"), format=RdfFormat.TURTLE, to_graph=knowledge)
    store.flush()
    return path


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store.read_only(str(folder))


@pytest.fixture(scope="module")
def worker(folder: Path) -> Iterator[QueryWorker]:
    with QueryWorker(folder, FAST) as worker:
        yield worker


# ---------------------------------------------------------------- catalogue

HEADER = """# title: Piers
# question: Which piers
#   are there?
# param town: text, optional, one of north south; where
# param least: integer, default 3; how many planks
# param share: decimal, default 0.5, from 0 to 1; how much of it stands
# requires: one of town, least
# column pier: its name
# column planks: list, detail; their numbers
# note: none
# example: kg query piers --town north
"""
BODY = "SELECT ?pier ?planks WHERE { ?pier ?asked_town ?planks ; ?asked_least ?x ; ?asked_share ?y }\n"


def catalogue_of(folder: Path, **files: str) -> Catalogue:
    for name, text in files.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return Catalogue((folder,))


def test_a_header_says_all_of_a_query(tmp_path: Path) -> None:
    query = catalogue_of(tmp_path, piers=HEADER + BODY).find_query("piers")
    assert query.title == "Piers"
    assert query.question == "Which piers are there?"
    assert query.parameters == (
        Parameter("town", "text", "where", required=False, choices=("north", "south")),
        Parameter("least", "integer", "how many planks", required=False, default="3"),
        Parameter("share", "decimal", "how much of it stands", False, "0.5", limits=(Decimal(0), Decimal(1))),
    )
    assert query.columns == (
        Column("pier", "its name"),
        Column("planks", "their numbers", is_list=True, is_detail=True),
    )
    assert query.requires == (("town", "least"),)
    assert query.notes == ("none",)
    assert query.examples == ("kg query piers --town north",)


@pytest.mark.parametrize(
    ("old", "new", "place", "complaint"),
    [
        ("# title: Piers\n", "", "line 1", "no 'title'"),
        ("# note: none\n", "# title: Again\n", "line 10", "a second 'title'"),
        ("# note: none\n", "# remark: none\n", "line 10", "'remark' is not a key"),
        ("# note: none\n", "#note none\n", "line 10", "is no entry of a header"),
        ("column pier:", "column:", "line 8", "'column' needs a name"),
        ("# note:", "# note pier:", "line 10", "'note' takes no name"),
        ("param town: text", "param town: village", "line 4", "'village' is not a type"),
        ("param town: text", "param format: text", "line 4", "'format' is an option of the command line"),
        ("; where", "", "line 4", "has no description"),
        ("optional, one of", "maybe, one of", "line 4", "'maybe' says nothing"),
        ("one of town, least", "town", "line 7", "'requires' is not understood"),
        ("one of town, least", "one of town, most", "line 7", "'most' is required or tested"),
        ("?asked_least", "?least", "line 5", "does not use ?asked_least"),
        (
            "?pier ?asked_town",
            "\n# if village\n# end if\n?pier ?asked_town",
            "line 7",
            "'village' is required or tested",
        ),
        ("?pier ?asked_town", "\n# if town\n?pier ?asked_town", "# if town", "is not ended"),
    ],
)
def test_a_fault_in_a_header_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, place: str, complaint: str
) -> None:
    text = HEADER + BODY
    assert old in text
    catalogue = catalogue_of(tmp_path, piers=text.replace(old, new, 1))
    with pytest.raises(KnowledgeError) as caught:
        catalogue.find_query("piers")
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "piers.rq"))
    assert place in message
    assert complaint in message
    assert "\n" not in message


def test_a_query_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "piers.rq").write_bytes(b"# title: \xff\n")
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_query(tmp_path / "piers.rq")


def test_an_unknown_query_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        CATALOGUE.find_query("who-sayd-what")
    assert caught.value.nearest[0] == "who-said-what"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["../queries/documents", "checks/order-shared", "names/issue", "/etc/passwd", ""])
def test_a_path_is_not_the_name_of_a_query(name: str) -> None:
    with pytest.raises(UnknownNameError):
        CATALOGUE.find_query(name)


def test_the_packs_file_of_a_name_replaces_the_cores_and_is_told(tmp_path: Path) -> None:
    own, core = tmp_path / "own", tmp_path / "core"
    for folder, title in ((own, "Own"), (core, "Core")):
        folder.mkdir()
        catalogue_of(folder, piers=HEADER.replace("Piers", title) + BODY)
    catalogue = Catalogue((own, core))
    assert catalogue.names() == ["piers"]
    assert catalogue.find_query("piers").title == "Own"
    assert catalogue.replaced() == [(core / "piers.rq", own / "piers.rq")]


def test_columns_that_differ_from_the_header_are_a_fault_of_the_file(tmp_path: Path) -> None:
    header = "# title: A\n# question: B?\n# column a: a\n"
    catalogue = catalogue_of(tmp_path, one=header + "SELECT ?b WHERE { BIND(1 AS ?b) }\n", two=header + "SELECT ?a {")
    with pytest.raises(KnowledgeError, match=r"one\.rq: the header names the columns a, the query gives b"):
        run_query("one", Store(), catalogue)
    with pytest.raises(KnowledgeError, match=r"two\.rq: not SPARQL"):
        run_query("two", Store(), catalogue)


def test_parts_of_lists_stand_in_alphabetical_order(tmp_path: Path) -> None:
    text = '# title: A\n# question: B?\n# column a: list; a\nSELECT ?a WHERE { BIND("c | a | b" AS ?a) }\n'
    assert run_query("lists", Store(), catalogue_of(tmp_path, lists=text)).texts() == [("a | b | c",)]


def test_the_repositorys_pack_has_the_whole_catalogue() -> None:
    from kg.pack import find_pack

    assert "who-said-what" in open_catalogue(find_pack(ROOT)).names()


# ---------------------------------------------------------------- tokens, binding


def test_tokens_tell_strings_iris_and_comments_from_code() -> None:
    text = 'SELECT ?a # WHERE {\n{ ?a <x:{y> \'it\\\'s {\' ; ex:where """two\n"{"""@en . FILTER(?a < 1.5 && _:b) }'
    found = [(token.kind, token.text) for token in iter_tokens(text)]
    assert (TokenKind.STRING, "'it\\'s {'") in found
    assert (TokenKind.STRING, '"""two\n"{"""') in found
    assert (TokenKind.PREFIXED_NAME, "ex:where") in found
    assert (TokenKind.PREFIXED_NAME, "_:b") in found
    assert (TokenKind.NUMBER, "1.5") in found
    assert (TokenKind.WORD, "WHERE") not in found
    # <x:{y> is no IRI: braces may not stand in one.
    assert [text for kind, text in found if text == "{"] == ["{", "{"]


def test_a_string_that_is_not_closed_is_told_with_its_place() -> None:
    with pytest.raises(QueryError, match="line 2, column 3"):
        list(iter_tokens("ASK {\n  'abc\n}"))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?a WHERE @{ ?a ?b ?c }",
        "SELECT ?a @{ ?a ?b ?c }",
        "# WHERE {\nSELECT ?a WHERE # {\n @{ ?a ?b ?c }",
        "PREFIX where: <x:#y> SELECT ('{' AS ?a) (EXISTS { ?x ?y ?z } AS ?b) WHERE @{ }",
        'ASK @{ FILTER("{" = """{""") }',
        "CONSTRUCT { ?a where:is '}' } WHERE @{ ?a ?b ?c }",
        "DESCRIBE ?a WHERE @{ ?a ?b ?c }",
        "SELECT ?a FROM <x:y> WHERE @{ { SELECT ?a WHERE { ?a ?b ?c } } }",
    ],
)
def test_values_go_into_the_outermost_where(text: str) -> None:
    query = text.replace("@", "")
    assert outer_where(query) == text.index("@")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("CONSTRUCT WHERE { ?a ?b ?c }", "short form"),
        ("DESCRIBE <x:y>", "no WHERE"),
        ("{ ?a ?b ?c }", "no SELECT"),
        ("CONSTRUCT { ?a ?b ?c", "not closed"),
    ],
)
def test_a_query_that_can_hold_no_values_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        outer_where(text)


def test_values_enter_as_one_block_a_parameter_and_unused_parts_stay_out() -> None:
    text = "SELECT * WHERE {\n  # if a and not b\n  1\n  # end if\n  # if b\n  2\n  # end if\n  # if not a\n  3\n  # end if\n}\n"
    terms: list[NamedNode | Literal] = [NamedNode("x:y"), Literal('"}\n', language="en")]
    assert bind(text, {"a": terms}) == ('SELECT * WHERE {\n  VALUES ?asked_a { <x:y> "\\"}\\n"@en }\n  1\n}\n')
    assert bind(text, {"b": [Literal(1)]}) == (
        'SELECT * WHERE {\n  VALUES ?asked_b { "1"^^<http://www.w3.org/2001/XMLSchema#integer> }\n  2\n  3\n}\n'
    )
    assert bind(text, {}) == "SELECT * WHERE {\n  3\n}\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("# if a\n# if b\n# end if", "line 2"), ("x\n# end if", "line 2"), ("# if a and b\n", "# if a and b")],
)
def test_marks_of_parts_must_pair(text: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        keep_parts(text, ())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_becomes_syntax(text: str) -> None:
    sparql = bind("SELECT ?asked_word WHERE { }", {"word": [Literal(text)]})
    (row,) = Store().query(sparql)  # type: ignore[misc]
    assert row["asked_word"].value == text


# ---------------------------------------------------------------- parameters

PIERS = NamedNode("https://w3id.org/who-said-what/issue/example/piers")
ADA = NamedNode("https://example.org/id/agent/ada")
TRUST = NamedNode("https://example.org/id/agent/trust")
SECTION_4 = NamedNode("http://www.legislation.gov.uk/id/ukpga/1901/1/section/4")


@pytest.mark.parametrize(
    ("type_name", "value", "thing"),
    [
        ("issue", "piers", PIERS),
        ("issue", "PIERS", PIERS),
        ("issue", "Landing  stages", PIERS),
        ("issue", PIERS, PIERS),
        ("issue", str(PIERS), PIERS),
        ("issue", "issue:piers", PIERS),
        ("issue", "https://w3id.org/who-said-what/issue/example/piers", PIERS),
        ("speaker", "ada example", ADA),
        ("speaker", "DAME ADA", ADA),
        ("speaker", "Children’s Pier Trust", TRUST),
        ("speaker", "the children's pier trust", TRUST),
        ("speaker", "CPT", TRUST),
        ("speaker", "agent:trust", TRUST),
        ("speaker", "the board", NamedNode("https://example.org/id/agent/harbour-board")),
        ("speaker", "Sample", NamedNode("https://example.org/id/agent/ben")),
        ("statute", "Piers Act 1901, section 4", SECTION_4),
        ("statute", "piers act 1901 s.4", SECTION_4),
        ("statute", "s4", SECTION_4),
        ("statute", "Section 4", SECTION_4),
        ("document", "article", NamedNode("https://example.org/id/document/article")),
        ("document", "piers in the news", NamedNode("https://example.org/id/document/article")),
        ("dilemma", "who-pays", NamedNode("https://example.org/id/dilemma/who-pays")),
        ("dilemma", "the town pays", NamedNode("https://example.org/id/dilemma/who-pays")),
        ("report", "case for piers", NamedNode("https://example.org/id/agent/report")),
        ("statement", "a0", NamedNode("https://example.org/id/statement/a0")),
        ("target", "the nation pays", NamedNode("https://example.org/id/dilemma/who-pays-nation")),
        ("question", "Should the nation pay?", NamedNode("https://example.org/id/section/summary-1")),
        ("kind", "local authority", NamedNode("https://w3id.org/who-said-what/code/local-authority")),
    ],
)
def test_a_thing_is_found_by_each_of_its_names(
    store: Store, type_name: str, value: str | NamedNode, thing: NamedNode
) -> None:
    if isinstance(value, str) and "section 4" in value.casefold() and "," in value:
        value = value.replace(",", "")
    assert find_things(type_name, value, store, CATALOGUE) == [thing]


def test_things_that_share_a_name_are_all_meant(store: Store) -> None:
    found = [str(term) for term in find_things("speaker", "Some respondents", store, CATALOGUE)]
    assert found == ["<https://example.org/id/group/some-1>", "<https://example.org/id/group/some-2>"]


@pytest.mark.parametrize(
    ("type_name", "value", "first"),
    [
        ("issue", "peers", "Piers"),
        ("speaker", "Ada Exampel", "Ada Example"),
        ("document", "sumary", "summary"),
        ("statute", "Pier Act 1901", "Piers Act 1901"),
    ],
)
def test_a_typing_mistake_is_answered_with_the_nearest_name(
    store: Store, type_name: str, value: str, first: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_things(type_name, value, store, CATALOGUE)
    assert caught.value.nearest[0].casefold() == first.casefold()


@pytest.mark.parametrize(
    "value",
    [
        "https://example.org/id/agent/nobody",
        "agent:nobody",
        "<x:y> } INSERT DATA { <x:a> <x:b> <x:c>",
        'piers" } # ',
        "piers'; DROP",
        "?asked_issue",
        "https://example.org/ }",
        "",
        "\ud800",
    ],
)
def test_what_is_no_name_is_refused_and_never_becomes_syntax(store: Store, value: str) -> None:
    with pytest.raises(UsageError):
        find_things("issue", value, store, CATALOGUE)


@pytest.mark.parametrize("value", ['x") || true)', "') } #", "\\u0022", "}", "?words"])
def test_a_text_that_looks_like_sparql_is_only_a_text(store: Store, value: str) -> None:
    assert run_query("figures", store, CATALOGUE, measure=value).texts() == []


def test_names_are_compared_without_what_does_not_matter() -> None:
    assert fold("The  Example’s Act,  Sections 12A") == "example's act, s 12a"
    assert fold("Cafe\u0301") == fold("CAFÉ")
    assert fold("The") == "the"


def test_values_are_terms_of_the_type_that_the_parameter_has(store: Store, tmp_path: Path) -> None:
    header = "# title: A\n# question: B?\n# param n: integer; n\n# param d: decimal; d\n# param t: date; t\n# param w: text; w\n"
    body = "SELECT ?asked_n ?asked_d ?asked_t ?asked_w {}\n"
    catalogue = catalogue_of(tmp_path, a=header + body)
    query = catalogue.find_query("a")
    values: dict[str, Values] = {"n": 7, "d": "0.5", "t": "2021-06", "w": ["x", "y", "x"]}
    terms = resolve(query, values, store, catalogue)
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert terms == {
        "n": [Literal("7", datatype=NamedNode(f"{xsd}integer"))],
        "d": [Literal("0.5", datatype=NamedNode(f"{xsd}decimal"))],
        "t": [Literal("2021-06-01", datatype=NamedNode(f"{xsd}date"))],
        "w": [Literal("x"), Literal("y")],
    }
    for name, wrong in (("n", "seven"), ("d", "half"), ("t", "yesterday"), ("t", "2021-13")):
        with pytest.raises(UsageError, match=f"{name}: '{wrong}' is not a"):
            resolve(query, {**values, name: wrong}, store, catalogue)
    with pytest.raises(UsageError, match="'a' needs a value for d"):
        resolve(query, {"n": 1, "t": "2021", "w": ""}, store, catalogue)


def test_parameters_that_are_missing_unknown_or_no_choice_are_told(store: Store) -> None:
    with pytest.raises(
        UsageError,
        match=r"'who-said-what' needs a value for one of issue, speaker, statute, kind, document\. "
        r"Example: kg query who-said-what --issue ferries$",  # of this dataset, which does not know the one in the header
    ):
        run_query("who-said-what", store, CATALOGUE)
    with pytest.raises(UsageError, match=r"statute, kind, document\.$"):
        run_query("who-said-what", Store(), CATALOGUE)
    with pytest.raises(UnknownNameError, match="unknown parameter 'isue'; nearest: issue"):
        run_query("who-said-what", store, CATALOGUE, isue="piers")
    with pytest.raises(UnknownNameError, match="unknown quantifier 'severl'; nearest: several"):
        run_query("group-claims", store, CATALOGUE, quantifier="severl")


def test_several_values_of_a_parameter_mean_any_of_them(store: Store) -> None:
    both = run_query("who-said-what", store, CATALOGUE, issue=["tides", "moorings"])
    assert [row["statement"][-2:] for row in both.dicts()] == ["a1", "b0", "b1"]


def test_the_sparql_that_is_sent_is_what_an_engine_needs_and_no_more(store: Store) -> None:
    query = CATALOGUE.find_query("who-said-what")
    sparql = sparql_of(query, store, CATALOGUE, {"issue": "piers"})
    assert f"WHERE {{\n  VALUES ?asked_issue {{ {PIERS} }}\n" in sparql
    assert "?asked_speaker" not in sparql
    assert "# if" not in sparql


def test_nearest_names_come_in_one_spelling_each() -> None:
    assert nearest("harbors", ["Harbours", "harbours", "Tides"]) == ["Harbours"]
    assert nearest("zzz", ["Harbours"]) == []


def test_names_far_less_like_than_the_best_are_no_guess() -> None:
    known = ["Harbours", "Harbour", "Barbara of Howth", "Arbours"]
    assert nearest("Harbors", known) == ["Harbours", "Arbours", "Harbour"]
    assert nearest("Ofsteed", ["Ofsted", "Foster carers", "Your Feedback"]) == ["Ofsted"]


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("LOAD <http://x.example/>", "line 1, column 1: LOAD is an update"),
        ("PREFIX a: <b:>\nINSERT DATA { <a:b> <a:b> <a:b> }", "line 2, column 1: INSERT is an update"),
        ("delete where { ?s ?p ?o }", "DELETE is an update"),
        ("WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH is an update"),
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "line 1, column 12: SERVICE would send"),
        ("SELECT * { service#x\nsilent ?x { ?s ?p ?o } }", "SERVICE would send"),
        ("PREFIX e: <http://x.example/> ASK { FILTER EXISTS { SERVICE e:a { ?s ?p ?o } } }", "SERVICE would send"),
        # A tokeniser could take <'&&?b> for an IRI and the clause for a string.
        ("SELECT * { FILTER(?a<'&&?b>')SERVICE<http://x.example/>{?s ?p ?o}#'\n}", "SERVICE would send"),
        ("SELECT * FROM <relative> { ?s ?p ?o }", "FROM needs the full IRI"),
        ("SELECT * FROM zz:g { ?s ?p ?o }", "FROM needs the full IRI"),
        ("", "no SELECT, CONSTRUCT, DESCRIBE or ASK"),
        ("SELECT '\ud800' {}", "not UTF-8"),
    ],
)
def test_what_a_query_may_not_do_is_refused_by_name(text: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        check_sparql(text, Settings())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"ASK {{ ?s ?p '{'a' * 64_000}' }}", "limit 64,000"),
        (f"ASK {{ ?s ?p {'(' * 1000}1{')' * 1000} }}", "nested deeper than 200"),
        (f"ASK {{ FILTER({'!' * 2001}true) }}", "limit 2,000"),
        (f"ASK {{ {{}} {'UNION {} ' * 2001} }}", "limit 2,000"),
    ],
)
def test_a_query_too_long_or_too_deep_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(LimitError, match=complaint) as caught:
        check_sparql(text, Settings())
    assert caught.value.exit_code == 4


def test_harmless_queries_pass() -> None:
    words = "SELECT ('SERVICE user' AS ?service) { ?service ?load ?o FILTER(CONTAINS(?o, 'SERVICE: <x> {')) }"
    assert check_sparql(words, Settings()) == Dataset()
    assert check_sparql(f"ASK {{ FILTER({'(' * 190}1=1{')' * 190}) }}", Settings()) == Dataset()
    many = " ".join(f"<x:{i}>" for i in range(4_000))
    assert check_sparql(f"SELECT * {{ VALUES ?x {{ {many} }} }}", Settings()) == Dataset()


def test_graphs_named_in_from_are_found() -> None:
    text = "PREFIX g: <x:g/> SELECT * FROM g:a FROM NAMED <x:b> { ?from ?p 'FROM <x:c>' }"
    assert check_sparql(text, Settings()) == Dataset((NamedNode("x:g/a"),), (NamedNode("x:b"),))


# ---------------------------------------------------------------- the worker


def test_a_query_is_answered_over_the_union_of_all_graphs_with_known_prefixes(worker: QueryWorker) -> None:
    answer = worker.ask(
        "SELECT ?label { agent:ada rdfs:label ?label . statement:a0 wsw:speaker agent:ada }",
        prefixes=CATALOGUE.prefixes,
    )
    assert answer == Rows(("label",), ((Literal("Ada Example", language="en"),),))


def test_every_kind_of_answer_comes_back(worker: QueryWorker) -> None:
    assert worker.ask("ASK { ?s ?p ?o }") == Truth(True)
    triple = Triple(NamedNode("x:a"), NamedNode("x:b"), Literal(1))
    assert worker.ask("CONSTRUCT { <x:a> <x:b> 1 } WHERE {}") == Triples((triple,))
    assert worker.ask("SELECT ?none ('x' AS ?a) {}") == Rows(("none", "a"), ((None, Literal("x")),))


def test_from_names_graphs_of_the_store_and_fetches_nothing(worker: QueryWorker) -> None:
    count = "SELECT (COUNT(*) AS ?n) FROM <https://example.org/id/graph/{}> {{ ?s a <https://w3id.org/who-said-what/ns#Statement> }}"
    assert worker.ask(count.format("article")).texts() == [("2",)]  # type: ignore[union-attr]
    for outside in ("file:///etc/hostname", "http://127.0.0.1/", "https://example.org/id/graph/none"):
        with pytest.raises(QueryError, match="no such graph in the store, and nothing is fetched"):
            worker.ask(f"SELECT * FROM <{outside}> {{ ?s ?p ?o }}")


@pytest.mark.parametrize(
    ("text", "message", "note"),
    [
        ("SELECT * {\n  ?s ?p ) \n}", "line 2, column 9: ')' cannot stand here.", "  ?s ?p )\n        ^"),
        ("SELECT * { OPTINAL { ?s ?p ?o } }", "line 1, column 12: 'OPTINAL' cannot", "SELECT * { OPTINAL { ?s ?p ?o } }\n           ^"),
        ("ASK { FILTER(?x ++) }", "line 1, column 19: ')' cannot stand here.", "ASK { FILTER(?x ++) }\n                  ^"),
        ("ASK { ?s ?p", "line 1, column 12: the query ends too early.", "ASK { ?s ?p\n           ^"),
        ("ASK { ?s ?p 'x }", "line 1, column 13: a string begins here", "ASK { ?s ?p 'x }\n            ^"),
        ("ASK { ?s zz:p ?o }", "line 1, column 10: the prefix 'zz:' is not declared.", "ASK { ?s zz:p ?o }\n         ^"),
        ("SELEC * { }", "line 1, column 1: no SELECT, CONSTRUCT, DESCRIBE or ASK", "SELEC * { }\n^"),
        ("SELECT ?a { ?b ?c ?d } GROUP BY ?b", "line 1, column 35: The SELECT contains a variable that is unbound.", "SELECT ?a { ?b ?c ?d } GROUP BY ?b\n                                  ^"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_column_and_caret(worker: QueryWorker, text: str, message: str, note: str) -> None:
    with pytest.raises(QueryError) as caught:
        worker.ask(text)
    assert str(caught.value).startswith(message)
    assert caught.value.__notes__ == [note]


def test_a_query_that_takes_too_long_is_stopped_and_the_next_is_answered(worker: QueryWorker) -> None:
    with pytest.raises(LimitError, match=r"stopped after 0\.5 s"):
        worker.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout_s=0.5)
    assert worker.ask("ASK {}") == Truth(True)


def test_a_query_that_takes_too_much_memory_is_stopped_and_the_next_is_answered(folder: Path) -> None:
    double = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(26))
    with QueryWorker(folder, Settings(worker_memory_limit=200_000_000)) as worker:
        with pytest.raises(LimitError, match=r"more than 0\.2 GB of memory"):
            worker.ask(f"SELECT (STRLEN(?x26) AS ?n) {{ BIND('0123456789' AS ?x0) {double} }}")
        assert worker.ask("ASK {}") == Truth(True)


def test_a_query_nested_too_deep_for_the_engine_kills_only_the_worker(
    worker: QueryWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "check_sparql", lambda *_: Dataset())
        with pytest.raises(LimitError):
            worker.ask(f"ASK {{ FILTER({'(' * 20_000}1=1{')' * 20_000}) }}")
    assert worker.ask("ASK {}") == Truth(True)


def test_rows_beyond_the_limit_are_cut_and_it_is_said(folder: Path) -> None:
    answer = run_sparql("SELECT * { ?s ?p ?o }", folder, settings=Settings(query_row_limit=3))
    assert isinstance(answer, Rows)
    assert (len(answer), answer.truncated) == (3, True)
    exact = run_sparql("SELECT * { VALUES ?x { 1 2 3 } }", folder, settings=Settings(query_row_limit=3))
    assert isinstance(exact, Rows)
    assert (len(exact), exact.truncated) == (3, False)


def test_a_big_answer_is_cut_and_it_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "RESULT_BYTES_AT_MOST", 1_000)
    answer = run_sparql("SELECT ?p { ?s ?p ?o }", folder)
    assert isinstance(answer, Rows)
    assert answer.truncated
    assert 0 < len(answer) < 50


def test_not_even_a_service_clause_that_slips_through_reaches_the_network(
    worker: QueryWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=lambda: hits.append(server.accept()), daemon=True).start()
        with monkeypatch.context() as patch:
            patch.setattr(sandbox, "check_sparql", lambda *_: Dataset())
            with pytest.raises(StoreError):
                worker.ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
            silent = worker.ask(f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        assert silent.texts() == [("", "", "")]  # type: ignore[union-attr]
    assert hits == []
    assert worker.ask("ASK { ?s ?p ?o }") == Truth(True)


def test_a_folder_without_a_store_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened for reading") as caught:
        run_sparql("ASK {}", tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- formats

NASTY = Rows(
    ("speaker", "n"),
    (
        (Literal('a "b", c\r\nd\te'), Literal(2)),
        (Literal("\x1b[31mred\x9b0m | *x* <b>", language="en"), None),
        (NamedNode("https://example.org/id/agent/ada"), Literal("0.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))),
    ),
)  # fmt: skip


def test_csv_is_verbatim() -> None:
    assert render(NASTY, "csv") == (
        'speaker,n\r\n"a ""b"", c\r\nd\te",2\r\n\x1b[31mred\x9b0m | *x* <b>,\r\nhttps://example.org/id/agent/ada,0.5\r\n'
    )


def test_tsv_keeps_the_kind_of_each_term_on_one_line() -> None:
    lines = render(NASTY, "tsv").splitlines()
    assert lines[0] == "?speaker\t?n"
    assert lines[1] == '"a \\"b\\", c\\r\\nd\\te"\t"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert lines[3].startswith("<https://example.org/id/agent/ada>\t")
    assert len(lines) == 4


def test_json_is_that_of_the_standard() -> None:
    found = json.loads(render(NASTY, "json"))
    assert found["head"] == {"vars": ["speaker", "n"]}
    assert found["results"]["bindings"][1] == {
        "speaker": {"type": "literal", "value": "\x1b[31mred\x9b0m | *x* <b>", "xml:lang": "en"}
    }
    assert found["results"]["bindings"][2] == {
        "speaker": {"type": "uri", "value": "https://example.org/id/agent/ada"},
        "n": {"type": "literal", "value": "0.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
    }
    assert "meta" not in found
    assert json.loads(render(Rows(("a",), (), truncated=True), "json"))["meta"] == {"truncated": True}


def test_markdown_escapes_what_would_be_markup() -> None:
    assert render(NASTY, "markdown") == (
        "| speaker | n |\n"
        "| --- | --- |\n"
        '| a "b", c d e | 2 |\n'
        "| ␛\\[31mred‹U+009B›0m \\| \\*x\\* \\<b\\> |  |\n"
        "| https://example.org/id/agent/ada | 0.5 |\n"
    )


def test_a_table_shows_labels_and_obeys_nothing() -> None:
    text = render(
        NASTY, "table", prefixes={"agent": "https://example.org/id/agent/"}, labels={"https://example.org/id/agent/ada": "[b]Ada[/b]"}
    )  # fmt: skip
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "␛[31mred‹U+009B›0m | *x* <b>" in text
    assert "[b]Ada[/b]" in text
    assert text.endswith("3 rows.\n")
    assert "agent:ada" in render(NASTY, "table", prefixes={"agent": "https://example.org/id/agent/"})


def test_a_table_names_what_it_leaves_out_and_says_when_rows_were_cut() -> None:
    rows = Rows(("a", "b", "c"), ((Literal("x"), None, Literal("y")),), truncated=True)
    text = render(rows, "table", hidden=("b", "c"))
    assert text.splitlines()[0].split() == ["a"]
    assert text.endswith("1 row, truncated: there are more than the limit allows. Other formats also give: c.\n")
    assert render(Rows(("a",), ()), "table").endswith("0 rows.\n")


def test_a_terminal_too_narrow_for_the_columns_gets_records() -> None:
    place = Literal("a pier at the end of the town")
    rows = Rows(("who", "words", "on"), tuple((Literal(name), Literal("too soon"), place) for name in ("Ada", "Ben")))
    records = render(rows, "table", width=14).splitlines()
    assert [line.split() for line in records[:5]] == [
        ["who", "Ada"],
        ["words", "too", "soon"],
        ["on", "a", "pier", "at", "the"],
        ["end", "of", "the", "town"],
        [],
    ]
    wide = render(rows, "table", width=80).splitlines()
    assert wide[0].split() == ["who", "words", "on"]
    assert wide[2] == "Ada   too soon   a pier at the end of the town"


def test_rows_without_a_column_or_a_value_are_still_counted() -> None:
    assert render(Rows((), ((), ())), "table").endswith("2 rows.\n")
    assert render(Rows(("a",), ((None,),)), "table").endswith("1 row.\n")


def test_answers_for_a_terminal_hold_no_control_characters() -> None:
    for name in FORMATS:
        if name not in ("turtle", *FILE_FORMATS):
            shown = render(NASTY, name, for_terminal=True)
            assert not {"\x1b", "\x9b", "\x00"} & set(shown), name


def test_tables_and_markdown_hold_no_control_characters_in_a_pipe_either() -> None:
    triples = Triples((Triple(NamedNode("x:a"), NamedNode("x:p"), Literal("red \x1b[31m\x07\x9b31m")),))
    for answer in (NASTY, triples):
        for name in ("table", "markdown"):
            assert not {"\x1b", "\x9b", "\x00", "\x07"} & set(render(answer, name)), name
    assert "\x1b" in render(NASTY, "csv")


def test_what_is_invisible_or_runs_backwards_is_shown_or_kept_apart() -> None:
    assert visible("a\u202eb\u200bc\x7f\x00\n", keep="\n") == "a‹U+202E›b‹U+200B›c␡␀\n"
    assert cell("שלום  x\ny") == "\u2068שלום x y\u2069"
    assert cell("plain") == "plain"
    assert visible("\ud800") == "\\ud800"


def test_triples_are_turtle_and_rows_have_none() -> None:
    triples = Triples((Triple(NamedNode("x:a"), NamedNode("https://example.org/p"), Literal(1)),))
    assert render(triples, "turtle", prefixes={"ex": "https://example.org/"}) == (
        "@prefix ex: <https://example.org/> .\n<x:a> ex:p 1 .\n"
    )
    assert render(triples, "csv") == "subject,predicate,object\r\nx:a,https://example.org/p,1\r\n"
    with pytest.raises(UsageError, match="rows have no Turtle"):
        render(NASTY, "turtle")
    with pytest.raises(UnknownNameError, match="unknown format 'jsn'; nearest: json"):
        render(NASTY, "jsn")


def test_xml_is_that_of_the_standard_and_well_formed_whatever_the_texts_hold() -> None:
    ill = Rows(("a",), ((Literal("\x00<&>]]>\r\n"),),))
    root = ElementTree.fromstring(render(ill, "xml"))
    sparql = "{http://www.w3.org/2005/sparql-results#}"
    assert [literal.text for literal in root.iter(f"{sparql}literal")] == ["\ufffd<&>]]>\r\n"]
    again = list(parse_query_results(render(NASTY, "xml").replace("\ufffd", "?"), QueryResultsFormat.XML))  # type: ignore[arg-type]
    assert again[0]["n"] == Literal(2)
    assert again[1]["n"] is None
    assert again[2]["speaker"] == NamedNode("https://example.org/id/agent/ada")
    assert "truncated" in render(Rows(("a",), (), truncated=True), "xml")
    assert bool(parse_query_results(render(Truth(True), "xml"), QueryResultsFormat.XML))


FORMULAS = ("=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a")


def test_what_a_spreadsheet_would_run_is_behind_an_apostrophe_for_people_and_verbatim_in_csv() -> None:
    rows = Rows(("words",), tuple((Literal(text),) for text in (*FORMULAS, "1-1", "– yes")))
    sheet = load_workbook(io.BytesIO(render_file(rows, "xlsx"))).active
    cells = [cell.value for cell in sheet["A"][1:]]
    assert cells == [
        *(f"'{text}".replace("\r", "\n").replace("\n", "_x000D_") if "\r" in text else f"'{text}" for text in FORMULAS),
        "1-1",
        "– yes",
    ]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    page = render(rows, "html")
    assert page.count("<bdi>&#x27;") == len(FORMULAS)
    assert render(rows, "csv").splitlines()[1] == "=1+1"


def test_a_spreadsheet_has_numbers_as_numbers_and_long_texts_cut_with_a_mark() -> None:
    rows = Rows(("n", "words"), ((Literal(40), Literal("x" * 40_000)), (Literal(-2), None)), truncated=True)
    sheet = load_workbook(io.BytesIO(render_file(rows, "xlsx"))).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        40,
        -2,
        "truncated: there are more rows than the limit allows",
    ]
    assert sheet["B2"].value.endswith("[cut here: a cell holds no more]")
    assert len(sheet["B2"].value) == 32_767
    assert render_file(rows, "xlsx") == render_file(rows, "xlsx")


def test_a_page_is_one_file_in_which_nothing_from_the_graph_is_markup() -> None:
    rows = Rows(
        ("a",),
        (
            (Literal("<script>alert(1)</script>\x1b"),),
            (NamedNode("javascript:alert(1)"),),
            (NamedNode("https://example.org/?a&b"),),
        ),
    )
    page = render(rows, "html", title="<b>", notes=["<i>"])
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert 'href="https://example.org/?a&amp;b"' in page
    assert 'href="javascript' not in page
    assert "\x1b" not in page


def test_any_answer_can_be_a_page_or_a_spreadsheet() -> None:
    triples = Triples((Triple(NamedNode("x:a"), NamedNode("x:p"), Literal(1)),))
    assert "<td" in render(triples, "html")
    assert ">true<" in render(Truth(True), "html")
    assert load_workbook(io.BytesIO(render_file(Truth(True), "xlsx"))).active["A2"].value == "true"
    with pytest.raises(UsageError, match=r"xlsx is no text\. Name a file for it"):
        render(triples, "xlsx")


def test_a_yes_or_no_is_text_or_json() -> None:
    assert render(Truth(False), "table") == "false\n"
    assert json.loads(render(Truth(True), "json")) == {"head": {}, "boolean": True}
    with pytest.raises(UsageError, match="has no Turtle"):
        render(Truth(True), "turtle")


# ---------------------------------------------------------------- whole commands


def test_turtle_of_a_saved_query_describes_what_the_answer_names(store: Store) -> None:
    text = print_query(CATALOGUE.find_query("trail"), {"statement": ["b4"]}, store, CATALOGUE, format_name="turtle")
    assert text == ""  # it has no passage in the graph
    text = print_query(CATALOGUE.find_query("trail"), {"statement": ["a0"]}, store, CATALOGUE, format_name="turtle")
    again = Store()
    again.load(text.encode(), RdfFormat.TURTLE)
    assert {str(quad.subject) for quad in again} == {
        "<https://example.org/id/statement/a0>",
        "<https://example.org/id/document/article>",
    }


def test_a_table_of_free_sparql_shows_labels(folder: Path) -> None:
    text = print_sparql("SELECT ?who { statement:a0 wsw:speaker ?who }", folder, CATALOGUE, settings=FAST)
    assert "Ada Example" in text
    csv = print_sparql("SELECT ?who { statement:a0 wsw:speaker ?who }", folder, CATALOGUE, format_name="csv")
    assert csv == "who\r\nhttps://example.org/id/agent/ada\r\n"


def test_a_query_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"SELECT * { ?s ?p '\xe9' }")
    (tmp_path / "empty.rq").write_text(" \n")
    for name, complaint in (("none.rq", "cannot be read"), ("latin.rq", "byte 18"), ("empty.rq", "is empty")):
        with pytest.raises(UsageError, match=complaint) as caught:
            read_sparql(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)


def test_asking_does_not_load_what_it_does_not_need(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pyoxigraph import Store\n"
        "from kg.query.catalogue import Catalogue; from kg.query.command import print_query\n"
        f"store, catalogue = Store.read_only({str(folder)!r}), Catalogue((Path({str(ROOT / 'queries')!r}),))\n"
        "print_query(catalogue.find_query('who-said-what'), {'issue': ['piers']}, store, catalogue, format_name='csv')\n"
        "print(sorted({'rich', 'rapidfuzz', 'pydantic', 'typer', 'rdflib', 'spacy', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_lines_and_columns_count_from_one() -> None:
    assert line_and_column("a\nbc\n", 0) == (1, 1)
    assert line_and_column("a\nbc\n", 3) == (2, 2)
