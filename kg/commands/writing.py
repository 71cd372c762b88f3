"""The name of a subject in, pages and pictures of a build out: `kg view`, `chart`, `report`, `site`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.shared import BuildOption, ForceOption, OutputOption, PackOption, check_output, opened, pack_of, write
from kg.errors import UsageError
from kg.terminal import note


def view(
    name: Annotated[
        str, typer.Argument(help="overview, issue, speaker, dilemma, statute, document, compare or matrix.")
    ],
    value: Annotated[str | None, typer.Argument(help="Which one: its label, notation, alias or IRI.")] = None,
    other: Annotated[str | None, typer.Argument(help="The second speaker of compare.")] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Draw who says what, as a web page.

    The page needs no other file and no network.
    """
    from kg.query.catalogue import open_catalogue
    from kg.query.side import side_file_of
    from kg.view import render_view
    from kg.view.source import CatalogueSource

    check_output(output, force=force)
    if output is None and sys.stdout.isatty():
        raise UsageError("a page is not for a terminal. Name a file for it: -o FILE.html.")
    chosen = pack_of(pack)
    with opened(chosen, build) as store:
        page = render_view(
            name, value, CatalogueSource(store.dataset, open_catalogue(chosen), side_file_of(store)), other
        )
    write([page], output, force=force)


def chart(
    name: Annotated[str, typer.Argument(help="stances, kinds, timeline or coverage.")],
    issue: Annotated[str | None, typer.Option("--issue", help="Only this issue and those narrower than it.")] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Draw a chart, as SVG or PNG by the file's ending.

    Without -o the SVG is printed.
    """
    from kg.query.catalogue import open_catalogue
    from kg.query.side import side_file_of
    from kg.view.charts import chart_of
    from kg.view.drawing import png_of, svg_of
    from kg.view.source import CatalogueSource

    as_png = output is not None and output.suffix.lower() == ".png"
    if output is not None and output.suffix.lower() not in (".png", ".svg"):
        raise UsageError(f"{output}: a chart is written as SVG or PNG. Give the name of a .svg or .png file.")
    check_output(output, force=force)
    chosen = pack_of(pack)
    with opened(chosen, build) as store:
        found = chart_of(name, CatalogueSource(store.dataset, open_catalogue(chosen), side_file_of(store)), issue=issue)
    write([png_of(found) if as_png else svg_of(found)], output, force=force)


def report(
    value: Annotated[str, typer.Argument(help="An issue, a speaker or a dilemma: its label, notation, alias or IRI.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .html, .docx or .md.")],
    subject: Annotated[
        str | None, typer.Option("--subject", help="issue, speaker or dilemma, where a name may be either.")
    ] = None,
    force: ForceOption = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Write a briefing with quotations, sides, charts and what was not read.

    One file, readable without a network.
    """
    from kg.query.catalogue import open_catalogue
    from kg.query.side import side_file_of
    from kg.view.briefing import FORMATS, SUBJECTS, render_briefing
    from kg.view.briefing.material import Material

    ending = output.suffix.lower()
    if ending not in FORMATS:
        raise UsageError(f"{output}: a briefing is written as {', '.join(FORMATS)}. Give a name with one of these.")
    if subject is not None and subject not in SUBJECTS:
        raise UsageError(f"--subject {subject!r} is none of {', '.join(SUBJECTS)}. Correct it.")
    check_output(output, force=force)
    chosen = pack_of(pack)
    with opened(chosen, build) as store:
        material = Material(store.dataset, open_catalogue(chosen), side_file_of(store))
        write([render_briefing(value, ending, material, subject=subject)], output, force=force)


def site(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write; one that is not there yet.")],
    data: Annotated[
        Path | None, typer.Option("--data", help="Copy the pages of this file of RDF in place of the build.")
    ] = None,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Write the reading pages as plain files, for any web host.

    Links are relative, and the search needs no server. Facets, SPARQL and the network are left out.
    """
    from kg.explorer.static_copy import write_copy
    from kg.settings import load_settings

    if data and build:
        raise UsageError("--data and --build each name what to copy. Give one of them.")
    chosen = pack_of(pack)
    number = write_copy(chosen, load_settings(chosen.settings), output, build=build, data=data)
    note(f"{output}: {number:,} pages; begin at {output / 'index.html'}")
