"""A question in, its answer printed: `kg query`, `ask`, `queries`, `search`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.commands.shared import BuildOption, PackOption, check_output, pack_of, write
from kg.terminal import emit, emit_parts


def query(context: typer.Context) -> None:
    """Ask a saved query: kg query NAME --PARAMETER VALUE."""
    from kg.answering import answer
    from kg.asking import parse_words

    asked = parse_words(context.args)
    check_output(asked.output, force=asked.force)
    reply = answer(asked, for_terminal=asked.output is None and sys.stdout.isatty())
    if asked.output:
        write([reply], asked.output, force=asked.force)
    elif isinstance(reply, str):
        emit_parts([reply], safe=True)
    else:
        sys.stdout.buffer.write(reply)


def ask(
    question: Annotated[list[str], typer.Argument(help="The question, in quotes or as it is.")],
    format: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Ask in plain words: kg ask "who spoke about kinship care?".

    Shows the saved query that it is taken for, its values, the rows, and how else it can be taken. A question that no
    query fits is not answered, and the nearest are told; that is no fault (exit code 0).
    """
    from kg.answering import ask_text

    emit_parts([ask_text(question, format, build=build, pack=pack, for_terminal=sys.stdout.isatty())], safe=True)


def queries(pack: PackOption = None) -> None:
    """List the saved queries and what they answer."""
    from kg.query.catalogue import open_catalogue

    found = open_catalogue(pack_of(pack)).queries()
    width = max((len(query.name) for query in found), default=0)
    emit("\n".join(f"{query.name:{width}}  {query.question}" for query in found))


def search(
    words: Annotated[list[str], typer.Argument(help="Words that a statement shall hold, all of them, in any form.")],
    speaker_kind: Annotated[
        str | None, typer.Option("--speaker-kind", help="person, organisation, group or document.")
    ] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", help="Who spoke, or was spoken for.")] = None,
    issue: Annotated[str | None, typer.Option("--issue", help="Only on this issue and those narrower than it.")] = None,
    stance: Annotated[
        str | None, typer.Option("--stance", help="agree, disagree, mixed, unclear, or none for no side.")
    ] = None,
    document: Annotated[str | None, typer.Option("--document", help="Only in this document.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="Documents of this day, month or year, or later.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Documents of this day, month or year, or before.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="Show at most so many, the best first.", min=1)] = 20,
    format: Annotated[str, typer.Option("--format", help="How to print them, as for kg query.")] = "table",
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Find statements by their words, the best first."""
    from kg.asking import check_format
    from kg.query.formats import FORMATS
    from kg.searching import search_text

    check_format(format, FORMATS)
    given = {
        "speaker_kind": speaker_kind,
        "speaker": speaker,
        "issue": issue,
        "stance": stance,
        "document": document,
        "since": since,
        "until": until,
    }
    narrowed = {name: value for name, value in given.items() if value is not None}
    text = search_text(
        " ".join(words),
        narrowed,
        pack_of(pack),
        build,
        format_name=format,
        limit=limit,
        for_terminal=sys.stdout.isatty(),
    )
    emit_parts([text], safe=True)
