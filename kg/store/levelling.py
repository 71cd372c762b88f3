"""A saved query and what a server calls itself in, the query as that server answers it rightly out.

Virtuoso 7 loses rows, without a word, where `?x p* ?asked` is joined with OPTIONAL; as a condition the same path is right. A
server behind a proxy does not say what it is: so every one that is not known to be right gets the condition.
"""

from __future__ import annotations

import re
from typing import Final

_RIGHT: Final = ("oxigraph", "jena", "fuseki", "rdf4j", "graphdb", "qlever", "who-said-what")
_PATH: Final = re.compile(
    r"^(?P<indent>[ ]*)(?P<start>\?\w+)[ ](?P<path>[\w-]*:[\w-]+\*)[ ](?P<end>\?asked_\w+)[ ](?P<sign>[.;])",
    re.MULTILINE,
)


def levelled(sparql: str, server: str) -> str:
    """The query for a server; `server` is its header of that name.

    >>> levelled("  ?narrower skos:broader* ?asked_issue .", "Virtuoso/07.20")
    '  FILTER EXISTS { ?narrower skos:broader* ?asked_issue }'
    """
    if any(name in server.casefold() for name in _RIGHT):
        return sparql
    return _PATH.sub(_as_condition, sparql)


def _as_condition(match: re.Match[str]) -> str:
    condition = f"{match['indent']}FILTER EXISTS {{ {match['start']} {match['path']} {match['end']} }}"
    return condition if match["sign"] == "." else f"{condition}\n{match['indent']}{match['start']}"
