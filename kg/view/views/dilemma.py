"""A dilemma in, a picture of who leans to which option out."""

from __future__ import annotations

from collections import Counter

from kg.view.picture import Hub, Picture
from kg.view.rows import leans_of, quotations_of, speakers_of
from kg.view.source import Source
from kg.view.views.subject import Subject, as_statement, command_of, told
from kg.view.wording import NAME_LIMIT, counted, shortened


def dilemma(source: Source, subject: Subject) -> Picture:
    """Who leans to which option of a dilemma, and the statements that show it."""
    table = source.rows("view-dilemma", dilemma=subject.iris)
    leaning = [as_statement(row) for row in table if row.get("holder")]
    quotations, leans, speakers = quotations_of(leaning), leans_of(leaning), speakers_of(leaning)
    supporters = Counter(option for option, _ in {(lean.option, lean.holder) for lean in leans})
    labels = {row["option"]: row.get("option_label") or row["option"] for row in table}
    options = tuple(Hub(key, "option", label, supporters[key]) for key, label in sorted(labels.items()))
    return Picture(
        view="dilemma",
        title=f"Who leans where: {shortened(subject.label, NAME_LIMIT)}",
        description=f"{told(quotations, speakers)} on {counted(len(options), 'option')}."
        if quotations
        else "Nobody was found to lean to any of the options.",
        command=command_of("dilemma", subject),
        queries=("view-dilemma",),
        total=len(quotations),
        hubs=(*options, *speakers),
        quotations=quotations,
        leans=leans,
        drawn=False,
    )
