"""Folders of documents and of gold statements in, the outcome of each document out, by the path of `kg extract`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DocumentError, KnowledgeError, UsageError
from kg.evaluate.rows import read_rows
from kg.evaluate.score import Outcome, compare_document
from kg.evaluate.sides import SIDES
from kg.model import Extraction

if TYPE_CHECKING:
    from kg.facts import Facts
    from kg.knowledge import Knowledge
    from kg.pack import Pack
    from kg.settings import Settings


def gold_folders(pack: Pack, docs: Path | None, gold: Path | None) -> tuple[Path, Path]:
    """The folders given, else `sources` and `gold` beside the pack's manifest.

    Raises: UsageError where one of them is not there.
    """
    data = pack.manifest.parent if pack.manifest else pack.folder
    folders = (docs or data / "sources", gold or data / "gold")
    if gold is None and not folders[1].is_dir():
        raise UsageError(f"this pack has no gold statements ({folders[1]}): give --docs and --gold.")
    for folder, option in zip(folders, ("--docs", "--gold"), strict=True):
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder. Name one with {option}.")
    return folders


def evaluate_folder(
    docs: Path, gold: Path, knowledge: Knowledge, settings: Settings, *, table: Mapping[str, Facts] | None = None
) -> dict[str, Outcome]:
    """Outcome of every document that has a gold file, by name: NAME.txt in `docs` for each NAME.jsonl in `gold`.

    table: what is known of the documents beside their texts, by the same names.

    Raises: UsageError where there is no gold file or no document for one; DocumentError for a document that cannot be
        read; KnowledgeError for unusable gold.
    """
    gold_files = sorted(path for path in gold.glob("*.jsonl") if path.name != SIDES)
    if not gold_files:
        raise UsageError(f"{gold}: holds no .jsonl file of gold statements. Name another folder with --gold.")
    paths = [docs / f"{path.stem}.txt" for path in gold_files]
    for path, gold_path in zip(paths, gold_files, strict=True):
        if not path.is_file():
            raise UsageError(f"{path}: is not there, but {gold_path} is. Name the documents' folder with --docs.")
    extractions = _extract(paths, knowledge, settings, table or {})
    return {path.stem: _compare(path, found, knowledge) for path, found in zip(gold_files, extractions, strict=True)}


def _extract(
    paths: list[Path], knowledge: Knowledge, settings: Settings, table: Mapping[str, Facts]
) -> list[Extraction]:
    from kg.extract_files import extract_files

    found = []
    for extraction in extract_files(paths, knowledge, settings, table=table):
        if isinstance(extraction, DocumentError):
            raise extraction
        found.append(extraction)
    return found


def _compare(gold_path: Path, extraction: Extraction, knowledge: Knowledge) -> Outcome:
    from kg.jsonl import iter_rows, stance_labels

    rows = iter_rows(extraction, stance_labels(extraction, knowledge))
    try:
        return compare_document(read_rows(gold_path), rows, extraction.document.text)
    except KnowledgeError:
        raise
    except ValueError as error:
        raise KnowledgeError(f"{gold_path}: {error}. The gold set belongs to another text; give its own.") from error
