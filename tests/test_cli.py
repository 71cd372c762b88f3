"""The command line: what it accepts, prints, refuses, and with which exit code it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, CorpusBuild, run_kg
from pyoxigraph import RdfFormat, Store

from kg import __version__
from kg.asking import Asked, parse_words
from kg.errors import StoreError, UsageError
from kg.namespaces import WSW
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
        (["who", "--endpoint", "http://localhost:1/", "--build", "b"], "Give one of them"),
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


def test_a_query_of_ones_own_is_asked_from_a_file(corpus_build: CorpusBuild, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text("SELECT (COUNT(?s) AS ?documents) WHERE { ?s a wsw:Document }", encoding="utf-8")
    done = run_kg("query", "--file", file, "--format", "csv", "--build", corpus_build.folder)
    assert (done.code, done.out, done.err) == (0, "documents\n5\n", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT is an update"), ("SELECT ?s WHERE {", "own.rq"), ("", "is empty")],
)
def test_a_file_that_holds_no_query_is_named_with_its_fault(
    corpus_build: CorpusBuild, tmp_path: Path, text: str, fault: str
) -> None:
    file = tmp_path / "own.rq"
    file.write_text(text, encoding="utf-8")
    done = run_kg("query", "--file", file, "--build", corpus_build.folder)
    pointed = 2 if text else 0  # lines: the place in the query and a caret
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1 + pointed)
    assert done.err.startswith(f"kg: {file}")
    assert fault in done.err


def test_an_answer_is_written_whole_in_the_format_that_the_files_ending_names(
    corpus_build: CorpusBuild, tmp_path: Path
) -> None:
    for name, start in (
        ("a.xlsx", b"PK"),
        ("a.html", b"<!doctype html>"),
        ("a.csv", b"document,"),
        ("a.md", b"| document "),
    ):
        done = run_kg("query", "warnings", "--build", corpus_build.folder, "-o", tmp_path / name)
        assert (done.code, done.out, done.err) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(start)
    again = run_kg("query", "warnings", "--build", corpus_build.folder, "-o", tmp_path / "a.csv")
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.err
    assert run_kg("query", "warnings", "--build", corpus_build.folder, "-o", tmp_path / "a.csv", "--force").code == 0
    assert len(list(tmp_path.iterdir())) == 4


def test_the_sparql_that_is_sent_is_explained(corpus_build: CorpusBuild, tmp_path: Path) -> None:
    done = run_kg("query", "who-said-what", "--issue", "poverty", "--explain", "--build", corpus_build.folder)
    assert done.code == 0
    assert "WHERE {\n  VALUES ?asked_issue { <https://w3id.org/who-said-what/issue/csc/" in done.out
    file = tmp_path / "own.rq"
    file.write_text("ASK { ?s a wsw:Document }", encoding="utf-8")
    explained = run_kg("query", "--file", file, "--explain").out
    assert explained == f"PREFIX wsw: <{WSW}>\nASK {{ ?s a wsw:Document }}\n"


def test_the_help_of_a_query_tells_its_parameters_and_columns() -> None:
    done = run_kg("query", "who-said-what", "--help")
    assert done.code == 0
    assert done.out.startswith("Usage: kg query who-said-what [--PARAMETER VALUE]...\n")
    assert "  --issue ISSUE " in done.out
    assert "  speaker " in done.out.partition("Columns:")[2]


def test_extracting_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("“Nets are cheap,” said Ada Example.\n", encoding="utf-8")
    done = run_kg("extract", "nowhere.txt", "own.txt", cwd=tmp_path)
    assert (done.code, done.err) == (1, "kg: nowhere.txt: no such file. Give a file of text.\n")
    assert done.out == "own.txt: 1 statement\n\nAda Example (direct)\n  Nets are cheap\n"


def test_extracting_tells_what_is_doubtful_about_a_file_and_ends_well(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "old.txt").write_bytes("A café by the lake.\n".encode("cp1252"))
    done = run_kg("extract", "empty.txt", "old.txt", cwd=tmp_path)
    assert (done.code, done.err) == (0, "empty.txt: no text\nold.txt: not UTF-8, read as Windows-1252\n")


@pytest.mark.parametrize("date", ["2021-13-45", "17 June 2021", "2021-6", ""])
def test_extracting_refuses_a_date_that_is_none(date: str, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("Nets.\n", encoding="utf-8")
    done = run_kg("extract", "own.txt", "--date", date, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"kg: --date {date!r} is not a date such as 2021, 2021-06 or 2021-06-17. Correct it.\n"


def test_an_extracted_table_in_a_pipe_holds_nothing_that_steers_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("“Nets \x1b[31mare \x07cheap,” said Ada Example.\n", encoding="utf-8")
    done = run_kg("extract", "own.txt", cwd=tmp_path)
    assert "cheap" in done.out
    assert not {"\x1b", "\x07"} & set(done.out)


def test_extracted_turtle_is_a_graph_with_the_text_that_proves_it(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("“Nets are cheap,” said Ada Example.\n", encoding="utf-8")
    done = run_kg("extract", "own.txt", "--format", "turtle", cwd=tmp_path)
    store = Store()
    store.load(done.out.encode(), RdfFormat.TURTLE)
    words = [quad.object.value for quad in store if quad.predicate.value in (f"{WSW}words", f"{WSW}text")]
    assert sorted(words) == ["Nets are cheap", "“Nets are cheap,” said Ada Example.\n"]


def test_the_evaluation_reads_the_folders_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("“Nets are cheap,” said Ada Example.\n", encoding="utf-8")
    gold = {"text": "Nets are cheap", "speaker": "Ada Example", "kind": "direct", "issues": [], "stance": "none"}
    (tmp_path / "own.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    done = run_kg("evaluate", "--docs", tmp_path, "--gold", tmp_path, "--json")
    assert done.code == 0
    assert json.loads(done.out)["joint"] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("gold", "fault"),
    [
        (None, "holds no .jsonl file"),
        ('{"text": "nowhere"}', "not in the document"),
        ("{", "own.jsonl, line 1: not JSON"),
    ],
)
def test_unusable_gold_is_named(tmp_path: Path, gold: str | None, fault: str) -> None:
    (tmp_path / "own.txt").write_text("Nets.\n", encoding="utf-8")
    if gold:
        (tmp_path / "own.jsonl").write_text(gold, encoding="utf-8")
    done = run_kg("evaluate", "--docs", tmp_path, "--gold", tmp_path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert fault in done.err


def test_a_pack_without_gold_says_what_to_give(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('key = "a"\ntitle = "A"\nbase = "https://example.org/a/"\n', encoding="utf-8")
    done = run_kg("evaluate", cwd=tmp_path)
    expected = f"kg: this pack has no gold statements ({tmp_path / 'gold'}): give --docs and --gold.\n"
    assert (done.code, done.out, done.err) == (2, "", expected)


@pytest.mark.parametrize("below", ["7", "-0.1"])
def test_a_number_outside_of_a_parameters_limits_is_refused(below: str, corpus_build: CorpusBuild) -> None:
    done = run_kg("query", "to-check", f"--below={below}", "--build", corpus_build.folder)
    assert (done.code, done.err) == (2, f"kg: below: '{below}' is not from 0 to 1. Correct the value.\n")


def test_there_is_something_to_check_without_choosing_a_limit(corpus_build: CorpusBuild) -> None:
    done = run_kg("query", "to-check", "--format", "csv", "--build", corpus_build.folder)
    assert done.out.count("\n") > 1


def test_an_interrupted_command_says_so() -> None:
    program = (
        "import kg.cli, kg.asking, os, signal, time\n"
        "kg.asking.parse_words = lambda _: (os.kill(os.getpid(), signal.SIGINT), time.sleep(20))\n"
        "kg.cli.main()"
    )
    command = [sys.executable, "-c", program, "query", "documents"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "kg: interrupted\n")


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


# ---------------------------------------------------------------- completion


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("qu", ["query", "queries"]),
        ("query who", ["who-agrees", "who-said-what"]),
        ("query group-claims --quant", ["--quantifier"]),
        ("query group-claims --quantifier s", ["several", "some"]),
        ("query to-check --below ", ["0.8"]),
        ("query documents --format x", ["xlsx", "xml"]),
        ("query what-did-they-say --speaker josh\\ mac", ["Josh\\ MacAlister"]),
        ("query nothing --issue ", []),
        ("query who-said-what --issue inv --build nowhere --speaker J", []),
    ],
)
def test_the_shell_completes_names_parameters_and_values(
    words: str, candidates: list[str], corpus_build: CorpusBuild
) -> None:
    line = f"kg {words}".replace("--speaker josh", f"--build {corpus_build.folder} --speaker josh")
    cursor = len(line.replace("\\ ", "_").split(" ")) - 1
    done = run_kg(_KG_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(cursor))
    found = done.out.split("\n")
    assert done.err == ""
    assert set(candidates) <= set(found)
    assert candidates or done.out.strip() == ""
    start = line.rpartition(" ")[2] if "\\" not in line else "josh"
    assert all(one.casefold().startswith(start.casefold()) for one in found if one)


def test_a_mistake_in_a_query_of_ones_own_is_pointed_at(tmp_path: Path, corpus_build: CorpusBuild) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT * {\n  ?s ?p )\n}", encoding="utf-8")
    done = run_kg("query", "--file", str(file), "--build", str(corpus_build.folder))
    message = f"kg: {file}, line 2, column 9: ')' cannot stand here. Correct or remove it.\n  ?s ?p )\n        ^\n"
    assert (done.code, done.err) == (2, message)
