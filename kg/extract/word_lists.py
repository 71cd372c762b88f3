"""Lists of a lexicon table -> patterns that find their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge import Knowledge

Table = Mapping[str, Any]


def table_of(knowledge: Knowledge, name: str) -> Table:
    """The lexicon's table of this name.

    Raises: KnowledgeError when the file is missing or empty.
    """
    table = knowledge.lexicon.tables.get(name)
    if not isinstance(table, Mapping) or not table:
        raise KnowledgeError(f"ontology/lexicon/{name}.toml: missing or empty. Restore the file.")
    return table


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, the longest first; straight and curly apostrophes are one.

    It is written as a tree of beginnings behind a look at the first letter: at most places of a text no word is tried.

    >>> any_of(["more", "more than", "much"])
    '(?:(?=[m])(?:m(?:ore(?: than|)|uch)))'
    """
    return _alternatives(frozenset(words))


@lru_cache(maxsize=1024)
def _alternatives(words: frozenset[str]) -> str:
    """Kept: every document's readers ask for the same lists."""
    listed = sorted(words, key=lambda w: (-len(w), w))
    alternatives = _branches(listed, 0) if _is_plain(listed) else "|".join(map(_escaped, listed))
    return f"(?:{_look(listed)}(?:{alternatives}))"


def _look(words: Sequence[str]) -> str:
    """Looks ahead to the first letter; empty where it would tell nothing."""
    first = {word[:1] for word in words}
    first |= {"’"} if "'" in first else set()
    if "" in first or not first:
        return ""
    return f"(?=[{''.join(map(re.escape, sorted(first)))}])"


def _branches(words: Sequence[str], depth: int) -> str:
    """The alternatives for what follows the first `depth` characters, which all words share."""
    following: dict[str, list[str]] = {}
    for word in words:
        following.setdefault(word[depth : depth + 1], []).append(word)
    ends = following.pop("", None)  # the longest comes first, what ends here last
    found = [_escaped(start) + _rest(inside, depth + 1) for start, inside in following.items()]
    return "|".join([*found, ""] if ends else found)


def _rest(words: Sequence[str], depth: int) -> str:
    if len(words) == 1:
        return _escaped(words[0][depth:])
    branches = _branches(words, depth)
    return f"(?:{branches})" if len({word[depth : depth + 1] for word in words}) > 1 else branches


def _is_plain(words: Iterable[str]) -> bool:
    """Whether words that differ only in case or apostrophes are absent, and with them any doubt which is tried first."""
    listed = [word[:end] for word in words for end in range(1, len(word) + 1)]
    return len(set(listed)) == len({start.lower().replace("’", "'") for start in listed})


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ").replace("'", "['’]")


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words as whole words, whatever their case."""
    return re.compile(rf"(?<![\w-]){any_of(words)}(?!\w)", re.IGNORECASE)
