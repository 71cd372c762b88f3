"""Building: what a build leaves, what it leaves out, and that a build that fails leaves the last one."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, CorpusBuild, run_kg
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

import kg.rdf.validate
from kg.build import BuildReport, build_graph
from kg.errors import KnowledgeError
from kg.namespaces import OA, WSW, prefixes
from kg.pack import Pack, find_pack, read_pack
from kg.progress import Progress
from kg.query.answers import Rows
from kg.query.catalogue import open_catalogue
from kg.query.run import answer_query
from kg.rdf.validate import shape_files, validate
from kg.rdf.violation import Violation
from kg.store import open_build
from kg.summary import iter_results, iter_summary

ARTICLE = (
    "Lakes under review\n\n“Wardens are needed,” said Ada Example.\n\nSome respondents felt that nets cost too much.\n"
)
LETTER = "A letter\n\n“Nets are cheap,” said Ben Brook.\n"


def write_pack(folder: Path, *, manifest: str | None = None, **texts: str) -> Pack:
    """A pack of its own, with a row in the manifest for each text."""
    folder.mkdir(exist_ok=True)
    rows = []
    for key, text in texts.items():
        (folder / f"{key}.txt").write_text(text, encoding="utf-8")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        rows.append(f'[[document]]\nkey = "{key}"\nfile = "{key}.txt"\ntitle = "The {key}"\nsha256 = "{sha256}"\n')
    (folder / "sources.toml").write_text("\n".join(rows) if manifest is None else manifest, encoding="utf-8")
    (folder / "pack.toml").write_text(
        'key = "lakes"\ntitle = "Lakes"\nbase = "https://example.org/id/lakes/"\nmanifest = "sources.toml"\n'
        "[settings]\nprocesses = 1\n",
        encoding="utf-8",
    )
    return read_pack(folder / "pack.toml")


def build(pack: Pack, *, force: bool = False) -> BuildReport:
    return build_graph(pack, folder=pack.build_folder, progress=Progress(io.StringIO()), force=force)


@pytest.fixture
def lakes(tmp_path: Path) -> Pack:
    """A built pack of two documents."""
    pack = write_pack(tmp_path / "lakes", article=ARTICLE, letter=LETTER)
    assert build(pack).exit_code == 0
    return pack


def trig(pack: Pack) -> str:
    return (pack.build_folder / "graph.trig").read_text(encoding="utf-8")


# ---------------------------------------------------------------- the corpus


def test_a_build_leaves_the_store_the_graph_twice_the_overview_and_the_log(corpus_build: CorpusBuild) -> None:
    names = {path.name for path in corpus_build.folder.iterdir()}
    assert names == {".kg-build", "store", "side.sqlite", "graph.trig", "graph.ttl", "overview.html", "run.json"}


def test_a_build_ends_with_its_table_and_three_commands_that_work(corpus_build: CorpusBuild, tmp_path: Path) -> None:
    lines = corpus_build.outcome.out.splitlines()
    table = lines[: lines.index("Try next:")]
    names = "documents words statements speakers issues statutes figures conflicts SHACL seconds build".split()
    assert [line.split()[0] for line in table] == names
    assert table[names.index("documents")].split() == ["documents", "5"]
    assert table[names.index("SHACL")].split()[1:3] == ["0", "violations,"]
    commands = [shlex.split(line) for line in lines[lines.index("Try next:") + 1 :]]
    asked = [command[command.index("query" if "query" in command else "view") :] for command in commands]
    assert [words[0] for words in asked] == ["query", "query", "view"]
    for words in asked:
        done = run_kg(*words, cwd=tmp_path, KG_PACK=str(ROOT))
        assert (done.code, done.err) == (0, "")


def test_two_builds_in_processes_with_other_hash_seeds_give_the_same_bytes(
    corpus_build: CorpusBuild, tmp_path: Path
) -> None:
    again = run_kg("build", "--build", tmp_path / "again", PYTHONHASHSEED="2")
    assert again.code == 0, again.err
    for name in ("graph.trig", "graph.ttl", "overview.html"):
        assert (tmp_path / "again" / name).read_bytes() == (corpus_build.folder / name).read_bytes(), name


def test_no_clock_time_stands_in_the_graph_but_in_the_log(corpus_build: CorpusBuild) -> None:
    started = json.loads((corpus_build.folder / "run.json").read_text(encoding="utf-8"))["started"]
    assert len(started) == len("2021-06-17T12:00:00+00:00")
    minute = started[:16]
    assert minute not in (corpus_build.folder / "graph.trig").read_text(encoding="utf-8")


def test_shifting_any_of_a_hundred_spans_by_one_makes_the_validation_fail(corpus_build: CorpusBuild) -> None:
    pack = find_pack(ROOT)
    shapes = shape_files(pack)
    proofs: dict[str, list[str]] = {}  # of each graph: its snapshot and spans
    with open_build(corpus_build.folder) as store:
        for line in store.lines():
            if line.startswith((f"<{pack.base}snapshot/", f"<{pack.base}span/")):
                proofs.setdefault(line.split()[-2], []).append(line)
    documents = [graph for graph in proofs if any(f'<{WSW}text> "' in line for line in proofs[graph])]
    assert len(documents) == 5
    shifted_spans = 0
    for graph in documents:
        dataset = Store()
        dataset.bulk_load("".join(proofs[graph]).encode(), RdfFormat.N_QUADS)
        known = set(validate(dataset, shapes))  # what they lack without the rest of the graph
        starts = sorted(dataset.quads_for_pattern(None, NamedNode(f"{OA}start"), None), key=str)
        count = 24 if len(starts) < 200 else 4  # comparing the long document takes a second each time
        for number, quad in enumerate(starts[:: len(starts) // count][:count]):
            shifted = Literal(str(int(quad.object.value) + (1 if number % 2 else -1)), datatype=quad.object.datatype)
            wrong = Quad(quad.subject, quad.predicate, shifted, quad.graph_name)
            dataset.remove(quad)
            dataset.add(wrong)
            assert {result.severity for result in set(validate(dataset, shapes)) - known} == {"Violation"}, quad
            dataset.remove(wrong)
            dataset.add(quad)
            shifted_spans += 1
    assert shifted_spans == 100


# ---------------------------------------------------------------- documents at fault


def test_a_document_that_has_changed_is_left_out_and_said_so(lakes: Pack) -> None:
    (lakes.folder / "letter.txt").write_text("another text", encoding="utf-8")
    report = build(lakes)
    assert report.exit_code == 1
    assert report.published
    assert [extraction.document.key for extraction in report.extractions] == ["article"]
    (fault,) = report.faults
    assert "document 2 (letter)" in fault
    assert "'letter.txt' has changed" in fault
    assert "Ben Brook" not in trig(lakes)


def test_a_document_that_is_no_text_is_left_out_and_said_so(lakes: Pack) -> None:
    data = b"%PDF-1.7 \xff"
    (lakes.folder / "letter.txt").write_bytes(data)
    manifest = lakes.folder / "sources.toml"
    old, new = hashlib.sha256(LETTER.encode()).hexdigest(), hashlib.sha256(data).hexdigest()
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    report = build(lakes)
    assert report.exit_code == 1
    assert [fault.partition(":")[0] for fault in report.faults] == ["letter.txt"]


def test_an_empty_document_is_built_without_statements(tmp_path: Path) -> None:
    report = build(write_pack(tmp_path / "lakes", article=ARTICLE, empty=""))
    assert report.exit_code == 0
    assert [(e.document.key, len(e.statements)) for e in report.extractions][1] == ("empty", 0)


def test_the_same_bytes_under_two_names_are_read_once(tmp_path: Path) -> None:
    stream = io.StringIO()
    pack = write_pack(tmp_path / "lakes", article=ARTICLE, copy=ARTICLE)
    report = build_graph(pack, folder=pack.build_folder, progress=Progress(stream))
    assert [extraction.document.key for extraction in report.extractions] == ["article"]
    assert "copy.txt: the same bytes as article.txt; read once" in stream.getvalue()


def test_a_file_that_the_manifest_does_not_list_is_named(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "lakes", article=ARTICLE)
    (pack.folder / "stray.txt").write_text("x")
    stream = io.StringIO()
    build_graph(pack, folder=pack.build_folder, progress=Progress(stream))
    assert "stray.txt: not in sources.toml; not read" in stream.getvalue()
    assert "pack.toml: not in" not in stream.getvalue()


def test_a_file_whose_row_is_refused_is_told_once_and_not_as_unlisted(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "lakes", article=ARTICLE, letter=LETTER)
    manifest = pack.folder / "sources.toml"
    text = manifest.read_text(encoding="utf-8").replace(
        'file = "letter.txt"', 'file = "./letter.txt"\ndate = "2021-13-45"'
    )
    manifest.write_text(text, encoding="utf-8")
    stream = io.StringIO()
    report = build_graph(pack, folder=pack.build_folder, progress=Progress(stream))
    assert "'2021-13-45' is not a date" in report.faults[0]
    assert "letter.txt" not in stream.getvalue()


# ---------------------------------------------------------------- builds that fail


def test_no_usable_document_replaces_nothing(lakes: Pack) -> None:
    before = trig(lakes)
    (lakes.folder / "article.txt").unlink()
    (lakes.folder / "letter.txt").unlink()
    with pytest.raises(KnowledgeError, match="no document can be used; nothing was replaced") as caught:
        build(lakes)
    assert caught.value.exit_code == 2
    assert trig(lakes) == before


def test_malformed_knowledge_replaces_nothing_and_is_named_with_its_line(lakes: Pack) -> None:
    before = trig(lakes)
    (lakes.folder / "ontology").mkdir()
    (lakes.folder / "ontology" / "extra.ttl").write_text("@prefix a: <https://a/> .\na:b a:c", encoding="utf-8")
    done = run_kg("build", "--pack", lakes.folder)
    assert (done.code, done.out) == (2, "")
    complaint = done.err.splitlines()[-1]
    assert complaint.startswith("kg: ")
    assert "extra.ttl" in complaint
    assert "2" in complaint.partition("extra.ttl")[2]
    assert trig(lakes) == before


def test_a_wrong_setting_replaces_nothing(lakes: Pack) -> None:
    before = trig(lakes)
    done = run_kg("build", "--pack", lakes.folder, KG_PROCESSES="many")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "processes" in done.err
    assert trig(lakes) == before


def test_a_graph_that_breaks_a_shape_is_published_only_by_force(lakes: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    before = trig(lakes)
    breach = Violation("Violation", "urn:document", "urn:node", "no speaker", shape="urn:shape")
    monkeypatch.setattr(kg.rdf.validate, "validate", lambda *_: [breach])
    (lakes.folder / "letter.txt").unlink()
    report = build(lakes)
    assert (report.exit_code, report.published) == (1, False)
    assert trig(lakes) == before
    forced = build(lakes, force=True)
    assert (forced.exit_code, forced.published) == (1, True)
    assert trig(lakes) != before


def test_a_build_that_is_killed_leaves_the_last_good_one(lakes: Pack) -> None:
    before = trig(lakes)
    (lakes.folder / "letter.txt").unlink()
    command = [sys.executable, "-m", "kg", "build", "--pack", str(lakes.folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert next(line for line in process.stderr if line.startswith("read"))
        process.send_signal(signal.SIGKILL)
    assert trig(lakes) == before
    assert run_kg("query", "documents", "--pack", lakes.folder).code == 0
    assert build(lakes).exit_code == 1  # what the killed build left is no hindrance
    assert sorted(path.name for path in lakes.folder.iterdir() if path.name.startswith(".")) == []


# ---------------------------------------------------------------- what is said


def test_the_table_counts_what_was_found(lakes: Pack) -> None:
    lines = list(iter_summary(build(lakes), program="bin/kg", options=" --pack lakes"))
    assert lines[0] == "documents           2"
    assert lines[2] == "statements          3  2 direct, 1 indirect, 0 finding"
    assert (
        lines[3]
        == "speakers            2  by name: 2 person, 0 organisation, 0 document; 1 attribution to groups or speakers without a name"
    )
    commands = lines[lines.index("Try next:") + 1 :]
    assert all(line.startswith("  bin/kg ") and line.endswith(" --pack lakes") for line in commands)


def test_a_person_who_speaks_in_two_documents_is_one_speaker_and_each_group_counts_again(tmp_path: Path) -> None:
    some = "Some respondents felt that nets cost too much.\n"
    report = build(write_pack(tmp_path / "lakes", one=f"{LETTER}\n{some}", two=f"Again, {LETTER}\n{some}"))
    assert list(iter_summary(report))[3].split("  ")[-1] == (
        "by name: 1 person, 0 organisation, 0 document; 2 attributions to groups or speakers without a name"
    )


def test_speakers_count_in_the_table_as_they_do_on_the_pages(tmp_path: Path) -> None:
    said = (
        "One nurse said that beds were short.\n\nOne nurse said that pay was low.\n\n"
        "Some respondents felt that nets cost too much.\n\nAda Example and Ben Sample said that boats were old.\n"
    )
    pack = write_pack(tmp_path / "lakes", one=f"{LETTER}\n{said}", two=f"Again, {LETTER}\n")
    line = list(iter_summary(build(pack)))[3]
    query = open_catalogue(pack).page("speaker-numbers")
    answer = answer_query(query, Store.read_only(str(pack.build_folder / "store")), open_catalogue(pack), {})
    assert isinstance(answer, Rows)
    rows = answer.dicts()
    named = [row for row in rows if row["named"] == "true"]
    without = sum(int(row["speakers"]) for row in rows if row["named"] != "true")
    assert {(row["kind"], row["names"]) for row in named} == {("person", "1")}
    assert without == 4  # two nurses, some respondents, two people together
    assert line.split("  ")[-1] == (
        f"by name: 1 person, 0 organisation, 0 document; {without} attributions to groups or speakers without a name"
    )


def test_figures_outside_of_statements_count_as_they_do_in_the_answer_to_the_query(tmp_path: Path) -> None:
    text = "There were 40 lakes in 2020.\n\n“There are 12 wardens,” said Ada Example.\n"
    pack = write_pack(tmp_path / "lakes", article=text)
    (line,) = (line for line in iter_summary(build(pack)) if line.startswith("figures"))
    rows = run_kg("query", "figures", "--pack", pack.folder).out.splitlines()[-1]
    assert line.split("  ")[-1] == "1 of them in statements"
    assert (line.split()[1], rows.split()[:2]) == ("2", ["2", "rows."])


def test_a_build_says_first_which_pack_it_builds(lakes: Pack) -> None:
    stream = io.StringIO()
    build_graph(lakes, folder=lakes.build_folder, progress=Progress(stream))
    assert stream.getvalue().splitlines()[0] == f"pack {lakes.folder / 'pack.toml'}"


def test_a_shifted_span_is_told_by_its_own_iri_its_document_and_what_is_wrong(lakes: Pack) -> None:
    names = prefixes(base=lakes.base, pack=lakes.key)
    dataset = Store()
    dataset.bulk_load(path=str(lakes.build_folder / "graph.trig"), format=RdfFormat.TRIG)
    quad = min(dataset.quads_for_pattern(None, NamedNode(f"{OA}start"), None), key=str)
    dataset.remove(quad)
    later = Literal(str(int(quad.object.value) + 1), datatype=quad.object.datatype)
    dataset.add(Quad(quad.subject, quad.predicate, later, quad.graph_name))
    span = f"span:{quad.subject.value.removeprefix(names['span']).removesuffix('p')}"
    lines = list(iter_results(validate(dataset, shape_files(lakes)), names))
    assert f", value {span} in document:" in lines[0]
    assert "A span does not cut its oa:exact out of wsw:text" in lines[0]
    assert lines[0].endswith("(shape:TextSnapshot-exact)")
    assert len(set(lines)) == len(lines)


def test_breaches_are_told_gravest_first_and_the_rest_counted() -> None:
    results = [
        Violation("Warning", None, "urn:a", "doubtful", path="urn:p", value="red \x1b[31m", shape="urn:s"),
        Violation("Violation", "urn:d", "urn:b", "wrong", shape="urn:s"),
        Violation("Info", None, "urn:c", "known", shape="urn:s"),
    ]
    assert list(iter_results(results, limit=2)) == [
        "violation: urn:b in urn:d: wrong (urn:s)",
        "warning: urn:a, urn:p, value red ␛[31m: doubtful (urn:s)",
        "and 1 more",
    ]
