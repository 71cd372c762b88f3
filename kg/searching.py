"""The arguments of `kg search` in, what is printed out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.own_pack import open_build_of

if TYPE_CHECKING:
    from kg.pack import Pack


def search_text(
    text: str,
    narrowed: Mapping[str, str],
    pack: Pack,
    build: Path | None,
    *,
    format_name: str,
    limit: int,
    for_terminal: bool,
) -> str:
    """Statements that hold the words, as text that no terminal obeys where it is one.

    Raises: as `kg.query.search.search`; StoreError for a build without the index.
    """
    from kg.query.catalogue import open_catalogue
    from kg.query.display import visible
    from kg.query.formats import render
    from kg.query.search import DETAILS, search, summary
    from kg.query.side import open_side_file

    folder = build or pack.build_folder
    catalogue = open_catalogue(pack)
    with open_build_of(pack, folder) as store:
        side = open_side_file(folder)
        if side is None:
            raise StoreError(f"{folder}: this build has no index of words. Build again with 'kg build'.")
        found = search(text, narrowed, side, store.dataset, catalogue, limit=limit)
    printed = render(
        found.rows,
        format_name,
        prefixes=catalogue.prefixes,
        hidden=DETAILS,
        width=get_terminal_size((120, 24)).columns,
        for_terminal=for_terminal,
    )
    if format_name != "table" or not found.total:
        return printed
    total = f"{found.total} found" + (f", the best {limit} shown; --limit shows more" if found.rows.truncated else "")
    return "\n".join([printed.rstrip("\n"), total, *map(visible, summary(found.counts))]) + "\n"
