"""The web application in, its reading pages as plain files out: any web host can serve them, and a folder on disk can be opened.

Pages are asked of the application as a browser would ask, so that a copy shows what `kg serve` shows. What needs a server
(facets, comparisons, the SPARQL editor) is left out, and the copy says so.
"""

from __future__ import annotations

import asyncio
import html
import json
import os
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.types import Message

from kg.errors import StoreError, UsageError
from kg.explorer.copy_addresses import LINK, NETWORK, NETWORK_DATA, SEARCH, file_of, local_page, quoted, targets
from kg.explorer.page_addresses import Addresses
from kg.explorer.rendering import environment
from kg.view.page import json_block

if TYPE_CHECKING:
    from kg.pack import Pack
    from kg.settings import Settings

_START: Final = (
    "/",
    "/issues",
    "/speakers",
    "/documents",
    "/dilemmas",
    "/conflicts",
    "/statutes",
    "/findings",
    "/figures",
    "/timeline",
    "/matrix",
    "/network",
    "/help",
    "/ns",
)
_STATIC: Final = ("/static/site.css", "/static/site.js", "/static/copy.js", "/static/icon.svg")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application said to one request."""

    status: int
    media_type: str
    body: bytes


def write_copy(pack: Pack, settings: Settings, folder: Path, *, build: Path | None, data: Path | None) -> int:
    """The copy in a new folder, whole or not at all; returns the number of pages.

    Raises: UsageError for a folder that is there, a build or file that is not; StoreError where it cannot be written.
    """
    from kg.explorer.app import create_app
    from kg.explorer.serve import build_source, file_source
    from kg.explorer.site import Site

    if folder.exists():
        raise UsageError(f"{folder}: is there already. Give the name of a folder to make, or remove this one.")
    if not folder.absolute().parent.is_dir():
        raise UsageError(f"{folder}: there is no folder {str(folder.parent)!r}. Make it, or give another path.")
    with TemporaryDirectory(prefix="kg-site-") as scratch:
        source = file_source(data, pack, settings, Path(scratch)) if data else build_source(build, pack, settings)
        site = Site(pack, source, settings)
        site.open()
        try:
            return _write_whole(create_app(site), folder)
        finally:
            site.close()


def _write_whole(app: Starlette, folder: Path) -> int:
    """Beside its place first, then renamed there."""
    site = app.state.site
    snapshot = site.acquire()
    if snapshot is None:
        raise UsageError(f"{site.source.missing} Type {' or '.join(site.source.commands)} first.")
    try:
        rows = snapshot.answer(snapshot.catalogue.find_query("export-statements"), {}).dicts()
        index = index_of(rows, Addresses(site.pack.base, site.pack.key).of)
    finally:
        site.release(snapshot)
    beside = folder.with_name(f".{folder.name}-{os.getpid()}.partial")
    try:
        number = copy_site(app, writer(beside), index=index)
        beside.rename(folder)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written: {error.strerror}. Free some space or give another path."
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return number


def copy_site(app: Starlette, write: Callable[[str, bytes], None], *, index: list[dict[str, str]]) -> int:
    """Hand each file of the copy to `write`, by its path below the folder; returns the number of pages.

    index: what the search of the copy finds, with `words`, `speaker`, `document`, `issues` and `address` each.
    """
    pages = asyncio.run(_read_all(app, write))
    write("search-index.js", f"window.kgIndex = {json_block(index)};\n".encode())
    write(file_of(SEARCH), local_page(_search_page(app), SEARCH, pages | {SEARCH}).encode("utf-8"))
    return len(pages) + 1


async def _read_all(app: Starlette, write: Callable[[str, bytes], None]) -> set[str]:
    """Follow the links from the first pages; a link to what is no page of the copy is none."""
    read: dict[str, str] = {}
    waiting, seen = deque(_START), set(_START)
    while waiting:
        path = waiting.popleft()
        answer = await _ask(app, path)
        if answer.status != 200 or answer.media_type != "text/html":
            continue
        read[path] = answer.body.decode("utf-8")
        for target in targets(read[path], path):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    if NETWORK in read:
        write(NETWORK_DATA, await _network_data(app, {*read}))
    for path, text in sorted(read.items()):
        write(file_of(path), local_page(text, path, {*read, SEARCH}).encode("utf-8"))
    wanted = {html.unescape(address) for text in read.values() for _, address in LINK.findall(text)}
    for path in sorted({*_STATIC, *(address for address in wanted if address.startswith("/static/"))}):
        write(path.removeprefix("/"), (await _ask(app, path)).body)
    return set(read)


async def _network_data(app: Starlette, pages: set[str]) -> bytes:
    """What the script of the network fetches from a server, as a script, with addresses in the copy."""
    parts = {
        name: json.loads((await _ask(app, f"{NETWORK}/{name}.json")).body) for name in ("places", "names", "lines")
    }
    names = parts["names"]
    names["addresses"] = [
        "../" + quoted(file_of(address)) if address in pages else "../index.html" for address in names["addresses"]
    ]
    return f"window.kgNetwork = {json_block(parts)};\n".encode()


def _search_page(app: Starlette) -> str:
    site = app.state.site
    template = environment().get_template("copy-search.html")
    return template.render(site=site, request=_Nothing(SEARCH), asked=[], cut=[], about=None)


class _Nothing:
    """A request without a query, as far as templates look at one."""

    def __init__(self, path: str) -> None:
        self.scope = {"path": path}
        self.query_params: dict[str, str] = {}


async def _ask(app: Starlette, path: str) -> Answer:
    """GET a path of the application, without a network between."""
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode("ascii", "replace"),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"accept", b"text/html")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 80),
    }
    status, headers, body, asked = 500, {}, bytearray(), False

    async def receive() -> Message:
        nonlocal asked
        if asked:  # whoever listens on waits for the client to go, and it stays
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = {name.lower(): value for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    media_type = headers.get(b"content-type", b"").decode("latin-1").split(";")[0].strip()
    return Answer(status, media_type, bytes(body))


def index_of(rows: list[dict[str, str]], addresses: Callable[[str], str]) -> list[dict[str, str]]:
    """Statements (rows of export-statements) as the search of the copy reads them, each once."""
    first = {row["statement"]: row for row in reversed(rows)}
    return [
        {
            "words": row["words"],
            "speaker": row["speaker"],
            "document": row["title"],
            "issues": row["issues"],
            "address": quoted(file_of(addresses(row["statement"]))),
        }
        for row in sorted(first.values(), key=lambda row: row["statement"])
    ]


def writer(folder: Path) -> Callable[[str, bytes], None]:
    """Writes files below a folder, and never outside of it."""

    def write(path: str, data: bytes) -> None:
        target = folder / path
        if not target.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{path!r} leads out of {folder}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    return write
