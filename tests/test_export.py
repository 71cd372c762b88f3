"""Exports hold everything, in any text, and read back as the same graph."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import networkx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse
from rdf_fixture import BASE, EXTRACTION, RUN, STATEMENTS, dataset_lines, knowledge

from kg.errors import UnknownNameError
from kg.export import FORMATS, export_dataset
from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.model import Extraction
from kg.namespaces import prefixes
from kg.pack import Pack
from kg.rdf.jsonld import to_jsonld
from kg.rdf.lines import GraphLines, split_line, split_literal
from kg.rdf.map import extraction_to_quads, knowledge_to_quads
from kg.rdf.terms import boolean, decimal, integer, iri, string, tagged, typed
from kg.rdf.trig import to_trig, to_turtle
from kg.store import EmbeddedStore

PREFIXES = prefixes(base=BASE, pack="test")
NASTY = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60) | st.sampled_from(
    [
        '"""',
        '""',
        '\\"',
        "\\",
        "\\n",
        "a\n" * 150 + '"',
        "\x00\x01\x7f\ufeff\u202e\u2028\x85\r\n\t",
        "'''",
        "@en",
        "^^<x>",
    ]
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return knowledge(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def pack(known: Knowledge) -> Pack:
    return known.pack


@pytest.fixture(scope="module")
def store(known: Knowledge) -> EmbeddedStore:
    return EmbeddedStore.of_lines(dataset_lines(known))


def exported(store: EmbeddedStore, format: str, pack: Pack) -> str:
    stream = io.StringIO(newline="")
    export_dataset(store, format, stream, pack=pack)
    return stream.getvalue()


def quads_in(text: str, format: RdfFormat) -> set[Quad]:
    return set(parse(text.encode(), format=format))


# ---------------------------------------------------------------- RDF


@pytest.mark.parametrize(
    ("name", "format"), [("trig", RdfFormat.TRIG), ("nquads", RdfFormat.N_QUADS), ("jsonld", RdfFormat.JSON_LD)]
)
def test_an_export_of_quads_reads_back_as_the_same_dataset(
    store: EmbeddedStore, pack: Pack, name: str, format: RdfFormat
) -> None:
    assert quads_in(exported(store, name, pack), format) == set(store.dataset)


def test_turtle_holds_the_union_of_all_graphs(store: EmbeddedStore, pack: Pack) -> None:
    found = {quad.triple for quad in quads_in(exported(store, "turtle", pack), RdfFormat.TURTLE)}
    assert found == {quad.triple for quad in store.dataset}


@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_rdflib_reads_trig_and_json_ld_as_the_same_dataset(known: Knowledge, pack: Pack) -> None:
    # Without the ontology, which rdflib takes long to read.
    small = EmbeddedStore.of_lines(line for line in dataset_lines(known) if "graph/knowledge>" not in line)
    counts = []
    for name, format in (("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")):
        dataset = rdflib.Dataset()
        dataset.parse(data=exported(small, name, pack), format=format)
        counts.append({(s, p, o) for s, p, o, _ in dataset.quads()})
    assert counts[0] == counts[1] == counts[2]
    assert len(counts[0]) == len(small.dataset)


@given(NASTY, st.sampled_from(["en", "en-gb", "not a tag", ""]))
def test_any_text_survives_every_rdf_format(text: str, language: str) -> None:
    graph = GraphLines("https://example.org/graph/g")
    node = iri("https://example.org/s")
    graph.add(node, iri("https://example.org/p"), string(text), tagged(text, language), typed(text, "token"))
    lines = graph.lines()
    wanted = quads_in("".join(lines), RdfFormat.N_QUADS)
    assert text in {quad.object.value for quad in wanted}
    assert quads_in("".join(to_trig(lines, PREFIXES, comment="x")), RdfFormat.TRIG) == wanted
    assert quads_in("".join(to_jsonld(lines, PREFIXES)), RdfFormat.JSON_LD) == wanted
    turtle = quads_in("".join(to_turtle(lines, PREFIXES, comment="x")), RdfFormat.TURTLE)
    assert {quad.triple for quad in turtle} == {quad.triple for quad in wanted}
    assert split_literal(split_line(lines[0]).object).text == text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_ending_of_an_iri_reads_back(text: str) -> None:
    address = f"{BASE}statement/{text}"
    try:
        term = iri(address)
        wanted = quads_in(f"{term} {term} {term} {term} .\n", RdfFormat.N_QUADS)
    except (ValueError, SyntaxError):
        return  # no IRI
    lines = [f"{term} {term} {term} {term} .\n"]
    assert quads_in("".join(to_trig(lines, PREFIXES, comment="x")), RdfFormat.TRIG) == wanted
    assert quads_in("".join(to_jsonld(lines, PREFIXES)), RdfFormat.JSON_LD) == wanted


@pytest.mark.parametrize(
    ("term", "trig"),
    [
        (integer(-5), "-5"),
        (decimal(0.5), "0.5"),
        (decimal("1.50"), "1.5"),
        (decimal(1.0), '"1"^^xsd:decimal'),
        (boolean(True), "true"),
        (typed("2021-06-17", "date"), '"2021-06-17"^^xsd:date'),
        (tagged("Café", "fr"), '"Café"@fr'),
        (string("a\u202eb"), '"a\\u202Eb"'),
        (string("one\ntwo"), '"one\\ntwo"'),
    ],
)
def test_literals_are_written_as_short_as_they_can_be_read_back(term: str, trig: str) -> None:
    graph = GraphLines(f"{BASE}graph/g")
    graph.add(iri(f"{BASE}statement/s"), iri(f"{BASE}statement/p"), term)
    assert "".join(to_trig(graph.lines(), PREFIXES, comment="x")).endswith(
        f"\ngraph:g {{\n\nstatement:s statement:p {trig} .\n}}\n"
    )


def test_a_block_tells_a_node_with_its_type_first_and_each_property_once() -> None:
    graph = GraphLines(f"{BASE}graph/g")
    wsw = PREFIXES["wsw"]
    graph.add(f"<{BASE}agent/a>", f"<{wsw}rule>", '"r"')
    graph.add(f"<{BASE}agent/a>", f"<{PREFIXES['rdf']}type>", f"<{wsw}Report>")
    graph.add(f"<{BASE}agent/a>", f"<{wsw}aboutIssue>", f"<{PREFIXES['issue']}b>", "<http://x.test/>")
    text = "".join(to_trig(graph.lines(), PREFIXES, comment="Made by hand\nfor a test"))
    assert text.startswith("# Made by hand for a test\n@prefix agent: <https://example.org/id/agent/> .\n")
    assert text.endswith(
        '\ngraph:g {\n\nagent:a a wsw:Report ;\n    wsw:aboutIssue <http://x.test/> , issue:b ;\n    wsw:rule "r" .\n}\n'
    )


def test_the_published_turtle_leaves_the_full_texts_out(store: EmbeddedStore) -> None:
    text = "".join(to_turtle(store.lines(), PREFIXES, comment="x"))
    missing = {quad.triple for quad in store.dataset} - {quad.triple for quad in quads_in(text, RdfFormat.TURTLE)}
    assert {triple.predicate.value for triple in missing} == {f"{PREFIXES['wsw']}text"}
    assert len(missing) == 1


def test_json_ld_needs_nothing_fetched(store: EmbeddedStore, pack: Pack) -> None:
    text = exported(store, "jsonld", pack)
    assert text.isascii()
    assert not re.search(r'"@context": "http|"@import"', text)


# ---------------------------------------------------------------- tables and networks


def test_csv_has_a_row_for_each_statement_with_its_words_verbatim(store: EmbeddedStore, pack: Pack) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(store, "csv", pack), newline="")))
    assert [row["words"] for row in rows] == [statement.words for statement in STATEMENTS]
    first = rows[0]
    keys = Iris(BASE, "test").statement_keys("lakes", [(item.words, item.embedded_in) for item in STATEMENTS])
    assert first == {
        "document": "lakes",
        "title": "Lakes under review 🐟",
        "section": "Lakes under review 🐟",
        "order": "0",
        "speaker": "Ada Example",
        "speaker_kind": "person",
        "on_behalf_of": "Lake Trust",
        "kind": "direct",
        "words": "Enquiries under section 4 are started too readily … and \\ end ”late“.",
        "issues": "enquiries",
        "stance": "disagree",
        "stance_target": "Lake Review",
        "refers_to": "Lakes Act 1999 s 4",
        "start": "24",
        "end": "112",
        "parts": "24-73 | 95-112",
        "confidence": "0.9",
        "rule": "by-hand",
        "statement": f"{BASE}statement/{keys[0]}",
        "speaker_iri": f"{BASE}agent/ada-example",
        "document_iri": f"{BASE}document/lakes",
    }


def test_graphml_links_speakers_statements_issues_and_documents(store: EmbeddedStore, pack: Pack) -> None:
    network = networkx.parse_graphml(exported(store, "graphml", pack))
    kinds = [facts["type"] for _, facts in network.nodes(data=True)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"speaker": 6, "statement": 6, "document": 1, "issue": 1}
    labels = networkx.get_node_attributes(network, "label")
    said = {labels[a]: labels[b] for a, b, facts in network.edges(data=True) if facts["label"] == "said"}
    assert said["Most anglers"] == "agreed"
    assert [(labels[a][:9], labels[b]) for a, b, f in network.edges(data=True) if f["label"] == "about"] == [
        ("Enquiries", "Enquiries")
    ]


def test_characters_that_xml_cannot_hold_are_replaced_in_graphml(known: Knowledge) -> None:
    wild = replace(STATEMENTS[4], words="a\x00b\x1b[31m\ufffe <c> & ]]>")
    lines = [
        *extraction_to_quads(Extraction(EXTRACTION.document, (wild,)), known, RUN),
        *knowledge_to_quads(known, RUN),
    ]
    tree = ElementTree.fromstring(exported(EmbeddedStore.of_lines(lines), "graphml", known.pack).encode())
    texts = [data.text for data in tree.iter("{http://graphml.graphdrawing.org/xmlns}data")]
    assert "a\ufffdb\ufffd[31m\ufffd <c> & ]]>" in texts


# ---------------------------------------------------------------- formats


def test_a_format_that_is_not_known_is_told_with_those_that_are(store: EmbeddedStore, pack: Pack) -> None:
    with pytest.raises(UnknownNameError, match="unknown format 'turtel'; nearest: turtle"):
        exported(store, "turtel", pack)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_dataset_exports_to_a_well_formed_file(name: str, pack: Pack) -> None:
    text = exported(EmbeddedStore.of_lines([]), name, pack)
    readers = {
        "turtle": lambda: quads_in(text, RdfFormat.TURTLE),
        "trig": lambda: quads_in(text, RdfFormat.TRIG),
        "nquads": lambda: quads_in(text, RdfFormat.N_QUADS),
        "jsonld": lambda: quads_in(text, RdfFormat.JSON_LD),
        "csv": lambda: list(csv.DictReader(io.StringIO(text))),
        "graphml": lambda: list(networkx.parse_graphml(text).nodes),
    }
    assert not readers[name]()
