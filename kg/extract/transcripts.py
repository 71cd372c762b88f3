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
_ASKING = 0.25  # share of turns that ask, from which on one is a questioner
_FOLLOWING = 0.5  # share of turns that follow a question, from which on one is a witness


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
    answering = _answerers(passages, turns)
    return [turn for turn in turns if turn[0] in answering and _words(passages, turn) >= _FEWEST_WORDS and not _thanks(passages, turn)]


def _answerers(passages: Sequence[Passage], turns: Sequence[tuple[str, int, int, int]]) -> set[str]:
    """Those whose turns mostly follow a question and who seldom ask."""
    asks: dict[str, list[bool]] = defaultdict(list)
    follows: dict[str, list[bool]] = defaultdict(list)
    asked_before = True  # an extract may begin with an answer
    for turn in turns:
        asked = any("?" in passages[at].text for at in range(turn[1], turn[2] + 1))
        asks[turn[0]].append(asked)
        follows[turn[0]].append(asked_before)
        asked_before = asked
    return {
        name
        for name in asks
        if name != "Q" and sum(asks[name]) < _ASKING * len(asks[name]) and sum(follows[name]) >= _FOLLOWING * len(follows[name])
    }


def _thanks(passages: Sequence[Passage], turn: tuple[str, int, int, int]) -> bool:
    return passages[turn[1]].text[turn[3] :].casefold().startswith("thank you") and _words(passages, turn) < 30


def _words(passages: Sequence[Passage], turn: tuple[str, int, int, int]) -> int:
    _, first, last, start = turn
    return len(passages[first].text[start:].split()) + sum(len(passages[at].text.split()) for at in range(first + 1, last + 1))
