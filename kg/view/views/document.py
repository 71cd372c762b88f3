"""A document in, a picture of who is heard in it about what out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kg.view.picture import Picture
from kg.view.rows import issues_of, pairs_of, quotations_of, speakers_of
from kg.view.source import Source
from kg.view.views.subject import Subject, added_up, command_of, unnamed_by_words
from kg.view.wording import NAME_LIMIT, counted, shortened


def document(source: Source, subject: Subject) -> Picture:
    """Who is heard in a document about which issue; groups and unnamed persons of the same words are added up."""
    table = source.rows("view-document", document=subject.iris)
    merged = unnamed_by_words(table)
    parts = Counter(merged[key] for key in {row["speaker"] for row in table} & set(merged))
    table = [{**row, "speaker": merged.get(row["speaker"], row["speaker"])} for row in table]
    quotations, issues = quotations_of(table), issues_of(table)
    speakers = tuple(replace(hub, remark=added_up(parts[hub.key])) for hub in speakers_of(table))
    said = f"{counted(len(quotations), 'statement')} by {counted(len(speakers), 'speaker')}"
    return Picture(
        view="document",
        title=f"Who is heard in “{shortened(subject.label, NAME_LIMIT)}”",
        description=f"{said} about {counted(len(issues), 'issue')}."
        if quotations
        else "No statement was found in this document.",
        command=command_of("document", subject),
        queries=("view-document",),
        total=len(quotations),
        hubs=(*speakers, *issues),
        quotations=quotations,
        pairs=pairs_of(quotations),
    )
