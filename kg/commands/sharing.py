"""A build in, what others can ask of it out: `kg serve`, `export`, `push`, `pull`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.shared import BuildOption, ForceOption, OutputOption, PackOption, check_output, opened, pack_of, write
from kg.errors import UsageError
from kg.terminal import emit, note

EndpointOption = Annotated[
    str | None, typer.Option("--endpoint", help="URL where the server answers queries; known for the usual servers.")
]


def serve(
    port: Annotated[
        int, typer.Option("--port", help="Port to listen at; 0 takes a free one.", min=0, max=65535)
    ] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; others than this machine's own let others in.")
    ] = "127.0.0.1",
    data: Annotated[
        Path | None, typer.Option("--data", help="Serve this file of RDF, as it is, in place of the build.")
    ] = None,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Serve the graph to a browser and to programs.

    Pages at /, SPARQL at /sparql, saved queries at /api. Nothing that is served can be changed from there.
    """
    from kg.explorer.serve import serve as serve_dataset
    from kg.settings import load_settings

    if data and build:
        raise UsageError("--data and --build each name what to serve. Give one of them.")
    chosen = pack_of(pack)
    settings = load_settings(chosen.settings)
    serve_dataset(chosen, settings, host=host, port=port, build=build, data=data, say=note)


def export(
    format: Annotated[str, typer.Option("--format", help="turtle, trig, nquads, jsonld, csv or graphml.")] = "turtle",
    output: OutputOption = None,
    force: ForceOption = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Write the whole graph, sorted."""
    from kg.asking import check_format
    from kg.export import FORMATS, export_graph

    check_format(format, FORMATS)
    check_output(output, force=force)
    chosen = pack_of(pack)
    with opened(chosen, build) as store:
        write(export_graph(store, format, chosen), output, force=force)


def push(
    address: Annotated[str, typer.Argument(metavar="URL", help="The server's graph store, such as …/store.")],
    endpoint: EndpointOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove the pack's graphs that the build has not.")] = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Load the build's graphs onto a SPARQL server.

    Graphs that the server took before are not sent again. Log in by KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or
    KG_ENDPOINT_TOKEN.
    """
    from kg.exchange import open_servers
    from kg.exchange import push as push_build
    from kg.query.catalogue import open_catalogue
    from kg.settings import load_settings

    chosen = pack_of(pack)
    servers = open_servers(address, endpoint, load_settings(chosen.settings))
    folder = build or chosen.build_folder
    with opened(chosen, folder) as store:
        done = push_build(folder, store, servers, chosen, open_catalogue(chosen), prune=prune)
    for graph in done.stale:
        note(f"{graph}: on the server, not in this build; its statements still answer. Remove it with --prune.")
    removed = f", {len(done.removed)} removed" if done.removed else ""
    emit(
        f"{len(done.sent)} graphs sent, {len(done.kept)} there already{removed}; {done.triples} triples, counted there"
    )


def pull(
    address: Annotated[str, typer.Argument(metavar="URL", help="The server's graph store, such as …/store.")],
    endpoint: EndpointOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a build that is there.")] = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Make a build of the pack's graphs on a SPARQL server."""
    from kg.exchange import open_servers
    from kg.exchange import pull as pull_build
    from kg.query.catalogue import open_catalogue
    from kg.settings import load_settings

    chosen = pack_of(pack)
    servers = open_servers(address, endpoint, load_settings(chosen.settings))
    folder = build or chosen.build_folder
    counts = pull_build(folder, servers, chosen, open_catalogue(chosen), force=force)
    emit(f"{len(counts)} graphs, {sum(counts.values())} triples in {folder}")
