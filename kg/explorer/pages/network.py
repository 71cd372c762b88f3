"""The whole graph as a drawing of speakers and issues, with the same in a table beside it."""

from __future__ import annotations

import json
import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import Data, data_of
from kg.explorer.page import page
from kg.explorer.whole_graph import Drawing, drawing_of

_IN_TABLE: Final = 150
_LABEL: Final = 120  # characters
_BUILDS: Final = 2
_KINDS: Final = ("issue", "person", "organisation", "document", "group")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing of a build, and what its script fetches, one after the other: places first, so that it is there at once."""

    drawing: Drawing
    parts: dict[str, bytes]


def show(request: Request) -> Response:
    """The page; the drawing itself is fetched by its script from /network/…"""
    data = data_of(request)
    data.takes()
    drawing = drawn(data).drawing
    kinds = Counter(node.kind for node in drawing.nodes)
    speakers = [(number, node) for number, node in enumerate(drawing.nodes) if node.kind != "issue"]
    shown = {number for number, _ in speakers[:_IN_TABLE]}
    issues: dict[int, list[tuple[int, int]]] = {}
    for speaker, issue, number in drawing.lines:
        if speaker in shown:
            issues.setdefault(speaker, []).append((number, issue))
    table = [
        (
            node,
            [(drawing.nodes[issue], times) for times, issue in sorted(issues.get(number, ()), reverse=True)[:5]],
            len(issues.get(number, ())),
        )
        for number, node in speakers[:_IN_TABLE]
    ]
    return page(
        data,
        "network.html",
        drawing=drawing,
        kinds=kinds,
        table=table,
        speakers=len(speakers),
        statements=sum(int(row["statements"]) for row in data.rows("documents")),
    )


def part(request: Request) -> Response:
    """One part of the drawing as JSON: places, names or lines."""
    data = data_of(request)
    data.takes()
    parts = drawn(data).parts
    name = request.path_params["part"]
    if name not in parts:
        raise HTTPException(404, f"The drawing has no part of this name; it has {', '.join(parts)}.")
    return Response(parts[name], media_type="application/json", headers={"Cache-Control": "max-age=60"})


def drawn(data: Data) -> Drawn:
    """The drawing of a build, made once; who asks while it is being made waits for it."""
    rows = data.rows("view-overview")  # noted as asked, however often
    key = data.snapshot.key
    with _making:
        if key not in _kept:
            drawing = drawing_of(rows)
            _kept[key] = Drawn(drawing, _parts(data, drawing))
            while len(_kept) > _BUILDS:
                _kept.popitem(last=False)
        return _kept[key]


_making = threading.Lock()
_kept: OrderedDict[str, Drawn] = OrderedDict()


def _parts(data: Data, drawing: Drawing) -> dict[str, bytes]:
    nodes = drawing.nodes
    told = {
        "places": {
            "kinds": _KINDS,
            "kind": [_KINDS.index(node.kind) for node in nodes],
            "count": [node.count for node in nodes],
            "x": [node.x for node in nodes],
            "y": [node.y for node in nodes],
        },
        "names": {
            "labels": [node.label[:_LABEL] for node in nodes],
            "addresses": [data.href(node.iri) for node in nodes],
        },
        "lines": [number for line in drawing.lines for number in line],
    }
    return {
        name: json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        for name, value in told.items()
    }


ROUTES = [Route("/network", show, name="network"), Route("/network/{part}.json", part, name="network-part")]
