"""A pack in, what is wrong with its knowledge out, each fault with file and line: before any document is read."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph

from kg import __version__
from kg.knowledge import load_knowledge
from kg.knowledge.check import Fault, check_knowledge, lines_of
from kg.pack import Pack
from kg.rdf.map import Run, knowledge_to_quads
from kg.rdf.validate import shape_files, validate


def faults_of_knowledge(pack: Pack) -> list[str]:
    """One line a fault, as `check_knowledge` gives them; where it finds none, breaches of shapes in the graph of the knowledge.

    Raises: KnowledgeError for a file that cannot be read as Turtle or TOML, with file and line.
    """
    return check_knowledge(pack) or lines_of(_breaches(pack), pack.turtle_files())


def _breaches(pack: Pack) -> Iterator[Fault]:
    knowledge = load_knowledge(pack)
    quads = "".join(knowledge_to_quads(knowledge, Run(__version__, knowledge.hash)))
    dataset = pyoxigraph.Store()
    dataset.load(input=quads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    for breach in validate(dataset, shape_files(pack)):
        if breach.severity == "Violation":
            value = f" (value {breach.value})" if breach.value else ""
            yield Fault(breach.node, f"{breach.message}{value}")
