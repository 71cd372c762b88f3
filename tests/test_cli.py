"""The command line: what it accepts, prints, refuses, and with which exit code it ends."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, CorpusBuild, run_kg

from kg import __version__
from kg.asking import Asked, parse_words
from kg.errors import StoreError, UsageError
from kg.output import write_file
from kg.progress import Progress
from kg.terminal import emit, printable

HEAVY = ("jinja2", "networkx", "numpy", "pydantic", "pyshacl", "pyvis", "rdflib", "spacy", "SPARQLWrapper")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


# ---------------------------------------------------------------- text for a terminal


def test_what_could_steer_a_terminal_is_shown_by_a_sign() -> None:
    assert printable("a\x1b[31mb\x00\x7f\x9b\r\u202ec\ud800") == "a␛[31mb␀␡‹U+009B›␍‹U+202E›c\\ud800"


def test_letters_tabs_and_line_feeds_are_shown_as_they_are() -> None:
    text = "“Zoë”\t👩‍👧\n"
    assert printable(text) == text


def test_an_answer_is_shown_by_signs_in_a_terminal_and_verbatim_for_a_file() -> None:
    terminal, file = Terminal(), io.StringIO()
    emit("red \x1b[31m", terminal)
    emit("red \x1b[31m", file)
    assert (terminal.getvalue(), file.getvalue()) == ("red ␛[31m\n", "red \x1b[31m\n")


def test_progress_is_a_line_a_stage_where_no_terminal_shows_it() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    with progress.stage("read", 5) as advance:
        advance()
    assert stream.getvalue().split() == ["read", "5", "0.0", "s"]
    assert list(progress.seconds) == ["read"]


def test_progress_is_a_bar_in_a_terminal() -> None:
    stream = Terminal()
    with Progress(stream).stage("read", 2) as advance:
        advance()
        advance()
    assert "2/2" in stream.getvalue()


# ---------------------------------------------------------------- values of a query


def test_values_are_taken_with_a_blank_or_an_equals_sign_and_may_repeat() -> None:
    asked = parse_words(["--issue", "poverty", "who", "--issue=health", "--speaker-kind", "person", "--note=--x"])
    assert asked.name == "who"
    assert asked.values == {"issue": ["poverty", "health"], "speaker_kind": ["person"], "note": ["--x"]}


def test_options_of_the_command_are_no_parameters() -> None:
    asked = parse_words(["who", "--format", "csv", "--build=here", "--pack", "there", "-h"])
    assert asked == Asked("who", {}, "csv", build=Path("here"), pack=Path("there"), wants_help=True)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["who", "poverty"], "'poverty' belongs to no parameter"),
        (["who", "--issue"], "--issue has no value"),
        (["who", "--issue", "--speaker", "x"], "--issue has no value"),
        (["who", "-i", "x"], "'-i' is no option"),
        (["who", "--format", "csv", "--format", "json"], "--format is given 2 times"),
        (["who", "--file", "x.rq"], "takes no name"),
        (["who", "--endpoint", "http://localhost:1/"], "not there yet"),
    ],
)
def test_words_that_ask_for_nothing_are_refused_with_a_reason(words: list[str], fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        parse_words(words)


# ---------------------------------------------------------------- files


def test_a_file_is_written_whole_with_its_line_ends(tmp_path: Path) -> None:
    write_file(tmp_path / "out.txt", ["a\r\n", "é\n"])
    assert (tmp_path / "out.txt").read_bytes() == b"a\r\n\xc3\xa9\n"


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with pytest.raises(UsageError, match="is there already"):
        write_file(path, ["new"])
    assert path.read_text() == "old"
    write_file(path, ["new"], force=True)
    assert path.read_text() == "new"


def test_a_fault_half_way_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")

    def parts() -> object:
        yield "half"
        raise StoreError("the store broke")

    with pytest.raises(StoreError, match="the store broke"):
        write_file(path, parts(), force=True)  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("name", "fault"), [(".", "is a folder"), ("no/out.txt", "there is no folder")])
def test_a_path_that_can_hold_no_file_is_refused(tmp_path: Path, name: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        write_file(tmp_path / name, ["x"])


# ---------------------------------------------------------------- commands


def test_help_lists_the_commands() -> None:
    done = run_kg("--help")
    assert (done.code, done.err) == (0, "")
    for command in ("build", "query", "queries", "view", "export", "extract", "evaluate", "validate"):
        assert f"\n  {command} " in done.out


def test_no_command_is_a_call_for_help() -> None:
    assert run_kg() == run_kg("--help")


def test_the_version_is_the_packages() -> None:
    assert run_kg("--version").out == f"kg {__version__}\n"


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["qurey"], "query"),
        (["query", "who-said-waht", "--issue", "x"], "who-said-what"),
        (["query", "who-said-what", "--isue", "x"], "issue"),
        (["query", "documents", "--format", "tabel"], "table"),
        (["view", "overveiw", "-o", "never-made.html"], "overview"),
        (["export", "--format", "turtel"], "turtle"),
        (["build", "--forse"], "--force"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_the_nearest(
    words: list[str], nearest: str, corpus_build: CorpusBuild
) -> None:
    done = run_kg(*words, *([] if words[0] in ("qurey", "build") else ["--build", corpus_build.folder]))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("kg: ")
    assert done.err.count("\n") == 1
    assert nearest in done.err


def test_asking_without_a_build_says_how_to_make_one(tmp_path: Path) -> None:
    done = run_kg("query", "documents", "--build", tmp_path / "build")
    assert done.code == 2
    assert "kg build" in done.err
    assert not (tmp_path / "build").exists()


def test_a_fault_of_the_program_is_one_line_and_debug_shows_where(tmp_path: Path) -> None:
    program = "import kg.cli, kg.pack\ndef broken(_): raise ZeroDivisionError('by\\n\\x1bzero')\nkg.pack.find_pack = broken\nkg.cli.main()"
    runs = [
        subprocess.run([sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True, text=True, check=False)
        for words in (["queries"], ["queries", "--debug"])
    ]
    assert [done.returncode for done in runs] == [70, 70]
    line = "kg: fault of the program: ZeroDivisionError: by ␛zero. Run with --debug to see where, and report it."
    assert runs[0].stderr == line + "\n"
    assert runs[1].stderr.startswith("Traceback")
    assert runs[1].stderr.endswith(line + "\n")


def test_a_reader_that_stops_early_is_no_fault(corpus_build: CorpusBuild) -> None:
    command = [sys.executable, "-m", "kg", "export", "--format", "nquads", "--build", str(corpus_build.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (0, b"")


# ---------------------------------------------------------------- what a command costs


@pytest.mark.parametrize("words", [["--help"], ["query", "who-said-what", "--issue", "investigations"]])
def test_help_and_queries_load_no_heavy_package(words: list[str], corpus_build: CorpusBuild) -> None:
    program = "import sys, kg.boundary, kg.cli\nkg.boundary.run(kg.cli.app, sys.argv[1:])\nprint(*sys.modules, file=sys.stderr)"
    given = [*words, "--build", str(corpus_build.folder)] if words[0] == "query" else words
    done = subprocess.run([sys.executable, "-c", program, *given], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY)
