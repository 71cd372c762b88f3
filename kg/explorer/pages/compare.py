"""Two speakers, or two documents, side by side: what each says by issue, where they meet and where they part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.choices import one_of
from kg.explorer.data import Data, data_of, term
from kg.explorer.facets import about, counts_by_issue
from kg.explorer.page import page
from kg.explorer.statement_keys import statement_keys
from kg.explorer.statements import Card, cards
from kg.query.columns import Keys
from kg.query.nearest import nearest

_WHATS: Final = ("speakers", "documents")
_SHOWN: Final = 3  # statements of each on an issue
_ISSUES: Final = 8
_SUGGESTED: Final = 200  # names, the busiest first


@dataclass(frozen=True, slots=True)
class One:
    """One of the two: its statements, how many are about each issue, and the sides taken in them."""

    iri: str
    label: str
    keys: Keys
    by_issue: Counter[str]
    sides: dict[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in a field: a name or an IRI. `iri`: empty where no one thing is called so; `near`: names like it."""

    text: str
    iri: str
    near: tuple[str, ...]
    namesakes: tuple[str, ...]  # IRIs of all that are called so, where they are several


def show(request: Request) -> Response:
    """The comparison of `a` and `b`: names or IRIs of two speakers or of two documents."""
    data = data_of(request)
    data.takes("what", "a", "b")
    given = request.query_params
    rows = data.rows("documents")
    documents = {row["document_iri"]: row["document"] for row in rows}
    is_documents = one_of(request, "what", _WHATS) == "documents" or given.get("a", "") in documents
    known = documents if is_documents else _speakers(data)
    asked = tuple(_asked(given.get(name, "").strip(), known) for name in ("a", "b"))
    what = "document" if is_documents else "speaker"
    pair = tuple(_one(data, one.iri, known[one.iri], what) for one in asked if one.iri)
    return page(
        data,
        "compare.html",
        what=f"{what}s",
        names=list(dict.fromkeys(known.values()))[:_SUGGESTED],
        known=known,
        fields=tuple(zip(("a", "b"), ("First", "Second"), asked, strict=True)),
        a=asked[0].iri,
        b=asked[1].iri,
        pair=pair,
        **_compared(data, pair, is_documents=is_documents),
        shown_at_most=_SHOWN,
        document_keys={row["document_iri"]: row["key"] for row in rows},
    )


def _speakers(data: Data) -> dict[str, str]:
    """Names by IRI, the busiest first; groups of one name need not be the same people, so they are left out."""
    return {row["speaker_iri"]: row["speaker"] for row in data.rows("pages/speakers") if row["kind"] != "group"}


def _asked(text: str, known: Mapping[str, str]) -> Asked:
    if text in known:
        return Asked(known[text], text, (), ())
    wanted = text.casefold()
    found = tuple(iri for iri, label in known.items() if label.casefold() == wanted) if text else ()
    if len(found) == 1:
        return Asked(text, found[0], (), ())
    return Asked(text, "", tuple(nearest(text, known.values())[:5]) if text and not found else (), found)


def _compared(data: Data, pair: Sequence[One], *, is_documents: bool) -> dict[str, Any]:
    """Issues of both with statements of each, further ones, those of one alone, and where they agree and disagree."""
    if len(pair) < 2:
        return {"common": [], "more": [], "only": [], "agreement": []}
    first, second = pair
    issues = {row["notation"]: row for row in data.rows("issues")}
    both = [key for key in first.by_issue if key in second.by_issue and key in issues]
    both.sort(key=lambda key: (-min(first.by_issue[key], second.by_issue[key]), issues[key]["issue"]))
    shown = [(key, tuple(about(one.keys, key).part(0, _SHOWN).iris() for one in pair)) for key in both[:_ISSUES]]
    found = {card.iri: card for card in cards(data, [iri for _, parts in shown for part in parts for iri in part])}
    agreement = [] if is_documents else data.rows("speaker-pairs", speaker=term(first.iri), other=term(second.iri))
    return {
        "common": [
            (issues[key], tuple(_cards(part, found) for part in parts), tuple(one.by_issue[key] for one in pair))
            for key, parts in shown
        ],
        "more": [(issues[key], tuple(one.by_issue[key] for one in pair)) for key in both[_ISSUES:]],
        "only": [
            [issues[key] for key in sorted(one.by_issue) if key in issues and key not in other.by_issue]
            for one, other in (pair, pair[::-1])
        ],
        "agreement": agreement,
    }


def _one(data: Data, iri: str, label: str, kind: str) -> One:
    keys = statement_keys(data, **{kind: term(iri)})
    return One(iri, label, keys, *counts_by_issue(keys))


def _cards(iris: Sequence[str], found: Mapping[str, Card]) -> list[Card]:
    return [found[iri] for iri in iris if iri in found]


ROUTES = [Route("/compare", show, name="compare")]
