"""A sentence "Some said A and others said B" -> its halves, each to be read for itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.extract.word_lists import Table, any_of

_LONGEST = 1_000  # characters of a sentence that is looked at


@dataclass(frozen=True, slots=True)
class Halves:
    """Parts sentences in which two groups speak. `Halves.of` makes it from the lexicon."""

    first: re.Pattern[str]  # how the first group is called
    turn: re.Pattern[
        str
    ]  # from the first half's end to "others", which has a verb of reporting, "that" or "for" behind it
    word: re.Pattern[str]
    verbs: Collection[str]

    @classmethod
    def of(cls, table: Table, verbs: Collection[str]) -> Halves:
        """table: the lexicon's table "stance.tensions". verbs: every form of the verbs of reporting."""
        joining = rf"(?:[,;] (?:and |{any_of(table['contrast'])},? )?| (?:and|{any_of(table['contrast'])},?) )"
        return cls(
            first=re.compile(rf"\b{any_of(table['first'])}\b", re.IGNORECASE),
            turn=re.compile(
                rf"{joining}(?P<others>(?:some |a few |many )?others,? (?:\w+ly )?(?P<next>\w+))", re.IGNORECASE
            ),
            word=re.compile(r"\w+"),
            verbs=verbs,
        )

    def of_sentence(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """[start, end) of the sentence, or of its two halves without what joins them."""
        turn = self._turn(text, start, min(end, start + _LONGEST))
        if turn is None:
            yield start, end
            return
        yield start, turn.start()
        yield turn.start("others"), end

    def _turn(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Where the second half begins: one group speaks before it, and only one."""
        for turn in self.turn.finditer(text, start, end):
            groups = sum(1 for _ in self.first.finditer(text, start, turn.start()))
            told = any(word in self.verbs for word in self.word.findall(text[start : turn.start()].lower()))
            if groups == 1 and told and self._tells(turn["next"].lower(), text[start : turn.start()]):
                return turn
        return None

    def _tells(self, following: str, first: str) -> bool:
        """Whether "others" say something: with a verb of their own, "that", or the "for" of the first half."""
        return following == "that" or following in self.verbs or (following == "for" and " for " in first)
