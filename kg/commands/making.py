"""Documents in, a build or what it would hold out: `kg build`, `extract`, `evaluate`, `validate`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.shared import BuildOption, FactsOption, PackOption, opened, pack_of
from kg.errors import KgError, UsageError
from kg.terminal import complain, emit, note, printable


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

    chosen = pack_of(pack)
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


def extract(
    files: Annotated[list[Path], typer.Argument(help="Text files.")],
    format: Annotated[str, typer.Option("--format", help="table, jsonl or turtle.")] = "table",
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Body that issued the text: who “we” are.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="When it was issued: 2021, 2021-06 or 2021-06-17.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its title; else the first heading.")] = None,
    facts: FactsOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell for each sentence which rules fired and why others did not.")
    ] = False,
    pack: PackOption = None,
) -> int:
    """Print the statements in text files, without a build."""
    from kg.extract_files import iter_answers
    from kg.facts import Facts, read_facts
    from kg.knowledge import load_knowledge
    from kg.knowledge.check import check_knowledge, refuse
    from kg.settings import load_settings

    chosen, faults = pack_of(pack), 0
    refuse(check_knowledge(chosen))
    settings, knowledge = load_settings(chosen.settings), load_knowledge(chosen)
    given, table = Facts(publisher, date, title), read_facts(facts, knowledge.lexicon.tables["dates"]) if facts else {}
    for answer in iter_answers(files, knowledge, settings, given, table=table, format=format, explain=explain):
        if isinstance(answer, KgError):
            complain(str(answer))
            faults += 1
        else:
            for warning in answer.warnings:
                note(f"{answer.name}: {warning}")
            emit(answer.text)
    return 1 if faults else 0


def evaluate(
    docs: Annotated[Path | None, typer.Option("--docs", help="Folder of NAME.txt; else the pack's sources.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Folder of NAME.jsonl, labelled by hand.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object in place of the table.")] = False,
    errors: Annotated[int, typer.Option("--errors", help="Print the first N mistakes too.", min=0)] = 0,
    facts: FactsOption = None,
    no_facts: Annotated[
        bool, typer.Option("--no-facts", help="Leave DOCS.tsv beside the folder of documents alone.")
    ] = False,
    pack: PackOption = None,
) -> None:
    """Measure the extraction against labels made by hand.

    What DOCS.tsv beside the folder DOCS tells of the documents is used, if it is there.
    """
    from kg.evaluate.figures import report_text
    from kg.evaluate.run import evaluate_folder, gold_folders
    from kg.facts import read_facts, table_beside
    from kg.knowledge import load_knowledge
    from kg.settings import load_settings

    chosen = pack_of(pack)
    docs, gold = gold_folders(chosen, docs, gold)
    if facts and no_facts:
        raise UsageError("--facts and --no-facts exclude each other. Give one of them.")
    settings, knowledge = load_settings(chosen.settings), load_knowledge(chosen)
    told = None if no_facts else facts or table_beside(docs)
    table = read_facts(told, knowledge.lexicon.tables["dates"]) if told else {}
    outcomes = evaluate_folder(docs, gold, knowledge, settings, table=table)
    report = report_text(
        outcomes,
        as_json=json,
        errors=errors,
        semantic=bool(settings.semantic_model),
        facts=told.name if told else None,
        with_facts=len(table.keys() & outcomes.keys()),
    )
    emit(report if json else printable(report))


def validate(build: BuildOption = None, pack: PackOption = None) -> int:
    """Check the pack's knowledge and the build: shapes, checks, every passage.

    Each passage is taken out of its document's text again and compared.
    """
    from kg.namespaces import prefixes
    from kg.rdf.soundness import faults_of_knowledge
    from kg.rdf.validate import check_files, shape_files
    from kg.rdf.validate import validate as find_violations
    from kg.summary import iter_results

    chosen = pack_of(pack)
    faults = faults_of_knowledge(chosen)
    for fault in faults:
        complain(fault)
    if faults:
        return 2  # no build comes of it; one that is there was made from other knowledge
    with opened(chosen, build) as store:
        results = find_violations(store.dataset, shape_files(chosen), check_files(chosen))
    violations = sum(result.severity == "Violation" for result in results)
    names = prefixes(base=chosen.base, pack=chosen.key)
    emit("\n".join((*iter_results(results, names), f"{violations} violations, {len(results) - violations} warnings")))
    return 1 if violations else 0


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
