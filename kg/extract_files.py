"""Text files in, their extractions out, without build or manifest: the path that `kg extract` and `kg evaluate` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import DocumentError, UsageError
from kg.model import Document, Extraction
from kg.terminal import printable

if TYPE_CHECKING:
    from kg.knowledge import Knowledge
    from kg.settings import Settings


def extract_files(
    paths: Iterable[Path],
    knowledge: Knowledge,
    settings: Settings,
    *,
    publisher: str | None = None,
    issued: str | None = None,
    title: str | None = None,
) -> Iterator[Extraction | DocumentError]:
    """What is wrong with files that cannot be read, then the extractions of the others in their order."""
    from kg.extract.pipeline import extract_all
    from kg.read import read_document

    documents: list[Document] = []
    for path in paths:
        try:
            documents.append(
                read_document(
                    path,
                    knowledge.lexicon,
                    publisher=publisher,
                    issued=issued,
                    title=title,
                    limit=settings.document_limit,
                )
            )
        except DocumentError as error:
            yield error
    yield from extract_all(documents, knowledge, settings)


def check_date(date: str | None) -> None:
    """Refuse a date of issue that is no year, month or day.

    Raises: UsageError.
    """
    from kg.rdf.dates import first_day

    if date is not None and not (date.isascii() and first_day(date)):
        raise UsageError(f"--date {date!r} is not a date such as 2021, 2021-06 or 2021-06-17. Correct it.")


def _to_json_lines(extraction: Extraction, knowledge: Knowledge) -> str:
    from kg.jsonl import stance_labels, to_json_lines

    return to_json_lines(extraction, stance_labels(extraction, knowledge))


def _to_turtle(extraction: Extraction, knowledge: Knowledge) -> str:
    """The document's graph, with the text that proves it."""
    from kg import __version__
    from kg.namespaces import prefixes
    from kg.rdf.map import Run, extraction_to_quads
    from kg.rdf.trig import to_turtle

    pack = knowledge.pack
    lines = extraction_to_quads(extraction, knowledge, Run(__version__, knowledge.hash))
    names = prefixes(base=pack.base, pack=pack.key)
    comment = f"Made by kg {__version__} from {extraction.document.file.name}."
    return "".join(to_turtle(lines, names, comment=comment, with_texts=True))


def _to_table(extraction: Extraction, knowledge: Knowledge) -> str:
    """One block a statement: who (in which way) about which issues, then the words; nothing in it steers a terminal."""
    blocks = []
    for statement in extraction.statements:
        speaker = statement.speaker.label if statement.speaker else "not told"
        issues = ", ".join(match.notation for match in statement.issues)
        blocks.append(f"{speaker} ({statement.kind}{'; ' if issues else ''}{issues})\n  {statement.words}\n")
    name = extraction.document.file.name
    return printable("\n".join((f"{name}: {len(blocks)} statement{'s' if len(blocks) != 1 else ''}\n", *blocks)))


WRITERS: Final[Mapping[str, Callable[[Extraction, Knowledge], str]]] = {
    "table": _to_table,
    "jsonl": _to_json_lines,
    "turtle": _to_turtle,
}
