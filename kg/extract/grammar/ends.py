"""The attributions of a sentence -> the same with each content's ends set: to its clause, up to its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.cues import Cues
from kg.extract.grammar import additions
from kg.extract.grammar.found import Found, Range
from kg.extract.grammar.verbs import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FREE_RULES = frozenset(
    {
        "passive-object",
        "owned-noun",
        "according-to",
        "in-view",
        "clause-fronted",
        "clause-around",
        "topic-named",
        "across",
    }
)  # their content ends with its own words
_BREAKS = (";", "-", "–", "—")
_TURNS = ("but", "although", "though")
_LOOSE_WORDS = frozenset("and but while whilst however although or".split())
_OPENING_SIGNS = ("(", "[", "£", "$")
_CLOSING_SIGNS = (")", "]", "%")
_CONCEDING = frozenset({"although", "though", "while", "whilst", "whereas"})
_THERE_REACH = 8  # tokens between "there" and its noun


def with_ends(found: Sequence[Found], sentence: Doc, cues: Cues) -> list[Found]:
    """Contents on to the end of the cue's clause, up to the next attribution beside it; loose words off.

    An attribution whose content would hold its own speaker is left out.
    """
    kept = []
    for item in found:
        content = _without_loose_ends(sentence, item.content[0], _end(item, found, sentence, cues))
        if content[1] > content[0] and not (_overlaps(item.source, content) and item.rule not in _FREE_RULES):
            rest = _without_loose_ends(sentence, *item.rest) if item.rest is not None else None
            kept.append(replace(item, content=content, rest=rest if rest is not None and rest[1] > rest[0] else None))
    return kept


def _overlaps(source: Range | None, content: Range) -> bool:
    return source is not None and source[0] < content[1] and content[0] < source[1]


def _end(item: Found, found: Sequence[Found], sentence: Doc, cues: Cues) -> int:
    start, core = item.content
    end = core if item.rule in _FREE_RULES else max(core, _reach(item, core, sentence, cues))
    for other in found:
        if other is item or other.cue[0] <= start:
            continue
        first = _begin(other, item, sentence)
        with_others = sentence[first - 1].lower_ == "with" and sentence[first - 2].text == "," if first > 1 else False
        if start < first < end and (first >= core or with_others or _beside(other, item, sentence, cues)):
            end = first - 1 if with_others else first  # "…, with some respondents suggesting …"
    return additions.before_addition(item, _before_story(item, end, sentence, cues), sentence)


def _before_story(item: Found, end: int, sentence: Doc, cues: Cues) -> int:
    """ "saw that it could help and showed interest": the second verb is not what was seen, but what its subject did."""
    cue = sentence[item.cue[1] - 1]
    for verb in sentence[item.content[0] : end]:
        said = verb.head
        if verb.dep_ != "conj" or said.dep_ != "ccomp" or said.head.i != cue.i or item.rule != "clause":
            continue
        joint = max((word.i for word in said.children if word.dep_ == "cc" and word.i < verb.left_edge.i), default=None)
        own = any(word.dep_ in SUBJECTS for word in verb.children)
        if joint is not None and not own and _tells_on(verb, said, cue, cues):
            return joint
    return end


def _tells_on(verb: Token, said: Token, cue: Token, cues: Cues) -> bool:
    """Whether a verb joined to the one of the clause goes with the cue: by its tense, its meaning or its subject."""
    again = cues.verbs.get(verb.lower_)
    if again is not None and again == cues.verbs.get(cue.lower_):
        return True  # "mentioned that …, but did not mention …"
    if verb.tag_ != cue.tag_ or verb.tag_ not in ("VBD", "VBZ"):
        return False
    if any(word.tag_ == "MD" for word in said.children):
        return True
    empty = any(word.lower_ == "it" and word.dep_ == "nsubj" for word in said.children)
    judged = any(word.dep_ == "acomp" for word in said.children)
    return empty and judged and any(word.dep_ == "dobj" for word in verb.children)


def _reach(item: Found, core: int, sentence: Doc, cues: Cues) -> int:
    """Where the clause of the cue ends: the sentence, or the subordinate clause that holds the cue."""
    limit = _clause_end(sentence[item.cue[1] - 1], core, sentence, cues)
    for at in range(core, min(limit, len(sentence))):
        token = sentence[at]
        contrast = token.lower_ in cues.contrasts and at and sentence[at - 1].text in (",", *_BREAKS)
        if token.text == ";" or contrast:
            return at
    return limit


def _clause_end(verb: Token, core: int, sentence: Doc, cues: Cues) -> int:
    turn = _turn_of(verb, core, cues)
    if turn is not None:
        return turn
    while verb.head.i != verb.i:
        if _is_conceded(verb) and core <= verb.head.i:  # "Although X said so, …": up to the main clause
            return next((at for at in range(core, verb.head.i) if sentence[at].text == ","), len(sentence))
        if verb.dep_ in ("relcl", "advcl", "acl", "pcomp") and verb.right_edge.i + 1 >= core:
            return len(sentence) if _closes_sentence(verb) else verb.right_edge.i + 1
        verb = verb.head
    return len(sentence)


def _is_conceded(verb: Token) -> bool:
    marked = any(child.dep_ == "mark" and child.lower_ in _CONCEDING for child in verb.children)
    return marked and verb.dep_ == "advcl" and verb.i < verb.head.i


def _turn_of(verb: Token, core: int, cues: Cues) -> int | None:
    """ "X thought it fair, but they were …": where the speaker's own story goes on."""
    for child in verb.children:
        if child.dep_ == "conj" and child.i >= core and any(word.dep_ in SUBJECTS for word in child.children):
            before = verb.doc[child.left_edge.i - 1]
            reports = before.lower_ == "and" and child.lower_ in cues.verbs and _has_share(child)
            if (before.lower_ == "but" or reports) and child.left_edge.lower_ != "that":
                return before.i
    return None


def _has_share(verb: Token) -> bool:
    """ "61% agreed and 12% opposed it"."""
    return any(child.dep_ == "nsubj" and child.lower_ in ("%", "percent", "cent") for child in verb.children)


def _closes_sentence(verb: Token) -> bool:
    """A relative clause at an object's end goes on to the end of the sentence."""
    noun = verb.head
    return verb.dep_ in ("relcl", "acl") and noun.dep_ in ("attr", "dobj", "pobj") and noun.head.i < noun.i


def _begin(other: Found, item: Found, sentence: Doc) -> int:
    """Where the other attribution begins; one that shares the speaker begins with its verb."""
    if other.rule == "existential":
        there = _there_before(other.cue[0], item.cue[1], sentence)
        if there is not None:
            return there
    if other.source is None or other.source == item.source or other.source[0] < item.content[0]:
        return other.cue[0]
    return min(other.source[0], other.cue[0])


def _there_before(noun: int, first: int, sentence: Doc) -> int | None:
    """The place of the "there" that a noun of existence goes with, near enough and behind the other cue."""
    for at in range(noun - 1, max(noun - _THERE_REACH, first - 1, 0) - 1, -1):
        if sentence[at].lower_ == "there":
            return at
    return None


def _beside(other: Found, item: Found, sentence: Doc, cues: Cues) -> bool:
    """Whether another attribution stands beside `item` and not inside what it reports."""
    verb, cue = sentence[other.cue[1] - 1], sentence[item.cue[1] - 1]
    if _joined_to(verb, cue):
        return True
    first = _begin(other, item, sentence)
    before = sentence[first - 1].lower_ if first else ""
    shares = other.source == item.source
    if verb.tag_ == "VBG" and (before in cues.contrasts or (before == "," and shares)):
        return True
    if before == "and" and other.rule in ("existential", "topic"):
        return True
    if before in ("and", "but") and shares and verb.dep_ == "conj" and verb.tag_ == cue.tag_:
        return True  # two verbs of one speaker, the second hung on the clause of the first
    turns = before in cues.contrasts or before in (*_TURNS, *_BREAKS)
    return turns and other.source is not None and not shares


def _joined_to(verb: Token, cue: Token) -> bool:
    if verb.dep_ not in ("conj", "parataxis", "advcl"):
        return False
    return bool(verb.head.i == cue.i or (verb.head.head.i == cue.i and verb.head.dep_ == "conj"))


def _without_loose_ends(sentence: Doc, start: int, end: int) -> Range:
    while start < end and _loose_before(sentence, start, end):
        start += 1
    while end > start and _loose_behind(sentence[end - 1]):
        end -= 1
    return start, end


def _loose_before(sentence: Doc, at: int, end: int) -> bool:
    token = sentence[at]
    if token.lower_ == "that" and at + 1 < end:
        return True
    return token.dep_ == "punct" and token.text not in _OPENING_SIGNS


def _loose_behind(token: Token) -> bool:
    return (token.dep_ == "punct" and token.text not in _CLOSING_SIGNS) or token.lower_ in _LOOSE_WORDS
