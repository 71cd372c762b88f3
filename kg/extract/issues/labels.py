"""Labels of an issue scheme -> the cues that stand in a text: which issue, how strong, where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.stem import Token, tokens
from kg.knowledge.issues import IssueScheme

STRONG, WEAK, MISLEADING = 2, 1, 0


@dataclass(frozen=True, slots=True)
class Cue:
    """A label that stands in a run of words; `first` and `last` are indices of words."""

    notation: str
    strength: int  # STRONG, WEAK or MISLEADING
    first: int
    last: int
    label: str

    def within(self, other: Cue) -> bool:
        """Whether all its words are words of the other cue."""
        return other.first <= self.first and self.last <= other.last

    @property
    def width(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class _Label:
    notation: str
    strength: int
    text: str
    words: tuple[Token, ...]

    def fits(self, words: Sequence[Token], at: int) -> bool:
        """Whether capitals stand where the label has them, and no comma or stop where it has none."""
        there = words[at : at + len(self.words)]
        return all(word.capitals or not own.capitals for word, own in zip(there, self.words, strict=True)) and not any(
            word.after_break and not own.after_break for word, own in zip(there[1:], self.words[1:], strict=True)
        )


@dataclass(slots=True)
class _Node:
    """A step in the tree of labels: what may follow, and the labels that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    ending: list[_Label] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class LabelIndex:
    """All labels of a scheme as one tree of stems: a text is read once, whatever the number of labels."""

    root: _Node
    longest: int  # words of the longest label

    def cues(self, words: Sequence[Token]) -> list[Cue]:
        """The cues that count, in the order of the words: none misled, none inside a longer cue."""
        found = [cue for at in range(len(words)) for cue in self._from(words, at)]
        starts = [cue.first for cue in found]
        return [cue for cue in found if cue.strength != MISLEADING and not self._set_aside(cue, found, starts)]

    def _from(self, words: Sequence[Token], at: int) -> Iterator[Cue]:
        node: _Node | None = self.root
        for last in range(at, len(words)):
            node = node.following.get(words[last].stem) if node else None
            if node is None:
                return
            yield from (
                Cue(label.notation, label.strength, at, last, label.text)
                for label in node.ending
                if label.fits(words, at)
            )

    def _set_aside(self, cue: Cue, found: list[Cue], starts: list[int]) -> bool:
        """Whether another cue that begins at most a label's length before takes this one's words."""
        for other in found[bisect_left(starts, cue.last - self.longest) :]:
            if other.first > cue.first:
                return False
            if cue.within(other) and _outranks(other, cue):
                return True
        return False


def _outranks(other: Cue, cue: Cue) -> bool:
    if other.strength == MISLEADING:
        return other.notation == cue.notation
    return other.width > cue.width and (other.strength == STRONG or other.notation == cue.notation)


def label_index(scheme: IssueScheme) -> LabelIndex:
    """The tree of a scheme's labels. A label that two lists of one issue hold counts in the more careful one."""
    root = _Node()
    longest = 1
    for issue in scheme.issues:
        seen: set[tuple[str, ...]] = set()
        for strength, labels in ((MISLEADING, issue.misleading), (WEAK, issue.weak), (STRONG, issue.strong)):
            for label in labels:
                longest = max(longest, _plant(root, issue.notation, strength, label, seen))
    return LabelIndex(root, longest)


def _plant(root: _Node, notation: str, strength: int, label: str, seen: set[tuple[str, ...]]) -> int:
    """Add a label to the tree. Returns: how many words it has."""
    words = tuple(tokens(label))
    stems = tuple(word.stem for word in words)
    if stems and stems not in seen:
        seen.add(stems)
        node = root
        for one in stems:
            node = node.following.setdefault(one, _Node())
        node.ending.append(_Label(notation, strength, label, words))
    return len(stems)
