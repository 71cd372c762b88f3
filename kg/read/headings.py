"""Drafts of blocks -> headings that no mark shows, with their level: short lines that ask, number or name a part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind
from kg.read.drafts import OPENING_MARKS, Draft
from kg.read.joining import TURN
from kg.read.line_ends import closes_quotation, ends_sentence

_DATE_LINE = re.compile(
    r"(?:\w+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\.?,?\s+(?:\d{1,2},?\s+)?\d{4}\W*(?:\d{1,2}[:.]\d{2}.*)?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
)
_NUMBERED_PART = re.compile(r"(?:chapter|part|annex|recommendation|question)\s+\w+\s*[:.–-]", re.I)
_NAMED_BEHIND = re.compile(r"[”\"]\s?[-–—―]\s?[A-Z]")  # "“…” – Ada Example"
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_MANY_TURNS = 4  # so many speakers' names at line starts make a transcript
_HEADING_WORDS = 16
_HEADING_WORDS_OVER_LIST = 24  # a heading right above bullets may be longer
_NUMBERED_PART_WORDS = 30
_QUESTION_WORDS = 50
_LIST_LINES = 5  # so many candidates in a row are a list and no headings


def mark_headings(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Set kind and level of the paragraphs that head what follows."""
    first_level = _beginning_with(lexicon.words("layout", "headings", "first_level"))
    candidates = _candidates(drafts, _beginning_with(lexicon.words("layout", "headings", "question")))
    followers = _followers_in_lists(candidates)
    for at, draft in enumerate(drafts):
        opens_part = bool(first_level.match(draft.text))
        if not candidates[at] or (followers[at] and not opens_part):
            continue
        if at + 1 == len(drafts) or drafts[at + 1].kind is BlockKind.ATTRIBUTION_LINE or _is_byline(drafts, at):
            continue
        draft.kind = BlockKind.HEADING
        draft.level = 1 if opens_part else 2
        if at and drafts[at - 1].kind is BlockKind.HEADING and drafts[at - 1].level >= draft.level > 1:
            drafts[at - 1].level = draft.level - 1


def _beginning_with(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})\b", re.I)


def _candidates(drafts: Sequence[Draft], question: re.Pattern[str]) -> list[bool]:
    transcript = sum(bool(TURN.match(draft.text)) for draft in drafts) >= _MANY_TURNS
    over_list = [below is not None and below.kind is BlockKind.BULLET for below in [*drafts[1:], None]]
    return [
        _may_head(draft, question, over_list[at]) and not (transcript and draft.text.endswith("?"))
        for at, draft in enumerate(drafts)
    ]


def _followers_in_lists(candidates: Sequence[bool]) -> list[bool]:
    """Which candidates stand in a run of many, behind its first, which may head the rest."""
    followers = [False] * len(candidates)
    start = 0
    for at, candidate in enumerate([*candidates, False]):
        if candidate:
            continue
        if at - start >= _LIST_LINES:
            followers[start + 1 : at] = [True] * (at - start - 1)
        start = at + 1
    return followers


def _is_byline(drafts: Sequence[Draft], at: int) -> bool:
    """A name between the title and the date."""
    return (
        at > 0
        and at + 1 < len(drafts)
        and bool(_DATE_LINE.fullmatch(drafts[at + 1].text))
        and 2 <= drafts[at].words <= 5
    )


def _may_head(draft: Draft, question: re.Pattern[str], over_list: bool) -> bool:
    text = draft.text
    if draft.marks.get("listed") or draft.kind is not BlockKind.PARAGRAPH:
        return False
    if not _TWO_LETTERS.search(text) or _DATE_LINE.fullmatch(text):
        return False
    if not (text[:1].isupper() or text[:1].isdigit() or text[:1] in "“‘'\""):
        return False
    if text.endswith("?"):
        return _asks(draft, question)
    longest = _HEADING_WORDS_OVER_LIST if over_list else _HEADING_WORDS
    if ends_sentence(text) or draft.words > longest or "|" in text:
        return bool(_NUMBERED_PART.match(text)) and draft.words <= _NUMBERED_PART_WORDS and not text.endswith(".")
    return text[:1] not in OPENING_MARKS or not (closes_quotation(text) or _NAMED_BEHIND.search(text))


def _asks(draft: Draft, question: re.Pattern[str]) -> bool:
    """One question, of one sentence."""
    text = draft.text
    if draft.words > _QUESTION_WORDS or not (question.match(text) or text.count("?") == 1):
        return False
    return "." not in text[:-1].replace("e.g.", "")
