"""Saved queries at /api, and what the graph says of a thing at the thing's own address."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from serving import Reply, Server, serving

from kg.pack import find_pack
from kg.query.catalogue import open_catalogue
from kg.query.guard import guarded

# An invented dataset in the words of the graph, as a pack of its own would have it.
QUESTIONS = ROOT / "tests" / "data" / "questions.trig"
BASE = "https://example.org/id/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "pack.toml").write_text(f'key = "example"\ntitle = "Harbours"\nbase = "{BASE}"\n', encoding="utf-8")
    dataset = Store()
    dataset.bulk_load(path=str(QUESTIONS), format=RdfFormat.TRIG)
    for name in ("codes.ttl", "wsw.ttl"):
        dataset.bulk_load(path=str(ROOT / "ontology" / name), format=RdfFormat.TURTLE, to_graph=NamedNode("x:words"))
    dataset.dump(str(pack / "data.nq"), format=RdfFormat.N_QUADS)
    with serving("--data", pack / "data.nq", "--pack", pack) as running:
        yield running


def answer(reply: Reply) -> dict[str, object]:
    assert (reply.status, reply.media_type) == (200, "application/json"), reply.text
    found = json.loads(reply.body)
    assert isinstance(found, dict)
    return found


def problem(reply: Reply) -> str:
    assert reply.media_type == "application/problem+json"
    return str(json.loads(reply.body)["detail"])


# ---------------------------------------------------------------- saved queries


def test_a_saved_query_is_asked_with_its_parameters(server: Server) -> None:
    found = answer(server.get("/api/issues"))
    assert found["meta"]["query"] == "issues"  # type: ignore[index]
    assert found["meta"]["truncated"] is False  # type: ignore[index]
    assert found["meta"]["count"] == len(found["rows"])  # type: ignore[index, arg-type]
    assert found["rows"]


def test_rows_can_be_limited_and_it_is_said_that_there_are_more(server: Server) -> None:
    whole = answer(server.get("/api/issues"))
    cut = answer(server.get("/api/issues?limit=1"))
    assert cut["rows"] == whole["rows"][:1]  # type: ignore[index]
    assert cut["meta"]["truncated"] is True  # type: ignore[index]
    assert server.get("/api/issues?limit=1").headers["x-truncated"] == "true"


def test_numbers_and_lists_are_those_of_json(server: Server) -> None:
    rows = answer(server.get("/api/who-said-what?speaker=Ada%20Example"))["rows"]
    assert isinstance(rows, list)
    assert rows
    assert {type(row["confidence"]) for row in rows} == {float}
    assert {type(row["issues"]) for row in rows} == {list}


def test_several_values_of_a_parameter_mean_any_of_them(server: Server) -> None:
    def statements(query: str) -> set[str]:
        return {row["statement"] for row in answer(server.get(f"/api/who-said-what?{query}"))["rows"]}  # type: ignore[index, attr-defined]

    ada, report = statements("speaker=Ada%20Example"), statements("speaker=The%20Case%20for%20Piers")
    assert ada
    assert report
    assert statements("speaker=Ada%20Example&speaker=The%20Case%20for%20Piers") == ada | report


def test_what_cannot_be_asked_is_named_with_what_can(server: Server) -> None:
    unknown = server.get("/api/who-said-wat")
    assert (unknown.status, "who-said-what" in problem(unknown)) == (404, True)
    thing = server.get("/api/who-said-what?speaker=Ada%20Exampel")
    assert (thing.status, "Ada Example" in problem(thing)) == (400, True)
    parameter = server.get("/api/who-said-what?speeker=Ada")
    assert (parameter.status, "speaker" in problem(parameter)) == (400, True)
    missing = server.get("/api/who-said-what")
    assert (missing.status, "needs a value" in problem(missing)) == (400, True)
    deeper = server.get("/api/query/who-said-what")
    assert (deeper.status, "who-said-what" in problem(deeper)) == (404, True)
    assert server.get("/api/issues?limit=many").status == 400
    assert server.get("/api/issues?format=docx").status == 400
    assert server.get("/api/../../etc/passwd").status == 404


def test_a_refusal_names_addresses_and_the_nearest_as_a_list_and_parameters_as_they_are_written(server: Server) -> None:
    thing = json.loads(server.get("/api/who-said-what?speaker=Ada%20Exampel").body)
    assert "Ada Example" in thing["nearest"]
    assert "/api/speakers lists all of them." in thing["detail"]
    parameter = json.loads(server.get("/api/who-said-what?speeker=Ada").body)
    assert parameter["nearest"] == ["speaker", "speaker_kind"]
    query = json.loads(server.get("/api/who-said-wat").body)
    assert ("who-said-what" in query["nearest"], "/api lists all" in query["detail"]) == (True, True)
    missing = json.loads(server.get("/api/who-said-what").body)
    assert "Example: /api/who-said-what?issue=" in missing["detail"]
    assert problem(server.get("/api/to-check?below=x")).startswith("below: 'x' is not a number")
    address = server.get("/id/example/agent/adda")
    assert json.loads(address.body)["nearest"] == ["/id/example/agent/ada"]
    for refused in (thing, parameter, query, missing):
        assert "kg query" not in refused["detail"]


def test_a_table_for_people_is_a_file_in_which_nothing_is_a_formula(server: Server) -> None:
    reply = server.get("/api/who-said-what?speaker=Ada%20Example&format=csv")
    assert reply.headers["content-disposition"] == 'attachment; filename="who-said-what.csv"'
    header, *rows = csv.reader(io.StringIO(reply.text))
    assert header[0] == "speaker"
    assert rows
    assert [guarded(sign + "1") for sign in "=+-@\t＝"] == [f"'{sign}1" for sign in "=+-@\t＝"]


def test_writing_is_not_served(server: Server) -> None:
    reply = server.ask("POST", "/api/issues", "x")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_description_names_every_query_its_parameters_and_columns(server: Server) -> None:
    described = answer(server.get("/api/openapi.json"))
    queries = open_catalogue(find_pack(ROOT)).queries()
    assert described["openapi"] == "3.1.0"
    paths = described["paths"]
    assert isinstance(paths, dict)
    assert set(paths) == {f"/api/{query.name}" for query in queries}
    assert {entry["name"] for entry in answer(server.get("/api"))["queries"]} == {query.name for query in queries}  # type: ignore[index, attr-defined]
    operation = paths["/api/to-check"]["get"]
    named = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"] if "name" in parameter}
    [query] = [query for query in queries if query.name == "to-check"]
    assert set(named) == set(query.parameter_names)
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(schema["properties"]["rows"]["items"]["properties"]) == [column.name for column in query.columns]


def test_the_description_has_what_openapi_demands_of_one(server: Server) -> None:
    """https://spec.openapis.org/oas/v3.1.0: required fields, unique operations, and references that lead somewhere."""
    told = answer(server.get("/api/openapi.json"))
    assert {"title", "version"} <= set(told["info"])  # type: ignore[call-overload]
    operations = [operation for path in told["paths"].values() for operation in path.values()]  # type: ignore[attr-defined]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        parameters = [followed(told, parameter) for parameter in operation["parameters"]]
        assert len({(one["name"], one["in"]) for one in parameters}) == len(parameters)
        for one in parameters:
            assert one["in"] in ("query", "path", "header", "cookie")
            assert "schema" in one
            assert ("default" not in one["schema"]) or not one.get("required")
        assert operation["responses"]
        for code, response in operation["responses"].items():
            assert code == "default" or 100 <= int(code) < 600
            assert followed(told, response)["description"]
    assert [path for path in told["paths"] if not path.startswith("/") or "{" in path] == []  # type: ignore[attr-defined]
    for schema in iter_schemas(told):
        assert isinstance(followed(told, schema), dict)
        kinds = schema.get("type", "object")
        known = {"string", "number", "integer", "boolean", "array", "object", "null"}
        assert {kinds} if isinstance(kinds, str) else set(kinds) <= known
        assert "items" in schema or kinds != "array"
        assert set(schema.get("required", ())) <= set(schema.get("properties", ()))


def followed(told: Any, node: Any) -> Any:
    """The object itself, or what its reference leads to."""
    if "$ref" not in node:
        return node
    found = told
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def iter_schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema of a description, however deep."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from iter_schemas(child)
    if isinstance(node, dict) and ("$ref" in node or isinstance(node.get("type"), str | list)):
        yield node


def test_every_query_that_needs_nothing_is_answered(server: Server) -> None:
    for query in open_catalogue(find_pack(ROOT)).queries():
        if not query.requires and not any(parameter.required for parameter in query.parameters):
            assert server.get(f"/api/{query.name}").status == 200, query.name


# ---------------------------------------------------------------- RDF at addresses


def things(server: Server, kind: str) -> list[str]:
    text = f'SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s ?p ?o FILTER(CONTAINS(STR(?s), "/{kind}/")) }} }} ORDER BY ?s LIMIT 3'
    rows = json.loads(server.query(text).body)["results"]["bindings"]
    return [row["s"]["value"].replace(BASE, "/id/example/") for row in rows]


@pytest.mark.parametrize(
    ("ending", "accept", "media_type", "format"),
    [
        ("", "*/*", "text/turtle", RdfFormat.TURTLE),
        ("", "application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        (".ttl", "application/ld+json", "text/turtle", RdfFormat.TURTLE),
        (".jsonld", "*/*", "application/ld+json", RdfFormat.JSON_LD),
        (".nt", "*/*", "application/n-triples", RdfFormat.N_TRIPLES),
    ],
)
def test_an_address_stands_for_the_iri_of_a_thing(
    server: Server, ending: str, accept: str, media_type: str, format: RdfFormat
) -> None:
    [path, *_] = things(server, "statement")
    reply = server.get(path + ending, accept=accept)
    assert (reply.status, reply.media_type, reply.headers["vary"]) == (200, media_type, "Accept")
    subjects = {quad.subject.value for quad in parse(reply.body, format=format)}  # type: ignore[union-attr]
    assert path.replace("/id/example/", BASE) in subjects


def test_a_statement_comes_with_its_parts(server: Server) -> None:
    kinds = set()
    for path in things(server, "statement"):
        for quad in parse(server.get(f"{path}.nt").body, format=RdfFormat.N_TRIPLES):
            kinds.add(quad.subject.value.removeprefix(BASE).partition("/")[0])  # type: ignore[union-attr]
    assert {"statement", "stance"} <= kinds


def test_a_graph_stands_at_its_address_as_a_whole(server: Server) -> None:
    [path, *_] = [row["g"]["value"].replace(BASE, "/id/example/") for row in json.loads(
        server.query('SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), "/graph/")) } ORDER BY ?g').body
    )["results"]["bindings"]]  # fmt: skip
    text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{path.replace('/id/example/', BASE)}> {{ ?s ?p ?o }} }}"
    count = int(json.loads(server.query(text).body)["results"]["bindings"][0]["n"]["value"])
    assert len(list(parse(server.get(f"{path}.nt").body, format=RdfFormat.N_TRIPLES))) == count > 1


def test_the_ontology_stands_at_its_namespace(server: Server) -> None:
    for path in ("/ns", "/ns.ttl"):
        subjects = {quad.subject.value for quad in parse(server.get(path).body, format=RdfFormat.TURTLE)}  # type: ignore[union-attr]
        assert "https://w3id.org/who-said-what/ns#Statement" in subjects
    assert server.get("/ns.jsonld").media_type == "application/ld+json"


@pytest.mark.parametrize(
    "path", ["/id/example/statement/nothing", "/id/other/statement/1f", "/issue/example/nothing.ttl", "/nsx"]
)
def test_what_the_graph_says_nothing_of_is_not_found(server: Server, path: str) -> None:
    assert server.get(path).status == 404


def test_things_are_not_written(server: Server) -> None:
    reply = server.ask("PUT", "/id/example/statement/1f", "", content_type="text/turtle")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_catalogue_asks_the_union_of_the_graphs_of_a_file_too(server: Server) -> None:
    assert answer(server.get("/api/documents"))["rows"]
    assert json.loads(server.query("SELECT * { ?s ?p ?o } LIMIT 1").body)["results"]["bindings"] == []
