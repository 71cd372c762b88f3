"""Words of a text with their inflection taken off, so that a label matches its plural, its -ing and its -ed form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+|£")  # hyphens divide; figures stand apart from letters: "s47"
_BREAK = re.compile(r"[,.;:!?()…]|\s[–—-]\s")
_VOWEL = re.compile(r"[aeiouy]")
_SHORT = re.compile(r"[^aeiou][aeiouy][^aeiouwxy]")  # consonant, vowel, consonant: "mov" of "moving"
_IRREGULAR = {"children": "child", "people": "person", "women": "woman", "men": "man", "lives": "life", "does": "do"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case and its stem; `start` and `end` count in the text given."""

    word: str
    stem: str
    start: int
    end: int
    capitals: bool  # printed in capitals, like an acronym
    after_break: bool  # a comma, full stop, dash or bracket stands between it and the word before


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; figures count as words, punctuation does not. Kept: headings and cues come again and again."""
    out: list[Token] = []
    last = 0
    for match in _WORD.finditer(text):
        after_break = bool(out) and _BREAK.search(text, last, match.start()) is not None
        out.append(
            Token(_folded(match[0]), stem(match[0]), match.start(), match.end(), _is_acronym(match[0]), after_break)
        )
        last = match.end()
    return tuple(out)


def _is_acronym(word: str) -> bool:
    letters = word.removesuffix("s") if len(word) > 2 else word  # "NGOs" is one too
    return len(letters) > 1 and letters.isupper()


def _folded(word: str) -> str:
    word = unicodedata.normalize("NFKC", word).lower().replace("’", "'").replace("ʼ", "'")
    return word.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word in lower case without plural, possessive, -ing, -ed and, of a long one, final e.

    >>> [stem(word) for word in ("Policies", "policing", "planned", "needed", "child’s", "moving", "bus")]
    ['policy', 'polic', 'plan', 'need', 'child', 'move', 'bus']
    """
    word = _folded(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _without_ending(_singular(word))
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest == word or word.endswith("eed") or len(rest) < 3 or not _VOWEL.search(rest):
            continue
        if ending == "ed" and rest.endswith("i"):
            return rest[:-1] + "y"
        if rest[-1] == rest[-2] and rest[-1] not in "aeiouls":  # planned, but not called, pressed
            return rest[:-1]
        return rest + "e" if len(rest) == 3 and _SHORT.fullmatch(rest) else rest
    return word
