"""RDF terms as N-Quads text, in the canonical form that pyoxigraph writes too: text in, text out, no objects."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.namespaces import CODE, RDF, WSW, XSD

_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|^`\\\ud800-\udfff\ue000-\uf8ff]")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_DECIMAL: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_NAMED_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# Canonical N-Quads: named escapes, then \u for the other C0 controls, DEL and the two code points that are no characters.
_ESCAPES: Final = str.maketrans(
    {
        **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
        **_NAMED_ESCAPES,
    }
)
_NEEDS_ESCAPE: Final = re.compile(r"[\x00-\x1f\"\\\x7f\ufffe\uffff]")


@lru_cache(maxsize=65536)
def iri(address: str) -> str:
    """`<address>`.

    Raises: ValueError for an address that is not an absolute IRI; whoever made it is at fault.
    """
    if _NOT_IN_IRI.search(address) or not _ABSOLUTE.match(address):
        raise ValueError(f"{address!r} is not an absolute IRI")
    return f"<{address}>"


def wsw(name: str) -> str:
    """A term of our ontology, in angle brackets."""
    return f"<{WSW}{name}>"


def code(value: str) -> str:
    """The concept of a value list: the value with hyphens for spaces, in angle brackets."""
    return f"<{CODE}{value.replace(' ', '-')}>"


def string(text: str) -> str:
    """An xsd:string."""
    return f'"{_escape(text)}"'


def tagged(text: str, language: str) -> str:
    """A text in a language; an xsd:string where the language tag is not well-formed."""
    tag = language.lower()
    return f'"{_escape(text)}"@{tag}' if _LANGUAGE.fullmatch(tag) else string(text)


def integer(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


def decimal(value: float | str) -> str:
    """An xsd:decimal without zeros that say nothing; a string where the text is not a decimal number."""
    text = f"{value:.6f}" if isinstance(value, float) else value.strip()
    if not _DECIMAL.fullmatch(text):
        return string(text)
    plain = f"{Decimal(text):f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f'"{"0" if plain == "-0" else plain}"^^<{XSD}decimal>'


def boolean(value: bool) -> str:
    return f'"{str(value).lower()}"^^<{XSD}boolean>'


def typed(text: str, name: str) -> str:
    """A literal of the XML Schema type `name`."""
    return f'"{_escape(text)}"^^<{XSD}{name}>'


def _escape(text: str) -> str:
    return text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text


TYPE: Final = f"<{RDF}type>"
