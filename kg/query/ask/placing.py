"""The units of a question in; the same with what their place tells, out: behind "about", between "did" and "say", joined to the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.stem import Token
from kg.query.ask.apart import named_before_brackets, without_contrast
from kg.query.ask.inside import as_documents
from kg.query.ask.phrasing import Phrasing
from kg.query.ask.units import AUXILIARIES, CLEAR, EVERYDAY, POINTING, WHO_SPEAKS, Unit, stems_of

_BEFORE_OBJECTS: Final = frozenset(("about", "mention"))  # "about Ada", "mentions Ada"
_ON: Final = (" on", " about", " of")  # "their line on", "make of"
_JOINTS: Final = frozenset(("and", "or", "versus", "with", "from", "to", "but", "than"))
_TELLING_WHO: Final = frozenset(("from", "with", "to"))
_OF: Final = frozenset(("of", "with", "to", "for", "towards", "at"))
_THINGS: Final = frozenset(("say", "document", "issue"))  # "several statements" are no group
_ALIKE: Final = 2
_LEAST_BEFORE: Final = 2  # words: "said to"
_SIDES: Final = frozenset(("=stance", "=side"))
_PASSIVE: Final = frozenset(("is", "are", "was", "were", "been"))
_LOOSE: Final = frozenset(("all", "one", "each", "every", "no", "none", "few", "any", "many", "both"))
_EVERY: Final = ("all", "all the", "every", "all of the")
_TELLING: Final = frozenset(("say", "about"))
_MARKS: Final = ("'", '"', "“", "”")
_WHAT: Final = frozenset(("it", "this", "that", "these", "those"))  # "all of it" is no group


def placed(units: Sequence[Unit], words: Sequence[Token], text: str, phrasing: Phrasing) -> tuple[Unit, ...]:
    """The units of a reading as they stand; `words` are those of the text."""
    kept = [
        unit if _is_quoted(unit, words, text) else _without_loose_quantifier(units, i) for i, unit in enumerate(units)
    ]
    units = as_documents(named_before_brackets(kept, words, text))
    found: list[Unit] = []
    for i, unit in enumerate(units):
        found.append(_without_namesake(_in_place(units, i, found, words, text)) if unit.readings else unit)
    found = _headed(_addressed(_without_posts(without_contrast(found, phrasing)), phrasing), words, text)
    return tuple(_turned(_without_targets(_side_by_side(found)), phrasing))


def _without_posts(units: list[Unit]) -> list[Unit]:
    """The same without the issue of a post right before who holds it: "the education secretary, Ada Example"."""
    return [
        replace(unit.without("issue"), neutral=True)
        if "=post" in unit.types and _names_speaker(units[at + 1 : at + 2])
        else unit
        for at, unit in enumerate(units)
    ]


def _names_speaker(units: Sequence[Unit]) -> bool:
    return any(one.type == "speaker" for unit in units for one in unit.readings)


def _addressed(units: list[Unit], phrasing: Phrasing) -> list[Unit]:
    """The same without those to whom something was said: "what was said to Ada", "what was Ada told".

    Who is spoken to is not recorded, so such a name stays as one that is not known. All is said to those whose report asked for it.
    """
    return [
        replace(unit, readings=(), is_name=not _asked_for_it(unit), neutral=_asked_for_it(unit))
        if _is_addressed(units, at, phrasing)
        else unit
        for at, unit in enumerate(units)
    ]


def _asked_for_it(unit: Unit) -> bool:
    return "report" in unit.types


def _is_addressed(units: Sequence[Unit], at: int, phrasing: Phrasing) -> bool:
    before = units[:at]
    if not any(one.type in WHO_SPEAKS for one in units[at].readings) or any("compare" in one.keys for one in before):
        return False
    words = [word for one in before for word in one.text.casefold().split() if word not in POINTING]
    if words and words[-1] in _PASSIVE:
        return any(one.text.casefold() in phrasing.list_of("addressed", "passive") for one in units[at + 1 : at + 2])
    if len(words) < _LEAST_BEFORE or words[-1] != "to":
        return False
    return words[-2] in phrasing.list_of("addressed", "words")


def _headed(units: list[Unit], words: Sequence[Token], text: str) -> list[Unit]:
    """The same with an issue before a colon as what is spoken of, where it is asked who speaks: "young carers: who raised them"."""
    at = next((at for at, unit in enumerate(units) if not _is_article(unit)), 0)
    if not units or not _has_issue(units[at]) or text[words[units[at].last].end :][:1] != ":":
        return units
    if not any("who" in unit.keys for unit in units[at + 1 : at + 2]):
        return units
    kept = tuple(one for one in units[at].readings if one.type not in EVERYDAY or one.type == "issue")
    return [*units[:at], replace(units[at], readings=kept, is_topic=True), *units[at + 1 :]]


def _side_by_side(units: Sequence[Unit]) -> list[Unit]:
    """The same with speakers that are compared as those who speak: "a note on Ada and Ben, one alongside the other"."""
    speakers = [unit for unit in units if "speaker" in unit.types]
    if len(speakers) < _ALIKE or not any("compare" in unit.keys for unit in units):
        return list(units)
    return [replace(unit, is_topic=False) if "speaker" in unit.types else unit for unit in units]


def _in_place(units: Sequence[Unit], at: int, found: Sequence[Unit], words: Sequence[Token], text: str) -> Unit:
    """A mention with what stands before it; `found`: the units before it as they stand."""
    unit = units[at]
    before = _last(units, at - 1, _is_article)
    joined = _last(units, before, _is_joint)
    gap = text[words[units[joined].last].end : words[unit.first].start] if joined >= 0 else ""
    is_joined = joined >= 0 and bool(found[joined].readings) and (joined < before or (joined == at - 1 and "," in gap))
    is_topic = before >= 0 and _opens_topic(found[: before + 1], unit)
    is_topic = is_topic or (
        is_joined and found[joined].is_topic and _are_alike(found[joined], units[joined + 1 : at], unit)
    )
    is_subject = before >= 0 and units[before].text.casefold() in AUXILIARIES and _says(units[at + 1 :])
    if is_subject and _is_spoken_of(units[before], unit, units[at + 1 :]):
        is_topic, is_subject = True, False
    is_subject = is_subject or (is_joined and found[joined].is_subject)
    return replace(unit, is_topic=is_topic, is_subject=is_subject, is_joined=is_joined)


def _last(units: Sequence[Unit], at: int, passes: Callable[[Unit], bool]) -> int:
    """The last place up to this one whose unit is not passed; -1 for none."""
    while at >= 0 and passes(units[at]):
        at -= 1
    return at


def _opens_topic(before: Sequence[Unit], unit: Unit) -> bool:
    """Whether a subject follows the units before: "about", "criticism of", "agrees with"."""
    last = before[-1]
    if _takes_sides(last) or _is_object(before) or (_leads_on(last) and not last.readings):
        return True
    return _takes_sides(unit) and last.is_topic  # "about piers support"


def _leads_on(unit: Unit) -> bool:
    """Whether a word has an object behind it: "about", "mentions", "line on"."""
    return bool(unit.keys & _BEFORE_OBJECTS) or unit.text.casefold().endswith(_ON)


def _are_alike(one: Unit, between: Sequence[Unit], other: Unit) -> bool:
    """Whether two that are joined are of one sort; "against piers from anglers" joins none."""
    if not any(unit.text.casefold() in _TELLING_WHO for unit in between):
        return True
    if between[-1].text.casefold() == "from" and other.types & WHO_SPEAKS and not one.types & WHO_SPEAKS:
        return False  # "quotes on piers from charities", though charities are a subject, too
    return bool(one.types & other.types)


def _is_spoken_of(auxiliary: Unit, unit: Unit, behind: Sequence[Unit]) -> bool:
    """In the passive an issue is what is spoken of: "by whom was racism raised", "has racism been raised"."""
    if not unit.types.isdisjoint(WHO_SPEAKS) or not _has_issue(unit):
        return False
    return auxiliary.text.casefold() in _PASSIVE or (bool(behind) and behind[0].text.casefold() == "been")


def _has_issue(unit: Unit) -> bool:
    return "issue" in unit.types


def _without_loose_quantifier(units: Sequence[Unit], at: int) -> Unit:
    """A word such as "all" as a quantifier only where those follow who are so many: "all remarks" tells no group."""
    unit = units[at]
    following = units[at + 1] if at + 1 < len(units) else None
    if unit.text.casefold().endswith(" of") and following is not None and following.text.casefold() in _WHAT:
        return replace(unit.without("=quantifier"), neutral=True)
    is_list = unit.text.casefold() in _EVERY and not any(one.keys & _TELLING or "=stance" in one.types for one in units)
    if is_list and "=quantifier" in unit.types:
        return replace(unit.without("=quantifier"), neutral=True)  # "list all respondents"
    counts_things = following is not None and following.text.endswith("s") and bool(following.keys & _THINGS)
    if unit.first != unit.last or not (counts_things or unit.text.casefold() in _LOOSE):
        return unit
    if "=quantifier" not in unit.types:
        return unit
    how = at > 0 and units[at - 1].text.casefold() == "how"
    behind = (
        None if how else next((one for one in units[at + 1 :] if one.text.casefold() not in (*POINTING, "of")), None)
    )
    if behind is not None and any(
        reading.type in ("role", "kind", "=kind", "=speaker_kind") for reading in behind.readings
    ):
        return unit
    return replace(unit.without("=quantifier"), neutral=True)


def _is_quoted(unit: Unit, words: Sequence[Token], text: str) -> bool:
    """Whether a unit stands in quotation marks: "claims that begin with 'many'"."""
    start, end = words[unit.first].start, words[unit.last].end
    return text[start - 1 : start] in _MARKS and text[end : end + 1] in _MARKS if start else False


def _is_object(before: Sequence[Unit]) -> bool:
    """Whether what comes next is what somebody is for or against: "criticism of", "agrees with"."""
    return len(before) > 1 and before[-1].text.casefold() in _OF and _takes_sides(before[-2])


def _takes_sides(unit: Unit) -> bool:
    return "=stance" in unit.types


def _is_article(unit: Unit) -> bool:
    return not unit.readings and unit.text.casefold() in POINTING


def _is_joint(unit: Unit) -> bool:
    return not unit.readings and (unit.text.casefold() in _JOINTS or _is_article(unit))


def _says(units: Sequence[Unit]) -> bool:
    return any("say" in unit.keys for unit in units)


def _without_namesake(unit: Unit) -> Unit:
    """An issue in small letters is no body that is called so, unless it speaks: "kinship", "kinship's view".

    One body of a kind is that body: "the ombudsman".
    """
    types = {reading.type for reading in unit.readings if reading.rank <= CLEAR}
    of_issues = {word for one in unit.readings if one.type == "issue" for word in one.text.split("-")}
    if {"speaker", "kind"} <= unit.types and unit.text.startswith("the ") and not unit.text.endswith("s"):
        return unit.without("kind")
    if "speaker" not in types or unit.is_subject or unit.text not in of_issues:
        return unit
    return unit.without("speaker")


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


def _turned(units: Sequence[Unit], phrasing: Phrasing) -> Iterator[Unit]:
    """The same units, with "not … agree" as "disagree"; a "not" before what cannot be turned round stays a word."""
    skip: set[int] = set()
    changed: dict[int, Unit] = {}
    for i, unit in enumerate(units):
        if unit.text.casefold() not in phrasing.negations:
            continue
        for j in range(i + 1, min(i + 4, len(units))):
            if any(reading.value in phrasing.turns for reading in units[j].readings if reading.type.startswith("=")):
                readings = tuple(
                    replace(r, value=phrasing.turns[r.value]) for r in units[j].readings if r.value in phrasing.turns
                )
                changed[j] = replace(units[j], readings=readings, keys=stems_of(readings), neutral=False, parts=())
                skip.add(i)
                break
            negated = frozenset(phrasing.negated[key] for key in units[j].keys if key in phrasing.negated)
            if negated:
                changed[j] = replace(units[j], readings=(), keys=negated, neutral=False, parts=())
                skip.add(i)
                break
    for i, unit in enumerate(units):
        if i not in skip:
            yield changed.get(i, unit)
