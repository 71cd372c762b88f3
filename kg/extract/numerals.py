"""Numbers in digits or words -> decimal values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.word_lists import Table, any_of

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Numerals:
    """How numbers are written in one language. `Numerals.of` makes it from the lexicon's table "figures"."""

    words: dict[str, int]
    magnitudes: dict[str, int]
    short_magnitudes: dict[str, int]
    pattern: str  # matches one number, without groups and without guards at its ends

    @classmethod
    def of(cls, table: Table) -> Numerals:
        words, large, short = dict(table["numbers"]), dict(table["magnitudes"]), dict(table["short_magnitudes"])
        magnitude = any_of(large)
        digits = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,15}})(?:\.\d{{1,8}})?(?!\d)(?:[ -]{magnitude}\b|{any_of(short)}\b)?"
        small = any_of(words)
        spelt = rf"(?:{small}|a(?= {magnitude}\b))(?:(?:[ -]| and )(?:{small}|{magnitude})\b){{0,8}}(?: and a half(?: {magnitude})?)?"
        return cls(words, large, short, rf"(?i:{digits}(?: and a half)?|\b{spelt}\b)")

    def value(self, written: str) -> Decimal:
        """The value of a number that `pattern` matched.

        >>> Numerals({"six": 6}, {"million": 1000000}, {}, "").value("six million")
        Decimal('6000000')
        """
        total = current = Decimal(0)
        for token in re.findall(r"[\d,]+(?:\.\d+)?|[a-z]+", written.lower()):
            if token[0].isdigit():
                current += Decimal(token.replace(",", ""))
            elif token in self.words:
                current += self.words[token]
            elif token == "half":
                current += Decimal("0.5")
            elif token in self.magnitudes or token in self.short_magnitudes:
                size = Decimal(self.magnitudes.get(token) or self.short_magnitudes[token])
                current = (current or Decimal(1)) * size
                if size > 100:
                    total, current = total + current, Decimal(0)
        return total + current

    def range_of(self, low: str, high: str) -> tuple[Decimal, Decimal]:
        """Both ends of a range; "3 to 5 million" means millions on both sides."""
        first, second = self.value(low), self.value(high)
        sizes = {**self.magnitudes, **self.short_magnitudes}
        size = next((sizes[word] for word in re.findall(r"[a-z]+", high.lower()) if word in sizes), 1)
        spelt_out = "," in low or any(word in sizes for word in re.findall(r"[a-z]+", low.lower()))
        return (first if spelt_out else first * size), second


def plain(value: Decimal) -> str:
    """A value without exponent and needless zeros, to four places.

    >>> plain(Decimal("4.400E+6")), plain(Decimal(1) / 3)
    ('4400000', '0.3333')
    """
    rounded = value.quantize(_PLACES) if -value.as_tuple().exponent > 4 else value  # type: ignore[operator]
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
