"""An answer and a path in, a whole file out: never half of one, never over another by accident."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kg.errors import KgError, StoreError, UsageError


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a path that cannot or should not be written, before any work is done for it.

    Raises: UsageError.
    """
    if path.is_dir():
        raise UsageError(f"{path}: is a folder. Give the name of a file.")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {str(path.parent)!r}. Make it, or give another path.")
    if path.exists() and not force:
        raise UsageError(f"{path}: is there already. Give another name, or --force to replace it.")


def write_file(path: Path, parts: Iterable[str | bytes], *, force: bool = False) -> None:
    """Write a file beside its place and rename it there: text as UTF-8, line ends as they are.

    Raises: UsageError as `check_target`; StoreError where it cannot be written, and nothing is left behind.
    """
    check_target(path, force=force)
    beside = path.with_name(f".{path.name}-{os.getpid()}.partial")
    try:
        with beside.open("wb") as file:
            file.writelines(part.encode("utf-8") if isinstance(part, str) else part for part in parts)
        beside.replace(path)
    except KgError:  # of what makes the parts; a StoreError is an OSError too
        raise
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {error.strerror}. Free some space or give another path."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
