"""An issue in, a picture of who said what about it out."""

from __future__ import annotations

from kg.view.picture import Hub, Picture
from kg.view.rows import issues_of, pairs_of, quotations_of, speakers_of
from kg.view.source import Source
from kg.view.views.subject import Subject, command_of, told
from kg.view.wording import NAME_LIMIT, counted, shortened


def issue(source: Source, subject: Subject) -> Picture:
    """Who said what about an issue or one narrower than it."""
    table = source.rows("view-issue", issue=subject.iris)
    quotations, speakers = quotations_of(table), speakers_of(table)
    narrower = tuple(hub for hub in issues_of(table) if hub.key != subject.key)
    also = f" or one of {counted(len(narrower), 'narrower issue')}" if narrower else ""
    return Picture(
        view="issue",
        title=f"Who said what about “{shortened(subject.label, NAME_LIMIT)}”",
        description=f"{told(quotations, speakers)} about this issue{also}."
        if quotations
        else "No statement about this issue, or a narrower one, was found.",
        command=command_of("issue", subject),
        queries=("view-issue",),
        total=len(quotations),
        hubs=(Hub(subject.key, "issue", subject.label, len(quotations)), *speakers, *narrower),
        quotations=quotations,
        pairs=pairs_of(quotations),
        ties=tuple((subject.key, hub.key) for hub in narrower),
        tie_meaning="narrower issue",
        focus=subject.key,
    )
