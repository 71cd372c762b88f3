"""The SPARQL endpoint of `kg serve` against the W3C test suites that apply to a server for reading only.

Names of tests are those of https://github.com/w3c/rdf-tests/tree/main/sparql/sparql11 (protocol, graph-store-protocol,
service-description); the requests and the data are ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse, parse_query_results
from serving import FORM, Reply, Server, serving

DATA = ROOT / "tests" / "data" / "protocol.trig"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ONE, TWO, THREE = (f"http://example.org/data{n}" for n in (1, 2, 3))
NAMES = "SELECT ?name { ?s <http://xmlns.com/foaf/0.1/name> ?name } ORDER BY ?name"
NAMED = "SELECT ?g ?name { GRAPH ?g { ?s <http://xmlns.com/foaf/0.1/name> ?name } } ORDER BY ?g ?name"
TAB = 'two \t tab, "quoted"'


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("--data", DATA) as running:
        yield running


def rows(reply: Reply) -> list[tuple[str, ...]]:
    assert reply.status == 200, reply.text
    found = json.loads(reply.body)
    return [
        tuple(row[name]["value"] for name in found["head"]["vars"] if name in row)
        for row in found["results"]["bindings"]
    ]


def names(reply: Reply) -> list[str]:
    return [name for (name,) in rows(reply)]


def address(*pairs: tuple[str, str]) -> str:
    return f"/sparql?{urlencode(pairs, quote_via=quote)}"


def form(server: Server, *pairs: tuple[str, str], **headers: str) -> Reply:
    return server.ask("POST", "/sparql", urlencode(pairs, quote_via=quote), content_type=FORM, **headers)


# ---------------------------------------------------------------- protocol: queries


def test_query_get(server: Server) -> None:
    assert names(server.get(address(("query", NAMES)))) == ["default"]


def test_query_post_form(server: Server) -> None:
    assert names(form(server, ("query", NAMES))) == ["default"]


def test_query_post_direct(server: Server) -> None:
    assert names(server.ask("POST", "/sparql", NAMES, content_type=QUERY)) == ["default"]
    assert names(server.ask("POST", "/sparql", NAMES, content_type=f"{QUERY}; charset=utf-8")) == ["default"]


@pytest.mark.parametrize("method", ["GET", "POST", "direct"])
def test_query_dataset_default_graphs(server: Server, method: str) -> None:
    graphs = (("default-graph-uri", ONE), ("default-graph-uri", THREE))
    asked = ("query", NAMES)
    replies = {
        "GET": lambda: server.get(address(asked, *graphs)),
        "POST": lambda: form(server, asked, *graphs),
        "direct": lambda: server.ask("POST", address(*graphs), NAMES, content_type=QUERY),
    }
    assert names(replies[method]()) == ["one", "three"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_query_dataset_named_graphs(server: Server, method: str) -> None:
    pairs = (("query", NAMED), ("named-graph-uri", ONE), ("named-graph-uri", THREE))
    reply = server.get(address(*pairs)) if method == "GET" else form(server, *pairs)
    assert rows(reply) == [(ONE, "one"), (THREE, "three")]


def test_a_dataset_of_named_graphs_has_an_empty_default_graph(server: Server) -> None:
    assert names(server.get(address(("query", NAMES), ("named-graph-uri", ONE)))) == []


def test_a_dataset_of_default_graphs_has_no_named_graph(server: Server) -> None:
    assert rows(server.get(address(("query", NAMED), ("default-graph-uri", ONE)))) == []


def test_query_dataset_full(server: Server) -> None:
    graphs = (("default-graph-uri", THREE), ("named-graph-uri", ONE), ("named-graph-uri", TWO))
    assert names(form(server, ("query", NAMES), *graphs)) == ["three"]
    assert rows(form(server, ("query", NAMED), *graphs)) == [(ONE, "one"), (TWO, "two"), (TWO, TAB)]


def test_query_multiple_dataset(server: Server) -> None:
    """The dataset of the request wins over that of the query."""
    text = NAMES.replace("{", f"FROM <{TWO}> {{", 1)
    assert names(server.get(address(("query", text)))) == ["two", TAB]
    assert names(server.get(address(("query", text), ("default-graph-uri", ONE)))) == ["one"]


def test_a_graph_that_is_not_there_is_empty_as_a_parameter_and_refused_by_name_in_from(server: Server) -> None:
    nowhere = "http://127.0.0.1:9/nowhere"
    assert names(server.get(address(("query", NAMES), ("default-graph-uri", nowhere)))) == []
    refused = server.get(address(("query", NAMES.replace("{", f"FROM <{nowhere}> {{", 1))))
    assert refused.status == 400
    assert json.loads(refused.body)["detail"].startswith(f"FROM <{nowhere}>: no such graph")


def test_the_default_graph_of_a_file_is_served_as_it_is(server: Server) -> None:
    assert names(server.query(NAMES)) == ["default"]
    assert len(rows(server.query(NAMED))) == 6


@pytest.mark.parametrize("media_type", [JSON, XML, "text/csv", "text/tab-separated-values"])
def test_query_content_type_select(server: Server, media_type: str) -> None:
    reply = server.query(NAMES, **{"default-graph-uri": TWO}, accept=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    texts = {
        JSON: lambda: names(reply),
        XML: lambda: [node.text for node in ElementTree.fromstring(reply.text).iter() if node.tag.endswith("literal")],
        "text/csv": lambda: reply.text.splitlines() == ["name", "two", '"two \t tab, ""quoted"""'] and ["two", TAB],
        "text/tab-separated-values": lambda: [r["name"].value for r in _read_tsv(reply)],  # type: ignore[union-attr]
    }
    assert texts[media_type]() == ["two", TAB]


def _read_tsv(reply: Reply) -> QuerySolutions:
    found = parse_query_results(reply.body, format=QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)
    return found


@pytest.mark.parametrize(
    ("media_type", "whole"), [(JSON, '{"head": {}, "boolean": true}\n'), ("text/csv", "true\n"), (XML, None)]
)
def test_query_content_type_ask(server: Server, media_type: str, whole: str | None) -> None:
    reply = server.query("ASK { ?s ?p 'default' }", accept=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.text == whole if whole else "<boolean>true</boolean>" in reply.text


@pytest.mark.parametrize("form_of_query", ["DESCRIBE", "CONSTRUCT"])
@pytest.mark.parametrize(
    ("media_type", "format"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_query_content_type_describe_and_construct(
    server: Server, form_of_query: str, media_type: str, format: RdfFormat
) -> None:
    wanted = "<http://example.org/default>"
    text = {
        "DESCRIBE": f"DESCRIBE {wanted}",
        "CONSTRUCT": f"CONSTRUCT {{ {wanted} ?p ?o }} WHERE {{ {wanted} ?p ?o }}",
    }
    reply = server.query(text[form_of_query], accept=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert [str(quad.triple) for quad in parse(reply.body, format=format)] == [
        '<http://example.org/default> <http://xmlns.com/foaf/0.1/name> "default"'
    ]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/*;q=0.1, text/csv;q=0.2", "text/csv"),
        (f"{JSON};q=0.5, {XML};q=0.9", XML),
        (f"{JSON};q=0, */*;q=0.1", XML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", XML),
    ],
)
def test_the_answer_comes_in_the_format_that_the_client_likes_best(
    server: Server, accept: str, media_type: str
) -> None:
    reply = server.query("SELECT * {}", accept=accept)
    assert (reply.status, reply.media_type, reply.headers["vary"]) == (200, media_type, "Accept")


def test_a_format_that_there_is_not_is_refused_and_those_that_there_are_are_named(server: Server) -> None:
    reply = server.query("SELECT * {}", accept="image/png")
    assert (reply.status, reply.headers["vary"]) == (406, "Accept")
    assert "text/csv" in reply.text


def test_the_format_can_stand_in_the_address(server: Server) -> None:
    reply = server.get(address(("query", NAMES), ("format", "csv")))
    assert (reply.media_type, reply.text) == ("text/csv", "name\r\ndefault\r\n")
    assert server.get(address(("query", NAMES), ("format", "turtle"))).status == 400


# ---------------------------------------------------------------- protocol: what is refused


def test_bad_query_method(server: Server) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = server.ask(method, address(("query", NAMES)))
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_bad_multiple_queries(server: Server) -> None:
    pairs = (("query", "ASK {}"), ("query", NAMES))
    assert server.get(address(*pairs)).status == 400
    assert form(server, *pairs).status == 400
    assert server.ask("POST", address(pairs[0]), "ASK {}", content_type=QUERY).status == 400
    assert server.ask("POST", address(pairs[0]), "query=ASK%20%7B%7D", content_type=FORM).status == 400


def test_bad_query_wrong_media_type(server: Server) -> None:
    reply = server.ask("POST", "/sparql", NAMES, content_type="text/plain")
    assert reply.status == 415
    assert QUERY in reply.headers["accept-post"]


def test_bad_query_missing_form_type(server: Server) -> None:
    assert server.ask("POST", "/sparql", urlencode({"query": NAMES})).status == 415


def test_bad_query_missing_direct_type(server: Server) -> None:
    assert server.ask("POST", "/sparql", NAMES).status == 415


def test_bad_query_non_utf8(server: Server) -> None:
    latin = "ASK { ?s ?p 'é' }".encode("latin-1")
    assert server.ask("POST", "/sparql", latin, content_type=QUERY).status == 400
    assert (
        server.ask("POST", "/sparql", b"query=ASK%20%7B%20%3Fs%20%3Fp%20%27%E9%27%7D", content_type=FORM).status == 400
    )
    assert server.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%27%E9%27%7D").status == 400
    wide = server.ask("POST", "/sparql", "ASK {}".encode("utf-16"), content_type=f"{QUERY}; charset=utf-16")
    assert wide.status == 415


def test_bad_query_syntax(server: Server) -> None:
    reply = server.query("SELECT ?s\nWHERE { ?s ?p }")
    found = json.loads(reply.body)
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert (found["line"], found["column"]) == (2, 15)
    assert found["detail"].startswith("Line 2, column 15: '}' cannot stand here")


def test_a_nul_is_a_mistake_in_a_query_and_no_fault_of_the_server(server: Server) -> None:
    assert server.query("ASK { \0 }").status == 400
    assert server.get("/sparql?query=ASK%20%7B%00%7D").status == 400


def test_without_a_query_parameters_are_refused(server: Server) -> None:
    assert server.get(address(("default-graph-uri", ONE))).status == 400
    assert form(server, ("nothing", "")).status == 400
    assert server.ask("POST", "/sparql", "", content_type=QUERY).status == 400


def test_a_graph_that_is_no_iri_is_refused(server: Server) -> None:
    assert server.get(address(("query", "ASK {}"), ("default-graph-uri", "no iri"))).status == 400


def test_values_of_a_form_are_decoded_once(server: Server) -> None:
    text = "SELECT ('%25 %41 + &amp; é' AS ?v) {}"
    assert rows(form(server, ("query", text))) == [("%25 %41 + &amp; é",)]
    assert rows(server.get(address(("query", text)))) == [("%25 %41 + &amp; é",)]


# ---------------------------------------------------------------- protocol: updates


CLEAR = "CLEAR ALL"


@pytest.mark.parametrize(
    "pairs",
    [
        (("update", CLEAR),),
        (("update", CLEAR), ("using-graph-uri", ONE)),
        (("update", CLEAR), ("using-graph-uri", ONE), ("using-graph-uri", TWO)),
        (("update", CLEAR), ("using-named-graph-uri", ONE)),
        (("update", CLEAR), ("using-graph-uri", ONE), ("using-named-graph-uri", TWO)),
        (("update", CLEAR), ("update", CLEAR)),
        (("update", "CLEAR"),),
        (("update", "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"), ("using-graph-uri", ONE)),
    ],
    ids=[
        "update_post_form",
        "update_dataset_default_graph",
        "update_dataset_default_graphs",
        "update_dataset_named_graphs",
        "update_dataset_full",
        "bad_multiple_updates",
        "bad_update_syntax",
        "bad_update_dataset_conflict",
    ],
)
def test_updates_are_not_done_and_it_is_said(server: Server, pairs: tuple[tuple[str, str], ...]) -> None:
    reply = form(server, *pairs)
    assert reply.status == 403
    assert "read-only" in json.loads(reply.body)["detail"]
    assert server.get(address(*pairs)).status == 403  # bad_update_get
    assert names(server.query(NAMES)) == ["default"]


@pytest.mark.parametrize("text", [b"CLEAR ALL", b"BASE <x:> CLEAR ALL", b"INSERT DATA { <x:a> <x:b> '\xe9' }"])
def test_update_post_direct_update_base_uri_and_bad_update_non_utf8(server: Server, text: bytes) -> None:
    assert server.ask("POST", "/sparql", text, content_type=UPDATE).status == 403


def test_bad_update_wrong_media_type_and_bad_update_missing_form_type(server: Server) -> None:
    assert server.ask("POST", "/sparql", CLEAR, content_type="text/plain").status == 415
    assert server.ask("POST", "/sparql", urlencode({"update": CLEAR})).status == 415


def test_a_query_and_an_update_together_are_refused(server: Server) -> None:
    pairs = (("query", "ASK {}"), ("update", CLEAR))
    assert form(server, *pairs).status == 400
    assert server.get(address(*pairs)).status == 400


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "INSERT"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ],
)
def test_what_a_query_may_not_do_is_refused_by_name(server: Server, text: str, clause: str) -> None:
    reply = server.query(text)
    assert reply.status == 400
    assert clause in json.loads(reply.body)["detail"]


# ---------------------------------------------------------------- graph store


def test_put_get_default(server: Server) -> None:
    reply = server.get("/store?default")
    assert reply.media_type == "text/turtle"
    assert [quad.object.value for quad in parse(reply.body, format=RdfFormat.TURTLE)] == ["default"]


def test_put_get_repeat_indirect(server: Server) -> None:
    first, second = (server.get(f"/store?graph={quote(ONE, safe='')}", accept="application/n-triples") for _ in "12")
    assert first.text == second.text == '<http://example.org/one> <http://xmlns.com/foaf/0.1/name> "one" .\n'


def test_put_get_uri_pct_encoded_indirect_and_twice(server: Server) -> None:
    once, twice = (
        server.get(f"/store?graph={quote(name, safe='')}", accept="application/n-triples")
        for name in ("http://example.org/a%20b", "http://example.org/a%2520b")
    )
    assert ('"encoded once"' in once.text, '"encoded twice"' in twice.text) == (True, True)


def test_head_existing_indirect(server: Server) -> None:
    whole, head = (server.ask(method, f"/store?graph={quote(ONE, safe='')}") for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


def test_head_non_existing_indirect_keeps_the_connection_in_step(server: Server) -> None:
    import http.client

    connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
    for _ in range(2):
        connection.request("HEAD", "/store?graph=http%3A%2F%2Fexample.org%2Fnope")
        reply = connection.getresponse()
        assert (reply.status, reply.read()) == (404, b"")
        connection.request("GET", address(("query", "ASK {}"), ("format", "json")))
        assert json.loads(connection.getresponse().read())["boolean"]
    connection.close()


def test_a_graph_that_is_not_there_is_not_found(server: Server) -> None:
    reply = server.get("/store?graph=http%3A%2F%2Fexample.org%2Fnope")
    assert (reply.status, reply.media_type) == (404, "application/problem+json")


def test_direct_graphs_are_named_by_their_address(tmp_path_factory: pytest.TempPathFactory) -> None:
    """put_get_repeat_direct, head_existing_direct: what a read-only server can show of them."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("direct")
    data = folder / "direct.trig"
    graph = f"http://127.0.0.1:{port}/person/1%20a"
    data.write_text(f"<{graph}> {{ <x:a> <x:b> 'direct' . }}", encoding="utf-8")
    with serving("--data", data, "--port", str(port)) as server:
        got, head = server.get("/person/1%20a"), server.ask("HEAD", "/person/1%20a")
        missing, put = server.get("/person/2"), server.ask("PUT", "/person/1%20a", "", content_type="text/turtle")
    assert '"direct"' in got.text
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(got.body)))
    assert (missing.status, put.status, put.headers["allow"]) == (404, 405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "path", ["/store?default", "/store?graph=http%3A%2F%2Fexample.org%2Fdata1", "/store", "/store/x"]
)
def test_graphs_are_not_written(server: Server, method: str, path: str) -> None:
    reply = server.ask(method, path, "<x:a> <x:b> <x:c> .", content_type="text/turtle")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert len(rows(server.query(NAMED))) == 6


def test_graphs_can_be_asked_of_the_endpoint_too(server: Server) -> None:
    assert '"one"' in server.get(f"/sparql?graph={quote(ONE, safe='')}").text
    assert '"default"' in server.get("/sparql?default").text


# ---------------------------------------------------------------- service description


def test_returns_rdf_has_endpoint_triple_and_conforms_to_schema(server: Server) -> None:
    reply = server.get("/sparql", accept="text/turtle")
    assert (reply.status, reply.media_type, reply.headers["vary"]) == (200, "text/turtle", "Accept")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    found = Store()
    found.extend(parse(reply.body, format=RdfFormat.TURTLE))
    services = list(found.quads_for_pattern(None, None, NamedNode(f"{sd}Service")))
    assert len(services) == 1
    [endpoint] = found.quads_for_pattern(services[0].subject, NamedNode(f"{sd}endpoint"), None)
    assert endpoint.object == NamedNode(f"{server.address}/sparql")
    named = {quad.object.value for quad in found.quads_for_pattern(None, NamedNode(f"{sd}name"), None)}
    assert named == {ONE, TWO, THREE, "http://example.org/a%20b", "http://example.org/a%2520b"}
    assert not list(found.quads_for_pattern(None, None, NamedNode(f"{sd}UnionDefaultGraph")))


@pytest.mark.parametrize("media_type", ["application/ld+json", "application/n-triples", "application/rdf+xml"])
def test_the_service_description_comes_in_every_format(server: Server, media_type: str) -> None:
    assert server.get("/sparql", accept=media_type).media_type == media_type


# ---------------------------------------------------------------- headers


def test_every_answer_may_be_read_by_other_sites_without_credentials(server: Server) -> None:
    replies = [
        server.ask("GET", address(("query", "ASK {}")), origin="https://elsewhere.example"),
        server.ask("GET", "/sparql", origin="https://elsewhere.example"),
        server.ask("GET", address(("query", "nonsense")), origin="https://elsewhere.example"),
        server.ask("GET", "/store?default", origin="https://elsewhere.example"),
        server.ask("OPTIONS", "/sparql", origin="https://elsewhere.example", access_control_request_method="POST"),
    ]
    assert [reply.status for reply in replies] == [200, 200, 400, 200, 204]
    assert {reply.headers["access-control-allow-origin"] for reply in replies} == {"*"}
    assert not [reply for reply in replies if "access-control-allow-credentials" in reply.headers]
    assert "POST" in replies[-1].headers["access-control-allow-methods"]


def test_results_for_a_spreadsheet_are_files_and_nothing_is_sniffed(server: Server) -> None:
    for media_type in ("text/csv", "text/tab-separated-values"):
        reply = server.query(NAMES, accept=media_type)
        assert reply.headers["content-disposition"].startswith("attachment;")
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    whole, head = (server.ask(method, address(("query", NAMES))) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}
