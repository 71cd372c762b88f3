"""A picture with its positions as a pyvis network: nodes, edges and options for vis-network, as plain JSON values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kg.view.kinds import KINDS
from kg.view.layout import bubble_size, hub_sizes, positions_of
from kg.view.picture import Cell, Hub, Picture, Quotation
from kg.view.wording import NAME_LIMIT, TIP_LIMIT, counted, shortened

if TYPE_CHECKING:
    from pyvis.network import Network

LABEL_LIMIT: Final = 80
OPTION_LIMIT: Final = 200
_SMALLEST_CELL: Final = 7
_LARGEST_CELL: Final = 14
_HEADING: Final = 10  # of a row or column of a matrix
# Shapes that vis-network has; the others are drawn by static/shapes.js
_BUILT_IN: Final = frozenset({"dot", "square", "triangle", "triangleDown", "diamond", "star", "hexagon"})
_OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "hideEdgesOnDrag": False, "multiselect": False},
    "edges": {"smooth": False},
}


def node_ids(picture: Picture) -> dict[str, str]:
    """Key of each hub and statement -> "n1", "n2" …: nothing of the data stands in an id."""
    keys = [hub.key for hub in picture.hubs] + [quotation.key for quotation in picture.quotations]
    keys += [cell.key for cell in picture.cells]
    return {key: f"n{number}" for number, key in enumerate(dict.fromkeys(keys), start=1)}


def network_of(picture: Picture) -> dict[str, Any]:
    """`nodes`, `edges` and `options` as pyvis hands them to its template.

    Nodes carry `group` (the kind), `size`, `x`, `y`, `label` and `title` (plain text). Edges carry `line`:
    "said" and "about" (statement), "grid" (of a cell), "pair" (with `tally`), "lean" (with `polarity` and `inferred`) or "tie".
    """
    from pyvis.network import Network

    network = Network(directed=True)  # only so that pyvis does not compare each new edge with all others
    network.set_options(json.dumps(_OPTIONS))
    ids = node_ids(picture)
    _add_nodes(network, picture, ids)
    _add_edges(network, picture, ids)
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _add_nodes(network: Network, picture: Picture, ids: Mapping[str, str]) -> None:
    places, sizes = positions_of(picture), hub_sizes(picture.hubs)
    for hub in picture.hubs:
        x, y = places[hub.key]
        look = _look(hub.kind, _HEADING if picture.cells else sizes[hub.key])
        label = shortened(hub.label, OPTION_LIMIT if hub.kind == "option" else LABEL_LIMIT)
        network.add_node(ids[hub.key], label, title=_hub_tip(hub), x=x, y=y, **look)
    for cell in picture.cells:
        x, y = places[cell.key]
        size = min(_LARGEST_CELL, _SMALLEST_CELL + round(2 * (cell.count - 1) ** 0.5))
        title = f"{counted(cell.count, 'statement')}; {sides_of(cell)}"
        network.add_node(
            ids[cell.key], " ", title=title, x=x, y=y, inferred=cell.inferred > 0, **_look(cell.kind, size)
        )
    if not picture.drawn:
        return  # then, statements are read from the panel of a line
    speakers = {hub.key: hub.label for hub in picture.hubs}
    for quotation in picture.quotations:
        x, y = places[quotation.key]
        tip = _quotation_tip(quotation, speakers[quotation.speaker])
        network.add_node(
            ids[quotation.key], " ", title=tip, x=x, y=y, **_look(quotation.kind, bubble_size(quotation.kind))
        )


def _look(kind: str, size: int) -> dict[str, Any]:
    shape = KINDS[kind].shape
    return {"group": kind, "shape": shape if shape in _BUILT_IN else "custom", "size": size}


def _add_edges(network: Network, picture: Picture, ids: Mapping[str, str]) -> None:
    def add(source: str, target: str, line: str, **more: Any) -> None:
        network.add_edge(ids[source], ids[target], id=f"e{len(network.edges) + 1}", line=line, arrows="", **more)

    for source, target in picture.ties:
        add(source, target, "tie", title=picture.tie_meaning)
    for pair in picture.pairs:
        total = counted(sum(pair.tally.values()), "statement")
        add(pair.speaker, pair.issue, "pair", tally=dict(pair.tally), title=total)
    for lean in picture.leans:
        basis = "inferred" if lean.inferred else "stated"
        title = f"{lean.polarity}, {basis}: {counted(len(lean.quotations), 'statement')}"
        quotes = [ids[key] for key in lean.quotations if key in ids]
        more = {"polarity": lean.polarity, "inferred": lean.inferred, "quotes": quotes, "dashes": lean.inferred}
        add(lean.holder, lean.option, "lean", title=title, width=2, **more)
    for cell in picture.cells:
        add(cell.speaker, cell.key, "grid")
        add(cell.issue, cell.key, "grid")
    if picture.drawn:
        for quotation in picture.quotations:
            add(quotation.speaker, quotation.key, "said")
            for issue in quotation.issues:
                add(quotation.key, issue, "about")


def sides_of(cell: Cell) -> str:
    """The sides of a cell in words, with how many were inferred.

    >>> sides_of(Cell("who", "what", 3, agree=2, disagree=1, mixed=0, inferred=1))
    '2 for, 1 against (1 inferred)'
    """
    numbers = ((cell.agree, "for"), (cell.disagree, "against"), (cell.mixed, "both or not told"))
    parts = ", ".join(f"{number} {name}" for number, name in numbers if number)
    return f"{parts}{f' ({cell.inferred} inferred)' if cell.inferred else ''}" or "no side taken"


def _hub_tip(hub: Hub) -> str:
    kind = KINDS[hub.kind]
    noun = ("speaker that leans", "speakers that lean") if kind.role in ("option", "target") else ("statement", "")
    return f"{shortened(hub.label, NAME_LIMIT)}\n{kind.singular}, {counted(hub.count, *noun)}"


def _quotation_tip(quotation: Quotation, speaker: str) -> str:
    place = ", ".join(shortened(part, 80) for part in quotation.place)
    who = f"{shortened(speaker, 80)} ({KINDS[quotation.kind].singular})"
    return f"“{shortened(quotation.words, TIP_LIMIT)}”\n{who}\n{place}"
