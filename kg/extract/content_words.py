"""Text -> the stems of its words that carry meaning, and how far two texts share them."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.stem import tokens


def content_words(text: str, function_words: Collection[str]) -> tuple[str, ...]:
    """Stems of the words that are no function words, in order; numbers stay as they are.

    function_words: in lower case, not stemmed.

    >>> content_words("The number of children", {"the", "of"})
    ('number', 'child')
    """
    found = tokens(text)
    return tuple(
        t.stem
        for t in found
        if text[t.start : t.end].lower().replace("’", "'") not in function_words and t.stem not in function_words
    )


def jaccard(some: Collection[str], others: Collection[str]) -> float:
    """Shared words as a share of all, 0 to 1; 0 where both are empty."""
    first, second = set(some), set(others)
    return len(first & second) / len(first | second) if first or second else 0.0
