"""Drafts of statements as rules find them -> those that stay, in the order of the text."""

from __future__ import annotations

from collections import defaultdict

from kg.extract.drafts import Draft, overlap
from kg.extract.passages import Passage
from kg.model import Span, Speaker, StatementKind

_SAME_WORDS = 0.6  # overlap from which on two drafts hold the same words
_LEADING_ON = 6  # characters of a colon, a footnote's number
_WHOLE_CLAUSE = 60  # characters of a clause that says something by itself, whatever follows
_BUCKET = 512  # characters; drafts are compared with those of the same stretch of text


class Collection:
    """The drafts of one document."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._attributions = 0
        self.dropped: list[tuple[Draft, str]] = []  # what no statement came of, and why, in plain words

    def __len__(self) -> int:
        return len(self._drafts)

    def begin_attribution(self) -> None:
        """Drafts added with `same_attribution` from here on share one."""
        self._attributions += 1

    def add(
        self,
        kind: StatementKind,
        speaker: Speaker | None,
        parts: list[Span],
        passage: Passage,
        rule: str,
        *,
        source: Span | None = None,
        cue: Span | None = None,
        verb: str = "",
        same_attribution: bool = False,
    ) -> Draft:
        if not same_attribution:
            self.begin_attribution()
        draft = Draft(
            kind=kind,
            speaker=speaker,
            parts=parts,
            block=passage.index,
            section=passage.block.section,
            rule=rule,
            attribution=self._attributions,
            source=source,
            cue=cue,
            verb=verb,
        )
        self._drafts.append(draft)
        return draft

    def withdraw(self, draft: Draft) -> None:
        """Take a draft out again; one that is not there any more is left alone."""
        for at in range(len(self._drafts) - 1, -1, -1):
            if self._drafts[at] is draft:
                del self._drafts[at]
                self.dropped.append((draft, "what the same speaker said inside it is the statement"))
                return

    def withdraw_to_end_of(self, passage: Passage) -> None:
        """Take out reports that reach the end of a passage which leads on: what follows is what was said."""
        end = passage.flow.offsets[-1]
        while self._drafts and self._drafts[-1].block == passage.index and self._drafts[-1].end >= end - _LEADING_ON:
            last = self._drafts[-1]
            whole = last.rule == "clause" and last.end - last.start >= _WHOLE_CLAUSE
            if whole or last.kind is StatementKind.DIRECT:
                return
            self._drafts.pop()

    def last(self, count: int) -> list[Draft]:
        return self._drafts[-count:]

    def settled(self) -> list[Draft]:
        """In the order of the text; of two that hold the same words the one found first stays."""
        kept: list[Draft] = []
        near: defaultdict[int, list[Draft]] = defaultdict(list)
        for draft in self._drafts:
            buckets = _buckets(draft)
            same = next((o for bucket in sorted(buckets) for o in near[bucket] if _same_words(draft, o)), None)
            if same is not None:
                self.dropped.append((draft, f"the rule {same.rule} found the same words before"))
                continue
            kept.append(draft)
            for bucket in buckets:
                near[bucket].append(draft)
        return sorted(kept, key=lambda draft: (draft.start, draft.end))


def _buckets(draft: Draft) -> set[int]:
    return {at for part in draft.parts for at in range(part.start // _BUCKET, (part.end - 1) // _BUCKET + 1)}


def _same_words(draft: Draft, other: Draft) -> bool:
    if draft.end <= other.start or other.end <= draft.start or draft.embedded_in is other:
        return False
    return overlap(draft, other) > _SAME_WORDS
