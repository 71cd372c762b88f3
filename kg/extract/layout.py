"""Lead-ins and headings -> whom they credit with the list, quotation or paragraphs under them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses import Found, _hypothetical, _owner, _phrase, _subject
from kg.extract.cues import Cues
from kg.extract.mentions import SpeakerTest
from kg.extract.passages import Passage
from kg.knowledge.lexicon import Lexicon
from kg.model import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HEADING_OF = re.compile(
    r"(?:\W|^)(?P<noun>findings|recommendations|conclusions|views|comments|responses|points|messages|themes|issues|concerns|suggestions|proposals|key points|feedback)\s+"
    r"(?:of|from|by|made by|raised by|in|among|amongst)\s+(?P<who>.+)$",
    re.I,
)
_HEADING_OF_POINTS = re.compile(r"\b(?:points|comments|suggestions|views|concerns|themes|issues raised|barriers|responses)\b", re.I)
_BODY_HEADING = re.compile(
    r"\W*(?:\d+(?:\.\d+)*\.?\s*)?(?:recommendations?|conclusions?)(?:\s+and\s+(?:recommendations?|conclusions?))?(?:\s+(?:no\.?\s*)?\d+\w*)?\W*(?::.*)?$",
    re.I,
)
_ANAPHORIC = re.compile(
    r"(?:these|this|they|examples?|those|such|among (?:these|them)|for example|other|others|some of (?:these|the))\b",
    re.I,
)
_LIST_LINE = re.compile(
    r":\W*\d{0,3}$|\b(?:include|included|includes|including|mention|mentioned|are|were|that|as|on|to|by|for)\W*$", re.I
)
_NAME_LINE_WORDS = 14


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Whom a lead-in credits: the printed words, where they stand, and by which rule."""

    printed: str | None  # None: respondents, or the body whose document it is
    offset: int
    rule: str
    source: Span | None = None
    cue: Span | None = None
    respondents: bool = False
    finding: bool = False
    paragraphs: bool = False  # the heading credits paragraphs too
    sentences: bool = False  # each sentence of a paragraph is a statement of its own


class LeadInReader:
    """Reads lead-ins with the lexicon's cues."""

    def __init__(self, cues: Cues, test: SpeakerTest, lexicon: Lexicon) -> None:
        self._cues = cues
        self._test = test
        roles = lexicon.words("layout", "attribution", "roles")
        self._roles = re.compile(rf"[-–—\s]*(?:{'|'.join(map(re.escape, roles))})\b", re.I)
        self._summary = re.compile(rf"(?:{'|'.join(lexicon.words('layout', 'lists', 'summary'))})\b", re.I)
        self._respondent_words = frozenset({"respondents", "respondent", "responses", "consultees", "participants"})

    # ------------------------------------------------------------ lists

    def lead_in(self, passage: Passage) -> LeadIn | None:
        """Whom the last sentence above a list credits with its bullets."""
        if not passage.units or not _LIST_LINE.search(passage.text):
            return None
        last = len(passage.units) - 1
        lead = self._of_sentence(passage, last)
        if lead is None and last > 0 and _ANAPHORIC.match(passage.units[last].frame):
            lead = self._of_sentence(passage, last - 1)
        if (
            lead is None
            and last > 0
            and _ANAPHORIC.match(passage.units[last].frame)
            and self._tells_of_points(passage.parses[last - 1])
        ):
            lead = LeadIn(None, passage.flow.offsets[0], "list-under-lead-in", respondents=True)
        if lead is None and self._summary.match(passage.units[last].frame):
            lead = LeadIn(None, passage.flow.offsets[0], "list-of-summary", finding=True)
        if lead is None and self._lists_points(passage.parses[last]):
            lead = LeadIn(None, passage.flow.offsets[0], "list-under-lead-in", respondents=True)
        return lead

    def _of_sentence(self, passage: Passage, at: int) -> LeadIn | None:
        sentence = passage.parses[at]
        for token in sentence:
            if token.lower_ in self._cues.list_nouns | self._cues.topic_nouns and token.tag_.startswith("NN"):
                owner = _owner(token)
                if owner is not None and self._test.kind(owner) not in (None, "thing"):
                    return self._lead(passage, at, owner, token)
        found = None
        for token in sentence:
            verb = self._cues.verbs.get(token.lower_)
            if verb is None or not token.tag_.startswith("VB") or _hypothetical(token, self._cues):
                continue
            if token.dep_ not in ("ROOT", "conj", "relcl", "acl", "ccomp") or any(
                child.lower_ in ("how", "if", "when") for child in token.children
            ):
                continue
            if verb not in self._cues.clause | self._cues.object | self._cues.light and not any(
                verb in list_ for list_ in self._cues.preposition.values()
            ):
                continue
            subject = _subject(token)
            if verb in self._cues.light and any(
                child.dep_ == "dobj" and child.lower_ in self._cues.held_nouns for child in token.children
            ):
                if subject is not None and self._test.kind(subject) in ("group", "person", "organisation"):
                    found = (subject, token)
                continue
            if (
                subject is not None
                and self._test(subject, verb, True)
                and verb not in ("set", "make", "provide", "lay")
            ):
                found = (subject, token)
        return self._lead(passage, at, *found) if found else None

    def _lead(self, passage: Passage, at: int, who: Token, cue: Token) -> LeadIn:
        unit = passage.units[at]
        first, last = _phrase(who)
        start, end = unit.range(who.doc[first].idx, who.doc[last - 1].idx + len(who.doc[last - 1]))
        source = passage.span(start, end)
        cue_span = passage.span(*unit.range(cue.idx, cue.idx + len(cue)))
        return LeadIn(passage.text[start:end], source.start, "list-under-lead-in", source, cue_span)

    def _tells_of_points(self, sentence: Doc) -> bool:
        """A sentence that speaks of ideas or concerns and of those who have them."""
        words = {token.lower_ for token in sentence}
        return bool(words & self._cues.list_nouns) and bool(words & self._respondent_words)

    def _lists_points(self, sentence: Doc) -> bool:
        """ "Other points included:", "Suggestions were:": points have makers though none is named."""
        words = [token.lower_ for token in sentence]
        nouns = {
            "points",
            "suggestions",
            "comments",
            "ideas",
            "themes",
            "concerns",
            "responses",
            "issues",
            "views",
            "obstacles",
            "barriers",
        }
        return (
            bool(nouns & set(words))
            and any(
                word in ("include", "included", "includes", "were", "are", "including", "raised", "made")
                for word in words
            )
            and "we" not in words
        )

    # ------------------------------------------------------------ quotations

    def speech(self, passage: Passage) -> LeadIn | None:
        """Whom the last sentence above a quotation credits: "X told us:", "As one nurse put it:"."""
        if not passage.units:
            return None
        at = len(passage.units) - 1
        sentence = passage.parses[at]
        best = None
        for token in sentence:
            verb = self._cues.verbs.get(token.lower_)
            if verb is None or not token.tag_.startswith("VB") or _hypothetical(token, self._cues):
                continue
            if verb not in self._cues.speech and verb not in self._cues.clause:
                continue
            subject = _subject(token)
            if subject is not None and self._test.kind(subject) not in (None,):
                best = (subject, token)
        if best is None:
            for token in sentence:
                if token.lower_ in self._cues.held_nouns | self._cues.list_nouns and token.tag_.startswith("NN"):
                    owner = _owner(token)
                    if owner is not None and self._test.kind(owner) is not None:
                        best = (owner, token)
        return self._lead(passage, at, *best) if best else None

    # ------------------------------------------------------------ headings

    def heading(self, passage: Passage) -> LeadIn | None:
        """ "Key findings of X", "Recommendation 3", or a heading that is a lead-in without its colon."""
        text = re.sub(r"^[#\s*]+|[*\s]+$", "", passage.text)
        credited = _HEADING_OF.search(text)
        if credited and len(credited["who"].split()) <= _NAME_LINE_WORDS and self._may_be_credited(credited["who"]):
            start = passage.text.find(credited["who"])
            finding = credited["noun"].casefold() in (
                "findings",
                "recommendations",
                "conclusions",
                "messages",
                "key points",
                "points",
            )
            source = passage.span(start, start + len(credited["who"]))
            return LeadIn(
                credited["who"].strip("‘’“”\"' "), source.start, "heading-of-list", source, None, finding=finding
            )
        if _HEADING_OF_POINTS.search(text) and len(text.split()) <= 9:
            return LeadIn(None, passage.flow.offsets[0], "heading-of-list", respondents=True)
        if _BODY_HEADING.match(text):
            return LeadIn(
                None,
                passage.flow.offsets[0],
                "heading-of-recommendation",
                finding=True,
                paragraphs=True,
                sentences="conclu" in text.casefold(),
            )
        return None

    def _may_be_credited(self, who: str) -> bool:
        """A quoted title, or words with one that stands for a speaker."""
        words = re.findall(r"[\w’'-]+", who.casefold())
        speakers = (
            self._test.words.members | self._test.words.bodies | self._test.words.documents | self._test.words.roles
        )
        return who[:1] in "‘“\"'" or words[-1] in speakers or bool(re.search(r"[A-Z]{3,}", who))

    # ------------------------------------------------------------ names

    def is_name_line(self, text: str) -> bool:
        """Whether a short text names a speaker: a capitalised name or a role."""
        words = text.split()
        if not words or len(words) > _NAME_LINE_WORDS or text.endswith("?"):
            return False
        if self._roles.match(text):
            return True
        capitalised = [
            word
            for word in words
            if word[:1].isupper()
            or not word[:1].isalpha()
            or word.casefold() in ("of", "for", "and", "the", "in", "on", "to", "&", "report", "research")
        ]
        return words[0][:1].isupper() and len(capitalised) == len(words)

    def is_role_line(self, text: str) -> bool:
        return bool(self._roles.match(text))

    def holders_are_respondents(self, document: Document, found: Found, sentence: Doc) -> bool:
        """An attribution without an agent counts in a text that is about what respondents said."""
        return any(
            word in document.text.casefold() for word in ("respondents", "consultees", "responses to", "participants")
        )
