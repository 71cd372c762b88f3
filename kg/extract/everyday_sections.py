"""Lines and the laws that they name -> which law a section means that everyday language calls by its number alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.statute_names import Act
from kg.extract.statute_parts import Part
from kg.extract.word_lists import Table, any_of


class EverydaySections:
    """Knows "section 21 notices": a name of a thing, whichever Act was named last before it."""

    def __init__(self, lines: Sequence[str], acts: Iterable[Act], table: Table) -> None:
        """acts: those that the text names. table: the lexicon's table "statutes"."""
        self._nouns = re.compile(rf"[ -]{any_of(table['everyday']['nouns'])}\b", re.IGNORECASE)
        self._acts: dict[tuple[str, str], Act | None] = {}
        named = {act.label: act for act in acts}
        for label, sections in table["everyday"]["acts"].items():
            for key in _used(lines, sections):
                self._acts[key] = named.get(label)

    def is_name(self, line: str, part: Part) -> bool:
        """Whether what follows a number shows that it names a thing."""
        return bool(self._nouns.match(line, part.end))

    def is_known(self, part: Part) -> bool:
        """Whether the text uses a number, here or elsewhere, as a name of which is known what law it means."""
        return any((part.kind, number) in self._acts for number in part.numbers)

    def act(self, part: Part) -> Act | None:
        """The law that a known name means; None where the text does not name that law."""
        return next((act for number in part.numbers if (act := self._acts.get((part.kind, number)))), None)


def _used(lines: Sequence[str], sections: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """(kind, number) of each of an Act's sections that the lines use as a name."""
    for section, nouns in sections.items():
        kind, number = section.split(" ")
        name = re.compile(rf"\b(?:{kind} |{kind[0]}\.? ?){re.escape(number)}[ -]{any_of(nouns)}\b", re.IGNORECASE)
        if any(number in line and name.search(line) for line in lines):
            yield kind, number
