"""Keys that stay in, IRIs out: the only module that makes the IRIs of data.

A key is made from what a better reader or extractor leaves as it is (the document's key, the words, a name, the number
among equal ones), never from an offset or a place in a list. Texts are compared in Unicode's composed form (NFC), so
that composed and decomposed accents give the same IRI.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Hashable, Sequence
from typing import Final

from kg.errors import KnowledgeError
from kg.namespaces import ISSUE_ROOT, KINDS, THEME_ROOT

_HASH_DIGITS: Final = 16
_SLUG_LENGTH: Final = 60
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_PLAIN_KEY: Final = re.compile(r"[a-z0-9]([a-z0-9_.-]*[a-z0-9_])?")
_BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]*[/#]")


def digest(*parts: str | int) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the parts; ("a", "bc") and ("ab", "c") differ."""
    return hashlib.sha256(json.dumps([nfc(part) for part in parts]).encode("ascii")).hexdigest()[:_HASH_DIGITS]


def nfc(part: str | int) -> str | int:
    """Unicode's composed form of a text."""
    return part if isinstance(part, int) else unicodedata.normalize("NFC", part)


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits with hyphens between, at most 60; empty where the text has none of them.

    >>> slug("Zoë  O’Example & Co.")
    'zoe-o-example-co'
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_SLUG.sub("-", plain)[:_SLUG_LENGTH].strip("-")


def plain_key(key: str) -> str:
    """The key itself where it is lower-case ASCII (letters, digits, `-`, `_`, `.`); else a slug and a hash of it.

    >>> plain_key("first-report")
    'first-report'
    """
    return key if _PLAIN_KEY.fullmatch(key) else slugged(key, digest("key", key))


def slugged(text: str, key: str) -> str:
    """A key that can be read: the slug of a text before a hash; the hash alone where the slug is empty."""
    return f"{slug(text)}-{key}".lstrip("-")


class Numbering:
    """Numbers equal things in the order in which they come, from 0."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, int] = {}

    def number(self, thing: Hashable) -> int:
        number = self._seen.get(thing, 0)
        self._seen[thing] = number + 1
        return number


class Iris:
    """The IRIs of one pack's data: `{base}{kind}/{key}`, and of its issues.

    Raises: KnowledgeError for a base that is not an absolute IRI that ends with "/" or "#".
    """

    def __init__(self, base: str, pack_key: str) -> None:
        if not _BASE.fullmatch(base):
            raise KnowledgeError(
                f"pack.toml: base {base!r} is not an absolute IRI that ends with '/'. Correct it, as in 'https://example.org/id/'."
            )
        self.base = base
        self.issue_base = f"{ISSUE_ROOT}{plain_key(pack_key)}/"
        self.theme_scheme = f"{THEME_ROOT}{plain_key(pack_key)}"

    def of(self, kind: str, key: str) -> str:
        """The IRI of a node of one of the kinds of `kg.namespaces.KINDS`; the key is a slug or a hash already."""
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not a kind of data IRI; add it to kg.namespaces.KINDS")
        return f"{self.base}{kind}/{key}"

    # ------------------------------------------------------------ documents

    def document(self, key: str) -> str:
        return self.of("document", plain_key(key))

    def snapshot(self, document: str) -> str:
        return self.of("snapshot", plain_key(document))

    def file(self, document: str) -> str:
        return self.of("file", plain_key(document))

    def document_graph(self, document: str) -> str:
        """The named graph of one document; a document called as one of the common graphs does not meet it."""
        key = plain_key(document)
        return self.of("graph", slugged(key, digest("graph", key)) if key in _COMMON_GRAPHS else key)

    def common_graph(self, name: str) -> str:
        """The graph of `knowledge`, `links` or `checks`."""
        if name not in _COMMON_GRAPHS:
            raise ValueError(f"{name!r} is not one of the common graphs {', '.join(_COMMON_GRAPHS)}")
        return self.of("graph", name)

    def section_keys(self, document: str, titles: Sequence[str]) -> tuple[str, ...]:
        """Keys of a document's sections, by title and number among equal titles; the first is the root."""
        numbering = Numbering()
        keys = [digest("section", document, "root")]
        keys += [digest("section", document, title, numbering.number(nfc(title))) for title in titles[1:]]
        return tuple(keys)

    # ------------------------------------------------------------ statements and what hangs on them

    def statement_keys(self, document: str, contents: Sequence[tuple[str, int | None]]) -> tuple[str, ...]:
        """Keys of a document's statements from (content words, index of the statement it is embedded in), in text order."""
        keys = [""] * len(contents)
        numbering = Numbering()
        for index in sorted(range(len(contents)), key=lambda index: (_depth(contents, index), index)):
            words, parent = contents[index]
            above = keys[parent] if parent is not None else ""  # "" too for statements embedded in one another
            number = numbering.number((nfc(words), above))
            keys[index] = digest("statement", document, words, above, number)
        return tuple(keys)

    def finding(self, document: str, key: str) -> str:
        """A finding or recommendation by its printed number or the hash of its words, in the document that tells it."""
        return self.of("finding", f"{plain_key(document)}-{key}")

    def span(self, owner_key: str, role: str) -> str:
        """A passage of a node: the owner's key and the passage's part in it ("c1", "s1", "q1" …)."""
        return self.of("span", f"{owner_key}-{role}")

    def issue(self, notation: str) -> str:
        return self.issue_base + plain_key(notation)

    def theme(self, key: str) -> str:
        """A theme of the build by the words that name it."""
        return f"{self.theme_scheme}/{self.theme_notation(key)}"

    def theme_notation(self, key: str) -> str:
        """The words that name it with hyphens between; a hash where they are no plain letters, or too long."""
        return key if slug(key) == key else slugged(key, digest("theme", key))

    # ------------------------------------------------------------ agents

    def named_agent(self, document: str, name: str, kind: str) -> str:
        """An agent that only this document names; its spelling in capitals and blanks does not matter, its kind does."""
        same = " ".join(unicodedata.normalize("NFC", name).casefold().split())
        return self.of("agent", slugged(name, digest("agent", document, same, kind)))

    def described_agent(self, attribution_key: str, label: str, kind: str) -> str:
        """A person, body or document that is described but not named: one for each attribution."""
        return self.of("agent", slugged(label, digest("described", attribution_key, label, kind)))

    def group(self, attribution_key: str, label: str) -> str:
        """A group of speakers: one for each attribution."""
        return self.of("group", slugged(label, digest("group", attribution_key, label)))

    # ------------------------------------------------------------ what documents share

    def run(self, program_version: str, pack_hash: str) -> str:
        return self.of("run", digest("run", program_version, pack_hash))

    def statute(self, name: str) -> str:
        """An Act, instrument or section outside every registry: our own IRI, never a guessed chapter number."""
        same = " ".join(unicodedata.normalize("NFC", name).casefold().split())
        return self.of("statute", slugged(name, digest("statute", same)))


_COMMON_GRAPHS: Final = ("knowledge", "links", "checks")


def _depth(contents: Sequence[tuple[str, int | None]], index: int) -> int:
    """How many statements stand above this one; a circle counts until it closes."""
    seen: set[int] = set()
    parent = contents[index][1]
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = contents[parent][1]
    return len(seen)
