"""The command `kg`: arguments in, a printed answer and an exit code out.

Thin: each command parses, calls one stage and prints. Heavy modules are imported where they are used, so that help and
queries start at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import __version__
from kg.completing import VARIABLE, QueryCommand
from kg.errors import KgError, UsageError
from kg.terminal import complain, emit, emit_parts, note, printable

if TYPE_CHECKING:
    from kg.pack import Pack
    from kg.store import EmbeddedStore

app = typer.Typer(
    name="kg",
    help="Who said what about which issue, in the documents of a review; every answer is proved against the text.",
    epilog="Begin with `kg build`, then `kg queries`; `kg COMMAND --help` tells more.",
    # Its two options, --install-completion and --show-completion, and the shell's own call: no other start pays for it.
    add_completion=VARIABLE in os.environ or any(word.endswith("-completion") for word in sys.argv[1:2]),
    rich_markup_mode=None,  # help in plain text: Rich's help takes three times as long to start
    pretty_exceptions_enable=False,
)

PackOption = Annotated[
    Path | None,
    typer.Option("--pack", help="Folder of the pack.toml to use; else KG_PACK, else the nearest upward from here."),
]
BuildOption = Annotated[Path | None, typer.Option("--build", help="Folder of the build; else build/ beside pack.toml.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; else standard output.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]


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


# ---------------------------------------------------------------- making


@app.command()
def build(
    pack: PackOption = None,
    build: BuildOption = None,
    force: Annotated[bool, typer.Option("--force", help="Keep the new build even where it breaks a shape.")] = False,
) -> int:
    """Read the documents and build their graph.

    Leaves the store, graph.trig, graph.ttl and overview.html in one folder, which changes as a whole at the end.
    """
    from kg.build import build_graph
    from kg.namespaces import prefixes
    from kg.progress import Progress
    from kg.summary import iter_results, iter_summary

    chosen = _pack(pack)
    report = build_graph(chosen, folder=build or chosen.build_folder, progress=Progress(), force=force)
    for fault in report.faults:
        complain(fault)
    for line in iter_results(report.results, prefixes(base=chosen.base, pack=chosen.key)):
        complain(line)
    emit("\n".join(iter_summary(report, program=_program(), options=_repeated({"--pack": pack, "--build": build}))))
    if not report.published:
        complain(
            "the graph breaks a shape: the last good build stands. Mend what is named above, or build with --force."
        )
    return report.exit_code


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Text files.")],
    format: Annotated[str, typer.Option("--format", help="table, jsonl or turtle.")] = "table",
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Body that issued the text: who “we” are.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="When it was issued: 2021, 2021-06 or 2021-06-17.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its title; else the first heading.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell for each sentence which rules fired and why others did not.")
    ] = False,
    pack: PackOption = None,
) -> int:
    """Print the statements in text files, without a build."""
    from kg.extract_files import Facts, iter_answers
    from kg.knowledge import load_knowledge
    from kg.settings import load_settings

    chosen, faults = _pack(pack), 0
    settings, facts = load_settings(chosen.settings), Facts(publisher, date, title)
    for answer in iter_answers(files, load_knowledge(chosen), settings, facts, format=format, explain=explain):
        if isinstance(answer, KgError):
            complain(str(answer))
            faults += 1
        else:
            for warning in answer.warnings:
                note(f"{answer.name}: {warning}")
            emit(answer.text)
    return 1 if faults else 0


@app.command()
def evaluate(
    docs: Annotated[Path | None, typer.Option("--docs", help="Folder of NAME.txt; else the pack's sources.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Folder of NAME.jsonl, labelled by hand.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object in place of the table.")] = False,
    errors: Annotated[int, typer.Option("--errors", help="Print the first N mistakes too.", min=0)] = 0,
    pack: PackOption = None,
) -> None:
    """Measure the extraction against labels made by hand."""
    from kg.evaluate.figures import report_text
    from kg.evaluate.run import evaluate_folder, gold_folders
    from kg.knowledge import load_knowledge
    from kg.settings import load_settings

    chosen = _pack(pack)
    docs, gold = gold_folders(chosen, docs, gold)
    settings = load_settings(chosen.settings)
    outcomes = evaluate_folder(docs, gold, load_knowledge(chosen), settings)
    report = report_text(outcomes, as_json=json, errors=errors, semantic=bool(settings.semantic_model))
    emit(report if json else printable(report))


@app.command()
def validate(build: BuildOption = None, pack: PackOption = None) -> int:
    """Check the pack's knowledge and the build: shapes, checks, every passage.

    Each passage is taken out of its document's text again and compared.
    """
    from kg.knowledge.check import check_knowledge
    from kg.namespaces import prefixes
    from kg.rdf.validate import check_files, shape_files
    from kg.rdf.validate import validate as find_violations
    from kg.summary import iter_results

    chosen = _pack(pack)
    faults = check_knowledge(chosen)
    for fault in faults:
        complain(fault)
    if faults:
        return 2  # no build comes of it; one that is there was made from other knowledge
    with _opened(chosen, build) as store:
        results = find_violations(store.dataset, shape_files(chosen), check_files(chosen))
    violations = sum(result.severity == "Violation" for result in results)
    names = prefixes(base=chosen.base, pack=chosen.key)
    emit("\n".join((*iter_results(results, names), f"{violations} violations, {len(results) - violations} warnings")))
    return 1 if violations else 0


# ---------------------------------------------------------------- asking


@app.command(
    cls=QueryCommand, add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def query(context: typer.Context) -> None:
    """Ask a saved query: kg query NAME --PARAMETER VALUE."""
    from kg.answering import answer
    from kg.asking import parse_words

    asked = parse_words(context.args)
    _check_output(asked.output, force=asked.force)
    reply = answer(asked, for_terminal=asked.output is None and sys.stdout.isatty())
    if asked.output:
        _write([reply], asked.output, force=asked.force)
    elif isinstance(reply, str):
        emit_parts([reply], safe=True)
    else:
        sys.stdout.buffer.write(reply)


@app.command()
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


@app.command()
def queries(pack: PackOption = None) -> None:
    """List the saved queries and what they answer."""
    from kg.query.catalogue import open_catalogue

    found = open_catalogue(_pack(pack)).queries()
    width = max((len(query.name) for query in found), default=0)
    emit("\n".join(f"{query.name:{width}}  {query.question}" for query in found))


@app.command()
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
        " ".join(words), narrowed, _pack(pack), build, format_name=format, limit=limit, for_terminal=sys.stdout.isatty()
    )
    emit_parts([text], safe=True)


@app.command()
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

    _check_output(output, force=force)
    if output is None and sys.stdout.isatty():
        raise UsageError("a page is not for a terminal. Name a file for it: -o FILE.html.")
    chosen = _pack(pack)
    with _opened(chosen, build) as store:
        page = render_view(
            name, value, CatalogueSource(store.dataset, open_catalogue(chosen), side_file_of(store)), other
        )
    _write([page], output, force=force)


@app.command()
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
    _check_output(output, force=force)
    chosen = _pack(pack)
    with _opened(chosen, build) as store:
        found = chart_of(name, CatalogueSource(store.dataset, open_catalogue(chosen), side_file_of(store)), issue=issue)
    _write([png_of(found) if as_png else svg_of(found)], output, force=force)


@app.command()
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
    _check_output(output, force=force)
    chosen = _pack(pack)
    with _opened(chosen, build) as store:
        material = Material(store.dataset, open_catalogue(chosen), side_file_of(store))
        _write([render_briefing(value, ending, material, subject=subject)], output, force=force)


@app.command()
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
    chosen = _pack(pack)
    number = write_copy(chosen, load_settings(chosen.settings), output, build=build, data=data)
    note(f"{output}: {number:,} pages; begin at {output / 'index.html'}")


@app.command()
def serve(
    port: Annotated[
        int, typer.Option("--port", help="Port to listen at; 0 takes a free one.", min=0, max=65535)
    ] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; others than this machine's own let others in.")
    ] = "127.0.0.1",
    data: Annotated[
        Path | None, typer.Option("--data", help="Serve this file of RDF, as it is, in place of the build.")
    ] = None,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Serve the graph to a browser and to programs.

    Pages at /, SPARQL at /sparql, saved queries at /api. Nothing that is served can be changed from there.
    """
    from kg.explorer.serve import serve as serve_dataset
    from kg.settings import load_settings

    if data and build:
        raise UsageError("--data and --build each name what to serve. Give one of them.")
    chosen = _pack(pack)
    settings = load_settings(chosen.settings)
    serve_dataset(chosen, settings, host=host, port=port, build=build, data=data, say=note)


@app.command()
def export(
    format: Annotated[str, typer.Option("--format", help="turtle, trig, nquads, jsonld, csv or graphml.")] = "turtle",
    output: OutputOption = None,
    force: ForceOption = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Write the whole graph, sorted."""
    from kg.asking import check_format
    from kg.export import FORMATS, export_graph

    check_format(format, FORMATS)
    _check_output(output, force=force)
    chosen = _pack(pack)
    with _opened(chosen, build) as store:
        _write(export_graph(store, format, chosen), output, force=force)


# ---------------------------------------------------------------- servers


EndpointOption = Annotated[
    str | None, typer.Option("--endpoint", help="URL where the server answers queries; known for the usual servers.")
]


@app.command()
def push(
    address: Annotated[str, typer.Argument(metavar="URL", help="The server's graph store, such as …/store.")],
    endpoint: EndpointOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove the pack's graphs that the build has not.")] = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Load the build's graphs onto a SPARQL server.

    Graphs that the server took before are not sent again. Log in by KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or
    KG_ENDPOINT_TOKEN.
    """
    from kg.exchange import open_servers
    from kg.exchange import push as push_build
    from kg.query.catalogue import open_catalogue
    from kg.settings import load_settings

    chosen = _pack(pack)
    servers = open_servers(address, endpoint, load_settings(chosen.settings))
    folder = build or chosen.build_folder
    with _opened(chosen, folder) as store:
        done = push_build(folder, store, servers, chosen, open_catalogue(chosen), prune=prune)
    for graph in done.stale:
        note(f"{graph}: on the server, not in this build; its statements still answer. Remove it with --prune.")
    removed = f", {len(done.removed)} removed" if done.removed else ""
    emit(
        f"{len(done.sent)} graphs sent, {len(done.kept)} there already{removed}; {done.triples} triples, counted there"
    )


@app.command()
def pull(
    address: Annotated[str, typer.Argument(metavar="URL", help="The server's graph store, such as …/store.")],
    endpoint: EndpointOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a build that is there.")] = False,
    build: BuildOption = None,
    pack: PackOption = None,
) -> None:
    """Make a build of the pack's graphs on a SPARQL server."""
    from kg.exchange import open_servers
    from kg.exchange import pull as pull_build
    from kg.query.catalogue import open_catalogue
    from kg.settings import load_settings

    chosen = _pack(pack)
    servers = open_servers(address, endpoint, load_settings(chosen.settings))
    folder = build or chosen.build_folder
    counts = pull_build(folder, servers, chosen, open_catalogue(chosen), force=force)
    emit(f"{len(counts)} graphs, {sum(counts.values())} triples in {folder}")


# ---------------------------------------------------------------- commands of their own modules


def _add_groups() -> None:
    from kg.issues_command import app as issues
    from kg.semantic_command import app as semantic

    app.add_typer(issues)
    app.add_typer(semantic)


_add_groups()


# ---------------------------------------------------------------- what the commands share


def _pack(path: Path | None) -> Pack:
    from kg.pack import find_pack

    return find_pack(path)


def _program() -> str:
    """What to type for this program: `kg` where the shell finds it, else its path."""
    from shutil import which

    if which("kg"):
        return "kg"
    path = Path(sys.argv[0])
    if path.name == "__main__.py":
        return "python -m kg"
    return os.path.relpath(path)


def _repeated(options: Mapping[str, Path | None]) -> str:
    """The options that were given, to be written behind a command, with a leading blank."""
    from shlex import quote

    return "".join(f" {name} {quote(str(path))}" for name, path in options.items() if path)


def _opened(pack: Pack, build: Path | None) -> EmbeddedStore:
    from kg.own_pack import open_build_of

    return open_build_of(pack, build or pack.build_folder)


def _check_output(output: Path | None, *, force: bool) -> None:
    """Refuse a file that cannot be written, before the work for it is done."""
    if output:
        from kg.output import check_target

        check_target(output, force=force)


def _write(parts: Iterable[str | bytes], output: Path | None, *, force: bool) -> None:
    if output:
        from kg.output import write_file

        write_file(output, parts, force=force)
    else:
        emit_parts(part for part in parts if isinstance(part, str))  # bytes are for files only


def main() -> None:
    """Run the command line of this process, and end it with the exit code."""
    from kg.boundary import run

    sys.exit(run(app, sys.argv[1:]))
