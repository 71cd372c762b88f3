"""A picture as what the page's template fills in: title, legend, tables; and as the texts that its panel shows.

All text is made visible and bounded here; the template and `page.json_block` escape it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from kg.view.kinds import KINDS, ORDER
from kg.view.network import node_ids, sides_of
from kg.view.picture import Cell, Hub, Lean, Picture, Quotation
from kg.view.wording import NAME_LIMIT, WORDS_LIMIT, shortened

_POLARITIES: Final = {
    "agree": "agrees with",
    "disagree": "disagrees with",
    "mixed": "is in two minds about",
    "unclear": "speaks about",
}
_STANCES: Final = {"agree": "agrees", "disagree": "disagrees", "mixed": "mixed", "unclear": "unclear"}
_GROUPS: Final = (
    ("speaker", "Speakers"),
    ("issue", "Issues"),
    ("statute", "Statutes"),
    ("option", "Options"),
    ("target", "Sides on"),
    ("cell", "Sides"),
    ("statement", "Statements"),
)
_ABOUT: Final = {
    "issue": {
        "role": "issue",
        "column": "Issues",
        "heading": "Issue",
        "of": "Spoke about",
        "by": "Spoken about by",
        "line": "about",
    },
    "statute": {
        "role": "statute",
        "column": "Statutes",
        "heading": "Statute",
        "of": "Named",
        "by": "Named by",
        "line": "on",
    },
}
_LEANING: Final = {
    "option": {"title": "Who leans where", "column": "Option"},
    "target": {"title": "Sides taken", "column": "On"},
}
_CAPTIONS: Final = {
    "lean": "Each line leads from a speaker to the option that it is about. A dashed line was inferred from what was said; "
    "a whole one was stated.",
    "matrix": "Speakers in rows, issues in columns; each mark gives the number of statements. Its sign tells the sides that these "
    "statements take on what they speak of, a finding, a report, an option, which need not be the issue itself; a dashed ring means "
    "that at least one side was inferred from what was said.",
    "between": "What both speakers spoke about or took sides on stands in the middle, what one of them alone did on its side. A grey "
    "line is thicker for more statements; one with a sign leads to what a side was taken on, dashed where it was inferred from "
    "what was said. Whether the two agree is told only where both took a side on the same thing.",
    "pair": "Each statement stands between its speaker and what it is about; a line without one counts statements that are not "
    "drawn one by one.",
}
_USE: Final = (
    " The larger a mark, the more statements. Click a mark to read the words; Ctrl and the wheel, or the buttons, zoom."
)


def tables_of(picture: Picture, network: dict[str, Any]) -> dict[str, Any]:
    """All that the template needs beside scripts, style and data, as plain values."""
    return {
        "title": picture.title,
        "description": picture.description,
        "notes": list(picture.notes),
        "caption": _CAPTIONS[
            "matrix"
            if picture.view == "matrix"
            else "between"
            if picture.ends
            else "lean"
            if not picture.drawn
            else "pair"
        ]
        + _USE,
        "leaning": _LEANING["target" if picture.ends else "option"],
        "command": shortened(picture.command, NAME_LIMIT),
        "queries": list(picture.queries),
        "bubbles": picture.bubbles,
        "has_bubbles": picture.drawn and bool(picture.quotations),
        "about": _ABOUT[picture.about],
        "legend": _legend(picture),
        "hub_tables": _hub_tables(picture),
        "quotations": [] if picture.leans and not picture.ends else _quotation_rows(picture),
        "matrix": _matrix(picture),
        "leans": _lean_rows(picture, network),
        "pairs": _pair_rows(picture, network),
    }


def details_of(picture: Picture) -> dict[str, Any]:
    """What the panel shows and the filters ask for, by node id: hubs, quotations, names of kinds."""
    ids = node_ids(picture)
    return {
        "view": picture.view,
        "ends": [ids[key] for key in picture.ends],
        "focus": ids.get(picture.focus or "", ""),
        "drawn": picture.drawn,
        "bubbles": picture.drawn and picture.bubbles,
        "kinds": {key: {"role": kind.role, "name": kind.singular, "shape": kind.shape} for key, kind in KINDS.items()},
        "polarities": _POLARITIES,
        "about": _ABOUT[picture.about],
        "hubs": {ids[hub.key]: _hub(hub) for hub in picture.hubs},
        "cells": {ids[cell.key]: _cell(cell, ids) for cell in picture.cells},
        "quotations": {ids[quotation.key]: _quotation(quotation, ids) for quotation in picture.quotations},
    }


def _hub(hub: Hub) -> dict[str, Any]:
    name, remark = shortened(hub.label, NAME_LIMIT), shortened(hub.remark, NAME_LIMIT)
    return {"kind": hub.kind, "name": name, "count": hub.count, "remark": remark, "iri": shortened(hub.key, NAME_LIMIT)}


def _quotation(quotation: Quotation, ids: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": quotation.kind,
        "words": shortened(quotation.words, WORDS_LIMIT),
        "speaker": ids[quotation.speaker],
        "issues": [ids[key] for key in quotation.issues if key in ids],
        "place": _place(quotation),
        "confidence": quotation.confidence,
        "rule": shortened(quotation.rule, NAME_LIMIT),
        "remark": shortened(quotation.remark, NAME_LIMIT),
        "iri": shortened(quotation.key, NAME_LIMIT),
    }


def _cell(cell: Cell, ids: dict[str, str]) -> dict[str, Any]:
    basis = ("inferred" if cell.inferred else "stated") if cell.sides else ""
    ends = {"speaker": ids[cell.speaker], "issue": ids[cell.issue]}
    return {**ends, "kind": cell.kind, "count": cell.count, "sides": sides_of(cell), "basis": basis}


def _matrix(picture: Picture) -> dict[str, Any] | None:
    """The cells as a table: names of issues, and a row a speaker with a text, or nothing, for each issue."""
    if not picture.cells:
        return None
    ids, found = node_ids(picture), {(cell.speaker, cell.issue): cell for cell in picture.cells}
    issues = [hub for hub in picture.hubs if hub.kind == "issue"]
    rows = []
    for hub in (hub for hub in picture.hubs if hub.kind != "issue"):
        cells = [found.get((hub.key, issue.key)) for issue in issues]
        texts = [
            {"id": ids[cell.key], "count": f"{cell.count:,}", "sides": sides_of(cell)} if cell else None
            for cell in cells
        ]
        rows.append({"id": ids[hub.key], "name": shortened(hub.label, NAME_LIMIT), "cells": texts})
    return {"issues": [shortened(hub.label, NAME_LIMIT) for hub in issues], "rows": rows}


def _place(quotation: Quotation) -> str:
    return ", ".join(shortened(part, NAME_LIMIT) for part in quotation.place)


def _legend(picture: Picture) -> list[dict[str, Any]]:
    """Groups of filters: by role and kind with the number of nodes, in a dilemma by polarity with the number of lines."""
    nodes = Counter(hub.kind for hub in picture.hubs)
    if picture.drawn or picture.ends:
        nodes.update(quotation.kind for quotation in picture.quotations)
    nodes.update(cell.kind for cell in picture.cells)
    groups = []
    for role, title in _GROUPS:
        kinds = sorted((key for key in nodes if KINDS[key].role == role), key=lambda key: ORDER[key])
        entries = [
            {"key": key, "shape": KINDS[key].shape, "name": KINDS[key].plural, "number": f"{nodes[key]:,}"}
            for key in kinds
        ]
        groups.append({"title": title, "lines": False, "entries": entries})
    lines = Counter(lean.polarity for lean in picture.leans)
    entries = [{"key": key, "name": name, "number": f"{lines[key]:,}"} for key, name in _STANCES.items() if lines[key]]
    groups.append({"title": "Stances", "lines": True, "entries": entries})
    bases = Counter("inferred" if lean.inferred else "stated" for lean in picture.leans)
    bases.update("inferred" if cell.inferred else "stated" for cell in picture.cells if cell.sides)
    entries = [{"key": key, "name": key, "number": f"{bases[key]:,}"} for key in ("stated", "inferred") if bases[key]]
    groups.append({"title": "Basis", "lines": True, "entries": entries})
    return [group for group in groups if group["entries"]]


def _hub_tables(picture: Picture) -> list[dict[str, Any]]:
    ids = node_ids(picture)
    tables = []
    for role, title in _GROUPS:
        hubs = [hub for hub in picture.hubs if KINDS[hub.kind].role == role]
        rows = [
            {
                "id": ids[hub.key],
                "name": shortened(hub.label, NAME_LIMIT),
                "kind": hub.kind,
                "kind_name": KINDS[hub.kind].singular,
                "shape": KINDS[hub.kind].shape,
                "count": f"{hub.count:,}",
            }
            for hub in sorted(hubs, key=lambda hub: (-hub.count, hub.label.casefold(), hub.key))
        ]
        measure = "Speakers" if role in ("option", "target") else "Statements"
        tables.append({"id": f"table-{role}", "title": title, "measure": measure, "hubs": rows})
    return [table for table in tables if table["hubs"]]


def _quotation_rows(picture: Picture) -> list[dict[str, Any]]:
    ids, names = node_ids(picture), {hub.key: shortened(hub.label, NAME_LIMIT) for hub in picture.hubs}
    rows = [
        {
            "id": ids[quotation.key],
            "speaker": names[quotation.speaker],
            "words": shortened(quotation.words, WORDS_LIMIT),
            "kind": quotation.kind,
            "kind_name": KINDS[quotation.kind].singular,
            "shape": KINDS[quotation.kind].shape,
            "issues": [names[key] for key in quotation.issues if key in names],
            "place": _place(quotation),
            "remark": shortened(quotation.remark, NAME_LIMIT),
        }
        for quotation in picture.quotations
    ]
    return sorted(rows, key=lambda row: (row["speaker"].casefold(), row["place"], row["words"], row["id"]))


def _lean_rows(picture: Picture, network: dict[str, Any]) -> list[dict[str, Any]]:
    ids, names = node_ids(picture), {hub.key: shortened(hub.label, NAME_LIMIT) for hub in picture.hubs}
    told = {quotation.key: quotation for quotation in picture.quotations}
    edges = [edge["id"] for edge in network["edges"] if edge["line"] == "lean"]
    return [
        {
            "id": edge_id,
            "holder_id": ids[lean.holder],
            "holder": names[lean.holder],
            "option": names[lean.option],
            "polarity": lean.polarity,
            "inferred": lean.inferred,
            "stance": _stance(lean),
            "words": [shortened(told[key].words, WORDS_LIMIT) for key in lean.quotations if key in told],
            "places": list(dict.fromkeys(_place(told[key]) for key in lean.quotations if key in told)),
        }
        for edge_id, lean in zip(edges, picture.leans, strict=True)
    ]


def _stance(lean: Lean) -> str:
    sure = f", confidence {lean.confidence:.2f}" if lean.confidence is not None else ""
    return f"{_STANCES[lean.polarity]} ({'inferred' if lean.inferred else 'stated'}{sure})"


def _pair_rows(picture: Picture, network: dict[str, Any]) -> list[dict[str, Any]]:
    names = {hub.key: shortened(hub.label, NAME_LIMIT) for hub in picture.hubs}
    edges = [edge["id"] for edge in network["edges"] if edge["line"] == "pair"]
    rows = [
        {
            "id": edge_id,
            "speaker": names[pair.speaker],
            "issue": names[pair.issue],
            "number": sum(pair.tally.values()),
            "count": f"{sum(pair.tally.values()):,}",
        }
        for edge_id, pair in zip(edges, picture.pairs, strict=True)
    ]
    return sorted(rows, key=lambda row: (-row["number"], row["speaker"].casefold(), row["issue"].casefold()))
