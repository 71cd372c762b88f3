"""Active verbs of reporting -> attributions: "X says that …", "X calls for …", "…, X adds"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar.complements import complement_of, fronted, prepositions_of
from kg.extract.grammar.contents import right_after, that_clause_after
from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.phrases import phrase_of
from kg.extract.grammar.subjects import subject_of, whole_of
from kg.extract.grammar.verbs import (
    SUBJECTS,
    for_somebody_to,
    in_aside,
    is_finite,
    is_hypothetical,
    is_negated,
    is_passive,
    is_question,
    is_supposed,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = ("clause", "clause-fronted", "clause-denied", "light-verb")
_OUTSIDE_CLAUSES = ("clause-fronted", "clause-denied")  # their content does not stand behind the verb
_FARTHEST_NOUN = 4  # nouns between a relative clause and the one that it means
_LAST_VERB_AT_HEAD = 3  # tokens


def active(token: Token, reading: Reading) -> Found | None:
    """The attribution whose cue is this token."""
    verb = reading.cues.verbs.get(token.lower_)
    if verb is None:
        return None
    if token.tag_ == "NNS":
        return _noun_like_verb(token, verb, reading)
    if not token.tag_.startswith("VB") or is_passive(token) or _is_participle(token):
        return None
    if _is_torn_off(token):
        return None
    subject = subject_of(token)
    if subject is None or is_hypothetical(token, reading.cues) or is_question(token):
        return None
    complement = complement_of(token, verb, reading.cues)
    if complement is None and verb in reading.cues.speech:
        complement = fronted(token, subject)
    if complement is None or not _says(token, subject, *complement):
        return None
    return _attributed(token, verb, subject, *complement, reading)


def _is_torn_off(token: Token) -> bool:
    """ "argued that it must ensure supply, support trade and watch demand": by its form the second verb goes with "ensure"."""
    own = any(child.dep_ in SUBJECTS or child.lower_ == "to" for child in token.children)
    return token.dep_ == "conj" and token.tag_ in ("VB", "VBP") and token.head.tag_ == "VBD" and not own


def _is_participle(token: Token) -> bool:
    """ "asked about it, …", "by welcoming …", "welcoming spaces": no verb of somebody's."""
    own = any(child.dep_ in SUBJECTS for child in token.children)
    if token.tag_ == "VBG":
        return token.dep_ == "amod" or (token.dep_ == "pcomp" and not own and not _is_way_of_saying(token))
    helped = any(child.dep_ in ("aux", "auxpass") for child in token.children)
    return token.tag_ == "VBN" and token.dep_ in ("advcl", "ROOT", "amod") and not own and not helped


def _is_way_of_saying(token: Token) -> bool:
    """ "responded by saying that …", "is right in saying that …"."""
    return token.head.lower_ in ("by", "in") and any(
        child.dep_ == "ccomp" and child.i > token.i and is_finite(child) for child in token.children
    )


def _says(token: Token, subject: Token, content: Range, rule: str) -> bool:
    """Whether the verb tells that something was said, and not by the way."""
    if (content[0] <= token.i and rule not in _OUTSIDE_CLAUSES) or for_somebody_to(token) or is_supposed(token):
        return False
    if token.dep_ == "relcl" and subject.lower_ == "those" and subject.dep_ == "pobj":
        return False  # "of those who said …, half …": who is counted
    if rule == "infinitive" and token.dep_ == "acl":
        return False  # "those wanting to take part"
    first = token.doc[content[0]]
    if rule == "clause" and first.tag_ in ("MD", "VBZ", "VBD") and first.i == token.i + 1:
        return False  # a verb without its subject: the parser cut the clause
    return subject.lower_ != "we" or not (in_aside(token) or token.doc[content[0]].lower_ == "you")


def _attributed(token: Token, verb: str, subject: Token, content: Range, rule: str, reading: Reading) -> Found | None:
    speaker = _speaker(token, verb, whole_of(subject), rule in _CLAUSES, reading)
    if speaker is None:
        return None
    if is_negated(token):
        if verb not in reading.cues.opinion_negative and speaker.lower_ != "we":
            return None
        content = (min(child.i for child in token.children if child.dep_ in ("neg", "aux")), content[1])
    start, end = phrase_of(speaker)
    if start < token.i < end:  # "responses criticising …", "a report of May which found …"
        end = token.left_edge.i if token.left_edge.i > speaker.i else token.i
    source = (start, end)
    return Found(rule, source, (token.i, token.i + 1), content, verb)


def _speaker(token: Token, verb: str, subject: Token, has_clause: bool, reading: Reading) -> Token | None:
    """The subject, or what it hangs on, if it may speak."""
    name = token.doc[subject.i - 1] if subject.i else subject
    if (
        subject.tag_ == "NNS"
        and subject.lower_ in reading.cues.verbs
        and name.dep_ == "compound"
        and subject.i <= _LAST_VERB_AT_HEAD
    ):
        subject = name  # "The Plan advocates for …": the parser took the verb for a noun
    torn = token.dep_ == "conj" and token.head.tag_ != token.tag_ and token.head.dep_ == "ccomp"
    teller = _saying_before(token, verb, reading) if torn else None
    if teller is not None:
        return teller  # "found that the crew had slept and concluded that …": by its tense the second verb is the first one's twin
    if token.dep_ == "relcl":
        subject = _those_at(subject, token) or subject
    if reading.may_speak(subject, verb, has_clause):
        return subject
    above = _saying_before(token, verb, reading) if token.dep_ == "conj" else None
    if above is not None:
        return above
    above = subject_of(token.doc[:].root) if token.tag_ == "VBG" and token.dep_ in ("advcl", "acl") else None
    if above is None and token.dep_ == "relcl":
        above = _first_noun(subject, verb, has_clause, reading)
    if above is None or above.i > token.i or not reading.may_speak(above, verb, has_clause):
        return None
    return above


def _those_at(noun: Token, verb: Token) -> Token | None:
    """ "Traders on Mill Street, who have argued that …": a street does not argue, and the verb's number tells."""
    plural = verb.tag_ == "VBP" or any(child.dep_ == "aux" and child.tag_ == "VBP" for child in verb.children)
    who = any(child.lower_ == "who" for child in verb.children)
    above = noun.head.head if noun.dep_ == "pobj" else noun
    one = noun.tag_ in ("NNP", "NN") and not any(child.dep_ == "conj" for child in noun.children)
    return above if who and plural and one and above.tag_ == "NNS" else None


def _saying_before(token: Token, verb: str, reading: Reading) -> Token | None:
    """ "The farmer said the levy was unfair and called for its end": a levy calls for nothing; the farmer did."""
    clause = token.head
    cue = clause.head
    if clause.dep_ != "ccomp" or cue.tag_ != token.tag_ or reading.cues.verbs.get(cue.lower_) is None:
        return None
    subject = subject_of(cue)
    return subject if subject is not None and reading.may_speak(subject, verb, True) else None


def _first_noun(noun: Token, verb: str, has_clause: bool, reading: Reading) -> Token | None:
    """ "a report of 7 January which advised that …": the relative clause hangs on the last noun, and means the first."""
    for _ in range(_FARTHEST_NOUN):
        noun = noun.head
        if noun.tag_.startswith("NN") and reading.may_speak(noun, verb, has_clause):
            return noun
    return None


def _noun_like_verb(token: Token, verb: str, reading: Reading) -> Found | None:
    """ "The Plan advocates for …": a verb in -s that the parser took for a plural, behind a name at the sentence's head."""
    cues = reading.cues
    if not 0 < token.i <= _LAST_VERB_AT_HEAD or not token.lower_.endswith("s"):
        return None
    name = token.doc[token.i - 1]
    if verb not in cues.speech | cues.document or not name.text[:1].isupper():
        return None
    if not reading.may_speak(name, verb, True):
        return None
    content = right_after(token, prepositions_of(verb, cues)) or that_clause_after(token)
    return Found("clause", (name.i, name.i + 1), (token.i, token.i + 1), content, verb) if content else None
