"""Lines -> groups of lines that are one block: a paragraph, a heading, a bullet, however the file breaks its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.line_ends import ends_line
from kg.read.lines import Line

BULLET = re.compile(r"(?:[•●▪■◦○‣⁃∙·➢➤►✓\uf0b7\uf0a7]|[-–—*](?=\s)|o(?=\s+\S)|§(?=\s+[A-Z][a-z]))\s*(?=\S)")
NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,3}\.\d{1,3}\.?|\d{1,3}\.)\s+(?=\S)")
MARKDOWN = re.compile(r"#{1,6}\s|>\s?|\|")
TURN = re.compile(r"\*\*[^*\n]{2,60}\*\*\s?:|[A-Z][A-Z .'’-]{2,40}:\s|[QA]\.\s")
_OPENING = "“\"‘'«"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file breaks its lines."""

    wrapped: bool  # lines end at a margin, so that a paragraph has several
    width: int  # characters of a full line; 0 when not wrapped
    usual_gap: int  # blank lines between two lines of one paragraph


def layout_of(lines: Sequence[Line]) -> Layout:
    """Wrapped when many lines go on in the next one, mid-sentence, and are of much the same length."""
    pairs = list(pairwise(lines))
    going_on = [(a, b) for a, b in pairs if len(a.text) > 30 and not ends_line(a.text) and b.text[:1].islower()]
    long_lines = sorted(len(line.text) for line in lines if len(line.text) > 40)
    if not long_lines or len(going_on) < max(2, 0.08 * len(pairs)):
        return Layout(wrapped=False, width=0, usual_gap=0)
    width = long_lines[int(0.9 * (len(long_lines) - 1))]
    if width > 160:
        return Layout(wrapped=False, width=0, usual_gap=0)
    gaps = Counter(min(b.gap, 3) for _, b in going_on)
    usual = max(gap for gap, count in gaps.items() if count >= 0.25 * len(going_on) or count == max(gaps.values()))
    return Layout(wrapped=True, width=width, usual_gap=usual)


def join_lines(lines: Sequence[Line], furniture: Sequence[str | None]) -> list[list[int]]:
    """Indices of lines, one list a block, in the order of the text; furniture is left out.

    A block may run on over furniture (a page number inside a paragraph).
    """
    text_lines = [i for i in range(len(lines)) if furniture[i] is None]
    layout = layout_of([lines[i] for i in text_lines])
    groups: list[list[int]] = []
    for i in text_lines:
        if groups and not _breaks(lines, groups[-1], i, layout):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _breaks(lines: Sequence[Line], group: list[int], at: int, layout: Layout) -> bool:
    """Whether a new block begins at line `at` after the block of `group`."""
    before, line = lines[group[-1]], lines[at]
    if _marked(line.text):
        return not (line.text.startswith(">") and lines[group[0]].text.startswith(">") and line.gap == 0)
    if not layout.wrapped or lines[group[0]].text.startswith("#"):
        return True
    room = 1 - (len(before.text) + 1 + len(line.text.split()[0])) / _local_width(lines, group, at, layout)
    short = room >= 0.14  # the next word would have fitted: the line ends here on purpose
    hanging = line.indent <= before.indent - 2
    if _numbered(line.text) and (short or hanging or line.gap > layout.usual_gap):
        return True
    ended = ends_line(before.text)
    if at != group[-1] + 1:
        return _breaks_over_furniture(before, line, ended=ended, short=short)
    if line.gap > layout.usual_gap:
        goes_on = line.text[:1].islower() or (not short and _in_phrase(before.text))
        return ended or not goes_on or line.gap > layout.usual_gap + 2
    if _begins_deeper(lines, group, line) or _closes_quotation(before.text, line.text):
        return True
    if ended:
        return (
            short or _stands_alone(lines, at, layout) or (len(group) == 1 and before.text.endswith("?") and room > 0.05)
        )
    return short and not line.text[:1].islower() and (not _mid_phrase(before.text) or room > 0.6)


def _stands_alone(lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """A short line without a full stop that the next one does not carry on: a name or a heading."""
    line = lines[at]
    carried_on = at + 1 < len(lines) and lines[at + 1].text[:1].islower()
    return (
        len(line.text) <= 0.6 * layout.width and line.text[:1].isupper() and not ends_line(line.text) and not carried_on
    )


def _breaks_over_furniture(before: Line, line: Line, *, ended: bool, short: bool) -> bool:
    """After a page number or a link only the words tell whether the paragraph goes on."""
    if line.text[:1].islower() or before.text.endswith(("-", ",", "–")):
        return False
    return ended or (short and not _mid_phrase(before.text)) or line.text[:1] in _OPENING


def _marked(text: str) -> bool:
    return bool(BULLET.match(text) or MARKDOWN.match(text) or TURN.match(text))


def _numbered(text: str) -> bool:
    match = NUMBERED.match(text)
    if not match:
        return False
    after = text[match.end()]
    return after.isupper() or after in _OPENING or ")" in match.group()


def _begins_deeper(lines: Sequence[Line], group: list[int], line: Line) -> bool:
    """An indented quotation inside indented text: the margin moves by four characters or more and then stays."""
    last = lines[group[-1]]
    return (
        line.indent - last.indent >= 4
        and len(group) > 1
        and lines[group[-2]].indent == last.indent
        and ends_line(last.text)
    )


def _local_width(lines: Sequence[Line], group: list[int], at: int, layout: Layout) -> float:
    """A full line hereabouts: the longest of the block so far, the next lines and, for a lone line, the file's width."""
    near = [len(lines[i].text) for i in group[-4:]] + [len(lines[i].text) for i in range(at, min(at + 3, len(lines)))]
    longest = min(max(near), 1.1 * layout.width)  # a footnote below may be set wider
    return max(longest, (0.8 if len(group) > 1 else 0.86) * layout.width)


_LINKING = frozenset(
    "a an the of to in on at by for from with and or but nor as than that which who whose is are was were be been has have had will would should could may might must can not no this these those their its our your his her".split()
)

_BINDING = frozenset("a an the of to in on at by for from with and or".split())


def _mid_phrase(text: str) -> bool:
    """The line ends in a word or a comma that cannot end a heading or a name."""
    last = text.split()[-1].casefold()
    return last in _LINKING or text.endswith((",", "-", "–", "—", "(", "/", "&"))


def _in_phrase(text: str) -> bool:
    """The line ends in an article or a preposition: what follows a blank line goes on with it, capital or not."""
    return text.split()[-1].casefold() in _BINDING


def _closes_quotation(before: str, line: str) -> bool:
    """A quotation ends with its line and a short name-like line follows."""
    return before.endswith(("”", '"', "”.", '".')) and len(line) < 90 and line[:1].isupper() and not ends_line(line)
