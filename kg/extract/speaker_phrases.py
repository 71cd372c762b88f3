"""The printed words for a speaker -> the words that name who speaks, or that nobody does."""

from __future__ import annotations

import re

from kg.extract.joint import parts_of

_NOBODY = re.compile(
    r"(?:no|none|nobody|no[ -]one|neither|nor|not (?:one|a single|any|all|every|everyone|everybody|many|most|both)|hardly any(?:one|body)?|scarcely any|(?:almost|virtually|practically) (?:no|none|nobody))\b(?!\.)",
    re.I,
)
_RELATIVE = re.compile(r"(?<=\w),? (?:who|whom|whose|which)\s+\w.*$")
_NEEDS_CLAUSE = re.compile(r"\b(?:those|people|persons|everyone|anyone|others|somebody|someone|one)$", re.I)
_OWNER_AND_YEAR = re.compile(
    r"^(?:its|their|his|her|our|the)\s+(?:\d{4}\s+)?(?=[a-z][\w-]*\s+(?:for|on|of)\s+[A-Z])|^(?:its|their|his|her)\s+\d{4}\s+(?=\w)",
    re.I,
)
_DATED = re.compile(r"(?<=\w),? dated (?=\d{1,2}(?:st|nd|rd|th)? [A-Z]|[A-Z][a-z]+ \d|\d{4})")
_OCCASION = re.compile(r"^(?P<study>.*\b(?:research|testing))\s+(?:sessions?|interviews?|workshops?|rounds?)$", re.I)
_FROM_SECTOR = re.compile(
    r"^(?:those|respondents|people|organisations|responses) from (?:the |an? )?(?P<sector>(?:[\w-]+ ){1,3}sector)$",
    re.I,
)
_SUCH_AS = re.compile(r"^(?P<group>.+?),? such as (?P<named>(?:the )?[A-Z].*)$")
_TESTIMONY = re.compile(
    r"^(?:the |this |that |other |some |much |all )?(?:(?:oral|written|expert|further|detailed) )?evidence (?:given |put |heard |submitted )?(?:before|to|by) (?P<body>(?:the |this |our )?[\w’' -]{2,80})$",
    re.I,
)
_NOUN_BEFORE = re.compile(
    r"(?:\b[Tt]he |\b[Tt]his |\b[Oo]ther )?(?:\b\w+ )?\b[Ee]vidence (?:given |put |heard |submitted )?before $"
)
_HEARER_BEHIND = re.compile(
    r" (?:given |put |heard |submitted )?(?:before|to|by) (?:the |this )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,6}"
)


def is_nobody(printed: str) -> bool:
    """ "No respondents", "none of the parents", "neither the Fund nor the Trust", "not all councils": nobody is said to hold what follows."""
    return _NOBODY.match(printed.strip()) is not None


def naming_words(printed: str) -> str:
    """The words without relative clause, owner, date's participle or occasion: what the speaker is called.

    >>> naming_words("Its 2019 plan for Fenland Weirs"), naming_words("the LEG report dated 3 May 2019")
    ('plan for Fenland Weirs', 'the LEG report of 3 May 2019')
    """
    text = _without_clause(printed)
    text = _DATED.sub(" of ", _OWNER_AND_YEAR.sub("", text))
    occasion = _OCCASION.match(text)
    text = occasion["study"] if occasion and " " in occasion["study"].removeprefix("the ") else text
    sector = _FROM_SECTOR.match(text)
    return f"{sector['sector']} respondents" if sector else text


def _without_clause(text: str) -> str:
    clause = _RELATIVE.search(text)
    return text if clause is None or _NEEDS_CLAUSE.search(text[: clause.start()]) else text[: clause.start()]


def example_of(printed: str) -> tuple[str, str | None] | None:
    """The group, and the one name given for it: "respondents such as the Fund"; None for the name where there are several."""
    match = _SUCH_AS.match(printed)
    if match is None:
        return None
    named = parts_of(match["named"], lambda _: True)
    return match["group"], named[0] if len(named) == 1 else None


def heard_by(printed: str) -> str | None:
    """ "The Inquiry" of "the evidence before the Inquiry": what was told to it is not its own view."""
    match = _TESTIMONY.match(printed)
    return match["body"] if match else None


def with_hearer(text: str, start: int, end: int, *, floor: int) -> tuple[int, int]:
    """The place of "the evidence before the Inquiry", where a parser took half of it for who speaks. floor: not before this."""
    noun = _NOUN_BEFORE.search(text, floor, start)
    if noun is not None:
        return noun.start(), end
    hearer = _HEARER_BEHIND.match(text, end) if text[start:end].casefold().endswith("evidence") else None
    return start, hearer.end() if hearer else end
