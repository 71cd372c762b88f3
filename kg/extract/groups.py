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
_MODIFIERS = re.compile(
    r"^(?:the|these|those(?!\s+(?:with|in|who|from|working|of|representing|under|that))|our|all the|such)\s+", re.I
)


@dataclass(frozen=True)
class GroupWords:
    quantifiers: tuple[tuple[str, Quantifier], ...]  # longer phrases first
    members: frozenset[str]
    responses: frozenset[str]
    respondent: str


def read_group_words(lexicon: Lexicon) -> GroupWords:
    table = lexicon.tables["speakers"]["quantifiers"]
    pairs = [(phrase.casefold(), Quantifier(code)) for code, phrases in table.items() for phrase in phrases]
    return GroupWords(
        quantifiers=tuple(sorted(pairs, key=lambda pair: -len(pair[0]))),
        members=frozenset(word.casefold() for word in lexicon.words("speakers", "groups", "members")),
        responses=frozenset(word.casefold() for word in lexicon.words("speakers", "groups", "responses")),
        respondent=str(lexicon.tables["speakers"]["groups"]["respondent"]),
    )


def group_of(phrase: str, words: GroupWords, *, default: str | None = None) -> Speaker | None:
    """The group that a noun phrase names, or None when it names none.

    phrase: as printed, without relative clauses. default: who the members are where the phrase has only a quantifier
    ("some", "others"), from the text before.
    >>> # "A number of the responses to this question" is several respondents
    """
    text = re.sub(r"^that (?=\w+s\b)", "", " ".join(phrase.split()), flags=re.I)
    text = re.sub(r"\s*\([^)]*\)", "", text)
    quantifier, printed, rest, size = _quantifier(text, words)
    rest = _MODIFIERS.sub("", rest).strip(" ,")
    member = _member(rest, words)
    if member is None:
        if rest or quantifier is None:
            return None
        member = default if default and default.split()[0] not in ("those", "others", "everyone") else words.respondent
    elif not member:
        return None
    label_member = member
    if " of the " in text[: len(printed) + 8].casefold() and len(member.split()) > 1:
        printed = re.sub(r"\s+of$", "", printed) + " of the"
    if quantifier is Quantifier.ONE:
        label_member = _singular(label_member)
    label = _label(printed, label_member)
    return Speaker(
        label=label,
        kind=SpeakerKind.PERSON if quantifier is Quantifier.ONE else SpeakerKind.GROUP,
        named=False,
        quantifier=quantifier or Quantifier.NONE_GIVEN,
        group_size=size,
        member_role=label_member,
    )


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
    if counted and counted.end() < len(text) or counted and counted.end() == len(text) and counted.group()[0].isdigit():
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


def _label(printed: str, member: str) -> str:
    if printed.endswith(" of the"):
        return f"{printed[:1].upper()}{printed[1:]} {member}"
    quantifier = re.sub(r"\s+(?:of|of the)$", "", printed.strip(), flags=re.I)
    lowered = quantifier.casefold()
    if lowered in ("others", "other", "some other"):
        quantifier = "Other"
    elif lowered in (
        "a number",
        "a range",
        "a lot",
        "a large number",
        "a significant number",
        "a handful",
        "a couple",
        "a small number",
        "a majority",
        "majority",
        "vast majority",
        "the majority",
        "a minority",
        "a proportion",
    ) or lowered.endswith(
        (
            "%",
            "per cent",
            "half",
            "third",
            "thirds",
            "number",
            "proportion",
            "range",
            "majority",
            "minority",
            "bulk",
            "quarter",
            "quarters",
        )
    ):
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
