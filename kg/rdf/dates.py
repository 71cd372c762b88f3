"""A partial date as its first day and its precision."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kg.rdf.terms import code, typed

_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def first_day(partial: str) -> tuple[str, str] | None:
    """(xsd:date of the first day, concept of the precision) as terms; None where the text is not a date.

    >>> first_day("2021-06")[0]
    '"2021-06-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    found = _PARTIAL.fullmatch(partial)
    if not found:
        return None
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:  # 2021-13-45
        return None
    precision = "day" if day else "month" if month else "year"
    return typed(first.isoformat(), "date"), code(precision)
