"""One build, or one file of RDF, opened: what pages and interfaces ask it, from the first request to the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from kg.query.answers import Answer, Rows, Triples, text_of
from kg.query.catalogue import Catalogue, Query
from kg.query.parameters import Values

if TYPE_CHECKING:
    from kg.pack import Pack


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A dataset that does not change. Its methods may be called from any thread."""

    key: str  # other for every build; for validators such as ETag
    store: Store  # for look-ups by IRI; whatever may take long goes through the methods, which have limits
    catalogue: Catalogue
    pack: Pack
    folder: Path | None  # of the build, valid as long as this object is, also when a new build has taken its place
    union: bool  # whether /sparql has the union of all graphs as default graph; the catalogue always has

    def rows(self, name: str, /, **values: Values) -> Rows:
        """The rows of a saved query; `.truncated` where there were more than the limit allows.

        Raises: UnknownNameError, UsageError for what is asked; LimitError where it took too long or too much.
        """
        from kg.query.run import run_query

        return run_query(name, self.store, self.catalogue, **values)

    def answer(self, query: Query, values: Mapping[str, Values]) -> Answer:
        """The answer of a saved query of any form.

        Raises: as `rows`.
        """
        from kg.query.run import answer_query

        return answer_query(query, self.store, self.catalogue, values)

    def sparql(self, name: str, /, **values: Values) -> str:
        """The SPARQL of a saved query with these values, as it is sent.

        Raises: as `rows`.
        """
        from kg.query.run import sparql_of

        return sparql_of(self.catalogue.find_query(name), self.store, self.catalogue, values)

    def things(self, type_name: str, value: str) -> list[str]:
        """IRIs that a label, notation, alias or IRI names.

        Raises: UnknownNameError with the nearest names.
        """
        from kg.query.parameters import find_things

        return [text_of(term) for term in find_things(type_name, value, self.store, self.catalogue)]

    def describe(self, iri: str) -> Triples:
        """All triples whose subject is this IRI; none where the dataset says nothing of it."""
        node = NamedNode(iri)
        found = {quad.triple for quad in self.store.quads_for_pattern(node, None, None)}
        return Triples(tuple(sorted(found, key=str)))

    def close(self) -> None:
        """Let go of what was opened."""
