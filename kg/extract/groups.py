"""The words of a noun phrase -> a group: quantifier, size, who its members are, and how to name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.quantities import Quantity, QuantityReader, read_quantity_words
from kg.knowledge.lexicon import Lexicon
from kg.model import Quantifier, Speaker, SpeakerKind

_PLURAL = re.compile(r"(?:[a-z][\w’'-]* ){0,2}[a-z][\w’'-]*[^\Wsui]s")
_WORD = re.compile(r"[\w%’'-]+(?:\.\d+)?%?")
_LEADING_THAT = re.compile(r"^that (?=\w+s\b)", re.I)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_NOBODY = ("those", "others", "everyone")  # member roles that say nothing without their quantifier
_MODIFIERS = re.compile(
    r"^(?:the|these|those(?!\s+(?:with|in|who|from|working|of|representing|under|that))|our|all the|such)\s+", re.I
)
_OF_THE = re.compile(r"(?:\s+of)?\s+(the|these|those|our)\s+", re.I)
_FROM = re.compile(r"\s+(?:from|by|of)\s+")
_AND = re.compile(r"\s+(and|or)\s+(?!the\b)")
_FARTHEST_MEMBER = 6  # words before the noun for the members


@dataclass(frozen=True)
class GroupWords:
    quantities: QuantityReader
    members: frozenset[str]
    responses: frozenset[str]
    respondent: str
    needing_of: frozenset[str]  # quantifiers with "of" before their noun
    ends_needing_of: tuple[str, ...]  # last words of such


@lru_cache(maxsize=4)
def read_group_words(lexicon: Lexicon) -> GroupWords:
    return GroupWords(
        quantities=read_quantity_words(lexicon),
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
    quantity = words.quantities.read(text)
    member = _member_or_default(_MODIFIERS.sub("", quantity.rest).strip(" ,"), quantity.quantifier, words, default)
    if not member:
        return None
    one = quantity.quantifier is Quantifier.ONE
    label = _label(quantity, text, member, words)
    return Speaker(
        label=label,
        kind=SpeakerKind.PERSON if one else SpeakerKind.GROUP,
        named=False,
        quantifier=quantity.quantifier or Quantifier.NONE_GIVEN,
        group_size=None if one else quantity.size,
        member_role=_singular(member) if one else member,
    )


def counted_group(phrase: str, words: GroupWords) -> Speaker | None:
    """The group of several whom no list of nouns knows: "some anglers"; None without a quantifier or for one."""
    quantity = words.quantities.read(phrase)
    if quantity.quantifier in (None, Quantifier.ONE) or not _PLURAL.fullmatch(quantity.rest.strip()):
        return None
    member = quantity.rest.strip()
    return Speaker(
        label=_label(quantity, phrase, member, words),
        kind=SpeakerKind.GROUP,
        kind_guessed=True,
        named=False,
        quantifier=quantity.quantifier,
        group_size=quantity.size,
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


def _member(rest: str, words: GroupWords) -> str | None:
    """Who the members are: the noun with what stands before it; "responses" are respondents. None: nothing there. Not a group: ""."""
    if not rest:
        return None
    tokens = _WORD.findall(rest)
    for at, token in enumerate(tokens):
        lowered = token.casefold()
        if lowered in words.members and not (at + 1 < len(tokens) and tokens[at + 1].casefold() in words.members):
            if token[:1].isupper() and tokens[at + 1 : at + 2] and tokens[at + 1][:1].isupper():
                return ""  # a name: "Universities UK"
            before = tokens[:at]
            after = rest[rest.find(token) + len(token) :]
            if lowered in words.responses:
                return _writers(after, words) or words.respondent
            noun = " ".join([*before, token])
            if lowered == "those":  # nobody without what follows
                return (noun + after).strip() if after.strip() else ""
            return noun + (_qualifying(after) or _further(after, words))
        if at > _FARTHEST_MEMBER:
            break
    return ""


def _writers(after: str, words: GroupWords) -> str | None:
    """Those whom responses are from: "responses from foster carers"."""
    written = _FROM.match(after)
    return _member(_MODIFIERS.sub("", after[written.end() :]), words) if written else None


def _further(after: str, words: GroupWords) -> str:
    """More members: "children and young people", "officials and ministers"."""
    joined = _AND.match(after)
    member = _member(_MODIFIERS.sub("", after[joined.end() :]), words) if joined else None
    return f" {joined[1]} {member}" if joined and member and member != words.respondent else ""


def _qualifying(after: str) -> str:
    """What says which members: "with personal experience of …"; not "to this question"."""
    match = re.match(
        r"\s+((?:with|in|who|from|working|of|at|across|representing|under|aged|without)\s+[^,;:()]+)", after
    )
    if not match or re.match(
        r"(?:in|of|at|across|from|to)\s+(?:this|these|all|every|each|the|our|response|general|particular|relation|addition|answer)\b",
        match[1],
    ):
        return ""
    return " " + match[1].strip()


def _label(quantity: Quantity, text: str, member: str, words: GroupWords) -> str:
    """ "A number of respondents", "Some of the parents", "Other charities", "One nurse"."""
    printed = re.sub(r"\s+of$", "", quantity.printed.strip(), flags=re.I)
    start = text.find(printed)
    behind = _OF_THE.match(text, start + len(printed)) if printed else None
    one = quantity.quantifier is Quantifier.ONE
    if behind is not None and behind.group().casefold().lstrip().startswith("of") and (one or " " in member):
        printed += " of the"
    elif one:
        member = _singular(member)
    if not printed.endswith(" of the"):
        printed = _joined(printed, words)
    label = f"{printed} {member}".strip()
    return label[:1].upper() + label[1:]


def _joined(quantifier: str, words: GroupWords) -> str:
    """The quantifier as it stands before its noun."""
    lowered = quantifier.casefold()
    if lowered in ("others", "other", "some other"):
        return "Other"
    if lowered in words.needing_of or lowered.endswith(words.ends_needing_of):
        return f"{quantifier} of"
    return quantifier


def _singular(noun: str) -> str:
    irregular = {"people": "person", "children": "child", "women": "woman", "men": "man"}
    words = noun.split()
    words = [irregular.get(word, word) for word in words]
    for at, word in enumerate(words):
        if word.endswith("s") and not word.endswith("ss") and word[:-1]:
            words[at] = word[:-3] + "y" if word.endswith("ies") else word[:-1]
            break
    return " ".join(words)
