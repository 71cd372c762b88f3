"""The words after `kg query` in, what is asked out; and the help for it.

Read here and not by Typer: a saved query names its own parameters, and Typer would load pydantic to read a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.query.catalogue import Query

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


def describe_query(query: Query) -> str:
    """What a saved query answers, what it can be asked with, what it gives."""
    blocks = [f"kg query {query.name}", f"  {query.question}"]
    if query.parameters:
        blocks += ["", "Parameters:"]
        for parameter in query.parameters:
            needed = (
                "needed" if parameter.required else f"default {parameter.default}" if parameter.default else "optional"
            )
            choices = f", one of {', '.join(parameter.choices)}" if parameter.choices else ""
            option = f"--{parameter.name.replace('_', '-')}"
            blocks.append(f"  {option} {parameter.type.upper()}  {parameter.description} ({needed}{choices})")
    blocks += [f"  At least one of {', '.join(group)} is needed." for group in query.requires]
    if query.columns:
        blocks += ["", "Columns:", *(f"  {column.name}  {column.description}" for column in query.columns)]
    for title, lines in (("Notes:", query.notes), ("Examples:", query.examples)):
        if lines:
            blocks += ["", title, *(f"  {line}" for line in lines)]
    return "\n".join(blocks)
