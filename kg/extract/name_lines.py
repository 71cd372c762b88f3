"""A short text -> whether it names a speaker: a capitalised name or a role."""

from __future__ import annotations

import re

from kg.knowledge.lexicon import Lexicon

NAME_LINE_WORDS = 14  # a longer text is no name
_SMALL = frozenset("of for and the in on to & report research".split())


class NameLines:
    """Tells lines of names with the lexicon's roles."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles = "|".join(map(re.escape, lexicon.words("layout", "attribution", "roles")))
        self._roles = re.compile(rf"[-–—―\s]*(?:{roles})\b", re.I)

    def is_name(self, text: str) -> bool:
        words = text.split()
        if not words or len(words) > NAME_LINE_WORDS or text.endswith("?"):
            return False
        if self.is_role(text):
            return True
        return words[0][:1].isupper() and all(map(_may_stand_in_name, words))

    def is_role(self, text: str) -> bool:
        """Begins with a role ("Respondent", "Social worker")."""
        return bool(self._roles.match(text))


def _may_stand_in_name(word: str) -> bool:
    return word[:1].isupper() or not word[:1].isalpha() or word.casefold() in _SMALL
