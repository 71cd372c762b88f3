"""Passages of a hearing or interview -> turns: who speaks, from which passage to which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.passages import Passage
from kg.model import BlockKind

_TURN = re.compile(r"(?:\*\*(?P<bold>[^*\n]{2,60})\*\*\s?:|(?P<capitals>[A-Z][A-Z.’' -]{2,40}):|(?P<letter>[QA])\.)\s+")
_FEWEST_TURNS = 4
_FEWEST_WORDS = 8  # of a turn that says something
_ASKING = 0.4  # share of a questioner's turns that ask


def turns_of(passages: Sequence[Passage]) -> list[tuple[str, int, int, int]]:
    """(name, first passage, last passage, where its words begin) of each turn that states something.

    Turns of those who ask the questions are left out, so are turns of a few words. Empty when the document is no transcript.
    """
    starts = [(at, match) for at, passage in enumerate(passages) if (match := _TURN.match(passage.text))]
    if len(starts) < _FEWEST_TURNS:
        return []
    turns = []
    for number, (at, match) in enumerate(starts):
        next_start = starts[number + 1][0] if number + 1 < len(starts) else len(passages)
        last = at
        while (
            last + 1 < next_start
            and passages[last + 1].kind in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION)
            and not passages[last + 1].text.startswith("*(")
        ):
            last += 1
        name = match["bold"] or match["capitals"] or match["letter"]
        turns.append((name.strip(), at, last, match.end()))
    asking = _questioners(passages, turns)
    return [turn for turn in turns if turn[0] not in asking and _words(passages, turn) >= _FEWEST_WORDS]


def _questioners(passages: Sequence[Passage], turns: Sequence[tuple[str, int, int, int]]) -> set[str]:
    ask: dict[str, list[bool]] = defaultdict(list)
    for name, first, last, _ in turns:
        ask[name].append(any("?" in passages[at].text for at in range(first, last + 1)))
    return {name for name, asks in ask.items() if sum(asks) >= _ASKING * len(asks) or name == "Q"}


def _words(passages: Sequence[Passage], turn: tuple[str, int, int, int]) -> int:
    _, first, last, _ = turn
    return sum(len(passages[at].text.split()) for at in range(first, last + 1)) - 2
