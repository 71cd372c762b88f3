"""Text -> the amounts that stand in it: value, unit, qualifier, place. Ages, references, dates and times are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.amount_forms import Form, amount_forms, non_amounts
from kg.extract.word_lists import Table, any_of

_QUALIFIER_REACH = 40  # characters before a number that are looked through for its qualifier


@dataclass(frozen=True, slots=True)
class Amount:
    """[start, end) of the text, qualifier included; the number or its currency begins at `number`."""

    start: int
    number: int
    end: int
    value: str  # decimal, or "low–high"
    unit: str  # "count", "percent", "percentage points", "GBP" …, "ratio", "one in", "to one" (3:1 is 3), "times", or a unit of time
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class AmountReader:
    """Finds amounts with the words of one language. `AmountReader.of` makes it from the lexicon's table "figures"."""

    hint: re.Pattern[str]  # without it there is no amount
    masks: tuple[re.Pattern[str], ...]
    forms: tuple[Form, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    qualifiers: dict[str, str]  # wording, lower case, to what is kept

    @classmethod
    def of(cls, table: Table) -> AmountReader:
        words = [*table["numbers"], *table["fractions"], *table["multiples"], *table["magnitudes"]]
        return cls(
            hint=re.compile(rf"\d|\b{any_of(words)}", re.IGNORECASE),
            masks=non_amounts(table),
            forms=amount_forms(table),
            before=re.compile(
                rf"(?<![\w-])(?P<wording>{any_of(table['qualifiers'])}) (?:(?:a|an|the|another|additional|further) )?$",
                re.IGNORECASE,
            ),
            after=re.compile(rf"(?: [a-z]+)? (?P<wording>{any_of(table['qualifiers_after'])})\b", re.IGNORECASE),
            qualifiers={**table["qualifiers"], **table["qualifiers_after"]},
        )

    def find(self, text: str, masked: Iterable[tuple[int, int]] = ()) -> tuple[Amount, ...]:
        """Amounts in their order; none overlaps another.

        masked: places that hold no amounts (dates, periods).
        """
        if not self.hint.search(text):
            return ()
        taken = bytearray(len(text))
        for start, end in masked:
            _take(taken, start, end)
        for pattern in self.masks:
            for match in pattern.finditer(text):
                _take(taken, *match.span())
        found = [amount for form in self.forms for amount in self._of_form(text, form, taken)]
        return tuple(sorted(found, key=lambda amount: amount.start))

    def _of_form(self, text: str, form: Form, taken: bytearray) -> list[Amount]:
        pattern, read = form
        found = []
        for match in pattern.finditer(text):
            start, end = match.span("amount")
            if any(taken[start:end]):
                continue
            amount = read(match)
            if amount is not None:
                _take(taken, start, end)
                found.append(self._qualified(text, start, end, amount))
        return found

    def _qualified(self, text: str, start: int, end: int, amount: tuple[str, str]) -> Amount:
        window = max(0, start - _QUALIFIER_REACH)
        before = self.before.search(text[window:start])
        if before:
            return Amount(window + before.start(), start, end, *amount, self.qualifiers[before["wording"].lower()])
        after = self.after.match(text, end)
        if after:
            return Amount(start, start, end, *amount, self.qualifiers[after["wording"].lower()])
        return Amount(start, start, end, *amount)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)
