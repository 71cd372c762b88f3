"""Rows of the queries as hubs, quotations, pairs and leans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from kg.view.kinds import speaker_kind, statement_kind
from kg.view.picture import Hub, Lean, Pair, Quotation

Row = Mapping[str, str]  # column -> text of the term; a column without a value is left out or ""


def quotations_of(rows: Iterable[Row], about: str = "issue") -> tuple[Quotation, ...]:
    """Statements out of rows (one a statement and issue, or what else the column `about` holds), in their order."""
    first: dict[str, Row] = {}
    issues: dict[str, dict[str, None]] = {}
    for row in rows:
        first.setdefault(row["statement"], row)
        found = issues.setdefault(row["statement"], {})
        if row.get(about):
            found[row[about]] = None
    return tuple(_quotation(row, tuple(issues[key])) for key, row in first.items())


def speakers_of(rows: Iterable[Row]) -> tuple[Hub, ...]:
    """Speakers out of the same rows, each with the number of its statements."""
    return _hubs(rows, "speaker", lambda row: speaker_kind(row.get("speaker_kind", "")))


def issues_of(rows: Iterable[Row]) -> tuple[Hub, ...]:
    """Issues out of the same rows, each with the number of statements about it."""
    return _hubs((row for row in rows if row.get("issue")), "issue", lambda row: "issue")


def statutes_of(rows: Iterable[Row]) -> tuple[Hub, ...]:
    """Acts and sections out of rows of statements that name them, each with the number of these statements."""
    return _hubs(rows, "statute", lambda row: "statute")


def pairs_of(quotations: Iterable[Quotation]) -> tuple[Pair, ...]:
    """Who spoke about which issue how often, as far as these statements tell; in the order of their keys."""
    tallies: dict[tuple[str, str], Counter[str]] = {}
    for quotation in quotations:
        for issue in quotation.issues:
            tallies.setdefault((quotation.speaker, issue), Counter())[quotation.kind] += 1
    return tuple(
        Pair(speaker, issue, dict(sorted(tally.items()))) for (speaker, issue), tally in sorted(tallies.items())
    )


def leans_of(rows: Iterable[Row]) -> tuple[Lean, ...]:
    """Stances toward options out of rows, one a holder, option, polarity and basis; the surest confidence counts."""
    grouped: dict[tuple[str, str, str, bool], list[Row]] = {}
    for row in rows:
        if row.get("holder"):
            key = (row["holder"], row["option"], row["polarity"], row.get("basis") != "stated")
            grouped.setdefault(key, []).append(row)
    return tuple(
        Lean(*key, max_confidence(found, "stance_confidence"), tuple(dict.fromkeys(row["statement"] for row in found)))
        for key, found in sorted(grouped.items())
    )


def max_confidence(rows: Iterable[Row], column: str = "confidence") -> float | None:
    """The highest confidence in a column of the rows; None where none states one."""
    return max((float(row[column]) for row in rows if row.get(column)), default=None)


def _quotation(row: Row, issues: tuple[str, ...]) -> Quotation:
    return Quotation(
        key=row["statement"],
        kind=statement_kind(row.get("statement_kind", "")),
        words=row["words"],
        speaker=row["speaker"],
        issues=issues,
        document=row.get("document_title", ""),
        section=row.get("section_title", ""),
        confidence=max_confidence([row]),
        rule=row.get("rule", ""),
    )


def _hubs(rows: Iterable[Row], column: str, kind_of: Callable[[Row], str]) -> tuple[Hub, ...]:
    labels: dict[str, tuple[str, str]] = {}
    statements: dict[str, set[str]] = {}
    for row in rows:
        key = row[column]
        labels.setdefault(key, (kind_of(row), row.get(f"{column}_label") or key))
        statements.setdefault(key, set()).add(row["statement"])
    return tuple(Hub(key, kind, label, len(statements[key])) for key, (kind, label) in sorted(labels.items()))
