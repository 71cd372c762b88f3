"""A line or paragraph -> what its last characters tell: a sentence that ends, a quotation that closes.

Only the tail is looked at, so that the work stays the same however long the text is.
"""

from __future__ import annotations

import re

_TAIL = 80  # characters; closing marks and a footnote's numbers are fewer
_LINE_END = re.compile(r"[.!?:;…][”’\"')\]]*(?:\d{1,3}(?:,\d{1,3})*)?$|[”\"]\.?(?:\d{1,3})?$")
_SENTENCE_END = re.compile(r"[.!;:,…][”’\"')\]]*(?:\d{1,3}(?:,\d{1,3})*)?$")
_STOP = re.compile(r"[.!?…”\"’)]\W*$")
_CLOSED = re.compile(r"[”\"’»]\W{0,2}(?:\d{1,3})?$")


def ends_line(text: str) -> bool:
    """A mark that ends a sentence or a lead-in, or closes a quotation; a footnote's number may follow."""
    return bool(_LINE_END.search(text[-_TAIL:]))


def ends_sentence(text: str) -> bool:
    """A mark that no heading or name ends with: full stop, comma, colon …; a question mark is none."""
    return bool(_SENTENCE_END.search(text[-_TAIL:]))


def stops(text: str) -> bool:
    """A full stop, question mark or closing mark comes last."""
    return bool(_STOP.search(text[-_TAIL:]))


def closes_quotation(text: str) -> bool:
    """A closing mark of quotation comes last, but for punctuation and a footnote's number."""
    return bool(_CLOSED.search(text[-_TAIL:]))
