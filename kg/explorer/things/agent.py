"""A person, body, group or report in, its page out: who it is, what it said, whom it agrees with, where it is quoted."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from kg.explorer.data import Data, Row, term
from kg.explorer.facets import sides_of, split_list
from kg.explorer.facts import facts_of
from kg.explorer.listing import listing
from kg.explorer.page import page
from kg.namespaces import FOAF, ORG, WSW

_KINDS = (
    (f"{WSW}RespondentGroup", "group"),
    (f"{FOAF}Group", "group"),
    (f"{FOAF}Person", "person"),
    (f"{WSW}Review", "review"),
    (f"{WSW}Programme", "programme"),
    (f"{WSW}Report", "report"),
    (f"{ORG}Organization", "organisation"),
)


def show(data: Data, iri: str, label: str) -> Response:
    """The page of a speaker, or of one who only is talked about."""
    classes = {row["class"] for row in data.rows("pages/thing", thing=term(iri))}
    kind = next((name for found, name in _KINDS if found in classes), "speaker")
    data.asked.clear()
    facts = facts_of(data, iri)
    rows = data.rows("pages/statement-keys", speaker=term(iri))
    documents = {row["document_iri"]: row for row in data.rows("documents")}
    quoted = Counter(row["document_iri"] for row in rows)
    return page(
        data,
        "speaker.html",
        iri=iri,
        label=label,
        kind=kind,
        facts=facts,
        listing=listing(data, rows, leave_out=("speaker_kind",)),
        by_issue=_by_issue(data, rows),
        roles=data.rows("roles", speaker=term(iri)) if kind == "person" else [],
        pairs=data.rows("speaker-pairs", speaker=term(iri)) if rows and kind != "group" else [],
        quoted=[(documents[key], number) for key, number in quoted.most_common() if key in documents],
        statutes=data.rows("pages/statutes-named", speaker=term(iri)) if rows else [],
        targets=data.rows("who-agrees", target=term(iri)) if kind in ("report", "review") else [],
    )


def _by_issue(data: Data, rows: list[Row]) -> list[tuple[Row, int, Counter[str]]]:
    """Issues that the statements are about, most frequent first, with the sides taken in them."""
    counts: Counter[str] = Counter()
    sides: dict[str, Counter[str]] = {}
    for row in rows:
        for notation in split_list(row["issues"]):
            counts[notation] += 1
            sides.setdefault(notation, Counter()).update(polarity for polarity, _ in sides_of(row))
    issues = {row["notation"]: row for row in data.rows("issues")}
    found = [(issues[key], number, sides[key]) for key, number in counts.items() if key in issues]
    return sorted(found, key=lambda item: (-item[1], item[0]["issue"]))
