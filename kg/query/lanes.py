"""Seats and lines before them: who may be answered now, who waits, and who has gone."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kg.query.process import WorkerProcess


class GoneError(Exception):
    """Whoever asked does not wait for the answer any more."""


@dataclass(frozen=True, slots=True)
class PoolSize:
    """How many queries are answered at once, and how many may wait."""

    seats: int  # for quick queries, and as many for long ones
    quick_s: float  # how long a query may stay in a quick seat; 0: as long as it takes, and there are no long seats
    quick_waiting: int
    long_waiting: int
    spare: int  # processes started beyond the quick seats, so that one that ended is replaced at once


class Ticket:
    """One asker's place, with which the query can be given up from another thread."""

    def __init__(self) -> None:
        self.gone = False
        self._wake: Callable[[], None] | None = None
        self._process: WorkerProcess | None = None
        self._lock = threading.Lock()

    def give_up(self) -> None:
        """End what is done for it; `QueryPool.run` raises GoneError then."""
        with self._lock:
            self.gone = True
            if self._process:
                self._process.kill()
            wake = self._wake
        if wake:
            wake()

    def enter(self, wake: Callable[[], None]) -> None:
        """Of a pool that lets those who wait look again by `wake`."""
        self._wake = wake

    def hold(self, process: WorkerProcess | None) -> None:
        """Name the process that works for it; None: none does."""
        with self._lock:
            self._process = process
            if self.gone and process:
                process.kill()


class Lane:
    """Seats and the line before them; guarded by the pool's lock."""

    def __init__(self, seats: int, places: int) -> None:
        self.seats = seats
        self.places = places
        self.used = 0
        self.line: deque[Ticket] = deque()

    def is_turn_of(self, ticket: Ticket) -> bool:
        return self.used < self.seats and (not self.line or self.line[0] is ticket)
