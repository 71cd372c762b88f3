"""How often each speaker speaks about each issue in, a drawing of them all out: nodes with places, and lines.

Issues that the same speakers speak about stand near each other (a spring layout from a fixed seed); each speaker stands
among its issues. It takes time in proportion to the number of speakers, so that ten thousand are no trouble.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.explorer.data import Row

_SEED: Final = 7
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))  # turns between neighbours of a sunflower
_SPREAD: Final = 0.012  # between speakers of one main issue, where the issues' places go from -1 to 1
_DRAWN_IN: Final = 0.6  # power of the distance from the middle
_SHARED_AT_MOST: Final = 12  # issues of one speaker that draw each other near


@dataclass(frozen=True, slots=True)
class Node:
    """A speaker or issue with its place."""

    iri: str
    label: str
    kind: str
    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes, the busiest first; lines as (number of the speaker's node, of the issue's, statements)."""

    nodes: tuple[Node, ...]
    lines: tuple[tuple[int, int, int], ...]
    without_issue: int  # speakers who speak about none of the issues: they are left out


def drawing_of(rows: Sequence[Row]) -> Drawing:
    """The drawing of rows with the columns of queries/view-overview.rq. The same rows give the same drawing."""
    pairs: Counter[tuple[str, str]] = Counter()
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for row in rows:
        if row["issue"]:
            pairs[row["speaker"], row["issue"]] += int(row["statements"])
            labels.update({row["speaker"]: row["speaker_label"], row["issue"]: row["issue_label"]})
            kinds.update({row["speaker"]: row["speaker_kind"] or "group", row["issue"]: "issue"})
    totals: Counter[str] = Counter()
    for (speaker, issue), number in pairs.items():
        totals[speaker] += number
        totals[issue] += number
    of_speaker = _by_speaker(pairs)
    places = _places(of_speaker)
    order = sorted(totals, key=lambda iri: (kinds[iri] != "issue", -totals[iri], iri))
    numbers = {iri: number for number, iri in enumerate(order)}
    nodes = tuple(Node(iri, labels[iri], kinds[iri], totals[iri], *places[iri]) for iri in order)
    lines = tuple(sorted((numbers[speaker], numbers[issue], number) for (speaker, issue), number in pairs.items()))
    left_out = len({row["speaker"] for row in rows} - set(of_speaker))
    return Drawing(nodes, lines, left_out)


def _by_speaker(pairs: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for speaker, issue in sorted(pairs):
        found[speaker][issue] = pairs[speaker, issue]
    return dict(found)


def _places(of_speaker: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[float, float]]:
    issues = _issue_places(of_speaker.values())
    places = dict(issues)
    around: Counter[str] = Counter()
    busiest_first = sorted(of_speaker, key=lambda iri: (-sum(of_speaker[iri].values()), iri))
    for speaker in busiest_first:
        weights = of_speaker[speaker]
        main = max(weights, key=lambda issue: (weights[issue], issue))
        whole = sum(weights.values())
        x = sum(issues[issue][0] * number for issue, number in weights.items()) / whole
        y = sum(issues[issue][1] * number for issue, number in weights.items()) / whole
        around[main] += 1
        radius, angle = _SPREAD * math.sqrt(around[main] + 2), around[main] * _GOLDEN
        places[speaker] = (round(x + radius * math.cos(angle), 4), round(y + radius * math.sin(angle), 4))
    return places


def _issue_places(together: Iterable[Mapping[str, int]]) -> dict[str, tuple[float, float]]:
    """Places of the issues, from -1 to 1."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    for weights in together:
        most = sorted(weights, key=lambda issue: (-weights[issue], issue))
        graph.add_nodes_from(most)
        for place, one in enumerate(most[:_SHARED_AT_MOST]):
            for other in most[place + 1 : _SHARED_AT_MOST]:
                now = graph.get_edge_data(one, other, {"weight": 0})["weight"]
                graph.add_edge(one, other, weight=now + 1)
    ordered: networkx.Graph[str] = networkx.Graph()
    ordered.add_nodes_from(sorted(graph))
    edges = ((min(a, b), max(a, b), math.log1p(graph[a][b]["weight"])) for a, b in graph.edges)
    ordered.add_weighted_edges_from(sorted(edges))
    found = networkx.spring_layout(ordered, seed=_SEED, k=1.6 / math.sqrt(max(1, len(ordered))), iterations=120)
    return {issue: _drawn_in(float(x), float(y)) for issue, (x, y) in found.items()}


def _drawn_in(x: float, y: float) -> tuple[float, float]:
    """A place nearer to the middle the farther out it lies, so that a few outliers do not press the rest together."""
    inward = math.hypot(x, y) ** (_DRAWN_IN - 1) if x or y else 1.0
    return round(x * inward, 4), round(y * inward, 4)
