"""A lock on a build folder that dies with its process and tells which process holds it."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from kg.errors import StoreError

_POLL_S = 0.05


class FolderLock:
    """An exclusive lock, held through a file beside the folder: `.NAME.lock` with the process's number inside.

    The file is removed on release. A process that ends in any way loses the lock; its file is taken over.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder.with_name(f".{folder.name}.lock")
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def acquire(self, *, wait_s: float = 0.0) -> None:
        """Take the lock.

        Raises: StoreError that names the process which has it, when `wait_s` seconds have passed.
        """
        deadline = time.monotonic() + wait_s
        while not self._try():
            if time.monotonic() >= deadline:
                raise StoreError(
                    f"{self._folder}: in use by pid {self.holder() or 'unknown'}. Wait until it has ended."
                )
            time.sleep(_POLL_S)

    def release(self) -> None:
        """Give the lock up; nothing happens where it is not held."""
        if self._descriptor is not None:
            self._path.unlink(missing_ok=True)  # before the lock is open to others
            os.close(self._descriptor)
            self._descriptor = None

    def holder(self) -> str:
        """The number of the process that took the lock last, as written in the file; empty where unknown."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return self._path.read_text(encoding="ascii").strip()
        return ""

    def _try(self) -> bool:
        import fcntl  # not there on every system, and only builds need it

        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        if not _is_file(self._path, descriptor):  # the holder removed it between our two calls
            os.close(descriptor)
            return False
        os.truncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        self._descriptor = descriptor
        return True


def _is_file(path: Path, descriptor: int) -> bool:
    """Whether the open file still stands at the path."""
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return False
    opened = os.fstat(descriptor)
    return (there.st_dev, there.st_ino) == (opened.st_dev, opened.st_ino)
