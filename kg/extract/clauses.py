"""A parsed sentence -> who says what in it: source, cue and content as ranges of tokens, with the rule that found them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.extract.cues import Cues
from kg.extract.grammar.according import according_to, in_view, sources_beside
from kg.extract.grammar.across import across
from kg.extract.grammar.active import active
from kg.extract.grammar.adjectives import adjective, standing, wish
from kg.extract.grammar.asides import aside
from kg.extract.grammar.ends import with_ends
from kg.extract.grammar.found import Found, Range, Reading
from kg.extract.grammar.nouns import existential, inclined, listing, named_theme, owned, topic
from kg.extract.grammar.passive import passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_RULES = (
    active,
    aside,
    passive,
    topic,
    named_theme,
    existential,
    inclined,
    owned,
    listing,
    adjective,
    standing,
    wish,
)  # the first that fits a token wins


class ClauseReader:
    """Reads the attributions of parsed sentences."""

    def __init__(self, cues: Cues, may_speak: Callable[[Token, str, bool], bool]) -> None:
        """may_speak: whether the noun phrase headed by a token may be a speaker of this verb (base form; has a clause as object)."""
        self._reading = Reading(cues, may_speak)

    def read(self, sentence: Doc) -> list[Found]:
        """All attributions, in the order of their cues, those of "according to" last; ranges may nest."""
        found = [item for item in map(self._of_cue, sentence) if item is not None]
        found.extend(according_to(sentence, self._reading))
        found.extend(in_view(sentence, self._reading))
        everywhere = across(sentence, self._reading) if all(item.source is None for item in found) else None
        if everywhere is not None:
            found = [everywhere]
        return with_ends(found, sentence, self._reading.cues)

    def sources_beside(self, sentence: Doc) -> list[tuple[Range, Range]]:
        """Each phrase that names a source without a verb, with the source in it: "according to X", "in X's words"."""
        return list(sources_beside(sentence, self._reading))

    def _of_cue(self, token: Token) -> Found | None:
        return next((item for rule in _RULES if (item := rule(token, self._reading)) is not None), None)
