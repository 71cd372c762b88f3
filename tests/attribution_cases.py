"""tests/attribution_sentences.tsv -> short texts with the statements that a reader finds in them, and a verdict on what a program found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.extract.pipeline import extract
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Extraction, Statement
from kg.pack import read_pack
from kg.read import document_of

FILE = Path(__file__).with_name("attribution_sentences.tsv")
_MARKS = re.compile("[“”\"‘’'«»„`]|''")
_EDGES = " .,;:!?…–—-()"


@dataclass(frozen=True)
class Expected:
    """One statement; speakers and words may be given in several wordings, of which one has to come out."""

    speakers: tuple[str, ...]
    words: tuple[str, ...]
    required: bool = True  # False: right if found and right if not

    def matches(self, speaker: str | None, words: str) -> bool:
        return (speaker or "nobody") in self.speakers and _bare(words) in {_bare(one) for one in self.words}


@dataclass(frozen=True)
class Case:
    construction: str
    text: str
    expected: tuple[Expected, ...]

    def is_right(self, found: Iterable[tuple[str | None, str]]) -> bool:
        """Exactly the statements expected, each once."""
        left = list(self.expected)
        for speaker, words in found:
            one = next((one for one in left if one.matches(speaker, words)), None)
            if one is None:
                return False
            left.remove(one)
        return not any(one.required for one in left)


def read_cases(path: Path = FILE) -> tuple[Case, ...]:
    """Columns construction, text (line breaks as \\n), expected: `speaker => words`, joined by ` || `, empty for none.

    ` ~ ` parts wordings that are equally right; a `?` before a speaker marks a statement that may be left out.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return tuple(Case(construction, text.replace("\\n", "\n"), _expected(cell)) for construction, text, cell in rows)


def _expected(cell: str) -> tuple[Expected, ...]:
    pairs = [pair.split(" => ") for pair in cell.split(" || ")] if cell.strip() else []
    return tuple(
        Expected(tuple(speaker.strip().lstrip("?").split(" ~ ")), tuple(words.strip().split(" ~ ")), speaker[0] != "?")
        for speaker, words in pairs
    )


def _bare(words: str) -> str:
    """Words without quote marks and without punctuation at either end of a part."""
    parts = (_MARKS.sub("", part).strip(_EDGES) for part in words.split("…"))
    return " … ".join(" ".join(part.split()) for part in parts if part)


def table_of(rights: Sequence[tuple[str, bool]]) -> str:
    """Right and total of each construction, and of all, one line each."""
    names = dict.fromkeys(name for name, _ in rights)
    counts = [(name, [right for this, right in rights if this == name]) for name in names]
    lines = [f"{name:24}{sum(right):4} of {len(right):3}" for name, right in counts]
    return "\n".join([*lines, f"{'all':24}{sum(right for _, right in rights):4} of {len(rights):3}"])


@cache
def knowledge() -> Knowledge:
    """The first pack's, loaded once a process."""
    return load_knowledge(read_pack(FILE.parent.parent / "pack.toml"))


def extraction_of(text: str) -> Extraction:
    """What the program finds in a text that stands in a file of its own."""
    return extract(document_of(text, knowledge().lexicon, key="invented"), knowledge())


def statements_of(text: str) -> tuple[Statement, ...]:
    return extraction_of(text).statements


def said(text: str) -> list[tuple[str | None, str]]:
    """(speaker, words) of each statement, in the order of the text."""
    return [
        (statement.speaker.label if statement.speaker else None, statement.words) for statement in statements_of(text)
    ]
