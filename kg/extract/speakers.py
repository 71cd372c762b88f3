"""The words that stand for a speaker, and where they stand -> who that is.

Names come first: registered ones, then acronyms and full names that the text itself gives, then roles, then pronouns and
descriptions ("the report"), which are followed back. What cannot be followed stays as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.antecedents import Antecedents
from kg.extract.groups import group_of, read_group_words
from kg.extract.mentions import POSSESSIVE_PRONOUNS, read_speaker_words
from kg.extract.names import POSSESSIVE
from kg.extract.own_body import OwnBody
from kg.extract.registered import RegisteredSpeakers
from kg.extract.speaker_forms import kind_of_name, registered, sentence_case, without_article
from kg.extract.text_names import TextNames
from kg.knowledge import Knowledge
from kg.model import Document, Quantifier, Speaker, SpeakerKind
from kg.read.flow import Flow

_EDGE = ' ,.:;–—-*>"“”‘’()[]\u200b'  # what may stand around a name
_ROLE_AND_WHICH = re.compile(r"([\w’' ]+?)\s+[-–—]\s+\S")  # "Respondent - nurse"
_OWN_FINDINGS = re.compile(
    r"(?:our|the following|these|key|our (?:key|main))\s+(?:findings|results|research)$"
)  # lower case
_PART_OF_DOCUMENT = re.compile(r"(?:this |the )?(?:chapter|section|part|volume)\s+(?:\w+)$", re.I)
_DESCRIPTION = re.compile(
    r"(?:(the|this|that|our|its|their)\s+)?(?:(?:final|interim|first|new|latest|same|independent)\s+)*([\w-]+(?:\s[\w-]+)?)",
    re.I,
)
_DOCUMENTS_BACK = ("report", "paper", "document", "article", "study", "it")  # nouns that are followed back
_THIS_DOCUMENT = re.compile(r"this\s+(?:document|paper|summary|briefing|article)", re.I)
_LONGEST_NAME = 200  # characters; what is longer names nobody
_WRITERS = ("author", "writer", "speaker")


class SpeakerResolver:
    """Resolves the speakers of one document, in the order of the text.

    addressee: whom "you" means, in a hearing; set by whoever reads its turns.
    """

    def __init__(
        self, document: Document, lines: Sequence[str], knowledge: Knowledge, *, heads: Sequence[str] = ()
    ) -> None:
        """lines: the text of each block, white space collapsed; heads: running heads of the pages, which name the work or its body."""
        self._registry = knowledge.registry
        self._words = read_speaker_words(knowledge.lexicon)
        self._groups = read_group_words(knowledge.lexicon)
        self._names = TextNames(document, lines, heads, knowledge, self._words)
        self._body = OwnBody(document, heads, self._names, knowledge, self._words, self._groups.respondent)
        self._registered = RegisteredSpeakers(document, knowledge.registry, self._names, self._words, self._groups)
        self._antecedents = Antecedents(self._words.bodies)
        known = knowledge.registry.named(document.title)
        self._document = (
            registered(known[0]) if known else Speaker(document.title, SpeakerKind.DOCUMENT, kind_guessed=True)
        )
        self.addressee: Speaker | None = None

    # ------------------------------------------------------------ public

    @property
    def publisher(self) -> Speaker | None:
        """Whose document it is, where that can be told."""
        return self._body.publisher

    def resolve(self, printed: str, offset: int) -> Speaker | None:
        """Who the words `printed` at a document offset stand for; None when nobody can be told.

        The answer becomes an antecedent for pronouns after it.
        """
        speaker = self._resolve(" ".join(printed.split()), offset)
        if speaker is not None:
            self._antecedents.add(offset, speaker, spoke=True)
        return speaker

    def resolve_line(self, printed: str, offset: int) -> Speaker | None:
        """Who an attribution line names; "Role - which" ("Respondent - nurse") stands as it is printed."""
        text = " ".join(printed.split()).strip(" -–—*•")
        match = _ROLE_AND_WHICH.match(text)
        if match is None or self._registry.named(text) or not self._is_role(match[1].split()[-1].casefold()):
            return self.resolve(text, offset)
        speaker = Speaker(text, SpeakerKind.PERSON, kind_guessed=True, named=False)
        self._antecedents.add(offset, speaker, spoke=True)
        return speaker

    def note(self, flow: Flow) -> None:
        """Take up the persons, bodies and reports that a line names, for pronouns to find."""
        for mention in self._names.mentions(flow.text):
            self._antecedents.add(flow.offsets[mention.start], registered(mention.agent), spoke=False)
        for start, words in self._names.persons.in_line(flow.text):
            speaker = self._names.by_short_name(words[-1]) or self._names.explained(" ".join(words))
            if speaker is not None and speaker.kind is SpeakerKind.PERSON:
                self._antecedents.add(flow.offsets[start], speaker, spoke=False)

    def own(self, offset: int) -> Speaker | None:
        """Who "we" is at a place: the body that the nearest heading names, else the one whose document it is."""
        return self._body.at(offset)

    def recommender(self) -> Speaker | None:
        """Whose recommendations and conclusions the document sets out."""
        return self._body.recommender

    def respondents(self) -> Speaker:
        """The group of those who answered, where a passage names no holder."""
        return self._body.respondents

    def names(self, line: str) -> list[tuple[int, int]]:
        """Places of registered names of several words, in order."""
        return [(m.start, m.end) for m in self._names.mentions(line) if " " in line[m.start : m.end]]

    # ------------------------------------------------------------ steps

    def _resolve(self, printed: str, offset: int) -> Speaker | None:
        text = printed.strip(_EDGE)
        if not self._registry.named(text):  # the name itself may end so
            text = POSSESSIVE.sub("", text)
        if not text or len(text) > _LONGEST_NAME:
            return None
        lowered = POSSESSIVE_PRONOUNS.get(text.casefold(), text.casefold())
        if self._words.is_pronoun(lowered) or _OWN_FINDINGS.match(lowered):
            return self._of_pronoun(lowered, offset)
        return (
            self._registered.of_role(text)
            or self._registered.of_name(text)
            or self._of_group(text, offset)
            or self._names.by_short_name(text)
            or self._names.explained(text)
            or self._of_description(text, offset)
            or self._as_printed(text)
        )

    def _of_pronoun(self, pronoun: str, offset: int) -> Speaker | None:
        words = self._words
        if pronoun in words.own:
            return self.own(offset)
        if pronoun in words.you:
            return self.addressee
        if pronoun in words.person:
            return self._antecedents.last(offset, SpeakerKind.PERSON, fits=lambda it: self._may_be(it, pronoun))
        if pronoun in words.thing:
            return self._antecedents.last(offset, SpeakerKind.DOCUMENT, SpeakerKind.ORGANISATION)
        if pronoun in words.many:
            return self._antecedents.nearest(offset, SpeakerKind.GROUP, SpeakerKind.ORGANISATION)
        return self.publisher  # "I", "our key findings"

    def _may_be(self, speaker: Speaker, pronoun: str) -> bool:
        return self._names.persons.pronoun_of(speaker.label) in (None, pronoun)

    def _is_role(self, word: str) -> bool:
        return word in self._words.roles or word == "respondent"

    def _of_group(self, text: str, offset: int) -> Speaker | None:
        group = group_of(text, self._groups, default=self._last_member_role(offset))
        if group is None:
            return None
        bare = group.quantifier is Quantifier.NONE_GIVEN and text[:1].isupper()
        return None if bare and self._registry.named(text) else group

    def _last_member_role(self, offset: int) -> str | None:
        role = self._antecedents.last_member_role(offset)
        if role is not None and role.split()[0].casefold() in self._groups.members:
            return role[:1].casefold() + role[1:]
        return role

    def _of_description(self, text: str, offset: int) -> Speaker | None:
        """ "the report", "the committee", "the review": the registered or capitalised name with that noun, else the last such speaker."""
        if _THIS_DOCUMENT.fullmatch(text):
            return self._document
        if _PART_OF_DOCUMENT.match(text):
            return self._names.most_mentioned("report")
        match = _DESCRIPTION.fullmatch(text)
        if not match:
            return None
        noun = match[2].casefold().split()[-1]
        if noun in self._words.documents:
            cls = "review" if noun.endswith("review") else "report"
            found = self._names.most_mentioned(cls) or self._names.with_noun(match[2])
            if found is not None:
                return found
            if noun in _DOCUMENTS_BACK:
                return self._antecedents.last(offset, SpeakerKind.DOCUMENT)
        if noun in self._words.bodies:
            return self._names.with_noun(match[2]) or self._antecedents.last_body(offset, noun)
        if noun in self._words.roles and (match[1] or "").casefold() == "the" and noun in _WRITERS:
            return self._antecedents.last(offset, SpeakerKind.PERSON)
        return None

    def _as_printed(self, text: str) -> Speaker:
        bare = without_article(text)
        words = bare.split()
        named = any(word[:1].isupper() for word in words[1:]) or (bare[:1].isupper() and " " not in bare)
        return Speaker(sentence_case(bare), kind_of_name(bare, self._words), kind_guessed=True, named=named)
