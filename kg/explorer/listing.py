"""Keys of statements and the address of a page in, the list that the page shows out: facets, totals, groups, one page of cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import numpy as np

from kg.explorer.choices import one_of, page_number, refuse_unknown
from kg.explorer.data import Data, Row
from kg.explorer.facets import (
    NONE,
    Chosen,
    Facet,
    Kind,
    chosen_of,
    facets,
    filtered,
    has_value,
    known_values,
    split_sides,
)
from kg.explorer.listing_kinds import kinds_of
from kg.explorer.page_addresses import path_of
from kg.explorer.statements import Card, cards
from kg.explorer.words import SPEAKER_WORDS
from kg.query.columns import Keys, Numbers

AT_ONCE: Final = 25
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


def listing(data: Data, keys: Keys, *, leave_out: Sequence[str] = ()) -> Listing:
    """The list of these statements under what the address chooses. `leave_out`: facets that say nothing here.

    Raises: Refused for a value that no statement can have.
    """
    documents = {row["document_iri"]: row for row in data.rows("documents")}
    kinds = [kind for kind in kinds_of(data, documents) if kind.name not in leave_out]
    chosen = _chosen(data, keys, kinds)
    group = one_of(data.request, "group", _GROUPS) or _GROUPS[0]
    address = _Address(path_of(data.request), data.request.query_params.multi_items())
    left = filtered(keys, kinds, chosen)
    pages = max(1, -(-len(left) // AT_ONCE))
    number = min(page_number(data.request), pages)
    first = (number - 1) * AT_ONCE
    return Listing(
        totals=_totals(keys, left, documents),
        facets=tuple(facets(keys, kinds, chosen, address.switched)),
        removals=_removals(kinds, chosen, address),
        clear=address.without([kind.name for kind in kinds]),
        groups=tuple(_groups(data, left, first, group, documents)),
        group=group,
        groupings=tuple((name, address.with_one("group", name)) for name in _GROUPS),
        page=number,
        pages=pages,
        before=address.with_one("page", str(number - 1), keep_page=True) if number > 1 else "",
        after=address.with_one("page", str(number + 1), keep_page=True) if number < pages else "",
        shown=(first + 1 if len(left) else 0, min(first + AT_ONCE, len(left))),
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


def _chosen(data: Data, keys: Keys, kinds: Sequence[Kind]) -> Chosen:
    """What the address chooses. Raises: Refused."""
    chosen = chosen_of(data.request.query_params.multi_items(), kinds)
    for kind in kinds:
        for value in chosen.get(kind.name, ()):
            if not has_value(keys, kind, value):
                known = known_values(keys, kind)
                refuse_unknown(data.request, kind.name, value, known, listed_at=kind.listed_at)
    return chosen


def _removals(kinds: Sequence[Kind], chosen: Chosen, address: _Address) -> tuple[Removal, ...]:
    by_name = {kind.name: kind for kind in kinds}
    return tuple(
        Removal(by_name[name].title, by_name[name].label(value), address.switched(name, value))
        for name, values in chosen.items()
        for value in values
    )


def _totals(keys: Keys, left: Keys, documents: dict[str, Row]) -> Totals:
    sides: Counter[tuple[str, str]] = Counter()
    for text, number in left.counts("sides").items():
        for side in split_sides(text):
            sides[side] += number
    of = left.counts("document_iri")
    dates = sorted({documents[iri]["date"] for iri in of if iri in documents} - {""})
    return Totals(
        statements=len(left),
        speakers=left.different("speaker_iri"),
        documents=len(of),
        hidden=len(keys) - len(left),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        sides={polarity: sum(number for (one, _), number in sides.items() if one == polarity) for polarity, _ in sides},
        inferred=sum(number for (_, basis), number in sides.items() if basis == "inferred"),
    )


def side_of(sides: str) -> str:
    """The one group that a statement stands in, by its sides."""
    polarities = {polarity for polarity, _ in split_sides(sides)}
    if {"agree", "disagree"} <= polarities:
        return "both"
    return next((polarity for polarity in _SIDE_ORDER if polarity in polarities), NONE)


def _groups(data: Data, left: Keys, first: int, group: str, documents: dict[str, Row]) -> list[Group]:
    """Groups of the page whose first statement is that number: those of one group stand beside each other, by document and place."""
    if group == "side":
        order, headings = _sides(left)
    else:
        column = {"speaker": "speaker", "document": "document_iri"}[group]
        order, headings = left.codes(column), [(text, "") for text in left.texts(column)]
    if group == "document":
        headings = [(documents.get(iri, {}).get("document", iri), "") for iri, _ in headings]
    totals = np.bincount(order, minlength=len(headings))
    # Names that differ in capitals alone stand beside each other.
    rank = _ranks([title.casefold() for title, _ in headings])[order] if group == "speaker" else order
    places = np.argsort(rank, kind="stable")[first : first + AT_ONCE]
    part = Keys(left.table, left.places[places])
    shown = {card.iri: card for card in cards(data, part.iris())}
    held: dict[int, list[Card]] = {}
    for iri, number in zip(part.iris(), order[places].tolist(), strict=True):
        if iri in shown:
            held.setdefault(number, []).append(shown[iri])
    return [Group(*headings[number], int(totals[number]), tuple(found)) for number, found in held.items()]


def _sides(left: Keys) -> tuple[Numbers, list[tuple[str, str]]]:
    """For each statement the number of its group by side and kind of speaker, and title and subtitle of all groups."""
    kinds = {kind: place for place, kind in enumerate(_SPEAKERS)}
    side = np.array([_SIDE_ORDER.index(side_of(text)) for text in left.texts("sides")], dtype=np.int16)
    kind = np.array([kinds.get(text, len(kinds) - 1) for text in left.texts("speaker_kind")], dtype=np.int16)
    headings = [(SIDE_TITLES[one], SPEAKER_WORDS.get(kind, "")) for one in _SIDE_ORDER for kind in _SPEAKERS]
    return side[left.codes("sides")] * np.int16(len(_SPEAKERS)) + kind[left.codes("speaker_kind")], headings


def _ranks(texts: Sequence[str]) -> Numbers:
    """The place of each text among all, the same for equal ones."""
    place = {text: number for number, text in enumerate(sorted(set(texts)))}
    return np.array([place[text] for text in texts], dtype=np.int64)
