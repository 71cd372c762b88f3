"""A question in; the same without what somebody tells of themselves before it, and that, out: "I speak for carers. Who spoke about …"."""

from __future__ import annotations

import re
from typing import Final

from kg.query.ask.phrasing import Phrasing

_SENTENCE: Final = re.compile(r"(?<=[.!])\s+")
_CLAUSE: Final = re.compile(r"^[^,?]{1,60},\s+")
_WORD: Final = re.compile(r"[\w']+")


def without_introduction(text: str, phrasing: Phrasing) -> tuple[str, str]:
    """The question alone, and what was taken off; nothing is where no whole question is left, or one with "it" or "they"."""
    first, *others = _SENTENCE.split(text)
    clause = _CLAUSE.match(text) if _begins(text, phrasing, "clauses") else None
    if clause:
        told, rest = clause[0], text[clause.end() :]
    elif others and _begins(first, phrasing, "sentences"):
        told, rest = first, " ".join(others)
    else:
        return text, ""
    words = {word.casefold() for word in _WORD.findall(rest)}
    is_whole = bool(words & set(phrasing.list_of("introductions", "asking"))) or rest.endswith("?")
    if not is_whole or words & phrasing.pronouns or phrasing.refused_phrase(told):
        return text, ""
    return rest, told.strip(" ,.")


def _begins(sentence: str, phrasing: Phrasing, key: str) -> bool:
    low = sentence.casefold()
    never = phrasing.list_of("introductions", "never")
    listed = phrasing.list_of("introductions", key)
    return any(low.startswith(f"{words} ") for words in listed) and not any(low.startswith(words) for words in never)
