"""An attribution whose content is a noun phrase -> where the reporter's own words begin behind it: a time, a place, a further deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar.found import Found
from kg.extract.grammar.verbs import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_RULES = ("object", "light-verb", "adjective", "object-owned")
# Of the report, where they hang on its verb.
_CIRCUMSTANCES = frozenset("during while since after".split())
_NAMES = ("NNP", "NNPS")
_PERSONS = ("he", "she")
_DASHES = ("-", "--", "–", "—", "―")
_FEWEST = 1  # tokens of a content


def before_addition(item: Found, end: int, sentence: Doc) -> int:
    """ "praised the crew — a first", "praised the crew during his visit", "praised the crew but had to leave": the crew."""
    if item.rule not in _RULES and not item.rule.startswith("preposition-"):
        return end
    first = item.content[0] + _FEWEST
    cue = sentence[item.cue[1] - 1]
    last = sentence[item.source[1] - 1] if item.source is not None else cue
    named = last.tag_ in _NAMES or last.lower_ in _PERSONS
    places = [_lone_dash(sentence, first, end)] if named else []
    for child in cue.children:
        if child.i >= max(first, item.content[1]) or child.left_edge.i >= max(first, item.content[1]):
            places += [_circumstance(child), _further_deed(child, cue)]
    return min((place for place in places if place is not None and first <= place < end), default=end)


def _lone_dash(sentence: Doc, first: int, end: int) -> int | None:
    """One dash; two would set something off inside the content."""
    dashes = [at for at in range(first, end) if sentence[at].text in _DASHES and sentence[at].whitespace_]
    return dashes[0] if len(dashes) == 1 and sentence[dashes[0] - 1].whitespace_ else None


def _circumstance(child: Token) -> int | None:
    opening = child.left_edge
    hangs = child.dep_ in ("advcl", "prep")
    return opening.i if hangs and opening.lower_ in _CIRCUMSTANCES else None


def _further_deed(child: Token, cue: Token) -> int | None:
    """A second verb of the same subject, in the same form, that reports nothing."""
    if child.dep_ != "conj" or child.tag_ != cue.tag_ or not cue.tag_.startswith("VB"):
        return None
    if any(word.dep_ in SUBJECTS for word in child.children):
        return None
    joint = [word.i for word in cue.children if word.dep_ == "cc" and cue.i < word.i < child.i]
    return joint[-1] if joint else None
