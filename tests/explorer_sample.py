"""A server of the explorer on the made-up graph of tests/data/questions.trig, as it is or with hostile texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from serving import Server, serving
from view_sample import HOSTILE

GRAPH = ROOT / "tests" / "data" / "questions.trig"
PACK = 'key = "example"\ntitle = "Harbours and piers"\nbase = "https://example.org/id/"\n'
HTML = "text/html,application/xhtml+xml"
THING = "/id/example/"
ISSUE = "/issue/example/"
KNOWLEDGE = NamedNode("https://example.org/id/graph/knowledge")
ACT = "/resource?iri=http%3A%2F%2Fwww.legislation.gov.uk%2Fid%2Fukpga%2F1901%2F1"

# The dilemma in a document's own words, joined to the registry's: queries are told without it.
WORDED = """
PREFIX dilemma: <https://example.org/id/dilemma/>
PREFIX document: <https://example.org/id/document/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX span: <https://example.org/id/span/>
PREFIX wsw: <https://w3id.org/who-said-what/ns#>
dilemma:worded a wsw:Dilemma ; rdfs:label "a town toll or a national tax?" ; skos:closeMatch dilemma:who-pays ;
  wsw:option dilemma:worded-1 , dilemma:worded-2 ; wsw:passage span:worded ; wsw:inDocument document:article .
dilemma:worded-1 a wsw:Position ; rdfs:label "a town toll" .
dilemma:worded-2 a wsw:Position ; rdfs:label "a national tax" .
span:worded a oa:SpecificResource ; oa:hasSource <https://example.org/id/snapshot/article> ; oa:hasSelector span:worded-p , span:worded-q .
span:worded-p oa:start 13 ; oa:end 22 .
span:worded-q oa:exact "section 4" .
"""

# One address of every kind of page; hostile and ordinary graph have the same.
PAGES = (
    "/", "/issues", "/speakers", "/documents", "/statements", "/dilemmas", "/conflicts", "/timeline", "/matrix", "/network",
    "/compare?a=https%3A%2F%2Fexample.org%2Fid%2Fagent%2Fada&b=https%3A%2F%2Fexample.org%2Fid%2Fagent%2Freport",
    "/compare?what=documents", "/statutes", "/findings", "/figures", "/help", "/ns", "/query", "/query?name=documents&run=1",
    "/search?q=pier", "/search?q=zebra", f"{ISSUE}piers", f"{ISSUE}piers?stance=agree&stance=none", f"{THING}agent/ada",
    f"{THING}agent/report", f"{THING}group/joint", f"{THING}statement/a0", f"{THING}statement/b2", f"{THING}document/article",
    f"{THING}document/summary", f"{THING}dilemma/who-pays", f"{THING}dilemma/who-pays-town", f"{THING}dilemma/worded", f"{THING}finding/a1",
    f"{THING}figure/a1-1", f"{THING}event/article-1", f"{THING}stance/a0-1", ACT,
)  # fmt: skip


@contextmanager
def explorer(folder: Path, *, is_hostile: bool = False) -> Iterator[Server]:
    """A running server; `folder` takes the pack and the graph."""
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    data = folder / "graph.trig"
    served = graph()
    served.load(input=WORDED, format=RdfFormat.TURTLE, to_graph=NamedNode("https://example.org/id/graph/article"))
    (hostile(served) if is_hostile else served).dump(str(data), format=RdfFormat.TRIG)
    with serving("--pack", folder, "--data", data) as server:
        yield server


def graph() -> Store:
    """The made-up graph with the ontology and its value lists, as a build has them."""
    store = Store()
    store.load(path=str(GRAPH), format=RdfFormat.TRIG)
    for name in ("wsw.ttl", "codes.ttl"):
        store.load(path=str(ROOT / "ontology" / name), format=RdfFormat.TURTLE, to_graph=KNOWLEDGE)
    return store


def hostile(quads: Store) -> Store:
    """The graph with each text that people read made hostile in turn, and hostile IRIs beside its own."""
    made = Store()
    shown = "label title altLabel prefLabel definition words exact prefix suffix text measure population unitText rights rule note"
    texts = set(shown.split())
    for number, quad in enumerate(sorted(quads, key=str)):
        value = quad.object
        name = quad.predicate.value.replace("#", "/").rpartition("/")[2]
        if isinstance(value, Literal) and name in texts:
            made.add(
                Quad(
                    quad.subject,
                    quad.predicate,
                    Literal(f"{HOSTILE[number % len(HOSTILE)]} {value.value}"),
                    quad.graph_name,
                )
            )
        else:
            made.add(quad)
    source = NamedNode("http://purl.org/dc/terms/source")
    publisher = NamedNode("http://purl.org/dc/terms/publisher")
    bad = NamedNode("javascript:window.broken=6")
    quoted = NamedNode("https://example.org/id/agent/x'onmouseover='window.broken=7")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for name in ("agent/ada", "dilemma/who-pays", "document/article"):
        thing = NamedNode(f"https://example.org/id/{name}")
        made.add(Quad(thing, source, bad, KNOWLEDGE))
        made.add(Quad(thing, publisher, quoted, KNOWLEDGE))
    made.add(Quad(bad, label, Literal(HOSTILE[1]), KNOWLEDGE))
    made.add(Quad(quoted, label, Literal(HOSTILE[2]), KNOWLEDGE))
    return made
