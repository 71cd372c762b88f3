"""A heading -> whom it credits with the list or the paragraphs under it: "Key findings of X", "Recommendation 3"."""

from __future__ import annotations

import re

from kg.extract.lead_in import LeadIn
from kg.extract.mentions import SpeakerWords
from kg.extract.name_lines import NAME_LINE_WORDS
from kg.extract.passages import Passage
from kg.read.sections import without_heading_marks

_HEADING_OF = re.compile(
    r"(?:\W|^)(?P<noun>findings|recommendations|conclusions|views|comments|responses|points|messages|themes|issues|concerns|suggestions|proposals|key points|feedback|quotations|quotes|quotation|quote)\s+"
    r"(?:of|from|by|made by|raised by|in|among|amongst)\s+(?P<who>.+)$",
    re.I,
)
_TOLD = re.compile(
    r"\W*(?:\d+(?:\.\d+)*\.?\s*)?what\s+(?P<who>(?!(?:do|does|did|is|are|was|were|we|you|i|will|would|should|can)\b).+?)"
    r"\s+(?:told us|said|say|think|thought|asked for|want|wanted)\W*$",
    re.I,
)
_FINDINGS = frozenset(("findings", "recommendations", "conclusions", "messages", "key points", "points"))
_OF_POINTS = re.compile(
    r"\b(?:points|comments|suggestions|views|concerns|themes|issues raised|barriers|responses)\b", re.I
)
_OF_BODY = re.compile(
    r"\W*(?:\d+(?:\.\d+)*\.?\s*)?(?:recommendations?|conclusions?)(?:\s+and\s+(?:recommendations?|conclusions?))?(?:\s+(?:no\.?\s*)?\d+\w*)?\W*(?::.*)?$",
    re.I,
)
_POINTS_WORDS = 9  # of the longest heading of points


def heading_lead(passage: Passage, words: SpeakerWords) -> LeadIn | None:
    """Whom a heading credits; None for one that only names what it heads."""
    text = without_heading_marks(passage.text)
    credited = _HEADING_OF.search(text)
    if credited and _may_be_credited(credited["who"], words):
        noun = credited["noun"].casefold()
        return _of_named(passage, credited["who"], finding=noun in _FINDINGS, quoted=noun.startswith("quot"))
    told = _TOLD.match(text)
    if told and _may_be_credited(told["who"], words):
        return _of_named(passage, told["who"], finding=False)
    offset = passage.flow.offsets[0]
    if _OF_POINTS.search(text) and len(text.split()) <= _POINTS_WORDS:
        return LeadIn(None, offset, "heading-of-list", respondents=True)
    if _OF_BODY.match(text):
        sentences = "conclu" in text.casefold()
        return LeadIn(None, offset, "heading-of-recommendation", finding=True, paragraphs=True, sentences=sentences)
    return None


def _of_named(passage: Passage, who: str, *, finding: bool, quoted: bool = False) -> LeadIn:
    start = passage.text.find(who)
    source = passage.span(start, start + len(who))
    name = who.strip("‘’“”\"' ")
    return LeadIn(name, source.start, "heading-of-list", source, None, finding=finding, quoted=quoted)


def _may_be_credited(who: str, words: SpeakerWords) -> bool:
    """A quoted title, or words with one that stands for a speaker."""
    if len(who.split()) > NAME_LINE_WORDS:
        return False
    speakers = words.members | words.bodies | words.documents | words.roles
    ends_in_speaker = any(word in speakers for word in re.findall(r"[\w’'-]+", who.casefold())[-1:])
    return who[:1] in "‘“\"'" or ends_in_speaker or bool(re.search(r"[A-Z]{3,}", who))
