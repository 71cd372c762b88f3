"""Passages that are quoted as a whole -> statements: by the line under them, the lead-in above, or a name at either end."""

from __future__ import annotations

import re

from kg.extract.contents import EDGE, without_marks
from kg.extract.follow_on import read_quotation_behind
from kg.extract.lead_in import LeadIn
from kg.extract.passages import Passage
from kg.extract.scene import Scene
from kg.model import BlockKind, Span, Speaker, SpeakerKind, StatementKind

_LAST_LINE = re.compile(r"(?<=[.!?”\"’…)])\s*[-–—―]?\s+((?:[A-Z][^.!?:;“”\"]{2,90}))\.?$")
_DASHED_LINE = re.compile(r"\s>?\s*(?:--+|[—–―])\s*([A-Z][^.!?:;“”\"]{1,90})$")
_BRACKETED_LINE = re.compile(r"(?<=[.!?”\"’…])\s*\(([A-Z][^()“”\"]{2,90})\)\.?$")
_BEHIND_NAME = re.compile(r",|\b(?:about|talking|on|discussing|when)\b")
_NAMED = re.compile(r"(?:>\s*)?\*\*([^*:]{2,70})(?:\*\*\s*:|:\s*\*\*)\s+(?=\S)")
_COLON = re.compile(r":\W*\d{0,3}$")
_TAIL = 80  # characters that tell whether a line ends in a colon, or a dash
_FIRST_PERSON = re.compile(r"\bI\b|\b[Mm]y\b")
_SHORTEST = 4  # characters of a quotation
_SLACK = 3  # characters between a quotation and the name behind it
_LAST_LINE_RULE = "quotation-last-line"


def read_block_quotation(scene: Scene, place: int) -> bool:
    """Add the statement of a quotation set apart. Returns: whether the passage is dealt with."""
    passage = scene.passages[place]
    last = _last_of_quotation(scene, place)
    if _by_line_below(scene, place, last) or read_last_line(scene, passage) or read_named_paragraph(scene, passage):
        return True
    lead = _lead_above(scene, place) or _name_above(scene, place)
    if lead is not None:
        resolver = scene.resolver
        speaker = resolver.resolve(lead.printed, lead.offset) if lead.printed else resolver.respondents()
        scene.drafts.withdraw_to_end_of(scene.passages[place - 1])
        _add(scene, place, last, speaker, "block-quotation-lead-in", source=lead.source, cue=lead.cue)
        scene.done.update(range(place, last + 1))
        return True
    told = scene.last_told
    if told is not None and told.place == place - 1 and _COLON.search(scene.passages[place - 1].text[-_TAIL:]):
        _add(scene, place, last, told.draft.speaker, "block-quotation-lead-in", source=told.draft.source)
        scene.done.update(range(place, last + 1))
        return True
    if scene.last_direct is not None and _continues(scene, place):
        _add(scene, place, last, scene.last_direct.speaker, "quotation-continued")
        scene.done.update(range(place, last + 1))
        return True
    if passage.units and len(passage.units) == 1 and read_quotation_behind(scene, place, 0):
        return True
    if passage.text.startswith(">") and not passage.text.lstrip("> ").startswith("[!"):
        _add(scene, place, last, _one_who_answered(scene, passage), "block-quotation")
        return True
    return False


def _one_who_answered(scene: Scene, passage: Passage) -> Speaker | None:
    """Who says "I" in a quotation that nothing attributes: one of those whose answers the text is about, else nobody known."""
    if not scene.genre.has_respondents or not _FIRST_PERSON.search(passage.text):
        return None
    return scene.resolver.one_respondent()


def read_last_line(scene: Scene, passage: Passage) -> bool:
    """A quotation whose attribution stands on its own last line: “…” Name. Returns: whether it is one."""
    text = passage.text
    dashed = _DASHED_LINE.search(text) if passage.kind is BlockKind.BLOCK_QUOTATION else None
    if dashed:
        printed = _BEHIND_NAME.split(dashed[1])[0].strip()
        _add_named(scene, passage, printed, dashed.span(1), (passage.body, dashed.start()), rule=_LAST_LINE_RULE)
        return True
    match = _LAST_LINE.search(text) or _BRACKETED_LINE.search(text)
    if not match or not _is_attributed(scene, passage, match):
        return False
    end = match.start(1)
    while end and text[end - 1] in " -–—―(":
        end -= 1
    if end - passage.body < _SHORTEST:
        return False
    _add_named(scene, passage, match[1], match.span(1), (passage.body, end), rule=_LAST_LINE_RULE)
    return True


def read_named_paragraph(scene: Scene, passage: Passage) -> bool:
    """Name: words. The name is set off by bold marks or stands at the beginning of a quotation set apart."""
    match = None if scene.hearing else _NAMED.match(passage.text)
    if not match or not scene.language.names.is_name(match[1]):
        return False
    speaker = scene.resolver.resolve(match[1], passage.flow.offsets[match.start(1)])
    written = speaker is not None and speaker.kind is SpeakerKind.DOCUMENT
    kind = StatementKind.FINDING if written else StatementKind.DIRECT
    words = without_marks(passage.text, match.end(), len(passage.text))
    source = passage.span(*match.span(1))
    scene.drafts.add(kind, speaker, [passage.span(*words)], passage, "name-colon", source=source)
    return True


def _is_attributed(scene: Scene, passage: Passage, line: re.Match[str]) -> bool:
    """Whether the last line names who said the rest: a quotation, or words with a role behind a dash."""
    text, names = passage.text, scene.language.names
    if not names.is_name(line[1]):
        return False
    if text.startswith(("“", '"'), passage.body):
        first = next((q for q in passage.quotations if q.start >= passage.body), None)
        if first is not None and first.start == passage.body and first.end >= line.start() - _SLACK:
            return True
    before = text[max(0, line.start(1) - _TAIL) : line.start(1)].rstrip(" (")
    return before.endswith(("-", "–", "—", "―")) and names.is_role(line[1])


def _add_named(
    scene: Scene, passage: Passage, name: str, at: tuple[int, int], words: tuple[int, int], *, rule: str
) -> None:
    speaker = scene.resolver.resolve_line(name, passage.flow.offsets[at[0]])
    said = passage.span(*without_marks(passage.text, *words))
    scene.drafts.add(StatementKind.DIRECT, speaker, [said], passage, rule, source=passage.span(*at))


# ---------------------------------------------------------------- block quotations


def _last_of_quotation(scene: Scene, place: int) -> int:
    """The place of the last of the block quotations that are one: each but the last leaves its mark open."""
    reached = scene.open_quotations.get(place)
    if reached is not None:
        return reached
    last = place
    while _left_open(scene.passages[last]) and _is_block_quotation(scene.at(last + 1)):
        last += 1
    scene.open_quotations.update(dict.fromkeys(range(place, last + 1), last))
    return last


def _is_block_quotation(passage: Passage | None) -> bool:
    return passage is not None and passage.kind is BlockKind.BLOCK_QUOTATION


def _left_open(passage: Passage) -> bool:
    quotation = passage.quotations[0] if passage.quotations else None
    return quotation is not None and quotation.start <= passage.body and not quotation.closed


def _by_line_below(scene: Scene, first: int, last: int) -> bool:
    line = scene.at(last + 1)
    if line is None or line.kind is not BlockKind.ATTRIBUTION_LINE:
        return False
    speaker = scene.resolver.resolve_line(line.text.lstrip("-–—―•* "), line.flow.offsets[0])
    source = line.span(0, len(line.text))
    _add(scene, first, last, speaker, "block-quotation-attribution-line", source=source)
    scene.done.update(range(first, last + 2))
    return True


def _lead_above(scene: Scene, place: int) -> LeadIn | None:
    """The attribution of a passage above that ends in a colon and quotes nothing itself."""
    above = scene.at(place - 1)
    if above is None or above.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.HEADING):
        return None
    return scene.lead_ins.speech(above) if _COLON.search(above.text[-_TAIL:]) else None


def _name_above(scene: Scene, place: int) -> LeadIn | None:
    """A line that holds a name and a colon."""
    above = scene.at(place - 1)
    if above is None or above.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or scene.hearing:
        return None
    name = above.text.removesuffix(":").strip(" *")
    if not above.text.endswith((":", ":**")) or not scene.language.names.is_name(name):
        return None
    source = above.span(0, len(above.text) - 1)
    return LeadIn(name, source.start, "name-colon-quotation", source)


def _continues(scene: Scene, place: int) -> bool:
    """Nothing but a quotation, right below one or a passage further down."""
    passage = scene.passages[place]
    if scene.last_direct is None or place == 0 or passage.text[:1] != "“" or not passage.units:
        return False
    near = (scene.passages[place - 1].index, scene.passages[max(0, place - 2)].index)
    return scene.last_direct.block in near and not passage.units[0].frame.strip(EDGE)


def _add(
    scene: Scene,
    first: int,
    last: int,
    speaker: Speaker | None,
    rule: str,
    *,
    source: Span | None = None,
    cue: Span | None = None,
) -> None:
    """Add the words of the passages from `first` to `last` as one statement."""
    opening, closing = scene.passages[first], scene.passages[last]
    start, end = without_marks(opening.text, opening.body, len(opening.text))
    if first != last:
        _, end = without_marks(closing.text, closing.body, len(closing.text))
    if end <= (start if first == last else 0):
        return
    span = Span(opening.flow.offsets[start], closing.flow.offsets[end - 1] + 1)
    scene.drafts.add(StatementKind.DIRECT, speaker, [span], opening, rule, source=source, cue=cue)
