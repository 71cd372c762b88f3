"""N-Quads lines in, the side file out: one SQLite file of counts, sorted keys and full text beside the store.

It holds nothing that the graph does not say, so it can be thrown away: whatever it answers is answered by the store too, slower.
No clock and no random number goes into it; equal graphs give equal bytes.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.namespaces import CODE, DCTERMS, ELI, FOAF, ISSUE_ROOT, ORG, PROV, RDF, RDFS, SKOS, WSW
from kg.rdf.lines import split_literal
from kg.store.faults import store_faults
from kg.store.packed import pack

SIDE_FILE: Final = "side.sqlite"  # inside a build
VERSION: Final = 7  # of the tables; another is not read
_AT_ONCE: Final = 20_000
_REMEDY: Final = "Build again with 'kg build'."
_TYPE: Final = f"<{RDF}type>"
_CLASSES: Final = {
    f"<{base}{name}>": name
    for base, names in (
        (
            WSW,
            "Statement DirectSpeech IndirectSpeech ReportedFinding Document Report Review Position Finding Recommendation Dilemma"
            " Question Figure",
        ),
        (FOAF, "Person Group"),
        (ORG, "Organization"),
        (SKOS, "Concept"),
        (ELI, "LegalResource LegalResourceSubdivision"),
    )
    for name in names.split()
}
_PREDICATES: Final = {
    f"<{base}{name}>": name
    for base, names in (
        (
            WSW,
            "speaker inDocument words confidence order aboutIssue refersTo respondsTo onBehalfOf holder target polarity basis"
            " datePrecision warning rule inSection checks quantifier groupSize memberRole named respondent option number"
            " shortName passage ofStatement actInferred",
        ),
        (FOAF, "member"),
        (ORG, "classification"),
        (RDFS, "label"),
        (SKOS, "prefLabel altLabel notation broader definition closeMatch"),
        (ELI, "is_part_of"),
        (PROV, "wasDerivedFrom specializationOf"),
        (DCTERMS, "identifier publisher creator issued rights language subject isPartOf"),
    )
    for name in names.split()
}
Fact = tuple[str, str, str]  # name of the predicate, subject, object


class SideWriter:
    """Takes what it needs from lines that pass through, and makes the file at the end."""

    def __init__(self, path: Path) -> None:
        """`path`: of the file, which must not be there."""
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # Nobody reads it before it is whole, and a build that dies leaves nothing.
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;"
            "PRAGMA encoding = 'UTF-8'; ATTACH '' AS raw; PRAGMA raw.journal_mode = OFF; PRAGMA raw.synchronous = OFF;"
            "PRAGMA raw.cache_size = -200000; CREATE TABLE raw.fact (predicate TEXT, subject TEXT, object TEXT);"
        )
        self._database.create_function("lower_case", 1, str.lower, deterministic=True)
        self._waiting: list[Fact] = []

    def passing(self, lines: Iterable[str]) -> Iterator[str]:
        """The same lines, one after the other."""
        for line in lines:
            self.take(line)
            yield line

    def take(self, line: str) -> None:
        """Keep what a quad says, where it is of use."""
        subject, predicate, rest = line.split(" ", 2)
        if predicate == _TYPE:
            name = _CLASSES.get(rest[: rest.find(">") + 1])
            if name:
                self.keep("type", _bare(subject), name)
        else:
            name = _PREDICATES.get(predicate)
            if name:
                self.keep(name, _bare(subject), _object(rest))

    def keep(self, predicate: str, subject: str, object_: str) -> None:
        """Keep a fact: the short name of the predicate, an IRI, an IRI or the characters of a literal."""
        self._waiting.append((predicate, subject, object_))
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        with _faults(self._path):
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO raw.fact VALUES (?, ?, ?)", self._waiting)
            self._database.execute("COMMIT")
        self._waiting.clear()

    def finish(self) -> None:
        """Make the tables. Raises: StoreError for a full disk and other faults of it."""
        with _faults(self._path), closing(self._database) as database:
            self._flush()
            names = {"scheme": ISSUE_ROOT, "code": CODE}
            database.execute("BEGIN")
            for statement in _statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
                database.execute(statement, names if ":" in statement else {})
            pack(database)
            database.execute("COMMIT")
            database.execute("DETACH raw")
            database.execute(f"PRAGMA user_version = {VERSION}")
            database.execute("VACUUM")

    def stop(self) -> None:
        """End a `finish` that runs in another thread, with a StoreError there; nothing where it is done."""
        with suppress(sqlite3.ProgrammingError):  # closed
            self._database.interrupt()

    def __enter__(self) -> SideWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    with store_faults(path, "writing the side file", _REMEDY):
        try:
            yield
        except sqlite3.DatabaseError as error:
            full = "database or disk is full" in str(error)
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def write_side_file(folder: Path, store: Store) -> None:
    """The side file of a store that is there already, in `folder`.

    Raises: StoreError.
    """
    with SideWriter(folder / SIDE_FILE) as writer:
        for term, name in _PREDICATES.items():
            for quad in store.quads_for_pattern(None, NamedNode(term[1:-1]), None):
                writer.keep(name, _text(quad.subject), _text(quad.object))
        for term, name in _CLASSES.items():
            for quad in store.quads_for_pattern(None, NamedNode(_TYPE[1:-1]), NamedNode(term[1:-1])):
                writer.keep("type", _text(quad.subject), name)
        writer.finish()


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` takes no values."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""


def _text(term: object) -> str:
    """An IRI or the characters of a literal; blank nodes as they are written, so that they are seen."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _object(rest: str) -> str:
    """The IRI, or the characters of the literal, that begins the rest of a line."""
    if rest.startswith("<"):
        return rest[1 : rest.index(">")]
    term = rest.rsplit(" ", 2)[0]
    return split_literal(term).text if term.startswith('"') else term
