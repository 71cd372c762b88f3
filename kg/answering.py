"""A call of `kg query` or `kg ask` in, what is printed or written for it out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from kg.asking import GENERAL_HELP, check_format, describe_query
from kg.errors import QueryError, UsageError

if TYPE_CHECKING:
    from kg.asking import Asked
    from kg.pack import Pack
    from kg.query.catalogue import Catalogue, Query
    from kg.query.command import Reply
    from kg.settings import Settings


def answer(asked: Asked, *, for_terminal: bool = False) -> str | bytes:
    """An answer, the SPARQL that would be sent, or help: text, or the bytes of a file where one is wanted.

    `for_terminal`: nothing in it can steer the terminal.
    Raises: UsageError, StoreError, LimitError, KnowledgeError.
    """
    from kg.pack import find_pack
    from kg.query.catalogue import open_catalogue
    from kg.query.formats import FILE_FORMATS, FORMATS, check_format
    from kg.settings import load_settings

    check_format(asked.format)
    if asked.name is None and asked.file is None:
        return GENERAL_HELP.format(formats=", ".join(FORMATS))
    is_file = asked.output is not None or asked.format in FILE_FORMATS
    if for_terminal and is_file and not asked.explain:
        raise UsageError(f"{asked.format} is not for a terminal. Name a file for it: -o FILE.{asked.format}.")
    pack = find_pack(asked.pack)
    catalogue = open_catalogue(pack)
    found = catalogue.find_query(asked.name) if asked.name else None
    if found and asked.wants_help:
        return describe_query(found)
    settings = load_settings(pack.settings)
    if asked.explain:
        return _explained(asked, found, pack, catalogue, settings)
    reply = _reply(asked, found, pack, catalogue, settings)
    if is_file:
        return reply.file()
    return reply.text(width=get_terminal_size((120, 24)).columns, for_terminal=for_terminal)


def _reply(asked: Asked, found: Query | None, pack: Pack, catalogue: Catalogue, settings: Settings) -> Reply:
    from kg.opening import answer_sparql, open_source
    from kg.query.command import read_sparql, reply_to_query, reply_with
    from kg.query.side import side_file_of

    text = "" if found else read_sparql(asked.file) if asked.file else ""
    with open_source(pack, settings, catalogue, build=asked.build, endpoint=asked.endpoint) as source:
        if found:
            side = side_file_of(source)
            return reply_to_query(found, asked.values, source.dataset, catalogue, asked.format, side=side)
        try:
            answered = answer_sparql(text, source, catalogue, settings)
        except QueryError as error:
            named = QueryError(f"{asked.file}, {error}")
            for note in getattr(error, "__notes__", ()):  # the line with a caret
                named.add_note(note)
            raise named from error
        return reply_with(answered, source.dataset, catalogue, asked.format)


def _explained(asked: Asked, found: Query | None, pack: Pack, catalogue: Catalogue, settings: Settings) -> str:
    """The SPARQL as it is sent, with the values in it."""
    from kg.opening import open_source
    from kg.query.command import read_sparql
    from kg.query.prologue import with_prefixes
    from kg.query.run import sparql_of

    if not found:
        assert asked.file
        return with_prefixes(read_sparql(asked.file), catalogue.prefixes).rstrip("\n") + "\n"
    with open_source(pack, settings, catalogue, build=asked.build, endpoint=asked.endpoint) as source:
        return sparql_of(found, source.dataset, catalogue, asked.values)


def ask_text(
    words: Iterable[str], format_name: str, *, build: Path | None, pack: Path | None, for_terminal: bool = False
) -> str:
    """What is printed for a question in plain words. With `for_terminal` nothing in it can steer the terminal.

    Notes that JSON has no field for go to standard error.

    Raises: UsageError, StoreError, KnowledgeError.
    """
    from kg.own_pack import open_build_of
    from kg.pack import find_pack
    from kg.query.ask.answer import open_asker
    from kg.query.ask.report import FORMATS, print_answer, remarks
    from kg.query.catalogue import open_catalogue
    from kg.query.side import side_file_of
    from kg.terminal import note

    check_format(format_name, FORMATS)
    chosen = find_pack(pack)
    catalogue = open_catalogue(chosen)
    with open_build_of(chosen, build or chosen.build_folder) as store:
        answer = open_asker(chosen, catalogue, store.dataset, side_file_of(store)).ask(" ".join(words))
    if format_name == "json":
        for remark in remarks(answer):
            note(remark)
    width = get_terminal_size((120, 24)).columns
    return print_answer(
        answer, prefixes=catalogue.prefixes, format_name=format_name, width=width, for_terminal=for_terminal
    )
