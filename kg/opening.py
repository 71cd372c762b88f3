"""A build or a server's address in, what questions are asked of out; and the answers of queries that somebody wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from kg.pack import Pack
    from kg.query.answers import Answer
    from kg.query.catalogue import Catalogue
    from kg.settings import Settings
    from kg.store.remote import RemoteStore


def open_source(
    pack: Pack, settings: Settings, catalogue: Catalogue, *, build: Path | None = None, endpoint: str | None = None
) -> EmbeddedStore | RemoteStore:
    """The server at `endpoint`, else the build in the folder `build`, else the server of the settings, else the pack's build.

    Raises: UsageError for an address that is none, and where there is no build; StoreError for a store or a server in trouble.
    """
    address = endpoint or ("" if build else settings.endpoint)
    if address:
        from kg.store.remote import RemoteStore

        server = RemoteStore(address, settings)
        _check_union(server, catalogue)
        return server
    from kg.own_pack import open_build_of

    return open_build_of(pack, build or pack.build_folder)


def _check_union(server: RemoteStore, catalogue: Catalogue) -> None:
    """Refuse a server whose answers would be empty without a word: one without documents, or with a default graph apart."""
    from kg.errors import StoreError
    from kg.query.answers import Rows
    from kg.query.engine import solve

    lookup = catalogue.lookup("default-graph")
    found = solve(lookup, lookup.text, server)
    assert isinstance(found, Rows)
    if not found.rows:
        raise StoreError(f"{server.shown}: holds no documents of kg. Load them with `kg push`, or correct the address.")
    if found.rows[0][1] is None:
        raise StoreError(
            f"{server.shown}: its default graph is not the union of its graphs, so that nothing would be found. "
            "Set it so (Oxigraph: --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)."
        )


def answer_sparql(text: str, source: EmbeddedStore | RemoteStore, catalogue: Catalogue, settings: Settings) -> Answer:
    """The answer of a query that somebody wrote, within the limits of the settings.

    Raises: QueryError for what is no query or not allowed; LimitError; StoreError.
    """
    if isinstance(source, EmbeddedStore):
        from kg.query.sandbox import run_sparql

        return run_sparql(text, source.path, settings=settings, prefixes=catalogue.prefixes)
    from kg.query.elsewhere import run_remote

    return run_remote(text, source, catalogue, settings)
