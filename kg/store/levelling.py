"""A saved query and what a server calls itself in, the query as that server answers it rightly out.

Virtuoso 7 loses rows, without a word, where a path of any length to a parameter, such as `?narrower skos:broader* ?asked_issue`,
is joined with much else. Asked alone the same path is right: so it is asked alone first, and what it finds stands in the
query as VALUES. A server behind a proxy does not say what it is: every one that is not known to be right is asked so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import NamedNode

_RIGHT: Final = ("oxigraph", "jena", "fuseki", "rdf4j", "graphdb", "qlever", "who-said-what")
_PATH: Final = re.compile(
    r"^(?P<indent>[ ]*)(?P<start>\?\w+)[ ](?P<path>[\w-]*:[\w-]+\*)[ ](?P<end>\?asked_\w+)[ ](?P<sign>[.;])",
    re.MULTILINE,
)
_PREFIX: Final = re.compile(r"^PREFIX .*$", re.MULTILINE)

Pairs = Iterable[tuple[NamedNode, NamedNode]]


def levelled(sparql: str, server: str, ask_pairs: Callable[[str], Pairs]) -> str:
    """The query for a server.

    Args:
        server: its header of that name.
        ask_pairs: gives the rows, of two IRIs each, of a query that is asked before.
    """
    if any(name in server.casefold() for name in _RIGHT):
        return sparql
    prologue = "\n".join(_PREFIX.findall(sparql))

    def as_values(match: re.Match[str]) -> str:
        start, end = match["start"], match["end"]
        given = re.search(rf"VALUES {re.escape(end)} \{{[^{{}}]*\}}", sparql)
        if not given:
            return match[0]
        pairs = ask_pairs(f"{prologue}\nSELECT {start} {end} WHERE {{ {given[0]} {start} {match['path']} {end} }}")
        rows = " ".join(f"({one} {other})" for one, other in sorted(pairs, key=str))
        values = f"{match['indent']}VALUES ({start} {end}) {{ {rows} }}"
        return values if match["sign"] == "." else f"{values}\n{match['indent']}{start}"

    return _PATH.sub(as_values, sparql)
