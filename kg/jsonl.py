"""Extraction in, the fixed JSON lines of `kg extract` out: one object for each contiguous part of a statement."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from kg.extract.stance import stance_label
from kg.knowledge import Knowledge
from kg.model import Extraction, Figure, Span, Statement

StanceOf = Callable[[Statement], str]  # agree, disagree, mixed, none


def stance_labels(extraction: Extraction, knowledge: Knowledge) -> StanceOf:
    """What stands under `stance`: toward the question at hand, else toward the review or report."""
    return lambda statement: stance_label(statement.stances, extraction.document, knowledge)


def iter_rows(extraction: Extraction, stance_of: StanceOf) -> Iterator[dict[str, Any]]:
    """The parts of all statements, in the order of the text.

    Keys, fixed: doc (the file's name without its ending), text, start, end (code points, end excluded), speaker (None: not told),
    speaker_kind, kind, issues (notations, best first), stance, statutes, group (joins the parts of one interrupted
    quotation, from 1 in each document; else None), rule, confidence. Further: section (title), figures, embedded_in
    (start and end of the first part of the statement that this one is known from).
    """
    groups = 0
    for statement in extraction.statements:
        group = None
        if len(statement.parts) > 1:
            groups += 1
            group = groups
        shared = _shared_fields(statement, extraction, stance_of)
        for part in statement.parts:
            yield _row(part, group, shared, extraction)


def _row(part: Span, group: int | None, shared: dict[str, Any], extraction: Extraction) -> dict[str, Any]:
    return {
        "doc": PurePath(extraction.document.file.name).stem,
        "text": extraction.document.text[part.start : part.end],
        "start": part.start,
        "end": part.end,
        "group": group,
        **shared,
    }


def _shared_fields(statement: Statement, extraction: Extraction, stance_of: StanceOf) -> dict[str, Any]:
    """What all parts of a statement have in common."""
    speaker = statement.speaker
    outer = None if statement.embedded_in is None else extraction.statements[statement.embedded_in].parts[0]
    return {
        "speaker": speaker.label if speaker else None,
        "speaker_kind": speaker.kind.value if speaker else None,
        "kind": statement.kind.value,
        "issues": [match.notation for match in statement.issues],
        "stance": stance_of(statement),
        "statutes": list(dict.fromkeys(reference.label for reference in statement.statutes)),
        "rule": statement.rule,
        "confidence": round(statement.confidence, 4),
        "section": extraction.document.sections[statement.section].title,
        "figures": [_figure(figure) for figure in statement.figures],
        "embedded_in": outer and [outer.start, outer.end],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "unit": figure.unit, "qualifier": figure.qualifier, "what": figure.measure}


def to_json_lines(extraction: Extraction, stance_of: StanceOf) -> str:
    """The rows as JSON, ASCII only, one a line; empty where there is no statement."""
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in iter_rows(extraction, stance_of))
