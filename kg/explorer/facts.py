"""Facts of a thing, as queries/pages/facts.rq gives them, in; looked up by what they tell out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.explorer.data import Data, Row, term


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a thing. Rows have the columns fact, value and value_iri."""

    rows: tuple[Row, ...]

    def all(self, fact: str) -> list[Row]:
        """Every row of one kind of fact."""
        return [row for row in self.rows if row["fact"] == fact]

    def one(self, fact: str) -> str:
        """The first value of a kind of fact; empty where there is none."""
        return next((row["value"] for row in self.rows if row["fact"] == fact), "")

    def iri(self, fact: str) -> str:
        """The IRI of the first value; empty where there is none."""
        return next((row["value_iri"] for row in self.rows if row["fact"] == fact), "")

    def others(self, known: Iterable[str]) -> Iterator[tuple[str, list[Row]]]:
        """Kinds of fact that are not among the known, with their rows."""
        told = set(known)
        for fact in dict.fromkeys(row["fact"] for row in self.rows):
            if fact not in told:
                yield fact, self.all(fact)


def facts_of(data: Data, iri: str) -> Facts:
    """The facts of a thing."""
    return Facts(tuple(data.rows("pages/facts", thing=term(iri))))
