"""The words that stand for a speaker, and where they stand -> who that is.

Names come first: registered ones, then acronyms and full names that the text itself gives, then roles, then pronouns and
descriptions ("the report"), which are followed back. What cannot be followed stays as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.antecedents import Antecedent, Antecedents, Standing
from kg.extract.descriptions import Descriptions
from kg.extract.groups import counted_group, group_of, read_group_words
from kg.extract.joint import without_both
from kg.extract.joint_speakers import JointSpeakers
from kg.extract.mentions import POSSESSIVE_PRONOUNS, read_speaker_words
from kg.extract.names import POSSESSIVE
from kg.extract.own_body import OwnBody
from kg.extract.registered import RegisteredSpeakers
from kg.extract.speaker_forms import kind_of_name, known_or_new, registered, sentence_case, without_article
from kg.extract.speaker_phrases import example_of, heard_by, naming_words
from kg.extract.text_names import TextNames
from kg.knowledge import Knowledge
from kg.model import Document, Quantifier, Speaker, SpeakerKind
from kg.read.flow import Flow

_EDGE = ' ,.:;–—―-*>"“”‘’()[]\u200b'  # what may stand around a name
_ROLE_AND_WHICH = re.compile(r"([\w’' ]+?)\s+[-–—]\s+\S")  # "Respondent - nurse"
_OWN_FINDINGS = re.compile(
    r"(?:our|the following|these|key|our (?:key|main))\s+(?:findings|results|research)$"
)  # lower case
_LONGEST_NAME = 200  # characters; what is longer names nobody
_CODE = re.compile(r"([A-Z]{1,3}\d{1,3})(?:,|\s+[a-z]|$)")  # "P9 usability test participant"
_ACRONYM = re.compile(r"\s*\([A-Z][\w&.-]{1,14}\)")
_THE_GOVERNMENT = re.compile(r"(?:the |this |central )?government", re.I)
_HIMSELF = re.compile(r"\s+(?:him|her|it|them)sel(?:f|ves)$", re.I)
_IN_PASSING = 1.5
_UNTOLD = 1.5  # weight of the distance to a person of whom nothing tells whether "he" or "she" is meant


class SpeakerResolver:
    """Resolves the speakers of one document, in the order of the text.

    addressee: whom "you" means, in a hearing; in_hearing: "we" are those who talk, not who printed it. Both are set by whoever
    reads its turns.
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
        self._places = frozenset(knowledge.lexicon.words("speakers", "bodies", "places"))
        self._joint = JointSpeakers(knowledge.registry, self._names, self._words, self._groups, self._places)
        self._antecedents = Antecedents(self._words.bodies)
        known = knowledge.registry.named(document.title)
        self._document = (
            registered(known[0]) if known else Speaker(document.title, SpeakerKind.DOCUMENT, kind_guessed=True)
        )
        self._descriptions = Descriptions(self._names, self._antecedents, self._words, self._document)
        self.addressee: Speaker | None = None
        self.in_hearing = False
        self._subjects: dict[str, Speaker | None] = {}  # by printed words

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
            self._antecedents.add(offset, speaker, Standing.SPOKE)
        return speaker

    def resolve_line(self, printed: str, offset: int) -> Speaker | None:
        """Who an attribution line names; "Role - which" ("Respondent - nurse") stands as it is printed."""
        text = " ".join(printed.split()).strip(" -–—―*•")
        code = _CODE.match(text)
        if code is not None:
            text = code[1]
        match = _ROLE_AND_WHICH.match(text)
        if match is None or self._registry.named(text) or not self._is_role(match[1].split()[-1].casefold()):
            return self.resolve(text, offset)
        speaker = Speaker(text, SpeakerKind.PERSON, kind_guessed=True, named=False)
        self._antecedents.add(offset, speaker, Standing.SPOKE)
        return speaker

    def note(self, flow: Flow, subjects: Iterable[tuple[int, str]] = ()) -> None:
        """Take up the persons, bodies and reports that a line names, for pronouns to find.

        subjects: places in the line, and words, of what its sentences are about.
        """
        for mention in self._names.mentions(flow.text):
            self._antecedents.add(flow.offsets[mention.start], registered(mention.agent), Standing.MENTIONED)
        for start, name in self._names.persons.in_line(flow.text):
            self._antecedents.add(flow.offsets[start], self._person(name), Standing.MENTIONED)
        for start, printed in subjects:
            if printed not in self._subjects:
                self._subjects[printed] = self._named(" ".join(printed.split()))
            speaker = self._subjects[printed]
            if speaker is not None:
                self._antecedents.add(flow.offsets[start], speaker, self._standing(speaker))

    def _person(self, name: str) -> Speaker:
        known = self._names.by_short_name(name.split()[-1])
        if known is not None and known.kind is SpeakerKind.PERSON:
            return known
        person = known_or_new(name, SpeakerKind.PERSON, self._registry)
        return person if person.kind is SpeakerKind.PERSON else Speaker(name, SpeakerKind.PERSON, kind_guessed=True)

    def _named(self, text: str) -> Speaker | None:
        """Whom a subject names, wherever it stands; None for what only the text before could explain."""
        bare = _HIMSELF.sub("", POSSESSIVE.sub("", text.strip(_EDGE)))
        if not bare or len(bare) > _LONGEST_NAME:
            return None
        group = group_of(bare, self._groups, default="")
        speaker = (
            self._registered.of_role(bare)
            or self._registered.of_name(bare)
            or (group if group is not None and group.member_role else None)
            or self._names.by_short_name(bare)
            or self._names.explained(bare)
        )
        if speaker is not None:
            return speaker
        printed = self._as_printed(bare)
        bodily = printed.kind is SpeakerKind.ORGANISATION and printed.label.split()[-1].casefold() in self._words.bodies
        return printed if bodily and printed.named and " " in printed.label else None

    def is_known(self, name: str) -> bool:
        """Whether a name alone, as a sentence's subject, tells who is meant."""
        return self._named(name) is not None

    def _standing(self, speaker: Speaker) -> Standing:
        shown = speaker.iri or speaker.kind is not SpeakerKind.PERSON or self._names.persons.is_shown(speaker.label)
        return Standing.SUBJECT if shown else Standing.MAYBE

    def own(self, offset: int) -> Speaker | None:
        """Who "we" is at a place: the body that the nearest heading names, else the one whose document it is."""
        return None if self.in_hearing else self._body.at(offset)

    def recommender(self) -> Speaker | None:
        """Whose recommendations and conclusions the document sets out."""
        return self._body.recommender

    def respondents(self) -> Speaker:
        """The group of those who answered, where a passage names no holder."""
        return self._body.respondents

    def one_respondent(self) -> Speaker:
        """One of those who answered, of whom the text tells no more."""
        role = self._body.respondents.member_role or ""
        label = role.removesuffix("s")
        return Speaker(
            label[:1].upper() + label[1:], SpeakerKind.PERSON, kind_guessed=True, named=False, member_role=role
        )

    def names(self, line: str) -> list[tuple[int, int]]:
        """Places of names of several words that a parser shall take for one, in order."""
        return self._names.whole(line)

    # ------------------------------------------------------------ steps

    def _resolve(self, printed: str, offset: int) -> Speaker | None:
        text = printed.strip(_EDGE)
        if not self._registry.named(text):  # the name itself may end so
            text = _HIMSELF.sub("", POSSESSIVE.sub("", text))
        if not text or len(text) > _LONGEST_NAME:
            return None
        lowered = POSSESSIVE_PRONOUNS.get(text.casefold(), text.casefold())
        if self._words.is_pronoun(lowered) or _OWN_FINDINGS.match(lowered):
            return self._of_pronoun(lowered, offset)
        text = naming_words(text)
        example = example_of(text)
        if example is not None:
            text = example[1] or example[0]
        return (
            self._testimony(text, offset)
            or self._joint.of(text, lambda part: self._single(part, offset))
            or self._single(without_both(text), offset)
        )

    def _testimony(self, text: str, offset: int) -> Speaker | None:
        """ "The evidence before the Inquiry": a source of its own, not the Inquiry."""
        heard = heard_by(text)
        body = self._single(heard, offset) if heard else None
        if body is None or body.kind is not SpeakerKind.ORGANISATION:
            return None
        return Speaker(f"Evidence to the {body.label}", SpeakerKind.DOCUMENT, kind_guessed=True)

    def _single(self, text: str, offset: int) -> Speaker | None:
        return (
            (self._names.government if _THE_GOVERNMENT.fullmatch(text) else None)
            or self._registered.of_role(text)
            or self._registered.of_name(text)
            or self._of_group(text, offset)
            or self._of_country(text)
            or self._names.by_short_name(text)
            or self._names.explained(text)
            or self._descriptions.of(text, offset)
            or self._as_printed(text)
        )

    def _of_pronoun(self, pronoun: str, offset: int) -> Speaker | None:
        words = self._words
        if pronoun in words.own:
            return self.own(offset)
        if pronoun in words.you:
            return self.addressee
        if pronoun in words.person:
            return self._antecedents.nearest(
                offset, SpeakerKind.PERSON, weight=lambda it: self._weight_of_person(it, pronoun)
            )
        if pronoun in words.thing:
            return self._antecedents.nearest(
                offset, SpeakerKind.DOCUMENT, SpeakerKind.ORGANISATION, weight=_weight_of_body
            )
        if pronoun in words.many:
            return self._antecedents.nearest(
                offset, SpeakerKind.GROUP, SpeakerKind.ORGANISATION, weight=_weight_of_body
            )
        return None if self.in_hearing else self.publisher  # "I", "our key findings"

    def _weight_of_person(self, antecedent: Antecedent, pronoun: str) -> float | None:
        """Less for one whom the pronoun is known to fit; None for one whom it does not."""
        told = self._names.persons.pronoun_of(antecedent.speaker.label)
        if told not in (None, pronoun):
            return None
        return antecedent.standing.value * (1 if told else _UNTOLD)

    def _is_role(self, word: str) -> bool:
        return word in self._words.roles or word == "respondent"

    def _of_group(self, text: str, offset: int) -> Speaker | None:
        group = group_of(text, self._groups, default=self._last_member_role(offset))
        person = self._names.persons.read(text) if group is not None else None
        if group is None or (person is not None and person.shown) or self._is_name_of_body(text):
            return None
        bare = group.quantifier is Quantifier.NONE_GIVEN and text[:1].isupper()
        return None if bare and self._registry.named(text) else group

    def _of_country(self, text: str) -> Speaker | None:
        """ "Ferry Scotland": a body, though nothing but the country tells."""
        words = without_article(text).split()
        if len(words) < 2 or words[-1] not in self._places or not all(word[:1].isupper() for word in words):
            return None
        return known_or_new(" ".join(words), SpeakerKind.ORGANISATION, self._registry)

    def _is_name_of_body(self, text: str) -> bool:
        """Capitals throughout, with a noun for a body: "Institute of Library Professionals"."""
        words = _ACRONYM.sub("", without_article(text)).split()
        capitals = all(word[:1].isupper() or word in ("of", "for", "and", "the", "in", "&") for word in words)
        return len(words) > 2 and capitals and any(word.casefold() in self._words.bodies for word in words)

    def _last_member_role(self, offset: int) -> str | None:
        role = self._antecedents.last_member_role(offset)
        if role is not None and role.endswith(f" {self._groups.respondent}"):
            return self._groups.respondent  # "public sector respondents … . Others …"
        if role is not None and role.split()[0].casefold() in self._groups.members:
            return role[:1].casefold() + role[1:]
        return role

    def _as_printed(self, text: str) -> Speaker:
        bare = _ACRONYM.sub("", without_article(text)) or text
        words = bare.split()
        named = any(word[:1].isupper() for word in words[1:]) or (bare[:1].isupper() and " " not in bare)
        kind = kind_of_name(bare, self._words)
        counted = counted_group(bare, self._groups) if kind is SpeakerKind.ORGANISATION and not named else None
        return counted or Speaker(sentence_case(bare), kind, kind_guessed=True, named=named)


def _weight_of_body(antecedent: Antecedent) -> float:
    """A body named in passing is seldom what "it" or "they" mean."""
    return antecedent.standing.value * (_IN_PASSING if antecedent.standing is Standing.MENTIONED else 1)
