"""A document's lines -> who holds the posts that it names: "Ada Example, chair of the Fund", "Health Secretary Ada Example"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from kg.extract.persons import Persons

_ANOTHER = frozenset("former deputy vice assistant shadow acting ex then previous incoming outgoing associate".split())
_WORD = r"[A-Za-z][A-Za-z’'-]{1,24}"
_REACH = 100  # characters beside a name in which its post stands


class TextRoles:
    """Looks up by their posts the persons of one document."""

    def __init__(self, lines: Iterable[str], persons: Persons, roles: Collection[str]) -> None:
        any_role = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
        post = rf"(?P<post>(?:{_WORD}[ -]){{0,3}}?(?i:{any_role}))"
        self._behind = re.compile(
            rf"(?:’s|'s)?(?: (?:MP|MS|MSP|MLA|CBE|OBE|QC|KC))*(?:, | \()(?:(?:the|an?|its|their|then) )?{post}\b(?!-)"
        )
        self._before = re.compile(
            rf"(?:^|[ (“\"])(?:[Tt]he |[Aa]n? |[Ii]ts )?{post}(?: (?:of|for|at) [^,.;:]{{2,60}})?,? $"
        )
        self._roles = roles
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        for line in lines:
            for start, end, name in persons.places(line):
                self._take_up(line, start, end, name)

    def _take_up(self, line: str, start: int, end: int, name: str) -> None:
        behind = self._behind.match(line, end, end + _REACH)
        before = self._before.search(line[max(0, start - _REACH) : start])
        for match in (behind, before):
            if match is not None:
                words = match["post"].casefold().replace("-", " ").split()
                last = max((at for at, word in enumerate(words) if word in _ANOTHER), default=len(words) - 1)
                for at in range(last + 1):
                    self._holders[" ".join(words[at:])].add(name)

    def holder(self, post: str) -> str | None:
        """The only one whom the text names with this post ("chair", "health secretary"), in full."""
        names = self._holders.get(post.casefold().replace("-", " "), set())
        return next(iter(names)) if len(names) == 1 else None
