"""A verb of a parse -> the head of the noun phrase that does what it tells."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.grammar.verbs import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_NAMES = ("NNP", "NNPS")
_FARTHEST = 6  # verbs between a verb and the one that has its subject
_PARTS = frozenset("section article chapter paragraph clause schedule part regulation rule".split())
_COUNTS = frozenset("some many most one several examples example range number".split())


def subject_of(token: Token) -> Token | None:
    """The head of the verb's subject, through conjunction, control and relative clauses."""
    for _ in range(_FARTHEST):
        own = _nearest_subject(token)
        if own is None and _is_participle_of_title(token):
            return token.doc[:].root
        if own is not None:
            return _meant_by(own, token)
        inverted = _inverted_subject(token)
        if inverted is not None:
            return inverted
        if _comments_on_clause(token):
            token = token.head.head
            continue
        if token.dep_ in ("conj", "xcomp", "advcl", "pcomp") and token.head.i != token.i:
            token = token.head.head if token.dep_ == "pcomp" else token.head
            continue
        if token.dep_ in ("acl", "relcl") and token.tag_ == "VBG":
            return token.head
        return _name_before(token)
    return None


def whole_of(noun: Token) -> Token:
    """ "section 12 of the Act": the Act; any other noun is itself."""
    if noun.lower_ in _PARTS:
        for child in noun.children:
            whole = next((word for word in child.children if word.dep_ == "pobj"), None)
            if child.lower_ == "of" and whole is not None:
                return whole
    return noun


def counted_noun(noun: Token | None) -> Token | None:
    """ "some of the challenges": the challenges."""
    if noun is not None and noun.lower_ in _COUNTS:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((thing for thing in child.children if thing.dep_ == "pobj"), noun)
    return noun


def _comments_on_clause(token: Token) -> bool:
    """ "X suggested that Y should go, noting that …": behind a comma the participle is of the main verb, not of the clause's."""
    behind_comma = token.i > 0 and token.nbor(-1).text == ","
    return token.tag_ == "VBG" and token.dep_ == "advcl" and token.head.dep_ == "ccomp" and behind_comma


def _is_participle_of_title(token: Token) -> bool:
    """The parser took the main verb for a participle that hangs on the subject."""
    root = token.doc[:].root
    hangs = token.tag_ == "VBN" and token.dep_ in ("acl", "relcl")
    return hangs and root.tag_ in ("NN", "NNS", "NNP") and root.i < token.i


def _meant_by(own: Token, verb: Token) -> Token | None:
    """A relative pronoun's noun; None where a pronoun stands for something that cannot be told."""
    if own.lower_ in _RELATIVES and verb.dep_ == "relcl":
        return verb.head
    if own.lower_ in ("that", "which", "who") and verb.dep_ not in ("relcl", "ccomp"):
        return None
    return own


def _nearest_subject(token: Token) -> Token | None:
    """The parser may hang a participle's noun on the verb as well; the subject is the nearest. "X and Y both": X and Y."""
    subjects = [child for child in token.children if child.dep_ in SUBJECTS]
    if not subjects:
        return None
    before = [child for child in subjects if child.i < token.i]
    own = before[-1] if before else subjects[0]
    if own.lower_ in ("both", "all", "each") and not list(own.children):
        return next((word for word in token.doc[: own.i] if _may_be_summed_up(word)), own)
    return own


def _may_be_summed_up(word: Token) -> bool:
    return word.tag_ in _NAMES and word.dep_ in (*SUBJECTS, "ROOT", "dep", "pobj", "appos", "npadvmod", "conj")


def _inverted_subject(token: Token) -> Token | None:
    """“…,” said X: the verb stands first and what follows it is its subject."""
    if token.tag_ not in ("VBD", "VBZ") or token.i > 1:
        return None
    if token.dep_ != "ROOT":
        return _name_behind(token) if token.i == 0 or token.nbor(-1).is_punct else None
    if token.i == 1 and token.doc[0].text[:1].isupper():
        return None  # a name that the parser took for something else
    behind = [child for child in token.children if child.i > token.i]
    subject = next((child for child in behind if child.dep_ in ("dobj", "attr", "nsubj", "npadvmod")), None)
    if subject is None and behind and behind[0].i == token.i + 1 and behind[0].text[:1].isupper():
        return behind[0]  # a long name that the parser took for something else
    return subject if subject is not None else _name_behind(token)


def _name_behind(token: Token) -> Token | None:
    """ ", said Member Ada Example, who …": the end of the name right behind a verb that opens its sentence."""
    name = None
    for word in token.doc[token.i + 1 :]:
        if not word.text[:1].isupper():
            break
        name = word
    return name


def _name_before(token: Token) -> Token | None:
    """The main verb's subject where the parser saw none: the nearest name before it, over appositions ("X, head of Y, said")."""
    if token.dep_ != "ROOT" or token.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    beside = _noun_before(token)
    if beside is not None:
        return beside
    for word in reversed(list(token.doc[: token.i])):
        if _is_drawn_together(word):
            return word
        if word.tag_.startswith("VB"):
            return None
        if word.tag_ in _NAMES or _opens_like_name(word):
            while word.dep_ in ("appos", "compound", "conj") and word.head.tag_ in _NAMES and word.head.i < token.i:
                word = word.head
            return word
    return None


def _noun_before(token: Token) -> Token | None:
    """ "as time went on officials and ministers saw …": the noun right before the verb, hung on something else."""
    at = token.i - 1
    while at >= 0 and token.doc[at].tag_ == "RB":
        at -= 1
    if at < 0 or token.doc[at].tag_ != "NNS":
        return None
    noun = token.doc[at]
    while noun.dep_ == "conj" and noun.head.i < noun.i:
        noun = noun.head
    return noun


def _is_drawn_together(word: Token) -> bool:
    """A name of several words, made one for the parser, which may take it for anything."""
    return any(a.islower() and b.isupper() for a, b in pairwise(word.text))


def _opens_like_name(word: Token) -> bool:
    return word.i <= 1 and word.text[:1].isupper() and word.tag_ not in ("PRP", "DT", "IN", "RB")
