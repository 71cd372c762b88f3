"""Attributions by the way -> the same as ranges: "X, the mayor said, is …", "as the mayor argued, …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.phrases import phrase_of
from kg.extract.grammar.subjects import subject_of
from kg.extract.grammar.verbs import is_hypothetical, is_negated, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LIKE = frozenset({"as"})
_MARKS = frozenset({",", "-", "–", "—", "("})
_CONTENTS = ("ccomp", "dobj", "xcomp", "oprd")
_OF_THE_TEXT = frozenset({"we", "i"})  # "as we said before": no report
_LONGEST_ASIDE = 20  # tokens
_FEWEST_WORDS = 2  # before an aside that stands in the middle


def aside(token: Token, reading: Reading) -> Found | None:
    """The attribution whose cue is this token: a verb of saying with nothing said behind it, set off by commas."""
    verb = reading.cues.verbs.get(token.lower_)
    if verb not in reading.cues.speech or not token.tag_.startswith("VB") or is_passive(token):
        return None
    likened = any(child.lower_ in _LIKE and child.i < token.i for child in token.children)
    if not (token.dep_ == "parataxis" or (likened and token.dep_ in ("advcl", "relcl"))):
        return None
    contents = [child for child in token.children if child.dep_ in _CONTENTS and child.i > token.i]
    if contents and not (verb in reading.cues.addressed and all(child.dep_ == "dobj" for child in contents)):
        return None
    subject = _own_subject(token)
    if subject is None or is_negated(token) or is_hypothetical(token, reading.cues):
        return None
    if subject.lower_ in _OF_THE_TEXT or not reading.may_speak(subject, verb, True):
        return None
    parts = around(token.head, (token.left_edge.i, token.right_edge.i + 1))
    if parts is None:
        return None
    return Found("clause-around", phrase_of(subject), (token.i, token.i + 1), parts[0], verb, parts[1])


def around(head: Token, between: Range) -> tuple[Range, Range | None] | None:
    """What a clause says around a phrase that commas set off from it; one range where it stands at either end.

    head: of the clause; between: the phrase. None: it is not set off.
    """
    sentence = head.doc
    first, last = _without_marks(sentence, *between)
    start, end = head.left_edge.i, head.right_edge.i + 1
    before, behind = (start, first), (last, end)
    opened = first == 0 or first <= start or sentence[first - 1].text in _MARKS
    closed = last >= len(sentence) - 1 or sentence[last].text in (*_MARKS, ")", ".")
    if last - first > _LONGEST_ASIDE or not (opened and closed):
        return None
    if _words(sentence, before) < _FEWEST_WORDS:
        return (behind, None) if _words(sentence, behind) >= _FEWEST_WORDS else None
    if _words(sentence, behind) < _FEWEST_WORDS or (head.i < first and not _goes_on(head, last)):
        return before, None
    return before, behind


def _goes_on(head: Token, at: int) -> bool:
    """Whether the clause has more than loose additions behind a place."""
    return any(child.i >= at and child.dep_ in (*_CONTENTS, "attr", "acomp") for child in head.children)


def _own_subject(token: Token) -> Token | None:
    own = any(child.dep_ == "nsubj" for child in token.children)
    return subject_of(token) if own else None


def _without_marks(sentence: Doc, start: int, end: int) -> Range:
    while start < end and sentence[start].dep_ == "punct":
        start += 1
    while end > start and sentence[end - 1].dep_ == "punct":
        end -= 1
    return start, end


def _words(sentence: Doc, part: Range) -> int:
    return sum(token.dep_ not in ("punct", "cc", "mark") for token in sentence[part[0] : max(part)])
