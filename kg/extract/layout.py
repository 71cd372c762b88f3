"""A lead-in -> whom it credits with the list or the quotation under it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.cues import Cues
from kg.extract.grammar.passive import agent_of
from kg.extract.grammar.phrases import owner_of, phrase_characters
from kg.extract.grammar.subjects import subject_of, whole_of
from kg.extract.grammar.verbs import is_hypothetical, is_passive
from kg.extract.lead_in import LeadIn
from kg.extract.mentions import SpeakerTest
from kg.extract.passages import Passage
from kg.knowledge.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ANAPHORIC = re.compile(
    r"(?:these|this|they|examples?|those|such|among (?:these|them)|for example|other|others|some of (?:these|the))\b",
    re.I,
)
_LIST_LINE = re.compile(
    r":\W*\d{0,3}$|\b(?:include|included|includes|including|mention|mentioned|are|were|that|as|on|to|by|for)\W*$", re.I
)
_UNNAMED = re.compile(r"the following\b", re.I)
_WHERE_FOUND = ("in", "during", "from", "through", "at")
_TAIL = 80  # characters that tell whether a line leads to a list
_RULE = "list-under-lead-in"
_MAIN_VERBS = ("ROOT", "conj", "relcl", "acl", "ccomp")
_DEEDS = ("set", "make", "provide", "lay")


class LeadInReader:
    """Reads lead-ins with the lexicon's cues."""

    def __init__(self, cues: Cues, test: SpeakerTest, lexicon: Lexicon) -> None:
        self._cues = cues
        self._test = test
        self._summary = re.compile(rf"(?:{'|'.join(lexicon.words('layout', 'lists', 'summary'))})\b", re.I)
        self._holders = frozenset(lexicon.words("reporting", "points", "holders"))
        self._points = frozenset(lexicon.words("reporting", "points", "nouns"))
        self._studies = frozenset(lexicon.words("reporting", "nouns", "studies"))
        self._testimony = frozenset(lexicon.words("reporting", "nouns", "testimony"))
        self._point_verbs = frozenset(lexicon.words("reporting", "points", "verbs"))
        self._reporting = cues.clause | cues.object | cues.light | frozenset().union(*cues.preposition.values())

    # ------------------------------------------------------------ lists

    def lead_in(self, passage: Passage) -> LeadIn | None:
        """Whom the last sentence above a list credits with its bullets."""
        if not passage.units or not _LIST_LINE.search(passage.text[-_TAIL:]):
            return None
        last = len(passage.units) - 1
        frame = passage.units[last].frame
        goes_back = last > 0 and bool(_ANAPHORIC.match(frame))
        lead = self._of_sentence(passage, last)
        if lead is None and goes_back:
            lead = self._of_sentence(passage, last - 1)
        if lead is not None:
            unnamed = last > 0 and lead.printed is not None and _UNNAMED.match(lead.printed)
            return (self._study(passage, last - 1) or lead) if unnamed else lead
        offset = passage.flow.offsets[0]
        if goes_back and self._tells_of_points(passage.parses[last - 1]):
            return LeadIn(None, offset, _RULE, respondents=True)
        if self._summary.match(frame):
            return LeadIn(None, offset, "list-of-summary", finding=True)
        return LeadIn(None, offset, _RULE, respondents=True) if self._lists_points(passage.parses[last]) else None

    def _of_sentence(self, passage: Passage, at: int) -> LeadIn | None:
        """Whose points a sentence tells of, else who reports in it last."""
        sentence = passage.parses[at]
        for token in sentence:
            if token.lower_ in self._cues.list_nouns | self._cues.topic_nouns and token.tag_.startswith("NN"):
                owner = owner_of(token)
                if owner is not None and self._test.kind(owner) not in (None, "thing"):
                    return _lead(passage, at, owner, token)
        for token in reversed(list(sentence)):
            subject = self._reporter(token)
            if subject is not None:
                return _lead(passage, at, self._witness(subject) or subject, token)
        for token in sentence:
            witness = self._witness(token)
            if witness is not None:
                return _lead(passage, at, witness, token)
        return None

    def _study(self, passage: Passage, at: int) -> LeadIn | None:
        """ "… was shown in the second round of interviews": where findings were made that have no other owner."""
        for token in passage.parses[at]:
            if token.lower_ in self._studies and token.dep_ == "pobj" and token.head.lower_ in _WHERE_FOUND:
                return _lead(passage, at, token, token)
        return None

    def _witness(self, noun: Token) -> Token | None:
        """ "His evidence": whose it is."""
        owner = owner_of(noun) if noun.lower_ in self._testimony and noun.tag_.startswith("NN") else None
        return owner if owner is not None and self._test.kind(owner) in ("person", "organisation", "group") else None

    def _reporter(self, token: Token) -> Token | None:
        """Who reports, where the token is a verb that leads to a list of what was said."""
        verb = self._verb(token)
        if verb is None or verb not in self._reporting or token.dep_ not in _MAIN_VERBS:
            return None
        if any(child.lower_ in ("how", "if", "when") for child in token.children):
            return None
        subject = subject_of(token)
        if is_passive(token) and (subject is None or self._test.kind(subject) != "document"):
            subject = agent_of(token)  # "concerns were raised by parents:"; findings that were made speak themselves
        if subject is None:
            return None
        if verb in self._cues.light and self._has_held_noun(token):
            return subject if self._test.kind(subject) in ("group", "person", "organisation") else None
        return subject if verb not in _DEEDS and self._test(subject, verb, True) else None

    def _has_held_noun(self, token: Token) -> bool:
        return any(child.dep_ == "dobj" and child.lower_ in self._cues.held_nouns for child in token.children)

    def _verb(self, token: Token) -> str | None:
        """The base form of a verb of reporting that is no mere supposition."""
        verb = self._cues.verbs.get(token.lower_)
        reports = verb is not None and token.tag_.startswith("VB") and not is_hypothetical(token, self._cues)
        return verb if reports else None

    def _tells_of_points(self, sentence: Doc) -> bool:
        """A sentence that speaks of ideas or concerns and of those who have them."""
        words = {token.lower_ for token in sentence}
        return bool(words & self._cues.list_nouns) and bool(words & self._holders)

    def _lists_points(self, sentence: Doc) -> bool:
        """ "Other points included:", "Suggestions were:": points have makers though none is named."""
        words = {token.lower_ for token in sentence}
        return bool(words & self._points) and bool(words & self._point_verbs) and "we" not in words

    # ------------------------------------------------------------ quotations

    def speech(self, passage: Passage) -> LeadIn | None:
        """Whom the last sentence above a quotation credits: "X told us:", "As one nurse put it:"."""
        if not passage.units:
            return None
        at = len(passage.units) - 1
        tokens = list(reversed(list(passage.parses[at])))
        for who_speaks in (self._teller, self._holder):
            for token in tokens:
                who = who_speaks(token)
                if who is not None and self._test.kind(who) is not None:
                    return _lead(passage, at, who, token)
        return None

    def _teller(self, token: Token) -> Token | None:
        verb = self._verb(token)
        if token.tag_ == "VBG" and token.dep_ == "acl":  # "explained in a paper considering …:"
            return None
        subject = subject_of(token) if verb in self._cues.speech | self._cues.clause else None
        return whole_of(subject) if subject is not None else None

    def _holder(self, token: Token) -> Token | None:
        nouns = self._cues.held_nouns | self._cues.list_nouns
        return owner_of(token) if token.lower_ in nouns and token.tag_.startswith("NN") else None


def _lead(passage: Passage, at: int, who: Token, cue: Token) -> LeadIn:
    unit = passage.units[at]
    start, end = unit.range(*phrase_characters(who))
    source = passage.span(start, end)
    cue_span = passage.span(*unit.range(cue.idx, cue.idx + len(cue)))
    return LeadIn(passage.text[start:end], source.start, _RULE, source, cue_span)
