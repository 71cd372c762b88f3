"""A person, body, group or report in, its page out: who it is, what it said, whom it agrees with, where it is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from kg.explorer.data import Data, Row, term
from kg.explorer.facets import counts_by_issue
from kg.explorer.facts import facts_of
from kg.explorer.listing import listing
from kg.explorer.listing_kinds import FACETS, LISTED
from kg.explorer.page import page
from kg.explorer.statement_keys import statement_keys
from kg.namespaces import FOAF, ORG, WSW
from kg.query.columns import Keys

_PAIRS: Final = 15
_LEFT_OUT: Final = ("speaker_kind",)  # a facet that has one value here
_KINDS: Final = (
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
    data.takes(*LISTED, several=[name for name in FACETS if name not in _LEFT_OUT])
    classes = {row["class"] for row in data.rows("pages/thing", thing=term(iri))}
    kind = next((name for found, name in _KINDS if found in classes), "speaker")
    data.asked.clear()
    facts = facts_of(data, iri)
    keys = statement_keys(data, speaker=term(iri))
    documents = {row["document_iri"]: row for row in data.rows("documents")}
    pairs = data.rows("pages/pairs", speaker=term(iri)) if len(keys) and kind != "group" else []
    part = pairs_shown(data, iri, pairs[:_PAIRS])
    quoted = Counter(keys.counts("document_iri"))
    return page(
        data,
        "speaker.html",
        iri=iri,
        label=label,
        kind=kind,
        facts=facts,
        listing=listing(data, keys, leave_out=_LEFT_OUT),
        by_issue=_by_issue(data, keys),
        roles=data.rows("roles", speaker=term(iri)) if kind == "person" else [],
        pairs=part,
        all_pairs=len(pairs),
        quoted=[(documents[key], number) for key, number in quoted.most_common() if key in documents],
        statutes=data.rows("pages/statutes-named", speaker=term(iri)) if len(keys) else [],
        targets=data.rows("who-agrees", target=term(iri)) if kind in ("report", "review") else [],
    )


def pairs_shown(data: Data, iri: str, pairs: Sequence[Row]) -> list[Row]:
    """Rows of speaker-pairs for these others, in their order."""
    if not pairs:
        return []
    found = data.rows("speaker-pairs", speaker=term(iri), other=[term(row["other_iri"]) for row in pairs])
    return [row for pair in pairs for row in found if row["other_iri"] == pair["other_iri"]]


def _by_issue(data: Data, keys: Keys) -> list[tuple[Row, int, Counter[str]]]:
    """Issues that the statements are about, most frequent first, with the sides taken in them."""
    counts, sides = counts_by_issue(keys)
    issues = {row["notation"]: row for row in data.rows("issues")}
    found = [(issues[key], number, sides[key]) for key, number in counts.items() if key in issues]
    return sorted(found, key=lambda item: (-item[1], item[0]["issue"]))
