"""A saved query and what a server calls itself in, the query as that server answers it rightly out.

Virtuoso 7 loses rows, without a word, where a path of any length to a parameter, such as `?narrower skos:broader* ?asked_issue`,
is joined with much else. Asked alone the same path is right: so it is asked alone first, and the nodes that it finds stand in the
query. A server behind a proxy does not say what it is: every one that is not known to be right is asked so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import NamedNode

_RIGHT: Final = ("oxigraph", "jena", "fuseki", "rdf4j", "graphdb", "qlever", "who-said-what")
_PROPERTY: Final = r"[\w-]*:[\w-]+"
# `?narrower skos:broader* ?asked_issue .` on a line of its own, and the same as a condition on something linked to it.
_PATH: Final = re.compile(
    rf"^(?P<indent>[ ]*)(?P<start>\?\w+)[ ](?P<path>{_PROPERTY}\*)[ ](?P<end>\?asked_\w+)[ ](?P<sign>[.;])",
    re.MULTILINE,
)
_CONDITION: Final = re.compile(
    rf"EXISTS \{{ (?P<start>\?\w+) (?P<link>{_PROPERTY})/(?P<path>{_PROPERTY}\*) (?P<end>\?asked_\w+) \}}"
)
_PREFIX: Final = re.compile(r"^PREFIX .*$", re.MULTILINE)
_IRI: Final = re.compile(r"<[^<>]*>")
_NODE: Final = "?levelled"

AskNodes = Callable[[str], Iterable[NamedNode]]


def levelled(sparql: str, server: str, ask_nodes: AskNodes) -> str:
    """The query for a server.

    Args:
        server: its header of that name.
        ask_nodes: gives the nodes in the one column of a query that is asked before.
    """
    if any(name in server.casefold() for name in _RIGHT):
        return sparql

    def as_values(match: re.Match[str]) -> str:
        values = f"{match['indent']}VALUES {match['start']} {{ {' '.join(nodes(match))} }}"
        return values if match["sign"] == "." else f"{values}\n{match['indent']}{match['start']}"

    def as_list(match: re.Match[str]) -> str:
        return f"EXISTS {{ {match['start']} {match['link']} {_NODE} FILTER({_NODE} IN ({', '.join(nodes(match))})) }}"

    def nodes(match: re.Match[str]) -> list[str]:
        given = _given(match["end"]).search(sparql)
        prologue = "\n".join(_PREFIX.findall(sparql))
        found: set[str] = set()
        for end in (
            _IRI.findall(given[0]) if given else ()
        ):  # of several at once Virtuoso says: transitive start not given
            query = f"{prologue}\nSELECT DISTINCT {_NODE} WHERE {{ {_NODE} {match['path']} {end} }}"
            found.update(map(str, ask_nodes(query)))
        return sorted(found)

    ends = {match["end"] for pattern in (_PATH, _CONDITION) for match in pattern.finditer(sparql)}
    text = _CONDITION.sub(as_list, _PATH.sub(as_values, sparql))
    for end in ends:
        if len(re.findall(rf"{re.escape(end)}\b", text)) == 1:  # nothing but its own values is left
            text = _given(end).sub("", text)
    return text


def _given(parameter: str) -> re.Pattern[str]:
    """The values of a parameter, as `kg.query.binding` writes them."""
    return re.compile(rf"VALUES {re.escape(parameter)} \{{[^{{}}]*\}}")
