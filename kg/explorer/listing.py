"""Keys of statements and the address of a page in, the list that the page shows out: facets, totals, groups, one page of cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from kg.explorer.data import Data, Row
from kg.explorer.facets import (
    NONE,
    Facet,
    Kind,
    band,
    chosen_of,
    facets,
    filtered,
    sides_of,
    split_list,
    split_sides,
    stances,
)
from kg.explorer.paging import page_number
from kg.explorer.statements import Card, cards
from kg.explorer.words import KIND_WORDS, SPEAKER_WORDS

AT_ONCE: Final = 25
_STANCES: Final = ("agree", "disagree", "mixed", "unclear", NONE)
_STANCE_LABELS: Final = {
    "agree": "for",
    "disagree": "against",
    "mixed": "mixed",
    "unclear": "unclear",
    NONE: "no side taken",
}
_GROUPS: Final = ("side", "speaker", "document")
_SPEAKERS: Final = ("person", "organisation", "group", "document", "")
_SIDE_ORDER: Final = ("agree", "disagree", "mixed", "unclear", "both", NONE)
SIDE_TITLES: Final = {
    "agree": "For",
    "disagree": "Against",
    "mixed": "Partly for, partly against",
    "unclear": "Side unclear",
    "both": "For one thing, against another",
    NONE: "Takes no side",
}


@dataclass(frozen=True, slots=True)
class Removal:
    """A choice that is made, and the address of the page without it."""

    facet: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Numbers of the statements that are left."""

    statements: int
    speakers: int
    documents: int
    hidden: int  # statements that the choices hide
    first: str
    last: str
    sides: dict[str, int]
    inferred: int


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading; `total`: how many there are on all pages."""

    title: str
    sub: str
    total: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page shows of its statements."""

    totals: Totals
    facets: tuple[Facet, ...]
    removals: tuple[Removal, ...]
    clear: str  # address without any choice
    groups: tuple[Group, ...]
    group: str
    groupings: tuple[tuple[str, str], ...]  # name and address of each way to group
    page: int
    pages: int
    before: str  # address of the page before; empty where there is none
    after: str
    shown: tuple[int, int]  # number of the first and last that is shown, from 1


def listing(data: Data, rows: Sequence[Row], *, leave_out: Sequence[str] = ()) -> Listing:
    """The list of these statements under what the address chooses. `leave_out`: facets that say nothing here."""
    documents = {row["document_iri"]: row for row in data.rows("documents")}
    kinds = [kind for kind in _kinds(data, documents) if kind.name not in leave_out]
    asked = data.request.query_params
    chosen = chosen_of(asked.multi_items(), kinds)
    group = asked.get("group", "side")
    group = group if group in _GROUPS else "side"
    address = _Address(data.request.url.path, asked.multi_items())
    left = _sorted(filtered(rows, kinds, chosen), group)
    pages = max(1, -(-len(left) // AT_ONCE))
    number = min(max(1, page_number(asked.get("page", ""))), pages)
    part = left[(number - 1) * AT_ONCE : number * AT_ONCE]
    labels = {kind.name: kind for kind in kinds}
    return Listing(
        totals=_totals(rows, left, documents),
        facets=tuple(facets(rows, kinds, chosen, address.switched)),
        removals=tuple(
            Removal(labels[name].title, labels[name].label(value), address.switched(name, value))
            for name, values in chosen.items()
            for value in values
        ),
        clear=address.without([kind.name for kind in kinds]),
        groups=tuple(_groups(data, left, part, group, documents)),
        group=group,
        groupings=tuple((name, address.with_one("group", name)) for name in _GROUPS),
        page=number,
        pages=pages,
        before=address.with_one("page", str(number - 1), keep_page=True) if number > 1 else "",
        after=address.with_one("page", str(number + 1), keep_page=True) if number < pages else "",
        shown=((number - 1) * AT_ONCE + 1 if part else 0, (number - 1) * AT_ONCE + len(part)),
    )


@dataclass(frozen=True, slots=True)
class _Address:
    """The address of this page with something changed."""

    path: str
    items: Sequence[tuple[str, str]]

    def switched(self, name: str, value: str) -> str:
        """With a value chosen; without it where it is."""
        without = [item for item in self.items if item != (name, value)]
        return self._of(without if len(without) < len(self.items) else [*self.items, (name, value)])

    def with_one(self, name: str, value: str, *, keep_page: bool = False) -> str:
        return self._of([*(item for item in self.items if item[0] != name), (name, value)], keep_page=keep_page)

    def without(self, names: Sequence[str]) -> str:
        return self._of([item for item in self.items if item[0] not in names])

    def _of(self, items: Sequence[tuple[str, str]], *, keep_page: bool = False) -> str:
        kept = [item for item in items if keep_page or item[0] != "page"]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


def _kinds(data: Data, documents: dict[str, Row]) -> list[Kind]:
    issues = {row["notation"]: row for row in data.rows("issues")}
    wider = {notation: row["broader"] for notation, row in issues.items()}
    keys = {iri: row["key"] for iri, row in documents.items()}
    titles = {row["key"]: row["document"] for row in documents.values()}
    years = {iri: row["date"][:4] for iri, row in documents.items()}

    def with_wider(listed: str) -> set[str]:
        found: set[str] = set()
        for notation in split_list(listed):
            while notation and notation not in found:
                found.add(notation)
                notation = wider.get(notation, "")
        return found

    return [
        Kind("stance", "Side", "sides", stances, lambda v: _STANCE_LABELS.get(v, v), _STANCES),
        Kind(
            "basis",
            "How the side is known",
            "sides",
            lambda text: {basis for _, basis in split_sides(text)},
            order=("stated", "inferred"),
        ),
        Kind(
            "speaker_kind",
            "Kind of speaker",
            "speaker_kind",
            lambda kind: [kind] if kind else [],
            lambda v: SPEAKER_WORDS.get(v, v),
        ),
        Kind("speaker", "Speaker", "speaker", lambda name: [name]),
        Kind("issue", "Issue, with narrower", "issues", with_wider, lambda v: issues[v]["issue"] if v in issues else v),
        Kind("document", "Document", "document_iri", lambda iri: [keys.get(iri, "")], lambda v: titles.get(v, v)),
        Kind(
            "year",
            "Year of the document",
            "document_iri",
            lambda iri: [years.get(iri, "")],
            lambda v: v or "not known",
        ),
        Kind("kind", "Kind of statement", "kind", lambda v: [v], lambda v: KIND_WORDS.get(v, v), tuple(KIND_WORDS)),
        Kind(
            "confidence",
            "Confidence of the program",
            "confidence",
            lambda number: [band(number)],
            lambda v: _BAND_LABELS.get(v, v),
            tuple(_BAND_LABELS),
        ),
    ]


_BAND_LABELS: Final = {"high": "high (0.9 and more)", "middle": "middle (0.7 to 0.9)", "low": "low (under 0.7)"}


def _totals(rows: Sequence[Row], left: Sequence[Row], documents: dict[str, Row]) -> Totals:
    by_sides = Counter(row["sides"] for row in left)
    sides: Counter[tuple[str, str]] = Counter()
    for text, number in by_sides.items():
        for side in split_sides(text):
            sides[side] += number
    of = {row["document_iri"] for row in left}
    dates = sorted({documents[iri]["date"] for iri in of if iri in documents} - {""})
    return Totals(
        statements=len(left),
        speakers=len({row["speaker_iri"] for row in left}),
        documents=len(of),
        hidden=len(rows) - len(left),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        sides={polarity: sum(number for (one, _), number in sides.items() if one == polarity) for polarity, _ in sides},
        inferred=sum(number for (_, basis), number in sides.items() if basis == "inferred"),
    )


def side_of(row: Row) -> str:
    """The one group that a statement stands in, by its sides."""
    polarities = {polarity for polarity, _ in sides_of(row)}
    if {"agree", "disagree"} <= polarities:
        return "both"
    return next((polarity for polarity in _SIDE_ORDER if polarity in polarities), NONE)


def _sorted(rows: list[Row], group: str) -> list[Row]:
    """Rows of one group beside each other, otherwise as they came: by document and place."""
    if group == "document":
        return rows
    if group == "speaker":
        return sorted(rows, key=lambda row: row["speaker"].casefold())
    kinds = {kind: place for place, kind in enumerate(_SPEAKERS)}
    sides = {text: _SIDE_ORDER.index(side_of({"sides": text})) for text in {row["sides"] for row in rows}}
    return sorted(rows, key=lambda row: (sides[row["sides"]], kinds.get(row["speaker_kind"], len(kinds))))


def _groups(data: Data, left: Sequence[Row], part: Sequence[Row], group: str, documents: dict[str, Row]) -> list[Group]:
    def heading(row: Row) -> tuple[str, str]:
        if group == "side":
            return SIDE_TITLES[side_of(row)], SPEAKER_WORDS.get(row["speaker_kind"], "")
        if group == "speaker":
            return row["speaker"], ""
        return documents.get(row["document_iri"], {}).get("document", row["document_iri"]), ""

    titled: dict[tuple[str, str], tuple[str, str]] = {}
    column = {"side": "sides", "speaker": "speaker", "document": "document_iri"}[group]
    totals: Counter[tuple[str, str]] = Counter()
    for key, number in Counter((row[column], row["speaker_kind"]) for row in left).items():
        title = titled.setdefault(key, heading(dict(zip((column, "speaker_kind"), key, strict=True))))
        totals[title] += number
    shown = {card.iri: card for card in cards(data, [row["statement"] for row in part])}
    held: dict[tuple[str, str], list[Card]] = {}
    for row in part:
        if row["statement"] in shown:
            held.setdefault(heading(row), []).append(shown[row["statement"]])
    return [Group(title, sub, totals[title, sub], tuple(found)) for (title, sub), found in held.items()]
