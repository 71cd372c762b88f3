"""A description for a speaker ("the report", "the Committee", "the union's secretary") -> who is meant by it in one document."""

from __future__ import annotations

import re

from kg.extract.antecedents import Antecedents
from kg.extract.mentions import SpeakerWords
from kg.extract.speaker_forms import without_article
from kg.extract.text_names import TextNames
from kg.model import Speaker, SpeakerKind

_PART_OF_DOCUMENT = re.compile(r"(?:this |the )?(?:chapter|section|part|volume)\s+(?:\w+)$", re.I)
_PART_OF_WORK = re.compile(r"(?:this |the )?(?:paragraph|clause|article|annex|schedule)\s+(?:\w+)$", re.I)
_DESCRIPTION = re.compile(
    r"(?:(the|this|that|our|its|their)\s+)?(?:(?:final|interim|first|new|latest|same|independent)\s+)*([\w-]+(?:\s[\w-]+)?)",
    re.I,
)
_DOCUMENTS_BACK = ("report", "paper", "document", "article", "study", "it")  # nouns that are followed back
_THIS_DOCUMENT = re.compile(r"this\s+(?:document|paper|summary|briefing|article)", re.I)
_WRITERS = ("author", "writer", "speaker")
_POST_OF = re.compile(r"(?:the )?((?:[\w’'-]+ ){0,3}?[\w’'-]+) (?:of|for|at) ", re.I)
_OWNERS_POST = re.compile(r"(?:(?:the|its|their|our|this) )?([\w’' -]*\w)(?:’s|'s|’|') ((?:[\w-]+ ){0,2}[\w-]+)", re.I)
_THE_ONE = re.compile(r"^(?:the|this)\s+", re.I)
_DESCRIBING = re.compile(r"^(?:new|same|review)\s+", re.I)


class Descriptions:
    """Follows descriptions to the names that title, text or registry give, else back to the last such speaker."""

    def __init__(self, names: TextNames, antecedents: Antecedents, words: SpeakerWords, this: Speaker) -> None:
        """this: the document itself, as a speaker."""
        self._names = names
        self._antecedents = antecedents
        self._words = words
        self._this = this

    def of(self, text: str, offset: int) -> Speaker | None:
        """ "the report", "the committee", "the review": the registered or capitalised name with that noun, else the last such speaker."""
        if _THIS_DOCUMENT.fullmatch(text):
            return self._this
        if _PART_OF_DOCUMENT.match(text):
            return self._names.most_mentioned("report")
        if _PART_OF_WORK.match(text):
            return self._names.work_of_title()
        match = _DESCRIPTION.fullmatch(text)
        if not match:
            owned = _OWNERS_POST.fullmatch(text)
            if owned and owned[2].split()[-1].casefold() in self._words.roles:
                return self._names.holder_beside(owned[2], owned[1].split()[-1])
            post = _POST_OF.match(text)
            return self._names.holder(post[1]) if post and post[1].split()[-1].casefold() in self._words.roles else None
        noun = match[2].casefold().split()[-1]
        if noun in self._words.documents:
            cls = "review" if noun.endswith("review") else "report"
            of_title = self._of_title(match[2], text) if noun not in _DOCUMENTS_BACK else None
            found = of_title or self._names.most_mentioned(cls) or self._names.with_noun(match[2])
            if found is not None:
                return found
            if noun in _DOCUMENTS_BACK:
                return self._antecedents.last(offset, SpeakerKind.DOCUMENT)
        if noun in self._words.bodies:
            named, told = self._names.with_noun(match[2]), self._of_title(match[2], text)
            first, second = (told, named) if match[2][:1].isupper() else (named, told)
            return first or second or self._antecedents.last_body(offset, noun)
        if noun in self._words.roles and ((match[1] or "").casefold() == "the" or text[:1].isupper()):
            holder = self._of_title(match[2], text) or self._names.holder(_DESCRIBING.sub("", without_article(text)))
            if holder is not None or noun not in _WRITERS:
                return holder
            return self._antecedents.last(offset, SpeakerKind.PERSON)
        return None

    def _of_title(self, noun: str, text: str) -> Speaker | None:
        """ "The Committee": the one whose document it is or that it answers; not "our committee", "the new code"."""
        return self._names.of_title(noun) if _THE_ONE.sub("", text) == noun else None
