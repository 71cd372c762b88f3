"""The whole graph in, a picture of who speaks about which issue out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kg.view.kinds import speaker_kind, statement_kind
from kg.view.picture import Hub, Pair, Picture
from kg.view.rows import Row, quotations_of
from kg.view.source import Source
from kg.view.views.subject import added_up, unnamed_by_words
from kg.view.wording import counted


def overview(source: Source) -> Picture:
    """Every speaker and issue; groups and unnamed persons that the texts call by the same words are added up."""
    table, statements = source.rows("view-overview"), source.rows("view-overview-statements")
    merged = unnamed_by_words([*table, *statements])
    quotations = tuple(replace(q, speaker=merged.get(q.speaker, q.speaker)) for q in quotations_of(statements))
    speakers, issues = _speakers(table, merged), _issues(table)
    total = sum(speaker.count for speaker in speakers)
    return Picture(
        view="overview",
        title="Who speaks about which issue",
        description=f"{counted(total, 'statement')} by {counted(len(speakers), 'speaker')} about {counted(len(issues), 'issue')}."
        if total
        else "The graph holds no statement.",
        command="kg view overview",
        queries=("view-overview", "view-overview-statements"),
        total=total,
        hubs=(*speakers, *issues),
        quotations=quotations,
        pairs=_pairs(table, merged),
    )


def _speakers(table: Iterable[Row], merged: dict[str, str]) -> tuple[Hub, ...]:
    totals: dict[str, dict[str, int]] = {}  # hub -> speaker -> statements
    labels: dict[str, Row] = {}
    for row in table:
        key = merged.get(row["speaker"], row["speaker"])
        totals.setdefault(key, {})[row["speaker"]] = int(row["speaker_statements"])
        labels.setdefault(key, row)
    return tuple(
        Hub(
            key,
            speaker_kind(labels[key].get("speaker_kind", "")),
            labels[key].get("speaker_label") or key,
            sum(parts.values()),
            added_up(len(parts)),
        )
        for key, parts in sorted(totals.items())
    )


def _issues(table: Iterable[Row]) -> tuple[Hub, ...]:
    # A statement has one speaker and one kind, so that the rows of an issue add up to its statements.
    totals: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for row in table:
        if row.get("issue"):
            totals[row["issue"]] += int(row["statements"])
            labels.setdefault(row["issue"], row.get("issue_label") or row["issue"])
    return tuple(Hub(key, "issue", labels[key], total) for key, total in sorted(totals.items()))


def _pairs(table: Iterable[Row], merged: dict[str, str]) -> tuple[Pair, ...]:
    tallies: dict[tuple[str, str], Counter[str]] = {}
    for row in table:
        if row.get("issue"):
            key = (merged.get(row["speaker"], row["speaker"]), row["issue"])
            tallies.setdefault(key, Counter())[statement_kind(row.get("statement_kind", ""))] += int(row["statements"])
    return tuple(Pair(who, what, dict(sorted(tally.items()))) for (who, what), tally in sorted(tallies.items()))
