"""An Accept header and what there is in, what to send out: https://www.rfc-editor.org/rfc/rfc9110#name-accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def choose(accept: str | None, offers: Sequence[str], aliases: Mapping[str, str] | None = None) -> str | None:
    """The media type to send; None where the client takes none of them.

    Args:
        accept: the header; None or empty: anything.
        offers: what there is, best first.
        aliases: other names of offers, such as application/json.

    >>> choose("text/*;q=0.5, application/json", ["application/ld+json", "text/turtle"], {"application/json": "application/ld+json"})
    'application/ld+json'
    """
    ranges = _parse(accept or "*/*")
    names = [(offer, offer) for offer in offers]
    names += [(alias, offer) for alias, offer in (aliases or {}).items() if offer in offers and alias in ranges]
    best: tuple[float, int] = (0.0, 0)
    chosen = None
    for name, offer in names:
        quality = _quality(name, ranges)
        rank = (quality, -offers.index(offer))
        if quality > 0 and (chosen is None or rank > best):
            best, chosen = rank, offer
    return chosen


def _parse(accept: str) -> dict[str, float]:
    """Quality by range; parameters of media types other than q are not looked at."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((text[2:].strip() for text in parameters if text.startswith("q=")), "1")
        if name:
            found[name] = _number(quality)
    return found


def _number(quality: str) -> float:
    """A quality from 0 to 1; 1 where it is no number, as if it were not given.

    >>> _number("0.5"), _number("2"), _number("abc")
    (0.5, 1.0, 1.0)
    """
    try:
        return min(1.0, max(0.0, float(quality)))
    except ValueError:
        return 1.0


def _quality(name: str, ranges: Mapping[str, float]) -> float:
    """Of the most specific range that fits."""
    kind = name.partition("/")[0]
    return next((ranges[fit] for fit in (name, f"{kind}/*", "*/*") if fit in ranges), 0.0)
