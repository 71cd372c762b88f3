"""A block's pieces -> one line of text to read and parse, with the way back to the document's offsets."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Block, Document, Span

# Marks that shape the display and not the words; they would split words for a parser.
INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_SEEN = rf"[^\s{''.join(sorted(INVISIBLE))}]"
_RUN = re.compile(rf"{_SEEN}+(?: {_SEEN}+)*")  # characters that stand in the line as they are printed


@dataclass(frozen=True, slots=True)
class Flow:
    """Text with white space collapsed and furniture left out; `offsets[i]` is where character i stands in the document."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The document's characters under text[start:end]; furniture in between is inside.

        Raises: ValueError when the range is empty or outside.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters between {start} and {end} of {len(self.text)}")
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def position(self, offset: int) -> int:
        """The first place in `text` that stands at or after a document offset; len(text) when none does."""
        return bisect_left(self.offsets, offset)


def flow_of(document: Document, block: Block) -> Flow:
    """The block as one line: runs of white space become one space, invisible marks go, pieces join with a space."""
    return _flow_of(document.text, block.pieces)


@lru_cache(maxsize=1 << 17)  # more than the blocks of a long document: read again in turn, fewer would never be found
def _flow_of(text: str, pieces: tuple[Span, ...]) -> Flow:
    """Kept, since every kind of knowledge reads the same blocks; a text's hash is worked out once."""
    return flow_of_pieces(text, pieces)


def flow_of_pieces(text: str, pieces: Sequence[Span]) -> Flow:
    """Pieces of a text as one line; the offsets rise strictly."""
    runs: list[str] = []
    offsets = array("I")  # a list would take nine times the memory
    for piece in pieces:
        end = offsets[-1] + 1 if offsets else piece.start
        gap = end < piece.start  # furniture or white space stands before the next character
        for run in _RUN.finditer(text, piece.start, piece.end):
            gap = gap or any(map(str.isspace, text[max(end, piece.start) : run.start()]))
            if gap and runs:  # one space, at the last place before this run
                runs.append(" ")
                offsets.append(run.start() - 1)
            runs.append(run[0])
            offsets.extend(range(*run.span()))
            end, gap = run.end(), False
    return Flow("".join(runs), offsets)
