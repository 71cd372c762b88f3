"""Where each node of a picture stands, worked out before the page is written, so that nothing has to move in it.

Positions are in the units of the drawing (a statement's mark is about 16 across), y downward, whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from kg.view.kinds import ORDER
from kg.view.picture import Hub, Lean, Picture, Quotation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Positions = dict[str, tuple[int, int]]  # key of a hub or quotation -> x, y

BUBBLE_SIZE: Final = 8
SMALLEST_HUB: Final = 12
LARGEST_HUB: Final = 34
LARGEST_OF_MANY: Final = 26
_FEW: Final = 80  # hubs, up to which there is room for large marks
_SPARSE: Final = 12  # hubs, up to which nothing can be crowded
_SEED: Final = 7
_ASPECT: Final = 1.65  # width to height of the place that the page gives the picture
_GAP: Final = 26  # free space between two hubs
_BUBBLE_GAP: Final = 5
_ROW: Final = 92  # height that a holder with its name takes in the columns of a dilemma
_COLUMN: Final = 200
_CELL: Final = (92, 40)  # width and height of a cell of a matrix
_UPPER: Final = 2.2  # cells, by which every second name of an issue stands higher then
_WIDE: Final = 6  # columns, up to which the names of issues have room side by side


def hub_sizes(hubs: Iterable[Hub]) -> dict[str, int]:
    """Half the width of each hub's mark: its area grows with the number of statements."""
    hubs = tuple(hubs)
    most = max((hub.count for hub in hubs), default=1)
    span = (LARGEST_HUB if len(hubs) <= _FEW else LARGEST_OF_MANY) - SMALLEST_HUB
    # one statement makes the smallest mark in every picture; nine at least make the largest
    return {hub.key: round(SMALLEST_HUB + span * math.sqrt(max(hub.count - 1, 0) / max(most - 1, 8))) for hub in hubs}


def bubble_size(kind: str) -> int:
    """Half the width of a statement's mark; a star needs more to look as large."""
    return BUBBLE_SIZE + 4 if kind == "finding" else BUBBLE_SIZE


def positions_of(picture: Picture) -> Positions:
    """Positions of all hubs and, except in a dilemma, all statements. The same picture gives the same positions."""
    if picture.cells:
        return _grid(picture)
    if picture.ends:
        return _between(picture)
    if picture.view == "dilemma":
        return _columns(picture)
    sizes = hub_sizes(picture.hubs)
    hubs = _star(picture, sizes) if picture.focus else _forces(picture, sizes)
    return _rounded({**hubs, **_bubbles(picture.quotations, hubs, sizes)})


def _forces(picture: Picture, sizes: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """Speakers and issues drawn together by what was said, pushed apart by their size."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(hub.key for hub in picture.hubs)
    for pair in picture.pairs:
        graph.add_edge(pair.speaker, pair.issue, weight=1 + math.log2(sum(pair.tally.values())))
    radius = max(190.0, 52 * math.sqrt(len(graph)))
    placed = nx.spring_layout(graph, seed=_SEED, iterations=150, k=2.2 / math.sqrt(len(graph) or 1))
    spread = _evened({key: (float(x), float(y)) for key, (x, y) in placed.items()}, radius)
    start = {key: (x * _ASPECT, y) for key, (x, y) in spread.items()}
    return _apart(start, {key: size + _GAP / 2 for key, size in sizes.items()})


def _evened(places: Mapping[str, tuple[float, float]], radius: float) -> dict[str, tuple[float, float]]:
    """The same directions from the middle, at distances that fill a disc evenly: no knot within, no stray far out.

    A few places are only drawn to the size of the disc.
    """
    if len(places) <= _SPARSE:
        return {key: (x * radius, y * radius) for key, (x, y) in places.items()}
    middle = [sum(values) / len(places) for values in zip(*places.values(), strict=True)]
    polar = [(math.hypot(x - middle[0], y - middle[1]), key) for key, (x, y) in places.items()]
    evened = {}
    for rank, (distance, key) in enumerate(sorted(polar)):
        reach = radius * math.sqrt((rank + 0.5) / len(polar)) / (distance or 1.0)
        evened[key] = ((places[key][0] - middle[0]) * reach, (places[key][1] - middle[1]) * reach)
    return evened


def _star(picture: Picture, sizes: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """The focus in the middle, what belongs to it on an inner ring, the others on an outer one, kind by kind."""
    tied = {key for tie in picture.ties for key in tie} - {picture.focus}
    inner = _in_order(hub for hub in picture.hubs if hub.key in tied)
    outer = _in_order(hub for hub in picture.hubs if hub.key not in tied and hub.key != picture.focus)
    inner_radius = max(150.0, 16.0 * len(inner)) if inner else 0.0
    outer_radius = max(inner_radius + 130.0, 240.0, 5.5 * len(outer), 17.0 * math.sqrt(len(picture.quotations)))
    start = {**_ring(inner, inner_radius), **_ring(outer, outer_radius)}
    if picture.focus:
        start[picture.focus] = (0.0, 0.0)
    return _apart(start, {key: size + _GAP / 2 for key, size in sizes.items()}, fixed={picture.focus or ""})


def _in_order(hubs: Iterable[Hub]) -> list[Hub]:
    return sorted(hubs, key=lambda hub: (ORDER[hub.kind], -hub.count, hub.label, hub.key))


def _ring(hubs: list[Hub], radius: float) -> dict[str, tuple[float, float]]:
    """Hubs on an ellipse from the top clockwise; a crowded one is staggered in two or three so that names find room."""
    rows = 1 if len(hubs) <= 14 else 2 if len(hubs) <= 40 else 3
    places = {}
    for index, hub in enumerate(hubs):
        angle = 2 * math.pi * index / len(hubs) - math.pi / 2
        reach = radius * (1 + 0.22 * (index % rows))
        places[hub.key] = (reach * _ASPECT * math.cos(angle), reach * math.sin(angle))
    return places


def _bubbles(
    quotations: Iterable[Quotation], hubs: Mapping[str, tuple[float, float]], sizes: Mapping[str, int]
) -> dict[str, tuple[float, float]]:
    """Each statement between its speaker and its issues, then pushed off whatever it covers."""
    start: dict[str, tuple[float, float]] = {}
    beside: dict[tuple[str, tuple[str, ...]], int] = {}
    for quotation in quotations:
        ends = [hubs[key] for key in quotation.issues if key in hubs]
        x, y = hubs[quotation.speaker]
        turn = beside.setdefault((quotation.speaker, quotation.issues), 0)
        beside[quotation.speaker, quotation.issues] += 1
        angle = 2.4 * turn + 0.5  # the golden angle spreads those of one pair like the seeds of a sunflower
        reach = (2.2 * BUBBLE_SIZE) * math.sqrt(turn)
        if ends:
            x += 0.5 * (sum(end[0] for end in ends) / len(ends) - x)
            y += 0.5 * (sum(end[1] for end in ends) / len(ends) - y)
        else:
            reach += sizes[quotation.speaker] + 2 * BUBBLE_SIZE
        start[quotation.key] = (x + reach * math.cos(angle), y + reach * math.sin(angle))
    radii = {
        **{key: size + _BUBBLE_GAP for key, size in sizes.items()},
        **dict.fromkeys(start, BUBBLE_SIZE + _BUBBLE_GAP),
    }
    moved = _apart({**hubs, **start}, radii, fixed=set(hubs))
    return {key: moved[key] for key in start}


def _apart(
    start: Mapping[str, tuple[float, float]], radii: Mapping[str, float], fixed: Iterable[str] = ()
) -> dict[str, tuple[float, float]]:
    """The same places, moved as little as needed so that no two discs overlap; those in `fixed` stay."""
    import numpy as np

    keys = sorted(start)
    if len(keys) < 2:
        return dict(start)
    places = np.array([start[key] for key in keys], dtype=float)
    places += _jitter(len(keys))
    radius = np.array([radii[key] for key in keys], dtype=float)
    stays = set(fixed)
    free = np.array([0.0 if key in stays else 1.0 for key in keys])
    weight = free[:, None] / np.maximum(free[:, None] + free[None, :], 1.0)  # who gives way
    needed = radius[:, None] + radius[None, :]
    for _ in range(200):
        offset = places[:, None, :] - places[None, :, :]
        distance = np.sqrt((offset**2).sum(axis=2)) + np.eye(len(keys)) * 1e9
        overlap = np.maximum(needed - distance, 0.0)
        if float(overlap.max()) < 0.5:
            break
        places += (offset / distance[:, :, None] * (overlap * weight)[:, :, None]).sum(axis=1) * 0.5
    for index, key in enumerate(keys):
        if key in stays:
            places[index] = start[key]
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, places, strict=True)}


def _jitter(number: int) -> NDArray[np.float64]:
    """Tiny different shifts, so that two discs at one place have a direction to part in."""
    import numpy as np

    angle = np.arange(number) * 2.4
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.01


def _columns(picture: Picture) -> Positions:
    """Options on the rim, holders in columns between them: each near the option that it leans to."""
    options = [hub for hub in picture.hubs if hub.kind == "option"]
    holders = _in_order(hub for hub in picture.hubs if hub.kind != "option")
    if len(options) != 2:
        return _around(options, holders, picture.leans)
    sides: dict[int, list[Hub]] = {-1: [], 0: [], 1: []}
    for hub in holders:
        sides[_side(hub, options, picture.leans)].append(hub)
    return _blocks(sides, (options[0].key, options[1].key))


def _between(picture: Picture) -> Positions:
    """Two speakers on the rim, all else in columns between them: in the middle what is linked to both."""
    reached: dict[str, set[str]] = {end: {end} for end in picture.ends}
    for one, end in picture.ties:
        reached[end].add(one)
    links = [(pair.speaker, pair.issue) for pair in picture.pairs] + [
        (lean.holder, lean.option) for lean in picture.leans
    ]
    first, second = ({to for by, to in links if by in near} | near for near in reached.values())
    sides: dict[int, list[Hub]] = {-1: [], 0: [], 1: []}
    for hub in _in_order(hub for hub in picture.hubs if hub.key not in picture.ends):
        sides[(hub.key in second) - (hub.key in first)].append(hub)
    return _blocks(sides, (picture.ends[0], picture.ends[1]))


def _grid(picture: Picture) -> Positions:
    """Speakers at the left, issues at the top (in two rows where there are many), each cell where the two meet."""
    rows = [hub.key for hub in picture.hubs if hub.kind != "issue"]
    columns = [hub.key for hub in picture.hubs if hub.kind == "issue"]
    width, height = len(columns) * _CELL[0], len(rows) * _CELL[1]
    down = {key: (place + 1) * _CELL[1] - height / 2 for place, key in enumerate(rows)}
    across = {key: (place + 1) * _CELL[0] - width / 2 for place, key in enumerate(columns)}
    many = len(columns) > _WIDE
    places = {key: (-width / 2, y) for key, y in down.items()}
    for place, (key, x) in enumerate(across.items()):
        places[key] = (x, -height / 2 - (_UPPER * _CELL[1] if many and place % 2 else 0))
    return _rounded({**places, **{cell.key: (across[cell.issue], down[cell.speaker]) for cell in picture.cells}})


def _blocks(sides: Mapping[int, list[Hub]], ends: tuple[str, str]) -> Positions:
    """The two ends left and right, each side's hubs in columns before it, those of neither side in the middle."""
    rows = _rows_for([len(hubs) for hubs in sides.values()])
    places: dict[str, tuple[float, float]] = {}
    reach = _block(sides[0], 0.0, 0, rows, places)
    for side in (-1, 1):
        edge = _block(sides[side], reach + _COLUMN, side, rows, places)
        places[ends[side > 0]] = (side * (edge + 1.2 * _COLUMN), 0.0)
    return _rounded(places)


def _rows_for(numbers: list[int]) -> int:
    """How many rows give the blocks, side by side with the options, about the shape of the page's place."""
    for rows in range(1, 1 + max(numbers, default=1)):
        columns = sum(math.ceil(number / rows) for number in numbers) + 3
        if columns * _COLUMN <= _ASPECT * rows * _ROW:
            return rows
    return max(1, *numbers)


def _side(hub: Hub, options: list[Hub], leans: Iterable[Lean]) -> int:
    """-1 toward the first option, 1 toward the second, 0 both or neither. Against one counts as toward the other."""
    pull = 0
    for lean in leans:
        if lean.holder == hub.key:
            toward = {"agree": 1, "disagree": -1}.get(lean.polarity, 0)
            pull += toward * (-1 if lean.option == options[0].key else 1)
    return (pull > 0) - (pull < 0)


def _block(hubs: list[Hub], inner: float, side: int, rows: int, places: dict[str, tuple[float, float]]) -> float:
    """Put hubs in columns of even height from `inner` outward (side 0: centred). Returns: how far out the block goes."""
    if not hubs:
        return inner if side else 0.0
    columns = math.ceil(len(hubs) / rows)
    for index, hub in enumerate(hubs):
        column, row = divmod(index, rows)
        in_column = min(rows, len(hubs) - column * rows)
        x = (column - (columns - 1) / 2) * _COLUMN if side == 0 else side * (inner + column * _COLUMN)
        places[hub.key] = (x, (row - (in_column - 1) / 2) * _ROW + (column % 2) * _ROW / 2)
    return (columns - 1) / 2 * _COLUMN if side == 0 else inner + (columns - 1) * _COLUMN


def _around(options: list[Hub], holders: list[Hub], leans: Iterable[Lean]) -> Positions:
    """One option or more than two: options on a ring, each holder near the middle of those that it agrees with."""
    ring = (
        _ring(options, 120.0 + 60.0 * math.sqrt(len(holders) + 1))
        if len(options) > 1
        else {hub.key: (0.0, 0.0) for hub in options}
    )
    start = dict(ring)
    for index, hub in enumerate(holders):
        ends = [ring[lean.option] for lean in leans if lean.holder == hub.key and lean.option in ring] or [(0.0, 0.0)]
        angle = 2.4 * index
        x, y = (sum(values) / len(ends) for values in zip(*ends, strict=True))
        start[hub.key] = (0.55 * x + 60 * math.cos(angle), 0.55 * y + 60 * math.sin(angle))
    return _rounded(_apart(start, dict.fromkeys(start, 48.0), fixed=set(ring)))


def _rounded(places: Mapping[str, tuple[float, float]]) -> Positions:
    return {key: (round(x), round(y)) for key, (x, y) in places.items()}
