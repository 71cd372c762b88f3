"""Rows of a table with a column of speakers beside one of what they said -> statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.contents import without_marks
from kg.extract.passages import Passage
from kg.extract.scene import Scene
from kg.extract.table_words import TableWords
from kg.model import BlockKind, StatementKind

_BAR = "|"
_RULE_LINE = re.compile(r"[\s|:+=–—-]+$")
_MARKS = "*_ "
_OPENING = ("“", '"', "‘", "«")
_FEWEST_ROWS = 2  # of a table without a head
_SHORTEST = 4  # characters that say something

Cell = tuple[int, int]  # its place in the line


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row names who speaks, which holds the words, and whether those are always quoted."""

    speaker: int
    words: int
    count: int
    quoted: bool = False


def read_table(scene: Scene, place: int) -> bool:
    """Add the statements of the table whose head or first row stands at a place. Returns: whether one does."""
    passage = scene.passages[place]
    cells = _cells(passage)
    if len(cells) < 2:
        return False
    rows = _rows_below(scene, place + 1, len(cells))
    columns = _headed(passage, cells, scene.language.tables)
    if columns is None:
        rows = [place, *rows]
        columns = _columns_of(scene, rows)
        if columns is None:
            return False
    scene.done.update(rows)
    for at in rows:
        _read_row(scene, scene.passages[at], columns)
    return True


def _cells(passage: Passage | None) -> list[Cell]:
    """The cells of a row; none where the passage is none."""
    if passage is None or passage.kind in (BlockKind.BULLET, BlockKind.BLOCK_QUOTATION) or _BAR not in passage.text:
        return []
    text = passage.text
    first = 1 if text.startswith(_BAR) else 0
    last = len(text) - 1 if text.endswith(_BAR) else len(text)
    cells, start = [], first
    for at in [*(match.start() for match in re.finditer(r"\|", text[first:last])), last - first]:
        cells.append(_trimmed(text, start, first + at))
        start = first + at + 1
    return cells


def _trimmed(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _rows_below(scene: Scene, first: int, count: int) -> list[int]:
    rows, at = [], first
    while (passage := scene.at(at)) is not None:
        if not (_BAR in passage.text and _RULE_LINE.match(passage.text)):
            if len(_cells(passage)) != count:
                break
            rows.append(at)
        at += 1
    return rows


def _headed(passage: Passage, cells: Sequence[Cell], words: TableWords) -> Columns | None:
    heads = [passage.text[start:end].casefold() for start, end in cells]
    speaker = next((at for at, head in enumerate(heads) if head in words.speakers), None)
    said = next((at for at, head in enumerate(heads) if head in words.quotations | words.views and at != speaker), None)
    if speaker is None or said is None:
        return None
    return Columns(speaker, said, len(cells), quoted=heads[said] in words.quotations)


def _columns_of(scene: Scene, rows: Sequence[int]) -> Columns | None:
    """The columns of a table without a head: in each row a name and a whole quotation."""
    told = {_name_and_quotation(scene, scene.passages[at]) for at in rows}
    columns = told.pop() if len(told) == 1 and len(rows) >= _FEWEST_ROWS else None
    return Columns(*columns, 2, quoted=True) if columns is not None else None


def _name_and_quotation(scene: Scene, passage: Passage) -> tuple[int, int] | None:
    cells = _cells(passage)
    if len(cells) != 2:
        return None
    texts = [passage.text[start:end] for start, end in cells]
    for name, quotation in ((0, 1), (1, 0)):
        if texts[quotation].startswith(_OPENING) and scene.language.names.is_name(texts[name]):
            return name, quotation
    return None


def _read_row(scene: Scene, passage: Passage, columns: Columns) -> None:
    """A row whose speaker or words are missing says nothing."""
    cells = _cells(passage)
    (first, last), (start, end) = cells[columns.speaker], cells[columns.words]
    marked = passage.text.startswith(_OPENING, start, end)
    start, end = without_marks(passage.text, start, end)
    if last == first or end - start < _SHORTEST:
        return
    speaker = scene.resolver.resolve_line(passage.text[first:last], passage.flow.offsets[first])
    kind = StatementKind.DIRECT if columns.quoted or marked else StatementKind.INDIRECT
    said, source = passage.span(start, end), passage.span(first, last)
    scene.drafts.add(kind, speaker, [said], passage, "table-row", source=source)
