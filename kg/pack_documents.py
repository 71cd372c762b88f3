"""A pack's manifest in, the documents that can be used and what is wrong with the others out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from kg.errors import DocumentError, KnowledgeError
from kg.model import Document
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.knowledge import Knowledge
    from kg.pack import Pack
    from kg.progress import Progress
    from kg.read.manifest import ManifestEntry


def read_documents(
    pack: Pack, knowledge: Knowledge, settings: Settings, progress: Progress
) -> tuple[list[Document], tuple[str, ...]]:
    """The documents that the manifest lists, and what is wrong with those that are left out.

    Raises: KnowledgeError where none can be used: each fault is told.
    """
    from kg.knowledge.check import refuse
    from kg.read.manifest import read_manifest, unlisted_files

    manifest = _manifest_of(pack)
    entries, problems = read_manifest(manifest)
    faults = [str(problem) for problem in problems]
    documents: list[Document] = []
    with progress.stage("read", len(entries)) as advance:
        for entry in _once(entries, progress):
            try:
                documents.append(_read(entry, manifest, knowledge, settings))
            except DocumentError as error:
                faults.append(str(error))
            advance()
    for name in _without_row(unlisted_files(manifest, entries), manifest):
        progress.note(f"{name}: not in {manifest.name}; not read")
    for document in documents:
        for warning in document.warnings:
            progress.note(f"{document.file.name}: {warning}")
    if not documents:
        refuse([f"{manifest}: no document can be used; nothing was replaced. First fault: {faults[0]}", *faults[1:]])
    return documents, tuple(faults)


def _once(entries: Iterable[ManifestEntry], progress: Progress) -> Iterator[ManifestEntry]:
    """The entries without those of a file whose bytes another has."""
    first_with: dict[str, str] = {}  # SHA-256 of the bytes: file
    for entry in entries:
        same = first_with.setdefault(entry.sha256, entry.file)
        if same == entry.file:
            yield entry
        else:
            progress.note(f"{entry.file}: the same bytes as {same}; read once")


def _read(entry: ManifestEntry, manifest: Path, knowledge: Knowledge, settings: Settings) -> Document:
    from kg.read import read_document

    return read_document(
        manifest.parent / entry.file,
        knowledge.lexicon,
        key=entry.key,
        title=entry.title,
        publisher=entry.publisher,
        author=entry.author,
        issued=entry.date,
        rights=entry.rights,
        language=entry.language,
        limit=settings.document_limit,
    )


def _without_row(names: Iterable[str], manifest: Path) -> Iterator[str]:
    """Those of the files that no row of the manifest names: one whose row was refused is told among the faults."""
    from kg.pack import PACK_FILE

    rows = tomllib.loads(manifest.read_text(encoding="utf-8"))["document"]
    named = {PACK_FILE, *(normpath(row["file"]) for row in rows if isinstance(row.get("file"), str))}
    return (name for name in names if name not in named)


def _manifest_of(pack: Pack) -> Path:
    if pack.manifest is None:
        raise KnowledgeError(f'{pack.folder}: pack.toml names no manifest of documents. Add manifest = "FILE.toml".')
    return pack.manifest
