"""The query catalogue over a store, as the views ask it: rows as texts, and things by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kg.query.catalogue import Catalogue
    from kg.query.side import SideFile
    from kg.store.interface import Queryable


class Source(Protocol):
    """What a view needs of a dataset."""

    def rows(self, name: str, /, **values: str | Sequence[str]) -> list[dict[str, str]]:
        """Rows of a saved query, in its order; a column without a value is ""."""
        ...

    def things(self, type_name: str, value: str) -> list[str]:
        """IRIs that a label, notation, alias or IRI names. Raises: UnknownNameError with the nearest names."""
        ...


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """A store, the catalogue of its pack, and the side file where there is one."""

    store: Queryable
    catalogue: Catalogue
    side: SideFile | None = None

    def rows(self, name: str, /, **values: str | Sequence[str]) -> list[dict[str, str]]:
        from kg.query.run import run_query

        return run_query(name, self.store, self.catalogue, self.side, **values).dicts()

    def things(self, type_name: str, value: str) -> list[str]:
        from kg.query.answers import text_of
        from kg.query.parameters import find_things

        return [text_of(term) for term in find_things(type_name, value, self.store, self.catalogue)]
