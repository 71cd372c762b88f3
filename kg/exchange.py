"""A build and a server's address in, the same graphs on both sides out: `push` to the server, `pull` from it.

One request a graph, by the Graph Store Protocol; afterwards the server's counts are compared with ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import StoreError, UsageError
from kg.query.answers import Rows, text_of
from kg.query.engine import solve
from kg.store.addresses import queries_beside, shown
from kg.store.build_folder import BuildFolder
from kg.store.embedded import EmbeddedStore, build_store
from kg.store.graph_store import GraphStore
from kg.store.http import broken_off
from kg.store.journal import Journal
from kg.store.marker import is_marked
from kg.store.remote import RemoteStore

if TYPE_CHECKING:
    from kg.pack import Pack
    from kg.query.catalogue import Catalogue
    from kg.settings import Settings

Advance = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did; `stale` graphs of the pack are on the server and not in the build."""

    sent: tuple[str, ...]
    kept: tuple[str, ...]
    stale: tuple[str, ...]
    removed: tuple[str, ...]
    triples: int


@dataclass(frozen=True, slots=True)
class Servers:
    """The two addresses of one server: where it takes and gives graphs, where it answers queries."""

    graphs: GraphStore
    queries: RemoteStore

    def sizes(self, catalogue: Catalogue) -> dict[str, int]:
        """How many triples each graph of the server holds. Raises: StoreError, LimitError."""
        lookup = catalogue.lookup("graph-sizes")
        found = solve(lookup, lookup.text, self.queries)
        assert isinstance(found, Rows)
        return {text_of(graph): int(text_of(count)) for graph, count in found}


def open_servers(address: str, endpoint: str | None, settings: Settings) -> Servers:
    """Both addresses; that of queries is known for the usual kinds of servers.

    Raises: UsageError where it is not known and not given.
    """
    graphs = GraphStore(address, settings)
    queries = endpoint or queries_beside(graphs.address) or settings.endpoint
    if not queries:
        raise UsageError(f"{shown(address)}: where does this server answer queries? Say it with --endpoint URL.")
    return Servers(graphs, RemoteStore(queries, settings))


def push(
    build: Path,
    store: EmbeddedStore,
    servers: Servers,
    pack: Pack,
    catalogue: Catalogue,
    *,
    prune: bool = False,
    advance: Advance = lambda: None,
) -> Pushed:
    """Put each graph of a build in the place of the server's; those that it took before and still holds are left.

    `prune`: remove the pack's graphs that the build does not have.
    Raises: StoreError, LimitError; what was sent until then is noted and not sent again.
    """
    journal = Journal(build, servers.graphs.address)
    there, taken = servers.sizes(catalogue), journal.hashes()
    sent: list[str] = []
    counts: dict[str, int] = {}
    for graph in _graphs(store):
        data, counts[graph] = _triples(store, graph)
        digest = hashlib.sha256(data).hexdigest()
        if taken.get(graph) != digest or there.get(graph) != counts[graph]:
            servers.graphs.put(graph, data)
            taken[graph] = digest
            journal.keep(taken)
            sent.append(graph)
        advance()
    stale = tuple(graph for graph in sorted(there) if graph.startswith(_base(pack)) and graph not in counts)
    for graph in stale if prune else ():
        servers.graphs.delete(graph)
    _compare(servers.sizes(catalogue), counts, servers)
    kept = tuple(graph for graph in counts if graph not in sent)
    return Pushed(tuple(sent), kept, () if prune else stale, stale if prune else (), sum(counts.values()))


def pull(
    folder: Path,
    servers: Servers,
    pack: Pack,
    catalogue: Catalogue,
    *,
    force: bool = False,
    advance: Advance = lambda: None,
) -> dict[str, int]:
    """Make a build of the pack's graphs on a server; returns how many triples each has.

    The build appears whole or not at all. Raises: UsageError where one is there and `force` is not set; StoreError, LimitError.
    """
    if is_marked(folder) and not force:
        raise UsageError(
            f"{folder}: a build is there already. Name another folder with --build, or replace it by --force."
        )
    counts = {graph: size for graph, size in servers.sizes(catalogue).items() if graph.startswith(_base(pack))}
    if not counts:
        raise StoreError(
            f"{servers.queries.shown}: holds no graph of this pack ({_base(pack)}…). Correct the address or --pack."
        )
    found: dict[str, int] = {}
    with BuildFolder(folder) as new:
        build_store(new.begin(), _pulled_lines(servers, counts, found, advance))
        for graph, count in counts.items():
            if found.get(graph) != count:
                raise StoreError(
                    f"{servers.graphs.shown}: gave {found.get(graph, 0):,} triples of <{graph}>, which holds {count:,}. Pull again."
                )
        new.publish()
    return found


def _base(pack: Pack) -> str:
    return f"{pack.base}graph/"


def _graphs(store: EmbeddedStore) -> list[str]:
    return sorted(graph.value for graph in store.dataset.named_graphs() if isinstance(graph, NamedNode))


def _triples(store: EmbeddedStore, graph: str) -> tuple[bytes, int]:
    """A graph as sorted N-Triples, the same for the same triples; and how many they are."""
    data = store.dataset.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
    lines = sorted(line for line in data.split(b"\n") if line)
    return b"".join(line + b"\n" for line in lines), len(lines)


def _compare(there: dict[str, int], here: dict[str, int], servers: Servers) -> None:
    for graph, count in here.items():
        if there.get(graph) != count:
            raise StoreError(
                f"{servers.graphs.shown}: holds {there.get(graph, 0):,} triples of <{graph}>, and {count:,} were sent. "
                "Push again; if that does not help, the server changes what it takes."
            )


def _pulled_lines(servers: Servers, counts: dict[str, int], found: dict[str, int], advance: Advance) -> Iterator[str]:
    for graph in sorted(counts):
        answer, format = servers.graphs.get(graph)
        lines: set[str] = set()
        try:
            # Blank nodes of two graphs may bear one label.
            for quad in parse(cast(BinaryIO, answer), format, rename_blank_nodes=True):
                lines.add(f"{Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))} .\n")
        except SyntaxError as error:
            raise broken_off(servers.graphs.shown) from error
        found[graph] = len(lines)
        yield from sorted(lines)
        advance()
