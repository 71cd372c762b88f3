"""A speaker in, a picture of what it said by issue out."""

from __future__ import annotations

from dataclasses import replace

from kg.view.picture import Hub, Picture
from kg.view.rows import issues_of, pairs_of, quotations_of, speakers_of
from kg.view.source import Source
from kg.view.views.subject import Subject, added_up, as_subject, command_of
from kg.view.wording import NAME_LIMIT, counted, shortened


def speaker(source: Source, subject: Subject) -> Picture:
    """What a speaker said by issue: alone, jointly, or through someone who speaks on its behalf."""
    table = [as_subject(row, subject) for row in source.rows("view-speaker", speaker=subject.iris)]
    quotations, issues, speakers = quotations_of(table), issues_of(table), speakers_of(table)
    own = [replace(hub, remark=added_up(len(subject.iris))) for hub in speakers if hub.key == subject.key]
    others = tuple(hub for hub in speakers if hub.key != subject.key)
    also = (
        f", {counted(sum(hub.count for hub in others), 'statement')} of them with or through others" if others else ""
    )
    return Picture(
        view="speaker",
        title=f"What “{shortened(subject.label, NAME_LIMIT)}” said",
        description=f"{counted(len(quotations), 'statement')} about {counted(len(issues), 'issue')}{also}."
        if quotations
        else "No statement of this speaker was found.",
        command=command_of("speaker", subject),
        queries=("view-speaker",),
        total=len(quotations),
        hubs=(*(own or [Hub(subject.key, "agent", subject.label, 0)]), *others, *issues),
        quotations=quotations,
        pairs=pairs_of(quotations),
        ties=tuple((hub.key, subject.key) for hub in others),
        tie_meaning="speaks with it or on its behalf",
        focus=subject.key,
    )
