"""A build folder that changes as a whole: a new one is made beside it and takes its place by renaming.

    FOLDER                      the last good build, marked; FOLDER/previous is the one before
    .FOLDER-PID.partial         the build that process PID is making
    .FOLDER.lock                who is making it

Publishing renames twice: FOLDER to .FOLDER-PID.partial/previous, then .FOLDER-PID.partial to FOLDER. Killed before, the
old build stands; killed between, the new one is whole and marked, and the next to look (`recover`) finishes the renaming.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Final

from kg.errors import StoreError
from kg.store.faults import store_faults
from kg.store.lock import FolderLock
from kg.store.marker import check_usable, is_marked, write_marker

PREVIOUS: Final = "previous"
_REMEDY: Final = "Check the folder and its permissions, then build again; the last good build was not touched."


class BuildFolder:
    """One build: `begin`, fill the folder, `publish`. As a context manager it abandons what was not published."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self._lock = FolderLock(self.path)
        self._partial = self.path.with_name(f".{self.path.name}-{os.getpid()}.partial")

    def begin(self, *, wait_s: float = 0.0) -> Path:
        """An empty folder beside the build, to be filled.

        Raises: StoreError where the path is a file, a foreign folder, of a newer format, or in use by another process.
        """
        check_usable(self.path)
        with store_faults(self.path, "starting the build", _REMEDY):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(wait_s=wait_s)
            try:
                _tidy(self.path)
                self._partial.mkdir()
            except BaseException:
                self._lock.release()
                raise
        return self._partial

    def publish(self) -> None:
        """Put the filled folder in the place of the build, which moves to `previous` inside it.

        Raises: StoreError; the last good build then stands as before.
        """
        if not self._lock.held:
            raise RuntimeError("publish() without begin()")
        with store_faults(self.path, "putting the new build in its place", _REMEDY):
            write_marker(self._partial)
            _sync(self._partial)
            _swap(self.path, self._partial)
            _sync_folder(self.path.parent)
            shutil.rmtree(self.path / PREVIOUS / PREVIOUS, ignore_errors=True)
        self._lock.release()

    def abandon(self) -> None:
        """Remove what was begun and not published; nothing happens after `publish`."""
        if self._lock.held:
            shutil.rmtree(self._partial, ignore_errors=True)
            self._lock.release()

    def __enter__(self) -> BuildFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abandon()


def recover(path: Path) -> None:
    """Finish the renaming of a build whose process was killed at it; nothing is done while a build runs or one stands."""
    path = Path(os.path.realpath(path))
    if not os.path.lexists(path) and _interrupted(path):
        lock = FolderLock(path)
        try:
            lock.acquire(wait_s=2.0)  # the two renames of a living process take milliseconds
        except StoreError:
            return
        try:
            with store_faults(path, "finishing an interrupted build", _REMEDY):
                _tidy(path)
        finally:
            lock.release()


def _tidy(path: Path) -> None:
    """With the lock held: finish an interrupted renaming, remove what dead processes left."""
    for partial in _interrupted(path):
        if not os.path.lexists(path):
            partial.rename(path)
    for partial in _partials(path):
        shutil.rmtree(partial)
    shutil.rmtree(path / PREVIOUS / PREVIOUS, ignore_errors=True)


def _partials(path: Path) -> list[Path]:
    pattern_start, pattern_end = f".{path.name}-", ".partial"
    if not path.parent.is_dir():
        return []
    beside = (entry for entry in path.parent.iterdir() if entry.name.startswith(pattern_start))
    return sorted(
        entry for entry in beside if entry.name.endswith(pattern_end) and _number(entry, pattern_start, pattern_end)
    )


def _number(entry: Path, start: str, end: str) -> bool:
    return entry.name[len(start) : -len(end)].isdecimal() and entry.is_dir() and not entry.is_symlink()


def _interrupted(path: Path) -> list[Path]:
    """Whole new builds that the old one has moved into already."""
    return [partial for partial in _partials(path) if is_marked(partial) and is_marked(partial / PREVIOUS)]


def _swap(path: Path, partial: Path) -> None:
    moved = is_marked(path)
    if moved:
        path.rename(partial / PREVIOUS)
    try:
        partial.rename(path)  # onto nothing, or onto an empty folder
    except OSError:
        if moved:
            (partial / PREVIOUS).rename(path)
        raise


def _sync(folder: Path) -> None:
    """Everything in the folder onto the disk."""
    for root, _, files in os.walk(folder):
        for name in files:
            descriptor = os.open(os.path.join(root, name), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        _sync_folder(Path(root))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
