"""A table of documents in, what it tells of each out: title, publisher and date of issue, by file name without ending.

The table is text with tabs between its cells: a head that names the columns, then a line a document. `name` must be there;
`title`, `publisher` and `date` are read where they are; other columns are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.errors import UsageError
from kg.extract.dates import find_dates
from kg.extract.word_lists import Table

_NAME, _TITLE, _PUBLISHER, _DATE = "name", "title", "publisher", "date"
_ENDINGS: Final = (".txt", ".md", ".markdown")
_LARGEST = 10_000_000  # bytes
_MOST_TOLD = 5  # faults in one message


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document beside its text."""

    publisher: str | None = None
    issued: str | None = None  # partial date
    title: str | None = None

    def over(self, others: Facts) -> Facts:
        """These, and the others where these tell nothing."""
        return replace(
            self,
            publisher=self.publisher or others.publisher,
            issued=self.issued or others.issued,
            title=self.title or others.title,
        )


NO_FACTS: Final = Facts()


def facts_of(path: Path, table: Mapping[str, Facts]) -> Facts:
    """What the table tells of a file; nothing where it does not name it."""
    return table.get(_key(path.name), NO_FACTS)


def table_beside(folder: Path) -> Path | None:
    """NAME.tsv beside a folder NAME; None where there is none."""
    whole = folder.resolve()
    path = whole.parent / f"{whole.name}.tsv"
    return path if path.is_file() else None


def read_facts(path: Path, dates: Table) -> dict[str, Facts]:
    """What a table tells, by file name without ending. dates: the lexicon's table "dates".

    Raises: UsageError, naming the lines at fault, where the file cannot be read, lacks the column `name`, names a document
        twice, or holds a date that is none.
    """
    lines = [(number, line) for number, line in enumerate(_text_of(path).split("\n"), 1) if line.strip()]
    head = [cell.strip().casefold() for cell in lines[0][1].split("\t")] if lines else []
    if lines and _NAME not in head:
        raise UsageError(
            f"{path}, line {lines[0][0]}: no column {_NAME!r}. Begin with a line of the columns, with tabs between them: "
            f"{_NAME}, {_TITLE}, {_PUBLISHER}, {_DATE}."
        )
    found: dict[str, Facts] = {}
    faults: list[str] = []
    for number, line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        fault = _fault_of(cells, head, found) or _take_up(dict(zip(head, cells, strict=False)), found, dates)
        if fault:
            faults.append(f"line {number}: {fault}")
    if faults:
        more = f"; and {len(faults) - _MOST_TOLD} more" if len(faults) > _MOST_TOLD else ""
        raise UsageError(f"{path}, {'; '.join(faults[:_MOST_TOLD])}{more}. Correct the table.")
    return found


def _fault_of(cells: Sequence[str], head: Sequence[str], found: Mapping[str, Facts]) -> str:
    if len(cells) > len(head):
        return f"{len(cells)} cells under {len(head)} columns"
    name = dict(zip(head, cells, strict=False)).get(_NAME, "")
    if not name:
        return f"the column {_NAME!r} is empty"
    return f"{name!r} is there twice" if _key(name) in found else ""


def _take_up(row: Mapping[str, str], found: dict[str, Facts], dates: Table) -> str:
    """Add a row's facts. Returns: what is wrong with it, empty where nothing is."""
    date = row.get(_DATE, "")
    issued = _issued(date, dates)
    if date and issued is None:
        return f"{date!r} is not a date such as 2021, 2021-06, 2021-06-17 or 17 June 2021"
    found[_key(row[_NAME])] = Facts(row.get(_PUBLISHER) or None, issued, row.get(_TITLE) or None)
    return ""


def _issued(printed: str, dates: Table) -> str | None:
    """The partial ISO date that a cell holds and nothing else."""
    from kg.rdf.dates import first_day

    if printed.isascii() and first_day(printed):
        return printed
    whole = [date.date for date in find_dates(printed, dates) if (date.start, date.end) == (0, len(printed))]
    return next(iter(whole), None)


def _key(name: str) -> str:
    return next((name[: -len(ending)] for ending in _ENDINGS if name.casefold().endswith(ending)), name)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}. Name a table of documents with --facts.") from error
    if len(data) > _LARGEST:
        raise UsageError(f"{path}: is larger than {_LARGEST:,} bytes. Name a table of documents with --facts.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 at byte {error.start}. Save it as UTF-8.") from error
