"""Folders of .rq files in, saved queries out: found by name, with all that their headers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.errors import KnowledgeError, QueryError, UnknownNameError
from kg.namespaces import prefixes
from kg.pack import Pack
from kg.query.binding import conditions, keep_parts, variable_of
from kg.query.header import (
    LITERAL_TYPES,
    SEVERITIES,
    Column,
    Entry,
    Parameter,
    fault,
    iter_entries,
    parse_column,
    parse_parameter,
)
from kg.query.nearest import nearest

CHECKS: Final = "checks"
NAMES: Final = "names"
LOOKUPS: Final = "lookups"
PAGES: Final = "pages"


@dataclass(frozen=True, slots=True)
class Query:
    """A saved question. Checks have problem, remedy and severity as well."""

    name: str
    path: Path
    text: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]  # empty: CONSTRUCT or ASK
    requires: tuple[tuple[str, ...], ...]  # of each group at least one parameter must be given
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    problem: str = ""
    remedy: str = ""
    severity: str = ""
    asks: tuple[str, ...] = ()  # wordings of the question in plain words, as kg.query.ask.forms reads them

    @property
    def parameter_names(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.parameters)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The saved queries of a pack and the core; where both have a file of one name, the first folder's counts."""

    folders: tuple[Path, ...]
    prefixes: Mapping[str, str] = field(default_factory=dict)  # for values such as issue:poverty

    def names(self) -> list[str]:
        """Names of all queries, sorted."""
        return sorted({path.stem for folder in self.folders for path in folder.glob("*.rq")})

    def queries(self) -> list[Query]:
        """All queries, by name."""
        return [self.find_query(name) for name in self.names()]

    def find_query(self, name: str) -> Query:
        """The query of this name.

        Raises: UnknownNameError with the nearest names; KnowledgeError where its file cannot be used.
        """
        known = self.names()
        if name not in known:
            raise UnknownNameError("query", name, nearest(name, known), "`kg queries` lists all of them.")
        return self._read(f"{name}.rq")

    def checks(self) -> list[Query]:
        """All checks, by name: questions whose right answer is no row.

        Raises: KnowledgeError where a check does not say what is wrong, what to do and how grave it is.
        """
        return [self._read_check(name) for name in self._names_in(CHECKS)]

    def types(self) -> tuple[str, ...]:
        """What a parameter can be: values, and the things that a file of names/ finds by name."""
        return (*LITERAL_TYPES, *self._names_in(NAMES))

    def names_query(self, type_name: str) -> Query:
        """The query that finds the things of a type by name: columns term, name and rank."""
        return self._read(f"{NAMES}/{type_name}.rq")

    def lookup(self, name: str) -> Query:
        """A query that the program itself asks: labels, description."""
        return self._read(f"{LOOKUPS}/{name}.rq")

    def page(self, name: str) -> Query:
        """A query that a page of the explorer asks for one of its parts."""
        return self._read(f"{PAGES}/{name}.rq")

    def replaced(self) -> list[tuple[Path, Path]]:
        """Files of a later folder that one of an earlier folder replaces, each with the one that counts."""
        found: dict[Path, Path] = {}
        pairs = []
        for folder in self.folders:
            for path in sorted(folder.rglob("*.rq")):
                winner = found.setdefault(path.relative_to(folder), path)
                if winner != path:
                    pairs.append((path, winner))
        return pairs

    def _names_in(self, folder_name: str) -> list[str]:
        places = [folder / folder_name for folder in self.folders]
        return sorted({name for one in places if one.is_dir() for name in _stems_in(one, one.stat().st_mtime_ns)})

    def _read(self, relative: str) -> Query:
        for folder in self.folders:
            path = folder / relative
            if path.is_file():
                return _read_once(path, path.stat().st_mtime_ns, self.types())
        searched = ", ".join(map(str, self.folders)) or "no folder"
        raise KnowledgeError(f"queries: {relative} is not there (searched: {searched}). Put it back.")

    def _read_check(self, name: str) -> Query:
        check = self._read(f"{CHECKS}/{name}.rq")
        if not check.problem or not check.remedy or check.severity not in SEVERITIES:
            wanted = f"problem, remedy and severity ({', '.join(SEVERITIES)})"
            raise KnowledgeError(f"{check.path}: a check needs {wanted} in its header. Add them.")
        return check


def open_catalogue(pack: Pack) -> Catalogue:
    """The catalogue of a pack: its own queries, then the core's."""
    return Catalogue(tuple(pack.query_folders()), prefixes(base=pack.base, pack=pack.key))


@lru_cache(maxsize=512)  # one answer needs several, and reading one takes as long as asking a small one
def _read_once(path: Path, changed: int, types: tuple[str, ...]) -> Query:
    """As `read_query`; `changed`: when the file was, in nanoseconds."""
    return read_query(path, types=types)


@lru_cache(maxsize=64)
def _stems_in(folder: Path, changed: int) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob("*.rq"))


def read_query(path: Path, *, types: Sequence[str] = LITERAL_TYPES) -> Query:
    """A query from its file; `types` are the types that its parameters may have.

    Raises: KnowledgeError, with file and line, for a file that cannot be read or a header that is not whole.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read: {error}. Save it as UTF-8 text.") from error
    entries = list(iter_entries(text, path))
    query = Query(
        name=path.stem,
        path=path,
        text=text,
        title=_single(entries, "title", path, required=True),
        question=_single(entries, "question", path, required=True),
        parameters=tuple(parse_parameter(entry, path) for entry in entries if entry.key == "param"),
        columns=tuple(parse_column(entry) for entry in entries if entry.key == "column"),
        requires=tuple(_parse_requires(entry, path) for entry in entries if entry.key == "requires"),
        notes=tuple(entry.value for entry in entries if entry.key == "note"),
        examples=tuple(entry.value for entry in entries if entry.key == "example"),
        problem=_single(entries, "problem", path),
        remedy=_single(entries, "remedy", path),
        severity=_single(entries, "severity", path),
        asks=tuple(entry.value for entry in entries if entry.key == "ask"),
    )
    _refuse_drift(query, entries, types)
    return query


def _single(entries: Sequence[Entry], key: str, path: Path, *, required: bool = False) -> str:
    found = [entry for entry in entries if entry.key == key]
    if len(found) > 1:
        raise fault(path, found[1].line, f"a second {key!r}. Keep one")
    if not found and required:
        raise fault(path, 1, f"the header has no {key!r}. Add '# {key}: …'")
    return found[0].value if found else ""


def _parse_requires(entry: Entry, path: Path) -> tuple[str, ...]:
    if not entry.value.startswith("one of "):
        raise fault(path, entry.line, "'requires' is not understood. Write 'one of a, b, c'")
    return tuple(name.strip() for name in entry.value.removeprefix("one of ").split(","))


def _refuse_drift(query: Query, entries: Sequence[Entry], types: Sequence[str]) -> None:
    """Compare the header with the query under it: every name in one must stand in the other."""
    lines = {(entry.key, entry.name): entry.line for entry in entries}
    for parameter in query.parameters:
        line = lines["param", parameter.name]
        if parameter.type not in types:
            raise fault(query.path, line, f"{parameter.type!r} is not a type. Known: {', '.join(types)}")
        if f"?{variable_of(parameter.name)}" not in query.text:
            raise fault(query.path, line, f"the query does not use ?{variable_of(parameter.name)}. Use or remove it")
    for name in [name for group in query.requires for name in group] + sorted(conditions(query.text)):
        if name not in query.parameter_names:
            raise fault(
                query.path, lines.get(("requires", ""), 1), f"{name!r} is required or tested, but is no parameter"
            )
    try:
        keep_parts(query.text, ())
    except QueryError as error:
        raise KnowledgeError(f"{query.path}, {error}") from error
