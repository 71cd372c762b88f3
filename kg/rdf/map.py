"""Extractions, links and knowledge into N-Quads lines, a named graph each; no object a quad, since that is what takes the time.

Each function yields sorted lines that end with a line feed: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import RdfFormat

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.model import Answer, CrossLink, Extraction, Theme
from kg.namespaces import PROV
from kg.rdf.agents import Agents
from kg.rdf.answers import add_answers
from kg.rdf.context import Context
from kg.rdf.dilemmas import add_dilemmas
from kg.rdf.documents import add_document
from kg.rdf.lines import GraphLines
from kg.rdf.mentions import add_mentions
from kg.rdf.positions import add_positions
from kg.rdf.shared import add_cross_links, add_unregistered_statutes
from kg.rdf.statements import add_statements
from kg.rdf.terms import TYPE, iri, string, wsw
from kg.rdf.themes import add_themes


@dataclass(frozen=True, slots=True)
class Run:
    """One way of processing: a program version with a state of knowledge; when it ran stands in no graph."""

    program_version: str
    pack_hash: str  # Knowledge.hash

    def iri(self, iris: Iris) -> str:
        return iris.run(self.program_version, self.pack_hash)


def pack_iris(knowledge: Knowledge) -> Iris:
    """The IRIs of the knowledge's pack."""
    return Iris(knowledge.pack.base, knowledge.pack.key)


def extraction_to_quads(extraction: Extraction, knowledge: Knowledge, run: Run) -> Iterator[str]:
    """All of one document, in its own graph.

    Raises: ValueError for a span outside the text or an address that is no IRI: a fault of the extractor.
    """
    context = Context(extraction, knowledge, run.iri(pack_iris(knowledge)))
    agents = Agents(context)
    add_document(context, agents)
    add_statements(context, agents)
    add_positions(context, agents)
    add_dilemmas(context, agents)
    add_mentions(context, agents)
    agents.add_all()
    yield from context.graph.lines()


def knowledge_to_quads(knowledge: Knowledge, run: Run) -> Iterator[str]:
    """Ontology, registries and the run, in the graph `knowledge`.

    Raises: KnowledgeError where the Turtle holds a blank node, which no two builds would name alike.
    """
    iris = pack_iris(knowledge)
    graph = GraphLines(iris.common_graph("knowledge"))
    triples = (knowledge.store.dump(format=RdfFormat.N_QUADS) or b"").decode("utf-8")
    for line in triples.removesuffix("\n").split("\n") if triples else []:
        subject, predicate, rest = line.split(" ", 2)
        object_ = rest.removesuffix(" .")
        if subject.startswith("_:") or object_.startswith("_:"):
            raise KnowledgeError(f"ontology: blank node in {line[:120]!r}. Give the node an IRI.")
        graph.add(subject, predicate, object_)
    node = iri(run.iri(iris))
    graph.add(node, TYPE, f"<{PROV}Activity>")
    graph.add(node, wsw("programVersion"), string(run.program_version))
    graph.add(node, wsw("packHash"), string(run.pack_hash))
    yield from graph.lines()


def links_to_quads(
    links: Iterable[CrossLink],
    extractions: Iterable[Extraction],
    knowledge: Knowledge,
    run: Run,
    *,
    answers: Iterable[Answer] = (),
    themes: Iterable[Theme] = (),
) -> Iterator[str]:
    """What lies between the documents, in the graph `links`: links, answers, themes, statutes that the registry does not have."""
    iris = pack_iris(knowledge)
    graph = GraphLines(iris.common_graph("links"))
    known = list(extractions)
    by_key = {extraction.document.key: extraction for extraction in known}
    documents = {key: extraction.document for key, extraction in by_key.items()}
    add_cross_links(graph, links, documents, iris, run.iri(iris))
    add_answers(graph, answers, by_key, knowledge, run.iri(iris))
    add_themes(graph, themes, by_key, knowledge, iris, run.iri(iris))
    add_unregistered_statutes(graph, known, knowledge)
    yield from graph.lines()
