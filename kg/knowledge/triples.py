"""Values of one subject out of the store of knowledge: texts, IRIs, truth values, always in the same order."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Store


def subjects_of_type(store: Store, class_iri: str, type_iri: str) -> list[str]:
    """IRIs of the instances of a class, sorted. `type_iri` is rdf:type's."""
    found = store.quads_for_pattern(None, NamedNode(type_iri), NamedNode(class_iri), None)
    return sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)})


def texts(store: Store, subject: str, predicate: str) -> tuple[str, ...]:
    """Literal values, sorted; empty where there is none."""
    found = store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
    return tuple(sorted({quad.object.value for quad in found if isinstance(quad.object, Literal)}))


def text(store: Store, subject: str, predicate: str) -> str | None:
    """The first literal value in sorted order, or None."""
    values = texts(store, subject, predicate)
    return values[0] if values else None


def iris(store: Store, subject: str, predicate: str) -> tuple[str, ...]:
    """IRI values, sorted; empty where there is none."""
    found = store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
    return tuple(sorted({quad.object.value for quad in found if isinstance(quad.object, NamedNode)}))


def is_true(store: Store, subject: str, predicate: str) -> bool:
    """Whether the value is the boolean true; False where there is none."""
    return text(store, subject, predicate) in ("true", "1")
