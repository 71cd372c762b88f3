"""What several commands take and do: their common options; the pack, the build and the file that these name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.terminal import emit_parts

if TYPE_CHECKING:
    from kg.pack import Pack
    from kg.store import EmbeddedStore

PackOption = Annotated[
    Path | None,
    typer.Option("--pack", help="Folder of the pack.toml to use; else KG_PACK, else the nearest upward from here."),
]
BuildOption = Annotated[Path | None, typer.Option("--build", help="Folder of the build; else build/ beside pack.toml.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; else standard output.")]
FactsOption = Annotated[
    Path | None,
    typer.Option("--facts", help="Table of documents, with tabs: name, and title, publisher, date as far as known."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]


def pack_of(path: Path | None) -> Pack:
    """The pack that an option names, else the one in use.

    Raises: as `kg.pack.find_pack`.
    """
    from kg.pack import find_pack

    return find_pack(path)


def opened(pack: Pack, build: Path | None) -> EmbeddedStore:
    """The store of the build that an option names, else of the pack's own.

    Raises: as `kg.own_pack.open_build_of`.
    """
    from kg.own_pack import open_build_of

    return open_build_of(pack, build or pack.build_folder)


def check_output(output: Path | None, *, force: bool) -> None:
    """Refuse a file that cannot be written, before the work for it is done.

    Raises: as `kg.output.check_target`.
    """
    if output:
        from kg.output import check_target

        check_target(output, force=force)


def write(parts: Iterable[str | bytes], output: Path | None, *, force: bool) -> None:
    """Write into the file, else to standard output; bytes are for files only.

    Raises: as `kg.output.write_file`.
    """
    if output:
        from kg.output import write_file

        write_file(output, parts, force=force)
    else:
        emit_parts(part for part in parts if isinstance(part, str))
