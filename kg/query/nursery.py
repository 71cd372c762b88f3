"""Worker processes in a few milliseconds each: forked from one that has loaded all it needs and has nothing open."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any, Final

WORKER: Final = Path(__file__).with_name("worker.py")
_LOST: Final = -signal.SIGKILL  # what ended a process whose nursery is gone too
_LOOK_S: Final = 0.005
_MESSAGE_BYTES: Final = 4096


class Forked:
    """A worker that a nursery forked; as much of `subprocess.Popen` as is needed of it."""

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes], nursery: Nursery) -> None:
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        self._nursery = nursery
        self._code: int | None = None
        self._lock = threading.Lock()

    def kill(self) -> None:
        with self._lock:
            if self._code is None:  # its number cannot be another's before the nursery was asked for the code
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """The exit code; of a signal, its number below 0."""
        while True:
            with self._lock:
                if self._code is None:
                    self._code = self._nursery.code_of(self.pid)
                if self._code is not None:
                    return self._code
            time.sleep(_LOOK_S)

    def communicate(self) -> None:
        """Let go of the pipes and wait for the end."""
        for pipe in (self.stdin, self.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        self.wait()


class Nursery:
    """One process that forks workers over one store. Its methods may be called from any thread."""

    def __init__(self, path: str, memory: int, descriptor: int | None = None) -> None:
        """`path`: of the store, as the workers see it; `descriptor`: to be open in them."""
        self._command = [sys.executable, "-P", str(WORKER), path, str(memory)]
        self._kept = () if descriptor is None else (descriptor,)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    def fork(self) -> Forked:
        """A new worker, which is about to open the store.

        Raises: OSError where none can be had.
        """
        to_child, from_parent = os.pipe()[::-1]
        from_child, to_parent = os.pipe()
        try:
            with self._lock:
                answer = self._ask({"fork": True}, [from_parent, to_parent])
        except BaseException:
            os.close(to_child)
            os.close(from_child)
            raise
        finally:
            os.close(from_parent)
            os.close(to_parent)
        return Forked(answer["pid"], os.fdopen(to_child, "wb"), os.fdopen(from_child, "rb", buffering=0), self)

    def code_of(self, pid: int) -> int | None:
        """The exit code of a worker; None where it has not ended."""
        with self._lock:
            try:
                code = self._ask({"code": pid}, [], launch=False)["code"]
            except OSError:
                return _LOST
        return None if code is None else int(code)

    def close(self) -> None:
        """End the nursery; its workers go on until they are ended."""
        with self._lock:
            self._drop()

    def _ask(self, message: dict[str, Any], descriptors: list[int], *, launch: bool = True) -> dict[str, Any]:
        if self._channel is None:
            if not launch:
                raise OSError("the nursery has ended")
            self._launch()
        assert self._channel
        try:
            socket.send_fds(self._channel, [json.dumps(message).encode("ascii")], descriptors)
            reply = self._channel.recv(_MESSAGE_BYTES)
        except OSError:
            self._drop()
            raise
        if not reply:
            self._drop()
            raise OSError("the nursery has ended")
        found = json.loads(reply)
        assert isinstance(found, dict)
        return found

    def _launch(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [*self._command, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(*self._kept, theirs.fileno()),
            )
        self._channel = ours

    def _drop(self) -> None:
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._channel = self._process = None
