"""The whole graph as a drawing of speakers and issues, with the same in a table beside it."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.data import Data, Row, data_of
from kg.explorer.page import page
from kg.explorer.whole_graph import Drawing, drawing_of

_IN_TABLE: Final = 150


def show(request: Request) -> Response:
    """The page; the drawing itself is fetched by its script from /network.json."""
    data = data_of(request)
    drawing = _drawing(data)
    kinds = Counter(node.kind for node in drawing.nodes)
    issues: dict[int, list[tuple[int, int]]] = {}
    for speaker, issue, number in drawing.lines:
        issues.setdefault(speaker, []).append((number, issue))
    speakers = [(number, node) for number, node in enumerate(drawing.nodes) if node.kind != "issue"]
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


def drawing_data(request: Request) -> Response:
    """Nodes and lines as JSON."""
    data = data_of(request)
    drawing = _drawing(data)
    nodes = [[node.label[:120], node.kind, node.count, node.x, node.y, data.href(node.iri)] for node in drawing.nodes]
    text = json.dumps({"nodes": nodes, "lines": drawing.lines}, ensure_ascii=False, separators=(",", ":"))
    return Response(text, media_type="application/json", headers={"Cache-Control": "max-age=60"})


def _drawing(data: Data) -> Drawing:
    return _of_build(data.snapshot.key, _Rows(data.rows("view-overview")))


class _Rows:
    """Rows that the memory below takes for the same in every request to one build."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=2)
def _of_build(key: str, rows: _Rows) -> Drawing:
    return drawing_of(rows.rows)


ROUTES = [Route("/network", show, name="network"), Route("/network.json", drawing_data, name="network-data")]
