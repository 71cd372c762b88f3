"""A verb of a parse -> what its form tells: passive, finite, merely supposed, meant for somebody else to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_DUTIES = frozenset({"should", "must", "shall"})
_FINITE_TAGS = ("VBZ", "VBD", "VBP", "MD")
_ASKING_STEMS = (
    "ask", "agree", "call", "urg", "press", "need", "recommend", "propos", "expect", "requir", "encourag",
)  # fmt: skip


def is_passive(token: Token) -> bool:
    return token.tag_ == "VBN" and any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)


def is_negated(token: Token) -> bool:
    return any(child.dep_ == "neg" for child in token.children)


def is_finite(verb: Token) -> bool:
    """A clause and not a bare noun: has a subject, a mark or an auxiliary."""
    clausal = (*SUBJECTS, "mark", "aux", "expl", "auxpass")
    return any(child.dep_ in clausal for child in verb.children) or verb.tag_ in _FINITE_TAGS


def is_hypothetical(token: Token, cues: Cues) -> bool:
    """Under a modal verb that makes the report none: "might say", "will go on to say", "will be used to show"."""
    auxiliaries = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
    if not auxiliaries and token.dep_ == "conj" and token.tag_ == "VB":
        auxiliaries = [child for child in token.head.children if child.dep_ == "aux"]
    if any(child.lower_ in cues.hypothetical for child in auxiliaries):
        return True
    if token.dep_ == "acl" and token.tag_ == "VBG":  # "must be sent with a notice explaining …"
        above = next((word for word in token.ancestors if word.tag_.startswith("VB")), None)
        if above is not None and any(child.lower_ in _DUTIES for child in above.children if child.dep_ == "aux"):
            return True
    serves = token.dep_ in ("xcomp", "advcl") and token.head.i < token.i and token.head.tag_ in ("VB", "VBN")
    beside = token.tag_ == "VBG" and token.head.dep_ == "ROOT"
    return serves and (token.tag_ == "VB" or beside) and is_hypothetical(token.head, cues)


def is_question(token: Token) -> bool:
    """ "Did the board say …?", "What do farmers think?": nothing is reported, it is asked for."""
    if token.doc[-1].text != "?":
        return False
    subject = next((child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i), None)
    return subject is not None and any(
        child.dep_ in ("aux", "auxpass") and child.i < subject.left_edge.i for child in token.children
    )


def is_supposed(token: Token) -> bool:
    """ "if X said …", "asked whether X said …": nobody has said it."""
    verb = token
    while verb.head.i != verb.i:
        if verb.dep_ in ("advcl", "ccomp", "pcomp", "acl") and any(
            child.dep_ == "mark" and child.lower_ in ("if", "whether", "unless") for child in verb.children
        ):
            return True
        if verb.dep_ not in ("conj", "xcomp"):
            return False
        verb = verb.head
    return False


def takes_to(token: Token) -> bool:
    """An infinitive with "to"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def for_somebody_to(token: Token) -> bool:
    """ "for the council to report": nobody has reported."""
    if token.tag_ != "VB" or not takes_to(token):
        return False
    if token.dep_ == "xcomp" and token.head.lower_.startswith(_ASKING_STEMS):
        return True
    if token.dep_ == "advcl" and any(child.dep_ == "ccomp" for child in token.children):
        return False  # "came before the inquiry to suggest that …"
    return any(child.dep_ in SUBJECTS for child in token.children) or token.dep_ in ("acl", "relcl", "advcl", "pcomp")


def in_aside(token: Token) -> bool:
    """ "where we think …", "as we note …": said by the way."""
    verb = token
    while verb.head.i != verb.i:
        if verb.dep_ in ("advcl", "relcl") and any(
            child.lower_ in ("where", "when", "as", "which") for child in verb.children
        ):
            return True
        verb = verb.head
    return False


def words_after_agent(token: Token) -> int:
    """How many words of a passive verb's clause stand behind it and its agent; 0 where another verb shares its subject."""
    agent = next((child for child in token.children if child.dep_ == "agent" or child.lower_ == "by"), None)
    after = max(token.i, agent.right_edge.i if agent is not None else token.i) + 1
    rest = [word for word in token.doc[after : token.right_edge.i + 1] if word.dep_ != "punct"]
    shared = any(word.dep_ == "conj" and word.head.i == token.i for word in rest)
    return 0 if shared else len(rest)
