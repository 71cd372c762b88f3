"""Blocks of a text -> the language of each, of the whole, and what has to be said about those that are not in English.

Text with the usual share of English function words is English: nothing else is asked. Only what has few of them is
shown to py3langid, which is loaded for the first such text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.knowledge.lexicon import Lexicon
from kg.model import Block, BlockKind

ENGLISH = "en"
_FEWEST_WORDS = 20  # of a text that is judged; shorter blocks are judged together with those beside them
_FUNCTION_SHARE = 0.18  # of the words; English prose has 0.3 to 0.5, lists of points 0.2, other languages up to 0.12
_SHOWN_SHARE, _FEWEST_SHOWN = 0.25, 2  # of function words, that show a short block to be English
_SURE = 0.95  # probability from which on another language is believed
_SMALL_SHARE = 0.5  # of words that begin with a small letter; a list of names has fewer and is in no language
_LONGEST = 4_000  # characters that are enough to tell a language
_WORD = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile(r"<[^<>]{0,500}>")
_IN_ADDRESS = ("://", "@", "www.", "](")
_WITHOUT_BLANKS = "\u2e80"  # from here on scripts that part words by no blanks
_LETTERS_A_WORD = 2  # of theirs


def with_languages(
    blocks: Sequence[Block], text: str, lexicon: Lexicon, *, given: str | None = None
) -> tuple[tuple[Block, ...], str, tuple[str, ...]]:
    """The blocks with their languages, the language of the whole, and a warning for each other language.

    given: what the manifest says of the whole; it stands where the text is too short to tell.
    """
    judge = _Judge(lexicon)
    words = [_words(block, text) for block in blocks]
    found = _languages(blocks, words, judge)
    counts: Counter[str] = Counter()
    for block, language, here in zip(blocks, found, words, strict=True):
        if language is not None and block.kind is not BlockKind.BOILERPLATE:
            counts[language] += _size(here)
    main = max(counts, key=lambda code: (counts[code], code == ENGLISH)) if counts else given or ENGLISH
    told = tuple(
        replace(block, language=language or main) if (language or main) != block.language else block
        for block, language in zip(blocks, found, strict=True)
    )
    return told, main, _warnings(counts, main, given, judge)


def _languages(blocks: Sequence[Block], words: Sequence[Sequence[str]], judge: _Judge) -> list[str | None]:
    """Of each block; None: the whole's."""
    found: list[str | None] = [None] * len(blocks)
    run: list[int] = []  # short blocks that stand together
    for at, (block, here) in enumerate(zip(blocks, words, strict=True)):
        if block.kind is BlockKind.BOILERPLATE:
            continue
        if _size(here) >= _FEWEST_WORDS:
            found[at] = judge.language(here)
            run = []
            continue
        run.append(at)
        together = [word for one in run for word in words[one]]
        if _size(together) >= _FEWEST_WORDS:
            language = judge.language(together)
            for one in run:
                found[one] = language
            run = []
    return _filled(blocks, words, found, judge)


def _filled(
    blocks: Sequence[Block], words: Sequence[Sequence[str]], found: Sequence[str | None], judge: _Judge
) -> list[str | None]:
    """Short blocks between two of one language are of this language, unless they show to be English."""
    before = _carried(found)
    after = list(reversed(_carried(list(reversed(found)))))
    filled: list[str | None] = []
    for at, language in enumerate(found):
        near = {one for one in (before[at], after[at]) if one is not None}
        if language is None and len(near) == 1 and blocks[at].kind is not BlockKind.BOILERPLATE:
            language = ENGLISH if judge.looks_english(words[at]) else near.pop()
        filled.append(language)
    return filled


def _carried(found: Sequence[str | None]) -> list[str | None]:
    """At each place the last language before it."""
    carried: list[str | None] = []
    last: str | None = None
    for language in found:
        last = language or last
        carried.append(last)
    return carried


def _warnings(counts: Counter[str], main: str, given: str | None, judge: _Judge) -> tuple[str, ...]:
    total = counts.total()
    told = [
        f"{_percent(count, total)} of its words are in {judge.name(code)}: no statement is taken from them"
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if code != ENGLISH
    ]
    if given is not None and counts and main.split("-")[0] != given.casefold().split("-")[0]:
        told.append(f"the manifest says that it is in {judge.name(given)}, it reads as {judge.name(main)}")
    return tuple(told)


def _percent(count: int, total: int) -> str:
    share = 100 * count / total
    return "under 1%" if share < 1 else f"{share:.0f}%"


class _Judge:
    """Tells the language of a text's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._function_words = frozenset(word for word in lexicon.words("sentences", "function_words") if len(word) > 1)
        self._names: dict[str, str] = lexicon.tables.get("languages", {}).get("names", {})

    def name(self, code: str) -> str:
        """ "Welsh (cy)"; the code alone where it has no name."""
        name = self._names.get(code.casefold())
        return f"{name} ({code})" if name else code

    def language(self, words: Sequence[str]) -> str:
        """English unless something else is sure."""
        if self._english_share(words) >= _FUNCTION_SHARE or not _is_prose(words):
            return ENGLISH
        code, probability = _classifier()(" ".join(words)[:_LONGEST])
        return code if probability >= _SURE else ENGLISH

    def looks_english(self, words: Sequence[str]) -> bool:
        """A few words that show to be English; too few to show the contrary."""
        share = self._english_share(words)
        return share >= _SHOWN_SHARE and share * len(words) >= _FEWEST_SHOWN

    def _english_share(self, words: Sequence[str]) -> float:
        return sum(word.casefold() in self._function_words for word in words) / len(words) if words else 0.0


@lru_cache(maxsize=1)
def _classifier() -> Callable[[str], tuple[str, float]]:
    """Text in small letters -> (code, probability). Loading takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def classify(text: str) -> tuple[str, float]:
        code, probability = identifier.classify(text.casefold())
        return str(code), float(probability)

    return classify


def _words(block: Block, text: str) -> list[str]:
    """Words of two letters or more; addresses and tags of a mark-up are none."""
    printed = " ".join(text[piece.start : piece.end] for piece in block.pieces)
    plain = (run for run in _TAG.sub(" ", printed).split() if not any(sign in run for sign in _IN_ADDRESS))
    return _WORD.findall(" ".join(plain))


def _size(words: Sequence[str]) -> int:
    """How many words these are, also where a script parts them by no blanks."""
    return sum(1 if word[0] < _WITHOUT_BLANKS else len(word) // _LETTERS_A_WORD for word in words)


def _is_prose(words: Sequence[str]) -> bool:
    """Most words begin with a small letter, or all are in capitals, or the script has no capitals."""
    small = sum(not word[0].isupper() for word in words)
    return small >= _SMALL_SHARE * len(words) or all(word.isupper() for word in words)
