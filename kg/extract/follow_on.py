"""What stands right behind a report -> statements: a quotation alone, points counted off, "others that …"."""

from __future__ import annotations

import re

from kg.extract.contents import EDGE, inner_of, settled
from kg.extract.grammar.phrases import phrase_characters
from kg.extract.grammar.subjects import subject_of
from kg.extract.passages import Passage
from kg.extract.quotes import SCARE_WORDS
from kg.extract.scene import Scene, Told
from kg.extract.units import Unit
from kg.model import Speaker, SpeakerKind, StatementKind

_ORDINAL = re.compile(
    r"(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|lastly)\b[,:]?\s*", re.I
)
_FIRST = re.compile(r"first(?:ly)?\b", re.I)
_SEVERAL = re.compile(r"\b(?:two|three|four|five|six|several|a number of|the following|a series of)\b", re.I)

_SECOND_HALF = re.compile(r"(?P<others>(?:some |a few |many )?others),? (?P<joint>that|for) ", re.I)


def note_report(scene: Scene, place: int, unit_at: int, before: int) -> None:
    """Keep who was reported last in a sentence, for a quotation right behind it. before: drafts before the sentence."""
    told = [draft for draft in scene.drafts.last(len(scene.drafts) - before) if _is_somebody(draft.speaker)]
    if told and told[-1].source is not None and not any(draft.embedded_in for draft in told):
        scene.last_told = Told(told[0], place, unit_at)


def read_quotation_behind(scene: Scene, place: int, unit_at: int) -> bool:
    """Add a quotation that fills its sentence, right behind a report. Returns: whether there is one."""
    passage, told = scene.passages[place], scene.last_told
    unit = passage.units[unit_at]
    quoted = [quotation for quotation in unit.taken_out if quotation.words(passage.text) >= SCARE_WORDS]
    if told is None or not quoted or unit.frame.strip(EDGE + "“”\"'‘’"):
        return False
    if not _right_behind(scene, told, place, unit_at):
        return False
    parts = [passage.span(*inner_of(passage.text, quotation)) for quotation in quoted]
    if scene.last_direct is not None and parts[0] in scene.last_direct.parts:
        return False  # it was joined to the quotation before it
    scene.last_direct = scene.drafts.add(
        StatementKind.DIRECT, told.draft.speaker, parts, passage, "quotation-behind-report", source=told.draft.source
    )
    return True


def read_counted_points(scene: Scene, passage: Passage, unit_at: int) -> None:
    """ "X made two points. First, …. Secondly, …": add what is counted off behind such a sentence."""
    if unit_at + 1 == len(passage.units) or not _FIRST.match(passage.units[unit_at + 1].frame):
        return
    speaker, source = _maker(scene, passage, unit_at)
    following = passage.units[unit_at + 1 :]
    if source is None:
        return
    for unit in following:
        ordinal = _ORDINAL.match(unit.frame)
        if ordinal and ordinal.end() < len(unit.frame):
            _add(scene, passage, unit, ordinal.end(), speaker, source)


def read_second_half(scene: Scene, passage: Passage, unit_at: int, before: int) -> None:
    """ "Some said A, others that B", "some called for A, others for B": add B, told with the verb of the first half.

    before: drafts before that half.
    """
    unit = passage.units[unit_at]
    second, said = _SECOND_HALF.match(unit.frame), scene.drafts.last(len(scene.drafts) - before)
    if not second or not said or said[-1].speaker is None or said[-1].speaker.kind is not SpeakerKind.GROUP:
        return
    if second["joint"].lower() == "for" and not said[-1].rule.endswith("-for"):
        return
    start, end = settled(passage, unit, *unit.range(second.end(), len(unit.frame)))
    first, last = unit.range(*second.span("others"))
    speaker = scene.resolver.resolve(passage.text[first:last], passage.flow.offsets[first])
    if speaker is not None and start < end:
        told, source = said[-1], passage.span(first, last)
        scene.drafts.add(
            told.kind,
            speaker,
            [passage.span(start, end)],
            passage,
            told.rule,
            source=source,
            cue=told.cue,
            verb=told.verb,
        )


def _add(
    scene: Scene, passage: Passage, unit: Unit, start: int, speaker: Speaker | None, source: tuple[int, int]
) -> None:
    words = settled(passage, unit, *unit.range(start, len(unit.frame)))
    if words[1] > words[0]:
        scene.drafts.add(
            StatementKind.INDIRECT,
            speaker,
            [passage.span(*words)],
            passage,
            "counted-points",
            source=passage.span(*source),
        )


def _maker(scene: Scene, passage: Passage, unit_at: int) -> tuple[Speaker | None, tuple[int, int] | None]:
    """Who makes several points in a sentence, and where that stands."""
    unit, sentence = passage.units[unit_at], passage.parses[unit_at]
    if not _SEVERAL.search(unit.frame):
        return None, None
    cues = scene.language.cues
    for token in sentence:
        if cues.verbs.get(token.lower_) not in cues.light or not token.tag_.startswith("VB"):
            continue
        thing = next((child for child in token.children if child.dep_ == "dobj" and child.i > token.i), None)
        subject = subject_of(token)
        if thing is None or subject is None or thing.lower_ not in cues.list_nouns | cues.held_nouns:
            continue
        if scene.test.kind(subject) in ("person", "organisation", "group"):
            source = unit.range(*phrase_characters(subject))
            return scene.resolver.resolve(passage.text[slice(*source)], passage.flow.offsets[source[0]]), source
    return None, None


def _right_behind(scene: Scene, told: Told, place: int, unit_at: int) -> bool:
    if told.place == place:
        return unit_at == told.unit + 1
    return unit_at == 0 and told.place == place - 1 and told.unit == len(scene.passages[told.place].units) - 1


def _is_somebody(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind is SpeakerKind.PERSON
