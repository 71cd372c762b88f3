"""Rows of the catalogue in, charts out as numbers: who stands where by issue, who speaks about what, when, and what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from kg.errors import UnknownNameError
from kg.view.source import Source
from kg.view.wording import counted, shortened

_T = TypeVar("_T")
ROWS_AT_MOST: Final = 30  # of a chart; what is left out is said
_NAME: Final = 48  # characters of a name beside the chart
_EVENT: Final = 90
_KINDS: Final = (
    ("person", "people"),
    ("organisation", "organisations"),
    ("group", "groups"),
    ("document", "reports that speak"),
)


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars, one a name: how many of each series."""

    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]  # name of the series, a number a name
    unit: str


@dataclass(frozen=True, slots=True)
class Heat:
    """A table of numbers, shaded; `texts` stand in the cells."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]
    texts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """What happened when: dates as far as they are known ("2021", "2021-06", "2021-06-17"), in their order."""

    dates: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, what it shows in words, and the query that its numbers come from."""

    name: str
    title: str
    description: str
    query: str
    shape: Bars | Heat | Moments
    notes: tuple[str, ...] = field(default=())

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same numbers as rows of text, the heading first: what a screen reader reads."""
        shape = self.shape
        if isinstance(shape, Bars):
            values = zip(*(numbers for _, numbers in shape.series), strict=True)
            body = [(name, *map(str, row)) for name, row in zip(shape.names, values, strict=True)]
            return (("", *(name for name, _ in shape.series)), *body)
        if isinstance(shape, Heat):
            return (
                ("", *shape.columns),
                *((name, *texts) for name, texts in zip(shape.rows, shape.texts, strict=True)),
            )
        return (("date", "event"), *zip(shape.dates, shape.labels, strict=True))


def chart_of(name: str, source: Source, *, issue: str | None = None) -> Chart:
    """A chart by its name; of all issues, or of one with those narrower than it.

    Raises: UnknownNameError for a chart or issue that is not there, with the nearest.
    """
    if name not in CHARTS:
        from kg.query.nearest import nearest

        raise UnknownNameError("chart", name, nearest(name, CHARTS), f"Charts: {', '.join(CHARTS)}.")
    wanted = frozenset(_notations(source, issue)) if issue else None
    return CHARTS[name](source, wanted)


def _notations(source: Source, issue: str) -> set[str]:
    """IRIs of an issue and of those narrower than it that are spoken about."""
    iris = source.things("issue", issue)
    return {*iris, *(row["issue"] for row in source.rows("view-issue", issue=iris))}


def stances(source: Source, wanted: frozenset[str] | None = None) -> Chart:
    """Stances in statements on each issue, for and against what they are about."""
    rows = [row for row in source.rows("stances-by-issue") if wanted is None or row["issue_iri"] in wanted]
    sides = ("agree", "disagree", "mixed")
    rows = sorted(rows, key=lambda row: (-sum(int(row[side]) for side in sides), row["issue"]))
    shown, notes = _cut(rows, "issue")
    total, inferred = (sum(int(row[c]) for row in rows for c in columns) for columns in (sides, ("inferred",)))
    return Chart(
        name="stances",
        title="For and against, by issue",
        description=f"{counted(total, 'stance')} in statements on {counted(len(rows), 'issue')}, each toward what the statement is about; {inferred} of them inferred from the words, not declared.",
        query="stances-by-issue",
        shape=Bars(
            tuple(shortened(row["issue"], _NAME) for row in shown),
            tuple((side, tuple(int(row[side]) for row in shown)) for side in sides),
            "stances",
        ),
        notes=notes,
    )


def kinds(source: Source, wanted: frozenset[str] | None = None) -> Chart:
    """Statements by kind of speaker and issue."""
    rows = [row for row in source.rows("view-overview") if row["issue"] and (wanted is None or row["issue"] in wanted)]
    cells: Counter[tuple[str, str]] = Counter()
    labels: dict[str, str] = {}
    for row in rows:
        cells[row["issue"], row["speaker_kind"]] += int(row["statements"])
        labels[row["issue"]] = row["issue_label"]
    totals = {issue: sum(cells[issue, kind] for kind, _ in _KINDS) for issue in labels}
    shown, notes = _cut(sorted(labels, key=lambda issue: (-totals[issue], labels[issue])), "issue")
    numbers = tuple(tuple(cells[issue, kind] for kind, _ in _KINDS) for issue in shown)
    return Chart(
        name="kinds",
        title="Who speaks about which issue, by kind of speaker",
        description=f"{counted(sum(totals.values()), 'statement')} on {counted(len(labels), 'issue')}; a statement on several issues counts under each.",
        query="view-overview",
        shape=Heat(
            tuple(shortened(labels[issue], _NAME) for issue in shown),
            tuple(name for _, name in _KINDS),
            numbers,
            tuple(tuple(str(number) for number in row) for row in numbers),
        ),
        notes=notes,
    )


def timeline(source: Source, wanted: frozenset[str] | None = None) -> Chart:
    """Dated happenings; an event belongs to no issue, so that `wanted` leaves none out."""
    del wanted
    first = {(row["date"], row["event"]): None for row in source.rows("timeline")}
    shown, notes = _cut(sorted(first), "event")
    return Chart(
        name="timeline",
        title="What happened when",
        description=f"{counted(len(first), 'dated event')} that the documents tell of.",
        query="timeline",
        shape=Moments(tuple(date for date, _ in shown), tuple(shortened(event, _EVENT) for _, event in shown)),
        notes=notes,
    )


def coverage(source: Source, wanted: frozenset[str] | None = None) -> Chart:
    """What was found on each issue in each document: nothing found is told apart from not read."""
    rows = [row for row in source.rows("coverage") if wanted is None or row["issue_iri"] in wanted]
    issues: Counter[str] = Counter()
    for row in rows:
        issues[row["issue"]] += int(row["statements"] or 0)
    documents = sorted({row["document_iri"]: row["document"] for row in rows}.items())
    shown, notes = _cut(sorted(issues, key=lambda issue: (-issues[issue], issue)), "issue")
    found = {(row["issue"], row["document_iri"]): row for row in rows}
    cells = [[found.get((issue, iri)) for iri, _ in documents] for issue in shown]
    return Chart(
        name="coverage",
        title="What each document says about each issue",
        description=f"{counted(sum(issues.values()), 'statement')} on {counted(len(issues), 'issue')} in {counted(len(documents), 'document')}; 0: read, nothing found.",
        query="coverage",
        shape=Heat(
            tuple(shortened(issue, _NAME) for issue in shown),
            tuple(shortened(title, _NAME) for _, title in documents),
            tuple(tuple(int(cell["statements"] or 0) if cell else 0 for cell in row) for row in cells),
            tuple(tuple(_status(cell) for cell in row) for row in cells),
        ),
        notes=notes,
    )


def _status(cell: dict[str, str] | None) -> str:
    if cell is None or cell["status"] == "not read":
        return "not read"
    return cell["statements"] or "0"


def _cut(rows: Sequence[_T], noun: str) -> tuple[Sequence[_T], tuple[str, ...]]:
    """What fits, and a note of what does not."""
    if len(rows) <= ROWS_AT_MOST:
        return rows, ()
    return rows[:ROWS_AT_MOST], (f"{counted(len(rows) - ROWS_AT_MOST, f'further {noun}')} left out.",)


CHARTS: Final[dict[str, Callable[[Source, frozenset[str] | None], Chart]]] = {
    "stances": stances,
    "kinds": kinds,
    "timeline": timeline,
    "coverage": coverage,
}
