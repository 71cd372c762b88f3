"""The store on disk (pyoxigraph): N-Quads lines in once, then queries of it, read-only."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from kg.errors import QueryError, StoreError, UsageError
from kg.store.build_folder import recover
from kg.store.faults import store_faults
from kg.store.interface import QueryResults
from kg.store.marker import check_usable, is_marked
from kg.store.side_file import SIDE_FILE, SideWriter

STORE: Final = "store"  # folder inside a build
_REBUILD: Final = "Build again with 'kg build'."
_CURRENT: Final = re.compile(rb"(MANIFEST-\d+)\n")


class EmbeddedStore:
    """A pyoxigraph store, in memory or read-only on disk."""

    def __init__(self, store: pyoxigraph.Store, path: Path | None = None) -> None:
        """`path`: named in error messages; None for a store in memory."""
        self._store: pyoxigraph.Store | None = store
        self._path = path or Path("store in memory")

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> EmbeddedStore:
        """A store in memory of N-Quads lines."""
        store = pyoxigraph.Store()
        store.bulk_load("".join(lines).encode("utf-8"), RdfFormat.N_QUADS)
        return cls(store)

    @property
    def path(self) -> Path:
        """The folder of the store; without meaning for one in memory."""
        return self._path

    @property
    def dataset(self) -> pyoxigraph.Store:
        """The engine's own object.

        Raises: StoreError after `close`.
        """
        if self._store is None:
            raise StoreError(f"{self._path}: the store is closed. Open it again.")
        return self._store

    def query(self, text: str, *, union: bool = True) -> QueryResults:
        try:
            with store_faults(self._path, "the query", _REBUILD):
                return self.dataset.query(text, use_default_graph_as_union=union)
        except SyntaxError as error:
            raise QueryError(f"query: {' '.join(str(error.msg).split())}. Correct it.") from error

    def lines(self) -> Iterator[str]:
        with store_faults(self._path, "reading all quads", _REBUILD):
            for graph in sorted(self.dataset.named_graphs(), key=str):
                yield from self._graph_lines(graph)

    def _graph_lines(self, graph: NamedNode | pyoxigraph.BlankNode) -> Iterator[str]:
        triples = self.dataset.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
        # A line feed ends each triple; str.splitlines would also cut at U+2028 and others, which stand unescaped.
        quads = [f"{line[:-2]} {graph} .\n" for line in triples.decode("utf-8").split("\n") if line]
        yield from sorted(quads)

    def close(self) -> None:
        self._store = None

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def build_store(folder: Path, lines: Iterable[str]) -> None:
    """Make the store of a new build, in `folder`/store, and its side file out of N-Quads lines (each with its line feed).

    Raises: StoreError for a full disk and other faults of it; SyntaxError for a line that is no quad, a fault of the caller.
    """
    file = folder / "quads.nq"
    with store_faults(folder, "writing the store", _REBUILD):
        with SideWriter(folder / SIDE_FILE) as side, ThreadPoolExecutor(1) as beside:
            with file.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(side.passing(lines))
            tables = beside.submit(side.finish)  # both leave Python's lock to others
            try:
                store = pyoxigraph.Store(str(folder / STORE))
                store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
                store.optimize()
                store.flush()
            except BaseException:
                side.stop()
                raise
            tables.result()
        file.unlink()


def open_build(path: Path) -> EmbeddedStore:
    """The store of the last good build, read-only.

    Raises: UsageError where there is no build; StoreError for a foreign folder, a newer format or a damaged store.
    """
    recover(path)
    check_usable(path)
    if not is_marked(path):
        raise UsageError(f"{path}: no build here. Make one with 'kg build', or name another folder with --build.")
    before = _identity(path)
    try:
        return _open(path / STORE)
    except StoreError:
        if _identity(path) == before:
            raise
    return open_build(path)  # another build took its place between our look at the folder and the opening


def _identity(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def _open(folder: Path) -> EmbeddedStore:
    with store_faults(folder, "opening the store", _REBUILD):
        current = _CURRENT.fullmatch((folder / "CURRENT").read_bytes())
        if not current or not (folder / os.fsdecode(current[1])).is_file():
            raise StoreError(f"{folder}/CURRENT: damaged, it names no manifest that is there. {_REBUILD}")
        return EmbeddedStore(pyoxigraph.Store.read_only(str(folder)), folder)
