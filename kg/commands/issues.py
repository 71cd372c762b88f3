"""`kg issues`: a pack's issue scheme and its documents in, labels that do harm out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.terminal import complain, emit, printable

if TYPE_CHECKING:
    from kg.knowledge import Knowledge
    from kg.pack import Pack

app = typer.Typer(name="issues", help="The issue scheme: check its labels.", rich_markup_mode=None)


@app.callback()
def group() -> None:
    """The issue scheme: check its labels."""


@app.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Text files; else the pack's documents.")] = None,
    quiet: Annotated[bool, typer.Option("--no-unused", help="Leave out labels that never match.")] = False,
    pack: Annotated[Path | None, typer.Option("--pack", help="Folder of the pack.toml to use.")] = None,
) -> int:
    """Show labels that never match, clash, match too much or are stop words.

    Exit code 1 where a label clashes, matches too much or is a stop word, 2 where the scheme cannot be used.
    """
    from kg.extract.issues.check import NEVER, check_labels
    from kg.knowledge import load_knowledge
    from kg.knowledge.check import check_knowledge
    from kg.pack import find_pack

    chosen = find_pack(pack)
    wrong = check_knowledge(chosen)
    for line in wrong:
        complain(line)
    if wrong:
        return 2
    knowledge = load_knowledge(chosen)
    faults = check_labels(knowledge.issues, _paragraphs(files or _documents(chosen), knowledge))
    shown = [fault for fault in faults if not (quiet and fault.problem == NEVER)]
    for fault in shown:
        emit(printable(f"{fault.notation}: {fault.label!r} {fault.problem}. {fault.remedy}"))
    harmful = sum(fault.problem != NEVER for fault in faults)
    emit(
        f"{len(knowledge.issues.issues)} issues, {harmful} labels that do harm, {len(faults) - harmful} that never match"
    )
    return 1 if harmful else 0


def _documents(pack: Pack) -> list[Path]:
    from kg.errors import UsageError
    from kg.read.manifest import read_manifest

    entries = read_manifest(pack.manifest)[0] if pack.manifest else ()
    if not pack.manifest or not entries:
        raise UsageError(f"{pack.folder}: the pack has no documents. Name text files behind `kg issues check`.")
    return [pack.manifest.parent / entry.file for entry in entries]


def _paragraphs(paths: list[Path], knowledge: Knowledge) -> Iterator[str]:
    from kg.model import BlockKind
    from kg.read import read_document
    from kg.read.flow import flow_of

    for path in paths:
        document = read_document(path, knowledge.lexicon)
        for block in document.blocks:
            if block.kind is not BlockKind.BOILERPLATE:
                yield flow_of(document, block).text
