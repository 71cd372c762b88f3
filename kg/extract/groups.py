"""The words of a noun phrase -> a group: quantifier, size, who its members are, and how to name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.lexicon import Lexicon
from kg.model import Quantifier, Speaker, SpeakerKind

_WORD = re.compile(r"[\w%’'-]+(?:\.\d+)?%?")
_NUMBER = re.compile(r"(\d[\d,]*)(?:\s+(?:of|out of)\s+(?:the\s+)?(\d[\d,]*))?\b")
_COUNTED = re.compile(
    r"(?:around |about |over |more than |nearly |almost |some |approximately |just under |just over )?(?:\d[\d,.]*\s?(?:%|per cent|percent)|\d[\d,]*(?:\s+(?:of|out of)\s+(?:the\s+)?\d[\d,]*)?|(?:two|three|four|five)[- ](?:thirds|quarters|fifths)|half|a third|a quarter|three quarters|one in \w+)(?:\s+of)?(?:\s+the)?\b",
    re.I,
)
_LEADING_THAT = re.compile(r"^that (?=\w+s\b)", re.I)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_NOBODY = ("those", "others", "everyone")  # member roles that say nothing without their quantifier
_MODIFIERS = re.compile(
    r"^(?:the|these|those(?!\s+(?:with|in|who|from|working|of|representing|under|that))|our|all the|such)\s+", re.I
)


@dataclass(frozen=True)
class GroupWords:
    quantifiers: tuple[tuple[str, Quantifier], ...]  # longer phrases first
    members: frozenset[str]
    responses: frozenset[str]
    respondent: str
    needing_of: frozenset[str]  # quantifiers with "of" before their noun
    ends_needing_of: tuple[str, ...]  # last words of such


def read_group_words(lexicon: Lexicon) -> GroupWords:
    table = lexicon.tables["speakers"]["quantifiers"]
    pairs = [(phrase.casefold(), Quantifier(code)) for code, phrases in table.items() for phrase in phrases]
    return GroupWords(
        quantifiers=tuple(sorted(pairs, key=lambda pair: -len(pair[0]))),
        members=frozenset(word.casefold() for word in lexicon.words("speakers", "groups", "members")),
        responses=frozenset(word.casefold() for word in lexicon.words("speakers", "groups", "responses")),
        respondent=str(lexicon.tables["speakers"]["groups"]["respondent"]),
        needing_of=frozenset(lexicon.words("speakers", "needing_of", "phrases")),
        ends_needing_of=tuple(lexicon.words("speakers", "needing_of", "endings")),
    )


def group_of(phrase: str, words: GroupWords, *, default: str | None = None) -> Speaker | None:
    """The group that a noun phrase names, or None when it names none.

    phrase: as printed, without relative clauses. default: who the members are where the phrase has only a quantifier
    ("some", "others"), from the text before.
    >>> # "A number of the responses to this question" is several respondents
    """
    text = _BRACKETS.sub("", _LEADING_THAT.sub("", " ".join(phrase.split())))
    quantifier, printed, rest, size = _quantifier(text, words)
    member = _member_or_default(_MODIFIERS.sub("", rest).strip(" ,"), quantifier, words, default)
    if not member:
        return None
    if " of the " in text[: len(printed) + len(" of the ")].casefold() and " " in member:
        printed = re.sub(r"\s+of$", "", printed) + " of the"
    if quantifier is Quantifier.ONE:
        member = _singular(member)
    return Speaker(
        label=_label(printed, member, words),
        kind=SpeakerKind.PERSON if quantifier is Quantifier.ONE else SpeakerKind.GROUP,
        named=False,
        quantifier=quantifier or Quantifier.NONE_GIVEN,
        group_size=size,
        member_role=member,
    )


def _member_or_default(rest: str, quantifier: Quantifier | None, words: GroupWords, default: str | None) -> str | None:
    """Who the members are; with a quantifier alone those of the text before, else respondents. None: no group."""
    member = _member(rest, words)
    if member is not None:
        return member
    if rest or quantifier is None:
        return None
    return default if default and default.split()[0] not in _NOBODY else words.respondent


def _quantifier(text: str, words: GroupWords) -> tuple[Quantifier | None, str, str, int | None]:
    """(quantifier, its words as printed, the rest, how many)."""
    lowered = (
        _MODIFIERS.sub("", text.casefold())
        if text.casefold().startswith(("the vast", "the majority", "the overwhelming", "the bulk"))
        else text.casefold()
    )
    if text.casefold().startswith("the ") and lowered != text.casefold():
        text = text[4:]
    counted = _COUNTED.match(text)
    if (counted and counted.end() < len(text)) or (
        counted and counted.end() == len(text) and counted.group()[0].isdigit()
    ):
        number = _NUMBER.match(counted.group())
        size = (
            int(number[1].replace(",", ""))
            if number and "%" not in counted.group() and "cent" not in counted.group()
            else None
        )
        return Quantifier.COUNTED, counted.group().strip(), text[counted.end() :].strip(), size
    for phrase, code in words.quantifiers:
        if lowered == phrase or lowered.startswith(phrase + " "):
            return code, text[: len(phrase)], text[len(phrase) :].strip(), None
    return None, "", text, None


def _member(rest: str, words: GroupWords) -> str | None:
    """Who the members are: the noun with what stands before it; "responses" are respondents. None: nothing there. Not a group: ""."""
    if not rest:
        return None
    tokens = _WORD.findall(rest)
    for at, token in enumerate(tokens):
        lowered = token.casefold()
        if lowered in words.members and not (at + 1 < len(tokens) and tokens[at + 1].casefold() in words.members):
            if lowered in words.responses:
                return words.respondent
            before = tokens[:at]
            after = rest[rest.find(token) + len(token) :]
            noun = " ".join([*before, token])
            if lowered == "those":  # nobody without what follows
                return (noun + after).strip() if after.strip() else ""
            return noun + _qualifying(after)
        if at > 6:
            break
    return ""


def _qualifying(after: str) -> str:
    """What says which members: "with personal experience of …"; not "to this question"."""
    match = re.match(r"\s+((?:with|in|who|from|working|of|representing|under|aged|without)\s+[^,;:()]+)", after)
    if not match or re.match(
        r"(?:in|of|from|to)\s+(?:this|these|the|our|response|general|particular|relation|addition|answer)\b", match[1]
    ):
        return ""
    return " " + match[1].strip()


def _label(printed: str, member: str, words: GroupWords) -> str:
    """ "A number of respondents", "Some of the parents", "Other charities"."""
    if printed.endswith(" of the"):
        return f"{printed[:1].upper()}{printed[1:]} {member}"
    quantifier = re.sub(r"\s+(?:of|of the)$", "", printed.strip(), flags=re.I)
    lowered = quantifier.casefold()
    if lowered in ("others", "other", "some other"):
        quantifier = "Other"
    elif lowered in words.needing_of or lowered.endswith(words.ends_needing_of):
        quantifier += " of"
    label = f"{quantifier} {member}".strip()
    return label[:1].upper() + label[1:]


def _singular(noun: str) -> str:
    irregular = {"people": "person", "children": "child", "women": "woman", "men": "man"}
    words = noun.split()
    words = [irregular.get(word, word) for word in words]
    for at, word in enumerate(words):
        if word.endswith("s") and not word.endswith("ss") and word[:-1]:
            words[at] = word[:-3] + "y" if word.endswith("ies") else word[:-1]
            break
    return " ".join(words)
