"""A statement's situation -> the verdict of the first rule that speaks: agree, disagree, mixed, or no stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.stance_context import Situation, Surroundings
from kg.extract.stance_words import StanceWords
from kg.model import Basis, Polarity, Stance

_OPPOSITE = {Polarity.AGREE: Polarity.DISAGREE, Polarity.DISAGREE: Polarity.AGREE}
_REPORTED = (
    ("disagree", Polarity.DISAGREE),
    ("attack", Polarity.DISAGREE),
    ("agree", Polarity.AGREE),
    ("grant", Polarity.AGREE),
    ("debate", Polarity.MIXED),
)
_OPENING = (("disagree", Polarity.DISAGREE), ("attack", Polarity.DISAGREE), ("agree", Polarity.AGREE))
_PRONOUN = re.compile(r"(?:they|these|this|it|both)\b", re.IGNORECASE)
_NEAR = 60  # characters on either side of where the words begin in which an author defends or concedes


@dataclass(frozen=True, slots=True)
class Verdict:
    polarity: Polarity
    basis: Basis
    confidence: float
    rule: str
    on_text: bool = False  # the text under discussion is judged, not what the question proposes


class Judge:
    """Tries the rules in order. Keeps the last stance of a group on a question, for "others" to oppose."""

    def __init__(self, words: StanceWords, around: Surroundings) -> None:
        self._words = words
        self._around = around
        self._last_of_group: dict[int, Polarity] = {}

    def verdict(self, s: Situation, before: Sequence[Stance]) -> Verdict | None:
        """before: stances of the statement that stands in the same sentence, if any. Call in the order of the text."""
        verdict = self._of_author(s) if s.own else self._of_other(s, before)
        if verdict is not None and s.group and s.question is not None and not verdict.on_text:
            self._last_of_group[s.question] = verdict.polarity
        return verdict

    def _of_other(self, s: Situation, before: Sequence[Stance]) -> Verdict | None:
        for rule in (
            self._answer,
            self._decided,
            self._first_person,
            self._reported,
            self._judgement,
            self._denial,
            self._opposed,
        ):
            verdict = rule(s)
            if verdict is not None:
                return verdict
        return self._reservation(s, before)

    def _of_author(self, s: Situation) -> Verdict | None:
        """The author on his own text: concedes, defends or takes no stance."""
        words = self._words
        if (
            words.concession_lead.search(s.lead[-_NEAR:] + s.words[:10])
            and words.concession.search(s.words)
            and words.own_words.search(s.lead + s.words)
        ):
            return Verdict(Polarity.MIXED, Basis.INFERRED, 0.6, "author-concedes", on_text=True)
        if words.defence.search(f"{s.lead[-_NEAR:]} {s.words[:_NEAR]}"):
            return Verdict(Polarity.AGREE, Basis.INFERRED, 0.55, "author-defends", on_text=True)
        return None

    def _answer(self, s: Situation) -> Verdict | None:
        """ "Yes, …" to a question."""
        if s.question is None:
            return None
        for pattern, polarity in ((self._words.yes, Polarity.AGREE), (self._words.no, Polarity.DISAGREE)):
            match = pattern.match(s.words)
            if match:
                return Verdict(self._turned(s.words, polarity, match.end()), Basis.STATED, 0.85, "answer")
        return None

    def _decided(self, s: Situation) -> Verdict | None:
        """ "These recommendations are accepted in principle by …"."""
        if not s.answering:
            return None
        named = [sentence for sentence in s.sentences if _PRONOUN.match(sentence) or self._names_text(s, sentence)]
        for pattern, name in self._words.decided:
            if any(pattern.search(sentence) for sentence in named):
                return Verdict(Polarity(name), Basis.STATED, 0.85, "decided")
        return None

    def _first_person(self, s: Situation) -> Verdict | None:
        """ "We strongly welcome …", "I do not accept …"."""
        words = self._words
        if not self._has_matter(s, s.words):
            return None
        against = (
            words.own_disagree.search(s.words)
            or words.own_refusal.search(s.words)
            or self._on_matter(s, words.own_doubt)
        )
        favour = words.own_agree.search(s.words)
        if favour and against:
            return Verdict(Polarity.MIXED, Basis.STATED, 0.8, "first-person-both")
        if favour:
            return Verdict(
                self._turned(s.words, Polarity.AGREE, favour.end()), Basis.STATED, 0.85, "first-person-agree"
            )
        return Verdict(Polarity.DISAGREE, Basis.STATED, 0.8, "first-person-disagree") if against else None

    def _reported(self, s: Situation) -> Verdict | None:
        """ "Many respondents agreed that …", "Respondents were" "content with …"."""
        lead = s.lead.rstrip()
        if not self._has_matter(s, f"{lead} {s.words}"):
            return None
        for name, polarity in _REPORTED:
            in_lead = self._words.reporting[name].search(lead)
            opening = self._words.opening[name].match(s.words) if name in self._words.opening else None
            if not (in_lead or opening or (s.cue and self._words.in_cue[name].search(s.cue))):
                continue
            if name == "grant" and not (s.answering or s.question is not None):
                continue
            if name == "attack" and not self._names_text(s, f"{lead} {s.words}"):
                continue
            before = self._before_verb(s, name, lead, in_lead)
            if self._words.undecided.search(before):
                return None
            denied = self._words.negated.search(before) is not None
            if denied:
                if name in ("attack", "grant"):
                    continue
                polarity = _OPPOSITE.get(polarity, polarity)
            stated = name == "agree" or (name == "disagree" and not denied)  # not to oppose is less than to agree
            turned = self._turned(s.words, polarity) if name == "grant" else polarity
            return Verdict(
                turned, Basis.STATED if stated else Basis.INFERRED, 0.8 if stated else 0.7, f"reported-{name}"
            )
        return None

    def _before_verb(self, s: Situation, name: str, lead: str, in_lead: re.Match[str] | None) -> str:
        """What stands before the reporting verb: in the lead-in, else in the words or the cue."""
        if in_lead:
            return lead[: in_lead.start()]
        in_cue = self._words.in_cue[name].search(s.cue) if s.cue else None
        if in_cue is None:
            return ""
        return s.words[: max(s.words.find(s.cue), 0)] + s.cue[: in_cue.start()]

    def _judgement(self, s: Situation) -> Verdict | None:
        """Praise and blame beside a text or the thing asked about."""
        words = self._words
        if words.reporting["request"].search(s.lead.rstrip()):
            return None
        good: re.Match[str] | None = None
        bad = s.answering and words.clarity.search(f"{s.lead[-_NEAR:]} {s.words}") is not None
        for sentence in s.sentences:
            named = self._names_text(s, sentence)
            asked = s.verdict_asked and bool(self._around.stems(sentence) & s.question_words)
            held = words.held.search(sentence) if s.answering else None
            good = (
                good
                or (self._praise(sentence, words.praise) if named or asked else None)
                or (self._praise(sentence, words.mild_praise) if asked else None)
            )
            bad = bad or ((named or asked or (s.faults_asked and s.indirect)) and self._blamed(sentence))
            if held:
                good = good or self._praise(held[1], words.praise)
                bad = bad or words.blame.search(held[1]) is not None
        if good and bad:
            return Verdict(Polarity.MIXED, Basis.INFERRED, 0.5, "judged-both", on_text=True)
        if bad:
            return Verdict(Polarity.DISAGREE, Basis.INFERRED, 0.6, "blame", on_text=True)
        if good:
            return Verdict(
                self._turned(good.string, Polarity.AGREE, good.end()), Basis.INFERRED, 0.55, "praise", on_text=True
            )
        return None

    def _praise(self, sentence: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Praise that is neither wished for nor denied."""
        return next(
            (
                match
                for match in pattern.finditer(sentence)
                if not self._words.unpraised.search(sentence[: match.start()])
            ),
            None,
        )

    def _blamed(self, sentence: str) -> bool:
        """Blame, unless it falls on those who are against: "it would be wrong to oppose …"."""
        return any(not self._words.against.match(sentence, one.end()) for one in self._words.blame.finditer(sentence))

    def _denial(self, s: Situation) -> Verdict | None:
        """ "It would be a mistake to …" of what the question is about."""
        if s.question is None or not self._on_matter(s, self._words.denial):
            return None
        return Verdict(Polarity.DISAGREE, Basis.INFERRED, 0.5, "denial")

    def _opposed(self, s: Situation) -> Verdict | None:
        """ "Others felt …" behind a group that took a stance on the question."""
        if s.question is None or not self._words.others.match(s.lead.lstrip()):
            return None
        polarity = _OPPOSITE.get(self._last_of_group.get(s.question, Polarity.UNCLEAR))
        return Verdict(polarity, Basis.INFERRED, 0.45, "others-oppose") if polarity else None

    def _reservation(self, s: Situation, before: Sequence[Stance]) -> Verdict | None:
        """A caution in the sentence of an agreement."""
        if self._words.reporting["caution"].search(s.lead.rstrip()) and any(
            stance.polarity is Polarity.AGREE for stance in before
        ):
            return Verdict(Polarity.MIXED, Basis.INFERRED, 0.55, "caution")
        return None

    def _turned(self, text: str, polarity: Polarity, start: int = 0) -> Polarity:
        return Polarity.MIXED if self._words.turn.search(text, start) else polarity

    def _has_matter(self, s: Situation, text: str) -> bool:
        """Whether there is something to agree with: a question, a text that is answered or named."""
        return s.question is not None or s.answering or bool(s.works) or self._names_text(s, text)

    def _on_matter(self, s: Situation, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern stands in a sentence that names the text or what the question is about."""
        return any(
            pattern.search(one) and (self._names_text(s, one) or len(self._around.stems(one) & s.question_words) > 1)
            for one in s.sentences
        )

    def _names_text(self, s: Situation, text: str) -> bool:
        if self._words.text_noun.search(text) or (s.own_voice and s.indirect and self._words.own_words.search(text)):
            return True
        return any(found.work.iri in self._around.discussed for found in self._around.works.find(text))
