"""A briefing as Markdown (CommonMark with tables), in which no text of a document is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.view.briefing.model import Briefing, Part, Table
from kg.view.wording import visible

# What could begin or be markup anywhere in a line; in front of each a backslash says that it is itself.
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$=:])")
_LINE_ENDS: Final = re.compile(r"\s+")


def markdown_of(briefing: Briefing) -> str:
    """The whole text. Charts are given as tables: Markdown has no pictures without a second file."""
    lines = [f"# {plain(briefing.title)}", "", plain(briefing.lead), ""]
    for part in briefing.parts:
        lines += [f"## {plain(part.title)}", "", *_part(part)]
    lines += ["## How far to trust it", "", *(f"- {plain(note)}" for note in briefing.notes)]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would act on.

    >>> plain("a *b* <i>")
    'a \\\\*b\\\\* \\\\<i\\\\>'
    """
    return _MARKUP.sub(r"\\\1", visible(_LINE_ENDS.sub(" ", text).strip()))


def _part(part: Part) -> Iterator[str]:
    for paragraph in part.paragraphs:
        yield from (plain(paragraph), "")
    for quote in part.quotes:
        side = f"; {plain(quote.side)}" if quote.side else ""
        words = f"“{plain(quote.words)}”" if quote.verbatim else f"\\[not verbatim\\] {plain(quote.words)}"
        yield from (
            f"> {words}",
            ">",
            f"> **{plain(quote.speaker)}**, {plain(quote.place)}{side}. {plain(quote.sureness)}.",
            f"> <{quote.link}>",
            "",
        )
    for table in part.tables:
        yield from _table(table)
    for chart in part.charts:
        heading, *rows = chart.table
        yield from (plain(chart.description), "")
        yield from _table(Table(chart.title, heading, tuple(rows)))


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"**{plain(table.title)}**", "")
    yield _row(table.heading)
    yield _row(("---",) * len(table.heading), as_is=True)
    yield from map(_row, table.rows)
    yield ""


def _row(cells: tuple[str, ...], *, as_is: bool = False) -> str:
    return f"| {' | '.join(cells if as_is else map(plain, cells))} |"
