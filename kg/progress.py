"""Stages of a long command in, a progress bar for each out; plain lines where no terminal shows it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from kg.terminal import one_line

Advance = Callable[[], None]


class Progress:
    """Shows how far each stage is, on standard error: answers go to standard output."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self.seconds: dict[str, float] = {}  # of each stage that has ended

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Advance]:
        """A stage of `total` steps; the function it gives is called after each."""
        begin = time.perf_counter()
        with self._bar(name, total) as advance:
            yield advance
        self.seconds[name] = time.perf_counter() - begin
        if not self._stream.isatty():
            self._stream.write(f"{name:<10} {total:>6}  {self.seconds[name]:6.1f} s\n")

    @contextmanager
    def _bar(self, name: str, total: int) -> Iterator[Advance]:
        if not self._stream.isatty():
            yield lambda: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Bar(*columns, console=Console(file=self._stream)) as bar:
            task = bar.add_task(name, total=total)
            yield lambda: bar.advance(task)

    def note(self, message: str) -> None:
        """A line beside the bars."""
        self._stream.write(one_line(message) + "\n")
