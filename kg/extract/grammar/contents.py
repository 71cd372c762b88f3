"""A cue and what hangs on it -> how far the words said reach: clauses, objects, what follows a preposition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from kg.extract.grammar.found import Range
from kg.extract.grammar.verbs import takes_to

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COMPLEMENTIZERS = frozenset({"that", "whether", "if"})
_CLAUSE_STARTERS = frozenset({"to", "whether", "if", "how", "why", "what", "when", "where", "who"})
_CLAUSE_TAGS = ("PRP", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "EX", "PRP$")  # what a clause without "that" begins with
_FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")
_OF_NOUNS = frozenset("about for over around on regarding concerning with of in as at to".split())
_OF_HOLDER = frozenset("judgment judgement opinion opinions statement account position response responses".split())
_CUE_TO_THAT = 7  # words between a cue and its that-clause
_NOUN_TO_THAT = 9  # words between a noun and its that-clause: "a strong sense from the respondents that …"


def extent_of(head: Token, cue: Token) -> Range:
    """The complement's own words."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if start <= cue.i < end:  # the parser wound the clause around its verb
        start = cue.i + 1
    return start, end


def right_after(token: Token, prepositions: Collection[str]) -> Range | None:
    """What follows the preposition right behind the verb, whatever the parser hung it on: "pointed to …", "called for X to …"."""
    sentence = token.doc
    at = token.i + 1
    while at < len(sentence) and sentence[at].tag_ == "RB":
        at += 1
    if at + 1 >= len(sentence) or sentence[at].lower_ not in prepositions or sentence[at + 1].tag_ in (".", ",", ":"):
        return None
    preposition = sentence[at]
    if preposition.lower_ == "to" and preposition.tag_ == "TO" and sentence[at + 1].tag_ == "VB":
        return None
    if preposition.lower_ == "on" and token.lower_.startswith("call"):
        return None
    ends = [word.right_edge.i + 1 for word in (preposition, *preposition.children) if word.right_edge.i > at]
    if preposition.dep_ == "mark":
        ends.append(preposition.head.right_edge.i + 1)
    return at + 1, max([at + 2, *ends])


def bare_clause(token: Token) -> Range | None:
    """A clause without "that" right behind the verb, where the parser saw none."""
    sentence = token.doc
    if token.i + 2 >= len(sentence) or sentence[token.i + 1].tag_ not in _CLAUSE_TAGS:
        return None
    end = next((word.i for word in sentence[token.i + 1 :] if word.text in (",", ";", ":")), len(sentence))
    if not any(word.tag_ in _FINITE_TAGS for word in sentence[token.i + 2 : end]):
        return None
    return token.i + 1, end


def that_clause_after(token: Token) -> Range | None:
    """That-clause right after the cue, where the parser saw none."""
    sentence = token.doc
    for word in sentence[token.i + 1 : token.i + _CUE_TO_THAT]:
        if word.lower_ in ("that", "whether") and word.tag_ in ("IN", "WDT", "DT"):
            if any(between.tag_ == "." for between in sentence[token.i + 1 : word.i]):
                return None
            return (word.i, _clause_end(sentence, word.i)) if word.i + 2 < len(sentence) else None
        if word.tag_.startswith("VB") or word.text in ".;":
            return None
    return None


def noun_content(noun: Token, cue: Token) -> Range | None:
    """What a held noun is about: a that-clause, or what follows of, for, about, on, over …"""
    for child in noun.children:
        if child.i < noun.i:
            continue
        opening = child.left_edge
        if child.dep_ in ("acl", "relcl", "advcl") and opening.lower_ == "for" and opening.dep_ == "mark":
            return opening.i + 1, child.right_edge.i + 1
        if child.dep_ in ("acl", "ccomp", "relcl") and opening.lower_ in _COMPLEMENTIZERS | _CLAUSE_STARTERS:
            return extent_of(child, cue)
        if child.dep_ == "prep" and child.lower_ == "of" and noun.lower_ in _OF_HOLDER:
            return _that_clause_after_noun(noun)  # "the judgment of the court": whose it is
        if child.dep_ == "prep" and child.lower_ in _OF_NOUNS:
            return after_preposition(child, cue)
    return _that_clause_after_noun(noun)


def _that_clause_after_noun(noun: Token) -> Range | None:
    for token in noun.doc[noun.i + 1 : noun.i + _NOUN_TO_THAT]:
        if token.lower_ == "that" and token.tag_ in ("IN", "WDT") and token.i + 2 < len(noun.doc):
            return token.i, _clause_end(noun.doc, token.i)
        if token.tag_.startswith("VB") or token.text in ",;":
            break
    return None


def _clause_end(sentence: Doc, start: int) -> int:
    return next((at for at in range(start + 1, len(sentence)) if sentence[at].text == ";"), len(sentence))


def after_preposition(preposition: Token, cue: Token) -> Range | None:
    """What a preposition governs."""
    governed = ("pobj", "pcomp", "prep", "advmod", "amod", "dep")
    thing = next((child for child in preposition.children if child.dep_ in governed), None)
    if thing is None:
        return None
    start, end = extent_of(thing, cue)
    return max(start, preposition.i + 1), max(end, preposition.right_edge.i + 1)


def infinitive(token: Token, children: Mapping[str, Token]) -> Range | None:
    """to do something; somebody to do something. children: those behind the verb, by dependency."""
    action = children.get("xcomp") or children.get("ccomp")
    if action is None or not takes_to(action):
        return None
    whom = children.get("dobj")
    start = action.left_edge.i if whom is None or whom.i > action.i else whom.left_edge.i
    start, end = min(start, action.left_edge.i), extent_of(action, token)[1]
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "upon") and child.i < action.i:
            return child.i + 1, end
    return start, end
