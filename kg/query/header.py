"""The header of a .rq file in, its entries out: title, question, parameters, columns and the rest.

A header is the comment lines at the top, one entry a line, an entry continued on lines that begin with three blanks or more:

    # title: What a speaker said, by issue
    # question: What did this speaker say?
    #   Those who speak for it count too.
    # param speaker: speaker; who spoke
    # param below: decimal, default 0.6, from 0 to 1; confidence under which a statement is shown
    # param kind: text, optional, one of person organisation; kind of speaker
    # requires: one of issue, speaker
    # column words: what was said
    # column issues: list; notations of its issues
    # column confidence: detail; how sure the program is, from 0 to 1
    # note: …
    # example: kg query what-did-they-say --speaker "Ada Example"
    # ask: what did {speaker} say (about {issue})
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from kg.errors import KnowledgeError

LITERAL_TYPES: Final = ("text", "integer", "decimal", "date", "iri")
# Names that the command line keeps for itself.
RESERVED: Final = (
    "build",
    "debug",
    "endpoint",
    "explain",
    "file",
    "force",
    "format",
    "help",
    "limit",
    "output",
    "pack",
    "width",
)
SEVERITIES: Final = ("violation", "warning", "info")
_ENTRY: Final = re.compile(r"#\s{1,2}(?P<key>[a-z]+)(?:\s+(?P<name>[A-Za-z0-9_]+))?\s*:\s+(?P<value>\S.*)")
_CONTINUED: Final = re.compile(r"#\s{3,}(?P<value>\S.*)")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_LIMITS: Final = re.compile(r"from (-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)")
_SINGLE: Final = ("title", "question", "problem", "remedy", "severity")
_MANY: Final = ("note", "example", "requires", "ask")
_NAMED: Final = ("param", "column")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be asked for: a thing of the graph by name (type: a file of queries/names/), or a value."""

    name: str
    type: str
    description: str
    required: bool
    default: str | None = None
    choices: tuple[str, ...] = ()
    limits: tuple[Decimal, Decimal] | None = None  # the least and the greatest number, both allowed


@dataclass(frozen=True, slots=True)
class Column:
    """A projected variable.

    A list's parts are joined with " | " and stand in alphabetical order. A detail is left out of tables for the eye, as
    are IRIs for programs (names that end in _iri).
    """

    name: str
    description: str
    is_list: bool = False
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a header and the line that it begins on, from 1."""

    line: int
    key: str
    name: str
    value: str


def iter_entries(text: str, path: Path) -> Iterator[Entry]:
    """Entries in the order of the header.

    Raises: KnowledgeError, with file and line, for a comment that is no entry, an unknown key, or a missing or superfluous name.
    """
    entry: Entry | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        continued = _CONTINUED.fullmatch(line.rstrip())
        if continued and entry:
            entry = Entry(entry.line, entry.key, entry.name, f"{entry.value} {continued['value']}")
            continue
        if entry:
            yield entry
        entry = _parse_entry(line.rstrip(), number, path)
    if entry:
        yield entry


def _parse_entry(line: str, number: int, path: Path) -> Entry:
    match = _ENTRY.fullmatch(line)
    if not match:
        raise fault(path, number, f"{line!r} is no entry of a header. Write '# key: value', as queries/README.md says")
    key, name = match["key"], match["name"] or ""
    if key not in (*_SINGLE, *_MANY, *_NAMED):
        known = ", ".join((*_SINGLE, *_MANY, *_NAMED))
        raise fault(path, number, f"{key!r} is not a key of a header. Known: {known}")
    if (key in _NAMED) != bool(name):
        raise fault(path, number, f"{key!r} {'needs a' if key in _NAMED else 'takes no'} name. Correct the line")
    if name and not _NAME.fullmatch(name):
        raise fault(path, number, f"{name!r} is not a name. Use lower-case letters, digits and _")
    return Entry(number, key, name, match["value"].strip())


def parse_parameter(entry: Entry, path: Path) -> Parameter:
    """`TYPE[, optional][, default VALUE][, one of A B …][, from X to Y]; DESCRIPTION`.

    Raises: KnowledgeError, with file and line.
    """
    declaration, found, description = entry.value.partition(";")
    type_name, *options = (part.strip() for part in declaration.split(","))
    if not found or not description.strip():
        raise fault(path, entry.line, f"parameter {entry.name!r} has no description. Write it after a ';'")
    if entry.name in RESERVED:
        raise fault(path, entry.line, f"{entry.name!r} is an option of the command line. Name the parameter otherwise")
    default: str | None = None
    choices: tuple[str, ...] = ()
    limits: tuple[Decimal, Decimal] | None = None
    required = True
    for option in options:
        if option == "optional":
            required = False
        elif option.startswith("default "):
            default, required = option.removeprefix("default ").strip(), False
        elif option.startswith("one of "):
            choices = tuple(option.removeprefix("one of ").split())
        elif numbers := _LIMITS.fullmatch(option):
            limits = Decimal(numbers[1]), Decimal(numbers[2])
        else:
            raise fault(
                path,
                entry.line,
                f"{option!r} says nothing of a parameter. Use optional, default …, one of … or from … to …",
            )
    return Parameter(entry.name, type_name, description.strip(), required, default, choices, limits)


def parse_column(entry: Entry) -> Column:
    """`[list; | detail; | list, detail; ]DESCRIPTION`."""
    first, found, rest = entry.value.partition(";")
    flags = {part.strip() for part in first.split(",")}
    if not found or not flags <= {"list", "detail"}:
        flags, rest = set(), entry.value
    is_detail = "detail" in flags or entry.name.endswith("_iri")
    return Column(entry.name, rest.strip(), is_list="list" in flags, is_detail=is_detail)


def fault(path: Path, line: int, message: str) -> KnowledgeError:
    """The error for a fault in a line of a file."""
    return KnowledgeError(f"{path}, line {line}: {message}.")
