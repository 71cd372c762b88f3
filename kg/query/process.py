"""A store's folder in, a process that answers requests out, which may be ended at any moment: the parent's side of `worker`."""

from __future__ import annotations

import contextlib
import json
import math
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError, LimitError, StoreError
from kg.query.nursery import WORKER, Forked, Nursery

_START_S: Final = 30.0
_CHUNK: Final = 1 << 20
_KILLED_FOR_MEMORY: Final = (-6, -9, -7)
_STACK_OVERFLOW: Final = -11
_OUT_OF_CPU_TIME: Final = -24
_LESS_URGENT: Final = 10  # of the system's steps of niceness


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store is. `descriptor`: of its open folder, by which a process finds it though it was renamed since.

    Without a folder there is nothing to answer from: queries are only read.
    """

    folder: Path | None
    descriptor: int | None = None

    @property
    def path(self) -> str:
        if self.descriptor is None or not sys.platform.startswith("linux"):
            return str(self.folder or "")
        return f"/proc/self/fd/{self.descriptor}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answers: a head, and a body where it was asked for one."""

    head: dict[str, Any]
    body: bytes = b""


class WorkerProcess:
    """One process, started and ready. One request at a time; `kill` may be called from any thread."""

    def __init__(self, place: Place, *, memory: int, nursery: Nursery | None = None) -> None:
        """`memory`: bytes that queries may take. `nursery`: of the same place and memory, to be forked from.

        Raises: StoreError where the store cannot be opened.
        """
        self._folder = place.folder
        self._memory = memory
        self._read = bytearray()  # and not yet handed on
        self._searched = 0  # so far for the end of a head
        self._head: dict[str, Any] | None = None  # of a reply whose body is not whole yet
        self._process = _forked(nursery, place) if nursery else _spawned(place, memory)
        self._wait_until_ready()
        self.idle_memory = self._resident()

    def _wait_until_ready(self) -> None:
        try:
            ready = self.receive(_START_S)
        except KgError as error:
            raise StoreError(f"{self._folder}: the process that answers queries does not start. Try again.") from error
        except BaseException:
            self.kill()
            raise
        if ready is None or ready.head["kind"] != "ready":
            self.kill()
            reason = ready.head["message"] if ready else f"it did not open within {_START_S:g} s"
            raise StoreError(f"{self._folder}: cannot be opened for reading: {reason}. Build it again with `kg build`.")

    def send(self, request: dict[str, Any]) -> None:
        """Raises: as `receive` where the process has died."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError) as error:  # ValueError: killed and closed by another thread
            raise self._death() from error

    def receive(self, timeout_s: float) -> Reply | None:
        """The reply; None when the time is over: it may be asked for again.

        Raises: LimitError where the process died of a limit, StoreError where of something else.
        """
        end = time.monotonic() + timeout_s
        while (reply := self._complete()) is None:
            left = end - time.monotonic()
            if left <= 0 or not self._readable(left):
                return None
            assert self._process.stdout
            chunk = os.read(self._process.stdout.fileno(), _CHUNK)
            if not chunk:
                raise self._death()
            self._read += chunk
        return reply

    def _readable(self, timeout_s: float) -> bool:
        assert self._process.stdout
        return bool(select.select([self._process.stdout], [], [], timeout_s)[0])

    def _complete(self) -> Reply | None:
        """What was read so far as a reply, if it is whole."""
        if self._head is None:
            end = self._read.find(b"\n", self._searched)
            self._searched = len(self._read)
            if end < 0:
                return None
            self._head = json.loads(self._read[:end])
            del self._read[: end + 1]
        head, length = self._head, int(self._head.get("length", 0))
        if len(self._read) < length:
            return None
        body = bytes(self._read[:length])
        self._read, self._head, self._searched = self._read[length:], None, 0
        return Reply(head, body)

    def lower_priority(self) -> None:
        """Let other processes go first from here on."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LESS_URGENT)

    def cpu_s(self) -> float:
        """Seconds of a processor that the process has used; infinite where the system does not tell."""
        try:
            with open(f"/proc/{self._process.pid}/stat", encoding="ascii", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, IndexError, ValueError):
            return math.inf

    def memory_grown(self) -> int:
        """Bytes that the process keeps beyond those it had when it was ready; 0 where the system does not tell."""
        return max(0, self._resident() - self.idle_memory)

    def _resident(self) -> int:
        try:
            with open(f"/proc/{self._process.pid}/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            return 0

    def kill(self) -> None:
        """End the process; whoever waits for its reply gets an error."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes; nobody may wait for a reply."""
        self._process.kill()
        self._process.communicate()

    def close_soon(self) -> None:
        """As `close`, without waiting until the system has taken back its memory."""
        self._process.kill()
        threading.Thread(target=self.close, name="ended query worker", daemon=True).start()

    def _death(self) -> LimitError | StoreError:
        code = self._process.wait()
        self.close()
        if code in _KILLED_FOR_MEMORY:
            return memory_error(self._memory)
        if code == _STACK_OVERFLOW:
            return LimitError("the query is nested too deep for the engine. Write it flatter.", limit="depth")
        if code == _OUT_OF_CPU_TIME:
            return LimitError("the query was stopped by its limit of time. Ask for less.", limit="time")
        return StoreError(f"{self._folder}: the process that answers queries ended with code {code}. Try again.")


def _spawned(place: Place, memory: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", str(WORKER), place.path, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_CHUNK,
        pass_fds=() if place.descriptor is None else (place.descriptor,),
    )


def _forked(nursery: Nursery, place: Place) -> Forked:
    try:
        return nursery.fork()
    except OSError as error:
        raise StoreError(f"{place.folder}: the process that answers queries does not start. Try again.") from error


def memory_error(memory: int) -> LimitError:
    """What to say of a query that took more than `memory` bytes."""
    return LimitError(
        f"the query needed more than {memory / 1e9:g} GB of memory (limit worker_memory_limit). Ask for less.",
        limit="memory",
    )
