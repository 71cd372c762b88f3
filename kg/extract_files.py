"""Text files in, their extractions or what `kg extract` prints of them out, without build or manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kg.asking import check_format
from kg.errors import DocumentError, UsageError
from kg.facts import NO_FACTS, Facts, facts_of
from kg.model import Document, Extraction
from kg.terminal import printable

if TYPE_CHECKING:
    from kg.extract.explain import Explanation
    from kg.knowledge import Knowledge
    from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Answer:
    """What `kg extract` prints of one file."""

    name: str
    warnings: tuple[str, ...]
    text: str


def iter_answers(
    paths: Iterable[Path],
    knowledge: Knowledge,
    settings: Settings,
    facts: Facts,
    *,
    table: Mapping[str, Facts] = MappingProxyType({}),
    format: str,
    explain: bool,
) -> Iterator[Answer | DocumentError]:
    """What is wrong with files that cannot be read, then the answers for the others in their order.

    facts: of every file, before what the table tells of single ones.
    explain: for each sentence which rules fired and why others did not, in place of the statements.
    Raises: UsageError for a format that there is not, or a date of issue that is none.
    """
    check_format(format, EXPLAINERS if explain else WRITERS)
    _check_date(facts.issued)
    if not explain:
        for found in extract_files(paths, knowledge, settings, facts, table):
            if isinstance(found, DocumentError):
                yield found
            else:
                warnings = (*found.document.warnings, *found.warnings)
                yield Answer(found.document.file.name, warnings, WRITERS[format](found, knowledge))
        return
    from kg.extract.explain import explain as explained

    documents, faults = _read(paths, knowledge, settings, facts, table)
    yield from faults
    for document in documents:
        yield Answer(
            document.file.name, document.warnings, EXPLAINERS[format](explained(document, knowledge, settings))
        )


def extract_files(
    paths: Iterable[Path],
    knowledge: Knowledge,
    settings: Settings,
    facts: Facts = NO_FACTS,
    table: Mapping[str, Facts] = MappingProxyType({}),
) -> Iterator[Extraction | DocumentError]:
    """What is wrong with files that cannot be read, then the extractions of the others in their order."""
    from kg.extract.pipeline import extract_all

    documents, faults = _read(paths, knowledge, settings, facts, table)
    yield from faults
    yield from extract_all(documents, knowledge, settings)


def _read(
    paths: Iterable[Path], knowledge: Knowledge, settings: Settings, facts: Facts, table: Mapping[str, Facts]
) -> tuple[list[Document], list[DocumentError]]:
    from kg.read import read_document

    documents: list[Document] = []
    faults: list[DocumentError] = []
    for path in paths:
        known = facts.over(facts_of(path, table))
        try:
            documents.append(
                read_document(
                    path,
                    knowledge.lexicon,
                    publisher=known.publisher,
                    issued=known.issued,
                    title=known.title,
                    limit=settings.document_limit,
                )
            )
        except DocumentError as error:
            faults.append(error)
    return documents, faults


def _check_date(date: str | None) -> None:
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


def _explained_table(explanation: Explanation) -> str:
    from kg.explained import to_table

    return printable(to_table(explanation))


def _explained_lines(explanation: Explanation) -> str:
    from kg.explained import to_json_lines

    return to_json_lines(explanation)


EXPLAINERS: Final[Mapping[str, Callable[[Explanation], str]]] = {
    "table": _explained_table,
    "jsonl": _explained_lines,
}
