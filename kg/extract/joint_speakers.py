"""The words of a phrase -> the group of several speakers who are named together in it, with its members."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.extract.groups import GroupWords, group_of
from kg.extract.joint import label_of, parts_of, without_both
from kg.extract.mentions import SpeakerWords
from kg.extract.speaker_forms import without_article
from kg.extract.text_names import TextNames
from kg.knowledge.agents import Registry
from kg.model import Speaker, SpeakerKind

_NAME = r"[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,3}"
_TWO = re.compile(rf"(?:[Tt]he )?({_NAME}) and (?:the )?({_NAME})")


class JointSpeakers:
    """Tells several speakers from one name with "and" in it."""

    def __init__(
        self, registry: Registry, names: TextNames, words: SpeakerWords, groups: GroupWords, places: frozenset[str]
    ) -> None:
        """places: countries that end a body's name: "Ferry Scotland"."""
        self._registry = registry
        self._names = names
        self._words = words
        self._groups = groups
        self._places = places

    def of(self, text: str, single: Callable[[str], Speaker | None]) -> Speaker | None:
        """Several speakers named together, not all of them groups; None for one, and for a name with "and" in it."""
        if self._registry.named(text):
            return None
        two = self._two_names(text)
        parts = list(two) or parts_of(text, self._may_be_named_alone, self._names.explained_names)
        if len(parts) < 2 or self._is_apposition(text, parts):
            return None
        members = [single(part) for part in parts]
        known = [member for member in members if member is not None]
        if len(known) < len(parts) or all(member.kind is SpeakerKind.GROUP for member in known):
            return None
        labels = [
            member.label if member.named or not at else _uncapped(member.label) for at, member in enumerate(known)
        ]
        if parts[-1].casefold() == "others":
            labels[-1] = "others"
        return Speaker(label_of(labels), SpeakerKind.GROUP, members=tuple(known))

    def _two_names(self, text: str) -> tuple[str, ...]:
        """Two names without a telling noun: one ends in a country, or each stands elsewhere by itself. Empty where that is not so."""
        match = _TWO.fullmatch(without_both(text))
        if match is None:
            return ()
        first, second = match.groups()
        nations = [part for part in (first, second) if part in self._places]
        ends = [part for part in (first, second) if " " in part and part.split()[-1] in self._places]
        elsewhere = self._names.stands_elsewhere
        if not nations and (ends or (elsewhere(first, text) and elsewhere(second, text))):
            return first, second
        return ()

    def _is_apposition(self, text: str, parts: Sequence[str]) -> bool:
        """ "Ada Example, the Fund's director and …": what follows the name and a comma is the same person."""
        first, second = (self._names.persons.read(without_article(part)) for part in parts[:2])
        behind = text[text.find(parts[0]) + len(parts[0]) :].lstrip()
        return first is not None and second is None and behind.startswith(",") and not behind.startswith(", and")

    def _may_be_named_alone(self, part: str) -> bool:
        """Whether words between commas and "and" name a speaker by themselves: "Social Care" of a department's name does not."""
        bare = without_article(part)
        if self._registry.named(bare) or group_of(bare, self._groups) is not None or bare.casefold() == "others":
            return True
        person = self._names.persons.read(bare)
        if person is not None and person.shown:
            return True
        words = bare.split()
        last = words[-1].casefold()
        known = self._words.roles | self._words.bodies | self._words.documents
        if bare != part and last in known:
            return True  # "the minister"
        if len(words) == 1:
            return bare.isupper() and len(bare) > 1 and self._names.stands_alone(bare)
        head = re.split(r"\s(?:of|for)\s", bare)[0].split()[-1].casefold()
        return words[0][:1].isupper() and bool({last, head} & (known - self._words.roles))


def _uncapped(label: str) -> str:
    """A description inside a label: "Ada Example and some councils"."""
    return label[:1].casefold() + label[1:] if label[1:2].islower() else label
