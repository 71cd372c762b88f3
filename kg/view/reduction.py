"""A picture with at most so many nodes out of a larger one, which says what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kg.view.kinds import KINDS
from kg.view.picture import Hub, Pair, Picture, Quotation
from kg.view.wording import counted, listed

NODE_LIMIT: Final = 300
_HUB_SHARE: Final = 200  # so that statements still find a place
_ISSUE_SHARE: Final = 80
_LINE_LIMIT: Final = 500  # between speakers and issues


def reduced(picture: Picture, limit: int = NODE_LIMIT) -> Picture:
    """The picture with at most `limit` nodes and a note of what was left out.

    Kept first: the focus and options, then issues and speakers with the most statements, then statements so that
    each pair of speaker and issue keeps its surest before any keeps its second. Counts still count everything.
    """
    if (
        len(picture.hubs) + _bubble_count(picture) <= limit
        and len(picture.quotations) >= picture.total
        and len(picture.pairs) <= _LINE_LIMIT
    ):
        return picture
    hubs = _strongest_hubs(picture, limit)
    kept = {hub.key for hub in hubs}
    smaller = replace(
        picture,
        hubs=hubs,
        pairs=_thickest([pair for pair in picture.pairs if pair.speaker in kept and pair.issue in kept]),
        leans=tuple(lean for lean in picture.leans if lean.holder in kept and lean.option in kept),
        ties=tuple(tie for tie in picture.ties if kept.issuperset(tie)),
    )
    room = limit - len(hubs) if picture.drawn else limit
    smaller = replace(smaller, quotations=surest(picture.quotations, kept, room))
    return replace(smaller, notes=(*picture.notes, _note(picture, smaller)))


def _bubble_count(picture: Picture) -> int:
    return len(picture.quotations) if picture.drawn else 0


def _strongest_hubs(picture: Picture, limit: int) -> tuple[Hub, ...]:
    share = limit * _HUB_SHARE // NODE_LIMIT if picture.drawn else limit
    if len(picture.hubs) <= share:
        return picture.hubs
    fixed = [hub for hub in picture.hubs if hub.key in (picture.focus, *picture.ends) or hub.kind == "option"][:share]
    rest = sorted((hub for hub in picture.hubs if hub not in fixed), key=lambda hub: (-hub.count, hub.label, hub.key))
    issues = [hub for hub in rest if KINDS[hub.kind].role != "speaker"]
    speakers = [hub for hub in rest if KINDS[hub.kind].role == "speaker"]
    room = share - len(fixed)
    issue_room = max(limit * _ISSUE_SHARE // NODE_LIMIT, room - len(speakers))
    taken = issues[: min(issue_room, room)]
    kept = {hub.key for hub in (*fixed, *taken, *speakers[: room - len(taken)])}
    return tuple(hub for hub in picture.hubs if hub.key in kept)


def _thickest(pairs: list[Pair]) -> tuple[Pair, ...]:
    """At most so many pairs: those with the most statements, but each speaker and issue keeps one."""
    ranked = sorted(pairs, key=lambda pair: (-sum(pair.tally.values()), pair.speaker, pair.issue))
    met: set[str] = set()
    first: list[Pair] = []
    for pair in ranked:
        if not met.issuperset((pair.speaker, pair.issue)):
            first.append(pair)
            met.update((pair.speaker, pair.issue))
    chosen = set(list(dict.fromkeys(map(id, [*first, *ranked])))[:_LINE_LIMIT])
    return tuple(pair for pair in pairs if id(pair) in chosen)


def surest(quotations: Iterable[Quotation], kept: set[str], room: int) -> tuple[Quotation, ...]:
    """At most `room` statements of kept speakers, about kept issues where they are about any.

    First those that show a speaker or an issue for the first time, then the first of each pair, then the second …
    """
    candidates = [
        replace(quotation, issues=tuple(key for key in quotation.issues if key in kept))
        for quotation in quotations
        if quotation.speaker in kept and (not quotation.issues or not kept.isdisjoint(quotation.issues))
    ]
    seen: Counter[tuple[str, str]] = Counter()
    ranked: list[tuple[bool, int, float, str]] = []
    for quotation in sorted(candidates, key=lambda q: (-(q.confidence or 0), q.key)):
        pairs = [(quotation.speaker, key) for key in quotation.issues]
        alone = [(quotation.speaker, ""), *(("", key) for key in quotation.issues)]
        covered = all(seen[one] for one in alone)
        rank = min((seen[pair] for pair in pairs), default=seen[alone[0]])
        ranked.append((covered, rank, -(quotation.confidence or 0), quotation.key))
        seen.update([*pairs, *alone])
    chosen = {entry[-1] for entry in sorted(ranked)[:room]}
    return tuple(quotation for quotation in candidates if quotation.key in chosen)


def _note(before: Picture, after: Picture) -> str:
    roles = {
        "speaker": "speaker",
        "issue": "issue",
        "statute": "part",
        "option": "option",
        "target": "thing with sides",
    }
    parts = []
    for role, noun in roles.items():
        all_of, left = (sum(KINDS[hub.kind].role == role for hub in picture.hubs) for picture in (before, after))
        if left < all_of:
            parts.append(f"{all_of - left:,} of {counted(all_of, noun)}")
    if len(after.quotations) < before.total:
        parts.append(f"{before.total - len(after.quotations):,} of {counted(before.total, 'statement')}")
    kept = {hub.key for hub in after.hubs}
    lines = sum(pair.speaker in kept and pair.issue in kept for pair in before.pairs)
    if len(after.pairs) < lines:
        parts.append(f"the {lines - len(after.pairs):,} thinnest of {counted(lines, 'line')}")
    return (
        f"Left out so that the picture stays readable: {listed(parts)}. Kept are those with the most statements, and of "
        f"the statements the surest of each speaker and {after.about}; sizes and the lines drawn count all."
    )
