"""The head of a noun phrase -> the phrase's range, and whose thing it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar.found import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AFTER_HEAD = ("prep", "conj", "cc", "case", "nummod", "poss")
_NOT_BEFORE_HEAD = ("punct", "mark", "cc", "preconj", "advmod", "prep")
_OF_SPEAKERS = frozenset("of for with in from to at on working among amongst".split())  # "families with children"
_OF_HOLDERS = frozenset("among amongst between from by of throughout across in".split())  # "the view among families"
_OF_AGENTS = frozenset({"by", "in", "from"})  # "a view held by many"


def phrase_of(head: Token) -> Range:
    """The noun phrase of a head, without relative clauses and appositions."""
    start = min(
        (child.left_edge.i for child in head.children if child.i < head.i and child.dep_ not in _NOT_BEFORE_HEAD),
        default=head.i,
    )
    quantity = any(child.dep_ == "advmod" and child.i == start - 1 for child in head.children)
    return start - 1 if quantity else start, _end_of(head)


def _end_of(head: Token) -> int:
    end = head.i + 1
    for child in head.children:
        if child.i <= head.i:
            continue
        if child.dep_ in _AFTER_HEAD:
            if child.dep_ != "prep" or child.lower_ in _OF_SPEAKERS or _gives_example(child):
                end = max(end, child.right_edge.i + 1)
        elif (child.dep_ == "acl" and (child.tag_ == "VBG" or child.lower_ == "dated")) or (
            child.dep_ == "appos" and _goes_on_listing(child)
        ):
            end = max(end, child.right_edge.i + 1)
        elif child.dep_ in ("relcl", "appos", "punct") and not _is_comma_of_list(child):
            break
    return end


def _gives_example(preposition: Token) -> bool:
    """ "respondents such as the Fund"."""
    return preposition.lower_ == "as" and any(child.lower_ == "such" for child in preposition.children)


def _goes_on_listing(apposition: Token) -> bool:
    """ "Ewan Pike, Nora Quill and Tom Ferris": the parser takes the second name for an apposition."""
    return apposition.tag_ in ("NNP", "NNPS") and any(
        child.dep_ == "conj" and child.tag_ in ("NNP", "NNPS") for child in apposition.children
    )


def _is_comma_of_list(comma: Token) -> bool:
    return comma.text == "," and any(
        child.dep_ == "appos" and child.i > comma.i and _goes_on_listing(child) for child in comma.head.children
    )


def whole_phrase_of(head: Token) -> Range:
    """The noun phrase of a head with all that hangs on it."""
    return head.left_edge.i, head.right_edge.i + 1


def owner_of(noun: Token) -> Token | None:
    """Whose theme or view it is: among respondents, from parents, by the council, of many, X's."""
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ != "its":
            return child
        holder = None
        if child.dep_ in ("prep", "agent") and child.lower_ in _OF_HOLDERS:
            holder = object_of(child)
        elif child.dep_ in ("acl", "relcl"):
            holder = _agent_under(child)
        if holder is not None:
            return holder
    return None


def _agent_under(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or child.lower_ in _OF_AGENTS:
            holder = object_of(child)
            if holder is not None:
                return holder
    return None


def object_of(preposition: Token) -> Token | None:
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def characters_of(sentence: Doc, tokens: Range) -> tuple[int, int]:
    """The characters of the sentence under a range of tokens."""
    last = sentence[tokens[1] - 1]
    return sentence[tokens[0]].idx, last.idx + len(last)


def phrase_characters(head: Token) -> tuple[int, int]:
    """The characters of the noun phrase of a head."""
    return characters_of(head.doc, phrase_of(head))


def giver_of(noun: Token) -> Token | None:
    """ "the statement made by X that …", "the response from X that …"."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return object_of(child)
        if child.dep_ == "acl" and child.tag_ == "VBN":
            agent = next((word for word in child.children if word.dep_ == "agent" or word.lower_ == "by"), None)
            if agent is not None:
                return object_of(agent)
    return None
