"""What stands in a question: runs of its words, each with all that it may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kg.extract.stem import Token, tokens

CLEAR: Final = 2  # the greatest rank of an issue's label that is enough alone
NAMED: Final = 0.5  # of `Unit.plain`: below, a word is taken for a name
CERTAIN: Final = 0.85
SMALL: Final = frozenset(("of", "the", "and", "a", "an", "in", "for", "to"))  # words inside names
BEGINNING: Final = 5  # letters that words of a family share: "protecting" and "protection"
POINTING: Final = frozenset(("the", "a", "an", "that", "these", "those"))  # before a noun
AUXILIARIES: Final = frozenset(("did", "does", "do", "has", "have", "had", "was", "were", "is", "are"))
MODALS: Final = frozenset(("should", "would", "could", "can", "may", "might", "must", "shall", "will"))
WHO_SPEAKS: Final = frozenset(("speaker", "role", "kind"))
EVERYDAY: Final = frozenset(("role", "kind", "issue"))  # whose names are words of the language, too


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention may mean: a thing of a type, or the value of a parameter (type "=stance")."""

    type: str
    value: str  # IRI, text, or name of several things
    text: str  # as the graph or the list has it
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of words of the question that counts as one."""

    first: int
    last: int  # both indices of words, included
    text: str
    readings: tuple[Reading, ...] = ()
    keys: frozenset[str] = frozenset()  # what it is as a word: "say", and its stem
    neutral: bool = False
    parts: tuple[Unit, ...] = ()  # the words of a mention, each for itself
    inner: tuple[Unit, ...] = ()  # mentions inside it that were not taken
    is_topic: bool = False  # stands behind "about"
    is_subject: bool = False  # stands between "did" and "say"
    is_joined: bool = False  # by "and" to the mention before
    is_name: bool = False  # in capitals, and nothing that is known
    plain: float = 1.0  # how probable it is that it names nothing: see naming.py

    @property
    def is_mention(self) -> bool:
        return bool(self.readings)

    @property
    def types(self) -> frozenset[str]:
        """Of what it may mean."""
        return frozenset(reading.type for reading in self.readings)

    def without(self, *types: str) -> Unit:
        """The same without what it may mean of these types."""
        return replace(self, readings=tuple(one for one in self.readings if one.type not in types))

    def only(self, *types: str) -> Unit:
        """The same with what it may mean of these types alone."""
        return replace(self, readings=tuple(one for one in self.readings if one.type in types))

    @property
    def is_phrase(self) -> bool:
        """Whether several words are an issue's own: these mean nothing else."""
        return self.first < self.last and any(one.type == "issue" and one.rank <= CLEAR for one in self.readings)

    @property
    def texts(self) -> list[str]:
        """Its words in small letters."""
        return [part.text.casefold() for part in self.parts or (self,)]


def singular(text: str) -> str:
    """A text to look for, in small letters and without the plural of its last word: it stands in the plural too.

    >>> singular("Foster carers"), singular("local authorities"), singular("looked after children")
    ('foster carer', 'local authorit', 'looked after child')
    """
    text = text.casefold()
    for plural, stem in (("children", "child"), ("people", "people"), ("ies", ""), ("ss", "ss"), ("s", "")):
        if text.endswith(plural):
            return text.removesuffix(plural) + stem
    return text


def stems_of(readings: Iterable[Reading]) -> frozenset[str]:
    """Of the words of their values."""
    return frozenset(word.stem for reading in readings for word in tokens(reading.value))


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[Token, ...]:
    """The words of a name, those with hyphens apart."""
    return tokens(name.replace("-", " "))
