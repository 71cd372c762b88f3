"""The marker file that tells a build folder of ours from any other folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from kg.errors import StoreError

MARKER: Final = ".kg-build"
FORMAT: Final = 1  # of the build folder; raised when an older program could not read a newer folder


def write_marker(folder: Path) -> None:
    """Mark a finished build; the marker is the last file written."""
    text = json.dumps({"made by": "kg", "format": FORMAT})
    (folder / MARKER).write_text(text + "\n", encoding="utf-8")


def is_marked(folder: Path) -> bool:
    return (folder / MARKER).is_file()


def check_usable(folder: Path) -> None:
    """Accept a folder that is not there, empty, or a build of ours in a format that this program knows.

    Raises: StoreError for a file, a foreign folder, a damaged marker or a newer format. Nothing is written.
    """
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise StoreError(f"{folder}: is a file, not a build folder. Name another place with --build.")
    if is_marked(folder):
        _check_format(folder)
    elif any(folder.iterdir()):
        raise StoreError(
            f"{folder}: not made by kg: it holds files and no {MARKER}. Name an empty or new folder with --build."
        )


def _check_format(folder: Path) -> None:
    path = folder / MARKER
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path}: damaged, so that the folder's format is not known. Remove the folder and build again."
        ) from error
    if not isinstance(found, int) or found > FORMAT:
        raise StoreError(
            f"{folder}: written in format {found}, and this kg knows formats up to {FORMAT}. "
            "Update kg, or name another folder with --build."
        )
