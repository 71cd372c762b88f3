"""A saved query and its terms in, its rows out of the side file of a build; None where only the store can answer.

The SQL that answers a query stands beside its `.rq` file, with the same marks `# if parameter`; a pack that has a query of its own
under that name has no SQL beside it, and the store answers. In the SQL a parameter is a JSON list of texts; `:NAME_words` is what
the full-text index is asked for all of its words.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.errors import KnowledgeError, StoreError
from kg.namespaces import XSD
from kg.query.answers import Rows, Term, ordered_list, text_of
from kg.query.binding import keep_parts
from kg.query.catalogue import Query
from kg.store.embedded import EmbeddedStore
from kg.store.side_file import SIDE_FILE, VERSION

_WORD: Final = re.compile(r"\w+", re.UNICODE)
_KINDS: Final = re.compile(r"^-- (iri|integer|decimal|boolean): (.+)$", re.MULTILINE)
_REQUIRES: Final = re.compile(r"^-- requires: (.+)$", re.MULTILINE)
_INTEGER, _DECIMAL, _BOOLEAN = (NamedNode(f"{XSD}{name}") for name in ("integer", "decimal", "boolean"))
_REMEDY: Final = "Build again with 'kg build'."


class SideFile:
    """The side file of one build. Its methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    def answer(self, query: Query, values: Mapping[str, Sequence[Term]]) -> Rows | None:
        """The rows of a saved query, in its order, or None where no SQL stands beside it.

        Raises: KnowledgeError for SQL that gives other columns than the query; StoreError for a damaged file.
        """
        sql = _sql_of(query.path)
        if sql is None or not _is_enough(query, sql, values):
            return None
        return _rows(query, sql, self.select(keep_parts(sql, values.keys()), _bound(values)))

    def records(self, query: Query, values: Mapping[str, Sequence[Term]]) -> list[dict[str, str]] | None:
        """As `answer`, each row as text by column, lists in order: what `Rows.dicts` gives, without a term for each cell."""
        sql = _sql_of(query.path)
        if sql is None or not _is_enough(query, sql, values):
            return None
        found = self.select(keep_parts(sql, values.keys()), _bound(values))
        columns = _columns(query, found)
        lists = [column.name for column in query.columns if column.is_list]
        records = [
            dict(zip(columns, ["" if cell is None else str(cell) for cell in row], strict=True)) for row in found
        ]
        for name in lists:
            ordered = {text: ordered_list(text) for text in {record[name] for record in records}}
            for record in records:
                record[name] = ordered[record[name]]
        return records

    def numbers(self, sql: str, values: Mapping[str, Sequence[Term]]) -> list[int]:
        """The one column of a SELECT with marks and parameters as beside a query. Raises: StoreError for a damaged file."""
        return [number for (number,) in self.select(keep_parts(sql, values.keys()), _bound(values))]

    def select(self, sql: str, values: Mapping[str, str | int | None]) -> sqlite3.Cursor:
        """The rows of one SELECT.

        Raises: StoreError for a damaged file.
        """
        try:
            return self._connection().execute(sql, dict(values))
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{self._path}: the side file cannot be read: {error}. {_REMEDY}") from error

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            # Nothing changes a build: no locks, and no other process is asked.
            address = f"file:{quote(str(self._path))}?mode=ro&immutable=1"
            found = self._local.connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            found.execute("PRAGMA query_only = ON")
            found.create_function("part", 2, _part, deterministic=True)
            found.create_function("lower_case", 1, _lower_case, deterministic=True)
        return found


def open_side_file(build: Path) -> SideFile | None:
    """The side file of a build; None where there is none, where it is of another version, and where the graph says two things
    of which a row can hold one."""
    path = build / SIDE_FILE
    if not path.is_file():
        return None
    side = SideFile(path)
    try:
        version = side.select("PRAGMA user_version", {}).fetchone()[0]
        if version != VERSION or side.select("SELECT 1 FROM fault LIMIT 1", {}).fetchone():
            return None
    except StoreError:
        return None  # slower, but the store has it all
    return side


def answers(path: Path) -> bool:
    """Whether SQL stands beside the file of a query."""
    return _sql_of(path) is not None


def side_file_of(source: object) -> SideFile | None:
    """The side file beside a store on disk; None for a server, and for a store in memory or without one."""
    return open_side_file(source.path.parent) if isinstance(source, EmbeddedStore) else None


def words_of(text: str) -> list[str]:
    """The words of what somebody types, as the index knows words: quotes, operators and other signs separate them.

    >>> words_of('"section 47" OR NOT near*')
    ['section', '47', 'OR', 'NOT', 'near']
    """
    return _WORD.findall(text.replace("_", " "))


def all_words(text: str) -> str:
    """What the index is asked for statements that hold every word of a text; a quoted word is never an operator.

    >>> all_words("early help OR")
    '"early" "help" "OR"'
    """
    return " ".join(f'"{word}"' for word in words_of(text)) or '""'


def _part(side: str | None, number: int) -> str | None:
    """Polarity (1), basis (2) or target (3) of a stance that is written as confidence, polarity, basis, target."""
    return side.split(" ", 3)[number] if side else None


def _lower_case(text: str | None) -> str | None:
    """SQLite's own function knows the letters of ASCII alone."""
    return text.lower() if text is not None else None


def _bound(values: Mapping[str, Sequence[Term]]) -> dict[str, str]:
    lists = {name: [text_of(term) for term in terms] for name, terms in values.items()}
    bound = {name: json.dumps(texts) for name, texts in lists.items()}
    return bound | {
        f"{name}_words": " OR ".join(f"({all_words(text)})" for text in texts) for name, texts in lists.items()
    }


@lru_cache(maxsize=256)
def _sql_of(path: Path) -> str | None:
    beside = path.with_suffix(".sql")
    return beside.read_text(encoding="utf-8") if beside.is_file() else None


def _is_enough(query: Query, sql: str, values: Collection[str]) -> bool:
    """Whether the SQL knows all that is given, what the query needs is given, and one of what the SQL needs."""
    if not all(re.search(rf":{name}\b|:{name}_words\b", sql) for name in values):
        return False
    needed = _REQUIRES.search(sql)
    groups = [*query.requires, *((one.name,) for one in query.parameters if one.required)]
    groups += [tuple(needed[1].split())] if needed else []
    return all(any(name in values for name in group) for group in groups)


def _columns(query: Query, found: sqlite3.Cursor) -> tuple[str, ...]:
    columns = tuple(str(column[0]) for column in found.description)
    if columns != tuple(column.name for column in query.columns):
        raise KnowledgeError(f"{query.path.with_suffix('.sql')}: gives other columns than the query. Make them agree.")
    return columns


def _rows(query: Query, sql: str, found: sqlite3.Cursor) -> Rows:
    columns = _columns(query, found)
    kinds = {name: kind for kind, names in _KINDS.findall(sql) for name in names.split()}
    makers = [_MAKERS[kinds.get(column, "text")] for column in columns]
    return Rows(
        columns, tuple(tuple(_term(make, cell) for make, cell in zip(makers, row, strict=True)) for row in found)
    )


def _term(make: Any, cell: str | int | None) -> Term | None:
    if cell is None:
        return None
    term: Term = make(str(cell))
    return term


_MAKERS: Final = {
    "iri": NamedNode,
    "text": Literal,
    "integer": lambda text: Literal(text, datatype=_INTEGER),
    "boolean": lambda text: Literal(text, datatype=_BOOLEAN),
    "decimal": lambda text: Literal(text, datatype=_DECIMAL),
}
