"""The head of a noun phrase -> whether such a one speaks, and as what: person, body, group, document or pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.cues import Cues
from kg.knowledge.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

POSSESSIVE_PRONOUNS = {"their": "they", "his": "he", "her": "she", "our": "we", "my": "i", "your": "you"}
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z][\w’'-]*")
_LOWER = re.compile(r"(?<![\w@./-])[a-z][\w’'-]+(?![\w@])")  # not those of an address
_SHORTEST_AGENT = 4  # letters; "user" is listed
_PERCENT = ("cent", "percent", "thirds", "quarters", "%", "half")
_HOLDING = ("have", "take", "hold", "express")  # a view, a doubt, a concern
_RECOMMENDING = ("call", "recommend", "highlight")  # what "it" may do to an object


@dataclass(frozen=True)
class AgentNouns:
    """Tells nouns for those who do something by their endings: farmer, objectors, cyclist."""

    endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    never: frozenset[str]

    def kind(self, word: str, tag: str) -> str | None:
        """ "person", "group" (plural), or None. word: lower case; tag: NN or NNS."""
        if tag == "NNS":
            singular = word.removesuffix("s")
            plural = word.endswith(self.plural_endings) or (singular != word and self._is_agent(singular))
            return "group" if plural else None
        return "person" if tag == "NN" and self._is_agent(word) else None

    def _is_agent(self, word: str) -> bool:
        last = word.rsplit("-", 1)[-1]
        return len(last) > _SHORTEST_AGENT and last not in self.never and last.endswith(self.endings)


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
    quantities: frozenset[str]  # "a third of parents": its head counts those who speak
    alone: frozenset[str]  # quantities that need no noun
    agents: AgentNouns
    none: frozenset[str]  # what looks like a speaker and is none

    def is_pronoun(self, word: str) -> bool:
        return any(word in list_ for list_ in (self.own, self.self_, self.you, self.person, self.thing, self.many))


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
        quantities=words("quantities", "words"),
        alone=words("quantities", "alone"),
        agents=AgentNouns(
            tuple(lexicon.words("speakers", "agents", "endings")),
            tuple(lexicon.words("speakers", "agents", "plural_endings")),
            words("agents", "never"),
        ),
        none=words("none", "words"),
    )


class SpeakerTest:
    """Decides whether a noun phrase may be the speaker of a verb."""

    def __init__(self, words: SpeakerWords, cues: Cues, proper: frozenset[str] = frozenset()) -> None:
        """proper: words that the document only ever writes with a capital."""
        self.words = words
        self._cues = cues
        self.proper = proper

    def __call__(self, head: Token, verb: str, has_clause: bool) -> bool:
        """head: of the noun phrase; verb: base form; has_clause: the content is a that-clause and no noun phrase."""
        kind = self.kind(head)
        cues = self._cues
        if kind is None:
            return has_clause and verb in cues.human and self._may_be_somebody(head)
        if kind == "own":
            return verb in cues.we or verb == "be" or (has_clause and verb in _HOLDING)
        if kind == "you":
            return verb in cues.speech or verb == "be"
        if kind == "self":
            return has_clause and (verb in cues.we or verb in _HOLDING)
        if kind == "thing":
            return verb in cues.document and verb in cues.speech and (has_clause or verb in _RECOMMENDING)
        if kind == "document":
            return verb in cues.document or verb == "be"
        if verb in cues.weak and not has_clause:
            return kind in ("group", "person") and verb not in cues.deeds
        return True

    def _may_be_somebody(self, head: Token) -> bool:
        """A common noun that nothing speaks against: "the ferry crew argued that …"."""
        return head.tag_ in ("NN", "NNS") and head.lower_ not in self.words.none and head.lower_.isalpha()

    def kind(self, head: Token) -> str | None:
        """ "person", "organisation", "group", "document", "own" (we), "self" (I), "thing" (it), "you", or None: cannot speak."""
        word = head.lower_.removesuffix("’s").removesuffix("'s")
        words = self.words
        if head.tag_ in ("PRP", "PRP$"):
            return self._kind_of_pronoun(POSSESSIVE_PRONOUNS.get(word, word))
        if word in words.none:
            return None
        if word in words.members:
            return "group"
        if word in words.quantities:
            counts = word in words.alone or any(child.lower_ == "of" for child in head.children)
            counts = counts or any(self._is_member(token) for token in head.subtree) or self._is_share(head)
            return "group" if counts else None
        if word in words.roles:
            return "person"
        if word.endswith("s") and word[:-1] in words.roles | words.bodies:
            return "group"
        if head.tag_ == "CD" or word in _PERCENT:  # "64 per cent of drivers"
            counted = any(self._is_member(token) for token in head.subtree)
            return "group" if counted or self._is_share(head) else None
        noun = "organisation" if word in words.bodies else "document" if word in words.documents else None
        return noun or ("person" if self._is_name(head) else words.agents.kind(word, head.tag_))

    def _is_share(self, head: Token) -> bool:
        """ "40% said so": of those spoken of before."""
        share = head.lower_ in ("%", "percent", "cent")
        return share and head.dep_ == "nsubj" and not any(child.lower_ == "of" for child in head.children)

    def _is_member(self, token: Token) -> bool:
        return token.lower_ in self.words.members or self.words.agents.kind(token.lower_, token.tag_) == "group"

    def _kind_of_pronoun(self, word: str) -> str | None:
        words = self.words
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

    def _is_name(self, head: Token) -> bool:
        text = head.text
        if head.tag_ == "NNPS" and head.i == 0 and text not in self.proper:
            return False  # "Budgets were raised": the capital is the sentence's
        return head.tag_ in ("NNP", "NNPS") or _drawn_together(text) or text in self.proper or _is_acronym(text)


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
    return any(a.islower() and b.isupper() for a, b in pairwise(word))
