"""Work for a thread in, its result out; the work is given up when the client goes away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from kg.query.pool import Ticket

Result = TypeVar("Result")

_THREADS_AT_MOST = 400  # more than can wait in the lines of a pool, which refuse before this does
_limiter: CapacityLimiter | None = None


async def while_connected(request: Request, work: Callable[[Ticket], Result]) -> Result:
    """What `work` makes, in a thread of its own. The request's body must have been read.

    Raises: GoneError where the client went away; what `work` raises.
    """
    ticket = Ticket()
    watcher = asyncio.create_task(_give_up_when_gone(request, ticket))
    try:
        return await to_thread.run_sync(work, ticket, limiter=_threads())
    finally:
        watcher.cancel()


async def _give_up_when_gone(request: Request, ticket: Ticket) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    ticket.give_up()


def _threads() -> CapacityLimiter:
    global _limiter
    if _limiter is None:  # made inside the event loop that uses it
        _limiter = CapacityLimiter(_THREADS_AT_MOST)
    return _limiter
