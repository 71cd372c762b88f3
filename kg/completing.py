"""The words typed so far after `kg query` in, what may come next out: for the shell, which must never see an error."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typer.core import TyperCommand

from kg.errors import KgError

if TYPE_CHECKING:
    from typer import Context

    from kg.query.catalogue import Catalogue, Query

VARIABLE: Final = "_KG_COMPLETE"  # that the shell's script sets
_OPTIONS: Final = ("build", "endpoint", "explain", "file", "force", "format", "help", "output", "pack")
_FLAGS: Final = ("--explain", "--force", "--help")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may come next, as Typer's completion takes it."""

    value: str
    type: str = "plain"
    help: str | None = None


class QueryCommand(TyperCommand):
    """`kg query`, whose names, parameters and values the shell can complete."""

    def shell_complete(self, ctx: Context, incomplete: str) -> list[Candidate]:  # type: ignore[override]
        """Candidates for the word at the cursor."""
        try:
            found = candidates(ctx.args, incomplete)
        except (KgError, OSError):
            return []
        in_bash = os.environ.get(VARIABLE, "").endswith("_bash")  # other shells put blanks into quotes themselves
        return [Candidate(text.replace(" ", "\\ ") if in_bash else text) for text in found]


def candidates(words: Sequence[str], incomplete: str) -> list[str]:
    """Names of queries, their parameters, or values that go on from `incomplete`, sorted.

    Raises: KgError where pack, catalogue or build cannot be used.
    """
    from kg.pack import find_pack
    from kg.query.catalogue import open_catalogue

    asked = _given(words)
    pack = find_pack(asked.get("pack") or None)
    catalogue = open_catalogue(pack)
    name = asked.get("", "")
    query = catalogue.find_query(name) if name in catalogue.names() else None
    before = words[-1] if words else ""
    if before.startswith("--") and "=" not in before and before not in _FLAGS:
        return _values(
            before[2:].replace("-", "_"), query, catalogue, incomplete, Path(asked.get("build") or pack.build_folder)
        )
    if incomplete.startswith("-"):
        names = (*(query.parameter_names if query else ()), *_OPTIONS)
        return _beginning((f"--{one.replace('_', '-')}" for one in names), incomplete)
    return [] if name else _beginning(catalogue.names(), incomplete)


def _given(words: Sequence[str]) -> dict[str, str]:
    """What was given by option; the name of the query under the empty name."""
    found: dict[str, str] = {}
    option = ""
    for word in words:
        if word.startswith("--") and word not in _FLAGS:
            option, equals, value = word[2:].partition("=")
            if equals:
                found[option], option = value, ""
        elif not word.startswith("-"):
            found[option], option = word, ""
    return found


def _values(name: str, query: Query | None, catalogue: Catalogue, incomplete: str, build: Path) -> list[str]:
    if name == "format":
        from kg.query.formats import FORMATS

        return _beginning(FORMATS, incomplete)
    parameter = next((one for one in query.parameters if one.name == name), None) if query else None
    if parameter is None:
        return []
    from kg.query.header import LITERAL_TYPES
    from kg.query.parameters import completions
    from kg.store import EmbeddedStore, open_build

    if parameter.choices or parameter.type in LITERAL_TYPES:
        return _beginning(completions(parameter, EmbeddedStore.of_lines(()).dataset, catalogue), incomplete)
    with open_build(build) as store:
        return _beginning(completions(parameter, store.dataset, catalogue), incomplete)


def _beginning(words: Iterable[str], start: str) -> list[str]:
    return sorted({word for word in words if word.casefold().startswith(start.casefold())})
