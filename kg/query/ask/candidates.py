"""The words of a question in; everything that each run of them may be, out: names, values, people, dates, words that mean the same."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Final

from kg.extract.issues.labels import STRONG
from kg.extract.stem import Token, tokens
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import Reading, Unit, singular
from kg.query.ask.vocabulary import Vocabulary

ROLE: Final = "role"
_MOST_BEFORE_MEMBERS: Final = 3
_MOST_BEHIND: Final = 5  # words of "experience of …"
_OPENING: Final = ("between", "from")
# In small letters only where a number tells that it is a date: "may" and "march" are words.
_MONTH: Final = re.compile(
    rf"\b(?:{'|'.join(calendar.month_name[1:])})\b(?= \d{{4}}\b)|(?<=\d )(?:{'|'.join(calendar.month_name[1:])})\b",
    re.IGNORECASE,
)
_SMALL: Final = frozenset(("of", "the", "and", "a", "an", "in", "for", "to"))
_MOST_TURNED: Final = 3  # words of a label
_MOST_BETWEEN: Final = 5  # words of a question
_BEGINNING: Final = 5  # letters that "protecting" and "protection" share
_MANY: Final = 2  # words before the noun
_GENERIC: Final = 5  # rank of "respondents": anybody who answered
AUXILIARIES: Final = frozenset(("did", "does", "do", "has", "have", "had", "was", "were", "is", "are"))


def iter_candidates(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """All units, with overlaps; `words` are those of the text."""
    yield from _named(words, vocabulary)
    yield from _issues(words, vocabulary, phrasing)
    yield from _chosen(words, phrasing)
    yield from _roles(words, text, vocabulary, phrasing)
    yield from _experienced(words, text, vocabulary, phrasing)
    yield from _employed(words, text, vocabulary, phrasing)
    yield from _called(words, phrasing)
    yield from _dates(words, vocabulary, phrasing, text)
    yield from _phrases(words, text, phrasing)


def _named(words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Unit]:
    for at in range(len(words)):
        for name in vocabulary.names_at(words, at):
            value = name.terms[0] if len(name.terms) == 1 else name.text
            article = at > 0 and words[at - 1].word == "the"  # as labels of issues have it: "the review"
            reading = Reading(name.type, value, name.text, name.rank)
            yield Unit(at - article, at + len(name.words) - 1, "", (reading,))
            if article:
                yield Unit(at, at + len(name.words) - 1, "", (reading,))


def _issues(words: Sequence[Token], vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    for cue in vocabulary.issues.cues(words):
        first_name = (cue.notation, cue.label) in vocabulary.preferred
        rank = 1 if first_name else 2 if cue.strength == STRONG else 3
        reading = Reading("issue", vocabulary.issue_iris[cue.notation], cue.notation, rank)
        yield Unit(cue.first, cue.last, "", (reading,))
    yield from _turned_labels(words, vocabulary)
    yield from _opposed_labels(words, vocabulary, phrasing)
    for notation, iri in vocabulary.issue_iris.items():
        named = _words_of(notation)
        for at in range(len(words) - len(named) + 1):
            if all(a.stem == b.stem for a, b in zip(named, words[at : at + len(named)], strict=True)):
                yield Unit(at, at + len(named) - 1, "", (Reading("issue", iri, notation, 1),))


@lru_cache(maxsize=4096)
def _words_of(name: str) -> tuple[Token, ...]:
    return tokens(name.replace("-", " "))


def _turned_labels(words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Unit]:
    """A label with its words the other way round: "the experience of parents" is "Parents' experience"."""
    for notation, label in sorted(vocabulary.preferred):
        named = [word.stem for word in _words_of(label) if word.word not in _SMALL]
        if not 1 < len(named) <= _MOST_TURNED:
            continue
        for at in range(len(words)):
            window = [i for i in range(at, min(at + len(named) + 2, len(words))) if words[i].word not in _SMALL][
                : len(named)
            ]
            if window and window[0] == at and sorted(words[i].stem for i in window) == sorted(named):
                reading = Reading("issue", vocabulary.issue_iris[notation], notation, 2)
                yield Unit(at, window[-1], "", (reading,))


def _opposed_labels(words: Sequence[Token], vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """A label that sets two things against each other, by both: "supporting families or protecting children"."""
    joints = frozenset(phrasing.list_of("opposing", "words"))
    for notation, label in sorted(vocabulary.preferred):
        named = [word.word[:_BEGINNING] for word in _words_of(label) if word.word not in joints]
        if len(named) != 2 or len(_words_of(label)) != 3:
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
            if _is_name(words, begin, at, text) or (word.word in never and not _is_role(span, vocabulary)):
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
        inside = begin + 1 + (words[begin + 1].word in _SMALL)
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
        for named in map(_words_of, wordings):
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
        and word.word not in AUXILIARIES
        and not word.word.isdigit()
    )


def _is_name(words: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Capitals in the middle of a question: the name of a body, not people of a kind."""
    there = words[max(first, 1) : last + 1]
    return any(text[word.start].isupper() for word in there) and not text.isupper()


def _dates(words: Sequence[Token], vocabulary: Vocabulary, phrasing: Phrasing, text: str) -> Iterator[Unit]:
    periods = [
        (inside[0], inside[-1], found.date, found.until or _last_day(found.date))
        for found in vocabulary.dates.find(_with_capitals(text))
        if (inside := [i for i, word in enumerate(words) if word.start < found.end and word.end > found.start])
    ]
    joints = phrasing.list_of("dates", "between")
    while periods:
        first, last, start, until = periods.pop(0)
        if periods and periods[0][0] == last + 2 and words[last + 1].word in joints:  # between … and …
            _, last, _, until = periods.pop(0)
            yield Unit(first, last, "", (Reading("@from", start, start), Reading("@until", until, until)))
            continue
        month = _month_before(words, first, joints)
        if month and len(until) == len("2021-08-31"):  # between January and August 2021
            start = f"{until[:4]}-{month:02}-01"
            opened = first > 2 and words[first - 3].word in _OPENING
            ends = (Reading("@from", start, start), Reading("@until", until, until))
            yield Unit(first - 2 - opened, last, "", ends)
            continue
        edge = first  # "to the end of June"
        while edge and words[edge - 1].word in phrasing.list_of("dates", "edges"):
            edge -= 1
        if any(word.word in phrasing.list_of("dates", "ends") for word in words[edge:first]):
            first = edge
        before = words[first - 1].word if first else ""
        names = [name for name in ("from", "until") if before in phrasing.list_of("dates", name)]
        both = {"from": start, "until": until}
        if before in phrasing.list_of("dates", "outside"):
            both = {"from": _moved(until, 1), "until": _moved(_first_day(start), -1)}
        readings = tuple(Reading(f"@{name}", both[name], start) for name in names or ("from", "until"))
        yield Unit(first - bool(names or before in phrasing.list_of("dates", "within")), last, "", readings)
    for i, word in enumerate(words):
        if (
            word.word.isdigit()
            and i + 1 < len(words)
            and text[word.end : words[i + 1].start] == "."
            and words[i + 1].word.isdigit()
        ):
            yield Unit(i, i + 1, "", (Reading("@number", f"{word.word}.{words[i + 1].word}", ""),))


def _with_capitals(text: str) -> str:
    """The text with months in capitals, as dates are written."""
    return _MONTH.sub(lambda month: month[0].title(), text) if any(map(str.isupper, text)) else text.title()


def _month_before(words: Sequence[Token], first: int, joints: Sequence[str]) -> int | None:
    """The number of a month that has its year from the date behind it: "between January and August 2021"."""
    if first < 2 or words[first - 1].word not in joints:
        return None
    if words[first - 1].word == "and" and (first < 3 or words[first - 3].word not in _OPENING):
        return None  # "in May and June 2021" is two dates
    asked = words[first - 2].word
    return next(
        (
            i
            for names in (calendar.month_name, calendar.month_abbr)
            for i, name in enumerate(names)
            if name.lower() == asked
        ),
        None,
    )


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < len("2021-01-01") else date


def _moved(date: str, days: int) -> str:
    """The day so many days after a day."""
    return str(datetime.date.fromisoformat(date) + datetime.timedelta(days=days))


def _last_day(date: str) -> str:
    """The last day of a partial date."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = int(date[:4]), int(date[5:])
        return f"{date}-{calendar.monthrange(year, month)[1]}"
    return date


def _phrases(words: Sequence[Token], text: str, phrasing: Phrasing) -> Iterator[Unit]:
    """Words that mean the same in every question, and words that say nothing."""
    for at, word in enumerate(words):
        for phrase in phrasing.phrases.get(word.stem, ()):
            size = len(phrase.words)
            there = tuple(words[at : at + size])
            if len(there) < size or any(a.stem != b.stem for a, b in zip(phrase.words, there, strict=True)):
                continue
            if not phrase.fits(there) or (size == 1 and at and word.capitals and not text.isupper()):
                continue  # "WHO" is no "who"
            keys = frozenset((phrase.key,)) if phrase.key else frozenset()
            yield Unit(at, at + size - 1, "", keys=keys, neutral=not phrase.key)
