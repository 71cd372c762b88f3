"""All, or an issue, in; a picture of speakers by issues with counts and sides out."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kg.view.kinds import speaker_kind
from kg.view.picture import Cell, Hub, Picture, Quotation
from kg.view.reduction import NODE_LIMIT, surest
from kg.view.rows import Row, quotations_of
from kg.view.source import Source
from kg.view.views.subject import Subject, added_up, unnamed_by_words
from kg.view.wording import NAME_LIMIT, counted, listed, shortened

_ROWS: Final = 20  # with the columns and a mark in each cell, fewer than 300 nodes
_COLUMNS: Final = 12
_NUMBERS: Final = ("statements", "agree", "disagree", "mixed", "inferred")


def matrix(source: Source, within: Subject | None = None) -> Picture:
    """Speakers in rows, issues in columns (`within` one and those narrower), most statements first."""
    asked = {"issue": within.iris} if within else {}
    statements = "view-issue" if within else "view-overview-statements"
    table, told = source.rows("view-matrix", **asked), source.rows(statements, **asked)
    merged = unnamed_by_words([*table, *told])
    cells = _cells(table, merged)
    quotations = tuple(replace(one, speaker=merged.get(one.speaker, one.speaker)) for one in quotations_of(told))
    speakers, issues = _hubs(table, cells, merged)
    columns = issues[:_COLUMNS]
    heard = {cell.speaker for cell in cells if cell.issue in {hub.key for hub in columns}}
    rows = tuple(hub for hub in speakers if hub.key in heard)[:_ROWS]  # no row without a cell
    kept = {hub.key for hub in (*rows, *columns)}
    cells = tuple(cell for cell in cells if cell.speaker in kept and cell.issue in kept)
    shown = surest([one for one in quotations if one.issues], kept, NODE_LIMIT)
    return Picture(
        view="matrix",
        title=f"Who speaks how about {_named(within)}",
        description=_description(speakers, issues, cells) if cells else "No statement about an issue was found.",
        command=shlex.join(["kg", "view", "matrix", *([within.value] if within else [])]),
        queries=("view-matrix", statements),
        total=len(shown),
        hubs=(*rows, *columns),
        quotations=shown,
        cells=cells,
        drawn=False,
        notes=_notes((len(speakers), len(rows)), issues, _in_cells(quotations, kept), shown),
    )


def _named(issue: Subject | None) -> str:
    return f"“{shortened(issue.label, NAME_LIMIT)}”" if issue else "which issue"


def _in_cells(quotations: Iterable[Quotation], kept: set[str]) -> list[Quotation]:
    """Statements of a speaker in a row about an issue in a column."""
    return [one for one in quotations if one.speaker in kept and kept & {*one.issues}]


def _cells(table: Iterable[Row], merged: dict[str, str]) -> tuple[Cell, ...]:
    sums: dict[tuple[str, str], Counter[str]] = {}
    for row in table:
        numbers = sums.setdefault((merged.get(row["speaker"], row["speaker"]), row["issue"]), Counter())
        numbers.update({name: int(row[name]) for name in _NUMBERS})
    return tuple(Cell(*key, *(numbers[name] for name in _NUMBERS)) for key, numbers in sorted(sums.items()))


def _hubs(
    table: list[Row] | list[dict[str, str]], cells: Iterable[Cell], merged: dict[str, str]
) -> tuple[tuple[Hub, ...], tuple[Hub, ...]]:
    """Speakers and issues, those with the largest sum of cells first."""
    totals: Counter[str] = Counter()
    for cell in cells:
        totals[cell.speaker] += cell.count
        totals[cell.issue] += cell.count
    parts: dict[str, set[str]] = {}
    speakers: dict[str, Row] = {}
    for row in table:
        key = merged.get(row["speaker"], row["speaker"])
        parts.setdefault(key, set()).add(row["speaker"])
        speakers.setdefault(key, row)
    found = [
        Hub(key, speaker_kind(row["speaker_kind"]), row["speaker_label"], totals[key], added_up(len(parts[key])))
        for key, row in speakers.items()
    ]
    issues = {row["issue"]: Hub(row["issue"], "issue", row["issue_label"], totals[row["issue"]]) for row in table}
    return _ranked(found), _ranked(issues.values())


def _ranked(hubs: Iterable[Hub]) -> tuple[Hub, ...]:
    return tuple(sorted(hubs, key=lambda hub: (-hub.count, hub.label.casefold(), hub.key)))


def _description(speakers: tuple[Hub, ...], issues: tuple[Hub, ...], cells: tuple[Cell, ...]) -> str:
    sides = sum(cell.sides for cell in cells)
    inferred = sum(cell.inferred for cell in cells)
    return (
        f"{counted(len(speakers), 'speaker')} by {counted(len(issues), 'issue')}, "
        f"{counted(sides, 'side')} taken in what is shown, {inferred:,} of them inferred."
    )


def _notes(
    speakers: tuple[int, int], issues: tuple[Hub, ...], told: list[Quotation], shown: tuple[Quotation, ...]
) -> tuple[str, ...]:
    parts = [
        f"{every - left:,} of {counted(every, noun)}"
        for every, left, noun in (
            (*speakers, "speaker"),
            (len(issues), min(len(issues), _COLUMNS), "issue"),
            (len(told), len(shown), "statement"),
        )
        if left < every
    ]
    kept = "Kept are the speakers and issues with the most statements, and the surest statements of each cell"
    return (
        (f"Left out so that the picture stays readable: {listed(parts)}. {kept}; the numbers count all.",)
        if parts
        else ()
    )
