"""The words after `kg query` in, what is asked out; and the help for it.

Read here and not by Typer: a saved query names its own parameters, and Typer would load pydantic to read a text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.query.catalogue import Query
    from kg.query.header import Parameter

_HELP: Final = frozenset(("--help", "-h"))
_OPTIONS: Final = ("format", "file", "endpoint", "build", "pack")

GENERAL_HELP: Final = """\
Usage: kg query NAME [--PARAMETER VALUE]... [OPTIONS]

  Ask a saved query; `kg queries` lists them.

  The parameters are the query's own: `kg query NAME --help` tells them. A
  speaker, issue, statute … is given by its name, alias, notation or IRI. A
  parameter given twice means either value.

Options:
  --format NAME   How to print the answer: {formats}.  [default: table]
  --file FILE     Ask the SPARQL of this file instead.
  --build FOLDER  Folder of the build; else build/ beside pack.toml.
  --pack FOLDER   Folder of the pack.toml to use; else KG_PACK, else the
                  nearest upward from here.
  --endpoint URL  Ask a server; not there yet.
  --help          Show this message and exit.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call of `kg query`."""

    name: str | None
    values: dict[str, list[str]] = field(default_factory=dict)  # by parameter
    format: str = "table"
    file: Path | None = None
    build: Path | None = None
    pack: Path | None = None
    wants_help: bool = False


def parse_words(words: Iterable[str]) -> Asked:
    """What the words ask for; `--speaker-kind person` and `--speaker_kind=person` are the same.

    Raises: UsageError for a second name, a parameter without a value, an option given twice.

    >>> parse_words(["who-said-what", "--issue", "poverty", "--issue=health"]).values
    {'issue': ['poverty', 'health']}
    """
    names: list[str] = []
    values: dict[str, list[str]] = {}
    wants_help = False
    rest = iter(words)
    for word in rest:
        if word in _HELP:
            wants_help = True
        elif word.startswith("-"):
            name, value = _option(word, rest)
            values.setdefault(name, []).append(value)
        else:
            names.append(word)
    if len(names) > 1:
        raise UsageError(
            f"{names[1]!r} belongs to no parameter. Write --PARAMETER VALUE, a value with blanks in quotes."
        )
    return _asked(names[0] if names else None, values, wants_help)


def _option(word: str, rest: Iterator[str]) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not name.startswith("--") or len(name) == 2:
        raise UsageError(f"{word!r} is no option. Write --PARAMETER VALUE; `kg query --help` tells the rest.")
    if not equals:
        given = next(rest, None)
        if given is None or given.startswith("--"):
            raise UsageError(
                f"{name} has no value. Write {name} VALUE, or {name}=VALUE where it begins with two dashes."
            )
        value = given
    return name[2:].replace("-", "_"), value


def _asked(name: str | None, values: dict[str, list[str]], wants_help: bool) -> Asked:
    options = {option: values.pop(option) for option in _OPTIONS if option in values}
    for option, given in options.items():
        if len(given) > 1:
            raise UsageError(f"--{option} is given {len(given)} times. Give it once.")
    if "endpoint" in options:
        raise UsageError("--endpoint: asking a server is not there yet. Leave it out to ask the build on this machine.")
    paths = {option: Path(options[option][0]) for option in ("file", "build", "pack") if option in options}
    asked = Asked(name, values, options.get("format", ["table"])[0], wants_help=wants_help, **paths)
    if asked.file and (asked.name or asked.values):
        raise UsageError(f"--file asks the query in {asked.file} and takes no name and no parameters. Leave them out.")
    return asked


def answer_text(asked: Asked, *, for_terminal: bool = False) -> str:
    """What is printed for a call: an answer, or help. With `for_terminal` nothing in it can steer the terminal.

    Raises: UsageError, StoreError, LimitError, KnowledgeError.
    """
    from kg.own_pack import open_build_of
    from kg.pack import find_pack
    from kg.query.catalogue import open_catalogue
    from kg.query.command import print_query, print_sparql, read_sparql
    from kg.query.formats import FORMATS
    from kg.query.side import open_side_file
    from kg.settings import load_settings
    from kg.store.embedded import STORE

    check_format(asked.format, FORMATS)
    if asked.name is None and asked.file is None:
        return GENERAL_HELP.format(formats=", ".join(FORMATS))
    pack = find_pack(asked.pack)
    catalogue = open_catalogue(pack)
    found = catalogue.find_query(asked.name) if asked.name else None
    if found and asked.wants_help:
        return describe_query(found)
    build = asked.build or pack.build_folder
    shown: dict[str, Any] = {
        "format_name": asked.format,
        "width": get_terminal_size((120, 24)).columns,
        "for_terminal": for_terminal,
    }
    with open_build_of(pack, build) as store:
        if found:
            return print_query(found, asked.values, store.dataset, catalogue, side=open_side_file(build), **shown)
    assert asked.file
    text = read_sparql(asked.file)
    try:
        return print_sparql(text, build / STORE, catalogue, settings=load_settings(pack.settings), **shown)
    except QueryError as error:
        raise QueryError(f"{asked.file}, {error}") from error


def check_format(name: str, known: Collection[str]) -> None:
    """Raises: UnknownNameError, with the nearest of the formats."""
    if name not in known:
        from kg.query.nearest import nearest

        raise UnknownNameError("format", name, nearest(name, known), f"Formats: {', '.join(known)}.")


def describe_query(query: Query) -> str:
    """What a saved query answers, what it can be asked with, what it gives."""
    lines = [f"Usage: kg query {query.name}{' [--PARAMETER VALUE]...' if query.parameters else ''}", "", query.question]
    if query.parameters:
        named = [(f"--{one.name.replace('_', '-')} {one.type.upper()}", _explain(one)) for one in query.parameters]
        lines += ["", "Parameters:", *_aligned(named)]
        lines += [f"  At least one of {', '.join(group)} is needed." for group in query.requires]
    if query.columns:
        lines += ["", "Columns:", *_aligned([(column.name, column.description) for column in query.columns])]
    for title, texts in (("Notes:", query.notes), ("Examples:", query.examples)):
        if texts:
            lines += ["", title, *(f"  {text}" for text in texts)]
    return "\n".join(lines) + "\n"


def _explain(parameter: Parameter) -> str:
    needed = "needed" if parameter.required else f"default {parameter.default}" if parameter.default else "optional"
    choices = f"; one of {', '.join(parameter.choices)}" if parameter.choices else ""
    limits = f"; from {parameter.limits[0]} to {parameter.limits[1]}" if parameter.limits else ""
    return f"{parameter.description} ({needed}{choices}{limits})"


def _aligned(pairs: list[tuple[str, str]]) -> Iterator[str]:
    width = max(len(name) for name, _ in pairs)
    return (f"  {name:{width}}  {text}" for name, text in pairs)
