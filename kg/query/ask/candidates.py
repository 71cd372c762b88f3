"""The words of a question in; everything that each run of them may be, out: names, values, people, dates, words that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from kg.extract.issues.labels import STRONG
from kg.extract.stem import Token
from kg.query.ask.passing import ARTICLES
from kg.query.ask.people import iter_people
from kg.query.ask.periods import iter_numbers, iter_periods
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import BEGINNING, SMALL, Reading, Unit, words_of
from kg.query.ask.vocabulary import Vocabulary

_QUOTES: Final = ("“", '"', "‘", " '", "' ")
_FAMILY_NAME: Final = 3  # rank
_MOST_TURNED: Final = 3  # words of a label
_MOST_BETWEEN: Final = 5  # words of a question


def iter_candidates(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """All units, with overlaps; `words` are those of the text."""
    yield from _named(words, text, vocabulary, phrasing)
    yield from _issues(words, vocabulary, phrasing)
    yield from _chosen(words, phrasing)
    yield from iter_people(words, text, vocabulary, phrasing)
    yield from iter_periods(words, text, vocabulary, phrasing)
    yield from iter_numbers(words, text)
    yield from _phrases(words, text, phrasing)


def _named(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    for at in range(len(words)):
        titled = at > 0 and words[at - 1].word in phrasing.titles
        is_cut = at > 1 and not titled and _is_part_of_name(words[at - 1], text, phrasing)
        for name in vocabulary.names_at(words, at):
            if is_cut and name.type == "speaker" and name.rank == _FAMILY_NAME and len(name.words) == 1:
                continue  # "the National Trust" is no "NHS Trust"
            value = name.terms[0] if len(name.terms) == 1 else name.text
            article = at > 0 and words[at - 1].word == "the"  # as labels of issues have it: "the review"
            reading = Reading(name.type, value, name.text, name.rank)
            yield Unit(at - article, at + len(name.words) - 1, "", (reading,))
            if article:
                yield Unit(at, at + len(name.words) - 1, "", (reading,))
            if titled and name.type == "speaker":
                yield Unit(at - 1, at + len(name.words) - 1, "", (reading,))


def _is_part_of_name(word: Token, text: str, phrasing: Phrasing) -> bool:
    """Whether a word before a family name belongs to another name: it is in capitals, and no word of questions."""
    is_known = any(len(one.words) == 1 and one.fits((word,)) for one in phrasing.phrases.get(word.stem, ()))
    return text[word.start].isupper() and not text.isupper() and not is_known


def _issues(words: Sequence[Token], vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    for cue in vocabulary.issues.cues(words):
        if _only_asks(words[cue.first : cue.last + 1], phrasing) and not _is_noun(words, cue.first):
            continue  # "on record as saying in" is no "say in decisions"
        first_name = (cue.notation, cue.label) in vocabulary.preferred
        rank = 1 if first_name else 2 if cue.strength == STRONG else 3
        reading = Reading("issue", vocabulary.issue_iris[cue.notation], cue.notation, rank)
        yield Unit(cue.first, cue.last, "", (reading,))
    yield from _turned_labels(words, vocabulary)
    yield from _opposed_labels(words, vocabulary, phrasing)
    for notation, iri in vocabulary.issue_iris.items():
        named = words_of(notation)
        for at in range(len(words) - len(named) + 1):
            if all(a.stem == b.stem for a, b in zip(named, words[at : at + len(named)], strict=True)):
                yield Unit(at, at + len(named) - 1, "", (Reading("issue", iri, notation, 1),))


def _only_asks(words: Sequence[Token], phrasing: Phrasing) -> bool:
    """Whether the words are such as ask what was said, with a small one: "say in"; "stress" alone may be an issue."""
    asking = [
        any(
            one.key == "say" and one.fits((word,)) for one in phrasing.phrases.get(word.stem, ()) if len(one.words) == 1
        )
        for word in words
    ]
    small = [word.word in SMALL for word in words]
    return any(asking) and any(small) and all(one or other for one, other in zip(asking, small, strict=True))


def _is_noun(words: Sequence[Token], at: int) -> bool:
    return at > 0 and words[at - 1].word in (*ARTICLES, "no", "more", "their", "its")


def _turned_labels(words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Unit]:
    """A label with its words the other way round: "the experience of parents" is "Parents' experience"."""
    for notation, label in sorted(vocabulary.preferred):
        named = [word.stem for word in words_of(label) if word.word not in SMALL]
        if not 1 < len(named) <= _MOST_TURNED:
            continue
        for at in range(len(words)):
            window = [i for i in range(at, min(at + len(named) + 2, len(words))) if words[i].word not in SMALL][
                : len(named)
            ]
            if window and window[0] == at and sorted(words[i].stem for i in window) == sorted(named):
                reading = Reading("issue", vocabulary.issue_iris[notation], notation, 2)
                yield Unit(at, window[-1], "", (reading,))


def _opposed_labels(words: Sequence[Token], vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """A label that sets two things against each other, by both: "supporting families or protecting children"."""
    joints = frozenset(phrasing.list_of("opposing", "words"))
    for notation, label in sorted(vocabulary.preferred):
        named = [word.word[:BEGINNING] for word in words_of(label) if word.word not in joints]
        if len(named) != 2 or len(words_of(label)) != 3:
            continue
        ends = [[at for at, word in enumerate(words) if word.word.startswith(begin)] for begin in named]
        for one, other in product(*ends):
            first, last = sorted((one, other))
            if last - first <= _MOST_BETWEEN and any(word.word in joints for word in words[first + 1 : last]):
                yield Unit(first, last, "", (Reading("issue", vocabulary.issue_iris[notation], notation),))


def _chosen(words: Sequence[Token], phrasing: Phrasing) -> Iterator[Unit]:
    for at, word in enumerate(words):
        for parameter, value, phrase in phrasing.choices_from.get(word.word, ()):
            there = words[at : at + len(phrase.words)]
            if [own.word for own in phrase.words] == [word.word for word in there]:
                yield Unit(at, at + len(there) - 1, "", (Reading(f"={parameter}", value, value),))


def _phrases(words: Sequence[Token], text: str, phrasing: Phrasing) -> Iterator[Unit]:
    """Words that mean the same in every question, and words that say nothing."""
    for at, word in enumerate(words):
        for phrase in phrasing.phrases.get(word.stem, ()):
            size = len(phrase.words)
            there = tuple(words[at : at + size])
            if len(there) < size or any(a.stem != b.stem for a, b in zip(phrase.words, there, strict=True)):
                continue
            if any(mark in text[there[0].start : there[-1].end] for mark in _QUOTES):
                continue  # "the 'most' sort" is no "the most"
            if not phrase.fits(there) or (size == 1 and at and word.capitals and not text.isupper()):
                continue  # "WHO" is no "who"
            keys = frozenset((phrase.key,)) if phrase.key else frozenset()
            yield Unit(at, at + size - 1, "", keys=keys, neutral=not phrase.key)
