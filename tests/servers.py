"""Real SPARQL servers for tests, started on a free port of this machine and ended with the test module."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
VIRTUOSO = shutil.which("virtuoso-t")
_START_S = 60.0


@dataclass(frozen=True)
class Server:
    """Where a server answers queries and takes graphs, and what must be set to log in."""

    endpoint: str
    graph_store: str
    login: dict[str, str]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, *, read_only: bool = False) -> Iterator[Server]:
    """An Oxigraph server on a store's folder; with `read_only` it takes no graphs."""
    assert OXIGRAPH
    port = free_port()
    command = [OXIGRAPH, "serve-read-only" if read_only else "serve", "--location", str(folder)]
    with _running([*command, "--bind", f"127.0.0.1:{port}", "--union-default-graph"], folder.parent, port):
        base = f"http://127.0.0.1:{port}"
        yield Server(f"{base}/query", f"{base}/store", {})


VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
ServerThreads = 10
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A Virtuoso server with an empty database."""
    assert VIRTUOSO
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    ini = VIRTUOSO_INI.format(folder=folder, port=port, sql_port=free_port())
    (folder / "virtuoso.ini").write_text(ini, encoding="ascii")
    with _running([VIRTUOSO, "-f", "+configfile", "virtuoso.ini"], folder, port):
        base = f"http://127.0.0.1:{port}"
        login = {"KG_ENDPOINT_USER": "dba", "KG_ENDPOINT_PASSWORD": "dba", "KG_ENDPOINT_AUTH": "digest"}
        yield Server(f"{base}/sparql", f"{base}/sparql-graph-crud-auth", login)


@contextmanager
def _running(command: Sequence[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / f"{port}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(process, port, folder / f"{port}.log")
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            except urllib.error.HTTPError as error:
                error.close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} does not answer: {log.read_text(errors='replace')[-1000:]}")
