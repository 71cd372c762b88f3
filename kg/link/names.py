"""Names in all documents -> those that are printed in two ways: a slip in a registered name, one body under two names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.extract.content_words import content_words
from kg.extract.word_lists import table_of
from kg.knowledge import Knowledge
from kg.knowledge.agents import normal_form
from kg.model import Aspect, CrossLink, Extraction, LinkKind, Passage, Span

_CAPITALISED = r"[A-Z][\w-]*(?:['’]\w+)*"
_NAME = re.compile(
    rf"{_CAPITALISED}(?:(?:\s+(?:of|the|on|and|for|in|to|with)\b){{0,3}}\s+{_CAPITALISED}|\s+(?:1[5-9]|20)\d\d\b){{1,12}}"
)
_LEAST_WORDS = 3
_SLIP = 75  # likeness, of 100, of a word and its slip


@dataclass(frozen=True, slots=True)
class _Printed:
    form: str  # as `normal_form` makes it
    text: str
    passage: Passage


def name_links(extractions: Sequence[Extraction], knowledge: Knowledge) -> list[CrossLink]:
    """Conflicts of wording between a right name and its slip, and between two names of one body in one document."""
    printed = [one for extraction in extractions for one in _printed_names(extraction)]
    return [
        *_slips(printed, _right_names(knowledge)),
        *(link for extraction in extractions for link in _two_names(extraction, knowledge)),
    ]


def _printed_names(extraction: Extraction) -> Iterator[_Printed]:
    """Capitalised names of three words or more, with or without what may stand before or behind them."""
    text = extraction.document.text
    for match in _NAME.finditer(text):
        words = " ".join(match[0].split())
        yield _Printed(normal_form(words), words, Passage(extraction.document.key, Span(*match.span())))


def _right_names(knowledge: Knowledge) -> dict[str, str]:
    """Names of three words or more of Acts, treaties and agents, by normal form; the value is the thing's label."""
    names: dict[str, str] = {}
    for statute in knowledge.statutes.acts:
        names |= {
            normal_form(name): statute.label
            for name in (statute.label, statute.title or "")
            if len(name.split()) >= _LEAST_WORDS
        }
    for agent in knowledge.registry.agents:
        names |= {
            normal_form(name): agent.label
            for name in (agent.label, *agent.aliases)
            if len(name.split()) >= _LEAST_WORDS
        }
    return names


def _slips(printed: Sequence[_Printed], right: dict[str, str]) -> Iterator[CrossLink]:
    """A printed name that differs from a right one in one word, where the right one is printed too; each slip once."""
    by_word: dict[str, set[str]] = defaultdict(set)
    for form in right:
        for word in form.split():
            by_word[word].add(form)
    by_form: dict[str, list[_Printed]] = defaultdict(list)
    for one in printed:
        by_form[one.form].append(one)
    places: dict[str, list[_Printed]] = defaultdict(list)
    for form, there in by_form.items():
        for name in _inside(form, right):
            places[name] += there
    for form, there in by_form.items():
        slip = _slip_of(form, right, by_word)
        if slip is not None and places[slip]:
            yield _slip_link(right[slip], there[0], places[slip])


def _slip_link(label: str, slip: _Printed, places: Sequence[_Printed]) -> CrossLink:
    """The slip beside the right name, of the same document where it has it."""
    home = next((place for place in places if place.passage.document == slip.passage.document), places[0])
    passages = tuple(sorted((home.passage, slip.passage), key=lambda passage: (passage.document, passage.span)))
    topic = f"{label}: printed as {slip.text}"
    return CrossLink(LinkKind.CONFLICT, Aspect.WORDING, topic, passages, "slip-in-name", 0.75)


def _inside(form: str, right: Collection[str]) -> list[str]:
    """Right names among the runs of words of a printed one."""
    words = form.split()
    runs = (" ".join(words[a:b]) for a in range(len(words)) for b in range(a + _LEAST_WORDS, len(words) + 1))
    return [run for run in runs if run in right]


def _slip_of(form: str, right: dict[str, str], by_word: dict[str, set[str]]) -> str | None:
    """The right name that the printed one misses by one word that looks alike; None where it is right or something else."""
    if _inside(form, right):
        return None
    words = form.split()
    shared = Counter(name for word in set(words) for name in by_word.get(word, ()))
    for candidate in sorted(name for name, count in shared.items() if count >= _LEAST_WORDS - 1):
        wanted = candidate.split()
        for at in range(len(words) - len(wanted) + 1):
            differing = [(a, b) for a, b in zip(words[at : at + len(wanted)], wanted, strict=True) if a != b]
            if len(differing) == 1 and _looks_alike(*differing[0]):
                return candidate
    return None


def _looks_alike(printed: str, right: str) -> bool:
    """Whether one is a slip of the other: not a plural, not another number."""
    if printed.isdigit() or right.isdigit() or printed == f"{right}s" or right == f"{printed}s":
        return False
    return fuzz.ratio(printed, right) >= _SLIP


def _two_names(extraction: Extraction, knowledge: Knowledge) -> Iterator[CrossLink]:
    """One body quoted under one name and listed under another of the same document; acronyms and articles are no other name."""
    function_words = frozenset(table_of(knowledge, "sentences")["function_words"])
    text, key = extraction.document.text, extraction.document.key
    listed: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    bodies = Counter(response.span for response in extraction.responses)
    for response in extraction.responses:
        if response.agent.iri and bodies[response.span] == 1:
            listed[response.agent.iri].append(
                (" ".join(text[response.span.start : response.span.end].split()), response.span)
            )
    done: set[tuple[str, str]] = set()
    for statement in extraction.statements:
        if statement.speaker is None or statement.speaker.iri not in listed or statement.source is None:
            continue
        name = " ".join(text[statement.source.start : statement.source.end].split())
        for other, span in listed[statement.speaker.iri]:
            pair = (normal_form(name), normal_form(other))
            if pair not in done and _other_name(name, other, function_words):
                done.add(pair)
                passages = tuple(
                    sorted((Passage(key, statement.source), Passage(key, span)), key=lambda passage: passage.span)
                )
                yield CrossLink(LinkKind.CONFLICT, Aspect.WORDING, f"{name} / {other}", passages, "two-names", 0.65)


def _other_name(one: str, other: str, function_words: Iterable[str]) -> bool:
    """Whether two names of three words or more differ in a word that counts: no article, no acronym in brackets, nothing added at the end."""
    short, long = sorted((normal_form(one), normal_form(other)), key=len)
    if long.startswith(short):
        return False
    first, second = (
        set(content_words(re.sub(r"\([^)]*\)", "", name), frozenset(function_words))) for name in (one, other)
    )
    enough = min(len(one.split()), len(other.split())) >= _LEAST_WORDS
    return enough and first != second and bool(first & second)
