"""One query in, its reply out: on its way through the pool from a quick seat to a long one, within its time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from kg.errors import LimitError, StoreError
from kg.query.lanes import GoneError, Lane, Ticket
from kg.query.process import Reply, WorkerProcess

if TYPE_CHECKING:
    from kg.query.pool import QueryPool
    from kg.query.sandbox import Limits

_LOOK_S: Final = 0.03  # how often to look what a query has used
_QUICK_AT_LEAST_S: Final = 0.1  # however many wait


class Turn:
    """One query on its way through the pool: its seat, its process, its time."""

    def __init__(self, pool: QueryPool, limits: Limits, ticket: Ticket) -> None:
        self._pool = pool
        self._limits = limits
        self._ticket = ticket
        self._end = time.monotonic() + limits.seconds
        self._lane: Lane | None = None
        self._process: WorkerProcess | None = None
        self._is_fit = False
        ticket.enter(pool.wake)

    def exchange(self, request: dict[str, Any]) -> Reply:
        """The reply to a request. Raises: BusyError, LimitError, StoreError, GoneError."""
        if self._lane is None:
            self._sit(self._pool.quick)
        self._is_fit = False
        with self._faults():
            reply = self._send(request)
            if reply is None:
                self._become_long()
                reply = self._send(request) if self._process is None else self._receive(self._left())
        if reply is None:
            raise self._limits.time_error()
        self._is_fit = self._lane is self._pool.quick
        return reply

    def end(self) -> None:
        """Leave the seat and give the process back, or end it."""
        self._ticket.hold(None)
        self._drop_process()
        if self._lane is not None:
            self._pool.leave(self._lane)
            self._lane = None

    def _left(self) -> float:
        return max(0.0, self._end - time.monotonic())

    def _sit(self, lane: Lane) -> None:
        self._pool.sit(lane, self._ticket, self._end)
        self._lane = lane

    def _send(self, request: dict[str, Any]) -> Reply | None:
        """The reply, if it comes before the time in this seat is over."""
        if self._process is None:
            self._process = self._pool.take(self._ticket, self._end)
            if self._lane is self._pool.long:
                self._process.lower_priority()
        self._process.send({**request, "seconds": max(0.1, self._left())})
        if self._lane is self._pool.long or not self._pool.size.quick_s:
            return self._receive(self._left())
        return self._receive_quickly(self._process)

    def _receive(self, timeout_s: float) -> Reply | None:
        assert self._process
        return self._process.receive(timeout_s)

    def _receive_quickly(self, process: WorkerProcess) -> Reply | None:
        """The reply, if it takes no more of a processor than a quick query may: on a busy machine all take long by the clock."""
        end_cpu_s = process.cpu_s() + self._share_s()
        while (reply := process.receive(min(self._left(), _LOOK_S))) is None:
            if not self._left() or process.cpu_s() >= end_cpu_s:
                return None
        return reply

    def _share_s(self) -> float:
        """The more wait, the sooner a query counts as long; soonest where long ones wait already."""
        pool = self._pool
        least_s = _QUICK_AT_LEAST_S if not pool.long.line else _QUICK_AT_LEAST_S / 4
        return max(least_s, pool.size.quick_s / (1 + len(pool.quick.line) / pool.size.seats))

    def _become_long(self) -> None:
        """Go to a long seat with the process, or wait for one without.

        Raises: BusyError; LimitError where the time is over.
        """
        if not self._left() or self._lane is self._pool.long or not self._pool.size.quick_s:
            raise self._limits.time_error()
        assert self._lane
        assert self._process
        if self._pool.sit_long_at_once():
            self._pool.leave(self._lane)
            self._lane = self._pool.long
            self._process.lower_priority()
            return
        self._ticket.hold(None)
        self._drop_process()
        self._pool.leave(self._lane)
        self._lane = None
        self._sit(self._pool.long)

    def _drop_process(self) -> None:
        process, self._process = self._process, None
        if process:
            self._pool.give_back(process, fit=self._is_fit)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """A process that died because its asker left is no fault of the query."""
        try:
            yield
        except (LimitError, StoreError) as error:
            if self._ticket.gone:
                raise GoneError from error
            raise
