"""What a server may do wrong, and what is said and sent: a small server here that answers as each test wants."""

from __future__ import annotations

import gzip
import itertools
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, run_kg
from pyoxigraph import Literal, NamedNode, QueryBoolean

from kg.errors import KgError, LimitError, StoreError, UsageError
from kg.namespaces import prefixes
from kg.query.answers import Rows, Triples, Truth, to_answer
from kg.query.catalogue import Catalogue
from kg.query.elsewhere import run_remote
from kg.settings import Settings
from kg.store.addresses import check_address, queries_beside, shown
from kg.store.credentials import read_credentials
from kg.store.graph_store import GraphStore
from kg.store.levelling import levelled
from kg.store.remote import RemoteStore

FAST = Settings(endpoint_timeout_s=2.0)
CATALOGUE = Catalogue((ROOT / "queries",), prefixes(base="https://example.org/id/", pack="example"))
JSON = "application/sparql-results+json"
EMPTY = b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}'
Act = Callable[[BaseHTTPRequestHandler], None]


def reply(body: bytes, *, status: int = 200, media_type: str = JSON, length: int | None = None, **headers: str) -> Act:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return act


class Recorded:
    """A server's address and the requests that came: method, path, headers, body."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []


@contextmanager
def serving(*acts: Act) -> Iterator[Recorded]:
    """A server that acts once as each of `acts` says, then always as the last one."""
    turns = itertools.chain(acts, itertools.repeat(acts[-1]))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            recorded.requests.append((self.command, self.path, dict(self.headers), body))
            try:
                next(turns)(self)
            except OSError:  # the client has gone
                self.close_connection = True

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorded = Recorded(f"http://127.0.0.1:{server.server_address[1]}/sparql")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield recorded
    finally:
        server.shutdown()
        server.server_close()


def ask(url: str, text: str = "SELECT ?a { ?a ?b ?c }", settings: Settings = FAST) -> object:
    store = RemoteStore(url, settings)
    store._client._sleep = lambda _: None
    return to_answer(store.query(text))


# ---------------------------------------------------------------- what is sent


def test_a_short_query_goes_by_get_and_a_long_one_by_post() -> None:
    with serving(reply(EMPTY)) as server:
        ask(server.url)
        ask(server.url, f"SELECT ?a {{ ?a ?b '{'x' * 2000}' }}")
    (short, path, headers, _), (long, _, _, body) = server.requests
    assert (short, long) == ("GET", "POST")
    assert path.startswith("/sparql?query=SELECT+%3Fa")
    assert headers["Accept"] == JSON
    assert body.startswith(b"query=SELECT+%3Fa")


def test_a_word_in_a_comment_is_not_taken_for_the_form_of_the_query() -> None:
    with serving(reply(EMPTY)) as server:
        ask(server.url, "# unclear, CONSTRUCT\nPREFIX ask: <x:#describe>\nSELECT ?a { ?a ?b ?c }")
    assert server.requests[0][2]["Accept"] == JSON


def test_a_token_and_a_password_come_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "s3cret")
    with serving(reply(EMPTY)) as server:
        ask(server.url)
        assert server.requests[0][2]["Authorization"] == "Bearer s3cret"
    monkeypatch.delenv("KG_ENDPOINT_TOKEN")
    monkeypatch.setenv("KG_ENDPOINT_USER", "ada")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret")
    challenge = reply(b"", status=401, WWW_Authenticate='Basic realm="piers"')
    with serving(challenge, reply(EMPTY)) as server:
        ask(server.url)
        assert "Authorization" not in server.requests[0][2]
        assert server.requests[1][2]["Authorization"] == "Basic YWRhOnMzY3JldA=="
    digest = reply(b"", status=401, WWW_Authenticate='Digest realm="piers", nonce="abc", qop="auth"')
    with serving(digest, reply(EMPTY)) as server:
        ask(server.url)
        assert server.requests[1][2]["Authorization"].startswith('Digest username="ada", realm="piers"')
    assert "s3cret" not in repr(read_credentials())


def test_a_login_that_is_refused_is_told_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "ada")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret")
    for way in ('Basic realm="x"', 'Digest realm="x", nonce="a", qop="auth"', "Negotiate"):
        with serving(reply(b"", status=401, WWW_Authenticate=way)) as server:
            with pytest.raises(StoreError, match=r"not logged in or not allowed \(status 401\)") as caught:
                ask(server.url)
            assert "s3cret" not in str(caught.value)
            assert len(server.requests) <= 3


def test_nothing_secret_goes_unencrypted_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "s3cret")
    with pytest.raises(UsageError, match="would go there unencrypted"):
        RemoteStore("http://example.org/sparql")
    RemoteStore("http://example.org/sparql", Settings(endpoint_plain_http=1))
    RemoteStore("https://example.org/sparql")


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({"USER": "a"}, "belong together"),
        ({"USER": "a", "PASSWORD": "b", "TOKEN": "c"}, "both set"),
        ({"AUTH": "ntlm"}, "Set it to basic or digest"),
        ({"TOKEN": "a\nb"}, "control character"),
    ],
)
def test_logins_that_do_not_fit_together_are_refused(environment: dict[str, str], fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        read_credentials({f"KG_ENDPOINT_{name}": value for name, value in environment.items()})


@pytest.mark.parametrize(
    "address", ["ftp://a/", "file:///etc/hostname", "a", "http://", "http://a:x/", "http://a/ b", "http://a/\n", "//a"]
)
def test_what_is_no_address_of_a_server_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="address"):
        check_address(address)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(UsageError, match="a user or password stands in the address") as caught:
        check_address("https://ada:s3cret@example.org/sparql?key=k3y")
    assert "s3cret" not in str(caught.value)
    assert "k3y" not in str(caught.value)
    assert shown("https://ada:s3cret@example.org:1/a?b#c") == "https://example.org:1/a"


def test_where_queries_are_answered_is_known_of_well_known_servers() -> None:
    assert queries_beside("http://a:1/store") == "http://a:1/query"
    assert queries_beside("http://a/sparql-graph-crud-auth") == "http://a/sparql"
    assert queries_beside("http://a/piers/data/") == "http://a/piers/query"
    assert queries_beside("http://a/other") is None


def test_a_path_to_a_parameter_is_asked_alone_first_where_a_server_is_not_known_to_join_it_rightly() -> None:
    def text(pattern: str, values: str = "VALUES ?asked_issue { <x:a> <x:b> }") -> str:
        return f"PREFIX e: <x:>\nSELECT * WHERE {{\n  {values}\n{pattern}\n}}"

    asked = []

    def ask_nodes(query: str) -> list[NamedNode]:
        asked.append(query)
        return [NamedNode("x:c"), NamedNode("x:a")]

    joined = text("  ?issue e:broader* ?asked_issue ; e:label ?label .")
    condition = text("  FILTER EXISTS { ?s e:about/e:broader* ?asked_issue }")
    for server in ("Virtuoso/07.20.3233 (Linux)", ""):
        assert levelled(joined, server, ask_nodes) == text(
            "  VALUES ?issue { <x:a> <x:c> }\n  ?issue e:label ?label .", ""
        )
        listed = "  FILTER EXISTS { ?s e:about ?levelled FILTER(?levelled IN (<x:a>, <x:c>)) }"
        assert levelled(condition, server, ask_nodes) == text(listed, "")
        used = text("  ?issue e:broader* ?asked_issue .\n  BIND(?asked_issue AS ?x)")
        assert "VALUES ?asked_issue { <x:a> <x:b> }" in levelled(used, server, ask_nodes)
    alone = "PREFIX e: <x:>\nSELECT DISTINCT ?levelled WHERE {{ ?levelled e:broader* <x:{}> }}"
    assert set(asked) == {alone.format("a"), alone.format("b")}
    assert levelled(joined, "oxigraph/0.5.13", ask_nodes) == joined


# ---------------------------------------------------------------- what comes back


def test_all_kinds_of_answers_are_read_and_virtuosos_made_like_the_others() -> None:
    row = b'{"head": {"vars": ["a", "b"]}, "results": {"bindings": [{"a": {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}}]}}'
    with serving(reply(row)) as server:
        assert ask(server.url) == Rows(("a", "b"), ((Literal(True), None),))
    for number, truth in ((b"1", True), (b"0", False)):
        asked = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "%s"}}]}}'
        with serving(reply(asked % number)) as server:
            assert ask(server.url, "ASK {}") == Truth(truth)
    with serving(reply(b'{"head": {}, "boolean": true}')) as server:
        assert isinstance(RemoteStore(server.url).query("ASK {}"), QueryBoolean)
    with serving(reply(b"<x:a> <x:b> <x:c> .", media_type="text/turtle;charset=utf-8")) as server:
        answer = ask(server.url, "DESCRIBE <x:a>")
    assert isinstance(answer, Triples)
    assert answer.triples[0].object == NamedNode("x:c")


HTML = b"<html><title>Log\n in \x1b here</title></html>"
DRIP = Settings(endpoint_timeout_s=0.5)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars": ["a"]}, "results": {"bindings": [')
    while True:
        handler.wfile.write(b'{"a": {"type": "literal", "value": "%s"}},' % (b"x" * 100_000))


def silent(handler: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(1.5)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    for sign in EMPTY:
        handler.wfile.write(bytes([sign]))
        handler.wfile.flush()
        threading.Event().wait(0.1)


@pytest.mark.parametrize(
    ("act", "settings", "code", "message"),
    [
        (reply(HTML, media_type="text/html"), FAST, 3, "answers with a web page ('Log in here'), not with results"),
        (reply(EMPTY, media_type="text/plain"), FAST, 3, "answers in text/plain"),
        (reply(EMPTY[:30]), FAST, 3, "its answer breaks off"),
        (reply(EMPTY[:30], length=500), FAST, 3, "its answer breaks off"),
        (reply(gzip.compress(EMPTY)), FAST, 3, "its answer breaks off"),
        (reply(b"", status=302, Location="file:///etc/hostname"), FAST, 3, "redirects to file:///etc/hostname, where nothing is sent"),
        (reply(b"", status=307, Location="https://me:pass@b.example/?q"), FAST, 3, "redirects to https://b.example/, where nothing"),
        (reply(b"a\nb \x1b[31m", status=500), FAST, 3, "the server refused (status 500): a b [31m"),
        (reply(b"", status=404), FAST, 3, "has nothing there (status 404)"),
        (reply(b"", status=503), FAST, 3, "is busy (status 503)"),
        (reply(b"", status=429, Retry_After="3600"), FAST, 3, "It asks to come back after 3600 s"),
        (endless, Settings(endpoint_answer_limit=3_000_000), 4, "larger than 3,000,000 bytes"),
        (silent, DRIP, 4, "no whole answer within 0.5 s"),
        (dripping, DRIP, 4, "no whole answer within 0.5 s"),
    ],
)  # fmt: skip
def test_what_a_server_does_wrong_is_told_in_one_line_with_its_address(
    act: Act, settings: Settings, code: int, message: str
) -> None:
    with serving(act) as server:
        with pytest.raises(KgError) as caught:
            ask(server.url, settings=settings)
        assert str(caught.value).startswith(f"{server.url}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == code


def test_a_server_that_is_busy_is_asked_again_when_it_says() -> None:
    pauses: list[float] = []
    busy = reply(b"", status=429, Retry_After="1")
    with serving(busy, reply(b"", status=503), reply(EMPTY)) as server:
        store = RemoteStore(server.url, Settings(endpoint_timeout_s=20))
        store._client._sleep = pauses.append
        assert to_answer(store.query("SELECT ?a {}")) == Rows(("a",), ())
        assert len(server.requests) == 3
    assert pauses == [1.0, 0.6]


def test_nothing_that_answers_and_no_such_host_are_told() -> None:
    with serving(reply(EMPTY)) as server:
        gone = server.url
    with pytest.raises(StoreError, match="nothing answers there"):
        ask(gone)
    with pytest.raises(StoreError, match="no such host"):
        ask("http://nowhere.invalid/sparql")


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    import subprocess

    try:
        subprocess.run(
            [*openssl, "-keyout", "key.pem", "-out", "cert.pem"], cwd=tmp_path, check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("no openssl to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(StoreError, match="its certificate is not trusted: self-signed certificate"):
        ask(f"https://127.0.0.1:{server.server_address[1]}/sparql")
    server.shutdown()
    server.server_close()


def test_a_graph_store_sends_each_graph_once_and_by_its_name() -> None:
    with serving(reply(b"", status=204)) as server:
        GraphStore(f"{server.url}?a=1", FAST).put("x:g&1", b"<x:a> <x:b> <x:c> .")
    method, path, headers, body = server.requests[0]
    assert (method, path) == ("PUT", "/sparql?a=1&graph=x%3Ag%261")
    assert headers["Content-Type"] == "text/turtle"
    assert body == b"<x:a> <x:b> <x:c> ."


# ---------------------------------------------------------------- queries of unknown origin


def test_a_query_of_ones_own_is_checked_here_before_it_is_sent() -> None:
    with serving(reply(EMPTY)) as server:
        for text, message in (
            ("INSERT DATA { <x:a> <x:b> <x:c> }", "INSERT is an update"),
            ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE would send"),
            ("SELECT * {\n  ?s ?p ) \n}", "line 2, column 9"),
            ("SELECT * FROM <http://x.example/> { ?s ?p ?o }", "no such graph on the server"),
        ):
            sent = EMPTY.replace(b'"a"', b'"graph"')
            with serving(reply(sent)) as looked_up, pytest.raises(UsageError, match=message):
                run_remote(text, RemoteStore(looked_up.url, FAST), CATALOGUE, FAST)
        assert run_remote("SELECT ?a { ?a a wsw:Statement }", RemoteStore(server.url), CATALOGUE, FAST) == Rows(
            ("a",), ()
        )
    assert len(server.requests) == 1
    assert "PREFIX+wsw%3A" in server.requests[0][1]


def test_rows_beyond_the_limit_are_cut_and_the_rest_is_not_read() -> None:
    def many(handler: BaseHTTPRequestHandler) -> None:
        reply(
            json.dumps(
                {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "x"}}] * 50}}
            ).encode()
        )(handler)

    with serving(many) as server:
        few = run_remote("SELECT ?a {}", RemoteStore(server.url), CATALOGUE, Settings(query_row_limit=3))
    assert isinstance(few, Rows)
    assert (len(few), few.truncated) == (3, True)


def test_the_command_line_tells_trouble_with_a_server_and_writes_nothing(tmp_path: Path) -> None:
    nothing_there = EMPTY.replace(b'["a"]', b'["graph", "seen"]')
    with serving(reply(nothing_there)) as server:
        done = run_kg("query", "documents", "--endpoint", server.url, "-o", tmp_path / "a.csv")
        assert (done.code, done.out) == (3, "")
        assert (
            done.err
            == f"kg: {server.url}: holds no documents of kg. Load them with `kg push`, or correct the address.\n"
        )
    apart = (
        b'{"head": {"vars": ["graph", "seen"]}, "results": {"bindings": [{"graph": {"type": "uri", "value": "x:g"}}]}}'
    )
    with serving(reply(apart)) as server:
        done = run_kg("query", "documents", KG_ENDPOINT=server.url)
        assert (done.code, done.out) == (3, "")
        assert "its default graph is not the union of its graphs" in done.err
    assert list(tmp_path.iterdir()) == []


def test_limits_are_errors_of_limits() -> None:
    with serving(endless) as server, pytest.raises(LimitError):
        ask(server.url, settings=Settings(endpoint_answer_limit=1000))
