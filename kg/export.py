"""A store and a format in, a whole file out: Turtle, TriG, N-Quads, JSON-LD, CSV of statements, GraphML of who said what.

RDF formats hold every triple. CSV and GraphML take their rows from the catalogue (`export-statements`, `export-issues`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, TextIO

from kg.errors import UnknownNameError
from kg.namespaces import prefixes
from kg.query.answers import LIST_SEPARATOR, Rows
from kg.query.catalogue import open_catalogue
from kg.query.nearest import nearest
from kg.query.run import run_query

if TYPE_CHECKING:
    import networkx

    from kg.pack import Pack
    from kg.store import EmbeddedStore

_STATEMENTS: Final = "export-statements"
_ISSUES: Final = "export-issues"
_COMMENT: Final = "Made by kg export; export again instead of editing."
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"


def export_graph(store: EmbeddedStore, format: str, pack: Pack) -> Iterator[str]:
    """The whole dataset as a text in pieces, sorted; line ends are to be left as they are.

    Raises: UnknownNameError for a format that is not one of FORMATS; KnowledgeError for a fault in a query's file.
    """
    if format not in FORMATS:
        raise UnknownNameError("format", format, nearest(format, FORMATS), f"Formats: {', '.join(FORMATS)}.")
    return FORMATS[format](store, pack)


def export_dataset(store: EmbeddedStore, format: str, stream: TextIO, *, pack: Pack) -> None:
    """Write the whole dataset to a stream that leaves line ends as they are. Raises: as `export_graph`."""
    stream.writelines(export_graph(store, format, pack))


# ---------------------------------------------------------------- RDF


def _turtle(store: EmbeddedStore, pack: Pack) -> Iterator[str]:
    from kg.rdf.trig import to_turtle

    return to_turtle(store.lines(), _prefixes(pack), comment=_COMMENT, with_texts=True)


def _trig(store: EmbeddedStore, pack: Pack) -> Iterator[str]:
    from kg.rdf.trig import to_trig

    return to_trig(store.lines(), _prefixes(pack), comment=_COMMENT)


def _nquads(store: EmbeddedStore, pack: Pack) -> Iterator[str]:
    return store.lines()


def _jsonld(store: EmbeddedStore, pack: Pack) -> Iterator[str]:
    from kg.rdf.jsonld import to_jsonld

    return to_jsonld(store.lines(), _prefixes(pack))


def _prefixes(pack: Pack) -> dict[str, str]:
    return prefixes(base=pack.base, pack=pack.key)


# ---------------------------------------------------------------- tables and networks


def _csv(store: EmbeddedStore, pack: Pack) -> Iterator[str]:
    """RFC 4180: one row a statement under a row of names; texts verbatim."""
    rows = _rows(_STATEMENTS, store, pack)
    yield _csv_line(rows.columns)
    for row in rows.texts():
        yield _csv_line(row)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _graphml(store: EmbeddedStore, pack: Pack) -> Iterator[str]:
    """Speakers, statements, issues and documents as nodes; characters that XML cannot hold as U+FFFD."""
    import networkx

    network = _network(_rows(_STATEMENTS, store, pack), _rows(_ISSUES, store, pack))
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    for line in networkx.generate_graphml(network):
        yield f"{line}\n"


def _network(statements: Rows, issues: Rows) -> networkx.DiGraph[str]:
    import networkx

    network: networkx.DiGraph[str] = networkx.DiGraph()
    known = {row["notation"]: row for row in issues.dicts()}
    for row in statements.dicts():
        statement, speaker, document = row["statement"], row["speaker_iri"], row["document_iri"]
        _add_node(network, speaker, "speaker", row["speaker"], speaker_kind=row["speaker_kind"])
        _add_node(network, document, "document", row["title"])
        facts = {name: row[name] for name in ("kind", "stance", "stance_target", "confidence", "section")}
        _add_node(network, statement, "statement", row["words"], **facts)
        network.add_edge(speaker, statement, label="said")
        network.add_edge(statement, document, label="in")
        for notation in filter(None, row["issues"].split(LIST_SEPARATOR)):
            issue = known[notation]
            _add_node(network, issue["issue"], "issue", issue["label"], notation=notation)
            network.add_edge(statement, issue["issue"], label="about")
    return network


def _add_node(network: networkx.DiGraph[str], iri: str, type: str, label: str, **facts: str) -> None:
    texts = {"type": type, "label": label, **facts}
    network.add_node(iri, **{name: _NOT_XML.sub(_REPLACEMENT, text) for name, text in texts.items()})


def _rows(name: str, store: EmbeddedStore, pack: Pack) -> Rows:
    return run_query(name, store.dataset, open_catalogue(pack))


FORMATS: Final[dict[str, Callable[[EmbeddedStore, Pack], Iterator[str]]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "csv": _csv,
    "graphml": _graphml,
}
