"""Rows in, an HTML page that needs no other file out: every text escaped, no script, links only to the web."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.namespaces import XSD
from kg.query.answers import Rows, Term, text_of
from kg.query.display import visible
from kg.query.guard import guarded
from kg.query.table import shorten

_LINKED: Final = ("http://", "https://")
_NUMBERS: Final = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; }
main { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; padding-block: .5rem; }
th, td { border-bottom: 1px solid; padding: .4rem .8rem; text-align: start; vertical-align: top; max-width: 60ch; overflow-wrap: break-word; white-space: pre-line; }
td.number { text-align: end; font-variant-numeric: tabular-nums; }
"""


def to_html(
    rows: Rows,
    *,
    title: str = "",
    notes: Sequence[str] = (),
    prefixes: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> str:
    """A page with one table. `labels` of IRIs are shown in their place, else the IRI with a prefix."""
    heading = _text(title or "Answer")
    hashed = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    head = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{heading} · Who said what</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{heading}</h1>",
        *(f"<p>{_text(note)}</p>" for note in notes),
        '<main tabindex="0" aria-label="Answer">',
    ]
    return "\n".join(
        [*head, to_html_table(rows, prefixes=prefixes, labels=labels), "</main>", "</body>", "</html>", ""]
    )


def to_html_table(
    rows: Rows,
    *,
    prefixes: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    at_most: int | None = None,
) -> str:
    """The table alone, of the first `at_most` rows, with a line that counts all of them."""
    known, named = prefixes or {}, labels or {}
    head = "".join(f'<th scope="col">{_text(column.replace("_", " "))}</th>' for column in rows.columns)
    body = (f"<tr>{''.join(_cells(row, known, named))}</tr>" for row in rows.rows[:at_most])
    top = ["<table>", f"<caption>{_count(rows, at_most)}</caption>", f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    return "\n".join([*top, *body, "</tbody>", "</table>"])


def _count(rows: Rows, at_most: int | None) -> str:
    count = f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"
    if rows.truncated:
        count += ", truncated: there are more than the limit allows"
    return count if at_most is None or len(rows) <= at_most else f"{count}; the first {at_most:,} are shown"


def _cells(row: Sequence[Term | None], prefixes: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    for term in row:
        if isinstance(term, NamedNode):
            yield f"<td>{_link(term.value, labels.get(term.value) or shorten(term.value, prefixes))}</td>"
        elif isinstance(term, Literal) and term.datatype.value in _NUMBERS:
            yield f'<td class="number">{_text(term.value)}</td>'
        else:
            yield f"<td><bdi>{_text(guarded(text_of(term)))}</bdi></td>"


def _link(iri: str, shown: str) -> str:
    text = f"<bdi>{_text(guarded(shown))}</bdi>"
    return f'<a href="{escape(iri)}" rel="noreferrer">{text}</a>' if iri.startswith(_LINKED) else text


def _text(text: str) -> str:
    return escape(visible(text, keep="\n\t"))
