"""The head of a noun phrase -> whether such a one speaks, and as what: person, body, group, document or pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.cues import Cues
from kg.knowledge.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_POSSESSIVE_PRONOUNS = {"their": "they", "his": "he", "her": "she", "our": "we", "my": "i", "your": "you"}
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z][\w’'-]*")
_LOWER = re.compile(r"\b[a-z][\w’'-]+")
_QUANTITIES = frozenset(
    "range proportion percentage third half quarter handful variety couple bulk % some many most several few others other all both one those majority number lot minority none each two three four five six seven eight nine ten".split()
)
_STANDING_ALONE = frozenset("some many most several others both those majority two three four five six seven eight nine ten all other".split())
_NO_SPEAKERS = frozenset(
    "chapter figure table part question section annex monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)


@dataclass(frozen=True)
class SpeakerWords:
    """Nouns that stand for speakers, lower case, singular and plural."""

    members: frozenset[str]
    responses: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    titles: frozenset[str]
    honours: frozenset[str]
    person: frozenset[str]
    thing: frozenset[str]
    many: frozenset[str]
    own: frozenset[str]
    self_: frozenset[str]
    you: frozenset[str]


def read_speaker_words(lexicon: Lexicon) -> SpeakerWords:
    def words(*path: str) -> frozenset[str]:
        return frozenset(word.casefold() for word in lexicon.words("speakers", *path))

    return SpeakerWords(
        members=words("groups", "members"),
        responses=words("groups", "responses"),
        roles=words("persons", "roles"),
        bodies=words("bodies", "nouns"),
        documents=words("documents", "nouns"),
        titles=words("titles", "words"),
        honours=words("titles", "honours"),
        person=words("pronouns", "person"),
        thing=words("pronouns", "thing"),
        many=words("pronouns", "many"),
        own=words("pronouns", "own"),
        self_=words("pronouns", "self"),
        you=words("pronouns", "you"),
    )


class SpeakerTest:
    """Decides whether a noun phrase may be the speaker of a verb."""

    def __init__(self, words: SpeakerWords, cues: Cues, proper: frozenset[str] = frozenset()) -> None:
        """proper: words that the document only ever writes with a capital."""
        self.words = words
        self._cues = cues
        self._proper = proper

    def __call__(self, head: Token, verb: str, has_clause: bool) -> bool:
        """head: of the noun phrase; verb: base form; has_clause: the content is a that-clause and no noun phrase."""
        kind = self.kind(head)
        if kind is None:
            return False
        if kind == "own":
            return verb in self._cues.we or verb == "be"
        if kind == "you":
            return verb in self._cues.speech
        if kind == "self":
            return verb in self._cues.we and has_clause
        if kind == "thing":
            return (
                verb in self._cues.document
                and verb in self._cues.speech
                and (has_clause or verb in ("call", "recommend", "highlight"))
            )
        if kind == "document":
            return verb in self._cues.document or verb == "be"
        if verb in self._cues.weak and not has_clause:
            return kind in ("group", "person") and verb not in (
                "make",
                "provide",
                "set",
                "lay",
                "require",
                "know",
                "show",
                "see",
                "hold",
                "rule",
                "record",
            )
        return True

    def kind(self, head: Token) -> str | None:
        """ "person", "organisation", "group", "document", "own" (we), "self" (I), "thing" (it), or None: cannot speak."""
        word = head.lower_.removesuffix("’s").removesuffix("'s")
        words = self.words
        if head.tag_ in ("PRP", "PRP$"):
            word = _POSSESSIVE_PRONOUNS.get(word, word)
            for name, pronouns in (
                ("own", words.own),
                ("self", words.self_),
                ("person", words.person),
                ("thing", words.thing),
                ("group", words.many),
                ("you", words.you),
            ):
                if word in pronouns:
                    return name
            return None
        if word in _NO_SPEAKERS:
            return None
        if word in words.members:
            return "group"
        if word in _QUANTITIES:
            counts = word in _STANDING_ALONE or any(child.lower_ == "of" for child in head.children)
            return "group" if counts else None
        if word in words.roles:
            return "person"
        if word.endswith("s") and word[:-1] in words.roles | words.bodies:
            return "group"
        if head.tag_ in ("NNP", "NNPS") or _drawn_together(head.text) or head.text in self._proper or _is_acronym(head.text):
            return "organisation" if word in words.bodies else "document" if word in words.documents else "person"
        if word in words.bodies:
            return "organisation"
        if word in words.documents:
            return "document"
        return None


def proper_words(lines: Iterable[str]) -> frozenset[str]:
    """Words that stand with a capital inside a sentence and nowhere without one."""
    capitalised: set[str] = set()
    lower: set[str] = set()
    for line in lines:
        capitalised.update(_INSIDE.findall(line))
        lower.update(_LOWER.findall(line))
    return frozenset(word for word in capitalised if word.casefold() not in lower)


def _is_acronym(word: str) -> bool:
    return len(word) >= 2 and word.isupper() and word.isalpha()


def _drawn_together(word: str) -> bool:
    """A name of several words that was made one for the parser."""
    return any(a.islower() and b.isupper() for a, b in zip(word, word[1:], strict=False))
