"""A server of `kg serve` in a process of its own, and answers of it as they come over the wire."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from conftest import ROOT

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, *, timeout: float = 30.0, **headers: str
    ) -> Reply:
        """`accept_language="en"` is the header Accept-Language. Nothing in the path is changed."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, named)
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, **headers)

    def query(self, text: str, *, accept: str = "*/*", **parameters: str) -> Reply:
        """With POST, as a form."""
        body = urlencode({"query": text, **parameters}, quote_via=quote)
        return self.ask("POST", "/sparql", body, content_type=FORM, accept=accept)

    def memory(self) -> int:
        """Bytes that the server and the processes that it started hold."""
        return sum(map(_resident, [self.process.pid, *self.children()]))

    def children(self) -> list[int]:
        """Process numbers of the nurseries and their workers."""
        own = _children(self.process.pid)
        return own + [worker for nursery in own for worker in _children(nursery)]

    def has_long_query(self) -> bool:
        """Whether a worker was made to let others go first."""
        return any(_niceness(pid) > 0 for pid in self.children())


@contextmanager
def serving(*arguments: str | Path, **environment: str) -> Iterator[Server]:
    """A running server at a free port; it ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--port", "0", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stderr
        first = process.stderr.readline().decode()
        found = re.search(r"http://(\S+):(\d+)/", first)
        assert found, first + process.stderr.read().decode()
        yield Server(found[1], int(found[2]), process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def wait_until(condition: object, timeout_s: float = 10.0) -> bool:
    """Whether the condition, a function, became true in time."""
    assert callable(condition)
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _niceness(pid: int) -> int:
    try:
        return os.getpriority(os.PRIO_PROCESS, pid)
    except OSError:
        return 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
