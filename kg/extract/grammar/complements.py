"""An active verb of reporting -> what it takes as the thing said, and by which construction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.cues import Cues
from kg.extract.grammar.contents import (
    after_preposition,
    bare_clause,
    extent_of,
    infinitive,
    noun_content,
    right_after,
    that_clause_after,
)
from kg.extract.grammar.found import Range
from kg.extract.grammar.phrases import giver_of
from kg.extract.grammar.verbs import is_finite

if TYPE_CHECKING:
    from spacy.tokens import Token

Complement = tuple[Range, str]  # content, rule
_OPEN = frozenset("whether if how what which when where who why".split())
_CHARGING = frozenset({"accuse"})  # their object is the one who is charged
_NEAR = 6  # tokens behind a verb
_EMPTY_OBJECTS = frozenset("it them themselves itself this that him her us me".split())


def complement_of(token: Token, verb: str, cues: Cues) -> Complement | None:
    """verb: base form. The surest construction wins."""
    found = _surest(token, verb, cues)
    return found and (_with_owner(token, found[0], cues) or found)


def _surest(token: Token, verb: str, cues: Cues) -> Complement | None:
    children = {child.dep_: child for child in token.children if child.i > token.i}
    return (
        _behind_preposition(token, verb, cues)
        or (_clause(token, verb, cues, children) if verb in cues.clause else None)
        or (_held_noun(token, cues, children) if verb in cues.light else None)
        or _under_preposition(token, verb, cues, children)
        or (_as_rule(infinitive(token, children), "infinitive") if verb in cues.infinitive else None)
        or (_object(token, verb, cues, children) if verb in cues.object else None)
        or _loose_clause(token, verb, cues, children)
    )


def _with_owner(token: Token, content: Range, cues: Cues) -> Complement | None:
    """ "accepts the union's position that …": the clause is what the union holds; who accepts it speaks of the position."""
    between = token.doc[token.i + 1 : content[0]]
    owned = any(word.tag_ == "POS" for word in between)
    held = any(word.lower_ in cues.held_nouns and word.tag_.startswith("NN") for word in between)
    return ((token.i + 1, content[1]), "object-owned") if owned and held else None


def fronted(token: Token, subject: Token) -> Complement | None:
    """ "Care is costly, the report adds": the clause stands before its verb."""
    begin = min(subject.left_edge.i, token.i)  # of the attribution
    clause = next((child for child in token.children if child.dep_ == "ccomp" and child.i < begin), None)
    if clause is None or not is_finite(clause) or token.doc[begin - 1].text not in (",", "”", "-", "–"):
        return None
    return (clause.left_edge.i, begin), "clause-fronted"


def prepositions_of(verb: str, cues: Cues) -> frozenset[str]:
    """Those behind which stands what the verb reports."""
    return frozenset(name for name, verbs in cues.preposition.items() if verb in verbs)


def _as_rule(content: Range | None, rule: str) -> Complement | None:
    return (content, rule) if content is not None else None


def _behind_preposition(token: Token, verb: str, cues: Cues) -> Complement | None:
    content = right_after(token, prepositions_of(verb, cues))
    return (content, f"preposition-{token.doc[token.i + 1].lower_}") if content is not None else None


def _clause(token: Token, verb: str, cues: Cues, children: Mapping[str, Token]) -> Complement | None:
    """ "said that …"; where a noun stands between, both are what is said."""
    clause = children.get("ccomp")
    if not _is_made_known(token, verb, cues) or _is_weighed(token, verb, clause, cues):
        return None
    if clause is None or not is_finite(clause):
        return _as_rule(that_clause_after(token), "clause")
    thing = children.get("dobj")
    between = thing is not None and thing.i < clause.left_edge.i and thing.tag_.startswith("NN")
    if thing is not None and between and verb not in cues.addressed:
        return (thing.left_edge.i, clause.right_edge.i + 1), "object"
    start, end = extent_of(clause, token)
    mark = next((child for child in clause.children if child.dep_ == "mark" and child.lower_ == "that"), None)
    start = max(start, mark.i) if mark is not None else start  # "said, as others had, that …"
    if verb in cues.denying:  # what was denied was not said: the denial belongs to the words
        return (token.i, end), "clause-denied"
    return (start, end), "clause"


def _is_made_known(token: Token, verb: str, cues: Cues) -> bool:
    """ "made clear that …" reports, "made sure that …" does not."""
    needed = cues.needing.get(verb)
    return needed is None or any(word.lower_ in needed for word in token.doc[token.i + 1 : token.i + _NEAR])


def _is_weighed(token: Token, verb: str, clause: Token | None, cues: Cues) -> bool:
    """ "is considering how …", "to see whether …": a question is open, nothing is said."""
    if verb not in cues.weighing or token.tag_ not in ("VB", "VBG"):
        return False
    if token.tag_ == "VBG" and any(child.dep_ == "aux" for child in token.children):
        return True
    opening = clause.left_edge if clause is not None else None
    return opening is not None and opening.lower_ in _OPEN


def _held_noun(token: Token, cues: Cues, children: Mapping[str, Token]) -> Complement | None:
    """ "raised concerns about …"."""
    held = children.get("dobj")
    if held is None or held.lower_ not in cues.held_nouns or giver_of(held) is not None:
        return None  # "noted the response from the ministers that …": it is theirs
    return _as_rule(noun_content(held, token), "light-verb")


def _under_preposition(token: Token, verb: str, cues: Cues, children: Mapping[str, Token]) -> Complement | None:
    for child in token.children:
        if child.dep_ not in ("prep", "agent", "dative") or child.i < token.i:
            continue
        if verb not in cues.preposition.get(child.lower_, ()):
            continue
        content = after_preposition(child, token)
        if content is not None and ("dobj" not in children or child.lower_ in ("as", "for") or verb in _CHARGING):
            return content, f"preposition-{child.lower_}"
    return None


def _object(token: Token, verb: str, cues: Cues, children: Mapping[str, Token]) -> Complement | None:
    thing = children.get("dobj")
    if thing is not None and thing.lower_ in ("themselves", "himself", "herself") and "prep" in children:
        likened = children["prep"]
        return ((likened.i + 1, likened.right_edge.i + 1), "object") if likened.lower_ == "as" else None
    if verb == "call" and thing is not None and "oprd" not in children:
        return None  # an ambulance was called
    if verb in cues.weighing and token.tag_ == "VBG" and any(child.dep_ == "aux" for child in token.children):
        return None  # is considering its position
    if thing is not None and _is_dealt_with(token, verb, thing, cues):
        return None
    if thing is None and verb in cues.trying:
        return None  # sought to enact, considered publishing: deeds and plans
    if thing is not None and (is_bare_noun(thing, cues) or (verb in cues.handling and not _is_idea(thing, cues))):
        return None
    thing = children.get("dobj") or children.get("ccomp") or children.get("oprd") or children.get("xcomp")
    if thing is not None and thing.tag_ == "VBG" and verb in cues.denying:
        return (token.i, thing.right_edge.i + 1), "clause-denied"  # "denied misleading the house"
    return (extent_of(thing, token), "object") if thing is not None and thing.lower_ not in _EMPTY_OBJECTS else None


def _is_dealt_with(token: Token, verb: str, thing: Token, cues: Cues) -> bool:
    """ "valued the ring at £40", "supports carers to return to work", "identified 340 patients": a deed, not a view."""
    if verb == "value":
        return any(child.lower_ == "at" for child in token.children)
    if verb in ("support", "back", "encourage") and any(child.dep_ == "xcomp" for child in token.children):
        return verb != "encourage"
    return verb in cues.handling and thing.lower_ in cues.people


def is_bare_noun(thing: Token, cues: Cues) -> bool:
    """ "raised some concerns": it is not told which."""
    told = cues.held_nouns | cues.list_nouns
    return thing.lower_ in told and all(child.dep_ in ("det", "amod", "nummod", "advmod") for child in thing.children)


def _is_idea(thing: Token, cues: Cues) -> bool:
    """Whether an object may be said and not only handled: a concern, a delay, the lack of …; a key may not."""
    word = thing.lower_
    named = word in cues.held_nouns | cues.list_nouns | cues.topic_nouns or word.endswith(cues.idea_endings)
    told = ("relcl", "acl", "ccomp", "prep")
    return (
        named or thing.tag_ == "VBG" or any(child.dep_ in told and child.lower_ != "behind" for child in thing.children)
    )


def _loose_clause(token: Token, verb: str, cues: Cues, children: Mapping[str, Token]) -> Complement | None:
    """What follows a verb of saying where the parser saw no clause."""
    if verb not in cues.speech:
        return None
    content = bare_clause(token) if verb not in cues.weak else None
    if content is None and verb in cues.clause - cues.weak and "xcomp" in children:
        content = extent_of(children["xcomp"], token)
    return _as_rule(content, "clause")
