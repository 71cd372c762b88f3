"""The opening of a noun phrase -> its quantifier, the words that say so, what follows them, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.extract.numerals import Numerals
from kg.extract.word_lists import any_of
from kg.knowledge.lexicon import Lexicon
from kg.model import Quantifier

_THE = re.compile(r"the\s+", re.I)
_LIKE_SOME = "some"  # "some 200 residents", but "some residents"


@dataclass(frozen=True, slots=True)
class Quantity:
    """What stands before the members of a group."""

    quantifier: Quantifier | None
    printed: str  # as printed, without "the" and without "of" behind a count or share
    rest: str
    size: int | None = None  # of a count, never of a share


@dataclass(frozen=True)
class QuantityReader:
    """Reads counts, shares and quantifiers with the words of the lexicon. `read_quantity_words` makes it."""

    phrases: tuple[tuple[str, Quantifier], ...]  # lower case, without "the", longer ones first
    counted: re.Pattern[str]  # a count or share with its qualifier
    numerals: Numerals

    def read(self, phrase: str) -> Quantity:
        """phrase: a noun phrase, blanks collapsed.

        >>> # "the two of 30 councils": counted, "two of 30", "councils", 2
        """
        bare = _THE.sub("", phrase, count=1) if _THE.match(phrase) else phrase
        return self._counted(bare) or self._quantified(bare, definite=bare != phrase) or Quantity(None, "", phrase)

    def _counted(self, text: str) -> Quantity | None:
        match = self.counted.match(text)
        if match is None or (match.end() == len(text) and not text[:1].isdigit()):
            return None
        size = int(self.numerals.value(match["count"])) if match["count"] else None
        one = size == 1 or (match["one"] is not None)
        code = Quantifier.ONE if one else Quantifier.COUNTED
        return Quantity(code, match["words"], text[match.end() :].strip(), 1 if one else size)

    def _quantified(self, text: str, *, definite: bool) -> Quantity | None:
        lowered = text.casefold()
        for phrase, code in self.phrases:
            if lowered == phrase or lowered.startswith(phrase + " "):
                rest = text[len(phrase) :].strip()
                if definite and code is Quantifier.FEW and rest:  # "the few members who stayed" are all there are
                    return Quantity(code, "", rest)
                return Quantity(code, text[: len(phrase)], rest)
        return None


def read_quantity_words(lexicon: Lexicon) -> QuantityReader:
    table = lexicon.tables["speakers"]["quantifiers"]
    pairs = [
        (_THE.sub("", phrase.casefold(), count=1), Quantifier(code))
        for code, phrases in table.items()
        for phrase in phrases
    ]
    figures = lexicon.tables["figures"]
    numerals = Numerals.of(figures)
    return QuantityReader(
        phrases=tuple(sorted(dict.fromkeys(pairs), key=lambda pair: -len(pair[0]))),
        counted=_counted_pattern(figures, numerals.pattern),
        numerals=numerals,
    )


def _counted_pattern(figures: Mapping[str, Any], number: str) -> re.Pattern[str]:
    """A count ("17 of the 30") or a share ("two thirds", "64%", "one in five") with what qualifies it."""
    qualifiers = any_of(word for word in figures["qualifiers"] if word != _LIKE_SOME)
    fractions = figures["fractions"]
    several = any_of(word for word in fractions if word.endswith("s"))
    single = any_of(word for word in fractions if not word.endswith("s"))
    shares = (
        rf"{number}\s?(?:%|per\s?cent\b)",
        rf"(?:{number})[- ]{several}\b",
        rf"(?:an?|one)[- ]{single}(?=\s+of\b)",  # "a third respondent" is one
        r"half\b",
        rf"one in (?:{number})\b",
    )
    whole = rf"(?:\s+(?:out )?of\s+(?:the\s+|these\s+|those\s+|our\s+)?{number}(?!\s*%))?"
    counts = rf"(?:(?P<count>{number})|(?P<one>one(?=\s+(?:out )?of\s)))(?![\w%-]){whole}"
    return re.compile(
        rf"(?P<words>(?:(?:{qualifiers}|{_LIKE_SOME}(?=\s+\d))\s+)?(?:{'|'.join(shares)}|{counts}))(?:\s+of)?(?:\s+(?:the|our|these|those))?(?!\w)",
        re.I,
    )
