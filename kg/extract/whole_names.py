"""A document's lines -> its names that begin with a verb or another word and "the", which a parser tears apart: "Mend the Gap"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_INSIDE = re.compile(
    r"(?:(?<=\w, )|(?<=\band )|(?<=\bby ))([A-Z][a-z]{2,20}) the ([A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20}){0,2})(?= [a-z]|[,’'])"
)


def whole_names(lines: Iterable[str], times: Iterable[str]) -> re.Pattern[str] | None:
    """Finds such names wherever they stand, also where they begin a sentence; None where the text has none.

    A name shows inside a sentence, behind a comma, "and" or "by", and its first word stands nowhere without it.
    times: words that stand so before "the" and begin no name, lower case: days and months.
    """
    text = "\n".join(lines)
    never = frozenset(times)
    names = {match.group() for match in _INSIDE.finditer(text) if match[1].casefold() not in never}
    sure = [name for name in names if text.count(name.split()[0]) == text.count(name)]
    return re.compile("|".join(map(re.escape, sorted(sure, key=lambda n: (-len(n), n))))) if sure else None
