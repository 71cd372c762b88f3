"""A file -> Document: its exact text, with blocks and sections as spans into it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import DocumentError
from kg.knowledge.lexicon import Lexicon
from kg.model import Block, BlockKind, Document, Section, SourceFile, Span
from kg.read.decode import decode
from kg.read.drafts import drafts_of
from kg.read.furniture import furniture_of
from kg.read.joining import join_lines
from kg.read.kinds import classify
from kg.read.languages import with_languages
from kg.read.lines import Line, lines_of
from kg.read.sections import sections_of

_LIMIT = 100_000_000  # bytes
_LONG_WORD = re.compile(r"(?<!\S)[^\s\]<>:]{1000}\S+")


def read_document(
    path: Path,
    lexicon: Lexicon,
    *,
    key: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    issued: str | None = None,
    rights: str | None = None,
    language: str | None = None,
    limit: int = _LIMIT,
) -> Document:
    """Read one file of text. What is given wins over what the text says of itself.

    Raises: DocumentError, naming the file and what is wrong.
    """
    data = _bytes_of(path, limit)
    decoded = decode(data, path.name)
    file = SourceFile(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/markdown" if path.suffix.casefold() in (".md", ".markdown") else "text/plain",
        encoding=decoded.encoding,
    )
    return replace(
        document_of(
            decoded.text,
            lexicon,
            key=key or path.stem,
            title=title,
            file=file,
            language=language,
            warnings=decoded.warnings,
        ),
        publisher=publisher,
        author=author,
        issued=issued,
        rights=rights,
    )


def document_of(
    text: str,
    lexicon: Lexicon,
    *,
    key: str,
    title: str | None = None,
    file: SourceFile | None = None,
    language: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Document:
    """A document from its text; without a file it stands for one in UTF-8.

    language: as the manifest gives it. warnings: what decoding found doubtful.
    """
    sections, blocks = sections_and_blocks(text, lexicon, key=key, title=title)
    blocks, language, foreign = with_languages(blocks, text, lexicon, given=language)
    warnings = (*warnings, *_long_words(text))
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        warnings = (*warnings, "no text")
    encoded = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(encoded).hexdigest()
    return Document(
        key=key,
        title=sections[0].title,
        text=text,
        sha256=digest,
        blocks=blocks,
        sections=sections,
        file=file or SourceFile(f"{key}.txt", digest, len(encoded), "text/plain", "utf-8"),
        language=language,
        warnings=(*warnings, *foreign),
    )


def sections_and_blocks(
    text: str, lexicon: Lexicon, *, key: str, title: str | None = None
) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """The sections of a text and its blocks, of which nobody looked what language they are in."""
    lines = lines_of(text)
    furniture = furniture_of(lines)
    drafts = drafts_of(lines, join_lines(lines, furniture))
    classify(drafts, lexicon)
    sections, blocks = sections_of(drafts, key, title)
    return sections, tuple(_with_furniture(blocks, lines, furniture))


def _long_words(text: str) -> Iterator[str]:
    """A warning where a run of characters is too long for a word, or a name."""
    longest = max(_LONG_WORD.finditer(text), key=lambda match: match.end() - match.start(), default=None)
    if longest is not None:
        length = longest.end() - longest.start()
        yield f"a word of {length:,} characters at {longest.start()}: words of over 1,000 characters are cut to 60"


def _with_furniture(
    blocks: Sequence[Block], lines: Sequence[Line], furniture: Sequence[str | None]
) -> tuple[Block, ...]:
    """Blocks in the order of the text, page furniture among them as boilerplate."""
    clutter = [
        Block(BlockKind.BOILERPLATE, (Span(line.start, line.end),), 0, 0, kind)
        for line, kind in zip(lines, furniture, strict=True)
        if kind
    ]
    placed: list[Block] = []
    section = 0
    for block, of_page in sorted(
        [*((block, False) for block in blocks), *((block, True) for block in clutter)],
        key=lambda item: item[0].pieces[0],
    ):
        placed.append(replace(block, section=section) if of_page else block)
        section = placed[-1].section
    return tuple(placed)


def _bytes_of(path: Path, limit: int) -> bytes:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not a regular file" if path.exists() else "no such file"
            raise DocumentError(f"{path}: {what}. Give a file of text.")
        size = path.stat().st_size
        if size > limit:
            raise DocumentError(
                f"{path}: {size:,} bytes, over the limit of {limit:,} (setting document_limit). Split it or raise the limit."
            )
        return path.read_bytes()
    except OSError as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(f"{path}: cannot be read: {error.strerror}.") from error
