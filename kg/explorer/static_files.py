"""Files of the wheel in, responses out: our own scripts and styles, and those of others as static/VENDORED.toml lists them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kg.errors import KgError
from kg.explorer.sharing import options

FOLDER: Final = Path(__file__).with_name("static")
LIST: Final = FOLDER / "VENDORED.toml"
METHODS: Final = ("GET", "HEAD", "OPTIONS")


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        if scope["method"] == "OPTIONS":
            return options(METHODS)
        if scope["method"] not in METHODS:
            raise HTTPException(405, "Files are read with GET.", {"Allow": ", ".join(METHODS)})
        return await super().get_response(path, scope)


ROUTES: Final[list[BaseRoute]] = [Mount("/static", _Files(directory=FOLDER, follow_symlink=False), name="static")]


@dataclass(frozen=True, slots=True)
class Vendored:
    """A file that others wrote: where it stands under static/, and what the list says of it."""

    path: str
    name: str
    version: str
    licence: str
    source: str
    sha256: str


def vendored() -> list[Vendored]:
    """The files of others, in the order of the list.

    Raises: KgError for an entry that is not whole.
    """
    entries = tomllib.loads(LIST.read_text(encoding="utf-8")).get("file", [])
    try:
        return [Vendored(**entry) for entry in entries]
    except TypeError as error:
        raise KgError(f"{LIST}: an entry has other keys than {', '.join(Vendored.__slots__)}. Correct it.") from error


def iter_astray() -> Iterator[str]:
    """What is wrong with the files of others: changed, missing, or not in the list (files in static/vendor/ must be)."""
    listed = {entry.path: entry for entry in vendored()}
    for path, entry in listed.items():
        file = FOLDER / path
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "no file"
        if found != entry.sha256:
            yield f"{path}: SHA-256 is {found}, the list says {entry.sha256}"
    there = (path.relative_to(FOLDER).as_posix() for path in sorted((FOLDER / "vendor").rglob("*")) if path.is_file())
    yield from (f"{path}: not in the list" for path in there if path not in listed)
