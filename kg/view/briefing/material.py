"""A store and its catalogue, as briefings ask them: rows of saved queries, and statements with all that is shown of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.view.briefing.model import Quote
from kg.view.wording import day

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query.catalogue import Catalogue
    from kg.query.side import SideFile

Row = dict[str, str]
_STANCES = {
    "agree": "agrees with",
    "disagree": "disagrees with",
    "mixed": "is of two minds on",
    "unclear": "takes a side on",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as rows tell it, with the sides that it takes, the surest first."""

    row: Row  # columns of pages/statements
    sides: tuple[Row, ...]  # of pages/statement-sides

    @property
    def side(self) -> str:
        """Polarity of the surest stance; "none" where no side is taken."""
        return self.sides[0]["stance"] if self.sides else "none"


@dataclass(frozen=True, slots=True)
class Material:
    """One build, with its side file where there is one."""

    store: Store
    catalogue: Catalogue
    side: SideFile | None = None

    def rows(self, name: str, /, **values: str | Sequence[str]) -> list[Row]:
        """Rows of a saved query, in its order."""
        from kg.query.run import run_query

        return run_query(name, self.store, self.catalogue, self.side, **values).dicts()

    def part(self, name: str, /, **values: str | Sequence[str]) -> list[Row]:
        """Rows of a query that serves a part of a page (queries/pages)."""
        from kg.query.answers import Rows
        from kg.query.run import answer_query

        answer = answer_query(self.catalogue.page(name), self.store, self.catalogue, values, side=self.side)
        if not isinstance(answer, Rows):
            raise KnowledgeError(f"queries/pages/{name}.rq gives no rows. Make it a SELECT.")
        return answer.dicts()

    def things(self, type_name: str, value: str) -> list[str]:
        """IRIs that a name, notation, alias or IRI names. Raises: UnknownNameError with the nearest."""
        from kg.query.answers import text_of
        from kg.query.parameters import find_things

        return [text_of(term) for term in find_things(type_name, value, self.store, self.catalogue)]

    def told(self, statements: Iterable[str]) -> list[Told]:
        """Statements by their IRIs, in that order, each once."""
        order = list(dict.fromkeys(statements))
        if not order:
            return []
        wanted = [f"<{iri}>" for iri in order]
        rows = {row["statement"]: row for row in reversed(self.part("statements", statement=wanted))}
        sides: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.part("statement-sides", statement=wanted):
            sides[row["statement"]].append(row)
        return [Told(rows[iri], _surest_first(sides[iri])) for iri in order if iri in rows]


def _surest_first(sides: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(sorted(sides, key=lambda row: (-float(row["confidence"] or 0), row["target"], row["target_iri"])))


def quote_of(told: Told) -> Quote:
    """A statement ready to show."""
    row = told.row
    speaker = row["speaker"] + (f", for {row['on_behalf_of']}" if row["on_behalf_of"] else "")
    section = f"section “{row['section']}”" if row["section"] and row["section"] != row["document"] else ""
    return Quote(
        words=" ".join(row["words"].split()),
        verbatim=row["kind"] == "direct",
        speaker=speaker,
        speaker_kind=row["speaker_kind"],
        side="; ".join(map(_side, told.sides)),
        place=", ".join(part for part in (row["document"], day(row["issued"]), section) if part),
        link=row["statement"],
        sureness=f"found by {row['rule']}, confidence {row['confidence']}",
    )


def _side(row: Row) -> str:
    """ "agrees with The report (inferred)": what the program read into the words is never shown as declared."""
    return f"{_STANCES.get(row['stance'], row['stance'])} “{row['target']}” ({row['stance_basis']})"
