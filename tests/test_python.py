"""kg from Python: rows with names, data frames, notebooks, rdflib over the same store."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from conftest import ROOT, CorpusBuild
from pyoxigraph import Literal, NamedNode
from test_queries import A0, B5, load_questions

import kg
from kg.errors import QueryError, UnknownNameError, UsageError
from kg.graph import Graph
from kg.query.answers import Rows
from kg.rows import Table
from kg.store.embedded import build_store
from kg.store.marker import write_marker

XSD = "http://www.w3.org/2001/XMLSchema#"
WSW = rdflib.Namespace("https://w3id.org/who-said-what/ns#")
ID = "https://example.org/id/"


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of questions as a build beside its pack.toml."""
    folder = tmp_path_factory.mktemp("python")
    (folder / "pack.toml").write_text(f'key = "example"\ntitle = "E"\nbase = "{ID}"\n', encoding="utf-8")
    (folder / "build").mkdir()
    quads = load_questions().quads_for_pattern(None, None, None)
    build_store(folder / "build", (f"{quad} .\n" for quad in quads))
    write_marker(folder / "build")
    with kg.open(folder / "build") as opened:
        yield opened


def test_rows_have_names(g: Graph) -> None:
    rows = g.query("who-said-what", speaker="Ada Example")
    assert [row.words for row in rows] == [A0, B5]
    assert rows[0]["confidence"] == Decimal("0.97")
    assert rows[0]["on_behalf_of"] == "Children's Pier Trust"
    assert list(rows[0])[:2] == ["speaker", "speaker_kind"]
    assert rows.columns[0] == "speaker"
    assert len(rows[1:]) == 1
    with pytest.raises(AttributeError, match="no column 'word'; there are speaker"):
        _ = rows[0].word
    with pytest.raises(KeyError):
        _ = rows[0]["word"]


def test_values_are_pythons_own() -> None:
    typed = {
        "integer": "40",
        "decimal": "0.50",
        "double": "1e3",
        "boolean": "true",
        "date": "2021-06-17",
        "gYear": "2021",
    }
    row = tuple(Literal(text, datatype=NamedNode(XSD + name)) for name, text in typed.items())
    ill = Literal("2021-13-45", datatype=NamedNode(f"{XSD}date"))
    table = Table(Rows(("a", "b", "c", "d", "e", "f", "g", "h", "i"), ((*row, ill, NamedNode("x:y"), None),)))
    assert table[0].values_tuple() == (
        40, Decimal("0.50"), 1000.0, True, datetime.date(2021, 6, 17), "2021", "2021-13-45", "x:y", None
    )  # fmt: skip


def test_a_data_frame_has_the_columns_of_the_answer(g: Graph) -> None:
    frame = g.query("speakers").to_pandas()
    assert list(frame.columns)[:3] == ["speaker", "kind", "statements"]
    assert frame["statements"].sum() == 8
    assert g.query("nested-reports", speaker="Ada Example").to_pandas().empty


def test_a_notebook_shows_a_table_in_which_nothing_is_markup() -> None:
    rows = Rows(("words", "detail"), tuple((Literal(f"<script>{i}"), Literal("x")) for i in range(60)))
    html = Table(rows, hidden=["detail"])._repr_html_()
    assert "<script" not in html
    assert "detail" not in html
    assert html.count("<tr>") == 51
    assert "60 rows; the first 50 are shown" in html


def test_parameters_that_python_has_as_words_take_an_underscore(g: Graph) -> None:
    assert len(g.query("timeline", from_="2021-06-17")) == 1
    with pytest.raises(UnknownNameError, match="nearest: issue"):
        g.query("who-said-what", isue="piers")
    with pytest.raises(UnknownNameError, match="nearest: who-said-what"):
        g.query("who-sayd-what")


def test_sparql_gives_a_table_a_truth_or_a_graph(g: Graph) -> None:
    table = g.sparql("SELECT (COUNT(?s) AS ?n) { ?s a wsw:Document }")
    assert isinstance(table, Table)
    assert table[0].n == 4
    assert g.sparql("ASK { agent:ada a foaf:Person }") is True
    graph = g.sparql("CONSTRUCT { ?s a ?c } WHERE { ?s a wsw:Document ; a ?c FILTER(?c = wsw:Document) }")
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) == 4
    with pytest.raises(QueryError, match="line 1, column 12"):
        g.sparql("SELECT * { OPTINAL { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="is an update"):
        g.sparql("DELETE WHERE { ?s ?p ?o }")


def test_the_questions_are_listed(g: Graph) -> None:
    assert "who-said-what" in [row.name for row in g.queries()]


# ---------------------------------------------------------------- rdflib


def test_rdflib_reads_the_same_store(g: Graph) -> None:
    ada = rdflib.URIRef(f"{ID}agent/ada")
    assert g.graph.value(ada, rdflib.RDFS.label) == rdflib.Literal("Ada Example", lang="en")
    assert (ada, rdflib.RDF.type, rdflib.FOAF.Person) in g.graph
    assert {str(s) for s in g.graph.subjects(WSW.speaker, ada)} == {f"{ID}statement/a0"}
    store = load_questions()
    assert len(g.graph) == len({quad.triple for quad in store})
    article = rdflib.URIRef(f"{ID}graph/article")
    assert len(g.graph.graph(article)) == sum(quad.graph_name.value == str(article) for quad in store)  # type: ignore[union-attr]
    assert len(list(g.graph.quads((None, None, None, None)))) == len(store)
    names = {str(graph.identifier) for graph in g.graph.graphs()} - {str(g.graph.default_graph.identifier)}
    assert names == {name.value for name in store.named_graphs()}  # type: ignore[union-attr]
    assert not list(g.graph.triples((rdflib.Literal("x"), None, None)))


def test_rdflibs_sparql_answers_over_the_union_and_over_one_graph(g: Graph) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a wsw:Statement }"
    assert [int(row.n) for row in g.graph.query(count)] == [8]  # type: ignore[union-attr]
    article = g.graph.graph(rdflib.URIRef(f"{ID}graph/article"))
    assert [int(row.n) for row in article.query(count)] == [2]  # type: ignore[union-attr]
    label = g.graph.query(
        "SELECT ?label { ?who rdfs:label ?label }", initBindings={"who": rdflib.URIRef(f"{ID}agent/ada")}
    )
    assert [str(row.label) for row in label] == ["Ada Example"]  # type: ignore[union-attr]
    assert bool(g.graph.query("ASK { agent:ada a foaf:Person }").askAnswer)


def test_nothing_is_written_through_rdflib(g: Graph) -> None:
    triple = (rdflib.URIRef("x:a"), rdflib.RDF.type, WSW.Statement)
    for act in (
        lambda: g.graph.add(triple),
        lambda: g.graph.remove((None, None, None)),
        lambda: g.graph.update("DELETE WHERE { ?s ?p ?o }"),
        lambda: g.graph.parse(data="<x:a> <x:b> <x:c> .", format="turtle"),
    ):
        with pytest.raises(TypeError, match="only read"):
            act()
    assert len(g.query("speakers")) == 7


# ---------------------------------------------------------------- what it costs, and the notebook


def test_importing_kg_loads_nothing_heavy() -> None:
    program = "import sys, kg; print(sorted(name for name in sys.modules if name.partition('.')[0] in {'kg', *%r}))"
    heavy = ("numpy", "pandas", "pydantic", "pyoxigraph", "rdflib", "rich", "spacy", "typer", "SPARQLWrapper")
    done = subprocess.run(
        [sys.executable, "-c", program % (heavy,)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "['kg']\n"


def test_a_build_and_a_server_cannot_both_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Give one of them"):
        kg.open(tmp_path, endpoint="http://localhost:1/")
    with pytest.raises(UsageError, match="no build here"):
        kg.open(tmp_path / "none")


def test_the_cells_of_the_notebook_run(
    corpus_build: CorpusBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = json.loads((ROOT / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    for cell in notebook["cells"]:
        assert set(cell) >= {"cell_type", "id", "metadata", "source"}
        assert cell["cell_type"] in ("code", "markdown")
        assert cell["cell_type"] == "markdown" or (cell["outputs"], cell["execution_count"]) == ([], None)
    (tmp_path / "docs").mkdir()
    (tmp_path / "build").symlink_to(corpus_build.folder)
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("KG_PACK", str(ROOT))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert len(names["rows"]) > 0  # type: ignore[arg-type]
