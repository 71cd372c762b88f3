"""Passive verbs of reporting -> attributions: "it was felt that …", "the need for … was raised by X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar.complements import is_bare_noun
from kg.extract.grammar.contents import after_preposition, extent_of, noun_content, that_clause_after
from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.phrases import object_of, phrase_of, whole_phrase_of
from kg.extract.grammar.subjects import counted_noun, subject_of
from kg.extract.grammar.verbs import is_finite, is_hypothetical, is_negated, is_passive, words_after_agent

if TYPE_CHECKING:
    from spacy.tokens import Token

_EMPTY_SUBJECTS = frozenset("it this that these they which who we i he she".split())
_ANSWERS = frozenset({"accept", "reject", "support", "agree"})  # what is done with recommendations
_ANSWERED = frozenset({"recommendation", "recommendations", "they"})
_ABOUT = frozenset("for about over around regarding concerning".split())
_LONG_TAIL = 6  # words after a passive verb and its agent; so many belong to what was said


def passive(token: Token, reading: Reading) -> Found | None:
    """The attribution whose cue is this token."""
    verb = reading.cues.verbs.get(token.lower_)
    if verb is None or not token.tag_.startswith("VB") or not is_passive(token):
        return None
    if is_hypothetical(token, reading.cues) or is_negated(token):
        return None
    subject, agent = subject_of(token), agent_of(token)
    if subject is None:
        return None
    judged = _judged(token, verb, subject, agent, reading)
    if judged is None and agent is not None and not reading.may_speak(agent, verb, False):
        return None
    told = (
        judged
        or (_clause(token, verb, subject, agent, reading) if _lends_itself(verb, subject, reading) else None)
        or _told_by(token, verb, agent, reading)
        or _charged(token, verb, agent, reading)
        or _thing(token, verb, subject, agent, reading)
    )
    if told is None:
        return None
    source = phrase_of(agent) if agent is not None else None
    return Found(told[1], source, (token.i, token.i + 1), told[0], verb)


def _lends_itself(verb: str, subject: Token, reading: Reading) -> bool:
    """A verb of reporting, or one that only goes with a view: "doubts were voiced about the buoys"."""
    cues = reading.cues
    return verb in cues.passive_clause or (verb in cues.light and subject.lower_ in cues.held_nouns)


def agent_of(token: Token) -> Token | None:
    """Who does what a passive verb tells: "by X", "on behalf of X"."""
    behind_by = (object_of(child) for child in token.children if child.dep_ == "agent" or child.lower_ == "by")
    agent = next((agent for agent in behind_by if agent is not None), None)
    return agent if agent is not None else _represented(token)


def _represented(token: Token) -> Token | None:
    """ "it was submitted on behalf of X that …"."""
    for child in token.children:
        behalf = object_of(child) if child.dep_ == "prep" and child.lower_ == "on" else None
        if behalf is not None and behalf.lower_ == "behalf":
            return next((object_of(word) for word in behalf.children if word.lower_ == "of"), None)
    return None


def _clause(token: Token, verb: str, subject: Token, agent: Token | None, reading: Reading) -> tuple[Range, str] | None:
    """ "it was felt that …", "concern was expressed that …", "calls were made for …"."""
    clause = _that_clause(token, agent)
    if subject.lower_ == "it" and clause is not None:
        return extent_of(clause, token), "passive-clause"
    if subject.lower_ not in reading.cues.held_nouns | reading.cues.topic_nouns:
        return None
    content = noun_content(subject, token)
    content = content or (extent_of(clause, token) if clause is not None else that_clause_after(token))
    content = content or _about(token, agent)
    return (content, "passive-noun") if content is not None else None


def _that_clause(token: Token, agent: Token | None) -> Token | None:
    """The clause that a passive verb reports; the parser may hang it on the agent."""
    clausal = [child for child in token.children if child.dep_ in ("ccomp", "xcomp", "advcl")]
    if agent is not None:
        clausal += [
            child for child in agent.children if child.dep_ in ("relcl", "acl") and child.left_edge.dep_ == "mark"
        ]
    return next((child for child in clausal if child.i > token.i and is_finite(child)), None)


def _about(token: Token, agent: Token | None) -> Range | None:
    """ "calls were made for more buses"; the parser may hang it on the agent: "concern was voiced by many about the cost"."""
    for child in (*token.children, *(agent.children if agent is not None else ())):
        if child.dep_ == "prep" and child.i > token.i and child.lower_ in _ABOUT:
            return after_preposition(child, token)
    return None


def _judged(token: Token, verb: str, subject: Token, agent: Token | None, reading: Reading) -> tuple[Range, str] | None:
    """ "the map was seen as helpful by nurses", "was considered unsafe by many": the judgement is the whole clause."""
    judging = token.lower_ in reading.cues.received or verb in reading.cues.preposition["as"]
    if agent is None or not judging or subject.lower_ in _EMPTY_SUBJECTS:
        return None
    behind = [child for child in (*token.children, *agent.children) if child.i > token.i]
    if not any(child.dep_ in ("oprd", "acomp") or child.lower_ == "as" for child in behind):
        return None
    if not reading.may_speak(agent, verb, True):
        return None
    return (subject.left_edge.i, token.right_edge.i + 1), "passive-object"


def _told_by(token: Token, verb: str, agent: Token | None, reading: Reading) -> tuple[Range, str] | None:
    """ "Parents were told by the head that …": the one who tells is the agent."""
    if agent is None or verb not in reading.cues.addressed:
        return None
    clause = _that_clause(token, agent)
    return (extent_of(clause, token), "passive-told") if clause is not None else None


def _charged(token: Token, verb: str, agent: Token | None, reading: Reading) -> tuple[Range, str] | None:
    """ "The ferry was criticised by passengers for leaving early": leaving early."""
    if agent is None or verb not in reading.cues.charging:
        return None
    behind = (*token.children, *agent.children)
    charge = next((child for child in behind if child.lower_ == "for" and child.i > agent.i), None)
    content = after_preposition(charge, token) if charge is not None else None
    return (content, "passive-charge") if content is not None else None


def _thing(token: Token, verb: str, subject: Token, agent: Token | None, reading: Reading) -> tuple[Range, str] | None:
    """ "the need for … was raised": the subject, with a long rest of its clause, is what is said."""
    if verb in _ANSWERS and subject.lower_ in _ANSWERED and agent is not None:
        return (subject.left_edge.i, token.right_edge.i + 1), "passive-object"
    if verb not in reading.cues.passive_object or subject.lower_ in _EMPTY_SUBJECTS:
        return None
    if agent is None and reading.may_speak(subject, "feel", True):
        return None  # "some respondents were named": they say nothing
    if is_bare_noun(counted_noun(subject) or subject, reading.cues):
        return None  # "concerns were raised": it is not told which
    thing = whole_phrase_of(subject)
    if agent is None and words_after_agent(token) >= _LONG_TAIL:
        thing = (thing[0], len(token.doc))
    return thing, "passive-object"
