"""The terms of the graph on one page, an anchor a term, and the value lists; as data where a program asks."""

from __future__ import annotations

from itertools import groupby

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import data_of
from kg.explorer.page import page
from kg.explorer.page_forms import FORMS, HTML, form_for
from kg.explorer.statements import by
from kg.explorer.thing_data import triples_response
from kg.namespaces import CODE, WSW
from kg.query.answers import Triples


def show(request: Request) -> Response:
    """The page of all terms. /ns.ttl and /ns.jsonld give the triples of the terms."""
    data = data_of(request)
    form = request.path_params.get("form") or form_for(request.headers.get("accept", ""))
    rows = data.rows("pages/ontology-terms")
    if form != HTML and form in FORMS:
        terms = sorted({row["term"] for row in rows} | {WSW.rstrip("#")})
        found = {
            quad.triple for one in terms for quad in data.snapshot.store.quads_for_pattern(NamedNode(one), None, None)
        }
        return triples_response(data, Triples(tuple(sorted(found, key=str))), form)
    terms_told = [(term, list(told)) for term, told in groupby(rows, key=lambda row: row["term"])]
    kinds = by([told[0] for _, told in terms_told], "type")
    lists = by(data.rows("pages/value-lists"), "list_iri")
    return page(
        data,
        "ontology.html",
        terms=terms_told,
        kinds=list(kinds.items()),
        lists=list(lists.items()),
        local=lambda iri: iri.rpartition("#")[2] if iri.startswith(WSW) else iri,
        code=lambda iri: iri.removeprefix(CODE),
        term_root=WSW,
    )


ROUTES = [Route("/ns", show, name="ns"), Route("/ns.{form}", show, name="ns-data")]
