"""A dataset in, the facets by which lists of statements are narrowed out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kg.explorer.data import Data, Row
from kg.explorer.facets import NONE, Kind, Values, band, split_list, split_sides, stances
from kg.explorer.words import KIND_WORDS, SPEAKER_WORDS

_STANCES: Final[Mapping[str, str]] = {
    "agree": "for",
    "disagree": "against",
    "mixed": "mixed",
    "unclear": "unclear",
    NONE: "no side taken",
}
_BANDS: Final[Mapping[str, str]] = {
    "high": "high (0.9 and more)",
    "middle": "middle (0.7 to 0.9)",
    "low": "low (under 0.7)",
}
LISTED: Final = ("group", "page")  # parameters of a page with such a list, beside its facets
FACETS: Final = (
    "stance", "basis", "speaker_kind", "speaker", "issue", "document", "year", "kind", "confidence",
)  # fmt: skip


def kinds_of(data: Data, documents: Mapping[str, Row]) -> list[Kind]:
    """The facets in the order of the page. `documents`: rows of the query by IRI."""
    return [
        Kind("stance", "Side", "sides", stances, _labelled(_STANCES), tuple(_STANCES)),
        Kind("basis", "How the side is known", "sides", _bases, order=("stated", "inferred")),
        *_speaker(data),
        _issue(data),
        _document(documents),
        _year(documents),
        Kind("kind", "Kind of statement", "kind", lambda v: [v], _labelled(KIND_WORDS), tuple(KIND_WORDS)),
        Kind("confidence", "Confidence of the program", "confidence", _bands, _labelled(_BANDS), tuple(_BANDS)),
    ]


def _bases(sides: str) -> set[str]:
    return {basis for _, basis in split_sides(sides)}


def _bands(confidence: str) -> list[str]:
    return [band(confidence)]


def _speaker(data: Data) -> tuple[Kind, Kind]:
    """By kind, and by name."""
    words = _labelled(SPEAKER_WORDS)
    names = Kind(
        "speaker",
        "Speaker",
        "speaker",
        lambda name: [name],
        every=lambda: {row["speaker"]: row["speaker"] for row in data.rows("pages/speakers")},
        listed_at="/speakers",
    )
    kinds = Kind("speaker_kind", "Kind of speaker", "speaker_kind", _if_any, words, every=lambda: SPEAKER_WORDS)
    return kinds, names


def _if_any(value: str) -> list[str]:
    return [value] if value else []


def _issue(data: Data) -> Kind:
    """A statement about an issue is also about every wider one."""
    issues = {row["notation"]: row for row in data.rows("issues")}
    labels = {notation: row["issue"] for notation, row in issues.items()}

    def with_wider(listed: str) -> set[str]:
        found: set[str] = set()
        for notation in split_list(listed):
            while notation and notation not in found:
                found.add(notation)
                notation = issues[notation]["broader"] if notation in issues else ""
        return found

    return Kind(
        "issue",
        "Issue, with narrower",
        "issues",
        with_wider,
        _labelled(labels),
        every=lambda: labels,
        listed_at="/issues",
    )


def _document(documents: Mapping[str, Row]) -> Kind:
    titles = {row["key"]: row["document"] for row in documents.values()}
    key_of = _of_document({iri: row["key"] for iri, row in documents.items()})
    return Kind(
        "document",
        "Document",
        "document_iri",
        key_of,
        _labelled(titles),
        every=lambda: titles,
        listed_at="/documents",
    )


def _year(documents: Mapping[str, Row]) -> Kind:
    years = {iri: row["date"][:4] or NONE for iri, row in documents.items()}
    label = _labelled({NONE: "not known"})
    known = {year: label(year) for year in sorted(years.values())}
    return Kind("year", "Year of the document", "document_iri", _of_document(years), label, every=lambda: known)


def _of_document(told: Mapping[str, str]) -> Values:
    return lambda iri: [told.get(iri, NONE)]


def _labelled(labels: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: labels.get(value, value)
