"""An IRI in, what the graph says of it as Turtle, JSON-LD or N-Triples out: its triples, and those of what hangs on it alone."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from starlette.responses import Response

from kg.explorer.data import Data
from kg.explorer.page_forms import FORMS
from kg.query.answers import Triples
from kg.query.formats import to_turtle

_OWN_KINDS: Final = ("span", "stance", "link")  # nodes that exist for the thing that has them
_RDF: Final = {"jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}


def thing_response(data: Data, iri: str, form: str) -> Response:
    """The triples of a thing in one of the forms of `page_forms.FORMS`."""
    return triples_response(data, thing_triples(data, iri), form)


def triples_response(data: Data, triples: Triples, form: str) -> Response:
    """Triples in one of the forms of `page_forms.FORMS`."""
    prefixes = dict(data.snapshot.catalogue.prefixes)
    if form == "ttl":
        text = to_turtle(triples, prefixes)
    else:
        used = {prefix: start for prefix, start in prefixes.items() if any(start in str(t) for t in triples.triples)}
        named = used if form == "jsonld" else None
        text = (serialize(triples.triples, format=_RDF[form], prefixes=named) or b"").decode("utf-8")
    media = FORMS[form] if form == "jsonld" else f"{FORMS[form]}; charset=utf-8"
    return Response(text, media_type=media, headers={"Vary": "Accept", "Access-Control-Allow-Origin": "*"})


def thing_triples(data: Data, iri: str) -> Triples:
    """Triples of a thing, of its passages with their selectors, and of the stances and issue links read from it; sorted."""
    found: set[Triple] = set()
    waiting, seen = [iri], {iri}
    while waiting:
        one = waiting.pop()
        triples = data.describe(one).triples
        found.update(triples)
        for triple in triples:
            thing = triple.object
            if isinstance(thing, NamedNode) and thing.value not in seen and _hangs_on(data, thing.value):
                seen.add(thing.value)
                waiting.append(thing.value)
    for row in data.rows("pages/hanging-on", thing=f"<{iri}>"):
        found.update(data.describe(row["node"]).triples)
    return Triples(tuple(sorted(found, key=str)))


def _hangs_on(data: Data, iri: str) -> bool:
    return any(iri.startswith(data.snapshot.catalogue.prefixes[kind]) for kind in _OWN_KINDS)
