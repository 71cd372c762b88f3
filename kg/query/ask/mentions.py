"""The words of a question in; what stands in it, from left to right, out: names, values, words that mean something, words that do not."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.issues.labels import STRONG
from kg.extract.stem import Token, tokens
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.vocabulary import Vocabulary

ROLE: Final = "role"
DATE_FROM, DATE_UNTIL, NUMBER = "from", "until", "number"
_BEFORE_OBJECTS: Final = frozenset(("about", "mention"))  # "about Ada", "mentions Ada"
_AUXILIARIES: Final = frozenset(("did", "does", "do", "has", "have", "had", "was", "were", "is", "are"))
_ARTICLES: Final = frozenset(("the", "a", "an", "that", "these", "those"))
_JOINTS: Final = frozenset(("and", "or", "versus", "with", "from", "to", "but", "than"))
_MOST_BEFORE_MEMBERS: Final = 3
_MOST_READINGS: Final = 6
_GENERIC: Final = 5  # rank of "respondents": anybody who answered


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention may mean: a thing of a type, or the value of a parameter (type "=stance")."""

    type: str
    value: str  # IRI, text, or name of several things
    text: str  # as the graph or the list has it
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of words of the question that counts as one."""

    first: int
    last: int  # both indices of words, included
    text: str
    readings: tuple[Reading, ...] = ()
    keys: frozenset[str] = frozenset()  # what it is as a word: "say", and its stem
    neutral: bool = False
    parts: tuple[Unit, ...] = ()  # the words of a mention, each for itself
    inner: tuple[Unit, ...] = ()  # mentions inside it that were not taken
    is_topic: bool = False  # stands behind "about"
    is_subject: bool = False  # stands between "did" and "say"
    is_joined: bool = False  # by "and" to the mention before
    is_name: bool = False  # in capitals, and nothing that is known
    exact: bool = True

    @property
    def is_mention(self) -> bool:
        return bool(self.readings)


def read_units(text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> tuple[Unit, ...]:
    """The units of a question that `Phrasing.respell` has been over; each word is in exactly one."""
    return next(iter_readings(text, vocabulary, phrasing), ())


def iter_readings(text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[tuple[Unit, ...]]:
    """Ways to divide a question: first the longest names, then without some of those that hold other names or words.

    "Who chaired the review" is about a person's post and a body, though "chair of the review" may point to an issue.
    """
    words = _with_acronyms(tokens(text), vocabulary, phrasing)
    if not words:
        return
    candidates = [*_named(words, vocabulary), *_issues(words, vocabulary), *_chosen(words, phrasing)]
    candidates += [*_roles(words, text, vocabulary, phrasing), *_dates(words, vocabulary, phrasing, text)]
    candidates += _phrases(words, text, phrasing)
    waiting: list[frozenset[tuple[int, int]]] = [frozenset()]  # spans that are not taken
    seen = set(waiting)
    for left_out in iter(lambda: waiting.pop(0) if waiting else None, None):
        taken = [one for one in candidates if (one.first, one.last) not in left_out]
        units = _placed(_segment(taken, len(words), words, text), words, text, phrasing)
        yield units
        for unit in units:
            without = left_out | {(unit.first, unit.last)}
            if len(seen) < _MOST_READINGS and _means_more(unit, phrasing) and without not in seen:
                seen.add(without)
                waiting.append(without)


def _means_more(unit: Unit, phrasing: Phrasing) -> bool:
    """Whether the words of a name are names or words of a question themselves."""
    return len(unit.parts) > 1 and bool(
        unit.readings and (unit.inner or any(part.keys & phrasing.keys for part in unit.parts))
    )


# ---------------------------------------------------------------- candidates


def _with_acronyms(words: tuple[Token, ...], vocabulary: Vocabulary, phrasing: Phrasing) -> tuple[Token, ...]:
    """In a question all in small letters an acronym counts as one, where it is no other word."""
    if any(word.capitals for word in words):
        return words
    known = {one.words[0].word for group in phrasing.phrases.values() for one in group if len(one.words) == 1}
    return tuple(
        replace(word, capitals=True) if word.word in vocabulary.acronyms and word.word not in known else word
        for word in words
    )


def _named(words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Unit]:
    for at in range(len(words)):
        for name in vocabulary.names_at(words, at):
            value = name.terms[0] if len(name.terms) == 1 else name.text
            yield Unit(at, at + len(name.words) - 1, "", (Reading(name.type, value, name.text, name.rank),))


def _issues(words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Unit]:
    for cue in vocabulary.issues.cues(words):
        first_name = (cue.notation, cue.label) in vocabulary.preferred
        rank = 1 if first_name else 2 if cue.strength == STRONG else 3
        reading = Reading("issue", vocabulary.issue_iris[cue.notation], cue.notation, rank)
        yield Unit(cue.first, cue.last, "", (reading,))
    for notation, iri in vocabulary.issue_iris.items():
        named = tokens(notation.replace("-", " "))
        for at in range(len(words) - len(named) + 1):
            if all(a.stem == b.stem for a, b in zip(named, words[at : at + len(named)], strict=True)):
                yield Unit(at, at + len(named) - 1, "", (Reading("issue", iri, notation, 1),))


def _chosen(words: Sequence[Token], phrasing: Phrasing) -> Iterator[Unit]:
    for parameter, pairs in phrasing.choices.items():
        for value, phrase in pairs:
            size = len(phrase.words)
            for at in range(len(words) - size + 1):
                if all(a.word == b.word for a, b in zip(phrase.words, words[at : at + size], strict=True)):
                    yield Unit(at, at + size - 1, "", (Reading(f"={parameter}", value, value),))


def _roles(words: Sequence[Token], text: str, vocabulary: Vocabulary, phrasing: Phrasing) -> Iterator[Unit]:
    """Those who may have answered: a noun that stands for people, with the words before it that say which people."""
    members, never = vocabulary.groups.members, phrasing.list_of("roles", "never")
    for at, word in enumerate(words):
        if word.word not in members or word.word in never:
            continue
        if at + 1 < len(words) and words[at + 1].word in members and not words[at + 1].after_break:
            continue
        first = at
        while first > max(0, at - _MOST_BEFORE_MEMBERS) and _describes(words[first - 1], phrasing):
            first -= 1
        for begin in range(first, at + 1):
            span = text[words[begin].start : words[at].end]
            if _is_name(words, begin, at, text):
                continue
            rank = _GENERIC if vocabulary.groups.respondent.startswith(word.word) and begin == at else 1
            yield Unit(begin, at, "", (Reading(ROLE, span.casefold().removesuffix("'s"), span, rank),))


def _describes(word: Token, phrasing: Phrasing) -> bool:
    known = any(one.fits((word,)) for one in phrasing.phrases.get(word.stem, ()) if len(one.words) == 1)
    chosen = any(
        phrase.words[0].word == word.word and len(phrase.words) == 1
        for pairs in phrasing.choices.values()
        for _, phrase in pairs
    )
    return not known and not chosen and word.word not in _AUXILIARIES and not word.word.isdigit()


def _is_name(words: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Capitals in the middle of a question: the name of a body, not people of a kind."""
    there = words[max(first, 1) : last + 1]
    return any(text[word.start].isupper() for word in there) and not text.isupper()


def _dates(words: Sequence[Token], vocabulary: Vocabulary, phrasing: Phrasing, text: str) -> Iterator[Unit]:
    periods = [
        (inside[0], inside[-1], found.date, found.until or _last_day(found.date))
        for found in vocabulary.dates.find(text if any(map(str.isupper, text)) else text.title())
        if (inside := [i for i, word in enumerate(words) if word.start < found.end and word.end > found.start])
    ]
    joints = phrasing.list_of("dates", "between")
    while periods:
        first, last, start, until = periods.pop(0)
        if periods and periods[0][0] == last + 2 and words[last + 1].word in joints:  # between … and …
            _, last, _, until = periods.pop(0)
            yield Unit(first, last, "", (Reading("@from", start, start), Reading("@until", until, until)))
            continue
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


# ---------------------------------------------------------------- one reading of the whole


def _segment(candidates: Iterable[Unit], count: int, words: Sequence[Token], text: str) -> list[Unit]:
    """Units side by side, the longest first; what has the same place becomes one unit."""
    merged: dict[tuple[int, int], Unit] = {}
    for unit in candidates:
        span = (unit.first, unit.last)
        known = merged.get(span)
        merged[span] = _merge(known, unit) if known else unit
    taken: list[Unit] = []
    free = [True] * count
    for unit in sorted(merged.values(), key=lambda one: (one.first - one.last, one.first)):
        if all(free[unit.first : unit.last + 1]):
            free[unit.first : unit.last + 1] = [False] * (unit.last - unit.first + 1)
            taken.append(_with_inside(unit, merged, words, text))
    taken += [_word_unit(at, merged, words, text) for at in range(count) if free[at]]
    return sorted(taken, key=lambda one: one.first)


def _merge(one: Unit, other: Unit) -> Unit:
    readings = {(reading.type, reading.value): reading for reading in (*other.readings, *one.readings)}
    best: dict[str, int] = {}
    for reading in readings.values():
        best[reading.type] = min(best.get(reading.type, reading.rank), reading.rank)
    kept = tuple(reading for reading in readings.values() if reading.rank == best[reading.type])
    return replace(one, readings=kept, keys=one.keys | other.keys, neutral=one.neutral or other.neutral)


def _with_inside(unit: Unit, merged: dict[tuple[int, int], Unit], words: Sequence[Token], text: str) -> Unit:
    span = text[words[unit.first].start : words[unit.last].end]
    stems = frozenset((words[unit.first].stem,)) if unit.first == unit.last else frozenset()
    parts = tuple(_word_unit(at, merged, words, text) for at in range(unit.first, unit.last + 1))
    inner = tuple(
        replace(other, text=text[words[other.first].start : words[other.last].end])
        for (first, last), other in merged.items()
        if unit.first <= first and last <= unit.last and (first, last) != (unit.first, unit.last) and other.readings
    )
    return replace(unit, text=span, keys=unit.keys | stems, parts=parts, inner=inner)


def _word_unit(at: int, merged: dict[tuple[int, int], Unit], words: Sequence[Token], text: str) -> Unit:
    known = merged.get((at, at))
    word = words[at]
    keys = frozenset((word.stem, *(known.keys if known else ())))
    in_capitals = text[word.start].isupper() and (at > 0 or word.capitals) and not text.isupper()
    if in_capitals and known is None and word.capitals:
        keys = frozenset()  # "WHO" is a name, not "who"
    neutral = bool(known and known.neutral)
    return Unit(at, at, text[word.start : word.end], keys=keys, neutral=neutral, is_name=in_capitals and known is None)


def _placed(units: Sequence[Unit], words: Sequence[Token], text: str, phrasing: Phrasing) -> tuple[Unit, ...]:
    """The same units with what their place tells: behind "about", between "did" and "say", joined to the one before."""
    placed: list[Unit] = []
    for i, unit in enumerate(units):
        if not unit.readings:
            placed.append(unit)
            continue
        j = i - 1
        while j >= 0 and _is_article(units[j]):
            j -= 1
        before = placed[j] if j >= 0 else None
        is_topic = before is not None and (
            _takes_sides(before) or (bool(before.keys & _BEFORE_OBJECTS) and not before.readings)
        )
        k = j
        while k >= 0 and _is_joint(units[k]):
            k -= 1
        gap = text[words[units[k].last].end : words[unit.first].start] if 0 <= k < i else ""
        is_joined = 0 <= k < i and bool(placed[k].readings) and (k < j or (k == i - 1 and "," in gap))
        is_topic = is_topic or (is_joined and placed[k].is_topic)
        is_subject = before is not None and units[j].text.casefold() in _AUXILIARIES and _says(units[i + 1 :])
        is_subject = is_subject or (is_joined and placed[k].is_subject)
        placed.append(replace(unit, is_topic=is_topic, is_subject=is_subject, is_joined=is_joined))
    return tuple(_turned(placed, phrasing))


def _takes_sides(unit: Unit) -> bool:
    return any(reading.type == "=stance" for reading in unit.readings)


def _is_article(unit: Unit) -> bool:
    return not unit.readings and unit.text.casefold() in _ARTICLES


def _is_joint(unit: Unit) -> bool:
    return not unit.readings and (unit.text.casefold() in _JOINTS or _is_article(unit))


def _says(units: Sequence[Unit]) -> bool:
    return any("say" in unit.keys for unit in units)


def _stems(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset(word.stem for reading in readings for word in tokens(reading.value))


def _turned(units: Sequence[Unit], phrasing: Phrasing) -> Iterator[Unit]:
    """The same units, with "not … agree" as "disagree"; a "not" before what cannot be turned round stays a word."""
    skip: set[int] = set()
    turned: dict[int, Unit] = {}
    for i, unit in enumerate(units):
        if unit.text.casefold() not in phrasing.negations:
            continue
        for j in range(i + 1, min(i + 3, len(units))):
            if any(reading.value in phrasing.turns for reading in units[j].readings if reading.type.startswith("=")):
                readings = tuple(
                    replace(r, value=phrasing.turns[r.value]) for r in units[j].readings if r.value in phrasing.turns
                )
                turned[j] = replace(units[j], readings=readings, keys=_stems(readings), neutral=False, parts=())
                skip.add(i)
                break
    for i, unit in enumerate(units):
        if i not in skip:
            yield turned.get(i, unit)
