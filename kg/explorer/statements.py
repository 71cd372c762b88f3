"""IRIs of statements in, all that a page shows of each out: words, speaker, place, issues, sides, passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.explorer.data import Data, Row, term


@dataclass(frozen=True, slots=True)
class Card:
    """A statement as pages show it. Rows have the columns of the queries of queries/pages with the same names."""

    iri: str
    said: Row  # statements
    issues: tuple[Row, ...]  # statement-issues
    sides: tuple[Row, ...]  # statement-sides
    passages: tuple[Row, ...]  # passages

    @property
    def key(self) -> str:
        """The last step of its IRI, for anchors."""
        return self.iri.rstrip("/").rpartition("/")[2]

    @property
    def quoted(self) -> bool:
        """Whether the words are the speaker's own."""
        return self.said["kind"] == "direct"


def cards(data: Data, iris: Sequence[str]) -> list[Card]:
    """Cards in the order of the IRIs; what the graph does not have is left out."""
    if not iris:
        return []
    wanted = [term(iri) for iri in dict.fromkeys(iris)]
    said = {row["statement"]: row for row in reversed(data.rows("pages/statements", statement=wanted))}
    issues = by(data.rows("pages/statement-issues", statement=wanted), "statement")
    sides = by(data.rows("pages/statement-sides", statement=wanted), "statement")
    passages = by(data.rows("pages/passages", thing=wanted), "thing")
    return [
        Card(iri, said[iri], tuple(issues[iri]), tuple(sides[iri]), tuple(passages[iri]))
        for iri in dict.fromkeys(iris)
        if iri in said
    ]


def by(rows: Iterable[Row], column: str) -> defaultdict[str, list[Row]]:
    """Rows by their value in a column, in their order."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def figures_shown(data: Data, keys: Sequence[Row]) -> list[Row]:
    """Rows of pages/figures for rows of pages/figure-keys, in their order; what the graph does not have is left out."""
    if not keys:
        return []
    wanted = list(dict.fromkeys(row["figure"] for row in keys))
    found = by(data.rows("pages/figures", figure=[term(iri) for iri in wanted]), "figure")
    return [row for iri in wanted for row in found[iri]]
