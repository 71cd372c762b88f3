"""Acts, their subdivisions, instruments and treaties out of the store of knowledge, with the ways they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Store

from kg.errors import KnowledgeError
from kg.knowledge.triples import iris, is_true, subjects_of_type, text, texts
from kg.namespaces import DCTERMS, ELI, RDF, RDFS, SKOS, WSW


@dataclass(frozen=True, slots=True)
class Statute:
    """An Act, instrument or treaty, or a subdivision of one."""

    iri: str
    label: str  # "Example Act 2001 s 47": what the JSON lines give
    title: str | None  # the heading of a subdivision, or the full title
    is_part_of: str | None  # IRI of the Act; None: a whole one
    number: str | None  # of a subdivision: "17ZA"
    names: tuple[str, ...]  # label, other ways it is written, and slips; good anywhere
    short_names: tuple[str, ...]  # good only once the text has named it in full
    misleading: tuple[str, ...]  # mentions that, standing alone, mean something else
    known_without_act: bool  # in the pack's field a bare "section 47" means this one


@dataclass(frozen=True, slots=True, eq=False)
class StatuteRegistry:
    """Statutes in the order of their IRIs, and how to find them."""

    statutes: tuple[Statute, ...]
    by_iri: Mapping[str, Statute] = field(repr=False)

    @property
    def acts(self) -> tuple[Statute, ...]:
        """Those that are not part of another."""
        return tuple(statute for statute in self.statutes if statute.is_part_of is None)


def read_statutes(store: Store) -> StatuteRegistry:
    """Every eli:LegalResource and eli:LegalResourceSubdivision.

    Raises: KnowledgeError for one without label, or part of an unknown Act.
    """
    classes = (f"{ELI}LegalResource", f"{ELI}LegalResourceSubdivision")
    found = sorted({iri for name in classes for iri in subjects_of_type(store, name, f"{RDF}type")})
    statutes = tuple(_read_statute(store, iri) for iri in found)
    registry = StatuteRegistry(statutes, {statute.iri: statute for statute in statutes})
    for statute in statutes:
        if statute.is_part_of is not None and statute.is_part_of not in registry.by_iri:
            raise KnowledgeError(
                f"statutes: {statute.iri} is part of {statute.is_part_of}, which is not there. Add the Act."
            )
    return registry


def _read_statute(store: Store, iri: str) -> Statute:
    label = text(store, iri, f"{RDFS}label")
    if not label:
        raise KnowledgeError(f"statutes: {iri} has no rdfs:label. Add it.")
    whole = iris(store, iri, f"{ELI}is_part_of")
    return Statute(
        iri=iri,
        label=label,
        title=text(store, iri, f"{DCTERMS}title"),
        is_part_of=whole[0] if whole else None,
        number=text(store, iri, f"{ELI}number"),
        names=(label, *texts(store, iri, f"{SKOS}altLabel"), *texts(store, iri, f"{SKOS}hiddenLabel")),
        short_names=texts(store, iri, f"{WSW}shortName"),
        misleading=texts(store, iri, f"{WSW}misleadingLabel"),
        known_without_act=is_true(store, iri, f"{WSW}knownWithoutAct"),
    )
