"""The words that stand for a speaker, and where they stand -> who that is.

Names come first: registered ones, then acronyms and full names that the text itself gives, then roles, then pronouns and
descriptions ("the report"), which are followed back. What cannot be followed stays as it is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from bisect import insort
from dataclasses import dataclass, field, replace

from kg.extract.groups import GroupWords, group_of, read_group_words
from kg.extract.mentions import SpeakerWords, read_speaker_words
from kg.extract.names import PERSON, NameFinder, defined_acronyms, full_names
from kg.knowledge import Knowledge
from kg.knowledge.agents import RegisteredAgent, normal_form
from kg.model import Document, Speaker, SpeakerKind
from kg.read.flow import Flow

_KINDS = {
    "person": SpeakerKind.PERSON,
    "organisation": SpeakerKind.ORGANISATION,
    "review": SpeakerKind.ORGANISATION,
    "report": SpeakerKind.DOCUMENT,
    "programme": SpeakerKind.ORGANISATION,
}
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_CAPITALISED_NAME = r"(?:[A-Z][\w’'&.-]*\s+(?:(?:of|for|and|on|in|the|to|&)\s+){0,3}){0,7}"


@dataclass(frozen=True, slots=True, order=True)
class Antecedent:
    """A speaker named at some place of the document (offset), for pronouns to find."""

    offset: int
    speaker: Speaker = field(compare=False)
    spoke: bool = field(compare=False)  # as a speaker, and not only named


class SpeakerResolver:
    """Resolves the speakers of one document, in the order of the text."""

    def __init__(
        self, document: Document, lines: Sequence[str], knowledge: Knowledge, *, heads: Sequence[str] = ()
    ) -> None:
        """lines: the text of each block, white space collapsed; heads: running heads of the pages, which name the work or its body."""
        self._document = document
        self._registry = knowledge.registry
        self._finder = NameFinder(knowledge.registry)
        self._words: SpeakerWords = read_speaker_words(knowledge.lexicon)
        self._title_words = frozenset(word for title in self._words.titles for word in title.split())
        self._groups: GroupWords = read_group_words(knowledge.lexicon)
        self._function_words = frozenset(knowledge.lexicon.words("sentences", "function_words"))
        table = knowledge.lexicon.tables["names"]
        self._names = {name: frozenset(table[name]) for name in ("she", "he")}
        self._first_names = self._names["she"] | self._names["he"]
        self._titled = _pronouns_by_title(lines, {name: frozenset(table[f"titles_{name}"]) for name in ("she", "he")})
        self._acronyms = defined_acronyms(lines)
        self._full_names = full_names(lines, self._title_words | self._words.honours, self._function_words)
        self._text = "\n".join([*lines, *heads])
        self._heads = "\n".join(heads)
        self.addressee: Speaker | None = None  # whom "you" means, in a hearing
        self._mentioned = self._count_mentions(lines)
        self._antecedents: list[Antecedent] = []
        self.publisher: Speaker | None = self._publisher()

    # ------------------------------------------------------------ public

    def resolve(self, printed: str, offset: int) -> Speaker | None:
        """Who the words `printed` at a document offset stand for; None when nobody can be told.

        The answer becomes an antecedent for pronouns after it.
        """
        speaker = self._resolve(" ".join(printed.split()), offset)
        if speaker is not None:
            insort(self._antecedents, Antecedent(offset, speaker, spoke=True))
        return speaker

    def resolve_line(self, printed: str, offset: int) -> Speaker | None:
        """Who an attribution line names; "Role - which" ("Respondent - nurse") stands as it is printed."""
        text = " ".join(printed.split()).strip(" -–—*•")
        described = re.match(r"([\w’' ]+?)\s+[-–—]\s+\S", text)
        if (
            described
            and not self._registry.named(text)
            and described[1].split()[-1].casefold() in self._words.roles | {"respondent"}
        ):
            speaker = Speaker(text, SpeakerKind.PERSON, kind_guessed=True, named=False)
            insort(self._antecedents, Antecedent(offset, speaker, spoke=True))
            return speaker
        return self.resolve(text, offset)

    def note(self, flow: Flow) -> None:
        """Take up the persons, bodies and reports that a line names, for pronouns to find."""
        for mention in self._finder.mentions(flow.text):
            insort(self._antecedents, Antecedent(flow.offsets[mention.start], _registered(mention.agent), spoke=False))
        for match in PERSON.finditer(flow.text):
            words = match.group().split()
            while words and words[0].casefold() in self._function_words:
                words.pop(0)
            titled = bool(words) and words[0].casefold().rstrip(".") in self._words.titles
            if len(words) < 2 or not (titled or words[0].casefold() in self._first_names):
                continue
            speaker = self._of_short_name(words[-1]) or self._of_text(" ".join(words))
            if speaker is not None and speaker.kind is SpeakerKind.PERSON:
                insort(self._antecedents, Antecedent(flow.offsets[match.start()], speaker, spoke=False))

    def own(self, offset: int) -> Speaker | None:
        """Who "we" is at a place: the body that the nearest heading names, else the one whose document it is."""
        block = next((b for b in reversed(self._document.blocks) if b.span.start <= offset), None)
        section = self._document.sections[block.section] if block is not None else None
        while section is not None and section.parent is not None:
            words = section.title.split()
            if (
                1 <= len(words) <= 6
                and words[-1].casefold() in self._words.bodies
                and all(word[:1].isupper() or word in ("of", "for", "the", "and") for word in words)
            ):
                registered = self._registry.named(section.title)
                return (
                    _registered(registered[0])
                    if registered
                    else Speaker(section.title, SpeakerKind.ORGANISATION, kind_guessed=True)
                )
            section = self._document.sections[section.parent]
        return self.publisher

    def recommender(self) -> Speaker | None:
        """Whose recommendations and conclusions the document sets out: the inquiry or committee that it writes of, else its publisher."""
        nouns = Counter(m[1].casefold() for m in _OWN_BODY.finditer(self._text) if m[1][0].isupper() or m[1] in ("inquiry", "committee"))
        if self.publisher is not None and self.publisher.iri is not None and not nouns:
            return self.publisher
        for noun, _ in nouns.most_common(1):
            return (
                self._of_short_name(f"the {noun}")
                or self._named_with(noun)
                or Speaker(noun[:1].upper() + noun[1:], SpeakerKind.ORGANISATION, kind_guessed=True, named=False)
            )
        return self.publisher

    def respondents(self) -> Speaker:
        """The group of those who answered, where a passage names no holder."""
        counts = Counter(
            re.findall(
                r"\b(respondents|participants|consultees|contributors|witnesses|interviewees)\b", self._text.casefold()
            )
        )
        member = counts.most_common(1)[0][0] if counts else self._groups.respondent
        return Speaker(member[:1].upper() + member[1:], SpeakerKind.GROUP, named=False, member_role=member)

    def names(self, line: str) -> list[tuple[int, int]]:
        """Places of registered names of several words."""
        return [(m.start, m.end) for m in self._finder.mentions(line) if " " in line[m.start : m.end]]

    # ------------------------------------------------------------ steps

    def _resolve(self, printed: str, offset: int) -> Speaker | None:
        text = _POSSESSIVE.sub("", printed.strip(' ,.:;–—-*>"“”‘’()[]\u200b'))
        if not text:
            return None
        lowered = _PRONOUN_OF.get(text.casefold(), text.casefold())
        words = self._words
        if lowered in words.own:
            return self.own(offset)
        if lowered in words.self_:
            return self.publisher
        if lowered in words.you:
            return self.addressee
        if re.match(r"(?:our|the following|these|key|our (?:key|main))\s+(?:findings|results|research)$", lowered):
            return self.publisher
        if lowered in words.person:
            return self._last(offset, SpeakerKind.PERSON, pronoun=lowered)
        if lowered in words.thing:
            return self._last(offset, SpeakerKind.DOCUMENT, SpeakerKind.ORGANISATION)
        if lowered in words.many:
            return self._nearest(offset, SpeakerKind.GROUP, SpeakerKind.ORGANISATION)
        return (
            self._of_role(text)
            or self._of_registry(text)
            or self._of_group(text, offset)
            or self._of_short_name(text)
            or self._of_text(text)
            or self._of_description(text, offset)
            or self._as_printed(text)
        )

    def _of_registry(self, text: str) -> Speaker | None:
        """A registered name in the phrase: a person before a body; the body is then spoken for."""
        whole = self._registry.named(text)
        if whole:
            return _registered(whole[0])
        mentions = [m for m in self._finder.mentions(text)]
        if not mentions:
            return None
        persons = [m for m in mentions if m.agent.cls == "person"]
        bodies = [m for m in mentions if m.agent.cls != "person"]
        if persons:
            body = _registered(bodies[0].agent) if bodies else None
            return replace(_registered(persons[0].agent), on_behalf_of=body)
        if self._is_group(text):
            return None
        head = mentions[0]
        around = text[: head.start] + " " + text[head.end :]
        words_around = [
            w
            for w in re.findall(r"[\w’']+", around.casefold())
            if w not in ("the", "of", "for", "and", "in", "s", "a", "’s", "'s")
        ]
        role = next((w for w in words_around if w in self._words.roles), None)
        if role is not None and not self._capitalised_person(text):
            return Speaker(_sentence_case(text), SpeakerKind.PERSON, named=False, on_behalf_of=_registered(head.agent))
        person = self._capitalised_person(text[: head.start]) if head.start else None
        if person is not None:
            return Speaker(person, SpeakerKind.PERSON, kind_guessed=True, on_behalf_of=_registered(head.agent))
        if len(words_around) > 4:
            return None
        other_noun = next((w for w in words_around if w in self._words.bodies | self._words.documents), None)
        if other_noun is not None and head.agent.cls not in ("review", "report") and not head.end >= len(text) - 1:
            return Speaker(_without_article(text), _kind_of_noun(other_noun, self._words), kind_guessed=True)
        return _registered(head.agent)

    def _of_role(self, text: str) -> Speaker | None:
        """A role that the registry knows: "the Education Secretary", at the document's date."""
        roles = self._registry.by_role.get(normal_form(text), ())
        date = self._document.issued
        held = [role for role in roles if date is None or role.held_on(date)]
        persons = {role.person for role in held}
        named = [person for person in persons if self._mentioned.get(person)]
        chosen = named[0] if len(named) == 1 else next(iter(persons)) if len(persons) == 1 else None
        if chosen is None:
            return None
        role = next(role for role in held if role.person == chosen)
        office = self._registry.named(text)
        if office and not self._mentioned.get(chosen):
            return None
        body = self._registry.by_iri.get(role.organisation) if role.organisation else None
        return replace(_registered(self._registry.by_iri[chosen]), on_behalf_of=_registered(body) if body else None)

    def _of_group(self, text: str, offset: int) -> Speaker | None:
        group = group_of(text, self._groups, default=self._last_member_role(offset))
        if (
            group is None
            or group.quantifier
            and group.quantifier.value == "none given"
            and text[:1].isupper()
            and self._registry.named(text)
        ):
            return None
        return group

    def _of_short_name(self, text: str) -> Speaker | None:
        """A short form that counts once the text has named the agent, or is about it; and a surname alone."""
        form = normal_form(text)
        for agents in (
            self._registry.by_short_name.get(form, ()),
            self._registry.by_surname.get(normal_form(self._surname(text) or ""), ()),
        ):
            named = [agent for agent in agents if self._mentioned.get(agent.iri)]
            if len(named) == 1 or named and len({agent.iri for agent in named}) == 1:
                return _registered(named[0])
        return None

    def _of_text(self, text: str) -> Speaker | None:
        """What the text itself explains: an acronym, a person's full name."""
        bare = _without_article(text)
        if _ACRONYM.fullmatch(bare) and bare not in self._acronyms:
            expanded = self._expanded(bare)
            if expanded is not None:
                self._acronyms[bare] = expanded
        if bare in self._acronyms:
            name = self._acronyms[bare]
            registered = self._registry.named(name)
            return (
                _registered(registered[0]) if registered else Speaker(name, SpeakerKind.ORGANISATION, kind_guessed=True)
            )
        person = self._capitalised_person(text)
        if person is not None:
            return Speaker(person, SpeakerKind.PERSON, kind_guessed=True)
        return None

    def _of_description(self, text: str, offset: int) -> Speaker | None:
        """ "the report", "the committee", "the review": the registered or capitalised name with that noun, else the last such speaker."""
        if _PART_OF_DOCUMENT.match(text):
            return self._registered_report("report")
        match = re.fullmatch(
            r"(?:(the|this|that|our|its|their)\s+)?(?:(?:final|interim|first|new|latest|same|independent)\s+)*([\w-]+(?:\s[\w-]+)?)",
            text,
            re.I,
        )
        if not match:
            return None
        noun = match[2].casefold()
        last = noun.split()[-1]
        if last in self._words.documents:
            found = self._registered_report(noun) or self._named_with(match[2])
            if found is not None:
                return found
            if last in ("report", "paper", "document", "article", "study", "it"):
                return self._last(offset, SpeakerKind.DOCUMENT) or None
        if last in self._words.bodies:
            found = self._named_with(match[2])
            if found is not None:
                return found
            return self._last_body(offset, last)
        if last in self._words.roles and (match[1] or "").casefold() == "the":
            return self._last(offset, SpeakerKind.PERSON) if last in ("author", "writer", "speaker") else None
        return None

    def _as_printed(self, text: str) -> Speaker:
        bare = _without_article(text)
        kind = self._guess(bare)
        named = any(word[:1].isupper() for word in bare.split()[1:]) or bare[:1].isupper() and " " not in bare
        return Speaker(_sentence_case(bare), kind, kind_guessed=True, named=named)

    # ------------------------------------------------------------ looking back

    def _last(self, offset: int, *kinds: SpeakerKind, pronoun: str = "") -> Speaker | None:
        """The last one of these kinds who spoke near by, else the last one named."""
        named = None
        for antecedent in reversed(self._antecedents):
            if antecedent.offset >= offset or antecedent.speaker.kind not in kinds:
                continue
            if pronoun and self._pronoun_of(antecedent.speaker.label) not in (None, pronoun):
                continue
            distance = offset - antecedent.offset
            if distance > _FAR:
                break
            if antecedent.spoke and distance < _NEAR:
                return antecedent.speaker
            named = named or antecedent.speaker
        return named

    def _nearest(self, offset: int, *kinds: SpeakerKind) -> Speaker | None:
        """The nearest one of these kinds; one who spoke counts as nearer."""
        best: tuple[float, Speaker] | None = None
        for antecedent in reversed(self._antecedents):
            distance = offset - antecedent.offset
            if distance <= 0 or antecedent.speaker.kind not in kinds:
                continue
            if distance > _FAR:
                break
            weighed = distance * (_SPOKE if antecedent.spoke else 1.0)
            if best is None or weighed < best[0]:
                best = (weighed, antecedent.speaker)
        return best[1] if best else None

    def _pronoun_of(self, name: str) -> str | None:
        """ "he" or "she" where the person's title in the text or the first name tells; None: either."""
        words = name.split()
        told = self._titled.get(words[-1])
        first = words[0].casefold()
        if told is None and len(words) > 1 and (first in self._names["she"]) != (first in self._names["he"]):
            told = "she" if first in self._names["she"] else "he"
        return told

    def _last_body(self, offset: int, noun: str) -> Speaker | None:
        for antecedent in reversed(self._antecedents):
            if (
                antecedent.offset < offset
                and antecedent.speaker.kind is SpeakerKind.ORGANISATION
                and noun in antecedent.speaker.label.casefold()
            ):
                return antecedent.speaker
        return None

    def _last_member_role(self, offset: int) -> str | None:
        for antecedent in reversed(self._antecedents):
            if (
                antecedent.offset < offset
                and offset - antecedent.offset < _NEAR
                and antecedent.speaker.kind is SpeakerKind.GROUP
                and antecedent.speaker.member_role
            ):
                role = antecedent.speaker.member_role
                return role[:1].casefold() + role[1:] if role.split()[0].casefold() in self._groups.members else role
        return None

    # ------------------------------------------------------------ names of the text

    def _capitalised_person(self, text: str) -> str | None:
        """A person's name in the phrase, in full where the text gives it; None for what names no person."""
        words = text.replace(",", " ").split()
        titled = any(word.casefold().rstrip(".") in self._title_words for word in words)
        name = [
            w
            for w in words
            if w[:1].isupper()
            and w.casefold() not in self._function_words
            and w.casefold().rstrip(".") not in self._title_words | self._words.honours | self._words.roles
        ]
        if not name or any(
            w.casefold() in self._words.bodies | self._words.documents for w in words if w[:1].isupper()
        ):
            return None
        if any(w.isupper() and len(w) > 1 and not w.endswith(".") for w in name) and not titled:
            return None
        full = self._full_names.get(_POSSESSIVE.sub("", name[-1]))
        if (
            len(name) >= 2
            and len(name) <= 4
            and not any(
                w[:1].islower() and w not in ("de", "van", "von", "la", "del", "der", "bin", "al")
                for w in words[words.index(name[0]) :]
            )
        ):
            return _POSSESSIVE.sub("", " ".join(name))
        if full is not None and (titled or len(words) == 1):
            return full
        return " ".join([*(w for w in words if w not in name), *name][-2:]) if titled and len(words) <= 4 else None

    def _expanded(self, acronym: str) -> str | None:
        """The capitalised name in the document whose initials spell the acronym, where one stands."""
        between = r"(?:\s+(?:of|for|and|the|in|on|&))*\s+"
        words = between.join(rf"{letter}[\w’'&-]+,?" for letter in acronym)
        names = Counter(" ".join(match.split()) for match in re.findall(rf"\b{words}", self._document.text))
        return min(names, key=lambda name: (-names[name], name)) if names else None

    def _surname(self, text: str) -> str | None:
        words = [
            w
            for w in text.split()
            if w.casefold().rstrip(".") not in self._words.titles and w.casefold() not in self._words.honours
        ]
        return words[-1] if words and len(words) <= 1 and words[-1][:1].isupper() else None

    def _named_with(self, noun: str) -> Speaker | None:
        """The capitalised name of the text that ends in the noun: "the Inquiry" is the Infected Blood Inquiry."""
        wanted = noun[:1].upper() + noun[1:]
        counts: Counter[str] = Counter()
        for match in re.finditer(
            rf"\b{_CAPITALISED_NAME}{re.escape(wanted)}\b(?:\s+(?:on|into|for)\s+(?:the\s+)?{_CAPITALISED_NAME}[A-Z][\w’'-]+)?",
            self._text,
        ):
            name = re.sub(r"^(?:The|This|In|As|If|And|But|When|On|At|For|That)\s+", "", match.group())
            if len(name.split()) >= 2:
                counts[name] += 1
        if not counts:
            return None
        name = min(counts, key=lambda name: (-counts[name], len(name)))
        registered = self._registry.named(name)
        return _registered(registered[0]) if registered else Speaker(name, self._guess(name), kind_guessed=True)

    def _registered_report(self, noun: str) -> Speaker | None:
        """The registered report (or review) that the document mentions most."""
        kinds = ("review",) if noun.endswith("review") else ("report",)
        iris = [iri for iri, _ in self._mentioned.most_common() if self._registry.by_iri[iri].cls in kinds]
        return _registered(self._registry.by_iri[iris[0]]) if iris else None

    def _count_mentions(self, lines: Sequence[str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for line in lines:
            counts.update(mention.agent.iri for mention in self._finder.mentions(line))
        return counts

    def _publisher(self) -> Speaker | None:
        """Who "we" is: the publisher as given, else the body that the text writes of most as its own ("the inquiry", "the review")."""
        given = self._document.publisher
        if given:
            registered = self._registry.named(given)
            return (
                _registered(registered[0])
                if registered
                else Speaker(given, self._guess(given, SpeakerKind.ORGANISATION), kind_guessed=True)
            )
        of_heads = self._named_in(self._heads)
        if of_heads is not None:
            return of_heads
        own = len(re.findall(r"\b(?:we|our|us)\b", self._text, re.I))
        counts = Counter(
            m[1].casefold()
            for m in re.finditer(
                r"\b(?:the|this|our)\s+(review|inquiry|committee|commission|panel|taskforce|ombudsman)\b",
                self._text,
                re.I,
            )
        )
        governing = len(
            re.findall(
                r"\bThe Government\s+(?:is|has|will|agrees?|accepts?|recognises?|notes?|welcomes?|supports?|believes?|considers?|rejects?)\b",
                self._text,
            )
        )
        if governing >= _FEWEST_OWN:
            registered = self._registry.named("Government")
            return (
                _registered(registered[0])
                if registered
                else Speaker("Government", SpeakerKind.ORGANISATION, kind_guessed=True)
            )
        if not counts or own < _FEWEST_OWN:
            return None
        noun, often = counts.most_common(1)[0]
        if often < _FEWEST_OWN:
            return None
        return self._of_short_name(f"the {noun}") or self._subject_named(noun) or self._named_with(noun)

    def _named_in(self, heads: str) -> Speaker | None:
        """The body that running heads name: "Inquiry into X | The Report"."""
        bodies = "|".join(
            (
                "Inquiry",
                "Review",
                "Commission",
                "Committee",
                "Panel",
                "Ombudsman",
                "Council",
                "Department",
                "Agency",
                "Office",
            )
        )
        names = Counter(re.findall(rf"\b({_CAPITALISED_NAME}(?:{bodies}))\b", heads))
        name = next((name for name, _ in names.most_common() if len(name.split()) >= 2), None)
        if name is None:
            return None
        registered = self._registry.named(name)
        return _registered(registered[0]) if registered else Speaker(name, SpeakerKind.ORGANISATION, kind_guessed=True)

    def _subject_named(self, noun: str) -> Speaker | None:
        """The pack's own review, where the text names it and writes of "the review"."""
        for iri, _ in self._mentioned.most_common():
            agent = self._registry.by_iri[iri]
            if agent.cls == "review" and noun in agent.label.casefold():
                return _registered(agent)
        return None

    def _is_group(self, text: str) -> bool:
        return group_of(text, self._groups) is not None

    def _guess(self, name: str, default: SpeakerKind = SpeakerKind.ORGANISATION) -> SpeakerKind:
        words = [w.casefold().strip(",.") for w in name.split()]
        for word in reversed(words):
            kind = _kind_of_noun(word, self._words)
            if kind is not SpeakerKind.ORGANISATION or word in self._words.bodies:
                return kind
        return default


_OWN_BODY = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Oo]ur)\s+([Ii]nquiry|[Cc]ommittee|[Cc]ommission|[Pp]anel|[Rr]eview|[Tt]askforce|[Oo]mbudsman)\b"
)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_PART_OF_DOCUMENT = re.compile(r"(?:this |the )?(?:chapter|section|part|volume)\s+(?:\w+)$", re.I)
_PRONOUN_OF = {"their": "they", "his": "he", "her": "she", "our": "we", "my": "i"}
_FEWEST_OWN = 3  # times that a text says "we", or "the inquiry", before these are taken for one another
_NEAR = 1500  # characters
_SPOKE = 0.4  # weight of the distance to one who spoke
_FAR = 4000  # characters; a pronoun does not reach further back


def _pronouns_by_title(lines: Sequence[str], titles: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Surname -> "he" or "she", where the text gives the name a title."""
    found: dict[str, str] = {}
    for line in lines:
        for match in re.finditer(r"\b([A-Z][a-z]{1,9})\.? (?:[A-Z][\w’'-]+ )?([A-Z][\w’'-]+)", line):
            for pronoun, words in titles.items():
                if match[1].casefold() in words:
                    found.setdefault(_POSSESSIVE.sub("", match[2]), pronoun)
    return found


def _registered(agent: RegisteredAgent) -> Speaker:
    return Speaker(agent.label, _KINDS[agent.cls], iri=agent.iri)


def _kind_of_noun(word: str, words: SpeakerWords) -> SpeakerKind:
    if word in words.bodies:
        return SpeakerKind.ORGANISATION
    if word in words.documents:
        return SpeakerKind.DOCUMENT
    if word in words.roles:
        return SpeakerKind.PERSON
    if word in words.members:
        return SpeakerKind.GROUP
    return SpeakerKind.ORGANISATION


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|this|that|a|an)\s+(?=\S)", "", text, flags=re.I)


def _sentence_case(text: str) -> str:
    bare = _without_article(text) if re.match(r"the\s", text, re.I) else text
    return bare[:1].upper() + bare[1:]
