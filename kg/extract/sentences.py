"""Text -> where its sentences begin and end, told by marks alone: quick, and good enough for dates and figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

# An end mark, closing quotes or brackets, a footnote's number, then white space before what can begin a sentence.
_END = re.compile(r"[.!?…]['\"”’)\]]{0,3}(?:\d{1,3}(?:,\d{1,3})*)?(?= +[\"'“‘(\[]{0,2}[A-Z0-9£$€●•])")
_LAST_WORD = re.compile(r"[\w.]+$")
_LONGEST_ABBREVIATION = 8


def bounded_sentences(text: str, abbreviations: Collection[str], longest: int) -> Iterator[tuple[int, int]]:
    """Sentences as `sentence_bounds` gives them, those of more than `longest` characters cut at spaces: work on one stays bounded."""
    for start, end in sentence_bounds(text, abbreviations):
        while end - start > longest:
            cut = text.rfind(" ", start + longest // 2, start + longest)
            cut = cut if cut > 0 else start + longest
            yield start, cut
            start = cut
        yield start, end


def sentence_bounds(text: str, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence, without the white space around it; together they cover all else.

    abbreviations: words whose full stop ends no sentence, without it.

    >>> list(sentence_bounds("Seen by Dr. Example. She agreed.", {"Dr"}))
    [(0, 20), (21, 32)]
    """
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _is_abbreviation(text, match.start(), abbreviations):
            continue
        yield start, match.end()
        start = match.end()
        while start < len(text) and text[start] == " ":
            start += 1
    if start < len(text):
        yield start, len(text)


def _is_abbreviation(text: str, stop: int, abbreviations: Collection[str]) -> bool:
    before = _LAST_WORD.search(text[max(0, stop - _LONGEST_ABBREVIATION) : stop])
    return before is not None and (before[0] in abbreviations or (len(before[0]) == 1 and before[0].isupper()))
