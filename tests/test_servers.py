"""The same catalogue on the embedded store and on two real servers; graphs pushed to them and pulled back."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import Store as OxigraphStore
from servers import OXIGRAPH, VIRTUOSO, Server, oxigraph, virtuoso
from test_queries import CASES, CATALOGUE, load_questions

from kg.query.run import run_query
from kg.settings import Settings
from kg.store.remote import RemoteStore

pytestmark = pytest.mark.skipif(os.name != "posix", reason="servers are started as POSIX processes")
SERVERS = [
    pytest.param("oxigraph", marks=pytest.mark.skipif(not OXIGRAPH, reason="no oxigraph beside this Python")),
    pytest.param("virtuoso", marks=pytest.mark.skipif(not VIRTUOSO, reason="no virtuoso-t: apt install virtuoso-opensource-7-bin")),
]  # fmt: skip
SETTINGS = Settings(endpoint_timeout_s=20.0)


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that holds the graph of questions."""
    folder = tmp_path_factory.mktemp(request.param)
    start = oxigraph if request.param == "oxigraph" else virtuoso
    with start(folder / "data") as running, pytest.MonkeyPatch.context() as patch:
        for name, value in running.login.items():
            patch.setenv(name, value)
        from kg.store.graph_store import GraphStore

        target = GraphStore(running.graph_store, SETTINGS)
        questions = load_questions()
        for graph in questions.named_graphs():
            data = questions.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
            target.put(graph.value, data or b"")
        yield running


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
