"""A document's text -> the name of the body that issued it, where title, imprint, foot lines or e-mail addresses show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.mentions import SpeakerWords
from kg.extract.word_lists import any_of
from kg.knowledge.agents import Registry
from kg.knowledge.lexicon import Lexicon
from kg.model import Document

_SMALL = r"(?:of|for|and|the|on|in|&)"
_GAP = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)"  # white space without an empty line
_CHAIN = rf"[A-Z][\w’'&.-]{{0,40}}(?:{_GAP}(?:{_SMALL}{_GAP}){{0,2}}[A-Z][\w’'&.-]{{0,40}}){{0,8}}"
_ACRONYM_AND_ADDRESS = re.compile(r"^\s*([A-Z][A-Za-z-]{2,20}):\s+\S+\.\S+/\S*\1", re.M)
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|\bCopyright)\s*(?:\d{{4}}(?:\s*[-–]\s*\d{{2,4}})?,?\s*)?(?:[Tt]he\s+)?({_CHAIN})")
_E_MAIL = re.compile(r"[\w.+-]{1,64}@(?:www\.)?([a-z0-9-]{3,63})\.[a-z.]{2,24}\b")
_THE = re.compile(r"^The\s+")
_CROWN = re.compile(r"Crown\b", re.I)
_NOT_LETTER = re.compile(r"[^a-z0-9]")
_HEAD = 3_000  # characters at the beginning in which title and imprint stand
_FEWEST_CITED = 2  # citations of evidence that show a committee's report


class Imprint:
    """Reads who issued one document."""

    def __init__(self, document: Document, registry: Registry, words: SpeakerWords, lexicon: Lexicon) -> None:
        self._document = document
        self._registry = registry
        self._words = words
        own = lexicon.tables["speakers"]["own"]
        works = any_of(own["works"])
        self._work_of = re.compile(
            rf"^\W*(?i:(?:the |a )?(?:\w+ ){{0,2}}{works}\s+(?:submitted |prepared |made )?(?:of|from|by)\s+(?:the\s+)?)({_CHAIN})"
        )
        self._of_work = re.compile(rf"^\W*(?:[Tt]he\s+)?({_CHAIN})(?:’s|'s)?\s*[:–—-]?\s+(?i:{works})\b")
        self._issued_by = re.compile(rf"^\W*(?i:{any_of(own['issued_by'])}:?\s+(?:the\s+)?)({_CHAIN})", re.M)
        self._citations = {noun: [re.compile(form, re.M) for form in forms] for noun, forms in own["citations"].items()}

    def name(self) -> str | None:
        """The issuing body's printed name; None where nothing shows it."""
        for candidate in self._candidates():
            name = re.sub(r"(?:’s|'s)$", "", " ".join(candidate.split())).rstrip(".,")
            if self._may_issue(name):
                return name
        return None

    def cited_as(self) -> str | None:
        """ "Committee", where notes cite questions and written evidence as only a committee's report does."""
        text = self._document.text
        for noun, forms in self._citations.items():
            if sum(len(form.findall(text)) for form in forms) >= _FEWEST_CITED:
                return str(noun)
        return None

    def _candidates(self) -> Iterator[str]:
        text = self._document.text
        head = text[:_HEAD]
        first = next((line for line in head.splitlines() if line.strip()), "")
        for line in (self._document.title, first):
            for form in (self._work_of, self._of_work):
                match = form.search(line)
                if match:
                    yield match[1]
        yield from (match[1] for match in self._issued_by.finditer(head))
        yield from (match[1] for match in _COPYRIGHT.finditer(text) if not _CROWN.match(match[1]))
        feet = Counter(match[1] for match in _ACRONYM_AND_ADDRESS.finditer(text))
        yield from (name for name, often in feet.most_common() if often > 1)
        yield from self._of_e_mail(text)

    def _of_e_mail(self, text: str) -> Iterator[str]:
        """Names whose letters are the address's: "Riders' Forum" of …@ridersforum.org."""
        domains = {_NOT_LETTER.sub("", match[1]) for match in _E_MAIL.finditer(text)}
        if not domains:
            return
        names = Counter(_THE.sub("", match.group()) for match in re.finditer(_CHAIN, text))
        yield from (name for name, _ in names.most_common() if _NOT_LETTER.sub("", name.casefold()) in domains)

    def _may_issue(self, name: str) -> bool:
        known = self._registry.named(name)
        if known:
            return known[0].cls != "person"
        words: Sequence[str] = name.split()
        if len(words) == 1:
            return sum(letter.isupper() for letter in name) > 1
        bodies = self._words.bodies - self._words.documents
        return any(re.sub(r"(?:’s|'s)$", "", word.casefold()) in bodies for word in words)
