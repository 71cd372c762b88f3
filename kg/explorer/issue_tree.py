"""The issue scheme, its counts and sides in, a tree for pages out."""

from __future__ import annotations

from dataclasses import dataclass

from kg.explorer.data import Data, Row
from kg.explorer.statements import by


@dataclass(frozen=True, slots=True)
class Branch:
    """An issue with those that are narrower. `sides`: the row of stances-by-issue, of this issue alone; None without one."""

    issue: Row
    sides: Row | None
    narrower: tuple[Branch, ...]


def issue_tree(data: Data) -> tuple[Branch, ...]:
    """The issues that have nothing broader, those with most statements first, with all below them."""
    sides = {row["issue_iri"]: row for row in data.rows("stances-by-issue")}
    below = by(data.rows("issues"), "broader")
    return _branches("", below, sides, frozenset())


def _branches(
    broader: str, below: dict[str, list[Row]], sides: dict[str, Row], above: frozenset[str]
) -> tuple[Branch, ...]:
    rows = sorted(below.get(broader, ()), key=lambda row: (-int(row["with_narrower"]), row["issue"].casefold()))
    return tuple(
        Branch(row, sides.get(row["issue_iri"]), _branches(row["notation"], below, sides, above | {row["notation"]}))
        for row in rows
        if row["notation"] not in above  # a scheme that bites its tail
    )
