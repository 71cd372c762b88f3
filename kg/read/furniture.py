"""Lines -> which of them are page furniture: page numbers, running heads, footnotes, bare links, pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.read.lines import Line

_PAGE_NUMBER = re.compile(r"(?:page\s+)?(?:\d{1,4}|[ivxl]{2,7})(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_LINK = re.compile(r"(?:https?://|www\.|mailto:)\S+(?:\s+(?:https?://|www\.|mailto:)\S+)*", re.I)
_PICTURE = re.compile(r"!\[.*\]\(.*\)|<(?:img|a|br|hr|iframe)\b.*>", re.I)
_RULE = re.compile(r"[-=_*~\s]{3,}")
_FOOTNOTE = re.compile(r"(\d{1,3})(?:\s{2,}|\s(?=[A-Z“\"‘'(\[Qh]))\S")
_REFERENCE = re.compile(r"(?<=[\w.,;:!?)\]”’\"'])(\d{1,3})(?:,\d{1,3})*(?![\d\w%])")
_DIGITS = re.compile(r"\d+")
_HEAD_WITH_NUMBER = re.compile(r"\d{1,4}\s{10,}\S.{0,80}|\S.{0,80}?\s{3,}page\s*\d{1,4}|\S.{0,80}?\s{20,}\d{1,4}", re.I)
_HEAD_LENGTH = 110  # characters
_FAR_RIGHT = 30  # characters of indent
_FOOTNOTE_LINES = 6  # a footnote is seldom longer
_PAGE_LINES = 70
_SURE_RUN = 3  # so many rising numbers are footnotes though no word carries them
_SHARE_OF_NOTES = 0.25  # of a text; where such lines make up more, they are its numbered paragraphs


def furniture_of(lines: Sequence[Line]) -> list[str | None]:
    """For each line what kind of furniture it is, or None for text."""
    found: list[str | None] = [_simple_kind(line.text) for line in lines]
    _mark_page_numbers(lines, found)
    _mark_footnotes(lines, found)
    _mark_running_heads(lines, found)
    return found


def _simple_kind(text: str) -> str | None:
    if _LINK.fullmatch(text):
        return "link"
    if text.endswith((")", ">")) and _PICTURE.fullmatch(text):
        return "picture"
    if _RULE.fullmatch(text):
        return "rule"
    return None


def _mark_page_numbers(lines: Sequence[Line], found: list[str | None]) -> None:
    """A bare number is a page number unless it stands in a column of numbers (a table, a list)."""
    for at, line in enumerate(lines):
        if found[at] is None and _PAGE_NUMBER.fullmatch(line.text):
            near = [lines[i].text for i in (at - 1, at + 1) if 0 <= i < len(lines)]
            if not any(text.isdigit() for text in near):
                found[at] = "page number"


def _mark_running_heads(lines: Sequence[Line], found: list[str | None]) -> None:
    """A short line at a page's edge that has its page number, or comes back on other pages."""
    shapes = Counter(_shape(line.text) for line in lines if len(line.text) <= _HEAD_LENGTH)
    for at, line in enumerate(lines):
        if found[at] is not None or len(line.text) > _HEAD_LENGTH:
            continue
        repeated = shapes[_shape(line.text)]
        if (
            _HEAD_WITH_NUMBER.fullmatch(line.text)
            or (_at_page_edge(lines, found, at) and repeated >= 2)
            or (at and line.gap == 0 and line.indent >= _FAR_RIGHT and found[at - 1] in ("running head", "page number"))
        ):
            found[at] = "running head"


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text).casefold()


def _at_page_edge(lines: Sequence[Line], found: Sequence[str | None], at: int) -> bool:
    if lines[at].page_break or (at + 1 < len(lines) and lines[at + 1].page_break):
        return True
    return any(0 <= i < len(lines) and found[i] in ("page number", "running head") for i in (at - 1, at + 1))


def _mark_footnotes(lines: Sequence[Line], found: list[str | None]) -> None:
    """Runs of lines that begin with rising numbers which words above carry as their references; with what continues them."""
    references = _References(lines)
    unreferenced: set[int] = set()
    for run in _numbered_runs(lines, found):
        referred = any(references.above(run[0][0], number) for _, number in run)
        if referred or len(run) >= _SURE_RUN:
            notes = [after for at, _ in run for after in _lines_of_footnote(lines, found, at)]
            for at in notes if referred else ():
                found[at] = "footnote"
            unreferenced.update(() if referred else notes)
    written = sum(len(line.text) for line in lines)
    if sum(len(lines[at].text) for at in unreferenced) <= _SHARE_OF_NOTES * written:
        for at in unreferenced:
            found[at] = "footnote"


def _lines_of_footnote(lines: Sequence[Line], found: Sequence[str | None], at: int) -> Iterator[int]:
    """The line that begins it and those that continue it."""
    yield at
    after = at + 1
    while after < len(lines) and found[after] in (None, "link") and _continues_footnote(lines, after):
        yield after
        after += 1


def _numbered_runs(lines: Sequence[Line], found: Sequence[str | None]) -> list[list[tuple[int, int]]]:
    """(line, number) of lines that look like footnotes, in runs where each number is one more than the last."""
    runs: list[list[tuple[int, int]]] = []
    for at, line in enumerate(lines):
        start = _FOOTNOTE.match(line.text) if found[at] is None else None
        if not start:
            continue
        number = int(start[1])
        if runs and runs[-1][-1][1] + 1 == number and at - runs[-1][-1][0] <= _FOOTNOTE_LINES:
            runs[-1].append((at, number))
        elif line.gap > 0 or at == 0 or found[at - 1] is not None:
            runs.append([(at, number)])
    return runs


class _References:
    """The numbers that words carry, by line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._numbers: dict[int, frozenset[int]] = {}

    def above(self, before: int, number: int) -> bool:
        """Whether a word carries the number in the page above line `before`."""
        return any(number in self._of_line(at) for at in range(max(0, before - _PAGE_LINES), before))

    def _of_line(self, at: int) -> frozenset[int]:
        if at not in self._numbers:
            self._numbers[at] = frozenset(int(match[1]) for match in _REFERENCE.finditer(self._lines[at].text))
        return self._numbers[at]


def _continues_footnote(lines: Sequence[Line], at: int) -> bool:
    """A footnote's later lines stand close under it, at its margin, until a sentence ends and the text shows again."""
    line, before = lines[at], lines[at - 1]
    if _FOOTNOTE.match(line.text) or (before.text.endswith((".", ".”")) and line.gap > 0):
        return False
    return line.gap <= 1 and abs(line.indent - before.indent) <= 8 and not (line.gap and line.text[:1].isupper())
