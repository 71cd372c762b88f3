"""Groups of lines -> blocks: which is a heading, a bullet, a block quotation, an attribution line, clutter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind, Span
from kg.read.joining import BULLET, NUMBERED, TURN
from kg.read.lines import Line

_OPEN = '“"‘«'
_CLOSED = re.compile(r"[”\"’»]\W{0,2}(?:\d{1,3})?$")
_SENTENCE_END = re.compile(r"[.!;:,…][”’\"')\]]*(?:\d{1,3}(?:,\d{1,3})*)?$")
_DATE_LINE = re.compile(
    r"(?:\w+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\.?,?\s+(?:\d{1,2},?\s+)?\d{4}\W*(?:\d{1,2}[:.]\d{2}.*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
)
_MANY_TURNS = 4  # so many speakers' names at line starts make a transcript
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*$")
_TURN = re.compile(r"\*\*[^*\n]{2,60}\*\*\s?:")
_DASHED_NAME = re.compile(r"[-–—]\s*(?=[A-Z])")
_HEADING_WORDS = 16
_HEADING_WORDS_OVER_LIST = 24  # a heading right above bullets may be longer
_QUESTION_WORDS = 50
_NAME_WORDS = 14
_TEASER_WORDS = 20  # a longer paragraph weighs against its being clutter
_NEAR = 40  # characters
_STOP = re.compile(r"[.!?…”\"’)]\W*$")
_LIST_LINES = 5  # so many short lines in a row are a list and no headings
_SMALL = frozenset("a an and at by for from in of on or the to with & - – — et al".split())


@dataclass(slots=True)
class Draft:
    """A block in the making."""

    pieces: tuple[Span, ...]
    text: str  # lines joined with one space
    indent: int
    gap: int
    lines: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    furniture: str | None = None
    marks: dict[str, bool] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return len(self.text.split())


def drafts_of(lines: Sequence[Line], groups: Sequence[Sequence[int]]) -> list[Draft]:
    """One draft a group, all paragraphs yet; lines that follow one another in the file are one piece."""
    drafts = []
    for group in groups:
        pieces: list[Span] = []
        for before, at in zip([None, *group], group, strict=False):
            if before is not None and at == before + 1:
                pieces[-1] = Span(pieces[-1].start, lines[at].end)
            else:
                pieces.append(Span(lines[at].start, lines[at].end))
        text = " ".join(lines[at].text for at in group)
        first = lines[group[0]]
        drafts.append(Draft(tuple(pieces), text, first.indent, first.gap, len(group)))
    return drafts


def classify(drafts: list[Draft], lexicon: Lexicon) -> None:
    """Set kind, level and furniture of each draft, surest signs first."""
    _mark_clutter(drafts, lexicon)
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if draft.kind is BlockKind.PARAGRAPH:
            _by_mark(draft, before)
    _mark_lists(drafts, lexicon)
    _attribution_lines(drafts, lexicon)
    _headings(drafts, lexicon)
    _set_in_quotations(drafts)


# ---------------------------------------------------------------- clutter


def _mark_clutter(drafts: list[Draft], lexicon: Lexicon) -> None:
    expressions = [
        (kind, re.compile(expression, re.I))
        for kind, list_ in lexicon.tables["layout"]["boilerplate"].items()
        for expression in list_
    ]
    for draft in drafts:
        bare = re.sub(r"^[#>*•\s-]+|[*]+$", "", draft.text)
        if len(bare) <= 400:
            kind = next((kind for kind, expression in expressions if expression.search(bare)), None)
            if kind:
                draft.kind, draft.furniture = BlockKind.BOILERPLATE, kind
    _spread_clutter(drafts)


def _spread_clutter(drafts: list[Draft]) -> None:
    """Where clutter makes up a good part of the file's tail, all of the tail is: teasers stand between the lines that show it."""
    flags = [draft.kind is BlockKind.BOILERPLATE and draft.furniture != "picture" for draft in drafts]
    best = None
    cluttered, rest = 0, 0.0
    for at in range(len(drafts) - 1, -1, -1):
        if flags[at]:
            cluttered += 1
        else:
            rest += 1 + drafts[at].words / _TEASER_WORDS
        if (
            cluttered >= 3
            and cluttered >= 0.25 * (cluttered + rest)
            and (flags[at] or _opens_clutter(drafts, flags, at))
        ):
            best = at
    for draft in drafts[best:] if best else []:
        if draft.kind is not BlockKind.BOILERPLATE:
            draft.kind, draft.furniture = BlockKind.BOILERPLATE, "teaser"


def _opens_clutter(drafts: Sequence[Draft], flags: Sequence[bool], at: int) -> bool:
    """A short line without a full stop right above a line of clutter heads it."""
    return (
        at + 1 < len(drafts) and flags[at + 1] and drafts[at].words <= 8 and not _SENTENCE_END.search(drafts[at].text)
    )


# ---------------------------------------------------------------- marks


def _by_mark(draft: Draft, before: Draft | None) -> None:
    text = draft.text
    heading = _MARKDOWN_HEADING.match(text)
    if heading:
        draft.kind, draft.level = BlockKind.HEADING, len(heading[1])
    elif text.startswith(">"):
        draft.kind = BlockKind.BLOCK_QUOTATION
    elif _BOLD_LINE.match(text) and draft.words <= _HEADING_WORDS and not _TURN.match(text):
        draft.kind, draft.level = BlockKind.HEADING, 4
    elif BULLET.match(text):
        draft.kind, draft.level = BlockKind.BULLET, _depth(draft, before)
    elif _is_list_item(draft, before):
        draft.kind, draft.level = BlockKind.BULLET, _depth(draft, before)


def _is_list_item(draft: Draft, before: Draft | None) -> bool:
    """A numbered item of a list: under a lead-in, or after another item; a numbered paragraph of a report is none."""
    mark = NUMBERED.match(draft.text)
    if not mark or before is None or re.match(r"\d+\.\d", draft.text):
        return False
    if before.kind is BlockKind.BULLET and before.marks.get("numbered"):
        draft.marks["numbered"] = True
    elif before.text.endswith((":", ":-")):
        draft.marks["numbered"] = True
    return draft.marks.get("numbered", False)


def _depth(draft: Draft, before: Draft | None) -> int:
    if before is None or before.kind is not BlockKind.BULLET:
        return 1
    if draft.indent > before.indent + 1 or (_sub_mark(draft) and not _sub_mark(before)):
        return before.level + 1
    if draft.indent < before.indent - 1 or (_sub_mark(before) and not _sub_mark(draft)):
        return max(1, before.level - 1)
    return before.level


def _sub_mark(draft: Draft) -> bool:
    return draft.text[:1] in "o○◦▪"


def _mark_lists(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Many short lines in a row without a full stop are a list (of names, of contents): no headings, no attributions."""
    first_level = re.compile(rf"(?:{'|'.join(lexicon.words('layout', 'headings', 'first_level'))})\b", re.I)
    run: list[Draft] = []
    for draft in [*drafts, None]:
        if draft is not None and _may_be_listed(draft) and not first_level.match(draft.text):
            run.append(draft)
            continue
        if draft is not None and draft.kind is BlockKind.BOILERPLATE and draft.furniture != "teaser":
            continue  # a page number between two names
        if len(run) >= _LIST_LINES + 1:
            for listed in run:
                listed.marks["listed"] = True
        run = []


def _may_be_listed(draft: Draft) -> bool:
    short = draft.lines <= 2 and draft.words <= _NAME_WORDS and draft.kind is BlockKind.PARAGRAPH
    return short and draft.text[:1] not in _OPEN and not _SENTENCE_END.search(draft.text) and not draft.text.endswith("?")


# ---------------------------------------------------------------- attribution lines


def _attribution_lines(drafts: list[Draft], lexicon: Lexicon) -> None:
    """Short name-like lines under a quotation. Where a file has several, one under unmarked words counts as well."""
    roles = re.compile(
        rf"[-–—\s]*(?:{'|'.join(map(re.escape, lexicon.words('layout', 'attribution', 'roles')))})\b", re.I
    )
    certain = 0
    for before, draft in zip(drafts, drafts[1:], strict=False):
        if _may_attribute(draft, roles) and _is_quotation(before) and _close(before, draft):
            _attribute(before, draft)
            certain += 1
    if certain < 3:
        return
    for before, draft in zip(drafts, drafts[1:], strict=False):
        plain = (
            before.kind is BlockKind.PARAGRAPH and draft.kind is BlockKind.PARAGRAPH and bool(_STOP.search(before.text))
        )
        if (
            plain
            and _close(before, draft)
            and not before.text.endswith(":")
            and _may_attribute(draft, roles)
            and (_is_name(draft.text) or bool(roles.match(draft.text)))
        ):
            _attribute(before, draft)


def _close(before: Draft, draft: Draft) -> bool:
    """Next to each other in the file, a page number at most in between."""
    return draft.pieces[0].start - before.pieces[-1].end <= _NEAR


def _attribute(quotation: Draft, line: Draft) -> None:
    quotation.kind = BlockKind.BLOCK_QUOTATION
    line.kind = BlockKind.ATTRIBUTION_LINE


def _may_attribute(draft: Draft, roles: re.Pattern[str]) -> bool:
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET) or draft.words > _NAME_WORDS or draft.marks.get("listed"):
        return False
    if draft.kind is BlockKind.BULLET and not _DASHED_NAME.match(draft.text):
        return False
    text = _DASHED_NAME.sub("", draft.text)
    if (
        text[:1] in _OPEN
        or not text[:1].isupper()
        or text.endswith(("?", ":", "!"))
        or (text.endswith(".") and draft.words > 4)
    ):
        return False
    return bool(roles.match(text)) or _is_name(text)


def _is_name(text: str) -> bool:
    """Every longer word is capitalised, as in the name of a person or body."""
    words = re.findall(r"[^\W_][\w’'.-]*", _DASHED_NAME.sub("", text))
    strange = [
        word for word in words if word.casefold() not in _SMALL and not word[:1].isupper() and not word[:1].isdigit()
    ]
    return bool(words) and len(strange) <= (0 if len(words) < 6 else 1)


def _is_quotation(draft: Draft) -> bool:
    if draft.kind is BlockKind.BLOCK_QUOTATION:
        return True
    return (
        draft.kind is BlockKind.PARAGRAPH
        and (draft.text[:1] in _OPEN or bool(_CLOSED.search(draft.text)))
        and draft.words >= 3
    )


# ---------------------------------------------------------------- headings


def _headings(drafts: list[Draft], lexicon: Lexicon) -> None:
    first_level = re.compile(rf"(?:{'|'.join(lexicon.words('layout', 'headings', 'first_level'))})\b", re.I)
    question = re.compile(rf"(?:{'|'.join(lexicon.words('layout', 'headings', 'question'))})\b", re.I)
    transcript = sum(bool(TURN.match(draft.text)) for draft in drafts) >= _MANY_TURNS
    over_list = [below is not None and below.kind is BlockKind.BULLET for below in [*drafts[1:], None]]
    candidates = [
        _may_head(draft, question, over_list[at]) and not (transcript and draft.text.endswith("?"))
        for at, draft in enumerate(drafts)
    ]
    for at, draft in enumerate(drafts):
        if not candidates[at] or _in_list(drafts, candidates, at, first_level):
            continue
        if at + 1 == len(drafts) or drafts[at + 1].kind is BlockKind.ATTRIBUTION_LINE or _is_byline(drafts, at):
            continue
        draft.kind = BlockKind.HEADING
        draft.level = 1 if first_level.match(draft.text) else 2
        if at and drafts[at - 1].kind is BlockKind.HEADING and drafts[at - 1].level >= draft.level and draft.level > 1:
            drafts[at - 1].level = draft.level - 1


def _is_byline(drafts: Sequence[Draft], at: int) -> bool:
    """A name between the title and the date."""
    return (
        at > 0
        and at + 1 < len(drafts)
        and bool(_DATE_LINE.fullmatch(drafts[at + 1].text))
        and 2 <= drafts[at].words <= 5
    )


def _may_head(draft: Draft, question: re.Pattern[str], over_list: bool) -> bool:
    text = draft.text
    if draft.marks.get("listed") or draft.kind is not BlockKind.PARAGRAPH or not re.search(r"[^\W\d_]{2}", text) or _DATE_LINE.fullmatch(text):
        return False
    if not (text[:1].isupper() or text[:1].isdigit() or text[:1] in "“‘'\""):
        return False
    if text.endswith("?"):
        return (
            draft.words <= _QUESTION_WORDS
            and bool(question.match(text) or text.count("?") == 1)
            and "." not in text[:-1].replace("e.g.", "")
        )
    longest = _HEADING_WORDS_OVER_LIST if over_list else _HEADING_WORDS
    if _SENTENCE_END.search(text) or draft.words > longest or "|" in text:
        return (
            bool(re.match(r"(?:chapter|part|annex|recommendation|question)\s+\w+\s*[:.–-]", text, re.I))
            and draft.words <= 30
            and not text.endswith(".")
        )
    return not _CLOSED.search(text) or text[:1] not in _OPEN


def _in_list(drafts: Sequence[Draft], candidates: Sequence[bool], at: int, first_level: re.Pattern[str]) -> bool:
    """One of many short lines in a row, the first of which may head the rest."""
    begin = at
    while begin and candidates[begin - 1]:
        begin -= 1
    end = at
    while end + 1 < len(drafts) and candidates[end + 1]:
        end += 1
    if end - begin + 1 < _LIST_LINES:
        return False
    return at != begin and not first_level.match(drafts[at].text)


# ---------------------------------------------------------------- quotations set in


def _set_in_quotations(drafts: list[Draft]) -> None:
    """A paragraph that is quoted as a whole, or stands deeper than the lead-in above it."""
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if draft.kind is not BlockKind.PARAGRAPH:
            continue
        deeper = (
            before is not None and before.text.endswith(":") and draft.indent >= before.indent + 4 and draft.lines > 1
        )
        whole = (
            draft.text[:1] in '“"'
            and bool(_CLOSED.search(draft.text))
            and draft.text.count("“") <= draft.text.count("”") + 1
        )
        if deeper or (whole and draft.words >= 8 and draft.text.count("“") + draft.text.count('"') <= 2):
            draft.kind = BlockKind.BLOCK_QUOTATION
