"""Passages of a hearing or interview -> turns: who speaks, from which passage to which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.passages import Passage
from kg.model import BlockKind

_TURN = re.compile(
    r"[“\"]?(?:\*\*(?P<bold>[^*\n]{2,60})\*\*\s?:|(?P<capitals>[A-Z][A-Z.’' -]{2,40}):|(?P<letter>[QA])\.)\s+"
)
_FEWEST_TURNS = 4
_FEWEST_WORDS = 8  # of a turn that says something
_THANKS_WORDS = 30  # a longer turn that begins with thanks says something as well
_ASKING = 0.25  # share of turns that ask, from which on one is a questioner
_FOLLOWING = 0.5  # share of turns that follow a question, from which on one is a witness


@dataclass(frozen=True, slots=True)
class Turn:
    """What one says before the next one speaks; places are indices of passages."""

    name: str
    first: int
    last: int
    start: int  # where the words begin in the first passage


def turns_of(passages: Sequence[Passage]) -> list[Turn]:
    """Each turn that states something.

    Turns of those who ask the questions are left out, so are turns of a few words. Empty when the document is no transcript.
    """
    starts = [(at, match) for at, passage in enumerate(passages) if (match := _TURN.match(passage.text))]
    if len(starts) < _FEWEST_TURNS:
        return []
    ends = [*(at for at, _ in starts[1:]), len(passages)]
    turns = [
        Turn(
            (match["bold"] or match["capitals"] or match["letter"]).strip(),
            at,
            _last_of_turn(passages, at, end),
            match.end(),
        )
        for (at, match), end in zip(starts, ends, strict=True)
    ]
    answering = _answerers(passages, turns)
    return [turn for turn in turns if turn.name in answering and _says_something(passages, turn)]


def _last_of_turn(passages: Sequence[Passage], first: int, end: int) -> int:
    """The last of the paragraphs from `first` on, before passage `end`."""
    last = first
    while (
        last + 1 < end
        and passages[last + 1].kind in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION)
        and not passages[last + 1].text.startswith("*(")
    ):
        last += 1
    return last


def _answerers(passages: Sequence[Passage], turns: Sequence[Turn]) -> set[str]:
    """Those whose turns mostly follow a question and who seldom ask."""
    asks: dict[str, list[bool]] = defaultdict(list)
    follows: dict[str, list[bool]] = defaultdict(list)
    asked_before = True  # an extract may begin with an answer
    for turn in turns:
        asked = any("?" in passages[at].text for at in range(turn.first, turn.last + 1))
        asks[turn.name].append(asked)
        follows[turn.name].append(asked_before)
        asked_before = asked
    return {
        name
        for name, asked_each in asks.items()
        if name != "Q"
        and sum(asked_each) < _ASKING * len(asked_each)
        and sum(follows[name]) >= _FOLLOWING * len(follows[name])
    }


def _says_something(passages: Sequence[Passage], turn: Turn) -> bool:
    opening = passages[turn.first].text[turn.start :]
    further = (passages[at].text for at in range(turn.first + 1, turn.last + 1))
    words = len(opening.split()) + sum(len(text.split()) for text in further)
    thanks = opening.casefold().startswith("thank you") and words < _THANKS_WORDS
    return words >= _FEWEST_WORDS and not thanks
