"""The lexicon's table "questions" in; how a question is spelled, which of its words mean the same or nothing, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import KnowledgeError
from kg.extract.stem import Token, tokens
from kg.knowledge.lexicon import Lexicon

TABLE: Final = "questions"
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_SECTION: Final = re.compile(r"(?:\b(?:sections?|secs?|ss?)\b\.?|§)\s*(?=\d)|\bs\.?(?=\d)", re.IGNORECASE)
_SHORT_SECTION: Final = re.compile(r"\bs (?=\d)")
_MARKS: Final = '.,;:!?()[]"“”'
_IZE: Final = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|es|ing|ation|ations|er|ers)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that count as one: what they stand for, and how they are printed. They are found as written, not by stem."""

    words: tuple[Token, ...]
    key: str  # "say"; "" for words that say nothing

    def fits(self, words: tuple[Token, ...]) -> bool:
        """Whether words with the same stems are this phrase."""
        return all(own.word == word.word for own, word in zip(self.words, words, strict=True))


@dataclass(frozen=True, eq=False)
class Phrasing:
    """What the lexicon knows of questions."""

    table: Mapping[str, Any]
    replacements: tuple[tuple[re.Pattern[str], Mapping[str, str], frozenset[str]], ...]  # keys in small letters
    phrases: Mapping[str, tuple[Phrase, ...]]  # by first stem, the longest first
    choices: frozenset[str]  # parameters whose values have words of their own
    choices_from: Mapping[str, tuple[tuple[str, str, Phrase], ...]]  # first word -> parameter, value, words
    negations: frozenset[str]
    contrasts: frozenset[str]  # words that set apart what is not asked for
    turns: Mapping[str, str]
    opposites: tuple[tuple[str, str], ...]  # values of which a question may want both
    negated: Mapping[str, str]  # key of a list of words -> key of that with "not" before it
    refused: tuple[Phrase, ...]  # phrases of questions that no document answers
    never: frozenset[str]
    instructions: frozenset[str]
    passing: frozenset[str]  # everyday words that a question holds beside what it asks
    passing_keys: frozenset[str]  # of lists whose words are such, too
    telling_keys: frozenset[str]  # of lists whose words tell what is asked
    titles: frozenset[str]  # before a person's name
    pronouns: frozenset[str]  # those too, once the question has told whom they stand for
    keys: frozenset[str]  # of the lists of words that mean the same
    classes: frozenset[str]  # those that no free text holds

    def respell(self, text: str) -> str:
        """The question as the names and lists are written: apostrophes, short forms, British spelling, "s 47".

        >>> # "what's the LA's organization under sec. 47" -> "what is the local authority's organisation under s 47"
        """
        text = " ".join(text.translate(_APOSTROPHES).replace("&", " and ").split())
        said = {word.strip(_MARKS) for word in text.lower().replace("-", " ").split()}
        for pattern, by, keys in self.replacements:
            if said.isdisjoint(keys):
                continue  # thousands of names go through here, few hold such a word
            text = pattern.sub(lambda match: by.get(match[0]) or by.get(match[0].lower(), match[0]), text)  # noqa: B023
        return _SECTION.sub("s ", _IZE.sub("is", text))

    def refused_phrase(self, text: str) -> str | None:
        """A phrase in a question that no document answers, such as "who is right", or no query can ask, such as "except"."""
        words = [word.word for word in tokens(text)]
        for one in self.refused:
            own = [word.word for word in one.words]
            if any(words[at : at + len(own)] == own for at in range(len(words) - len(own) + 1)):
                return " ".join(own)
        return None

    def list_of(self, *path: str) -> tuple[str, ...]:
        """The words at a place of the table; empty where there are none."""
        value: Any = self.table
        for name in path:
            value = value.get(name, {}) if isinstance(value, Mapping) else {}
        return tuple(value) if isinstance(value, list) else ()


def read_phrasing(lexicon: Lexicon) -> Phrasing:
    """What lexicon/questions.toml of core and pack say.

    Raises: KnowledgeError where a table is missing.
    """
    table = lexicon.tables.get(TABLE, {})
    for name in ("same", "neutral", "values", "negation"):
        if not isinstance(table.get(name), Mapping):
            raise KnowledgeError(f"ontology/lexicon/{TABLE}.toml: [{name}] is missing. Restore the file.")
    negation, passing = table["negation"], table.get("passing", {})
    choices = list(_choices(table, lexicon))
    return Phrasing(
        table=table,
        replacements=tuple(_replacements(table)),
        phrases=_by_first_stem(_phrases(table)),
        choices=frozenset(parameter for parameter, *_ in choices),
        choices_from=_by_first_word(choices),
        negations=frozenset(negation.get("words", ())),
        contrasts=frozenset(negation.get("contrasts", ())),
        turns=dict(negation.get("turns", {})),
        opposites=tuple((one, other) for one, other in negation.get("opposites", ())),
        negated=dict(negation.get("keys", {})),
        refused=tuple(phrase(text) for text in table.get("never", {}).get("phrases", ())),
        never=frozenset(table.get("never", {}).get("words", ())),
        keys=frozenset(table["same"]),
        classes=frozenset(table["same"]) - frozenset(table.get("free", {}).get("classes", ())),
        instructions=frozenset(table.get("instructions", {}).get("words", ())),
        passing=frozenset(word for words in passing.get("words", ()) for word in words.split()),
        passing_keys=frozenset(passing.get("keys", ())),
        telling_keys=frozenset(passing.get("telling", ())),
        titles=frozenset(lexicon.tables.get("speakers", {}).get("titles", {}).get("words", ())),
        pronouns=frozenset(passing.get("pronouns", ())),
    )


def as_printed(text: str) -> str:
    """Words of a question as it is spelled, as passages have them.

    >>> as_printed("s 47 enquiry")
    'section 47 enquiry'
    """
    return _SHORT_SECTION.sub("section ", text)


def phrase(text: str, key: str = "") -> Phrase:
    """The words of a text as one phrase."""
    return Phrase(tokens(text), key)


def _replacements(table: Mapping[str, Any]) -> Iterable[tuple[re.Pattern[str], Mapping[str, str], frozenset[str]]]:
    """Short forms whatever their case; abbreviations as printed, since "la" and "sw" are also words of names."""
    spelled = {
        word: by for name in ("contractions", "respelled", "renamed") for word, by in table.get(name, {}).items()
    }
    for words, flags in ((spelled, re.IGNORECASE), (table.get("abbreviations", {}), 0)):
        if words:
            listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
            yield (
                re.compile(rf"(?<![\w'])(?:{listed})(?!\w)", flags),
                words,
                frozenset(word.lower().split()[-1].strip(_MARKS) for word in words),
            )


def _phrases(table: Mapping[str, Any]) -> Iterable[Phrase]:
    for key, words in table["same"].items():
        for word in words:
            yield phrase(word, key)
    for word in (*table["neutral"]["words"], *table.get("here", {}).get("neutral", ())):
        yield phrase(word)


def _by_first_stem(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    grouped: dict[str, list[Phrase]] = {}
    for one in phrases:
        if one.words:
            grouped.setdefault(one.words[0].stem, []).append(one)
    return {stem: tuple(sorted(found, key=lambda one: -len(one.words))) for stem, found in grouped.items()}


def _choices(table: Mapping[str, Any], lexicon: Lexicon) -> Iterable[tuple[str, str, Phrase]]:
    """The wordings of values: parameter, value, words; quantifiers are those that the extractor knows."""
    quantifiers = lexicon.tables.get("speakers", {}).get("quantifiers", {})
    for parameter, values in (*table["values"].items(), ("quantifier", quantifiers)):
        for value, words in values.items():
            yield from ((parameter, value, phrase(word)) for word in words)


def _by_first_word(choices: Iterable[tuple[str, str, Phrase]]) -> dict[str, tuple[tuple[str, str, Phrase], ...]]:
    grouped: dict[str, list[tuple[str, str, Phrase]]] = {}
    for one in choices:
        grouped.setdefault(one[-1].words[0].word, []).append(one)
    return {word: tuple(found) for word, found in grouped.items()}
