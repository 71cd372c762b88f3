"""The sentences of a passage -> statements: quotations, clauses, and an inquiry's own recommendations."""

from __future__ import annotations

import re

from kg.extract.contents import settled
from kg.extract.direct_speech import read_quotations
from kg.extract.follow_on import note_report, read_counted_points, read_quotation_behind, read_second_half
from kg.extract.indirect_speech import read_clauses
from kg.extract.passages import Passage
from kg.extract.scene import Scene
from kg.extract.units import Unit
from kg.model import BlockKind, StatementKind

_SHOULD = re.compile(
    r"\b(?:should|must)\b(?! (?:not )?have\b)"
)  # what should have been done is judged, not recommended
_BODY_SHOULD = re.compile(r"(?:[A-Z][^,]{3,90}, )?[Tt]he (?:[A-Z][\w’'-]+ ){1,5}(?:should|must)\b(?! (?:not )?have\b)")
_THAT = "That "


def read_running_text(scene: Scene, place: int) -> None:
    """Add the statements of the passage at a place, sentence by sentence."""
    passage = scene.passages[place]
    before = last = len(scene.drafts)
    for at, (unit, sentence) in enumerate(zip(passage.units, passage.parses, strict=True)):
        before, last = len(scene.drafts), before
        if unit.frame.startswith(_THAT) and _recommends(scene, passage, unit):
            _add_recommendation(scene, passage, unit)
            continue
        read_second_half(scene, passage, at, last)
        cue = read_quotations(scene, place, unit, sentence)
        read_clauses(scene, passage, unit, sentence, without=cue)
        if len(scene.drafts) > before:
            note_report(scene, place, at, before)
        elif read_quotation_behind(scene, place, at):
            continue
        read_counted_points(scene, passage, at)
        if len(scene.drafts) == before and _recommends(scene, passage, unit):
            _add_recommendation(scene, passage, unit)


def _add_recommendation(scene: Scene, passage: Passage, unit: Unit) -> None:
    skip = len(_THAT) if unit.frame.startswith(_THAT) else 0
    span = passage.span(*settled(passage, unit, *unit.range(skip, len(unit.frame))))
    scene.drafts.add(StatementKind.FINDING, scene.resolver.recommender(), [span], passage, "recommendation")


def _recommends(scene: Scene, passage: Passage, unit: Unit) -> bool:
    """A numbered paragraph's "X should …" in a text that is answered ("These recommendations are accepted …") or is an inquiry's own."""
    if passage.kind is not BlockKind.PARAGRAPH or not (_SHOULD.search(unit.frame) or unit.frame.startswith(_THAT)):
        return False
    if scene.genre.answered.get(passage.block.section, -1) >= passage.index:
        return True
    return passage.body > 0 and scene.genre.is_report and bool(_BODY_SHOULD.match(unit.frame))
