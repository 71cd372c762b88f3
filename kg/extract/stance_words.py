"""Lexicon's table of stance -> patterns that find its words in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kg.extract.word_lists import Table, any_of

_BEHIND_VERB = r"(?: [\w’'“”\"-]+){0,4} ?[“‘\"']{0,2}$"  # up to four words between a reporting word and what it reports
_NOT = r"(?:not|no|n['’]t|never|no longer|nor|neither|without|hardly|cannot)"


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Compiled patterns; all ignore case. `StanceWords.of` makes them from the lexicon's table "stance"."""

    reporting: dict[str, re.Pattern[str]]  # agree, grant, disagree, attack, caution, debate: near the end of a lead-in
    in_cue: dict[str, re.Pattern[str]]  # the same anywhere in a cue's own words
    own_agree: re.Pattern[str]  # "we strongly welcome"
    own_disagree: re.Pattern[str]
    own_refusal: re.Pattern[str]  # "I do not accept"
    own_doubt: re.Pattern[str]  # "we do not believe"
    opening: dict[str, re.Pattern[str]]  # agree, disagree, attack: at the beginning of the words themselves
    decided: tuple[tuple[re.Pattern[str], str], ...]  # "are accepted in principle", and the polarity
    held: re.Pattern[str]  # "found useful"; group 1: what the thing is held to be
    praise: re.Pattern[str]
    mild_praise: re.Pattern[str]
    unpraised: re.Pattern[str]  # right before praise
    blame: re.Pattern[str]
    clarity: re.Pattern[str]
    denial: re.Pattern[str]
    yes: re.Pattern[str]
    no: re.Pattern[str]
    turn: re.Pattern[str]
    text_noun: re.Pattern[str]
    answering: re.Pattern[str]
    answering_heading: re.Pattern[str]
    faults_asked: re.Pattern[str]
    others: re.Pattern[str]  # at the beginning of a lead-in
    opinion_question: re.Pattern[str]
    defence: re.Pattern[str]
    concession: re.Pattern[str]
    concession_lead: re.Pattern[str]
    own_words: re.Pattern[str]
    negated: re.Pattern[str]  # right before a reporting word
    undecided: re.Pattern[str]  # "neither agreed nor", right before "disagreed"
    against: re.Pattern[str]  # " to oppose", right behind a word of blame

    @classmethod
    def of(cls, table: Table) -> StanceWords:
        reporting, judging, first = table["reporting"], table["judging"], table["first_person"]
        turning, texts, own = table["turning"], table["texts"], table["own"]
        person = rf"\b{any_of(first['pronouns'])}(?:['’](?:m|re|ve|d))?"
        adverbs = rf"(?: {any_of(first['adverbs'])}){{0,4}}"
        refusing = rf"{person}(?: (?:do|can|could|would|are|am))?(?: not|n['’]t|not|cannot| cannot){adverbs}"
        decided = table["decided"]
        behind = any_of(word for word in decided["behind"] if word != ".")
        if "." in decided["behind"]:
            behind = rf"(?:{behind}|\s*[.;]?$)"
        return cls(
            reporting={name: _find(rf"\b{any_of(words)}\b{_BEHIND_VERB}") for name, words in reporting.items()},
            in_cue={name: _find(rf"\b{any_of(words)}\b") for name, words in reporting.items()},
            own_agree=_find(rf"{person}{adverbs} {any_of(first['agree'])}\b"),
            own_disagree=_find(rf"{person}{adverbs} {any_of(first['disagree'])}\b"),
            own_refusal=_find(rf"{refusing} {any_of(first['refused'])}\b"),
            own_doubt=_find(rf"{refusing} {any_of(first['doubted'])}\b"),
            opening={
                name: re.compile(rf"(?:{any_of(first['adverbs'])} ){{0,4}}{any_of(reporting[name])}\b", re.IGNORECASE)
                for name in ("agree", "disagree", "attack")
            },
            decided=tuple(
                (_find(rf"\b(?:is|are|was|were|be|been){adverbs} {any_of(decided[name])} ?{behind}"), name)
                for name in ("mixed", "disagree", "agree")
            ),
            held=_find(rf"\b{any_of(judging['held'])} ((?:[\w’'-]+ ?){{1,6}})"),
            praise=_words(judging["praise"]),
            mild_praise=_words(judging["mild_praise"]),
            unpraised=_find(
                rf"(?:\b|(?=n['’]t)){any_of(judging['unpraised'])} (?:(?:be|more|also|particularly|very|a|an|the|as|most) )*$"
            ),
            blame=_words(judging["blame"]),
            clarity=_words(judging["clarity"]),
            denial=_words(judging["denial"]),
            yes=re.compile(rf"{any_of(judging['yes'])}(?=[\s.,;:!–—-]|$)", re.IGNORECASE),
            no=re.compile(rf"{any_of(judging['no'])}(?=[.,;:!–—-]|$| -)", re.IGNORECASE),
            turn=_find(rf"\b{any_of(turning['words'])}\b.{{0,300}}?\b{any_of(turning['needs'])}\b"),
            text_noun=_find(
                rf"\b{any_of(texts['determiners'])} (?:[\w’'-]+ ){{0,2}}?{any_of(texts['nouns'])}\b(?! team)|\b(?:on|about|with|of) this\b(?= ?[,.;])"
            ),
            answering=_words(texts["answering"]),
            answering_heading=re.compile(
                rf"^[ \t#*]*{any_of(texts['answering_headings'])} \d", re.IGNORECASE | re.MULTILINE
            ),
            faults_asked=_words(texts["faults_asked"]),
            others=re.compile(rf"{any_of(texts['others'])}\b", re.IGNORECASE),
            opinion_question=_words(texts["opinion_questions"]),
            defence=_words(own["defend"]),
            concession=_words(own["concede"]),
            concession_lead=_words(own["concede_leads"]),
            own_words=_words(own["own_words"]),
            negated=_find(
                rf"\b{_NOT}(?: \w+){{0,1}} $|n['’]t(?: \w+){{0,1}} $|\b{any_of(table['refusing']['words'])}(?: \w+){{0,1}} $"
            ),
            undecided=_find(rf"\bneither {any_of(reporting['agree'] + reporting['disagree'])}(?: \w+)? nor $"),
            against=re.compile(rf" (?:to|in) {any_of(reporting['disagree'])}\b", re.IGNORECASE),
        )


def _find(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _words(words: Any) -> re.Pattern[str]:
    return _find(rf"(?<![\w-]){any_of(words)}(?!\w)")
