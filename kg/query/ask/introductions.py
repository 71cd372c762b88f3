"""A question in; the same without what somebody tells of themselves before it, out: "I speak for carers. Who spoke about …"."""

from __future__ import annotations

import re
from typing import Final

from kg.query.ask.phrasing import Phrasing

_SENTENCE: Final = re.compile(r"(?<=[.!;:?])\s+")
_CLAUSE: Final = re.compile(r"^[^,?]{1,60},\s+")
_LEAST: Final = 2  # words of a question


def without_introduction(text: str, phrasing: Phrasing) -> str:
    """The question alone; all of the text where nothing else would be left.

    >>> # "As a carer, I ask: who spoke on piers?" -> "I ask: who spoke on piers?"
    """
    sentences = _SENTENCE.split(text)
    asking = [one for one in sentences if one.endswith("?") or not _begins(one, phrasing, "sentences")]
    kept = " ".join(asking) if asking else text
    clause = _CLAUSE.match(kept) if _begins(kept, phrasing, "clauses") else None
    rest = kept[clause.end() :] if clause else kept
    return rest if len(rest.split()) >= _LEAST else kept


def _begins(sentence: str, phrasing: Phrasing, key: str) -> bool:
    low = sentence.casefold()
    return any(low.startswith(f"{words} ") for words in phrasing.list_of("introductions", key))
