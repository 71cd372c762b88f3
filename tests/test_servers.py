"""The same catalogue on the embedded store and on two real servers; graphs pushed to them and pulled back."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, CorpusBuild, run_kg
from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as OxigraphStore
from servers import OXIGRAPH, VIRTUOSO, Server, oxigraph, virtuoso
from test_queries import CASES, CATALOGUE, load_questions

from kg.asking import parse_words
from kg.errors import StoreError
from kg.exchange import open_servers, pull, push
from kg.pack import Pack, find_pack
from kg.query.catalogue import open_catalogue
from kg.query.run import answer_query, run_query
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore, build_store, open_build
from kg.store.graph_store import GraphStore
from kg.store.marker import write_marker
from kg.store.remote import RemoteStore

pytestmark = pytest.mark.skipif(os.name != "posix", reason="servers are started as POSIX processes")
SERVERS = [
    pytest.param("oxigraph", marks=pytest.mark.skipif(not OXIGRAPH, reason="no oxigraph beside this Python")),
    pytest.param("virtuoso", marks=pytest.mark.skipif(not VIRTUOSO, reason="no virtuoso-t: apt install virtuoso-opensource-7-bin")),
]  # fmt: skip
SETTINGS = Settings(endpoint_timeout_s=20.0)


PACK = Pack("example", "Example", "https://example.org/id/", ROOT, ROOT, None, None, None)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with the graph of questions."""
    folder = tmp_path_factory.mktemp("pushed") / "build"
    folder.mkdir()
    quads = load_questions().quads_for_pattern(None, None, None)
    build_store(folder, sorted(f"{quad} .\n" for quad in quads))
    write_marker(folder)
    return folder


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, build: Path) -> Iterator[Server]:
    """A server that the build was pushed to."""
    start = oxigraph if request.param == "oxigraph" else virtuoso
    with start(tmp_path_factory.mktemp(request.param) / "data") as running, pytest.MonkeyPatch.context() as patch:
        for name, value in running.login.items():
            patch.setenv(name, value)
        assert len(_push(running, build).sent) == 7
        yield running


def _push(server: Server, build: Path, *, prune: bool = False):  # type: ignore[no-untyped-def]
    servers = open_servers(server.graph_store, None, SETTINGS)
    with open_build(build) as store:
        return push(build, store, servers, PACK, CATALOGUE, prune=prune)


@pytest.fixture(scope="module")
def remote(server: Server) -> RemoteStore:
    return RemoteStore(server.endpoint, SETTINGS)


@pytest.fixture(scope="module")
def embedded() -> OxigraphStore:
    return load_questions()


@pytest.mark.parametrize(("name", "values"), [case[:2] for case in CASES], ids=lambda value: str(value))
def test_a_saved_query_gives_the_same_rows_everywhere(
    name: str, values: dict[str, str], embedded: OxigraphStore, remote: RemoteStore
) -> None:
    here = run_query(name, embedded, CATALOGUE, **values)
    there = run_query(name, remote, CATALOGUE, **values)
    assert there.columns == here.columns
    assert there.texts() == here.texts()


# What Virtuoso once answered with fewer rows and without a word.
CALLS = [
    "who-said-what --statute 'section 17' --issue help",
    "who-said-what --issue care --issue help --speaker 'Some respondents'",
    "who-said-what --statute 'Children Act 1989'",
    "statements-on-statute --statute 'Children Act 1989'",
    "coverage --document first-report",
    "issues-of-one-kind",
    "figures",
    "dilemma-sides",
]


@pytest.mark.parametrize("name", SERVERS)
def test_the_questions_on_the_corpus_have_the_same_answers_everywhere(
    name: str, corpus_build: CorpusBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = find_pack(ROOT)
    catalogue = open_catalogue(pack)
    examples = [example.removeprefix("kg query ") for query in catalogue.queries() for example in query.examples]
    # Those for pictures name things that are invented.
    calls = [call for call in (*examples, *CALLS) if not call.startswith(("view-", "chart-"))]
    shutil.copytree(corpus_build.folder / "store", tmp_path / "build" / "store")
    write_marker(tmp_path / "build")
    with (
        (oxigraph if name == "oxigraph" else virtuoso)(tmp_path / "data") as running,
        open_build(tmp_path / "build") as here,
    ):
        for variable, value in running.login.items():
            monkeypatch.setenv(variable, value)
        servers = open_servers(running.graph_store, None, SETTINGS)
        push(tmp_path / "build", here, servers, pack, catalogue)
        for call in calls:
            asked = parse_words(shlex.split(call))
            query = catalogue.find_query(asked.name or "")
            expected = answer_query(query, here.dataset, catalogue, asked.values)
            assert answer_query(query, servers.queries, catalogue, asked.values).texts() == expected.texts(), call  # type: ignore[union-attr]


# ---------------------------------------------------------------- push and pull


def test_a_push_that_is_done_again_sends_only_what_the_server_does_not_hold(server: Server, build: Path) -> None:
    done = _push(server, build)
    assert (len(done.sent), len(done.kept), done.stale) == (0, 7, ())
    store = GraphStore(server.graph_store, SETTINGS)
    store.put("https://example.org/id/graph/scan", b"")  # somebody emptied it
    store.put("https://example.org/id/graph/old", b"<x:a> <x:b> <x:c> .\n")
    done = _push(server, build)
    assert done.sent == ("https://example.org/id/graph/scan",)
    assert done.stale == ("https://example.org/id/graph/old",)
    done = _push(server, build, prune=True)
    assert (done.sent, done.stale, done.removed) == ((), (), ("https://example.org/id/graph/old",))
    assert _push(server, build).removed == ()


def test_a_push_that_breaks_off_goes_on_where_it_stopped(
    server: Server, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (build / "pushed.json").unlink()
    whole, sent = GraphStore.put, []

    def broken(self: GraphStore, graph: str, triples: bytes) -> None:
        if len(sent) == 3:
            raise StoreError("the server fell over")
        sent.append(graph)
        whole(self, graph, triples)

    with monkeypatch.context() as patch:
        patch.setattr(GraphStore, "put", broken)
        with pytest.raises(StoreError, match="fell over"):
            _push(server, build)
    done = _push(server, build)
    assert len(done.sent) == 4
    assert set(done.kept) == set(sent)


def test_what_is_pulled_is_what_was_pushed(server: Server, build: Path, tmp_path: Path) -> None:
    servers = open_servers(server.graph_store, None, SETTINGS)
    counts = pull(tmp_path / "again", servers, PACK, CATALOGUE)
    assert len(counts) == 7
    with open_build(tmp_path / "again") as again, open_build(build) as first:
        assert list(again.lines()) == list(first.lines())
        assert sum(counts.values()) == len(first.dataset)


def test_a_graph_that_the_server_changes_is_told(server: Server, tmp_path: Path) -> None:
    other = OxigraphStore()
    for name in ("a", "b"):
        other.add(
            Quad(NamedNode("x:a"), NamedNode("x:b"), NamedNode(f"x:{name}"), NamedNode("https://example.org/other/1"))
        )
    servers = open_servers(server.graph_store, server.endpoint, SETTINGS)
    whole = GraphStore.put
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GraphStore, "put", lambda self, graph, data: whole(self, graph, data.splitlines()[0]))
        with pytest.raises(StoreError, match=r"holds 1 triples of <https://example.org/other/1>, and 2 were sent"):
            push(tmp_path, EmbeddedStore(other), servers, PACK, CATALOGUE)
    GraphStore(server.graph_store, SETTINGS).delete("https://example.org/other/1")


def test_the_command_line_asks_a_server_that_only_reads(build: Path, tmp_path: Path) -> None:
    if not OXIGRAPH:
        pytest.skip("no oxigraph beside this Python")
    (tmp_path / "pack.toml").write_text(
        'key = "example"\ntitle = "E"\nbase = "https://example.org/id/"\n', encoding="utf-8"
    )
    with oxigraph(build / "store", read_only=True) as running:
        asked = ("query", "who-said-what", "--speaker", "Dame Ada", "--format", "csv", "--pack", tmp_path)
        there = run_kg(*asked, "--endpoint", running.endpoint)
        here = run_kg(*asked, "--build", build)
        refused = run_kg("push", running.graph_store, "--build", build, "--pack", tmp_path)
        pulled = run_kg("pull", running.graph_store, "--build", tmp_path / "pulled", "--pack", tmp_path)
        twice = run_kg("pull", running.graph_store, "--build", tmp_path / "pulled", "--pack", tmp_path)
    assert (there.code, there.err) == (0, "")
    assert there.out == here.out
    assert there.out.count("\n") == 3
    assert (refused.code, refused.out) == (3, "")
    assert (pulled.code, pulled.err) == (0, "")
    assert pulled.out.startswith("7 graphs, ")
    assert (twice.code, twice.out) == (2, "")
    own = tmp_path / "own.rq"
    own.write_text("SELECT (COUNT(?s) AS ?n) { ?s a wsw:Document }", encoding="utf-8")
    assert (
        run_kg("query", "--file", own, "--format", "csv", "--build", tmp_path / "pulled", "--pack", tmp_path).out
        == "n\n4\n"
    )
