"""The command `kg`: arguments in, a printed answer and an exit code out.

Names the commands and their order; each stands in a module of `kg/commands/`. Heavy modules are imported where they are
used, so that help and queries start at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Final

import typer

from kg import __version__
from kg.commands import asking, issues, making, semantic, sharing, writing
from kg.completing import VARIABLE, QueryCommand
from kg.terminal import emit

app = typer.Typer(
    name="kg",
    help="Who said what about which issue, in the documents of a review; every answer is proved against the text.",
    epilog="Begin with `kg build`, then `kg queries`; `kg COMMAND --help` tells more.",
    # Its two options, --install-completion and --show-completion, and the shell's own call: no other start pays for it.
    add_completion=VARIABLE in os.environ or any(word.endswith("-completion") for word in sys.argv[1:2]),
    rich_markup_mode=None,  # help in plain text: Rich's help takes three times as long to start
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        emit(f"kg {__version__}")
        raise typer.Exit


def _print_help(context: typer.Context, wanted: bool) -> None:
    if wanted:
        emit(context.get_help())
        raise typer.Exit


@app.callback(add_help_option=False)  # Typer's own would load pydantic before every command
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error; may stand anywhere.")] = False,
    help: Annotated[
        bool, typer.Option("--help", help="Show this message and stop.", is_eager=True, callback=_print_help)
    ] = False,
) -> None:
    """Options of every command; each is seen to before it comes here."""


# Their order is that of the help.
_BEFORE_QUERY: Final[tuple[Callable[..., object], ...]] = (
    making.build, making.extract, making.evaluate, making.validate,
)  # fmt: skip
_AFTER_QUERY: Final[tuple[Callable[..., object], ...]] = (
    asking.ask, asking.queries, asking.search, writing.view, writing.chart, writing.report, writing.site,
    sharing.serve, sharing.export, sharing.push, sharing.pull,
)  # fmt: skip
_QUERY: Final = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
}  # its parameters are those of the saved query

for _command in _BEFORE_QUERY:
    app.command()(_command)
app.command(cls=QueryCommand, add_help_option=False, context_settings=_QUERY)(asking.query)
for _command in _AFTER_QUERY:
    app.command()(_command)
app.add_typer(issues.app)
app.add_typer(semantic.app)


def main() -> None:
    """Run the command line of this process, and end it with the exit code."""
    from kg.boundary import run

    sys.exit(run(app, sys.argv[1:]))
