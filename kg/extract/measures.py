"""A sentence and an amount in it -> what is measured and of whom, cut from the sentence's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.amounts import Amount
from kg.extract.word_lists import Table, any_of

_REACH = 300  # characters on either side of an amount that are looked through
_LONGEST = 18  # words of a measure
_SHARES = ("percent", "ratio", "one in")
_DETERMINERS = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|its|their|our|his|her|all|other|such|any|around|nearly|almost|more than|both)\b ?)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,]|\b(?:by|to|of|at|from|in|on|for|with|and|or|than|the|a|an|as|another|further|additional|up|down|some|their|its|between|into|over|about|is|are|was|were|be|been|has|have|had))+$",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(r", (?:[\w’'-]+ ){0,2}[\w’'-]+(?:,| (?:or|and) )")
_PART_OF_THOSE = re.compile(r"^of (?:these|those|them|whom|which)\b ?", re.IGNORECASE)
_PART_OF = re.compile(r"^of (?:the |all |all the |its |their |our )?", re.IGNORECASE)
_PAST = re.compile(r"\b[a-z]{2,}ed\b")
_OUT_OF = re.compile(r" (?:out )?of (?:the |its |all |these |those )?")
_PURPOSE = re.compile(r"^(?:to|for|on|towards|into) ", re.IGNORECASE)
_PLURAL = re.compile(r"(?:[a-z’'-]+ ){0,2}[a-z’'-]{2,}s\b")


@dataclass(frozen=True, slots=True)
class MeasureReader:
    """`MeasureReader.of` makes it from the lexicon's table "figures"."""

    verb: re.Pattern[str]
    clause_end: re.Pattern[str]
    reporting: re.Pattern[str]
    no_noun: frozenset[str]

    @classmethod
    def of(cls, table: Table) -> MeasureReader:
        context = table["context"]
        return cls(
            verb=re.compile(rf"\b{any_of(context['verbs'])}\b", re.IGNORECASE),
            clause_end=re.compile(
                rf"[;:.!?—–()\[\]“”\"]|(?<!\w)-(?!\w)|\b{any_of(context['clause_ends'])}\b", re.IGNORECASE
            ),
            reporting=re.compile(
                rf"\b(?:{any_of(context['reporting'])} that|{any_of(context['saying'])}) ", re.IGNORECASE
            ),
            no_noun=frozenset(context["not_nouns"]),
        )

    def read(
        self, sentence: str, amount: Amount, others: Sequence[Amount], periods: Sequence[tuple[int, int]]
    ) -> tuple[str | None, str | None]:
        """Measure and population of an amount.

        amount, others, periods: places in the sentence; `others` are its other amounts.
        """
        start, end = _outside_brackets(sentence, amount)
        before = sentence[max(0, start - _REACH) : start]
        behind = self._behind(sentence, end, others, periods)
        subject = self._subject(sentence, start, others, periods)
        if amount.unit == "times":
            return self._of_multiple(behind, self._subject(sentence, start, (), periods))
        if (
            start < amount.start and amount.unit in _SHARES and behind
        ):  # a figure in brackets behind the words that it counts
            rest = f"{_after_last_of(before)} {behind}"
            return _cut(rest), self._population(rest)
        if _PART_OF_THOSE.match(behind) or self._starts_with_verb(behind):
            rest = _PART_OF_THOSE.sub("", behind)
            return _cut(f"{self._antecedent(before)} {rest}"), None
        if _PART_OF.match(behind):
            rest = _PART_OF.sub("", behind)
            return _cut(rest), self._population(rest) if amount.unit in _SHARES else None
        if self._starts_with_noun(behind):
            return _cut(behind), self._population(behind) if amount.unit in _SHARES else None
        if _PURPOSE.match(behind) and amount.unit not in (*_SHARES, "count"):
            return _cut(f"{_last_phrase(before)} {behind}"), None
        return _cut(subject or behind), None

    def _of_multiple(self, behind: str, subject: str) -> tuple[str | None, str | None]:
        if behind and behind.split(" ", 1)[0].lower() not in self.no_noun - {
            "more",
            "less",
            "higher",
            "lower",
            "as",
            "fewer",
        }:
            compared = behind.split(" ", 1)[0].lower() in self.no_noun
            return _cut(_PART_OF.sub("", behind)), _cut(subject) if compared else None
        return _cut(subject), None

    def _behind(self, sentence: str, start: int, others: Sequence[Amount], periods: Sequence[tuple[int, int]]) -> str:
        """The rest of the clause after the amount, without periods."""
        following = sorted(
            other.start for other in others if other.start >= start and not _in_brackets(sentence, other)
        )
        if following and _OUT_OF.fullmatch(
            sentence, start, following[0]
        ):  # "50 of the 400 applicants" count applicants
            return self._behind(sentence, next(o.end for o in others if o.start == following[0]), others, periods)
        limit = min(following[0] if following else len(sentence), start + _REACH)
        text = _without(sentence, start, limit, periods).lstrip(" -–")
        match = self.clause_end.search(text)
        text = text[: match.start()] if match else text
        comma = text.find(",")
        while comma >= 0 and _LIST_GOES_ON.match(text, comma):
            comma = text.find(",", comma + 1) if text.find(",", comma + 1) > 0 else -1
        return _TRAILING.sub("", (text[:comma] if comma >= 0 else text).strip())

    def _subject(self, sentence: str, end: int, others: Sequence[Amount], periods: Sequence[tuple[int, int]]) -> str:
        """What the clause before the amount is about: its words up to the verb; what the sentence's first amount is about where that says nothing."""
        before = [other for other in others if other.end <= end]
        start = max((other.end for other in before), default=0)
        text = _without(sentence, max(start, end - _REACH), end, periods)
        text = self.reporting.split(self.clause_end.split(text)[-1])[-1]
        pieces = [piece for piece in text.split(", ") if self._has_content(piece)]
        if not pieces and before:
            return self._subject(sentence, min(other.start for other in before), (), periods)
        text = (pieces[-1] if pieces else text).strip(" ,")
        verb = self.verb.search(text) or _PAST.search(text)
        if verb and verb.start() > 0 and self._has_content(text[: verb.start()]):
            text = text[: verb.start()]
        return _DETERMINERS.sub("", _TRAILING.sub("", text))

    def _has_content(self, text: str) -> bool:
        words = [
            word
            for word in re.findall(r"[\w’'-]+", text.lower())
            if word not in self.no_noun and word not in ("of", "it", "they", "we")
        ]
        return any(not self.verb.fullmatch(word) for word in words)

    def _antecedent(self, before: str) -> str:
        """The last plural noun before an amount that counts without naming what."""
        plurals = _PLURAL.findall(before)
        return re.sub(r"^.*\b(?:of|to|and|the|on|for)\b ", "", plurals[-1]) if plurals else ""

    def _population(self, text: str) -> str | None:
        """The words before the verb; None where the text begins with one."""
        if re.match(r"\w+ed (?:to|by|in|that|with|as)\b", text):
            return None
        text = re.split(
            rf"{self.verb.pattern}|\b(?:who|that|which|in favour)\b|,", text, maxsplit=1, flags=re.IGNORECASE
        )[0]
        return _cut(_TRAILING.sub("", text))

    def _starts_with_verb(self, text: str) -> bool:
        return bool(self.verb.match(text)) and not text.lower().startswith(("cost", "need", "work", "rise", "fall"))

    def _starts_with_noun(self, text: str) -> bool:
        first = re.match(r"[\w’'-]+", text)
        return first is not None and first[0].lower() not in self.no_noun


def _outside_brackets(sentence: str, amount: Amount) -> tuple[int, int]:
    """The amount's place, or that of the brackets that hold it alone."""
    if _in_brackets(sentence, amount):
        return amount.start - 1, amount.end + 1
    return amount.start, amount.end


def _in_brackets(sentence: str, amount: Amount) -> bool:
    return sentence[amount.start - 1 : amount.start] in ("(", "[") and sentence[amount.end : amount.end + 1] in (
        ")",
        "]",
    )


def _last_phrase(text: str) -> str:
    """The words behind the last preposition, at most four."""
    words = re.split(r"\b(?:of|on|in|by|to|at|from|with|and|about|over)\b|,", _TRAILING.sub("", text))[-1].split()
    return " ".join(words[-4:])


def _after_last_of(text: str) -> str:
    place = text.rfind(" of ")
    return text[place + 4 :].strip() if place >= 0 else text.split(",")[-1].strip()


def _without(sentence: str, start: int, end: int, gaps: Sequence[tuple[int, int]]) -> str:
    """sentence[start:end] without the gaps."""
    kept, here = [], start
    for first, last in gaps:
        if first >= here and last <= end:
            kept.append(sentence[here:first])
            here = last
    return " ".join(" ".join([*kept, sentence[here:end]]).split(" ")) if kept else sentence[start:end]


def _cut(text: str) -> str | None:
    """The text in one line, without article, of a bearable length; None when nothing stays."""
    words = _DETERMINERS.sub("", _TRAILING.sub("", " ".join(text.split()))).strip(" ,;:/-").split()
    return " ".join(words[:_LONGEST]) or None
