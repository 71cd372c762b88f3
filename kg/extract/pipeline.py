"""Documents -> Extractions: the order in which kinds of knowledge are found, and the processes that share the documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

from kg.extract.attribution import attribute
from kg.extract.confidence import confidence_of
from kg.extract.drafts import Draft, SaidWords
from kg.extract.events import find_events
from kg.extract.figures import figures_in, find_figures
from kg.extract.issues import issues_of
from kg.extract.meaning.folder import sentence_model
from kg.extract.responses import find_responses
from kg.extract.stance import stances_of
from kg.extract.statutes import find_statutes, statutes_in
from kg.extract.tensions import find_tensions
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Document, Extraction, Figure, Statement, StatuteReference
from kg.pack import Pack, read_pack
from kg.settings import Settings

_WORTH_A_PROCESS = 400_000  # characters; below this starting one costs more than it saves


def extract(document: Document, knowledge: Knowledge, settings: Settings | None = None) -> Extraction:
    """All that one document tells; pure: same document and knowledge, same extraction."""
    settings = settings or Settings()
    drafts = attribute(document, knowledge, model=settings.language_model)
    statements = _statements(document, drafts, knowledge)
    statutes = find_statutes(document, knowledge)
    figures = find_figures(document, knowledge)
    issues = issues_of(document, statements, knowledge, model=sentence_model(settings.semantic_model))
    statements = tuple(replace(s, issues=matches) for s, matches in zip(statements, issues, strict=True))
    stances = stances_of(document, statements, knowledge)
    statements = tuple(replace(s, stances=taken) for s, taken in zip(statements, stances, strict=True))
    return Extraction(
        document=document,
        statements=tuple(_completed(document, statement, statutes, figures) for statement in statements),
        responses=find_responses(document, knowledge),
        events=find_events(document, knowledge),
        statutes=statutes,
        figures=figures,
        dilemmas=find_tensions(document, statements, knowledge),
    )


def extract_all(documents: Sequence[Document], knowledge: Knowledge, settings: Settings) -> Iterator[Extraction]:
    """The extraction of each document, in order; several processes where the texts are long enough to pay for them."""
    processes = settings.processes or os.cpu_count() or 1
    if processes == 1 or len(documents) == 1 or sum(len(document.text) for document in documents) < _WORTH_A_PROCESS:
        for document in documents:
            yield extract(document, knowledge, settings)
        return
    work = partial(_extract_in_process, pack_file=knowledge.pack.folder / "pack.toml", settings=settings)
    with ProcessPoolExecutor(min(processes, len(documents)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, documents)


def _extract_in_process(document: Document, pack_file: os.PathLike[str], settings: Settings) -> Extraction:
    from pathlib import Path

    return extract(document, _knowledge(read_pack(Path(pack_file))), settings)


_loaded: dict[str, Knowledge] = {}


def _knowledge(pack: Pack) -> Knowledge:
    """Loaded once a process."""
    key = str(pack.folder)
    if key not in _loaded:
        _loaded[key] = load_knowledge(pack)
    return _loaded[key]


def _completed(
    document: Document, statement: Statement, statutes: Sequence[StatuteReference], figures: Sequence[Figure]
) -> Statement:
    """With the laws and figures in its words and the question that it answers: the nearest heading above it that asks."""
    section = document.sections[statement.section]
    while not section.asks and section.parent is not None:
        section = document.sections[section.parent]
    return replace(
        statement,
        statutes=statutes_in(statement.parts, statutes),
        figures=figures_in(statement.parts, figures),
        responds_to=(f"section:{section.index}",) if section.asks else (),
    )


def _statements(document: Document, drafts: list[Draft], knowledge: Knowledge) -> tuple[Statement, ...]:
    said = SaidWords(document)
    places = {id(draft): place for place, draft in enumerate(drafts)}
    return tuple(
        Statement(
            kind=draft.kind,
            speaker=draft.speaker,
            parts=tuple(draft.parts),
            words=said.of(draft.parts),
            block=draft.block,
            section=draft.section,
            attribution=draft.attribution,
            rule=draft.rule,
            confidence=confidence_of(draft, document, knowledge.lexicon),
            source=draft.source,
            cue=draft.cue,
            embedded_in=places.get(id(draft.embedded_in)) if draft.embedded_in is not None else None,
        )
        for draft in drafts
    )
