"""A block's pieces -> one line of text to read and parse, with the way back to the document's offsets."""

from __future__ import annotations

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


@lru_cache(maxsize=4096)
def _flow_of(text: str, pieces: tuple[Span, ...]) -> Flow:
    """Kept, since every kind of knowledge reads the same blocks; a text's hash is worked out once."""
    return flow_of_pieces(text, pieces)


def flow_of_pieces(text: str, pieces: Sequence[Span]) -> Flow:
    """Pieces of a text as one line; the offsets rise strictly."""
    characters: list[str] = []
    offsets = array("I")  # a list would take nine times the memory
    for piece in pieces:
        gap = bool(characters) and piece.start > offsets[-1] + 1  # white space stands before the next character
        for offset in range(piece.start, piece.end):
            character = text[offset]
            if character.isspace():
                gap = bool(characters)
            elif character not in INVISIBLE:
                if gap:  # one space, at the last place before this character
                    characters.append(" ")
                    offsets.append(offset - 1)
                    gap = False
                characters.append(character)
                offsets.append(offset)
    return Flow("".join(characters), offsets)
