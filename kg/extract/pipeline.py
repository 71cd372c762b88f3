"""Document -> Extraction: the order in which kinds of knowledge are found."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.attribution import attribute
from kg.extract.drafts import Draft, words_of
from kg.knowledge import Knowledge
from kg.model import Document, Extraction, Statement
from kg.settings import Settings


def extract(document: Document, knowledge: Knowledge, settings: Settings | None = None) -> Extraction:
    """All that one document tells; pure: same document and knowledge, same extraction."""
    settings = settings or Settings()
    drafts = attribute(document, knowledge, model=settings.language_model)
    statements = _statements(document, drafts)
    return Extraction(document, statements)


def _statements(document: Document, drafts: list[Draft]) -> tuple[Statement, ...]:
    places = {id(draft): place for place, draft in enumerate(drafts)}
    return tuple(
        Statement(
            kind=draft.kind,
            speaker=draft.speaker,
            parts=tuple(draft.parts),
            words=words_of(document, draft.parts),
            block=draft.block,
            section=draft.section,
            attribution=draft.attribution,
            rule=draft.rule,
            confidence=0.8,
            source=draft.source,
            cue=draft.cue,
            embedded_in=places.get(id(draft.embedded_in)) if draft.embedded_in is not None else None,
        )
        for draft in drafts
    )
