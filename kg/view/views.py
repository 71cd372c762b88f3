"""The four views: what each asks of the catalogue, and the picture it makes of the answer."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import UsageError
from kg.view.kinds import speaker_kind, statement_kind
from kg.view.picture import Hub, Pair, Picture, Quotation
from kg.view.rows import Row, issues_of, leans_of, pairs_of, quotations_of, speakers_of
from kg.view.source import Source
from kg.view.wording import NAME_LIMIT, counted, listed, shortened

BUBBLE_LIMIT: Final = 180  # nodes; a larger picture draws its statements as lines until the reader asks for them


@dataclass(frozen=True, slots=True)
class Subject:
    """What a view is about: its IRIs (several where a label names several groups), label, and the value that named it."""

    iris: tuple[str, ...]
    label: str
    value: str

    @property
    def key(self) -> str:
        """The key of the hub in the middle."""
        return self.iris[0]


def find_subject(type_name: str, value: str, source: Source) -> Subject:
    """What a value names.

    Raises: UnknownNameError with the nearest names; UsageError where it names things that are called differently.
    """
    iris = tuple(source.things(type_name, value))
    rows = source.rows("view-subject", subject=iris)
    labels = list(dict.fromkeys(row["label"] for row in rows)) or [value]
    if len({_same_words(label) for label in labels}) > 1:
        raise UsageError(f"{type_name} {value!r} may be {listed(labels[:5])}. Give the whole name, or the IRI.")
    return Subject(iris, labels[0], value)


def overview(source: Source) -> Picture:
    """Every speaker and issue; groups and unnamed persons that the texts call by the same words are added up."""
    table, statements = source.rows("view-overview"), source.rows("view-overview-statements")
    merged = _unnamed_by_words([*table, *statements])
    quotations = tuple(replace(q, speaker=merged.get(q.speaker, q.speaker)) for q in quotations_of(statements))
    speakers, issues = _overview_speakers(table, merged), _overview_issues(table)
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
        pairs=_overview_pairs(table, merged),
    )


def issue(source: Source, subject: Subject) -> Picture:
    """Who said what about an issue or one narrower than it."""
    table = source.rows("view-issue", issue=subject.iris)
    quotations, speakers = quotations_of(table), speakers_of(table)
    narrower = tuple(hub for hub in issues_of(table) if hub.key != subject.key)
    also = f" or one of {counted(len(narrower), 'narrower issue')}" if narrower else ""
    return Picture(
        view="issue",
        title=f"Who said what about “{shortened(subject.label, NAME_LIMIT)}”",
        description=f"{_told(quotations, speakers)} about this issue{also}."
        if quotations
        else "No statement about this issue, or a narrower one, was found.",
        command=_command("issue", subject),
        queries=("view-issue",),
        total=len(quotations),
        hubs=(Hub(subject.key, "issue", subject.label, len(quotations)), *speakers, *narrower),
        quotations=quotations,
        pairs=pairs_of(quotations),
        ties=tuple((subject.key, hub.key) for hub in narrower),
        tie_meaning="narrower issue",
        focus=subject.key,
    )


def speaker(source: Source, subject: Subject) -> Picture:
    """What a speaker said by issue: alone, jointly, or through someone who speaks on its behalf."""
    table = [_merged(row, subject) for row in source.rows("view-speaker", speaker=subject.iris)]
    quotations, issues, speakers = quotations_of(table), issues_of(table), speakers_of(table)
    own = [replace(hub, remark=_added_up(len(subject.iris))) for hub in speakers if hub.key == subject.key]
    others = tuple(hub for hub in speakers if hub.key != subject.key)
    also = (
        f", {counted(sum(hub.count for hub in others), 'statement')} of them with or through others" if others else ""
    )
    return Picture(
        view="speaker",
        title=f"What “{shortened(subject.label, NAME_LIMIT)}” said",
        description=f"{counted(len(quotations), 'statement')} about {counted(len(issues), 'issue')}{also}."
        if quotations
        else "No statement of this speaker was found.",
        command=_command("speaker", subject),
        queries=("view-speaker",),
        total=len(quotations),
        hubs=(*(own or [Hub(subject.key, "agent", subject.label, 0)]), *others, *issues),
        quotations=quotations,
        pairs=pairs_of(quotations),
        ties=tuple((hub.key, subject.key) for hub in others),
        tie_meaning="speaks with it or on its behalf",
        focus=subject.key,
    )


def dilemma(source: Source, subject: Subject) -> Picture:
    """Who leans to which option of a dilemma, and the statements that show it."""
    table = source.rows("view-dilemma", dilemma=subject.iris)
    leaning = [_as_statement(row) for row in table if row.get("holder")]
    quotations, leans, speakers = quotations_of(leaning), leans_of(leaning), speakers_of(leaning)
    supporters = Counter(option for option, _ in {(lean.option, lean.holder) for lean in leans})
    labels = {row["option"]: row.get("option_label") or row["option"] for row in table}
    options = tuple(Hub(key, "option", label, supporters[key]) for key, label in sorted(labels.items()))
    return Picture(
        view="dilemma",
        title=f"Who leans where: {shortened(subject.label, NAME_LIMIT)}",
        description=f"{_told(quotations, speakers)} on {counted(len(options), 'option')}."
        if quotations
        else "Nobody was found to lean to any of the options.",
        command=_command("dilemma", subject),
        queries=("view-dilemma",),
        total=len(quotations),
        hubs=(*options, *speakers),
        quotations=quotations,
        leans=leans,
        bubbles=False,
    )


def with_bubbles_if_few(picture: Picture) -> Picture:
    """The picture, with its statements drawn as lines at first where they would be too many nodes."""
    few = len(picture.hubs) + len(picture.quotations) <= BUBBLE_LIMIT
    return replace(picture, bubbles=picture.bubbles and few)


def _command(view: str, subject: Subject) -> str:
    return shlex.join(["kg", "view", view, subject.value])


def _merged(row: Row, subject: Subject) -> Row:
    """The row, with the first of the subject's nodes in place of any: groups of one name are shown as one."""
    return {**row, "speaker": subject.key} if row["speaker"] in subject.iris else row


def _told(quotations: tuple[Quotation, ...], speakers: tuple[Hub, ...]) -> str:
    documents = {quotation.document for quotation in quotations}
    counts = f"{counted(len(quotations), 'statement')} by {counted(len(speakers), 'speaker')}"
    return f"{counts} in {counted(len(documents), 'document')}"


def _as_statement(row: Row) -> Row:
    """A row of a stance as the row of its statement, so that the holder counts as the speaker."""
    return {**row, "speaker": row["holder"], "speaker_label": row["holder_label"], "speaker_kind": row["holder_kind"]}


def _unnamed_by_words(rows: Iterable[Row]) -> dict[str, str]:
    """Group, or speaker without a name -> the first (by IRI) of its kind that the texts call by the same words."""
    same: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.get("speaker_kind") == "group" or row.get("speaker_named") == "false":
            called = row.get("speaker_kind", ""), _same_words(row["speaker_label"])
            same.setdefault(called, []).append(row["speaker"])
    return {key: min(keys) for keys in same.values() for key in keys}


def _added_up(number: int) -> str:
    return f"{number} speakers of this name added up; they need not be the same." if number > 1 else ""


def _overview_speakers(table: Iterable[Row], merged: dict[str, str]) -> tuple[Hub, ...]:
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
            _added_up(len(parts)),
        )
        for key, parts in sorted(totals.items())
    )


def _same_words(label: str) -> str:
    return " ".join(label.casefold().split())


def _overview_issues(table: Iterable[Row]) -> tuple[Hub, ...]:
    # A statement has one speaker and one kind, so that the rows of an issue add up to its statements.
    totals: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for row in table:
        if row.get("issue"):
            totals[row["issue"]] += int(row["statements"])
            labels.setdefault(row["issue"], row.get("issue_label") or row["issue"])
    return tuple(Hub(key, "issue", labels[key], total) for key, total in sorted(totals.items()))


def _overview_pairs(table: Iterable[Row], merged: dict[str, str]) -> tuple[Pair, ...]:
    tallies: dict[tuple[str, str], Counter[str]] = {}
    for row in table:
        if row.get("issue"):
            key = (merged.get(row["speaker"], row["speaker"]), row["issue"])
            tallies.setdefault(key, Counter())[statement_kind(row.get("statement_kind", ""))] += int(row["statements"])
    return tuple(Pair(who, what, dict(sorted(tally.items()))) for (who, what), tally in sorted(tallies.items()))
