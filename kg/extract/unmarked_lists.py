"""Plain paragraphs under a lead-in that announces them ("the following:", "as follows:") -> statements of whom it credits."""

from __future__ import annotations

import re

from kg.extract.contents import without_marks
from kg.extract.lead_in import LeadIn
from kg.extract.passages import Passage
from kg.extract.scene import Scene
from kg.model import BlockKind, Speaker, StatementKind

_ANNOUNCES = re.compile(r"\bfollow(?:ing|s)\b[^.]*:\W*\d{0,3}$", re.I)
_GOES_BACK = re.compile(r"(?:these|this|those|however|in short|all of)\b", re.I)
_JOINED = re.compile(r"(?:;|,)(?: and| or)?$")
_CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'"}  # by the mark that opens
_TAIL = 300  # characters of the sentence that announces
_FEWEST = 2
_MOST = 12  # paragraphs of a list without marks
_RULE = "paragraphs-under-lead-in"


def read_paragraphs_below(scene: Scene, place: int) -> None:
    """Add the paragraphs that a lead-in announces, where the layout tells how far they go.

    They are set in one pair of quotation marks, end in semicolons, or stand unnumbered between two numbered ones.
    """
    passage = scene.passages[place]
    if not _ANNOUNCES.search(passage.text[-_TAIL:]):
        return
    quoted = _is_lone_mark(scene.at(place + 1))
    items = _quoted(scene, place + 2) if quoted else _joined(scene, place + 1) or _unnumbered(scene, place)
    lead = scene.lead_ins.lead_in(passage) if len(items) >= _FEWEST else None
    if lead is None:
        return
    scene.drafts.withdraw_to_end_of(passage)
    scene.drafts.begin_attribution()
    speaker = scene.resolver.resolve(lead.printed, lead.offset) if lead.printed else scene.resolver.respondents()
    for at in items:
        _add(scene, at, lead, speaker, StatementKind.DIRECT if quoted else StatementKind.INDIRECT)


def _add(scene: Scene, place: int, lead: LeadIn, speaker: Speaker | None, kind: StatementKind) -> None:
    scene.done.add(place)
    passage = scene.passages[place]
    start, end = without_marks(passage.text, passage.body, len(passage.text))
    end = start + len(_JOINED.sub("", passage.text[start:end]))
    if end > start:
        span = passage.span(start, end)
        scene.drafts.add(kind, speaker, [span], passage, _RULE, source=lead.source, cue=lead.cue, same_attribution=True)


def _is_lone_mark(passage: Passage | None) -> bool:
    """An opening mark on a line of its own."""
    return passage is not None and passage.text.strip() in _CLOSING


def _quoted(scene: Scene, first: int) -> list[int]:
    """The paragraphs behind a lone mark, up to the one that closes it."""
    closing = _CLOSING[scene.passages[first - 1].text.strip()]
    for last in range(first, first + _MOST):
        passage = scene.at(last)
        if passage is None or not _is_plain(passage):
            return []
        if passage.text.rstrip(" 0123456789").endswith(closing):
            return list(range(first, last + 1))
    return []


def _joined(scene: Scene, first: int) -> list[int]:
    """The paragraphs that end in a semicolon or a comma, and the one behind them."""
    last = first
    while last < first + _MOST and _is_plain(scene.at(last)) and _JOINED.search(scene.passages[last].text[-8:]):
        last += 1
    return list(range(first, last + 1)) if last > first and _is_plain(scene.at(last)) else []


def _unnumbered(scene: Scene, place: int) -> list[int]:
    """The paragraphs without a number between the numbered one that announces them and the next."""
    if not scene.passages[place].body:
        return []
    items: list[int] = []
    for at in range(place + 1, place + 1 + _MOST):
        passage = scene.at(at)
        if passage is None or passage.kind is not BlockKind.PARAGRAPH:
            return []
        if passage.body:
            return items
        if _GOES_BACK.match(passage.text) or passage.text[0] in _CLOSING:
            return []
        items.append(at)
    return []


def _is_plain(passage: Passage | None) -> bool:
    return passage is not None and passage.kind is BlockKind.PARAGRAPH
