"""Lists of a lexicon table -> patterns that find their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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

    >>> any_of(["more", "more than"])
    '(?:more than|more)'
    """
    escaped = (
        re.escape(word).replace(r"\ ", " ").replace("'", "['’]")
        for word in sorted(set(words), key=lambda w: (-len(w), w))
    )
    return f"(?:{'|'.join(escaped)})"


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words as whole words, whatever their case."""
    return re.compile(rf"(?<![\w-]){any_of(words)}(?!\w)", re.IGNORECASE)
