"""Lines of text -> the Acts, instruments and treaties that they name, in full, in short or as "the Act"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge.statutes import StatuteRegistry

_WORD = re.compile(r"[\w’'‑-]+")
_YEAR = re.compile(r"(?: of)? ?\d{4}$")
_CAPITAL = r"(?:[A-Z][\w’'‑-]*|\([A-Z][\w’'. ‑-]{0,40}\))"
_LINK = r"(?:(?:and|of|for|in|to|on|with|or|by|etc\.?|from) (?:the )?){0,2}"
_TITLE = re.compile(
    rf"(?<![\w’'-]){_CAPITAL}(?:,? {_LINK}{_CAPITAL}){{0,11}} (?:Act(?: of)?|Measure|Order|Regulations|Rules) \d{{4}}\b"
)
# Words that begin a sentence, a list or a reference, and no title.
_NO_TITLE = frozenset(
    "A All Also Although An And Article As At Both British But By English For From If In It Its On Our Part Regulation Schedule"
    " Section See Since So That The Their These This Those To UK Under Unlike We When Where Which While With".split()
)
_LAWS = frozenset("Act Measure Order Regulations Rules".split())
_BRACKET = re.compile(r",? \((?:(?:hereafter|hereinafter|known as|or) )?[“‘\"']?(?:the )?[“‘\"']?")
_DEFINED = re.compile(_BRACKET.pattern + r"([A-Z][\w&]+(?: [A-Z]\w*| \d{4})*)[”’\"']?\)")
_OF_YEAR = re.compile(r"\b[Tt]he (\d{4}) (?:Act|Measure|Order|Regulations|Rules)\b")
_SEVERAL = re.compile(
    rf"(?<![\w’'-])({_CAPITAL}(?: {_LINK}{_CAPITAL}){{0,5}}) Acts ((?:\d{{4}}, )*\d{{4}},? and \d{{4}})\b"
)
_ANAPHOR = re.compile(r"\b(?:[Tt]he|[Tt]hat|[Tt]his|same) (Act|Regulations|Convention)\b(?! \d{4})")
_POSSESSIVE = ("act's", "convention's", "regulations's", *(f"{digit}'s" for digit in range(10)))
_BILL = re.compile(r"\bBill\b(?: \d{4})?")


@dataclass(frozen=True, slots=True)
class Act:
    """An Act, instrument or treaty."""

    iri: str
    label: str
    registered: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a line names a law."""

    line: int
    start: int
    end: int
    act: Act | None  # None: a Bill, or what the text has not told
    inferred: bool = False  # by a short name, or "the 1989 Act"
    anaphor: bool = False  # "the Act": points back


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention before it is known what it means."""

    start: int
    end: int
    full: tuple[Act, ...] = ()  # what the name may mean anywhere
    short: tuple[Act, ...] = ()  # what it may mean once the text has named it in full
    year: str | None = None  # of "the 1989 Act"
    anaphor: str | None = None  # "Act" of "the Act"


class Names:
    """What each name may mean, in full or in short."""

    def __init__(self) -> None:
        self._full: dict[tuple[str, ...], list[Act]] = {}
        self._short: dict[tuple[str, ...], list[Act]] = {}
        self._longest: dict[str, int] = {}  # of the names that begin with this word

    def add(self, name: str, act: Act, *, short: bool = False) -> None:
        """Add one meaning of a name; a second time is no fault."""
        key = _key(_WORD.findall(name))
        acts = (self._short if short else self._full).setdefault(key, [])
        if act not in acts:
            acts.append(act)
        self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def find(self, line: str) -> Iterator[_Found]:
        """Names in a line from left to right, the longest first, none over another."""
        words = list(_WORD.finditer(line))
        keys = _key(word[0] for word in words)
        at = 0
        while at < len(words):
            found = self._at(line, words, keys, at)
            if found:
                yield found[0]
            at += found[1] if found else 1

    def _at(
        self, line: str, words: Sequence[re.Match[str]], keys: tuple[str, ...], at: int
    ) -> tuple[_Found, int] | None:
        for length in range(min(self._longest.get(keys[at], 0), len(keys) - at), 0, -1):
            key = keys[at : at + length]
            full, short = self._full.get(key, []), self._short.get(key, [])
            start, end = words[at].start(), words[at + length - 1].end()
            if (full or short) and _is_name(line, start, end):
                return _Found(start, end, tuple(full), tuple(short)), length
        return None


def find_acts(lines: Sequence[str], registry: StatuteRegistry, iri_of: Callable[[str], str]) -> list[Mention]:
    """All mentions in the order of the text, each with what it means there.

    iri_of: makes our own IRI for a law outside the registry, from its title.
    """
    names = _names(registry, lines, iri_of)
    found = [(number, one) for number, line in enumerate(lines) for one in _all_in(line, names)]
    somewhere = {act for _, one in found for act in one.full if len(one.full) == 1}
    mentions: list[Mention] = []
    named: dict[Act, None] = {}  # each once, the one named last at the end
    for number, one in found:
        act = _meaning(one, named, somewhere)
        mentions.append(Mention(number, one.start, one.end, act, not one.full, one.anaphor is not None))
        if act is not None and one.anaphor is None:
            named.pop(act, None)
            named[act] = None
    return mentions


def _names(registry: StatuteRegistry, lines: Sequence[str], iri_of: Callable[[str], str]) -> Names:
    """Those of the registry, and those of the text: titles with a year, and short forms that it defines."""
    names = Names()
    for statute in registry.acts:
        act = Act(statute.iri, statute.label, registered=True)
        for name in statute.names:
            names.add(name, act)
        for name in (*statute.short_names, _YEAR.sub("", statute.label)):
            names.add(name, act, short=True)
    for title in sorted(_titles(lines, names)):
        act = Act(iri_of(title), title, registered=False)
        names.add(title, act)
        names.add(_YEAR.sub("", title), act, short=True)
    for name, act in [defined for line in lines for defined in _defined(line, names)]:
        names.add(name, act, short=True)
    return names


def _titles(lines: Iterable[str], names: Names) -> set[str]:
    """Titles with a year that the registry does not have."""
    titles = set()
    for line in lines:
        known = [one for one in names.find(line) if one.full]
        for match in _TITLE.finditer(line):
            title = _trimmed(match[0])
            if title and not any(one.end == match.end() for one in known):
                titles.add(title)
        titles.update(f"{base} {year}" for base, years, _ in _bases(line) for year in years)
    return titles


def _trimmed(title: str) -> str | None:
    """A title without the words before it; None when nothing stays."""
    words = title.split(" ")
    while words and words[0].strip(",") in _NO_TITLE:
        words.pop(0)
    return " ".join(words) if len(words) > 2 and words[0] not in _LAWS else None


def _defined(line: str, names: Names) -> Iterator[tuple[str, Act]]:
    """Short forms that stand in brackets after a full name: "the Example Act 2001 (EA)"."""
    for one in names.find(line):
        defined = _DEFINED.match(line, one.end)
        if len(one.full) == 1 and defined and defined[1] not in ("Act", "Convention", "Regulations"):
            yield defined[1], one.full[0]


def _all_in(line: str, names: Names) -> list[_Found]:
    """Names first; "the 1989 Act", "the Act" and Bills where no name stands."""
    found = list(names.find(line))
    others = list(_several(line, names))
    others += [_Found(m.start(), m.end(), year=m[1]) for m in _OF_YEAR.finditer(line)]
    others += [_Found(m.start(), m.end(), anaphor=m[1]) for m in _ANAPHOR.finditer(line)]
    others += [_Found(m.start(), m.end()) for m in _BILL.finditer(line)]
    found += [one for one in others if not any(name.start < one.end and one.start < name.end for name in found)]
    found.sort(key=lambda one: one.start)
    return [
        one for before, one in zip([None, *found], found, strict=False) if not (before and _repeats(line, before, one))
    ]


def _repeats(line: str, before: _Found, one: _Found) -> bool:
    """Whether a name is the short form in brackets after the full one."""
    return bool(_BRACKET.fullmatch(line, before.end, one.start)) and not {*before.full}.isdisjoint(
        (*one.full, *one.short)
    )


def _several(line: str, names: Names) -> Iterator[_Found]:
    """Each law of "the Example Acts 1989 and 2004"."""
    for base, years, (first, last) in _bases(line):
        for year in years:
            for one in names.find(f"{base} {year}"):
                yield _Found(first, last, one.full)


def _bases(line: str) -> Iterator[tuple[str, list[str], tuple[int, int]]]:
    """("the Example Act", years, place) of "the Example Acts 1989 and 2004"."""
    for match in _SEVERAL.finditer(line):
        title = _trimmed(f"{match[1]} Act 0")
        if title is not None:
            base = title.removesuffix(" 0")
            place = (match.end(1) - len(base) + len(" Act"), match.end())
            yield base, re.findall(r"\d{4}", match[2]), place


def _meaning(one: _Found, named: dict[Act, None], somewhere: set[Act]) -> Act | None:
    """The law that a mention means: of those that fit the one named last, else the one it means anywhere."""
    if one.year:
        fitting = [act for act in (*somewhere, *named) if act.label.endswith(one.year)]
    elif one.anaphor:
        fitting = [act for act in named if one.anaphor in act.label.split()]
    else:
        fitting = [*one.full, *one.short]
    latest = next((act for act in reversed(named) if act in fitting), None)
    if latest is not None:
        return latest
    if one.full:
        return one.full[0]
    later = sorted({act.iri: act for act in fitting if act in somewhere}.values(), key=lambda act: act.iri)
    return later[0] if len(later) == 1 else None


def _is_name(line: str, start: int, end: int) -> bool:
    """One with its year, or one in capitals that no year follows."""
    if _YEAR.search(line[start:end]):
        return True
    last = line[start:end].split(" ")[-1]
    return line[start].isupper() and last[0].isupper() and not re.match(r" \d{4}\b", line[end : end + 6])


def _key(words: Iterable[str]) -> tuple[str, ...]:
    """Names compare in lower case, with one kind of apostrophe, and "the Act's" is the Act."""
    return tuple(map(_fold, words))


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    folded = word.casefold().replace("’", "'").replace("‑", "-")
    return folded.removesuffix("'s") if folded.endswith(_POSSESSIVE) else folded
