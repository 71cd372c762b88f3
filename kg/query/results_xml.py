"""Rows or a yes or no in, SPARQL Query Results XML out: https://www.w3.org/TR/rdf-sparql-XMLres/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape  # xml.sax.saxutils would load urllib
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.namespaces import XSD
from kg.query.answers import Rows, Term, Truth

_NAMESPACE: Final = "http://www.w3.org/2005/sparql-results#"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"


def to_xml(answer: Rows | Truth) -> str:
    """A document of its own; characters that XML cannot hold as U+FFFD, a cut answer with a comment that says so."""
    if isinstance(answer, Truth):
        head, body = [], [f"<boolean>{'true' if answer.value else 'false'}</boolean>"]
    else:
        head = [f"<variable name={_quoted(column)}/>" for column in answer.columns]
        body = ["<results>", *(_result(answer.columns, row) for row in answer), "</results>"]
        if answer.truncated:
            body.append("<!-- truncated: there are more rows than the limit allows -->")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<sparql xmlns="{_NAMESPACE}">',
        f"<head>{''.join(head)}</head>",
    ]
    return "\n".join([*lines, *body, "</sparql>", ""])


def _result(columns: tuple[str, ...], row: tuple[Term | None, ...]) -> str:
    return f"<result>{''.join(_bindings(columns, row))}</result>"


def _bindings(columns: tuple[str, ...], row: tuple[Term | None, ...]) -> Iterator[str]:
    for column, term in zip(columns, row, strict=True):
        if term is not None:
            yield f"<binding name={_quoted(column)}>{_term(term)}</binding>"


def _term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{_term(part)}</{name}>' for name, part in parts.items())}</triple>"
    if term.language:
        return f"<literal xml:lang={_quoted(term.language)}>{_text(term.value)}</literal>"
    if term.datatype.value == f"{XSD}string":
        return f"<literal>{_text(term.value)}</literal>"
    return f"<literal datatype={_quoted(term.datatype.value)}>{_text(term.value)}</literal>"


def _text(text: str) -> str:
    """With a carriage return as a reference, since a reader would turn it into a line feed."""
    return escape(_NOT_XML.sub(_REPLACEMENT, text), quote=False).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return f'"{escape(_NOT_XML.sub(_REPLACEMENT, text))}"'
