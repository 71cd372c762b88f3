"""A statement and what is wrong with it in, a report of the mistake out: one line that holds all that is needed to find and mend it."""

from __future__ import annotations

import json
from typing import Any, Final

from kg.explorer.data import Row
from kg.explorer.statements import Card

WRONG: Final = ("words", "speaker", "kind", "issue", "side", "something else")
_NOT_TOLD: Final = "(tell what is wrong and what would be right)"


def report_of(card: Card, trail: Row | None, *, wrong: str = "", right: str = "", note: str = "") -> dict[str, Any]:
    """What the graph says of the statement, where its words stand, and what somebody says is wrong with it.

    `trail`: a row of the query trail; None where there is none.
    """
    said = card.said
    told = trail or {}
    return {
        "statement": card.iri,
        "wrong": wrong if wrong in WRONG else "",
        "right": right or _NOT_TOLD,
        "note": note,
        "found": {
            "words": said["words"],
            "kind": said["kind"],
            "speaker": said["speaker"],
            "speaker_iri": said["speaker_iri"],
            "issues": [row["notation"] or row["issue_iri"] for row in card.issues],
            "sides": [f"{row['stance']} {row['stance_basis']} {row['target_iri']}" for row in card.sides],
            "rule": said["rule"],
            "confidence": said["confidence"],
        },
        "document": {
            "iri": said["document_iri"],
            "title": said["document"],
            "text_sha256": told.get("text_sha256", ""),
        },
        "passages": [
            {"part": row["part"], "start": int(row["start"]), "end": int(row["end"]), "exact": row["exact"]}
            for row in card.passages
        ],
        "program": {"version": told.get("program_version", ""), "knowledge": told.get("pack_hash", "")},
    }


def line_of(report: dict[str, Any]) -> str:
    """One line of JSON.

    >>> line_of({"wrong": "speaker"})
    '{"wrong": "speaker"}'
    """
    return json.dumps(report, ensure_ascii=False)
