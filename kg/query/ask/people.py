"""The words of a question in; runs of them that tell people by what they are, out: "foster carers", "those who work in schools"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.issues.labels import STRONG
from kg.extract.stem import Token
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import AUXILIARIES, MODALS, POINTING, SMALL, Reading, Unit, singular, words_of
from kg.query.ask.vocabulary import Vocabulary

ROLE: Final = "role"
_MOST_BEFORE_MEMBERS: Final = 3
_MOST_BEHIND: Final = 5  # words of "experience of …"
_MANY: Final = 2  # words before the noun
_GENERIC: Final = 5  # rank of "respondents": anybody who answered


def iter_people(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """All that can be a role, with overlaps; `words` are those of the text."""
    yield from _roles(words, text, vocabulary, phrasing)
    yield from _experienced(words, text, vocabulary, phrasing)
    yield from _employed(words, text, vocabulary, phrasing)
    yield from _called(words, phrasing)


def _roles(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """Those who may have answered: a noun that stands for people, with the words before it that say which people."""
    members, never = vocabulary.members, phrasing.list_of("roles", "never")
    for at, word in enumerate(words):
        if word.word not in members:
            continue
        behind = words[at + 1] if at + 1 < len(words) else None
        if behind and behind.word in members and behind.word not in never and not behind.after_break:
            continue
        first = at
        while first > max(0, at - _MOST_BEFORE_MEMBERS) and _describes(words[first - 1], phrasing):
            if words[first].after_break:
                break
            first -= 1
        for begin in range(first, at + 1):
            span = text[words[begin].start : words[at].end]
            if span.casefold() in POINTING or _is_name(words, begin, at, text):
                continue
            if word.word in never and not _is_role(span, vocabulary):
                continue
            named_so = vocabulary.groups.respondent.startswith(word.word.removesuffix("s"))
            if (
                at - begin >= _MANY
                and not named_so
                and not _is_role(span, vocabulary)
                and _holds_issue(words[begin : at + 1], vocabulary)
            ):
                continue  # "unaccompanied asylum seeking children": of whom is spoken
            rank = _GENERIC if vocabulary.groups.respondent.startswith(word.word) and begin == at else 1
            yield Unit(begin, at, "", (Reading(ROLE, span.casefold().removesuffix("'s"), span, rank),))


def _is_role(span: str, vocabulary: Vocabulary) -> bool:
    text = span.casefold().removesuffix("s")
    return any(text in role for role in vocabulary.roles)


def _holds_issue(words: Sequence[Token], vocabulary: Vocabulary) -> bool:
    return any(cue.strength == STRONG for cue in vocabulary.issues.cues(words))


def _experienced(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """People told by what they lived through: "respondents with personal experience of care"."""
    nouns, of = phrasing.list_of("roles", "experience"), phrasing.list_of("roles", "experience_of")
    people = vocabulary.members | frozenset(phrasing.list_of("roles", "those"))
    for at, word in enumerate(words):
        if (
            word.word not in people
            or at + 2 >= len(words)
            or words[at + 1].word not in phrasing.list_of("roles", "with")
        ):
            continue
        noun = next((i for i in range(at + 2, min(at + 6, len(words))) if words[i].word in nouns), None)
        if noun is None:
            continue
        last = noun
        if noun + 1 < len(words) and words[noun + 1].word in of:
            ends = (i for i in range(noun + 2, len(words)) if _ends(words[i], phrasing))
            last = min(next(ends, len(words)) - 1, noun + _MOST_BEHIND)
        span = text[words[at + 2].start : words[noun].end]
        yield Unit(at, last, "", (Reading(ROLE, span.casefold(), span, 1),))


def _employed(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """People told by where they work, as those are described who answered: "respondents working in education"."""
    people = vocabulary.members | frozenset(phrasing.list_of("roles", "those"))
    work, where = phrasing.list_of("roles", "work"), phrasing.list_of("roles", "work_in")
    for at, word in enumerate(words):
        if word.word not in people:
            continue
        begin = at + 1
        while begin < len(words) and words[begin].word in work:
            begin += 1
        if begin + 1 >= len(words) or words[begin].word not in where:
            continue
        inside = begin + 1 + (words[begin + 1].word in SMALL)
        for last in range(min(begin + _MOST_BEHIND, len(words) - 1), inside - 1, -1):
            span = text[words[inside].start : words[last].end]
            printed = (singular(span), singular(span).replace("'", "’"))
            found = next((one for one in printed if any(one in role for role in vocabulary.described)), None)
            if found:
                yield Unit(at, last, "", (Reading(ROLE, found, found, 1),))
                break


def _called(words: Sequence[Token], phrasing: Phrasing) -> Iterator[Unit]:
    """People by other words than those that the documents have for them."""
    for described, wordings in phrasing.table.get("called", {}).items():
        for named in map(words_of, wordings):
            for at in range(len(words) - len(named) + 1):
                if all(a.stem == b.stem for a, b in zip(named, words[at : at + len(named)], strict=True)):
                    yield Unit(at, at + len(named) - 1, "", (Reading(ROLE, described, described, 0),))


def _ends(word: Token, phrasing: Phrasing) -> bool:
    """Whether a word can be no part of what was lived through: "about", "say"."""
    return word.after_break or any(
        one.key and len(one.words) == 1 and one.fits((word,)) for one in phrasing.phrases.get(word.stem, ())
    )


def _describes(word: Token, phrasing: Phrasing) -> bool:
    known = any(one.fits((word,)) for one in phrasing.phrases.get(word.stem, ()) if len(one.words) == 1)
    chosen = any(len(phrase.words) == 1 for *_, phrase in phrasing.choices_from.get(word.word, ()))
    return (
        not known
        and not chosen
        and word.word not in phrasing.never
        and word.word not in AUXILIARIES | MODALS
        and not word.word.isdigit()
    )


def _is_name(words: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Capitals in the middle of a question: the name of a body, not people of a kind."""
    there = words[max(first, 1) : last + 1]
    return any(text[word.start].isupper() for word in there) and not text.isupper()
