"""Drafts of blocks -> the kind of each: heading, bullet, block quotation, attribution line, clutter or paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.lexicon import Lexicon
from kg.model import BlockKind
from kg.read.attribution_lines import mark_attribution_lines
from kg.read.clutter import mark_clutter
from kg.read.drafts import Draft
from kg.read.headings import mark_headings
from kg.read.line_ends import closes_quotation
from kg.read.marks import mark_by_signs, mark_items_without_sign, mark_lists

_SET_IN = 4  # characters of indent below the lead-in
_SET_IN_WORDS = 25  # of a paragraph in one line that is set in, however little
_QUOTED_WORDS = 8  # a paragraph of fewer is no block quotation


def classify(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Set kind, level and furniture of each draft, surest signs first."""
    mark_clutter(drafts, lexicon)
    mark_by_signs(drafts)
    mark_items_without_sign(drafts)
    mark_lists(drafts, lexicon)
    mark_attribution_lines(drafts, lexicon)
    mark_headings(drafts, lexicon)
    _mark_set_in_quotations(drafts)


def _mark_set_in_quotations(drafts: Sequence[Draft]) -> None:
    """A paragraph that is quoted as a whole, or stands deeper than the lead-in above it."""
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if draft.kind is BlockKind.PARAGRAPH and (_set_in(before, draft) or _quoted_whole(draft)):
            draft.kind = BlockKind.BLOCK_QUOTATION


def _set_in(before: Draft | None, draft: Draft) -> bool:
    under_lead_in = before is not None and before.text.endswith(":") and draft.indent >= before.indent + _SET_IN
    if under_lead_in and draft.lines > 1:
        return True
    leads = before is not None and before.kind is BlockKind.PARAGRAPH and before.text.endswith(":")
    return leads and before is not None and draft.lines == 1 and 0 < draft.indent > before.indent and _is_long(draft)


def _is_long(draft: Draft) -> bool:
    """In a file with one line a paragraph: words that fill several lines of a page."""
    return draft.words >= _SET_IN_WORDS


def _quoted_whole(draft: Draft) -> bool:
    text = draft.text
    if text[:1] not in ("“", '"') or not closes_quotation(text) or draft.words < _QUOTED_WORDS:
        return False
    opened = text.count("“")
    return opened <= text.count("”") + 1 and opened + text.count('"') <= 2
