"""A document -> who said which words: drafts of statements from quotations, clauses and layout, in the order of the text."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.lists import read_heading, read_list_below, read_numbered_position, read_user_story
from kg.extract.passages import Passage
from kg.extract.running_text import read_running_text
from kg.extract.scene import Scene, scene_of
from kg.extract.set_apart import read_block_quotation, read_last_line, read_named_paragraph
from kg.extract.tables import read_table
from kg.extract.transcripts import Turn, turns_of
from kg.extract.unmarked_lists import read_paragraphs_below
from kg.knowledge import Knowledge
from kg.model import BlockKind, Document, Span, StatementKind

_NAME_LENGTH = 120  # characters; a longer line is no name in a list
_SENTENCE_MARK = re.compile(r"[.!?:;,”]\W*$")
_TAIL = 80  # characters that tell whether a line ends a sentence


def attribute(document: Document, knowledge: Knowledge, *, model: str) -> list[Draft]:
    """All attributed statements of a document. model: the spaCy package that parses its sentences.

    Raises: KnowledgeError where the model is not installed or the lexicon lacks a list.
    """
    return read_attributions(document, knowledge, model=model).drafts.settled()


def read_attributions(document: Document, knowledge: Knowledge, *, model: str) -> Scene:
    """The document's scene once every rule has read it: with the drafts of all statements, not yet settled."""
    scene = scene_of(document, knowledge, model=model)
    turns = turns_of(scene.passages)
    scene.hearing = scene.resolver.in_hearing = bool(turns)
    for turn in turns:
        _read_turn(scene, turn)
    for place in range(len(scene.passages)):
        if place not in scene.done:
            _read_passage(scene, place)
    return scene


def _read_turn(scene: Scene, turn: Turn) -> None:
    """A turn in a hearing is one statement."""
    scene.done.update(range(turn.first, turn.last + 1))
    opening, closing = scene.passages[turn.first], scene.passages[turn.last]
    speaker = scene.resolver.resolve(turn.name, opening.flow.offsets[0])
    scene.resolver.addressee = speaker
    said = Span(opening.flow.offsets[turn.start], closing.flow.offsets[-1] + 1)
    source = opening.span(0, max(1, turn.start - 1))
    scene.drafts.add(StatementKind.DIRECT, speaker, [said], opening, "transcript-turn", source=source)


def _read_passage(scene: Scene, place: int) -> None:
    """Add the statements of a passage, and of those below it that it leads to."""
    passage = scene.passages[place]
    if passage.kind is BlockKind.ATTRIBUTION_LINE:
        return
    if read_table(scene, place):
        return
    if passage.kind is BlockKind.HEADING:
        read_heading(scene, place)
    elif passage.kind is BlockKind.BULLET:
        if not read_user_story(scene, passage):
            read_running_text(scene, place)
    elif passage.kind is BlockKind.BLOCK_QUOTATION and read_block_quotation(scene, place):
        return
    elif not (
        is_in_list_of_names(scene, place)
        or read_numbered_position(scene, passage)
        or read_named_paragraph(scene, passage)
        or read_last_line(scene, passage)
    ):
        read_running_text(scene, place)
        read_list_below(scene, place)
        read_paragraphs_below(scene, place)


def is_in_list_of_names(scene: Scene, place: int) -> bool:
    """A line without a full stop among others like it: an annex, a table, contents."""
    return _is_bare(scene.at(place)) and (_is_bare(scene.at(place - 1)) or _is_bare(scene.at(place + 1)))


def _is_bare(passage: Passage | None) -> bool:
    if passage is None or passage.kind is not BlockKind.PARAGRAPH or len(passage.text) >= _NAME_LENGTH:
        return False
    return not _SENTENCE_MARK.search(passage.text[-_TAIL:])
