"""The words of a question in; what stands in it, from left to right, out: names, values, words that mean something, words that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.stem import Token, tokens
from kg.query.ask.apart import named_before_brackets, without_contrast
from kg.query.ask.candidates import AUXILIARIES, iter_candidates
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.scattered import scattered
from kg.query.ask.units import CLEAR, POINTING, Reading, Unit
from kg.query.ask.vocabulary import Vocabulary

_BEFORE_OBJECTS: Final = frozenset(("about", "mention"))  # "about Ada", "mentions Ada"
_JOINTS: Final = frozenset(("and", "or", "versus", "with", "from", "to", "but", "than"))
_TELLING_WHO: Final = frozenset(("from", "with", "to"))
_OF: Final = frozenset(("of", "with", "to", "for", "towards", "at"))
_WHO_SPEAKS: Final = frozenset(("speaker", "role", "kind"))
_THINGS: Final = frozenset(("say", "document", "issue"))  # "several statements" are no group
_PASSIVE: Final = frozenset(("is", "are", "was", "were", "been"))
_LOOSE: Final = frozenset(("all", "one", "each", "every", "no", "none", "few", "any", "many", "both"))
_MARKS: Final = ("'", '"', "“", "”")
_WHAT: Final = frozenset(("it", "this", "that", "these", "those"))  # "all of it" is no group
_SIDES: Final = frozenset(("=stance", "=side"))
_MOST_READINGS: Final = 6


def iter_readings(
    text: str, vocabulary: Vocabulary, phrasing: Phrasing, quoted: Iterable[Unit] = ()
) -> Iterator[tuple[Unit, ...]]:
    """Ways to divide a question: first the longest names, then without some of those that hold other names or words.

    `quoted` are statements whose words the question gives. "Who chaired the review" is about a person's post and a body, though "chair of the review" may point to an issue.
    """
    words = _with_acronyms(tokens(text), vocabulary, phrasing)
    if not words:
        return
    candidates = [*quoted, *iter_candidates(words, text, vocabulary, phrasing)]
    waiting: list[frozenset[tuple[int, int]]] = [frozenset()]  # spans that are not taken
    seen = set(waiting)
    for left_out in iter(lambda: waiting.pop(0) if waiting else None, None):
        taken = [one for one in candidates if (one.first, one.last) not in left_out]
        units = _placed(_segment(taken, len(words), words, text), words, text, phrasing)
        yield units
        for unit in units:
            without = left_out | {(unit.first, unit.last)}
            if len(seen) < _MOST_READINGS and _means_more(unit, vocabulary, phrasing) and without not in seen:
                seen.add(without)
                waiting.append(without)
    plain = _placed(_segment(candidates, len(words), words, text), words, text, phrasing)
    yield from scattered(plain, words, vocabulary)


def _means_more(unit: Unit, vocabulary: Vocabulary, phrasing: Phrasing) -> bool:
    """Whether the words of a name are names or words of a question themselves. A section of an Act is one name, whatever
    its parts are called, and so are people as the documents call them; an issue's label holds no second issue.
    """
    types = {reading.type for reading in unit.readings}
    if len(unit.parts) < 2 or not types or "statute" in types:
        return False
    if "role" in types and unit.text.casefold() in vocabulary.roles:
        return False
    if types == {"issue"} and all(reading.type == "issue" for one in unit.inner for reading in one.readings):
        return False
    return bool(unit.inner) or any(part.keys & phrasing.keys for part in unit.parts)


def _with_acronyms(words: tuple[Token, ...], vocabulary: Vocabulary, phrasing: Phrasing) -> tuple[Token, ...]:
    """In a question all in small letters an acronym counts as one, where it is no other word."""
    if any(word.capitals for word in words):
        return words
    known = {one.words[0].word for group in phrasing.phrases.values() for one in group if len(one.words) == 1}
    return tuple(
        replace(word, capitals=True) if word.word in vocabulary.acronyms and word.word not in known else word
        for word in words
    )


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
    stems |= _stems(reading for reading in unit.readings if reading.type == "=stance")
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
    kept = [
        unit if _is_quoted(unit, words, text) else _without_loose_quantifier(units, i) for i, unit in enumerate(units)
    ]
    units = named_before_brackets(kept, words, text)
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
            _takes_sides(before)
            or _is_object(placed[: j + 1])
            or (bool(before.keys & _BEFORE_OBJECTS) and not before.readings)
        )
        is_topic = is_topic or (_takes_sides(unit) and before is not None and before.is_topic)  # "about piers support"
        k = j
        while k >= 0 and _is_joint(units[k]):
            k -= 1
        gap = text[words[units[k].last].end : words[unit.first].start] if 0 <= k < i else ""
        is_joined = 0 <= k < i and bool(placed[k].readings) and (k < j or (k == i - 1 and "," in gap))
        is_topic = is_topic or (is_joined and placed[k].is_topic and _are_alike(placed[k], units[k + 1 : i], unit))
        is_subject = before is not None and units[j].text.casefold() in AUXILIARIES and _says(units[i + 1 :])
        if is_subject and _is_spoken_of(units[j], unit, units[i + 1 :]):
            is_topic, is_subject = True, False
        is_subject = is_subject or (is_joined and placed[k].is_subject)
        unit = replace(unit, is_topic=is_topic, is_subject=is_subject, is_joined=is_joined)
        placed.append(_without_namesake(unit))
    return tuple(_turned(_without_targets(without_contrast(placed, phrasing)), phrasing))


def _without_targets(units: Sequence[Unit]) -> list[Unit]:
    """An issue's word as no other name of what one can be for or against, where no side is told: "profiteering: who spoke"."""
    if any(one.type in _SIDES for unit in units for one in unit.readings):
        return list(units)
    return [
        replace(unit, readings=tuple(one for one in unit.readings if one.type != "target" or one.rank == 1))
        if unit.first == unit.last and _has_issue(unit)
        else unit
        for unit in units
    ]


def _are_alike(one: Unit, between: Sequence[Unit], other: Unit) -> bool:
    """Whether two that are joined are of one sort; "against piers from anglers" joins none."""
    if not any(unit.text.casefold() in _TELLING_WHO for unit in between):
        return True
    return bool({reading.type for reading in one.readings} & {reading.type for reading in other.readings})


def _without_namesake(unit: Unit) -> Unit:
    """An issue in small letters is no body that is called so, unless it speaks: "kinship", "kinship's view".

    One body of a kind is that body: "the ombudsman".
    """
    types = {reading.type for reading in unit.readings if reading.rank <= CLEAR}
    of_issues = {word for one in unit.readings if one.type == "issue" for word in one.text.split("-")}
    everyone = {reading.type for reading in unit.readings}
    if {"speaker", "kind"} <= everyone and unit.text.startswith("the ") and not unit.text.endswith("s"):
        return replace(unit, readings=tuple(reading for reading in unit.readings if reading.type != "kind"))
    if "speaker" not in types or unit.is_subject or unit.text not in of_issues:
        return unit
    return replace(unit, readings=tuple(reading for reading in unit.readings if reading.type != "speaker"))


def _is_spoken_of(auxiliary: Unit, unit: Unit, behind: Sequence[Unit]) -> bool:
    """In the passive an issue is what is spoken of: "by whom was racism raised", "has racism been raised"."""
    if any(reading.type in _WHO_SPEAKS for reading in unit.readings) or not _has_issue(unit):
        return False
    return auxiliary.text.casefold() in _PASSIVE or (bool(behind) and behind[0].text.casefold() == "been")


def _has_issue(unit: Unit) -> bool:
    return any(reading.type == "issue" for reading in unit.readings)


def _without_loose_quantifier(units: Sequence[Unit], at: int) -> Unit:
    """A word such as "all" as a quantifier only where those follow who are so many: "all remarks" tells no group."""
    unit = units[at]
    following = units[at + 1] if at + 1 < len(units) else None
    if unit.text.casefold().endswith(" of") and following is not None and following.text.casefold() in _WHAT:
        return replace(unit, readings=tuple(r for r in unit.readings if r.type != "=quantifier"), neutral=True)
    counts_things = following is not None and following.text.endswith("s") and bool(following.keys & _THINGS)
    if unit.first != unit.last or not (counts_things or unit.text.casefold() in _LOOSE):
        return unit
    if not any(reading.type == "=quantifier" for reading in unit.readings):
        return unit
    how = at > 0 and units[at - 1].text.casefold() == "how"
    behind = (
        None if how else next((one for one in units[at + 1 :] if one.text.casefold() not in (*POINTING, "of")), None)
    )
    if behind is not None and any(
        reading.type in ("role", "kind", "=kind", "=speaker_kind") for reading in behind.readings
    ):
        return unit
    kept = tuple(reading for reading in unit.readings if reading.type != "=quantifier")
    return replace(unit, readings=kept, neutral=True)


def _is_quoted(unit: Unit, words: Sequence[Token], text: str) -> bool:
    """Whether a unit stands in quotation marks: "claims that begin with 'many'"."""
    start, end = words[unit.first].start, words[unit.last].end
    return text[start - 1 : start] in _MARKS and text[end : end + 1] in _MARKS if start else False


def _is_object(before: Sequence[Unit]) -> bool:
    """Whether what comes next is what somebody is for or against: "criticism of", "agrees with"."""
    return len(before) > 1 and before[-1].text.casefold() in _OF and _takes_sides(before[-2])


def _takes_sides(unit: Unit) -> bool:
    return any(reading.type == "=stance" for reading in unit.readings)


def _is_article(unit: Unit) -> bool:
    return not unit.readings and unit.text.casefold() in POINTING


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
        for j in range(i + 1, min(i + 4, len(units))):
            if any(reading.value in phrasing.turns for reading in units[j].readings if reading.type.startswith("=")):
                readings = tuple(
                    replace(r, value=phrasing.turns[r.value]) for r in units[j].readings if r.value in phrasing.turns
                )
                turned[j] = replace(units[j], readings=readings, keys=_stems(readings), neutral=False, parts=())
                skip.add(i)
                break
            negated = frozenset(phrasing.negated[key] for key in units[j].keys if key in phrasing.negated)
            if negated:
                turned[j] = replace(units[j], readings=(), keys=negated, neutral=False, parts=())
                skip.add(i)
                break
    for i, unit in enumerate(units):
        if i not in skip:
            yield turned.get(i, unit)
