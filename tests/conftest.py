"""What several test modules share: the command line in a process of its own, and one build of the corpus."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run: a failure here is a failure there. Time limits would measure the machine.
settings.register_profile("project", derandomize=True, deadline=None, database=None)
settings.load_profile("project")

# Started in the background, a shell has us ignore SIGINT, and the programs that we start inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["browsing"]  # fixtures of modules that open pages of the explorer in a browser

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """Path of a Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pytest_report_header() -> str:
    return f"browser: {find_browser() or 'none found; tests that need one are left out'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that need a browser out where there is none; pytest's last line counts them as deselected."""
    if find_browser():
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


def run_kg(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Outcome:
    """Run `kg` in a process of its own; `environment` is added to this one's."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class CorpusBuild:
    """The corpus built by `kg build`, and what the command printed."""

    folder: Path
    outcome: Outcome


@pytest.fixture(scope="session")
def corpus_build(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> CorpusBuild:
    """One build for the whole session: the first worker that needs it makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    kept = shared / "corpus-build.pickle"
    with _alone(shared / "corpus-build.lock"):
        if not kept.exists():
            folder = shared / "corpus-build"
            outcome = run_kg("build", "--build", folder, PYTHONHASHSEED="1")
            kept.write_bytes(pickle.dumps(CorpusBuild(folder, outcome)))
        build: CorpusBuild = pickle.loads(kept.read_bytes())
    assert build.outcome.code == 0, build.outcome.err
    return build


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
