"""What `kg serve` is given in, a running server out: the dataset opened, the port bound, requests answered until it is ended."""

from __future__ import annotations

import errno
import ipaddress
import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Store

from kg.errors import StoreError, UsageError
from kg.explorer.site import Identity, Site, Source
from kg.explorer.snapshot import Snapshot, open_snapshot
from kg.explorer.warming import warm
from kg.query.catalogue import open_catalogue
from kg.query.process import Place
from kg.query.side import open_side_file
from kg.settings import Settings
from kg.store.embedded import STORE, open_build
from kg.store.marker import MARKER, check_usable
from kg.store.side_file import write_side_file

if TYPE_CHECKING:
    import uvicorn

    from kg.pack import Pack

_PARSER_PLACE: Final = re.compile(r"^Parser error (?:at|between) line [^:]*: ")
LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORMATS: Final = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}


def serve(
    pack: Pack,
    settings: Settings,
    *,
    host: str,
    port: int,
    build: Path | None,
    data: Path | None,
    say: Callable[[str], None],
) -> None:
    """Serve until interrupted.

    Raises: UsageError for a build or file that is not there or no RDF; StoreError for a store that cannot be opened and
        a port that cannot be had.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is asked to end tidies up too
    with TemporaryDirectory(prefix="kg-serve-") as scratch:
        source = file_source(data, pack, settings, Path(scratch)) if data else build_source(build, pack, settings)
        site = Site(pack, source, settings, hosts=allowed_hosts(host), prepare=warm)
        with bind(host, port) as listener, closing(site):
            site.open()
            server = _make_server(site)
            say(f"http://{_address(host, listener.getsockname()[1])}/ (end with Ctrl-C)")
            server.run(sockets=[listener])


def allowed_hosts(host: str) -> frozenset[str] | None:
    """The names that requests may be addressed to: on a loopback address its own alone, else any."""
    try:
        is_loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = host == "localhost"
    return LOOPBACK_NAMES | {_bracketed(host).lower()} if is_loopback else None


def bind(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises: StoreError for a port that is in use, not allowed, or at an address that this machine has not.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        where = f"{_address(host, port)}: "
        if error.errno == errno.EADDRINUSE:
            raise StoreError(f"{where}the port is in use by another program. Choose one with --port.") from error
        if error.errno == errno.EACCES:
            raise StoreError(f"{where}the port is only for the administrator. Choose one above 1023.") from error
        raise StoreError(f"{where}cannot be listened at: {error.strerror}. Choose another --host or --port.") from error
    return listener


def build_source(build: Path | None, pack: Pack, settings: Settings) -> Source:
    """The build in a folder, now and whenever another takes its place.

    Raises: StoreError where the folder was named and is not there, or is no build.
    """
    folder = build or pack.build_folder
    if build and not build.is_dir():
        raise StoreError(f"{build}: no build here. Make one with 'kg build --build {build}', or leave --build out.")
    check_usable(folder)
    return Source(
        identity=lambda: _identity(folder),
        open=lambda: _open_build(folder, pack, settings),
        missing="No graph is built yet.",
        commands=(f"kg build --build {build}" if build else "kg build",),
    )


def _identity(folder: Path) -> Identity | None:
    try:
        marker = os.stat(folder / MARKER)
    except OSError:
        return None
    return marker.st_dev, marker.st_ino, marker.st_mtime_ns


def _open_build(folder: Path, pack: Pack, settings: Settings) -> Snapshot:
    """The build that stands there, held open so that it stays the same whatever happens to its name."""
    while True:
        identity = _identity(folder)
        store = open_build(folder).dataset
        descriptors = [os.open(path, os.O_RDONLY) for path in (folder / STORE, folder)]
        if identity == _identity(folder):
            break
        for descriptor in descriptors:  # another build took its place between our looks
            os.close(descriptor)
    held = _held(folder, descriptors[1])
    place = Place(folder / STORE, descriptors[0])
    key = "-".join(f"{number:x}" for number in identity or ())
    return open_snapshot(
        place,
        store,
        open_catalogue(pack),
        pack,
        settings,
        key=key,
        folder=held,
        union=True,
        descriptors=tuple(descriptors),
        side=open_side_file(held),
    )


def _held(folder: Path, descriptor: int) -> Path:
    """A path of an open folder that stays when the folder is renamed, where the system has such."""
    return Path(f"/proc/self/fd/{descriptor}") if sys.platform.startswith("linux") else folder


def file_source(path: Path, pack: Pack, settings: Settings, scratch: Path) -> Source:
    """A file of RDF, loaded once, into a store in the folder `scratch`.

    Raises: UsageError for a file that is missing or holds no RDF.
    """
    folder = scratch / STORE
    load_file(path, folder)
    write_side_file(scratch, Store.read_only(str(folder)))
    side = open_side_file(scratch)
    return Source(
        identity=lambda: (0,),
        open=lambda: open_snapshot(
            Place(folder),
            Store.read_only(str(folder)),
            open_catalogue(pack),
            pack,
            settings,
            key="file",
            folder=None,
            union=False,
            side=side,
        ),
        missing="",
        commands=(),
    )


def load_file(path: Path, folder: Path) -> None:
    """A store on disk, in `folder`, of a file of RDF.

    Raises: UsageError, with line and column, for a file that is missing or not what its ending says.
    """
    format = _FORMATS.get(path.suffix.lower())
    if format is None:
        raise UsageError(f"{path}: not a kind of file that is served. Known endings: {', '.join(_FORMATS)}.")
    if not path.is_file():
        raise UsageError(f"{path}: no such file. Give the path of a file of RDF.")
    store = Store(str(folder))
    try:
        store.bulk_load(path=str(path), format=format)
    except SyntaxError as error:
        place = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise UsageError(f"{path}{place}: {_complaint(str(error.msg))}") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be loaded: {error}. Check the file and the free space.") from error
    store.flush()


def _complaint(told: str) -> str:
    """What the parser says, without the place, which stands before it.

    >>> _complaint("Parser error at line 1 between columns 13 and 18: Invalid IRI code point ' '")
    "Invalid IRI code point ' '. Correct the file."
    """
    if "LoadDocumentCallback" in told:
        return "the file names a context elsewhere, which is not fetched. Write the context into the file."
    return f"{_PARSER_PLACE.sub('', ' '.join(told.split()))}. Correct the file."


def _make_server(site: Site) -> uvicorn.Server:
    import uvicorn

    from kg.explorer.app import create_app

    config = uvicorn.Config(
        create_app(site),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=256 * 1024,  # so that we refuse a long address, and not the parser
    )
    return uvicorn.Server(config)


def _address(host: str, port: int) -> str:
    return f"{_bracketed(host)}:{port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
