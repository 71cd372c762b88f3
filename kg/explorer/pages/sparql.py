"""SPARQL for people: an editor, filled in with a saved query or what somebody wrote, and its answer as a table."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import KgError, LimitError
from kg.explorer.data import Data, Row, data_of
from kg.explorer.page import page
from kg.explorer.wording import for_pages
from kg.query import written
from kg.query.catalogue import Query
from kg.query.limits import form_of
from kg.query.sandbox import Question
from kg.query.table import shorten

if TYPE_CHECKING:
    from kg.explorer.snapshot import Snapshot

_SHOWN: Final = 500
_NOT_PARAMETERS: Final = ("name", "query", "run")
_LONGEST_LINK: Final = 6000


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: rows of terms as in https://www.w3.org/TR/sparql11-results-json/, a truth, or text of triples."""

    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    truth: bool | None = None
    triples: str = ""
    count: int = 0
    truncated: bool = False
    seconds: float = 0.0


async def show(request: Request) -> Response:
    """The editor; with `run` also the answer. The query may come by GET, for an address that stays, or by POST."""
    fields = await request.form() if request.method == "POST" else request.query_params
    given = [(name, str(value)) for name, value in fields.multi_items()]
    return await run_in_threadpool(_page, data_of(request), given)


def _page(data: Data, given: list[tuple[str, str]]) -> Response:
    asked, values = dict(given), _values(given)
    if not asked.get("name"):
        data.takes(*_NOT_PARAMETERS)
    saved, text, problem = _query_of(data, asked, values)
    result = None
    if asked.get("run") and text.strip() and not problem:
        result, problem = _answer_of(data, text)
    return page(
        data,
        "query.html",
        status=400 if problem else 200,
        text=text or _first(data),
        saved=saved,
        problem=problem,
        result=result,
        shown=_SHOWN,
        queries=_saved(data.snapshot),
        link=_link(asked, values, text),
        prefixes=data.snapshot.catalogue.prefixes,
        short_iri=lambda iri: shorten(iri, data.snapshot.catalogue.prefixes),
    )


def _query_of(data: Data, asked: dict[str, str], values: dict[str, list[str]]) -> tuple[Query | None, str, str]:
    """The saved query that is asked for, the text in the editor, and what is wrong, each empty where there is none."""
    saved, text = None, asked.get("query", "")
    try:
        if asked.get("name"):
            saved = data.query(asked["name"])
            told = data.sparql(asked["name"], **values) if values or not text else ""
            text = text or _told_in_page(saved, told)
    except KgError as error:
        return saved, text or (_told_in_page(saved, saved.text) if saved else ""), for_pages(error)
    return saved, text, ""


def _answer_of(data: Data, text: str) -> tuple[Result | None, str]:
    """The answer of a query, or why there is none."""
    try:
        return _run(data, text), ""
    except LimitError as error:
        return None, f"Stopped: {error}"
    except KgError as error:
        return None, str(error)


def _told_in_page(saved: Query, text: str) -> str:
    """The query without its header, but for its title: the page tells the rest."""
    lines = list(dropwhile(lambda line: line.startswith("#"), text.splitlines()))
    return "\n".join([f"# {saved.title}", *lines]) + "\n"


def _values(given: list[tuple[str, str]]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in given:
        if name not in _NOT_PARAMETERS and value:
            values.setdefault(name, []).append(value)
    return values


@lru_cache(maxsize=2)
def _saved(snapshot: Snapshot) -> list[Query]:
    """All saved queries: their files are read once a build."""
    return snapshot.catalogue.queries()


def _first(data: Data) -> str:
    """What stands in an empty editor: the first question of the catalogue that needs no value."""
    return next((_told_in_page(one, one.text) for one in _saved(data.snapshot) if not one.parameters), "")


def _link(asked: dict[str, str], values: dict[str, list[str]], text: str) -> str:
    """The permanent address of the query; empty where it would be too long."""
    named = bool(asked.get("name")) and not asked.get("query")
    whole = f"/query?{urlencode({'name': asked['name'], **values} if named else {'query': text}, doseq=True)}"
    return whole if text and len(whole) <= _LONGEST_LINK else ""


def _run(data: Data, text: str) -> Result:
    """The answer, through the same workers and limits as the endpoint.

    Raises: QueryError, LimitError.
    """
    snapshot = data.snapshot
    triples = form_of(text) in ("CONSTRUCT", "DESCRIBE")
    question = Question(text, prefixes=snapshot.catalogue.prefixes if snapshot.union else {}, union=snapshot.union)
    begun = time.monotonic()
    answer = snapshot.write(question, written.TURTLE if triples else written.JSON, snapshot.limits)
    seconds = time.monotonic() - begun
    body = answer.body.decode("utf-8")
    if triples:
        return Result(triples=body, count=answer.count, truncated=answer.truncated, seconds=seconds)
    told = json.loads(body)
    if "boolean" in told:
        return Result(truth=told["boolean"], count=1, seconds=seconds)
    rows = tuple(told["results"]["bindings"])
    return Result(tuple(told["head"]["vars"]), rows, None, "", len(rows), answer.truncated, seconds)


def _terms_used(data: Data) -> list[Row]:
    """Classes and properties of the data; none where the dataset is too large to look through in time."""
    try:
        return data.rows("pages/terms-used")
    except LimitError:
        return []


def completions(request: Request) -> Response:
    """What the editor completes, as JSON: prefixes, classes and properties of the ontology and of the data."""
    data = data_of(request)
    data.takes()
    terms: dict[str, dict[str, str]] = {}
    for row in data.rows("pages/ontology-terms"):
        terms.setdefault(
            row["term"],
            {"iri": row["term"], "kind": "class" if row["type"] == "class" else "property", "label": row["label"]},
        )
    for row in _terms_used(data):
        terms.setdefault(row["term"], {"iri": row["term"], "kind": row["kind"], "label": ""})
    told = {"prefixes": dict(data.snapshot.catalogue.prefixes), "terms": list(terms.values())}
    return JSONResponse(told, headers={"Cache-Control": "max-age=60"})


ROUTES = [
    Route("/query", show, methods=["GET", "POST"], name="editor"),
    Route("/query/completions.json", completions, name="completions"),
]
