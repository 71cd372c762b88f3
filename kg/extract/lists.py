"""Lists and paragraphs under a lead-in or heading -> statements of whom it credits."""

from __future__ import annotations

import re

from kg.extract.contents import without_marks
from kg.extract.heading_leads import heading_lead
from kg.extract.lead_in import LeadIn
from kg.extract.passages import Passage
from kg.extract.quiet import LEADS_ON
from kg.extract.running_text import read_running_text
from kg.extract.scene import Scene
from kg.extract.set_apart import read_last_line
from kg.model import BlockKind, Speaker, SpeakerKind, StatementKind

_STORY = re.compile(r"As an? ([a-z][\w ]{2,40}), I (?:need|want|would)\b")
_DIGIT = re.compile(r"\d")
_LOOSE = ";, "  # what joins an item to the next one
_FINITE_TAGS = ("VBZ", "VBD", "VBP", "MD", "VB")
_QUOTING = ("“", '"', "> ", "‘")
_SHORTEST = 4  # characters of a bullet that says something


# "Recommendation 3: Ports …", with words behind it that begin a sentence.
_NUMBERED = re.compile(
    r"\W*((?i:recommendation|finding|conclusion))\s+(?:(?i:no)\.?\s*)?[A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?\)?\s?[:.–—-]\s+(?=[“‘\"']?[A-Z])"
)
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’")


def read_heading(scene: Scene, place: int) -> None:
    """Add what a heading credits: the list under it, or under its sub-headings; of a recommendation the paragraphs."""
    passage = scene.passages[place]
    lead = heading_lead(passage, scene.language.words)
    if lead is None or (lead.respondents and not scene.genre.about_respondents):
        return
    numbered = bool(_DIGIT.search(passage.text))
    for at in range(place + 1, len(scene.passages)):
        below = scene.passages[at]
        if below.kind is BlockKind.HEADING:
            if below.block.level <= passage.block.level:
                return
        elif (below.kind is BlockKind.BULLET and not (lead.paragraphs and numbered)) or (
            lead.quoted and _is_quotation(below)
        ):
            _read_item(scene, at, lead)
        elif lead.paragraphs and below.kind is BlockKind.PARAGRAPH:
            _read_paragraph(scene, at, lead)
            if numbered:
                return  # after a numbered recommendation its answer begins
        else:
            return


def read_list_below(scene: Scene, place: int) -> None:
    """Add the bullets under a lead-in that attributes them; sub-lists under a bullet follow it."""
    below = scene.at(place + 1)
    if below is None or below.kind is not BlockKind.BULLET:
        return
    lead = scene.lead_ins.lead_in(scene.passages[place]) or _quotations_of(scene, scene.passages[place])
    if lead is None:
        return
    scene.drafts.withdraw_to_end_of(scene.passages[place])
    scene.drafts.begin_attribution()
    at = place + 1
    while _is_bullet(scene.at(at)):
        if lead.quoted:
            _read_quotation(scene, at, lead)
        else:
            _read_item(scene, at, lead, one_attribution=True)
        at += 1


def read_user_story(scene: Scene, passage: Passage) -> bool:
    """ "As a carer, I need …": what carers need. Returns: whether the passage is one."""
    story = _STORY.match(passage.text, passage.body)
    if not story:
        return False
    start, end = without_marks(passage.text, passage.body, len(passage.text))
    speaker = scene.resolver.resolve(story[1] + "s", passage.flow.offsets[start])
    source = passage.span(*story.span(1))
    scene.drafts.add(StatementKind.INDIRECT, speaker, [passage.span(start, end)], passage, "user-story", source=source)
    return True


def read_numbered_position(scene: Scene, passage: Passage) -> bool:
    """ "Recommendation 3: Ports should …": the words of whoever recommends in this document. Returns: whether it is one."""
    headed = _NUMBERED.match(passage.text, passage.body)
    if not headed or passage.text.rstrip()[-1:] not in _SENTENCE_ENDS:
        return False
    rule = "heading-of-recommendation" if headed[1].casefold() == "recommendation" else "heading-of-conclusion"
    start, end = without_marks(passage.text, headed.end(), len(passage.text))
    if end - start < _SHORTEST:
        return False
    cue = passage.span(*headed.span(1))
    speaker = scene.resolver.recommender()
    scene.drafts.add(StatementKind.FINDING, speaker, [passage.span(start, end)], passage, rule, cue=cue)
    return True


def _read_paragraph(scene: Scene, place: int, lead: LeadIn) -> None:
    """A paragraph under a heading such as "Recommendation 3" or "Conclusion": the body's own words."""
    if place in scene.done:
        return
    scene.done.add(place)
    passage = scene.passages[place]
    speaker = _credited(scene, lead)
    if lead.sentences:
        for unit in passage.units:
            sentence = passage.span(*unit.range(0, len(unit.frame)))
            scene.drafts.add(StatementKind.FINDING, speaker, [sentence], passage, "heading-of-conclusion")
        return
    words = passage.span(*without_marks(passage.text, passage.body, len(passage.text)))
    scene.drafts.add(StatementKind.FINDING, speaker, [words], passage, "heading-of-recommendation")


def _read_item(scene: Scene, place: int, lead: LeadIn, *, one_attribution: bool = False) -> None:
    """One bullet: its own attribution if it begins with one, else the lead-in's."""
    if place in scene.done:
        return
    scene.done.add(place)
    passage = scene.passages[place]
    if _attributes_itself(scene, passage):
        read_running_text(scene, place)
        return
    if _read_sub_list(scene, place, lead, one_attribution=one_attribution):
        return
    speaker = _credited(scene, lead)
    if read_user_story(scene, passage):
        return
    start, end = _words_of_item(passage)
    if end - start < _SHORTEST:
        return
    written = speaker is not None and speaker.kind is SpeakerKind.DOCUMENT
    scene.drafts.add(
        _kind(lead, written=written),
        speaker,
        [passage.span(start, end)],
        passage,
        lead.rule,
        source=lead.source,
        cue=lead.cue,
        same_attribution=one_attribution,
    )


def _kind(lead: LeadIn, *, written: bool) -> StatementKind:
    if lead.quoted:
        return StatementKind.DIRECT
    return StatementKind.FINDING if lead.finding or written else StatementKind.INDIRECT


def _quotations_of(scene: Scene, passage: Passage) -> LeadIn | None:
    """ "Quotations from parents:" """
    lead = heading_lead(passage, scene.language.words) if passage.text.endswith(":") else None
    return lead if lead is not None and lead.quoted else None


def _read_quotation(scene: Scene, place: int, lead: LeadIn) -> None:
    """One quotation of a list of them: whose name stands at its end or below it, else the lead-in's."""
    below = scene.at(place + 1)
    if below is not None and below.kind is BlockKind.ATTRIBUTION_LINE:
        return  # read with its line
    if place not in scene.done and read_last_line(scene, scene.passages[place]):
        scene.done.add(place)
    _read_item(scene, place, lead)


def _is_quotation(passage: Passage) -> bool:
    return passage.kind is not BlockKind.ATTRIBUTION_LINE and passage.text.startswith(_QUOTING, passage.body)


def _read_sub_list(scene: Scene, place: int, lead: LeadIn, *, one_attribution: bool) -> bool:
    """The bullets under a bullet that leads on to them. Returns: whether the bullet itself says nothing else."""
    passage = scene.passages[place]
    printed = passage.text.rstrip()
    if not printed.endswith(LEADS_ON) or not _is_deeper(scene.at(place + 1), passage):
        return False
    inner = scene.lead_ins.lead_in(passage)
    at = place + 1
    while _is_deeper(scene.at(at), passage):
        _read_item(scene, at, inner or lead, one_attribution=one_attribution)
        at += 1
    return inner is not None or printed.endswith(":")


def _is_bullet(passage: Passage | None) -> bool:
    return passage is not None and passage.kind is BlockKind.BULLET


def _is_deeper(below: Passage | None, passage: Passage) -> bool:
    return below is not None and _is_bullet(below) and below.block.level > passage.block.level


def _credited(scene: Scene, lead: LeadIn) -> Speaker | None:
    """Whom a lead-in credits: the same for each of its bullets."""
    if lead.printed:
        place = (lead.printed, lead.offset)
        if place not in scene.credited:
            scene.credited[place] = scene.resolver.resolve(*place)
        return scene.credited[place]
    return scene.resolver.respondents() if lead.respondents else scene.resolver.recommender()


def _words_of_item(passage: Passage) -> tuple[int, int]:
    """Without marks, a leading "that", and the "and" or semicolon that joins it to the next."""
    text = passage.text
    start, end = without_marks(text, passage.body, len(text))
    if text[start:end].casefold().startswith("that "):
        start += len("that ")
    bare = text[start:end].rstrip(_LOOSE)
    word = next((word for word in (" and", "; or", ", or") if bare.casefold().endswith(word)), "")
    return start, start + len(bare[: len(bare) - len(word)].rstrip(_LOOSE))


def _attributes_itself(scene: Scene, passage: Passage) -> bool:
    """Begins with an attribution to a group, or to those whose document it is; a label may stand before it."""
    if not any(map(len, passage.parses)):
        return False
    label = len(passage.parses) > 1 and not any(token.tag_ in _FINITE_TAGS for token in passage.parses[0])
    for sentence in passage.parses[: 2 if label else 1]:
        for found in scene.clauses.read(sentence):
            if found.source is None or found.source[0] > 1 or found.source[1] > found.content[0]:
                continue
            speakers = sentence[found.source[0] : found.source[1]]
            if any(scene.test.kind(token) in ("group", "own") for token in speakers):
                return True
    return False
