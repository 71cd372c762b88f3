"""JSON lines of statements in, the statements of one document with their word positions out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from kg.errors import KnowledgeError
from kg.evaluate.places import TextIndex

Row = Mapping[str, Any]  # one JSON object: the fields of `kg extract --format jsonl`; gold rows add "aliases"


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement of one document; the parts of an interrupted quotation are one."""

    text: str  # of the first part
    places: frozenset[int]  # word positions; empty: not in the document
    speaker: str | None
    aliases: tuple[str, ...]
    kind: str | None
    issues: tuple[str, ...]  # best first
    stance: str | None
    statutes: tuple[str, ...]
    rule: str | None = None
    confidence: float | None = None


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON-lines file.

    Raises: KnowledgeError, naming file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"{path}: cannot be read: {error}. Give UTF-8 text with one JSON object a line."
        ) from error
    return [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise KnowledgeError(f"{path}, line {number}: not JSON ({error}). Correct the line.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise KnowledgeError(f'{path}, line {number}: not an object with a "text". Correct the line.')
    return row


def rows_by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows under the name of their document, without folder and `.txt`."""
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_document[PurePath(str(row["doc"])).name.removesuffix(".txt")].append(row)
    return dict(by_document)


def join_units(rows: Iterable[Row], index: TextIndex) -> tuple[list[Unit], int]:
    """The statements that rows of one document make, and how many rows are not in its text."""
    units: dict[tuple[str, object], Unit] = {}
    lost = after = 0
    for number, row in enumerate(rows):
        places = _places(row, index, after)
        if places:
            after = min(places)
        else:
            lost += 1
        group = row.get("group")
        key = ("row", number) if group is None else ("group", group)
        part = _unit(row, places)
        units[key] = _joined(units[key], part) if key in units else part
    return list(units.values()), lost


def _places(row: Row, index: TextIndex, after: int) -> frozenset[int]:
    start, end = row.get("start"), row.get("end")
    if start is not None and end is not None:
        return index.covered(start, end, wording=row["text"])
    return index.found(row["text"], after=after)


def _unit(row: Row, places: frozenset[int]) -> Unit:
    return Unit(
        text=row["text"],
        places=places,
        speaker=row.get("speaker"),
        aliases=tuple(row.get("aliases") or ()),
        kind=row.get("kind"),
        issues=tuple(row.get("issues") or ()),
        stance=row.get("stance"),
        statutes=tuple(row.get("statutes") or ()),
        rule=row.get("rule"),
        confidence=row.get("confidence"),
    )


def _joined(first: Unit, later: Unit) -> Unit:
    """Speaker, kind, stance and statutes are those of the first part; words and issues are those of both."""
    issues = tuple(dict.fromkeys((*first.issues, *later.issues)))
    return replace(first, places=first.places | later.places, issues=issues)
