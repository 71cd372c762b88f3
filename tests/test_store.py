"""Builds change as a whole, say who holds them, and leave foreign folders alone."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from kg.errors import QueryError, StoreError, UsageError
from kg.store import BuildFolder, EmbeddedStore, build_store, open_build

ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"


def line(word: str, graph: str = "g") -> str:
    return f'<https://e/s> <https://e/p> "{word}" <https://e/{graph}> .\n'


def publish(path: Path, *words: str) -> None:
    with BuildFolder(path) as build:
        build_store(build.begin(), map(line, words))
        build.publish()


def words_of(path: Path) -> list[str]:
    with open_build(path) as store:
        return answers(store)


def answers(store: EmbeddedStore, text: str = ALL) -> list[str]:
    solutions = store.query(text)
    assert isinstance(solutions, QuerySolutions)
    return [row["o"].value for row in solutions]


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return tmp_path / "build"


# ---------------------------------------------------------------- publishing


def test_a_published_build_answers_and_leaves_nothing_beside_it(build: Path) -> None:
    publish(build, "one", "two")
    assert words_of(build) == ["one", "two"]
    assert os.listdir(build.parent) == ["build"]


def test_the_build_before_stays_as_previous_and_the_one_before_that_goes(build: Path) -> None:
    for word in ("one", "two", "three"):
        publish(build, word)
    assert words_of(build) == ["three"]
    assert words_of(build / "previous") == ["two"]
    assert not (build / "previous" / "previous").exists()


def test_a_store_that_is_open_goes_on_answering_while_a_new_build_takes_the_place(build: Path) -> None:
    publish(build, "one")
    with open_build(build) as store:
        publish(build, "two")
        assert answers(store) == ["one"]
    assert words_of(build) == ["two"]


def test_an_empty_folder_may_become_a_build(build: Path) -> None:
    build.mkdir()
    publish(build, "one")
    assert words_of(build) == ["one"]


def test_a_link_to_a_folder_stays_a_link(build: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    build.symlink_to(tmp_path / "elsewhere")
    publish(build, "one")
    assert build.is_symlink()
    assert words_of(build) == ["one"]


def test_publishing_without_beginning_is_a_fault_of_the_program(build: Path) -> None:
    with pytest.raises(RuntimeError, match="begin"):
        BuildFolder(build).publish()


# ---------------------------------------------------------------- failing


def test_a_build_that_fails_leaves_the_last_good_one_and_no_rest(build: Path) -> None:
    def lines() -> Iterator[str]:
        yield line("two")
        raise ZeroDivisionError

    publish(build, "one")
    with pytest.raises(ZeroDivisionError), BuildFolder(build) as folder:
        build_store(folder.begin(), lines())
    assert words_of(build) == ["one"]
    assert os.listdir(build.parent) == ["build"]


def test_a_full_disk_is_said_and_leaves_the_last_good_build(build: Path) -> None:
    def lines() -> Iterator[str]:
        yield line("two")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    publish(build, "one")
    with pytest.raises(StoreError, match="disk full") as caught, BuildFolder(build) as folder:
        build_store(folder.begin(), lines())
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    assert words_of(build) == ["one"]


def test_a_renaming_that_fails_puts_the_last_good_build_back(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(build, "one")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".partial"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(StoreError, match="busy"):
        publish(build, "two")
    assert words_of(build) == ["one"]


# ---------------------------------------------------------------- killed

PROGRAM = """
import os, signal, sys, time
from pathlib import Path
from kg.store import BuildFolder, build_store
rename, place = Path.rename, sys.argv[2]

def stop():
    print("here", flush=True)
    time.sleep(60)

def lines():
    for number in range(5000):
        if number == 4000 and place == "writing":
            stop()
        yield f'<https://e/s> <https://e/p> "two {number}" <https://e/g> .\\n'

def watched(self, target):
    if place == "between" and self.name.endswith(".partial"):
        stop()
    return rename(self, target)

Path.rename = watched
with BuildFolder(Path(sys.argv[1])) as build:
    build_store(build.begin(), lines())
    if place == "written":
        stop()
    build.publish()
"""


def killed_build(build: Path, place: str) -> subprocess.Popen[str]:
    """A process that builds, stopped at a place of its work and not yet killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(build), place],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("place", ["writing", "written"])
def test_a_build_that_is_killed_leaves_the_last_good_one(build: Path, place: str) -> None:
    publish(build, "one")
    kill(killed_build(build, place))
    assert words_of(build) == ["one"]
    publish(build, "three")
    assert words_of(build) == ["three"]
    assert os.listdir(build.parent) == ["build"]  # what the dead process left is gone


def test_a_build_that_is_killed_between_its_two_renamings_is_finished_by_the_next_to_look(build: Path) -> None:
    publish(build, "one")
    kill(killed_build(build, "between"))
    assert not build.exists()
    assert len(words_of(build)) == 5000
    assert words_of(build / "previous") == ["one"]


def test_a_build_that_is_killed_between_its_two_renamings_is_not_lost_to_the_next_build(build: Path) -> None:
    publish(build, "one")
    kill(killed_build(build, "between"))
    publish(build, "three")
    assert words_of(build) == ["three"]
    assert len(words_of(build / "previous")) == 5000


def test_a_second_build_is_told_who_has_the_folder(build: Path) -> None:
    publish(build, "one")
    process = killed_build(build, "writing")
    try:
        with pytest.raises(StoreError, match=f"in use by pid {process.pid}") as caught:
            BuildFolder(build).begin()
        assert caught.value.exit_code == 3
        assert words_of(build) == ["one"]  # reading needs no lock
    finally:
        kill(process)
    publish(build, "two")


def test_waiting_for_the_folder_ends_after_the_time_given(build: Path) -> None:
    with BuildFolder(build) as first:
        first.begin()
        started = time.monotonic()
        with pytest.raises(StoreError, match=f"in use by pid {os.getpid()}"):
            BuildFolder(build).begin(wait_s=0.2)
        assert 0.2 <= time.monotonic() - started < 5


# ---------------------------------------------------------------- folders that are not ours


def foreign(build: Path) -> None:
    build.mkdir()
    (build / "letter.txt").write_text("private")


def a_file(build: Path) -> None:
    build.write_text("private")


def newer(build: Path) -> None:
    publish(build, "one")
    (build / ".kg-build").write_text(json.dumps({"format": 99}))


def damaged_marker(build: Path) -> None:
    publish(build, "one")
    (build / ".kg-build").write_text("{")


@pytest.mark.parametrize(
    ("make", "said"),
    [(foreign, "not made by kg"), (a_file, "is a file"), (newer, "format 99"), (damaged_marker, "damaged")],
)
def test_a_folder_that_is_not_ours_to_use_is_refused_and_nothing_is_written(build: Path, make, said: str) -> None:
    make(build)
    before = everything_in(build.parent)
    with pytest.raises(StoreError, match=said):
        BuildFolder(build).begin()
    with pytest.raises(StoreError, match=said):
        open_build(build)
    assert everything_in(build.parent) == before


def test_where_no_build_is_the_way_to_one_is_told(build: Path) -> None:
    with pytest.raises(UsageError, match="kg build") as caught:
        open_build(build)
    assert caught.value.exit_code == 2
    assert not build.exists()


@pytest.mark.parametrize("content", [b"junk", b"MANIFEST-999999\n", b"", b"../../etc/passwd\n"])
def test_a_damaged_store_is_named_and_not_written_to(build: Path, content: bytes) -> None:
    publish(build, "one")
    (build / "store" / "CURRENT").write_bytes(content)
    before = everything_in(build)
    with pytest.raises(StoreError, match="CURRENT"):
        open_build(build)
    assert everything_in(build) == before


def test_a_store_with_a_table_missing_is_named(build: Path) -> None:
    publish(build, "one")
    for table in (build / "store").glob("*.sst"):
        table.unlink()
    with pytest.raises(StoreError, match="Build again"):
        words_of(build)


# ---------------------------------------------------------------- querying


def test_the_default_graph_is_the_union_unless_it_is_not_wanted() -> None:
    store = EmbeddedStore.of_lines([line("one", "g"), line("two", "h")])
    assert answers(store) == ["one", "two"]
    assert list(store.query(ALL, union=False)) == []


@pytest.mark.parametrize("text", ["SELECT", "INSERT DATA { <a:a> <a:a> <a:a> }", ""])
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="query"):
        EmbeddedStore.of_lines([]).query(text)


def test_lines_come_graph_after_graph_each_sorted() -> None:
    lines = [line("b", "h"), line("a", "h"), line("c", "g")]
    assert list(EmbeddedStore.of_lines(lines).lines()) == [line("c", "g"), line("a", "h"), line("b", "h")]


def test_a_text_with_any_line_break_of_unicode_stays_one_line() -> None:
    lines = [line("a\u2028b\x85c\\r\\nd")]
    assert list(EmbeddedStore.of_lines(lines).lines()) == lines


def test_a_closed_store_says_so() -> None:
    store = EmbeddedStore.of_lines([])
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query(ALL)
