"""Lexicon's table on sides -> what turns, grants or opens the words of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.word_lists import Table, any_of, word_pattern

_BARRIER = r"(?!(?:because|due|but|since|so|which|who)\b)"  # what is denied before it does not reach behind it
_BREAK = re.compile(r"[,;:.…]")
_CLOSE = 50  # characters
_NEAR = rf"(?:{_BARRIER}[\w’'‘“”\"-]+ ){{0,%d}}[‘“\"']?$"  # so many words at most up to the end
_NOT = r"(?:\b(?<!\bor )(?:not|no|never|cannot|nor|neither|without|hardly)\b|n['’]t\b)"


@dataclass(frozen=True, slots=True)
class SideWords:
    """Compiled patterns; all ignore case."""

    denial: re.Pattern[str]  # "not", near the end of what stands before a cue
    denied_inside: re.Pattern[str]
    denial_before: re.Pattern[str]  # a second "not" before the first
    merely: re.Pattern[str]  # "not just", likewise
    condition: re.Pattern[str]  # "where", "if", likewise
    supposed: re.Pattern[str]  # "if"
    absent: re.Pattern[str]  # "there is no", right before a cue
    norm: re.Pattern[str]  # "should not"
    raised: re.Pattern[str]  # "do not believe that …", a little farther
    against: re.Pattern[str]  # "disagree with", likewise
    lead_against: re.Pattern[str]  # the same at the end of a lead-in
    harmful: re.Pattern[str]
    complaint: re.Pattern[str]
    asking: re.Pattern[str]
    asking_lead: re.Pattern[str]
    open: re.Pattern[str]
    telling: re.Pattern[str]  # a text says what follows
    granting: re.Pattern[str]  # a clause that grants a point, up to its comma
    contrast: re.Pattern[str]

    @classmethod
    def of(cls, table: Table) -> SideWords:
        against, lacking = any_of(table["against"]), any_of(table["lacking"])
        return cls(
            denial=_find(rf"{_NOT} (?!{lacking}\b)" + _NEAR % 4),
            denied_inside=_find(rf"(?!without){_NOT} (?!{lacking}\b|{any_of(table['merely'])}\b)"),
            denial_before=_find(rf"{_NOT} (?:[\w’'-]+ ){{0,6}}$"),
            merely=_find(rf"{_NOT} (?:\w+ )?{any_of(table['merely'])} " + _NEAR % 8),
            condition=_find(rf"\b{any_of(table['condition'])} " + _NEAR % 8),
            supposed=_find(rf"\b{any_of(table['supposed'])} " + _NEAR % 8),
            absent=_find(r"\bthere (?:is|are|was|were|will be|has been) (?:no|not)\b (?:\w+ )?$"),
            norm=_find(r"\b(?:should|must|need|ought to|can|could)(?: not|n['’]t)\b|\bcannot\b|\bwithout\b"),
            raised=_find(rf"{_NOT} (?:\w+ )?{any_of(table['raised'])}\b,? " + _NEAR % 8),
            against=_find(rf"\b(?<!\bas ){against}\b,? " + _NEAR % 6),
            lead_against=_find(rf"\b(?<!\bas ){against}\b ?" + _NEAR % 6),
            harmful=word_pattern(table["harmful"]),
            complaint=word_pattern(table["complaint"]),
            asking=re.compile(rf"\W*{any_of(table['asking'])}\b", re.IGNORECASE),
            asking_lead=_find(rf"\b{any_of(table['asking'])}\W*$"),
            open=word_pattern(table["open"]),
            telling=re.compile(
                rf"\W*(?:the|this) {any_of(table['texts'])} (?:rightly |also )?{any_of(table['telling'])}\b",
                re.IGNORECASE,
            ),
            granting=re.compile(rf"(?:^|[,;] ){any_of(table['granting'])} [^,;]+", re.IGNORECASE),
            contrast=word_pattern(table["contrast"]),
        )

    def is_open(self, sentence: str, lead: str) -> bool:
        """Whether a sentence only asks, tells of a dispute or tells what a text says."""
        if self.open.search(sentence) or self.telling.match(sentence):
            return True
        asks = self.asking.match(sentence) or self.asking_lead.search(lead)
        return asks is not None and not self.is_against(lead)

    def is_against(self, lead: str) -> bool:
        end = f"{lead.rstrip()} "
        return self.lead_against.search(end) is not None or self.raised.search(end) is not None

    def is_complaint(self, sentence: str) -> bool:
        return self.complaint.search(sentence) is not None

    def opposes(self, before: str) -> bool:
        return self.against.search(before) is not None

    def is_void(self, before: str) -> bool:
        """Whether a cue behind these words shows no side: "not just …" says that there is more, "where …" names a case."""
        return self.merely.search(before) is not None or self._is_case(before)

    def _is_case(self, before: str) -> bool:
        """ "If …", "there is no …", "where they cannot …"; "no case where we do not …" leaves out none."""
        denied = self.denial.search(before)
        if self.absent.search(before):
            return True
        if denied is None:
            return self.supposed.search(before) is not None
        case = self.condition.search(before)
        return case is not None and self.denial_before.search(before[: denied.start()]) is None

    def turns(self, before: str, cue: str, behind: str) -> bool:
        """Whether a cue between the two is denied, opposed or called harmful; denied twice, it stands."""
        denied = self.denial.search(before)
        if denied is not None:
            if self.norm.search(before[-_CLOSE:]) and self.complaint.search(cue):
                return False  # "should not lead to a failure": what is complained of is unwanted still
            once = self.denial_before.search(before[: denied.start()]) is None
            return once != self.opposes(before)
        negative = self.raised.search(before) is not None or self.opposes(before)
        clause = f"{_BREAK.split(before)[-1]} | {_BREAK.split(behind)[0]}"
        inside = self.denied_inside.search(cue) is not None
        return (negative != inside) != (not inside and self.harmful.search(clause) is not None)

    def granted(self, sentence: str) -> tuple[int, int] | None:
        """Where in a sentence a clause stands that only grants a point."""
        match = self.granting.search(sentence)
        return match.span() if match else None

    def contrasts(self, words: str) -> bool:
        return self.contrast.search(words) is not None


def _find(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
