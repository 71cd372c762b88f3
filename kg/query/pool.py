"""Queries of many askers in, answers out: a few processes, of which long queries take only some, and none for ever.

Every query begins in a *quick* seat. What is not done there after a moment is a long query: it goes on in a *long* seat,
less urgent than the rest, and leaves the quick one to the next in the line. Where no long seat is free its process is ended
and the query waits to begin again; where too many wait already it is refused. So a query of death keeps nobody from a short
answer for longer than that moment. A query's time runs from when it was asked, waiting included.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Final, TypeVar

from kg.errors import BusyError, StoreError
from kg.query.lanes import GoneError, Lane, PoolSize, Ticket
from kg.query.nursery import Nursery
from kg.query.process import Place, WorkerProcess
from kg.query.sandbox import Exchange, Limits
from kg.query.turn import Turn

__all__ = ["GoneError", "PoolSize", "QueryPool", "Ticket", "lowered"]

Result = TypeVar("Result")

_KEEPS_AT_MOST: Final = 64_000_000  # bytes more than at its start: a process that keeps more is replaced
_AFTER_A_FAULT_S: Final = 1.0


class QueryPool:
    """Processes over one store that does not change. Its methods may be called from any thread.

    Askers call `run`; seats and processes are for the `Turn` of each query.
    """

    def __init__(self, place: Place, *, memory: int, size: PoolSize) -> None:
        """`memory`: bytes that one query may take."""
        self._place = place
        self._memory = memory
        self.size = size
        self.quick = Lane(size.seats, size.quick_waiting)
        self.long = Lane(size.seats, size.long_waiting)
        self._changed = threading.Condition()
        self._idle: list[WorkerProcess] = []
        self._running: set[WorkerProcess] = set()
        self._fault: StoreError | None = None
        self._closed = False
        self._starting = 0
        self._nursery = Nursery(place.path, memory, place.descriptor)
        self._starters = [threading.Thread(target=self._keep_started, name="query workers", daemon=True) for _ in "12"]
        for starter in self._starters:
            starter.start()

    def __enter__(self) -> QueryPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, ask: Callable[[Exchange, Limits], Result], limits: Limits, ticket: Ticket | None = None) -> Result:
        """What `ask` makes of the pool: it is given a way to reach a worker, and limits to tell it.

        Raises: BusyError where too many ask; LimitError; StoreError; GoneError; what `ask` raises.
        """
        turn = Turn(self, limits, ticket or Ticket())
        try:
            return ask(turn.exchange, limits)
        finally:
            turn.end()

    def wake(self) -> None:
        """Let those who wait look again."""
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """End all processes; queries under way fail."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            for process in self._running:
                process.kill()
            self._changed.notify_all()
        for process in idle:
            process.close()
        for starter in self._starters:
            starter.join()
        self._nursery.close()

    def wait_until_warm(self, timeout_s: float = 30.0) -> None:
        """Return when a process is ready.

        Raises: StoreError where none can be started.
        """
        with self._changed:
            self._changed.wait_for(lambda: bool(self._idle) or self._fault or self._closed, timeout_s)
            if self._fault:
                raise self._fault

    # ------------------------------------------------------------ seats

    def sit(self, lane: Lane, ticket: Ticket, end: float) -> None:
        """Take a seat, when it is one's turn."""
        with self._changed:
            if not lane.is_turn_of(ticket):
                if len(lane.line) >= lane.places:
                    raise _busy()
                lane.line.append(ticket)
                try:
                    self._wait_for(lambda: lane.is_turn_of(ticket), ticket, end)
                finally:
                    lane.line.remove(ticket)
                    self._changed.notify_all()
            lane.used += 1

    def leave(self, lane: Lane) -> None:
        with self._changed:
            lane.used -= 1
            self._changed.notify_all()

    def sit_long_at_once(self) -> bool:
        """Take a long seat if one is free and nobody waits for it."""
        with self._changed:
            free = self.long.used < self.long.seats and not self.long.line
            self.long.used += free
            return free

    def _wait_for(self, ready: Callable[[], bool], ticket: Ticket, end: float) -> None:
        """With the lock held: wait. Raises: GoneError, StoreError; BusyError where the time is over."""
        self._changed.wait_for(
            lambda: ready() or ticket.gone or self._closed or self._fault is not None, max(0.0, end - time.monotonic())
        )
        if ticket.gone:
            raise GoneError
        if self._closed:
            raise StoreError("the server is ending. Ask again later.")
        if not ready():
            raise self._fault or _busy()

    # ------------------------------------------------------------ processes

    def take(self, ticket: Ticket, end: float) -> WorkerProcess:
        with self._changed:
            self._wait_for(lambda: bool(self._idle), ticket, end)
            process = self._idle.pop()
            self._running.add(process)
            self._changed.notify_all()
        ticket.hold(process)
        return process

    def give_back(self, process: WorkerProcess, *, fit: bool) -> None:
        """`fit`: it can answer the next query."""
        fit = fit and process.memory_grown() <= _KEEPS_AT_MOST
        with self._changed:
            self._running.discard(process)
            # Whoever gives it back still has the seat, which will want a process when it is left.
            fit = fit and not self._closed and len(self._idle) < self._wanted() + 1
            if fit:
                self._idle.append(process)
            self._changed.notify_all()
        if not fit:
            process.close_soon()

    def _wanted(self) -> int:
        """How many processes should be idle now."""
        return self.quick.seats - self.quick.used + self.size.spare

    def _keep_started(self) -> None:
        """Start what is missing, until the pool is closed."""
        while self._await_need():
            try:
                process = WorkerProcess(self._place, memory=self._memory, nursery=self._nursery)
            except StoreError as error:
                self._report(error)
            else:
                self._add(process)

    def _await_need(self) -> bool:
        """Wait until a process is missing; False where the pool is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._idle) + self._starting < self._wanted())
            self._starting += not self._closed
            return not self._closed

    def _add(self, process: WorkerProcess) -> None:
        with self._changed:
            self._starting -= 1
            self._fault = None
            fit = not self._closed
            if fit:
                self._idle.append(process)
            self._changed.notify_all()
        if not fit:
            process.close()

    def _report(self, fault: StoreError) -> None:
        with self._changed:
            self._starting -= 1
            self._fault = fault
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._closed, _AFTER_A_FAULT_S)


def _busy() -> BusyError:
    return BusyError("too many queries are being answered. Ask again in a moment.")


def lowered(limits: Limits, *, seconds: float | None = None, rows: int | None = None) -> Limits:
    """The limits, or what an asker wishes where that is less.

    >>> lowered(Limits(10, 100, 1000, 1000), seconds=2, rows=500)
    Limits(seconds=2, rows=100, bytes=1000, memory=1000, name='query_timeout_s')
    """
    return replace(
        limits,
        seconds=limits.seconds if seconds is None else min(seconds, limits.seconds),
        rows=limits.rows if rows is None else min(rows, limits.rows),
    )
