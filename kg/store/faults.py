"""Faults of disk and store engine as StoreError, in one line."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import KgError, StoreError


@contextmanager
def store_faults(path: Path, doing: str, remedy: str) -> Iterator[None]:
    """Whatever the disk or pyoxigraph (OSError, RuntimeError) complains of inside becomes a StoreError that names `path`."""
    try:
        yield
    except KgError:
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC or "No space left" in str(error):
            raise StoreError(f"{path}: disk full while {doing}. Free some space and run the command again.") from error
        raise StoreError(f"{path}: {doing} failed: {_one_line(error)}. {remedy}") from error
    except RuntimeError as error:  # how pyoxigraph reports a corrupt store
        raise StoreError(f"{path}: {doing} failed: {_one_line(error)}. {remedy}") from error


def _one_line(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()).rstrip(".")
