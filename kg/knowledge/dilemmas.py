"""Dilemmas out of the Turtle of core and pack: questions with two or more options, and the words that point to each."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Store

from kg.errors import KnowledgeError
from kg.knowledge.triples import iris, subjects_of_type, texts
from kg.namespaces import DCTERMS, RDF, RDFS, SKOS, WSW


@dataclass(frozen=True, slots=True)
class Option:
    """A position that can be held on a dilemma."""

    iri: str
    label: str
    definition: str = ""
    cues: tuple[str, ...] = ()  # phrases that point to this option (skos:altLabel)
    weak: tuple[str, ...] = ()  # phrases that need a second one beside them (skos:hiddenLabel)


@dataclass(frozen=True, slots=True)
class Dilemma:
    """A question on which reasonable people hold different positions."""

    iri: str
    label: str
    options: tuple[Option, ...]  # at least two, in the order of their IRIs
    issues: tuple[str, ...] = ()  # IRIs of the issues it belongs to
    definition: str = ""


def read_dilemmas(store: Store) -> tuple[Dilemma, ...]:
    """All dilemmas of the store's default graph, in the order of their IRIs.

    Raises: KnowledgeError for a dilemma or option without exactly one label, and for a dilemma with less than two options.
    """
    return tuple(_read_dilemma(store, iri) for iri in subjects_of_type(store, f"{WSW}Dilemma", f"{RDF}type"))


def _read_dilemma(store: Store, iri: str) -> Dilemma:
    options = tuple(_read_option(store, option) for option in iris(store, iri, f"{WSW}option"))
    if len(options) < 2:
        raise KnowledgeError(f"<{iri}>: a dilemma with {len(options)} options. Give it two or more wsw:option.")
    return Dilemma(
        iri=iri,
        label=_label(store, iri),
        options=options,
        issues=iris(store, iri, f"{DCTERMS}subject"),
        definition=_text(store, iri, f"{SKOS}definition"),
    )


def _read_option(store: Store, iri: str) -> Option:
    return Option(
        iri=iri,
        label=_label(store, iri),
        definition=_text(store, iri, f"{SKOS}definition"),
        cues=texts(store, iri, f"{SKOS}altLabel"),
        weak=texts(store, iri, f"{SKOS}hiddenLabel"),
    )


def _label(store: Store, iri: str) -> str:
    labels = texts(store, iri, f"{RDFS}label")
    if len(labels) != 1:
        raise KnowledgeError(f"<{iri}>: {len(labels)} labels where one is needed. Give it exactly one rdfs:label.")
    return labels[0]


def _text(store: Store, iri: str, name: str) -> str:
    return " ".join(texts(store, iri, name))
