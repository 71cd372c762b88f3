"""A pack in, a published build out: read, extract, link, write, validate. The order of the stages and nothing else."""

from __future__ import annotations

import hashlib
import json
import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from kg import __version__
from kg.errors import DocumentError, KnowledgeError
from kg.model import Across, CrossLink, Document, Extraction
from kg.settings import Settings, load_settings

if TYPE_CHECKING:
    from kg.knowledge import Knowledge
    from kg.pack import Pack
    from kg.progress import Advance, Progress
    from kg.rdf.validate import Violation
    from kg.store import EmbeddedStore

LOG = "run.json"
TRIG, TURTLE, OVERVIEW = "graph.trig", "graph.ttl", "overview.html"
_COMMENT = f"Made by kg {__version__} from the pack's documents; build again instead of editing."


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found, and what it could not use."""

    folder: Path
    knowledge: Knowledge
    extractions: tuple[Extraction, ...]
    links: tuple[CrossLink, ...]
    faults: tuple[str, ...]  # documents left out, and why
    results: tuple[Violation, ...]  # of shapes and checks, warnings among them
    seconds: float
    published: bool = False

    @property
    def violations(self) -> tuple[Violation, ...]:
        return tuple(result for result in self.results if result.severity == "Violation")

    @property
    def exit_code(self) -> int:
        return 1 if self.faults or self.violations else 0


def build_graph(pack: Pack, *, folder: Path, progress: Progress, force: bool = False) -> BuildReport:
    """Build the graph of a pack's documents in `folder`, which changes at the end and as a whole.

    A document at fault is left out and named in the report. A graph that breaks a shape is not published unless `force`.
    Raises: KnowledgeError where no document can be used or the knowledge cannot; StoreError.
    """
    from kg.own_pack import check_has_documents
    from kg.pack import PACK_FILE
    from kg.store import BuildFolder

    begin, started = time.perf_counter(), datetime.now(UTC)
    check_has_documents(pack)
    settings = load_settings(pack.settings)
    progress.note(f"pack {pack.folder / PACK_FILE}")
    with BuildFolder(folder) as target:
        partial = target.begin()
        knowledge = _load_knowledge(pack, settings, progress)
        documents, faults = _read_documents(pack, knowledge, settings, progress)
        extractions = _extract(documents, knowledge, settings, progress)
        across = _link(extractions, knowledge, settings, progress)
        _write(partial, extractions, across, knowledge, progress)
        results = _validate(partial, knowledge, progress)
        seconds = time.perf_counter() - begin
        report = BuildReport(folder, knowledge, extractions, across.links, faults, results, seconds)
        if force or not report.violations:
            _write_log(partial / LOG, report, started, progress)
            target.publish()
            return replace(report, published=True)
    return report


def _load_knowledge(pack: Pack, settings: Settings, progress: Progress) -> Knowledge:
    """The pack's knowledge; its hash, which tells runs apart, also tells whether sentence vectors were used."""
    from kg.extract.meaning.folder import MINILM_SHA256
    from kg.knowledge import load_knowledge

    with progress.stage("knowledge", 1) as advance:
        knowledge = load_knowledge(pack)
        if settings.semantic_model:
            together = f"{knowledge.hash} {MINILM_SHA256}".encode()
            knowledge = replace(knowledge, hash=hashlib.sha256(together).hexdigest())
        advance()
    return knowledge


# ---------------------------------------------------------------- documents


def _read_documents(
    pack: Pack, knowledge: Knowledge, settings: Settings, progress: Progress
) -> tuple[list[Document], tuple[str, ...]]:
    """The documents that the manifest lists, and what is wrong with the others.

    Raises: KnowledgeError where none can be used.
    """
    from kg.read import read_document
    from kg.read.manifest import read_manifest, unlisted_files

    manifest = _manifest_of(pack)
    entries, problems = read_manifest(manifest)
    faults = [str(problem) for problem in problems]
    documents: list[Document] = []
    first_with: dict[str, str] = {}  # SHA-256 of the bytes: file
    with progress.stage("read", len(entries)) as advance:
        for entry in entries:
            same = first_with.setdefault(entry.sha256, entry.file)
            if same != entry.file:
                progress.note(f"{entry.file}: the same bytes as {same}; read once")
                continue
            try:
                documents.append(
                    read_document(
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
                )
            except DocumentError as error:
                faults.append(str(error))
            advance()
    for name in _without_row(unlisted_files(manifest, entries), manifest):
        progress.note(f"{name}: not in {manifest.name}; not read")
    for document in documents:
        for warning in document.warnings:
            progress.note(f"{document.file.name}: {warning}")
    if not documents:
        raise KnowledgeError(f"{manifest}: no document can be used; nothing was replaced. First fault: {faults[0]}")
    return documents, tuple(faults)


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


# ---------------------------------------------------------------- statements, links


def _extract(
    documents: list[Document], knowledge: Knowledge, settings: Settings, progress: Progress
) -> tuple[Extraction, ...]:
    from kg.extract.pipeline import extract_all

    found = []
    with progress.stage("extract", len(documents)) as advance:
        for extraction in extract_all(documents, knowledge, settings):
            found.append(extraction)
            advance()
    for extraction in found:
        for warning in extraction.warnings:
            progress.note(f"{extraction.document.file.name}: {warning}")
    return tuple(found)


def _link(extractions: tuple[Extraction, ...], knowledge: Knowledge, settings: Settings, progress: Progress) -> Across:
    from kg.extract.meaning.folder import sentence_model
    from kg.link import find_across

    with progress.stage("link", 1) as advance:
        across = find_across(extractions, knowledge, model=sentence_model(settings.semantic_model))
        advance()
    return across


# ---------------------------------------------------------------- files


def _write(
    folder: Path,
    extractions: tuple[Extraction, ...],
    across: Across,
    knowledge: Knowledge,
    progress: Progress,
) -> None:
    """The store, the graph as TriG and as Turtle, the overview."""
    from kg.store import build_store

    with progress.stage("store", len(extractions) + 2) as advance:
        build_store(folder, _iter_quads(extractions, across, knowledge, advance))
    with progress.stage("files", 3) as advance, _opened(folder) as store:
        write_graph_files(folder, store, knowledge.pack, advance)
        _write_text(folder / OVERVIEW, [_overview(store, knowledge.pack)])
        advance()


def _iter_quads(
    extractions: Iterable[Extraction], across: Across, knowledge: Knowledge, advance: Advance
) -> Iterator[str]:
    """N-Quads lines of all graphs."""
    from kg.rdf.map import Run, extraction_to_quads, knowledge_to_quads, links_to_quads

    run = Run(__version__, knowledge.hash)
    extractions = tuple(extractions)
    for extraction in extractions:
        yield from extraction_to_quads(extraction, knowledge, run)
        advance()
    yield from knowledge_to_quads(knowledge, run)
    advance()
    yield from links_to_quads(across.links, extractions, knowledge, run, answers=across.answers, themes=across.themes)
    advance()


def write_graph_files(folder: Path, store: EmbeddedStore, pack: Pack, advance: Advance) -> None:
    """`graph.trig` with all graphs, `graph.ttl` with their union without the full texts."""
    from kg.namespaces import prefixes
    from kg.rdf.trig import to_trig, to_turtle

    names = prefixes(base=pack.base, pack=pack.key)
    _write_text(folder / TRIG, to_trig(store.lines(), names, comment=_COMMENT))
    advance()
    _write_text(folder / TURTLE, to_turtle(store.lines(), names, comment=_COMMENT))
    advance()


def _overview(store: EmbeddedStore, pack: Pack) -> str:
    from kg.query.catalogue import open_catalogue
    from kg.query.side import side_file_of
    from kg.view import render_view
    from kg.view.source import CatalogueSource

    return render_view("overview", None, CatalogueSource(store.dataset, open_catalogue(pack), side_file_of(store)))


def _write_text(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)


def _validate(folder: Path, knowledge: Knowledge, progress: Progress) -> tuple[Violation, ...]:
    from kg.rdf.validate import check_files, shape_files, validate

    pack = knowledge.pack
    with progress.stage("validate", 1) as advance, _opened(folder) as store:
        results = validate(store.dataset, shape_files(pack), check_files(pack))
        advance()
    return tuple(results)


@contextmanager
def _opened(folder: Path) -> Iterator[EmbeddedStore]:
    """The store of a build that is not yet published."""
    import pyoxigraph

    from kg.store.embedded import STORE, EmbeddedStore

    with EmbeddedStore(pyoxigraph.Store.read_only(str(folder / STORE)), folder) as store:
        yield store


def _write_log(path: Path, report: BuildReport, started: datetime, progress: Progress) -> None:
    """When the build ran and how long each stage took: what may not stand in the graph."""
    log = {
        "program": __version__,
        "knowledge": report.knowledge.hash,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 2),
        "stages": {name: round(seconds, 2) for name, seconds in progress.seconds.items()},
        "documents": {item.document.key: item.document.file.sha256 for item in report.extractions},
        "faults": list(report.faults),
        "results": [asdict(result) for result in report.results],
    }
    path.write_text(json.dumps(log, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
