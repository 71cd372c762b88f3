"""How often speakers speak about an issue and those narrower in, a small drawing of them for the issue's page out.

Speakers stand on the left, issues on the right; a line is the wider the more statements it stands for. It is drawn by the server,
so that it is there without a script and in a copy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.explorer.data import Row

SPEAKERS: Final = 10
ISSUES: Final = 8
WIDTH: Final = 720
_LEFT, _RIGHT = 270, 450  # where lines begin and end
_ROW: Final = 34
_TOP: Final = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """A speaker or an issue with its place."""

    iri: str
    label: str
    kind: str
    count: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """How often the one speaks about the other. `side`: agree, disagree, mixed or none, whichever is taken most."""

    speaker: Mark
    issue: Mark
    count: int
    width: str
    side: str


@dataclass(frozen=True, slots=True)
class IssueFigure:
    """The drawing. `left_out`: speakers and issues that are not drawn."""

    speakers: tuple[Mark, ...]
    issues: tuple[Mark, ...]
    lines: tuple[Line, ...]
    height: int
    left_out: tuple[int, int]


def issue_figure(speakers: Sequence[Row], cells: Sequence[Row], issues: Mapping[str, Row]) -> IssueFigure | None:
    """The drawing; None where nobody is left to draw.

    Args:
        speakers: rows of pages/matrix-speakers for the issue, most statements first.
        cells: rows of pages/matrix of the first speakers.
        issues: rows of pages/matrix-issues for the issue, by IRI and with the issue's label, most statements first.
    """
    rows = speakers[:SPEAKERS]
    shown = dict(list(issues.items())[:ISSUES])
    inside = [cell for cell in cells if cell["issue_iri"] in shown]
    if not inside:
        return None
    height = _TOP + _ROW * max(len(rows), len(shown))
    left = {
        row["speaker_iri"]: Mark(
            row["speaker_iri"], row["speaker"], row["speaker_kind"], int(row["statements"]), _LEFT, y
        )
        for row, y in zip(rows, _places(len(rows), height), strict=True)
    }
    right = {
        iri: Mark(iri, row["issue"], "issue", int(row["statements"]), _RIGHT, y)
        for (iri, row), y in zip(shown.items(), _places(len(shown), height), strict=True)
    }
    most = max(int(cell["statements"]) for cell in inside)
    lines = tuple(
        Line(
            left[cell["speaker_iri"]],
            right[cell["issue_iri"]],
            number,
            f"{1 + 9 * math.sqrt(number / most):.1f}",
            _side(cell),
        )
        for cell in inside
        if cell["speaker_iri"] in left
        for number in (int(cell["statements"]),)
    )
    left_out = len(speakers) - len(rows), len(issues) - len(shown)
    return IssueFigure(tuple(left.values()), tuple(right.values()), lines, height, left_out)


def _places(count: int, height: int) -> list[int]:
    """Heights of so many marks, spread evenly."""
    step = (height - _TOP) / max(1, count)
    return [round(_TOP / 2 + step * (number + 0.5)) for number in range(count)]


def _side(cell: Row) -> str:
    sides = {name: int(cell[name]) for name in ("agree", "disagree", "mixed")}
    most = max(sides.values())
    if not most:
        return "none"
    found = [name for name, number in sides.items() if number == most]
    return found[0] if len(found) == 1 else "mixed"
