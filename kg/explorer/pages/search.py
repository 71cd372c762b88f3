"""What somebody types in: names that hold it, statements that hold it, the answer where it is a question; suggestions."""

from __future__ import annotations

import re
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.explorer.asking import ask
from kg.explorer.data import PAGES, Data, Row, Value, data_of, editor_address
from kg.explorer.listing import listing
from kg.explorer.listing_kinds import FACETS, LISTED
from kg.explorer.page import page
from kg.explorer.statement_keys import statement_keys
from kg.explorer.statements import by
from kg.query.ask.reply import Choice
from kg.query.nearest import nearest

_LONGEST: Final = 300
_SUGGESTED: Final = 10
_NAMES_SHOWN: Final = 40
_WORD: Final = re.compile(r"\w+", re.UNICODE)
_KINDS: Final = (
    "issue",
    "person",
    "organisation",
    "report",
    "group",
    "document",
    "dilemma",
    "statute",
    "finding",
    "question",
)

_LISTS: Final = (
    "issues speakers documents statements dilemmas conflicts timeline matrix network compare figures findings statutes query help"
).split()


def show(request: Request) -> Response:
    """Results of a search."""
    data = data_of(request)
    data.takes("q", *LISTED, several=FACETS)
    text = _asked(request)
    has_words = any(character.isalnum() for character in text)
    names = [row for row in data.rows(f"{PAGES}names-like", text=text) if row["class"] in _KINDS] if has_words else []
    listed = listing(data, statement_keys(data, text=text)) if has_words else None
    found = listed if listed and listed.totals.statements + listed.totals.hidden else None
    answer = ask(text, data.snapshot) if has_words and (_is_question(text) or not names) else None
    nothing = has_words and not (names or found or (answer and answer.choice))
    kinds = by(names[:_NAMES_SHOWN], "class")
    return page(
        data,
        "search.html",
        text=text,
        names=names,
        by_kind=[(kind, kinds[kind]) for kind in _KINDS if kinds.get(kind)],
        more=max(0, len(names) - _NAMES_SHOWN),
        listing=found,
        near=near(data, text) if nothing else [],
        **_told(answer),
    )


def _asked(request: Request) -> str:
    """What somebody typed, cut where it is too long."""
    return " ".join(request.query_params.get("q", "").split())[:_LONGEST]


def _told(answer: Any) -> dict[str, Any]:
    """What the page shows of the answer to a question, None where there is none."""
    return {
        "answer": answer,
        "answer_rows": answer.rows.dicts() if answer and answer.rows is not None else [],
        "answer_address": _address(answer.choice) if answer and answer.choice else "",
        "others": [(other, _address(other)) for other in answer.others] if answer else [],
    }


def _address(choice: Choice) -> str:
    values: dict[str, Value] = {value.parameter: list(value.values) for value in choice.values}
    return editor_address(choice.query.name, values)


def _is_question(text: str) -> bool:
    return text.endswith("?") or len(text.split()) > 2


def near(data: Data, text: str) -> list[tuple[str, str]]:
    """Names of issues, speakers and documents that are like a text, with their addresses."""
    known: dict[str, str] = {row["issue"]: row["issue_iri"] for row in data.rows("issues")}
    known |= {row["speaker"]: row["speaker_iri"] for row in data.rows("pages/speakers") if row["kind"] != "group"}
    known |= {row["document"]: row["document_iri"] for row in data.rows("documents")}
    return [(label, data.href(known[label])) for label in nearest(text, known)[:6]]


def suggest_names(request: Request) -> Response:
    """Up to ten names that hold what is typed, as JSON: label, kind, address; those that begin with it first."""
    data = data_of(request)
    data.takes("q")
    text = _asked(request)
    if len(text) < 2 or not any(character.isalnum() for character in text):
        return JSONResponse([])
    rows = [row for row in data.rows(f"{PAGES}names-like", text=text) if row["class"] in _KINDS[:-2]]
    rows.sort(key=lambda row: not _begins(row, text))
    found = [{"label": row["label"][:200], "kind": row["class"], "address": data.href(row["term"])} for row in rows]
    return JSONResponse(found[:_SUGGESTED], headers={"Cache-Control": "max-age=60"})


def _begins(row: Row, text: str) -> bool:
    return any(word.casefold().startswith(text.casefold()) for word in (row["label"], *_WORD.findall(row["label"])))


def suggest(request: Request) -> list[tuple[str, str]]:
    """Pages that resemble an address that is not there."""
    if getattr(request.state, "snapshot", None) is None:
        return []
    last = request.scope["path"].rstrip("/").rpartition("/")[2][:80]
    words = " ".join(_WORD.findall(last.replace("-", " ").replace("_", " ")))
    found = [(name.capitalize(), f"/{name}") for name in nearest(last, _LISTS)[:2]]
    if len(words) < 3:
        return found
    data = data_of(request)
    named = [(row["label"], data.href(row["term"])) for row in data.rows(f"{PAGES}names-like", text=words)[:4]]
    return [*found, *(named or near(data, words))]


ROUTES = [Route("/search", show, name="search"), Route("/suggest", suggest_names, name="suggest")]
