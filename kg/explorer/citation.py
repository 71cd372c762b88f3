"""A statement in, the words to cite it with out."""

from __future__ import annotations

from kg.explorer.statements import Card
from kg.view.wording import day


def citation(card: Card, link: str) -> str:
    """Quotation, speaker, document, section and link; what is not said in the speaker's own words stands without quotation marks.

    `link`: the statement's permanent address.
    """
    said = card.said
    words = " ".join(said["words"].split())
    quoted = f"“{words}”" if card.quoted else f"[not verbatim] {words}"
    speaker = said["speaker"] + (f", for {said['on_behalf_of']}" if said["on_behalf_of"] else "")
    place = ", ".join(part for part in (said["document"], day(said["issued"])) if part)
    section = f", section “{said['section']}”" if said["section"] and said["section"] != said["document"] else ""
    return f"{quoted} {speaker}, in: {place}{section}. <{link}>"
