"""Bullets -> whether a parse of them could tell anything: who says something, or whom a pronoun after them means.

Every rule of grammar hangs on a word of the lexicon, and every subject that may speak on a noun, a name or a pronoun. A bullet
with none of them has nothing that a parse would show; parsing is what takes most of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from kg.extract.cues import Cues
from kg.extract.grammar.nouns import MINDS
from kg.extract.mentions import SpeakerWords
from kg.extract.passages import Passage
from kg.model import BlockKind

LEADS_ON = (":", " to", ":-", " on")  # ends of a bullet with a list of its own
_LETTERS = re.compile(r"[^\W\d_]+")
_SHARES = ("%",)  # "64% of drivers"
_OPENING = frozenset({"across", "throughout"})


class QuietTest:
    """Tells bullets that need no parse; never one whose parse would change a statement."""

    def __init__(
        self, cues: Cues, words: SpeakerWords, proper: Collection[str], is_known: Callable[[str], bool]
    ) -> None:
        """proper: words that the document only writes with a capital. is_known: whether a word names somebody in it."""
        self._cue_words = _cue_words(cues)
        self._words = words
        self._proper = proper
        self._is_known = is_known
        self._loud: dict[str, bool] = {}  # word as printed

    def __call__(self, passage: Passage) -> bool:
        if passage.kind is not BlockKind.BULLET or passage.text.rstrip().endswith(LEADS_ON):
            return False
        return all(not unit.taken_out and self._is_quiet(unit.frame) for unit in passage.units)

    def _is_quiet(self, frame: str) -> bool:
        if any(sign in frame for sign in _SHARES):
            return False
        words = _LETTERS.findall(frame)
        if words and self._is_loud_opening(words[0]):
            return False
        return not any(self._is_loud(word) for word in words[1:])

    def _is_loud_opening(self, word: str) -> bool:
        """The first word, whose capital tells nothing."""
        named = word in self._proper or (word[:1].isupper() and self._is_known(word))
        return named or (len(word) > 1 and word.isupper()) or self._is_loud(word[:1].lower() + word[1:])

    def _is_loud(self, word: str) -> bool:
        known = self._loud.get(word)
        if known is None:
            known = self._loud[word] = word != word.lower() or word in self._cue_words or self._may_speak(word)
        return known

    def _may_speak(self, word: str) -> bool:
        words = self._words
        listed = (words.members, words.quantities, words.alone, words.roles, words.bodies, words.documents)
        forms = (word, word.removesuffix("s"), f"{word}s")
        if any(form in list_ for list_ in listed for form in forms):
            return True
        return any(words.agents.kind(form, tag) is not None for form in forms for tag in ("NN", "NNS"))


def _cue_words(cues: Cues) -> frozenset[str]:
    """Every word on which a rule of grammar hangs; a verb that only lists ("included") hangs on the noun whose list it is."""
    prepositional = frozenset(verb for verbs in cues.preposition.values() for verb in verbs)
    told = cues.clause | cues.object | cues.infinitive | cues.speech | cues.light | prepositional
    told |= cues.passive_clause | cues.passive_object | cues.addressed
    verbs = {form for form, base in cues.verbs.items() if base in told}
    phrases = {max(phrase.split(), key=len) for phrase in (*cues.standing, *cues.according)}
    nouns = cues.topic_nouns | cues.held_nouns | cues.owned_nouns | cues.list_nouns | cues.standpoints | MINDS
    return frozenset(verbs | phrases | nouns | cues.adjectives | cues.wishing | _OPENING)
