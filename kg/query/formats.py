"""An answer in, its text or file in one format out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import UnknownNameError, UsageError
from kg.namespaces import XSD
from kg.query.answers import Answer, Rows, Term, Triples, Truth, text_of
from kg.query.display import visible
from kg.query.nearest import nearest
from kg.query.results_xml import to_xml

_WIDTH: Final = 120
_FOR_THE_EYE: Final = ("table", "markdown")  # a table is read in a terminal later, also where it is piped now
# An underscore inside a word is no markup.
_MARKDOWN_SIGN: Final = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)")


def render(
    answer: Answer,
    format_name: str,
    *,
    prefixes: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    hidden: Sequence[str] = (),
    width: int = _WIDTH,
    for_terminal: bool = False,
    title: str = "",
    notes: Sequence[str] = (),
) -> str:
    """The answer as text that ends with a line break.

    Args:
        prefixes: to shorten IRIs in tables, pages and Turtle.
        labels: of IRIs, shown in tables and pages instead of them.
        hidden: columns that a table leaves out and names below.
        width: of a table, in characters.
        for_terminal: control characters, which a terminal would obey, are shown by signs; else only in tables, pages and Markdown.
        title, notes: what stands above the table of a page.
    Raises: UnknownNameError for an unknown format; UsageError for one that does not fit the answer, or is no text.
    """
    check_format(format_name)
    if format_name in FILE_FORMATS:
        raise UsageError(f"{format_name} is no text. Name a file for it: -o FILE.{format_name}.")
    if format_name == "html":
        from kg.query.web_table import to_html

        return to_html(as_rows(answer), title=title, notes=notes, prefixes=prefixes, labels=labels)
    if isinstance(answer, Triples):
        text = _render_triples(answer, format_name, prefixes or {})
    elif isinstance(answer, Truth):
        text = _render_truth(answer, format_name)
    elif format_name == "table":
        from kg.query.table import to_table

        return to_table(answer, prefixes=prefixes or {}, labels=labels or {}, hidden=hidden, width=width)
    else:
        text = _ROW_FORMATS[format_name](answer)
    return visible(text, keep="\n\t\r") if for_terminal or format_name in _FOR_THE_EYE else text


def render_file(
    answer: Answer,
    format_name: str,
    *,
    prefixes: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    hidden: Sequence[str] = (),
    title: str = "",
    notes: Sequence[str] = (),
) -> bytes:
    """The answer as the bytes of a file, in any format: text as UTF-8. Arguments and errors: as `render`.

    Raises: LimitError too, where a spreadsheet cannot hold the rows.
    """
    if format_name == "xlsx":
        from kg.query.workbook import to_xlsx

        return to_xlsx(as_rows(answer), title=title)
    text = render(answer, format_name, prefixes=prefixes, labels=labels, hidden=hidden, title=title, notes=notes)
    return text.encode("utf-8", "backslashreplace")


def check_format(name: str) -> None:
    """Raises: UnknownNameError, with the nearest of the formats."""
    if name not in FORMATS:
        raise UnknownNameError("format", name, nearest(name, FORMATS), f"Formats: {', '.join(FORMATS)}.")


def as_rows(answer: Answer) -> Rows:
    """Any answer as a table: triples as subject, predicate and object, a yes or no as one cell."""
    if isinstance(answer, Triples):
        found = tuple((triple.subject, triple.predicate, triple.object) for triple in answer.triples)
        return Rows(("subject", "predicate", "object"), found, answer.truncated)
    if isinstance(answer, Truth):
        return Rows(("answer",), ((Literal(answer.value),),))
    return answer


def _render_triples(answer: Triples, format_name: str, prefixes: Mapping[str, str]) -> str:
    if format_name in ("turtle", "table"):
        return to_turtle(answer, prefixes)
    return _ROW_FORMATS[format_name](as_rows(answer))


def _render_truth(answer: Truth, format_name: str) -> str:
    word = "true" if answer.value else "false"
    if format_name == "json":
        return json.dumps({"head": {}, "boolean": answer.value}) + "\n"
    if format_name == "xml":
        return to_xml(answer)
    if format_name == "turtle":
        raise UsageError("a yes or no has no Turtle. Choose another --format.")
    return f"{word}\n"


def to_csv(rows: Rows) -> str:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/: values verbatim, lines end with CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows(rows.texts())
    return out.getvalue()


def to_tsv(rows: Rows) -> str:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/: terms as in Turtle, so that their kind is kept."""
    lines = ["\t".join(f"?{column}" for column in rows.columns)]
    lines += ["\t".join("" if term is None else _in_one_line(str(term)) for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def _in_one_line(term: str) -> str:
    return term.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def to_json(rows: Rows) -> str:
    """https://www.w3.org/TR/sparql11-results-json/, with `"meta": {"truncated": true}` where rows were left out."""
    return _json(rows, indent=1)


def to_compact_json(rows: Rows) -> str:
    """As `to_json`, for programs: a third of the size, in a fifth of the time."""
    return _json(rows, separators=(",", ":"))


def _json(rows: Rows, **style: Any) -> str:
    bindings = [
        {column: _json_term(term) for column, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows
    ]
    document: dict[str, Any] = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    if rows.truncated:
        document["meta"] = {"truncated": True}
    return json.dumps(document, ensure_ascii=False, **style) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != f"{XSD}string":
        found["datatype"] = term.datatype.value
    return found


def to_markdown(rows: Rows) -> str:
    """A table of GitHub's Markdown; signs that would be markup are escaped, and line breaks become blanks."""
    lines = [_markdown_row(rows.columns), _markdown_row(["---"] * len(rows.columns), escape=False)]
    lines += [_markdown_row([text_of(term) for term in row]) for row in rows]
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Sequence[str], *, escape: bool = True) -> str:
    texts = [visible(" ".join(cell.split())) for cell in cells]
    if escape:
        texts = [_MARKDOWN_SIGN.sub(r"\\\g<0>", text) for text in texts]
    return f"| {' | '.join(texts)} |"


def to_turtle(triples: Triples, prefixes: Mapping[str, str]) -> str:
    """Turtle, sorted, with those of the prefixes that are in use."""
    used = {prefix: iri for prefix, iri in prefixes.items() if any(iri in str(triple) for triple in triples.triples)}
    data = serialize(triples.triples, format=RdfFormat.TURTLE, prefixes=used)
    assert data is not None
    return data.decode("utf-8")


def _refuse_turtle(rows: Rows) -> str:
    raise UsageError(
        "rows have no Turtle of their own. Choose another --format, or a query with CONSTRUCT or DESCRIBE."
    )


_ROW_FORMATS: Final[dict[str, Callable[[Rows], str]]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
    "markdown": to_markdown,
    "turtle": _refuse_turtle,
}
FILE_FORMATS: Final = ("xlsx",)
FORMATS: Final = ("table", *_ROW_FORMATS, "html", *FILE_FORMATS)
