"""Two speakers in, a picture of what each spoke about and took sides on out."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from kg.errors import UsageError
from kg.view.picture import Hub, Lean, Picture, Quotation
from kg.view.rows import Row, issues_of, leans_of, pairs_of, quotations_of, speakers_of
from kg.view.source import Source
from kg.view.views.subject import Subject, added_up, as_subject
from kg.view.wording import NAME_LIMIT, counted, listed, shortened

_SHOWN_IN_TITLE = NAME_LIMIT // 2


def compare(source: Source, one: Subject, other: Subject) -> Picture:
    """Two speakers left and right, between them the issues and what they took sides on: in the middle what both did.

    Raises: UsageError where both values name the same speaker.
    """
    if set(one.iris) & set(other.iris):
        raise UsageError(f"{one.value!r} and {other.value!r} are the same speaker. Name two different ones.")
    tables = [[as_subject(row, it) for row in source.rows("view-speaker", speaker=it.iris)] for it in (one, other)]
    # a joint statement stands in both
    table = [as_subject(as_subject(row, one), other) for row in (*tables[0], *tables[1])]
    quotations, issues = quotations_of(table), issues_of(table)
    ends = tuple(_end(it, table) for it in (one, other))
    others = tuple(hub for hub in speakers_of(table) if hub.key not in (one.key, other.key))
    leans, targets = _sides(source, (one, other), others, quotations)
    told = [counted(len({row["statement"] for row in rows}), "statement") for rows in tables]
    return Picture(
        view="compare",
        title=f"“{shortened(one.label, _SHOWN_IN_TITLE)}” and “{shortened(other.label, _SHOWN_IN_TITLE)}” side by side",
        description=f"{told[0]} of the first and {told[1]} of the second. {_common(tables, leans, ends)}"
        if quotations
        else "No statement of either speaker was found.",
        command=shlex.join(["kg", "view", "compare", one.value, other.value]),
        queries=("view-speaker", "view-compare"),
        total=len(quotations),
        hubs=(*ends, *others, *issues, *targets),
        quotations=quotations,
        pairs=pairs_of(quotations),
        leans=leans,
        ties=tuple(dict.fromkeys(_ties(tables, (one, other)))),
        tie_meaning="speaks with it or on its behalf",
        ends=(one.key, other.key),
        drawn=False,
    )


def _end(subject: Subject, table: list[Row]) -> Hub:
    kind = next((hub for hub in speakers_of(table) if hub.key == subject.key), None)
    remark = added_up(len(subject.iris))
    return Hub(subject.key, kind.kind if kind else "agent", subject.label, kind.count if kind else 0, remark)


def _sides(
    source: Source, subjects: tuple[Subject, Subject], others: Iterable[Hub], quotations: Iterable[Quotation]
) -> tuple[tuple[Lean, ...], tuple[Hub, ...]]:
    """Stances of the two, and of those who speak with or for them, that their statements show; and what these are on."""
    holders = dict.fromkeys((*(iri for it in subjects for iri in it.iris), *(hub.key for hub in others)))
    shown = {quotation.key for quotation in quotations}
    keys = {iri: it.key for it in subjects for iri in it.iris}
    rows = [
        {**row, "holder": keys.get(row["holder"], row["holder"]), "option": row["target"]}
        for row in source.rows("view-compare", holder=tuple(holders))
        if row["statement"] in shown
    ]
    labels = {row["target"]: row.get("target_label") or row["target"] for row in rows}
    leaning = {(row["target"], row["holder"]) for row in rows}
    counts = {key: sum(target == key for target, _ in leaning) for key in labels}
    return leans_of(rows), tuple(Hub(key, "target", label, counts[key]) for key, label in sorted(labels.items()))


def _ties(tables: list[list[Row]], subjects: tuple[Subject, Subject]) -> Iterable[tuple[str, str]]:
    keys = [it.key for it in subjects]
    for rows, key in zip(tables, keys, strict=True):
        for row in rows:
            if row["speaker"] not in keys:
                yield row["speaker"], key


def _common(tables: list[list[Row]], leans: Iterable[Lean], ends: tuple[Hub, ...]) -> str:
    first, second = ({row["issue"] for row in rows if row.get("issue")} for rows in tables)
    on = [{lean.option for lean in leans if lean.holder == hub.key} for hub in ends]
    issues = counted(len(first & second), "issue")
    parts = [f"Both spoke about {issues}", f"the first alone about {len(first - second)}"]
    parts.append(f"the second alone about {len(second - first)}")
    return f"{listed(parts)}; both took a side on {counted(len(on[0] & on[1]), 'thing')}."
