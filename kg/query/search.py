"""Words and what narrows them down in, statements that hold them out, the best first, with the words marked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.errors import UnknownNameError, UsageError
from kg.query.answers import Rows, text_of
from kg.query.binding import keep_parts
from kg.query.nearest import nearest
from kg.query.parameters import find_things
from kg.query.side import all_words, words_of

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query.catalogue import Catalogue
    from kg.query.side import SideFile

CHOICES: Final = {
    "speaker_kind": ("person", "organisation", "group", "document"),
    "stance": ("agree", "disagree", "mixed", "unclear", "none"),
}
THINGS: Final = ("issue", "speaker", "document")
DETAILS: Final = ("words", "statement", "speaker_iri", "document_iri")  # columns that a table leaves out
_IRIS: Final = frozenset(("statement", "speaker_iri", "document_iri"))
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PART: Final = re.compile(r"^-- (keys|rows|counts)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the statements found have a value of a facet."""

    facet: str  # speakers, sides, issues or documents
    value: str
    statements: int


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that are shown, and counts of all that were found, most frequent first in each facet."""

    rows: Rows
    total: int
    counts: tuple[Count, ...]


def search(
    text: str, narrowed: Mapping[str, str], side: SideFile, store: Store, catalogue: Catalogue, *, limit: int
) -> Found:
    """Statements whose words hold every word of a text, in whatever form: "enquiry" finds "enquiries".

    Quotes, operators and other signs in the text are none here: they separate words.
    Args:
        narrowed: speaker_kind, stance, issue (with all that are narrower), speaker, document; since and until: a day,
            month or year of the document.
    Raises: UsageError for a text without a word and a date that is none; UnknownNameError, with the nearest, for a value
        that is not there; StoreError.
    """
    if not words_of(text):
        raise UsageError(f"{text!r} holds no word. Give a word to search for.")
    values: dict[str, str | int | None] = {"words": all_words(text)}
    values |= {name: _value(name, value, store, catalogue) for name, value in narrowed.items()}
    keys = find_keys(side, values)
    answer = side.select(_sql()["rows"], {"words": values["words"], "keys": json.dumps(keys[:limit])})
    columns = tuple(str(column[0]) for column in answer.description)
    rows = tuple(tuple(_term(name, cell) for name, cell in zip(columns, row, strict=True)) for row in answer)
    counts = side.select(_sql()["counts"], {"keys": json.dumps(keys)})
    return Found(Rows(columns, rows, truncated=len(keys) > limit), len(keys), tuple(Count(*row) for row in counts))


def find_keys(side: SideFile, values: Mapping[str, str | int | None]) -> list[int]:
    """Numbers of the statements in the side file, the best first. `values`: as the SQL takes them."""
    return [row[0] for row in side.select(keep_parts(_sql()["keys"], values.keys()), values)]


@cache
def _sql() -> dict[str, str]:
    """The parts of search.sql by name."""
    _, *parts = _PART.split(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _value(name: str, value: str, store: Store, catalogue: Catalogue) -> str:
    if name in CHOICES:
        if value not in CHOICES[name]:
            remedy = f"One of: {', '.join(CHOICES[name])}."
            raise UnknownNameError(name.replace("_", " "), value, nearest(value, CHOICES[name]), remedy)
        return value
    if name in THINGS:
        return json.dumps([text_of(term) for term in find_things(name, value, store, catalogue)])
    if not _DATE.fullmatch(value):
        raise UsageError(f"{value!r} is not a date, such as 2021, 2021-06 or 2021-06-17. Correct the value.")
    return value


def _term(column: str, cell: str | None) -> NamedNode | Literal | None:
    if cell is None:
        return None
    return NamedNode(cell) if column in _IRIS else Literal(cell)


def summary(counts: Sequence[Count], *, at_most: int = 6) -> list[str]:
    """A line for each facet, as `speakers: person 12, group 3`."""
    lines = []
    for facet in dict.fromkeys(count.facet for count in counts):
        own = [count for count in counts if count.facet == facet]
        more = f", {len(own) - at_most} more" if len(own) > at_most else ""
        lines.append(f"{facet}: {', '.join(f'{count.value} {count.statements}' for count in own[:at_most])}{more}")
    return lines
