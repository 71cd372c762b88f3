"""A dataset in, the breaches of its shapes and checks out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode

from kg.namespaces import RDF, WSW
from kg.pack import Pack
from kg.rdf.constraints import check_violations, sparql_violations
from kg.rdf.core_constraints import core_violations
from kg.rdf.shacl import structural_violations
from kg.rdf.shapes import read_shapes
from kg.rdf.violation import Violation

SHAPES: Final = "shapes.ttl"
_COPIED_AT_MOST: Final = 500_000  # quads, about 0.25 GB in memory

__all__ = ["Violation", "check_files", "shape_files", "validate"]


def validate(dataset: pyoxigraph.Store, shapes: Iterable[Path], checks: Iterable[Path] = ()) -> list[Violation]:
    """All results over the union of the dataset's graphs, each once, sorted; warnings among them.

    Raises: KnowledgeError for shapes or checks that cannot be used.
    """
    dataset = _near(dataset)
    paths = list(shapes)
    definitions = read_shapes(paths)
    found: set[Violation] = set()
    if definitions.unknown:
        found.update(structural_violations(dataset, paths))
    else:
        found.update(core_violations(dataset, definitions))
    found.update(sparql_violations(dataset, definitions))
    found.update(check_violations(dataset, checks))
    return sorted(
        (replace(violation, document=_document_of(dataset, violation.node)) for violation in found), key=_order
    )


def _near(dataset: pyoxigraph.Store) -> pyoxigraph.Store:
    """A copy in memory, where a look-up takes a tenth of the time that it takes on disk; a large dataset itself."""
    if len(dataset) > _COPIED_AT_MOST:
        return dataset
    copy = pyoxigraph.Store()
    copy.bulk_extend(dataset)
    return copy


def shape_files(pack: Pack) -> list[Path]:
    """The shapes of the core and the pack."""
    return [path for path in pack.turtle_files() if path.name.endswith(SHAPES)]


def check_files(pack: Pack) -> list[Path]:
    """The questions whose right answer is no row: the pack's own win over the core's of the same name."""
    files = {path.name: path for folder in reversed(pack.query_folders()) for path in (folder / "checks").glob("*.rq")}
    return [files[name] for name in sorted(files)]


def _document_of(dataset: pyoxigraph.Store, node: str) -> str | None:
    """The document in whose graph the node is described."""
    try:
        subject = NamedNode(node)
    except ValueError:  # a literal in the place of a node
        return None
    graphs = {quad.graph_name for quad in dataset.quads_for_pattern(subject, None, None)}
    return min((document for graph in graphs for document in _documents(dataset, graph)), default=None)


def _documents(
    dataset: pyoxigraph.Store, graph: NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph
) -> Iterator[str]:
    for quad in dataset.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{WSW}Document"), graph):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _order(violation: Violation) -> tuple[str, ...]:
    return tuple(
        part or ""
        for part in (
            violation.severity,
            violation.document,
            violation.node,
            violation.shape,
            violation.path,
            violation.value,
            violation.message,
        )
    )
