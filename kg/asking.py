"""The words after `kg query` in, what is asked out; and the help for it.

Read here and not by Typer: a saved query names its own parameters, and Typer would load pydantic to read a text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.query.catalogue import Query
    from kg.query.header import Parameter

_HELP: Final = frozenset(("--help", "-h"))
_OPTIONS: Final = ("format", "file", "endpoint", "build", "pack", "output")
_FLAGS: Final = ("explain", "force")
_SHORT: Final = {"-o": "--output"}
_FORMAT_OF_ENDING: Final = {"md": "markdown", "ttl": "turtle", "htm": "html", "txt": "table"}

GENERAL_HELP: Final = """\
Usage: kg query NAME [--PARAMETER VALUE]... [OPTIONS]

  Ask a saved query; `kg queries` lists them.

  The parameters are the query's own: `kg query NAME --help` tells them. A
  speaker, issue, statute … is given by its name, alias, notation or IRI. A
  parameter given twice means either value.

Options:
  --format NAME      How to give the answer: {formats}.
                     [default: as --output ends, else table]
  -o, --output FILE  File to write; else standard output.
  --force            Replace the file if it is there.
  --explain          Print the SPARQL that would be sent, and ask nothing.
  --file FILE        Ask the SPARQL of this file instead.
  --endpoint URL     Ask this SPARQL 1.1 server; else KG_ENDPOINT, else the
                     build.
  --build FOLDER     Folder of the build; else build/ beside pack.toml.
  --pack FOLDER      Folder of the pack.toml to use; else KG_PACK, else the
                     nearest upward from here.
  --help             Show this message and exit.
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
    endpoint: str | None = None
    output: Path | None = None
    force: bool = False
    explain: bool = False


def parse_words(words: Iterable[str]) -> Asked:
    """What the words ask for; `--speaker-kind person` and `--speaker_kind=person` are the same.

    Raises: UsageError for a second name, a parameter without a value, an option given twice.

    >>> parse_words(["who-said-what", "--issue", "poverty", "--issue=health"]).values
    {'issue': ['poverty', 'health']}
    """
    names: list[str] = []
    values: dict[str, list[str]] = {}
    flags: set[str] = set()
    wants_help = False
    rest = iter(words)
    for word in rest:
        if word in _HELP:
            wants_help = True
        elif word.removeprefix("--") in _FLAGS and word.startswith("--"):
            flags.add(word[2:])
        elif word.startswith("-"):
            name, value = _option(_SHORT.get(word, word), rest)
            values.setdefault(name, []).append(value)
        else:
            names.append(word)
    if len(names) > 1:
        raise UsageError(
            f"{names[1]!r} belongs to no parameter. Write --PARAMETER VALUE, a value with blanks in quotes."
        )
    return _asked(names[0] if names else None, values, wants_help, flags)


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


def _asked(name: str | None, values: dict[str, list[str]], wants_help: bool, flags: set[str]) -> Asked:
    options = {option: values.pop(option) for option in _OPTIONS if option in values}
    for option, given in options.items():
        if len(given) > 1:
            raise UsageError(f"--{option} is given {len(given)} times. Give it once.")
    if "endpoint" in options and "build" in options:
        raise UsageError("--endpoint asks a server and --build a folder. Give one of them.")
    paths = {option: Path(options[option][0]) for option in ("file", "build", "pack", "output") if option in options}
    output = paths.pop("output", None)
    asked = Asked(
        name,
        values,
        options.get("format", [_format_of(output)])[0],
        paths.get("file"),
        paths.get("build"),
        paths.get("pack"),
        wants_help=wants_help,
        endpoint=options["endpoint"][0] if "endpoint" in options else None,
        output=output,
        force="force" in flags,
        explain="explain" in flags,
    )
    if asked.file and (asked.name or asked.values):
        raise UsageError(f"--file asks the query in {asked.file} and takes no name and no parameters. Leave them out.")
    return asked


def _format_of(output: Path | None) -> str:
    """The format that a file's ending names, else a table."""
    ending = output.suffix[1:].casefold() if output else ""
    return _FORMAT_OF_ENDING.get(ending, ending) if ending else "table"


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
