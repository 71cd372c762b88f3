"""An Act or a section in, a picture of who named it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.view.picture import Hub, Picture
from kg.view.rows import Row, pairs_of, quotations_of, speakers_of, statutes_of
from kg.view.source import Source
from kg.view.views.subject import Subject, command_of, told
from kg.view.wording import NAME_LIMIT, counted, listed, shortened


def statute(source: Source, subject: Subject) -> Picture:
    """Who named an Act, or a section of it, in which words."""
    table = source.rows("view-statute", statute=subject.iris)
    inferred = _inferred(table)
    quotations = tuple(
        replace(one, remark=_remark(inferred.get(one.key, []))) for one in quotations_of(table, about="statute")
    )
    speakers = speakers_of(table)
    parts = tuple(hub for hub in statutes_of(table) if hub.key != subject.key)
    also = f" or one of {counted(len(parts), 'part')} of it" if parts else ""
    return Picture(
        view="statute",
        title=f"Who named “{shortened(subject.label, NAME_LIMIT)}”",
        description=f"{told(quotations, speakers)} that {'names' if len(quotations) == 1 else 'name'} it{also}."
        if quotations
        else "No statement that names it, or a part of it, was found.",
        command=command_of("statute", subject),
        queries=("view-statute",),
        total=len(quotations),
        hubs=(Hub(subject.key, "statute", subject.label, len(quotations)), *speakers, *parts),
        quotations=quotations,
        pairs=pairs_of(quotations),
        ties=tuple((subject.key, hub.key) for hub in parts),
        tie_meaning="part of it",
        focus=subject.key,
        about="statute",
    )


def _inferred(table: Iterable[Row]) -> dict[str, list[str]]:
    """Statement -> names of the sections in it whose Act it does not name."""
    found: dict[str, list[str]] = {}
    for row in table:
        if row.get("act") == "inferred":
            found.setdefault(row["statement"], []).append(row["statute_label"])
    return found


def _remark(sections: list[str]) -> str:
    if not sections:
        return ""
    return f"The statement does not name the Act of {listed(sections)}: it was inferred from the context."
