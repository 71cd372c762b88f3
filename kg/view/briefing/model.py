"""What a briefing holds, whatever the file is: parts with paragraphs, quotations, tables and charts. Frozen."""

from __future__ import annotations

from dataclasses import dataclass

from kg.view.charts import Chart


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement as it is shown and cited."""

    words: str
    verbatim: bool  # the speaker's own words
    speaker: str
    speaker_kind: str  # person, organisation, group or document
    side: str  # "agrees with … (inferred)", or ""
    place: str  # document, date, section
    link: str  # IRI of the statement
    sureness: str  # confidence and rule

    @property
    def citation(self) -> str:
        """Quotation, speaker, document, section and link, ready to paste."""
        words = f"“{self.words}”" if self.verbatim else f"[not verbatim] {self.words}"
        return f"{words} {self.speaker}, in: {self.place}. <{self.link}>"


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    paragraphs: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    title: str
    lead: str  # what it rests on, in one paragraph
    parts: tuple[Part, ...]
    notes: tuple[str, ...]  # how far to trust it, and what was not read
