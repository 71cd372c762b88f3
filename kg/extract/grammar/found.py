"""What the rules of grammar hand on: attributions as ranges of tokens, and what every rule may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]  # tokens, end excluded


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a sentence; `source` None where the clause has no agent.

    rest: what is said goes on there, behind the attribution that stands in its middle.
    """

    rule: str
    source: Range | None
    cue: Range
    content: Range
    verb: str  # base form, or the cue noun
    rest: Range | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read with.

    may_speak: whether the noun phrase headed by a token may be a speaker of this verb (base form; has a clause as object).
    """

    cues: Cues
    may_speak: Callable[[Token, str, bool], bool]
