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
        """Whether the words that stand there with the same stems are this label's."""
        there = words[at : at + len(self.words)]
        return all(
            self._same(own, word, first=i == 0) for i, (own, word) in enumerate(zip(self.words, there, strict=True))
        )

    def _same(self, own: Token, word: Token, *, first: bool) -> bool:
        """Capitals as in the label, no comma where it has none; what misleads does so only as it is written."""
        capitals = word.capitals or not own.capitals
        joined = first or own.after_break or not word.after_break
        return capitals and joined and (self.strength != MISLEADING or word.word == own.word)


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
        """The cues that count, in the order of the words: none misled, none inside a longer cue, no word twice for an issue."""
        beginnings = self.root.following
        found = [cue for at, word in enumerate(words) if word.stem in beginnings for cue in self._from(words, at)]
        starts = [cue.first for cue in found]
        counting = [cue for cue in found if cue.strength != MISLEADING and not self._set_aside(cue, found, starts)]
        return _without_overlap(counting)

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
        for i in range(bisect_left(starts, cue.last - self.longest), len(found)):
            other = found[i]
            if other.first > cue.first:
                return False
            if cue.within(other) and _outranks(other, cue):
                return True
        return False


def _without_overlap(cues: list[Cue]) -> list[Cue]:
    """Where cues of one issue share a word the strongest, then the longest, then the first stays."""
    taken: set[tuple[str, int]] = set()
    kept = []
    for cue in sorted(cues, key=lambda cue: (-cue.strength, -cue.width, cue.first)):
        words = {(cue.notation, word) for word in range(cue.first, cue.last + 1)}
        if taken.isdisjoint(words):
            taken |= words
            kept.append(cue)
    return sorted(kept, key=lambda cue: (cue.first, cue.last, cue.notation))


def _outranks(other: Cue, cue: Cue) -> bool:
    if other.strength == MISLEADING:
        return other.notation == cue.notation
    return other.width > cue.width and (other.strength == STRONG or other.notation == cue.notation)


def label_index(scheme: IssueScheme) -> LabelIndex:
    """The tree of a scheme's labels. What is both a strong and a weak label of one issue counts as weak."""
    root = _Node()
    longest = 1
    for issue in scheme.issues:
        weak = {stems_of(label) for label in issue.weak}
        strong = [label for label in issue.strong if stems_of(label) not in weak]
        for strength, labels in ((MISLEADING, issue.misleading), (WEAK, issue.weak), (STRONG, strong)):
            for label in labels:
                longest = max(longest, _plant(root, _Label(issue.notation, strength, label, tuple(tokens(label)))))
    return LabelIndex(root, longest)


def phrase_index(phrases: Sequence[str]) -> LabelIndex:
    """The tree of phrases that belong to no issue: the notation of their cues is empty."""
    root = _Node()
    return LabelIndex(root, max((_plant(root, _Label("", STRONG, p, tuple(tokens(p)))) for p in phrases), default=1))


def stems_of(label: str) -> tuple[str, ...]:
    """What a label is looked for by: two with the same stems find the same words."""
    return tuple(word.stem for word in tokens(label))


def _plant(root: _Node, label: _Label) -> int:
    """Add a label to the tree. Returns: how many words it has."""
    if label.words:
        node = root
        for word in label.words:
            node = node.following.setdefault(word.stem, _Node())
        node.ending.append(label)
    return len(label.words)
