"""A question in; the statements that it quotes, with their places in it, out: "who said “…”?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, Store

from kg.extract.stem import tokens
from kg.query.answers import Rows, text_of
from kg.query.ask.units import Reading, Unit
from kg.query.binding import bind
from kg.query.catalogue import Catalogue
from kg.query.engine import solve

_QUOTED: Final = re.compile(r"[“\"](?P<words>[^“”\"]+)[”\"]|(?<!\w)['‘](?P<other>[^\n]{15,})['’](?!\w)")
_LEAST: Final = 4  # words: fewer are a term, not a quotation
_APOSTROPHES: Final = str.maketrans("‘’", "''")
_RANK: Final = 1


def quotations(text: str, spelled: str, store: Store, catalogue: Catalogue) -> Iterator[Unit]:
    """A unit for each quotation, with the first statement that holds its words; none where no statement does.

    `text`: as it was typed, which is how statements have it; `spelled`: as questions are read, where units have their places.
    """
    words = tokens(spelled)
    printed, read = list(_QUOTED.finditer(text)), list(_QUOTED.finditer(spelled))
    for typed, found in zip(printed if len(printed) == len(read) else read, read, strict=True):
        quoted = typed["words"] or typed["other"]
        inside = [at for at, word in enumerate(words) if found.start() <= word.start and word.end <= found.end()]
        if len(inside) < _LEAST:
            continue
        statement = _statement(quoted, store, catalogue)
        if statement:
            yield Unit(inside[0], inside[-1], quoted, (Reading("statement", statement, quoted, _RANK),))


def without_quotations(text: str) -> str:
    """What is asked, apart from words that it quotes."""
    return _QUOTED.sub(" ", text)


def _statement(quoted: str, store: Store, catalogue: Catalogue) -> str | None:
    words = " ".join(quoted.casefold().translate(_APOSTROPHES).split()).strip(" .,;:…")
    query = catalogue.lookup("statements-with-words")
    rows = solve(query, bind(query.text, {"words": (Literal(words),)}), store)
    assert isinstance(rows, Rows)
    return next((text_of(statement) for (statement,) in rows), None)
