"""What `kg serve` does with queries of death, crowds, oversized requests and clients that go away."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from serving import FORM, Reply, Server, serving, wait_until

LIMIT_S = 1.5
SETTINGS = {"KG_SERVE_TIMEOUT_S": str(LIMIT_S), "KG_SERVE_QUICK_S": "0.2", "KG_WORKER_MEMORY_LIMIT": "300000000"}
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ONES = " ".join(str(number) for number in range(3_000))
DOUBLE = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(31))

# Each with the answers that are right: stopped at a limit (503, 504), refused for its nesting (400), or simply answered.
DEADLY = {
    "cross product": (CROSS, (504,)),
    "huge sort": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g ?c ?f ?i", (503, 504)),
    "grouping": ("SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d", (503, 504)),
    "doubling": (f"SELECT (STRLEN(?x31) AS ?n) {{ BIND('0123456789' AS ?x0) {DOUBLE} }}", (503, 504)),
    "values": (f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {ONES} }} VALUES ?b {{ {ONES} }} VALUES ?c {{ {ONES} }} }}", (503, 504)),
    "deep path": ("SELECT (COUNT(*) AS ?n) { ?a (<x:next>|^<x:next>)* ?b . ?c (<x:next>|^<x:next>)* ?d }", (503, 504)),
    "regex trap": ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?a), '^(x+)+$') || REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$')) }", (200, 503, 504)),
    "nested list": (f"ASK {{ ?s ?p {'(' * 1_000}1{')' * 1_000} }}", (400,)),
    "nested list within the limit": (f"ASK {{ ?s ?p {'(' * 150}1{')' * 150} }}", (200, 503, 504)),
    "parentheses": (f"ASK {{ FILTER({'(' * 20_000}1=1{')' * 20_000}) }}", (400,)),
    "unions": (f"ASK {{ {{}} {'UNION{}' * 9_000} }}", (400,)),
    "20 000 unions": (f"ASK {{ {{}} {'UNION {} ' * 20_000} }}", (400, 413)),
    "terms": (f"ASK {{ FILTER({'1+' * 20_000}1 = 1) }}", (400,)),
    "negations": (f"ASK {{ FILTER({'!' * 20_000}true) }}", (400,)),
}  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "chain.nt"
    path.write_text("".join(f"<x:{i}> <x:next> <x:{i + 1}> .\n" for i in range(2_000)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with serving("--data", data, **SETTINGS) as running:
        assert wait_until(lambda: is_served(running))
        yield running


def timed(server: Server, text: str, **parameters: str) -> tuple[Reply, float]:
    begin = time.monotonic()
    reply = server.query(text, **parameters)
    return reply, time.monotonic() - begin


def is_served(server: Server) -> bool:
    """Whether somebody else has a short answer within a second."""
    reply, seconds = timed(server, "SELECT ?o { <x:7> <x:next> ?o }")
    return reply.status == 200 and b"x:8" in reply.body and seconds < 1.0


# ---------------------------------------------------------------- queries of death


@pytest.mark.parametrize("name", DEADLY)
def test_a_query_of_death_is_ended_at_the_limit_and_others_are_served_meanwhile(server: Server, name: str) -> None:
    text, statuses = DEADLY[name]
    with ThreadPoolExecutor() as threads:
        deadly = threads.submit(timed, server, text)
        served = []
        while not deadly.done():
            served.append(is_served(server))
            time.sleep(0.1)
        reply, seconds = deadly.result()
    assert reply.status in statuses, reply.text
    assert seconds < LIMIT_S + 1
    assert all(served)
    assert is_served(server)
    assert server.process.poll() is None
    if reply.status != 200:
        assert json.loads(reply.body)["detail"]


def test_many_at_once_wait_or_are_sent_away_and_others_are_served(server: Server) -> None:
    with ThreadPoolExecutor(30) as threads:
        deadly = [threads.submit(timed, server, CROSS) for _ in range(20)]
        # However many came at once, within a moment those that take long are told apart.
        assert wait_until(lambda: is_served(server), LIMIT_S + 1)
        replies = [one.result() for one in deadly]
    assert {reply.status for reply, _ in replies} <= {503, 504}
    assert max(seconds for _, seconds in replies) < LIMIT_S + 1
    busy = [reply for reply, _ in replies if "too many" in reply.text.lower()]
    assert busy
    assert {int(reply.headers["retry-after"]) > 0 for reply in busy} == {True}
    assert is_served(server)


def test_what_was_killed_leaves_no_memory_behind(server: Server) -> None:
    before = settled_memory(server)
    for text in (DEADLY["doubling"][0], DEADLY["huge sort"][0], CROSS):
        timed(server, text)
    assert wait_until(lambda: server.memory() < 1.1 * before), (before, server.memory())


def settled_memory(server: Server) -> int:
    """When what was killed before has been replaced."""
    readings = [0, -1]
    while readings[-1] != readings[-2]:
        time.sleep(0.5)
        readings.append(server.memory())
    return readings[-1]


# ---------------------------------------------------------------- limits of one query


def test_a_client_can_lower_the_limit_of_time_and_not_raise_it(server: Server) -> None:
    lower, short = timed(server, CROSS, timeout="0.5")
    higher, long = timed(server, CROSS, timeout="60")
    assert (lower.status, higher.status) == (504, 504)
    assert "stopped after 0.5 s" in lower.text
    assert "stopped after 1.5 s (limit serve_timeout_s)" in higher.text
    assert short < 1.5
    assert long < LIMIT_S + 1


@pytest.mark.parametrize("wrong", ["0", "-1", "soon", "nan", "inf", ""])
def test_a_limit_that_is_no_number_is_refused(server: Server, wrong: str) -> None:
    assert server.get(f"/sparql?query=ASK%20%7B%7D&timeout={wrong}").status == 400
    assert server.get(f"/sparql?query=ASK%20%7B%7D&rows={wrong}").status == (200 if wrong == "0" else 400)


def test_rows_beyond_the_limit_are_cut_and_it_is_said(server: Server) -> None:
    cut = server.query("SELECT * { ?s <x:next> ?o }", rows="3")
    whole = server.query("SELECT * { ?s <x:next> ?o } LIMIT 3", rows="3")
    assert (cut.headers["x-truncated"], json.loads(cut.body)["meta"]) == ("true", {"truncated": True})
    assert len(json.loads(cut.body)["results"]["bindings"]) == 3
    assert "x-truncated" not in whole.headers
    assert "meta" not in json.loads(whole.body)
    xml = server.query("SELECT * { ?s <x:next> ?o }", rows="3", accept="application/xml")
    assert (xml.headers["x-truncated"], xml.text.count("<result>")) == ("true", 3)
    turtle = server.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", rows="3", accept="text/turtle")
    assert (turtle.headers["x-truncated"], turtle.text.splitlines()[0][:12]) == ("true", "# truncated:")


def test_an_answer_that_is_too_big_is_cut_and_it_is_said(data: Path) -> None:
    with serving("--data", data, KG_SERVE_RESULT_LIMIT="20000") as server:
        reply = server.query("SELECT * { ?s <x:next> ?o }")
        graph = server.get("/store?default")
    assert (reply.status, reply.headers["x-truncated"]) == (200, "true")
    assert 0 < len(reply.body) < 60_000
    assert (graph.status, "limit serve_result_limit" in graph.text) == (503, True)


# ---------------------------------------------------------------- requests that are too much


def test_a_long_address_is_refused(server: Server) -> None:
    for length in (60_000, 150_000):
        reply = server.get(f"/sparql?query=ASK%20%7B%7D%23{'a' * length}")
        assert reply.status == 414


def test_a_long_query_is_refused(server: Server) -> None:
    reply = server.query(f"ASK {{}} #{'a' * 64_000}")
    assert (reply.status, "limit 64,000" in reply.text) == (413, True)


def test_a_long_body_is_refused_whether_its_length_is_told_or_not(server: Server) -> None:
    told = server.ask("POST", "/sparql", b"a" * 30_000_000, content_type="application/sparql-query")
    assert told.status == 413
    with socket.create_connection((server.host, server.port), timeout=10) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"186A0\r\n" + b"a" * 100_000 + b"\r\n"
        for _ in range(12):
            connection.sendall(chunk)
        assert b" 413 " in connection.recv(100)


def test_a_compressed_body_is_refused(server: Server) -> None:
    reply = server.ask("POST", "/sparql", b"\x1f\x8b", content_type=FORM, content_encoding="gzip")
    assert reply.status == 415


def test_thousands_of_parameters_are_refused(server: Server) -> None:
    assert server.ask("POST", "/sparql", "a=b&" * 5_000, content_type=FORM).status == 400


# ---------------------------------------------------------------- addresses and hosts


@pytest.mark.parametrize(
    "path",
    [
        "/who/../../etc/passwd",
        "/static/../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/",
        "//evil.example/%2e%2e",
        "/\\evil.example",
        "/<script>alert(1)</script>",
        "/id/csc/%00",
        "/nowhere/%ff",
        "/nowhere?<b>",
    ],
)
def test_an_address_that_is_not_there_is_not_found_and_nothing_of_it_comes_back(server: Server, path: str) -> None:
    for accept in ("text/html", "*/*"):
        reply = server.get(path.replace("<", "%3C").replace(">", "%3E"), accept=accept)
        assert reply.status == 404
        assert "location" not in reply.headers
        for part in ("passwd", "evil", "<script>alert", "<b>", "root:"):
            assert part not in reply.text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example"]
)
def test_a_name_that_was_made_to_point_here_is_not_answered_for(server: Server, host: str) -> None:
    reply = server.ask("GET", "/sparql?query=ASK%20%7B%7D", host=host)
    assert (reply.status, b"boolean" in reply.body, "evil" in reply.text) == (421, False, False)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered_for(server: Server, host: str) -> None:
    assert server.ask("GET", "/sparql?query=ASK%20%7B%7D", host=host).status == 200


def test_every_answer_is_guarded(server: Server) -> None:
    for path in ("/sparql", "/nowhere", "/static/nowhere.js", "/api"):
        headers = server.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == (
            "'none'",
            "'self'",
            "'none'",
        )
        assert "unsafe-inline" not in headers["content-security-policy"]


def test_nothing_is_fetched_for_a_query(server: Server) -> None:
    hits: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as canary:
        port = canary.getsockname()[1]

        def count() -> None:
            while True:
                try:
                    hits.append(canary.accept())
                except OSError:
                    return

        threading.Thread(target=count, daemon=True).start()
        there = f"http://127.0.0.1:{port}/x"
        queries = [
            f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
            f"PREFIX e: <http://127.0.0.1:{port}/> SELECT * {{ OPTIONAL {{ service e:x {{ ?s ?p ?o }} }} }}",
            f"SELECT * FROM <{there}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"LOAD <{there}>",
        ]
        statuses = [server.query(text).status for text in queries]
        statuses.append(server.query("ASK {}", **{"default-graph-uri": there}).status)
        server.get(f"/store?graph={quote(there, safe='')}")
        time.sleep(0.2)
    assert statuses == [400] * 6 + [200]
    assert hits == []


# ---------------------------------------------------------------- clients that go away


def test_a_client_that_goes_away_frees_its_seat(data: Path) -> None:
    settings = {"KG_SERVE_TIMEOUT_S": "60", "KG_SERVE_WORKERS": "1", "KG_SERVE_WAITING": "0", "KG_SERVE_QUICK_S": "0.1"}
    with serving("--data", data, **settings) as server:
        gone = socket.create_connection((server.host, server.port))
        body = urlencode({"query": CROSS}).encode()
        gone.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + FORM.encode() + b"\r\n"
            b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
        )
        assert wait_until(server.has_long_query, 30)
        assert server.query(CROSS, timeout="20").status == 503  # the seat is taken, nobody may wait
        gone.close()
        assert wait_until(lambda: not server.has_long_query(), 30)
        assert wait_until(lambda: server.get(f"/sparql?query={quote(CROSS)}&timeout=2").status == 504, 30)


def test_fifty_clients_at_once_are_all_answered_soon(server: Server) -> None:
    """Short form of benchmarks/load.py."""

    def client(number: int) -> list[tuple[int, float]]:
        found = []
        for i in range(6):
            reply, seconds = timed(server, f"SELECT ?o {{ <x:{number * 7 + i}> <x:next> ?o }}")
            found.append((reply.status, seconds))
        return found

    assert wait_until(lambda: is_served(server))
    with ThreadPoolExecutor(50) as threads:
        results = [result for found in threads.map(client, range(50)) for result in found]
    assert {status for status, _ in results} == {200}
    assert sorted(seconds for _, seconds in results)[int(0.95 * len(results))] <= 1.0
