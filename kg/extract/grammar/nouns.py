"""Nouns of views and themes -> attributions: "a key theme was …", "there was a view that …", "suggestions included …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.cues import Cues
from kg.extract.grammar.contents import after_preposition, extent_of, noun_content
from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.phrases import giver_of, owner_of, phrase_of
from kg.extract.grammar.subjects import counted_noun, subject_of
from kg.extract.grammar.verbs import is_hypothetical, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

_THEME_VERBS = frozenset("was is were are being be been related relates focused focussed centred around".split())
MINDS = frozenset("doubt view opinion belief impression mind".split())
_BE = frozenset("is are was were be been remain remains remained am".split())
_RELATIVES = frozenset({"who", "which", "that"})
_PRESENT = frozenset({"is", "are", "'s", "’s", "remains", "exists"})
_NEEDS = frozenset({"need", "needs"})  # belong to what is said
_OF_THEMES = ("ccomp", "attr", "acomp", "xcomp", "prep", "advcl", "oprd")
_OF_LISTS = ("dobj", "xcomp", "prep", "ccomp", "advcl", "oprd", "pcomp")


def topic(token: Token, reading: Reading) -> Found | None:
    """ "A key theme was …": themes have their holders even where no word names them; plain facts have none."""
    subject = subject_of(token) if token.lower_ in _THEME_VERBS else None
    if subject is None or subject.i > token.i or subject.tag_ not in ("NN", "NNS"):
        return None
    source = owner_of(subject) or _named_owner(subject) or _maker(subject, reading)
    held = source is not None and subject.lower_ in reading.cues.owned_nouns and _is_that_clause(token)
    if subject.lower_ not in reading.cues.topic_nouns and not held:
        return None
    if not (_is_theme(subject, reading.cues) if source is None else reading.may_speak(source, "say", held)):
        return None
    content = _of_theme(token, reading.cues)
    return _found("topic", source, (subject.i, token.i + 1), content, subject) if content is not None else None


def named_theme(token: Token, reading: Reading) -> Found | None:
    """ "Cost was a common theme", "… was the main concern raised by parents": the subject is what they say."""
    if token.lower_ not in _BE or is_hypothetical(token, reading.cues):
        return None
    noun = next((child for child in token.children if child.dep_ == "attr" and child.i > token.i), None)
    subject = next((child for child in token.children if child.dep_ == "nsubj" and child.i < token.i), None)
    if noun is None or subject is None or subject.tag_ not in ("NN", "NNS", "VBG"):
        return None
    owner = owner_of(noun)
    owned_by = owner is not None and reading.may_speak(owner, "say", False)
    shared = any(child.lower_ in reading.cues.shared for child in noun.children)
    cues = reading.cues
    if noun.lower_ not in cues.topic_nouns or subject.lower_ in cues.topic_nouns or not (shared or owned_by):
        return None
    if owner is not None and not owned_by:
        return None
    return _found("topic-named", owner, (noun.i, noun.i + 1), (subject.left_edge.i, subject.right_edge.i + 1), noun)


def _named_owner(noun: Token) -> Token | None:
    """ "Oriental’s position": a name that the parser took for an adjective, by the mark behind it."""
    marked = (child for child in noun.children if any(word.tag_ == "POS" for word in child.children))
    return next((child for child in marked if child.text[:1].isupper()), None)


def _maker(noun: Token, reading: Reading) -> Token | None:
    """ "a point that the engineer made", "an area that residents felt was missing": the subject of the relative clause."""
    for child in noun.children:
        if child.dep_ == "relcl" and reading.cues.verbs.get(child.lower_) is not None:
            subject = next((word for word in child.children if word.dep_ == "nsubj" and word.i < child.i), None)
            if subject is not None and subject.lower_ not in _RELATIVES:
                return subject
    return None


def _is_that_clause(verb: Token) -> bool:
    clauses = (child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i)
    return any(word.lower_ == "that" for clause in clauses for word in clause.children)


def _is_theme(noun: Token, cues: Cues) -> bool:
    return noun.lower_ in cues.themes or any(child.lower_ in cues.shared for child in noun.children)


def _of_theme(verb: Token, cues: Cues) -> Range | None:
    thing = next((child for child in verb.children if child.i > verb.i and child.dep_ in _OF_THEMES), None)
    if thing is None:
        return None
    if thing.dep_ == "prep":
        return after_preposition(thing, verb)
    if thing.lower_ in cues.held_nouns and thing.dep_ == "attr" and thing.lower_ not in _NEEDS:
        return noun_content(thing, verb) or extent_of(thing, verb)
    return extent_of(thing, verb)


def existential(token: Token, reading: Reading) -> Found | None:
    """ "There was a view among families that …"."""
    if token.dep_ != "expl" or token.lower_ != "there":
        return None
    nominal = ("attr", "dobj", "nsubj", "nsubjpass")
    noun = next((child for child in token.head.children if child.dep_ in nominal and child.i > token.i), None)
    if noun is None or noun.lower_ not in reading.cues.held_nouns:
        return None
    content = noun_content(noun, token.head)
    if content is None:
        return None
    if noun.lower_ in _NEEDS:
        if token.head.lower_ in _PRESENT and _speaking_owner(noun, reading) is None and not _is_felt(noun):
            return None  # "There is a need for …": the text's own opinion
        content = (noun.i, content[1])
    return _found("existential", _speaking_owner(noun, reading), (noun.i, noun.i + 1), content, noun)


def _is_felt(noun: Token) -> bool:
    """ "a widely perceived need": somebody's."""
    return any(child.dep_ == "amod" and child.lower_.endswith("ed") for child in noun.children)


def inclined(token: Token, reading: Reading) -> Found | None:
    """ "X was in no doubt that …", "X is of the view that …"."""
    if token.lower_ not in MINDS:
        return None
    preposition, verb = token.head, token.head.head
    if preposition.lower_ not in ("in", "of", "under") or verb.lower_ not in _BE:
        return None
    subject = subject_of(verb)
    clause = next(
        (child for child in token.children if child.dep_ in ("acl", "relcl", "ccomp") and child.i > token.i), None
    )
    if subject is None or subject.i > token.i or clause is None or is_hypothetical(verb, reading.cues):
        return None
    if clause.left_edge.lower_ != "that" or not reading.may_speak(subject, "be", True):
        return None
    return _found("inclined", subject, (token.i, token.i + 1), extent_of(clause, token), token)


def owned(token: Token, reading: Reading) -> Found | None:
    """ "X's position that …"."""
    if token.lower_ not in reading.cues.owned_nouns or token.tag_ not in ("NN", "NNS"):
        return None
    owner = next((child for child in token.children if child.dep_ == "poss"), None) or giver_of(token)
    if owner is None or owner.tag_ == "PRP$" or not reading.may_speak(owner, "say", False):
        return None
    clausal = ("acl", "ccomp", "relcl")
    clauses = [child for child in token.children if child.dep_ in clausal and child.i > token.i]
    behind = token.right_edge.i + 1  # the parser may hang the clause on the verb above
    above = next((word for word in token.ancestors if word.tag_.startswith("VB")), token)
    clauses += [child for child in above.children if child.dep_ == "ccomp" and child.left_edge.i == behind]
    clause = next((one for one in clauses if any(_is_that(child) for child in one.children)), None)
    if clause is None:
        return None
    return _found("owned-noun", owner, (token.i, token.i + 1), extent_of(clause, token), token)


def _is_that(token: Token) -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"


def listing(token: Token, reading: Reading) -> Found | None:
    """ "Suggestions from parents included …"."""
    verb = reading.cues.verbs.get(token.lower_)
    if verb not in reading.cues.include or verb == "be" or not token.tag_.startswith("VB") or is_passive(token):
        return None
    subject = counted_noun(subject_of(token))
    if subject is None or subject.lower_ not in reading.cues.list_nouns or subject.i > token.i:
        return None
    content = _listed(token)
    if content is None:
        return None
    return _found("listing", _speaking_owner(subject, reading), (subject.i, token.i + 1), content, subject)


def _listed(verb: Token) -> Range | None:
    things = [child for child in verb.children if child.i > verb.i and child.dep_ in _OF_LISTS]
    if not things:
        return None
    if things[0].dep_ == "prep":
        return after_preposition(things[0], verb)
    return things[0].left_edge.i, max(thing.right_edge.i for thing in things) + 1


def _speaking_owner(noun: Token, reading: Reading) -> Token | None:
    owner = owner_of(noun)
    return owner if owner is not None and reading.may_speak(owner, "say", False) else None


def _found(rule: str, owner: Token | None, cue: Range, content: Range, noun: Token) -> Found:
    return Found(rule, phrase_of(owner) if owner is not None else None, cue, content, noun.lower_)
