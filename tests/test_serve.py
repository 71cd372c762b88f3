"""`kg serve`: what it serves, how it picks up a new build, and what it says where it cannot."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from conftest import run_kg
from serving import Server, serving, wait_until

from kg.explorer.addresses import iri_at, local_address
from kg.explorer.negotiation import choose
from kg.namespaces import WSW
from kg.pack import find_pack
from kg.store import BuildFolder, build_store

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def publish(folder: Path, label: str) -> None:
    """A build of one triple."""
    with BuildFolder(folder) as target:
        build_store(target.begin(), [f'<x:thing> {LABEL} "{label}" <x:graph> .\n'])
        target.publish()


def label_now(server: Server) -> str:
    reply = server.query(f"SELECT ?label {{ <x:thing> {LABEL} ?label }}")
    assert reply.status == 200, reply.text
    [row] = json.loads(reply.body)["results"]["bindings"]
    return str(row["label"]["value"])


# ---------------------------------------------------------------- the build


def test_a_build_is_served_with_the_union_of_its_graphs_as_default_graph(tmp_path: Path) -> None:
    publish(tmp_path / "build", "first")
    with serving("--build", tmp_path / "build") as server:
        assert label_now(server) == "first"
        assert "UnionDefaultGraph" in server.get("/sparql", accept="text/turtle").text
        assert "first" in server.get("/store?default").text


def test_a_new_build_is_picked_up_without_a_failed_request(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    publish(folder, "first")
    with serving("--build", folder) as server:
        seen: list[str] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                seen.append(label_now(server))

        clients = [threading.Thread(target=ask) for _ in range(3)]
        for client in clients:
            client.start()
        for label in ("second", "third", "fourth"):
            publish(folder, label)
            assert wait_until(lambda label=label: seen[-1:] == [label], 20)
        stop.set()
        for client in clients:
            client.join()
        assert label_now(server) == "fourth"
    asked = iter(seen)
    assert list(dict.fromkeys(asked)) == ["first", "second", "third", "fourth"]


def test_without_a_build_every_page_says_which_command_makes_one(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(
        'key = "x"\ntitle = "X"\nbase = "https://example.org/id/x/"\n', encoding="utf-8"
    )
    with serving("--pack", tmp_path) as server:
        for path in ("/", "/sparql", "/api/documents"):
            page = server.get(path, accept="text/html")
            assert (page.status, "kg build" in page.text) == (503, True)
        publish(tmp_path / "build", "made meanwhile")
        assert wait_until(lambda: server.get("/sparql").status == 200)
        assert label_now(server) == "made meanwhile"


def test_a_build_that_is_removed_is_served_to_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    publish(folder, "kept")
    with serving("--build", folder) as server:
        folder.rename(tmp_path / "elsewhere")
        assert label_now(server) == "kept"


# ---------------------------------------------------------------- what cannot be served


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = run_kg("serve", "--port", str(port))
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == f"kg: 127.0.0.1:{port}: the port is in use by another program. Choose one with --port.\n"


@pytest.mark.parametrize(
    ("name", "text", "code", "complaint"),
    [
        ("missing.trig", None, 2, "no such file"),
        ("table.csv", "a,b\n", 2, "not a kind of file that is served"),
        ("broken.ttl", "<x:a> <x:b> .\n", 2, "broken.ttl, line 1"),
        ("half.nt", "<x:a> <x:b> <x:c> .\n<x:a> <x:b", 2, "half.nt, line 2"),
        ("blank.ttl", "<x:a> <x:b> <x c> .\n", 2, "blank.ttl, line 1, column 13: Invalid IRI code point"),
        ("far.jsonld", '{"@context": "http://example.org/c", "@id": "x:a"}', 2, "Write the context into the file."),
    ],
)
def test_a_file_that_cannot_be_served_is_named(
    tmp_path: Path, name: str, text: str | None, code: int, complaint: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    outcome = run_kg("serve", "--port", "0", "--data", tmp_path / name)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert complaint in outcome.err


def test_a_build_that_is_not_there_or_not_ours_is_named(tmp_path: Path) -> None:
    missing = run_kg("serve", "--port", "0", "--build", tmp_path / "nowhere")
    assert (missing.code, "no build here" in missing.err) == (3, True)
    (tmp_path / "file").write_text("", encoding="utf-8")
    foreign = run_kg("serve", "--port", "0", "--build", tmp_path)
    assert (foreign.code, "not made by kg" in foreign.err) == (3, True)
    publish(tmp_path / "build", "damaged")
    (tmp_path / "build" / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    damaged = run_kg("serve", "--port", "0", "--build", tmp_path / "build")
    assert (damaged.code, damaged.err.count("\n"), "CURRENT" in damaged.err) == (3, 1, True)


def test_data_and_build_together_are_refused(tmp_path: Path) -> None:
    outcome = run_kg("serve", "--data", tmp_path / "a.trig", "--build", tmp_path)
    assert (outcome.code, "Give one of them" in outcome.err) == (2, True)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_is_ended_leaves_no_process_and_no_file_behind(tmp_path: Path, ending: signal.Signals) -> None:
    data, scratch = tmp_path / "one.ttl", tmp_path / "scratch"
    data.write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    scratch.mkdir()
    with serving("--data", data, TMPDIR=str(scratch)) as server:
        children = server.children()
        assert len(children) > 2
        begin = time.monotonic()
        server.process.send_signal(ending)
        server.process.wait(timeout=60)
        assert time.monotonic() - begin < 5
    assert ending is signal.SIGKILL or not list(scratch.iterdir())
    assert wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


# ---------------------------------------------------------------- addresses and formats


def test_every_iri_of_ours_has_an_address_here_and_back() -> None:
    pack = find_pack()
    pairs = {
        f"{pack.base}statement/1f": "/id/csc/statement/1f",
        f"{pack.issue_base}poverty": "/issue/csc/poverty",
        "https://w3id.org/who-said-what/code/agree": "/code/agree",
        "https://w3id.org/who-said-what/ns": "/ns",
    }
    assert {iri: local_address(iri, pack) for iri in pairs} == pairs
    assert {iri_at(path, pack): path for path in pairs.values()} == pairs
    assert local_address(f"{WSW}speaker", pack) == "/ns#speaker"
    assert local_address("https://example.org/", pack) is None
    assert iri_at("/id/other/statement/1f", pack) is None


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "a/x"),
        ("a/y", "a/y"),
        ("A/Y ; Q=0.5", "a/y"),
        ("a/*;q=0.2, b/z;q=0.1", "a/x"),
        ("a/x;q=0.5, a/y", "a/y"),
        ("a/x;q=nonsense, a/y;q=0.9", "a/x"),
        ("*/*;q=0.1, a/x;q=0", "a/y"),
        ("other/name", "b/z"),
        ("c/d", None),
        (",,;", None),
    ],
)
def test_what_the_client_likes_best_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, ["a/x", "a/y", "b/z"], {"other/name": "b/z"}) == chosen
