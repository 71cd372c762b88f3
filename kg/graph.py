"""A build or a server in, its graph out: the saved questions, SPARQL and rdflib, for Python and notebooks.

import kg
g = kg.open("build")
g.query("who-said-what", issue="investigations").to_pandas()
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.opening import answer_sparql, open_source
from kg.pack import PACK_FILE, find_pack
from kg.query.answers import Rows, Truth
from kg.query.catalogue import Catalogue, Query, open_catalogue
from kg.query.run import answer_query
from kg.query.side import side_file_of
from kg.rows import Table
from kg.settings import load_settings
from kg.store.embedded import EmbeddedStore
from kg.store.remote import RemoteStore

if TYPE_CHECKING:
    import rdflib

    from kg.pack import Pack
    from kg.query.parameters import Values
    from kg.settings import Settings


class Graph:
    """Who said what about which issue. Use `kg.open` to make one; `close` it, or use it in a `with`, to let go of the store."""

    def __init__(self, source: EmbeddedStore | RemoteStore, catalogue: Catalogue, settings: Settings) -> None:
        self._source = source
        self._catalogue = catalogue
        self._settings = settings
        self._side = side_file_of(source)
        self._dataset: rdflib.Dataset | None = None

    def query(self, name: str, /, **values: Values) -> Table:
        """The rows of a saved question, such as `g.query("who-said-what", issue="investigations")`.

        A speaker, an issue, a statute … is given by its name, alias, notation or IRI; a list means any of them. A name that is
        a word of Python gets an underscore: `from_="2021"`.
        Raises: UnknownNameError (with the nearest) and UsageError for what is asked; StoreError, LimitError of a server.
        """
        found = self._catalogue.find_query(name)
        answer = answer_query(
            found, self._source.dataset, self._catalogue, _plain_names(found, values), side=self._side
        )
        if not isinstance(answer, Rows):
            raise UsageError(f"{name!r} gives no rows. Use `kg query {name} --format turtle`.")
        hidden = [column.name for column in found.columns if column.is_detail]
        return Table(answer, prefixes=self._catalogue.prefixes, hidden=hidden)

    def sparql(self, text: str) -> Table | bool | rdflib.Graph:
        """The answer of a SPARQL query: rows of a SELECT, yes or no of an ASK, an rdflib graph of a CONSTRUCT or DESCRIBE.

        The usual prefixes (`wsw:`, `issue:`, `skos:` …) need no declaration. The limits of the settings hold: a table that was
        cut says so in `truncated`.
        Raises: QueryError with line and column for what is no query, and for an update; LimitError; StoreError.
        """
        answer = answer_sparql(text, self._source, self._catalogue, self._settings)
        if isinstance(answer, Truth):
            return answer.value
        if isinstance(answer, Rows):
            return Table(answer, prefixes=self._catalogue.prefixes)
        from kg.rdflib_store import to_graph

        return to_graph(answer.triples, self._catalogue.prefixes)

    @property
    def graph(self) -> rdflib.Dataset:
        """An rdflib Dataset over the same store, only read: nothing is copied. Its default graph is the union of all.

        Raises: UsageError for a server's graph: pull it first.
        """
        if not isinstance(self._source, EmbeddedStore):
            raise UsageError(f"{self._source.shown}: rdflib reads a build, not a server. Make one with `kg pull`.")
        if self._dataset is None:
            from kg.rdflib_store import open_dataset

            self._dataset = open_dataset(self._source.dataset, self._catalogue.prefixes)
        return self._dataset

    def queries(self) -> Table:
        """The saved questions: name, question, and what each can be asked with."""
        from pyoxigraph import Literal

        rows = tuple(
            (Literal(query.name), Literal(query.question), Literal(", ".join(query.parameter_names)))
            for query in self._catalogue.queries()
        )
        return Table(Rows(("name", "question", "parameters"), rows))

    def close(self) -> None:
        """Let go of the store."""
        self._dataset = None
        self._source.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph of {self._where}>"

    def _repr_html_(self) -> str:
        return f"<p>Graph of <code>{escape(self._where)}</code>; <code>queries()</code> lists what it can be asked.</p>"

    @property
    def _where(self) -> str:
        return str(self._source.path.parent) if isinstance(self._source, EmbeddedStore) else self._source.shown


def open_graph(
    build: str | Path | None = None, *, endpoint: str | None = None, pack: str | Path | None = None
) -> Graph:
    """The graph of a build's folder, or of a SPARQL 1.1 server.

    Args:
        build: the folder; None for the pack's own.
        endpoint: URL of a server, asked instead of a build. Logins come from the environment (`KG_ENDPOINT_USER` …).
        pack: folder of the pack.toml; None for the nearest upward from the build, else as `kg` finds it.
    Raises: UsageError where there is no build or no pack; StoreError; KnowledgeError.
    """
    if build and endpoint:
        raise UsageError("a build and an endpoint are both given. Give one of them.")
    folder = Path(build) if build else None
    chosen = _pack_of(folder, pack)
    settings, catalogue = load_settings(chosen.settings), open_catalogue(chosen)
    return Graph(open_source(chosen, settings, catalogue, build=folder, endpoint=endpoint), catalogue, settings)


def _pack_of(build: Path | None, pack: str | Path | None) -> Pack:
    if pack is None and build is not None:
        beside = next((one for one in build.resolve().parents if (one / PACK_FILE).is_file()), None)
        return find_pack(beside)
    return find_pack(pack)


def _plain_names(query: Query, values: dict[str, Values]) -> dict[str, Values]:
    known = query.parameter_names
    return {name.rstrip("_") if name.rstrip("_") in known else name: value for name, value in values.items()}
