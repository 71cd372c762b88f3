"""Which nodes of a dataset a shape looks at, and what counts as an instance of a class."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.namespaces import RDF, RDFS
from kg.rdf.shapes import Shape

Value = NamedNode | BlankNode | Literal
TYPE: Final = NamedNode(f"{RDF}type")
_SUB_CLASS_OF: Final = NamedNode(f"{RDFS}subClassOf")


def focus_nodes(dataset: Store, shape: Shape) -> list[Value]:
    """The nodes that a shape targets, each once, in a fixed order."""
    found: set[Value] = set(shape.targets.get("targetNode", ()))
    for cls in shape.targets.get("targetClass", ()):
        for narrower in sub_classes(dataset, cls):
            found.update(subjects(dataset, TYPE, narrower))
    for predicate in shape.targets.get("targetSubjectsOf", ()):
        found.update(subjects(dataset, predicate))
    for predicate in shape.targets.get("targetObjectsOf", ()):
        found.update(objects(dataset, None, predicate))
    return sorted(found, key=str)


def sub_classes(dataset: Store, cls: NamedNode) -> frozenset[NamedNode]:
    """The class and all below it."""
    found, open_ones = {cls}, [cls]
    while open_ones:
        for narrower in subjects(dataset, _SUB_CLASS_OF, open_ones.pop()):
            if isinstance(narrower, NamedNode) and narrower not in found:
                found.add(narrower)
                open_ones.append(narrower)
    return frozenset(found)


def subjects(dataset: Store, predicate: NamedNode, value: NamedNode | None = None) -> list[Value]:
    """Subjects of a property in any graph, with repetitions."""
    found = dataset.quads_for_pattern(None, predicate, value)
    return [quad.subject for quad in found if not isinstance(quad.subject, Triple)]


def objects(dataset: Store, subject: NamedNode | BlankNode | None, predicate: NamedNode) -> list[Value]:
    """Values of a property in any graph, with repetitions."""
    found = dataset.quads_for_pattern(subject, predicate, None)
    return [quad.object for quad in found if not isinstance(quad.object, Triple)]
