"""A document in, its reader out: the whole text with every statement marked where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.responses import Response

from kg.explorer.data import Data, term
from kg.explorer.facets import sides_of
from kg.explorer.facts import facts_of
from kg.explorer.page import page
from kg.explorer.passages import Mark
from kg.explorer.reader import Line, key_of, labels, read_lines

if TYPE_CHECKING:
    from kg.explorer.snapshot import Snapshot
    from kg.knowledge.lexicon import Lexicon


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a document."""
    data.takes()
    text = data.rows("pages/document-text", document=term(iri))
    rows = data.rows("pages/document-marks", document=term(iri))
    marks = tuple(Mark(int(row["start"]), int(row["end"]), key_of(row["statement"])) for row in rows)
    lines = _lines(text[0]["text"], marks, data.snapshot.key, _Knows(data.snapshot)) if text else ()
    sides = {row["statement"]: sides_of(row) for row in rows}
    sections = data.rows("pages/document-sections", document=term(iri))
    return page(
        data,
        "document.html",
        iri=iri,
        label=label,
        facts=facts_of(data, iri),
        about_text=text[0] if text else None,
        lines=lines,
        anchors=_anchors(lines, (int(row["start"]) for row in data.rows("pages/document-places", document=term(iri)))),
        labels=labels(rows, sides),
        sections=[row for row in sections if row["start"]],
        headings={int(row["start"]): row for row in sections if row["start"]},
        known=next((row for row in data.rows("documents") if row["document_iri"] == iri), None),
    )


def _anchors(lines: Sequence[Line], places: Iterable[int]) -> Mapping[int, list[int]]:
    """By where a line begins, the passages of figures and conflicts that begin inside it, which other pages lead to."""
    starts = [line.start for line in lines]
    found: dict[int, list[int]] = {}
    for place in places:
        at = bisect_right(starts, place) - 1
        if at >= 0 and starts[at] != place:
            found.setdefault(starts[at], []).append(place)
    return found


class _Knows:
    """A snapshot that all callers of the memory below take for the same: its key tells builds apart."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Knows)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _lines(text: str, marks: tuple[Mark, ...], build: str, knows: _Knows) -> tuple[Line, ...]:
    return tuple(read_lines(text, marks, _lexicon(build, knows)))


@lru_cache(maxsize=2)
def _lexicon(build: str, knows: _Knows) -> Lexicon:
    from kg.knowledge.lexicon import read_lexicon

    return read_lexicon(knows.snapshot.pack.lexicon_files())
