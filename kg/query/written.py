"""An answer and a media type in, the bytes that a SPARQL endpoint sends out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pyoxigraph import RdfFormat, serialize

from kg.query.answers import Answer, Rows, Triples, Truth
from kg.query.formats import render, to_compact_json
from kg.query.results_xml import to_xml


class FormatError(Exception):
    """The answer cannot be written in this format."""


JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
TURTLE: Final = "text/turtle"
N_TRIPLES: Final = "application/n-triples"
JSON_LD: Final = "application/ld+json"
RDF_XML: Final = "application/rdf+xml"

# In the order of preference where the client has none.
OF_ROWS: Final[Mapping[str, Callable[[Rows | Truth], str]]] = {
    JSON: lambda answer: to_compact_json(answer) if isinstance(answer, Rows) else render(answer, "json"),
    XML: to_xml,
    CSV: lambda answer: render(answer, "csv"),
    TSV: lambda answer: render(answer, "tsv"),
}
OF_TRIPLES: Final = {
    TURTLE: RdfFormat.TURTLE,
    N_TRIPLES: RdfFormat.N_TRIPLES,
    JSON_LD: RdfFormat.JSON_LD,
    RDF_XML: RdfFormat.RDF_XML,
}


def write(answer: Answer, media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """The answer as UTF-8. `prefixes` shorten IRIs in Turtle.

    Raises: FormatError for triples that RDF/XML cannot hold.
    """
    if isinstance(answer, Triples):
        return write_triples(answer, media_type, prefixes)
    return OF_ROWS[media_type](answer).encode("utf-8", "backslashreplace")


def write_triples(triples: Triples, media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples as UTF-8; a cut answer says so in a comment where the format has comments.

    Raises: FormatError.
    """
    format = OF_TRIPLES[media_type]
    used = _used(triples, prefixes) if media_type in (TURTLE, RDF_XML) else None
    try:
        data = serialize(triples.triples, format=format, prefixes=used)
    except (OSError, ValueError) as error:
        raise FormatError(f"{media_type}: {error}") from error
    assert data is not None
    if triples.truncated and media_type in (TURTLE, N_TRIPLES):
        data = b"# truncated: there are more triples than the limit allows\n" + data
    return data


def _used(triples: Triples, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Those of the prefixes that begin an IRI of the triples."""
    text = "\n".join(map(str, triples.triples))
    return {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}" in text}
