"""Events of all documents -> what they agree and differ on: dates of the same happening of the same thing."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.events import EventReader
from kg.extract.numerals import Numerals
from kg.extract.word_lists import any_of, table_of
from kg.extract.works import WorkFinder
from kg.knowledge import Knowledge
from kg.model import Aspect, CrossLink, Event, Extraction, LinkKind, Passage

_LONGEST_GAP = 366  # days: dates further apart belong to two happenings, not to two accounts of one
_TOLERANCE = {"days": 1, "weeks": 2, "months": 3}  # days by which a length of time may miss its end
_LENGTH = {"days": 1.0, "weeks": 7.0, "months": 30.44}
_LARGEST_MISFIT = 45  # days: beyond it the length is counted from something else


@dataclass(frozen=True, slots=True)
class DatedFact:
    """That a document dates a happening of a registered thing."""

    kind: str
    thing: str  # IRI
    label: str
    date: str
    passage: Passage


def event_links(extractions: Sequence[Extraction], knowledge: Knowledge) -> list[CrossLink]:
    """Date conflicts and corroborations, and lengths of time that do not fit the dates at their ends."""
    reader = _FactReader.of(knowledge)
    facts = [fact for extraction in extractions for fact in reader.facts(extraction)]
    links = [link for group in _by_happening(facts) for link in _links_of(group)]
    return [*_merged(links), *(link for extraction in extractions for link in reader.misfits(extraction))]


@dataclass(frozen=True, slots=True)
class _FactReader:
    events: EventReader
    works: WorkFinder
    once: frozenset[str]
    done_by_reviews: frozenset[str]
    length: re.Pattern[str]
    numerals: Numerals
    base_kinds: frozenset[str]

    @classmethod
    def of(cls, knowledge: Knowledge) -> _FactReader:
        table, numerals = table_of(knowledge, "links")["dates"], Numerals.of(table_of(knowledge, "figures"))
        durations = table_of(knowledge, "figures")["durations"]
        return cls(
            events=EventReader.of(table_of(knowledge, "dates"), table_of(knowledge, "sentences"), issued="2000"),
            works=WorkFinder.of(knowledge.registry),
            once=frozenset(table["once"]),
            done_by_reviews=frozenset(table["done_by_reviews"]),
            length=re.compile(
                rf"(?P<number>{numerals.pattern})[ -](?P<unit>{any_of(durations)}) {any_of(table['after'])} {any_of(table['counted_from'])}\b",
                re.IGNORECASE,
            ),
            numerals=numerals,
            base_kinds=frozenset(table["counted_from_kinds"]),
        )

    def facts(self, extraction: Extraction) -> Iterator[DatedFact]:
        """The dated facts of one document; a short name counts where the text names the work, or one of the same publisher, in full."""
        found = [one.work for one in self.works.find(extraction.document.text) if not one.short]
        named = {iri for work in found for iri in (work.iri, work.publisher) if iri is not None}
        for event in extraction.events:
            text = _passage_text(extraction, event)
            for happening in self.events.read(text):
                if happening.kind in self.once and _same_day(happening.date.date, event.date):
                    for iri, label in self._things(text, happening.kind, happening.word, named):
                        yield DatedFact(
                            happening.kind, iri, label, event.date, Passage(extraction.document.key, event.span)
                        )

    def _things(self, text: str, kind: str, at: int, named: set[str]) -> list[tuple[str, str]]:
        """What the happening befell: the report nearest to the word "published" (at `at`), else every report and programme; a review where it is not the doer."""
        found = [one for one in self.works.find(text) if not one.short or named & {one.work.iri, one.work.publisher}]
        objects = [one for one in found if one.work.cls != "review"]
        if kind == "publish" and objects:
            objects = [min(objects, key=lambda one: (min(abs(one.start - at), abs(one.end - at)), one.start))]
        if not objects and kind not in self.done_by_reviews:
            objects = found
        return list(dict.fromkeys((one.work.iri, one.work.label) for one in objects))

    def misfits(self, extraction: Extraction) -> Iterator[CrossLink]:
        """ "open for eight weeks after publication and closed on 13 August", where eight weeks from the publication end on another day."""
        before: Event | None = None
        for event in extraction.events:
            text = _passage_text(extraction, event)
            kinds = {happening.kind for happening in self.events.read(text)}
            length = self.length.search(text)
            if length and before is not None and "close" in kinds and self._misses(length, before, event):
                yield CrossLink(
                    LinkKind.CONFLICT,
                    Aspect.DATE,
                    f"{length[0]}: {before.date} to {event.date}",
                    (Passage(extraction.document.key, before.span), Passage(extraction.document.key, event.span)),
                    "length-of-time",
                    0.6,
                )
            if kinds & self.base_kinds and len(event.date) == len("2000-01-01"):
                before = event

    def _misses(self, length: re.Match[str], before: Event, event: Event) -> bool:
        unit = length["unit"].lower().rstrip("s") + "s"
        if unit not in _LENGTH or len(event.date) < len(before.date):
            return False
        days = (datetime.date.fromisoformat(event.date) - datetime.date.fromisoformat(before.date)).days
        misfit = abs(days - float(self.numerals.value(length["number"])) * _LENGTH[unit])
        return _TOLERANCE[unit] < misfit <= _LARGEST_MISFIT


def _passage_text(extraction: Extraction, event: Event) -> str:
    return " ".join(extraction.document.text[event.span.start : event.span.end].split())


def _same_day(read: str, event: str) -> bool:
    """Whether the date read out of the passage alone is the event's, the year aside (the passage may not give it)."""
    return read[4:] == event[4:]


def _by_happening(facts: Iterable[DatedFact]) -> list[list[DatedFact]]:
    groups: dict[tuple[str, str], list[DatedFact]] = defaultdict(list)
    for fact in facts:
        groups[fact.kind, fact.thing].append(fact)
    return [group for _, group in sorted(groups.items())]


def _links_of(group: Sequence[DatedFact]) -> Iterator[CrossLink]:
    """Of one happening: a conflict where dates exclude each other, a corroboration where two documents give one date."""
    clusters: list[list[DatedFact]] = []
    for fact in sorted(group, key=lambda fact: (-len(fact.date), fact.date, fact.passage.document, fact.passage.span)):
        home = next((cluster for cluster in clusters if _compatible(fact.date, cluster[0].date)), None)
        if home is None:
            clusters.append([fact])
        else:
            home.append(fact)
    near = [cluster for cluster in clusters if _gap(cluster[0].date, clusters[0][0].date) <= _LONGEST_GAP]
    if len(near) > 1:
        dates = ", ".join(sorted({cluster[0].date for cluster in near}))
        yield _link(
            LinkKind.CONFLICT,
            f"{group[0].kind}: {group[0].label} ({dates})",
            [fact for cluster in near for fact in cluster],
            0.85,
        )
    for cluster in clusters:
        same = [fact for fact in cluster if fact.date == cluster[0].date]  # a month does not confirm a day
        if len({fact.passage.document for fact in same}) > 1:
            yield _link(LinkKind.CORROBORATION, f"{group[0].kind}: {group[0].label} ({cluster[0].date})", same, 0.9)


def _compatible(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _gap(one: str, other: str) -> int:
    """Days between two dates, cut to what both give."""
    length = min(len(one), len(other))
    first, second = (
        datetime.date.fromisoformat((date[:length] + "-01-01")[: len("2000-01-01")]) for date in (one, other)
    )
    return abs((first - second).days)


def _link(kind: LinkKind, topic: str, facts: Sequence[DatedFact], confidence: float) -> CrossLink:
    passages = tuple(sorted({fact.passage for fact in facts}, key=lambda passage: (passage.document, passage.span)))
    return CrossLink(kind, Aspect.DATE, topic, passages, "dated-happening", confidence)


def _merged(links: Sequence[CrossLink]) -> list[CrossLink]:
    """Corroborations that share a passage become one: the same closing day told of a form and of the report that it is about."""
    merged: list[CrossLink] = []
    for link in links:
        at = next(
            (i for i, one in enumerate(merged) if one.kind == link.kind and set(one.passages) & set(link.passages)),
            None,
        )
        if at is None:
            merged.append(link)
            continue
        one = merged[at]
        passages = tuple(sorted({*one.passages, *link.passages}, key=lambda passage: (passage.document, passage.span)))
        merged[at] = CrossLink(one.kind, one.aspect, one.topic, passages, one.rule, one.confidence)
    return merged
