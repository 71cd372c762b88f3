"""The words of a phrase -> the words of each speaker, where several are named together: "Ada Example and the Fund"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

_JOIN = re.compile(
    r"\s*,\s*(?:and|as well as|along with|together with)\s+|\s+(?:and|as well as|along with|together with)\s+|\s*,\s+"
)
_AND = re.compile(r"\b(?:and|as well as|along with|together with)\b")
_BOTH = re.compile(r"(?:both|all of|jointly,?)\s+(?=\S)", re.I)
_MOST = 12  # speakers; a longer list is something else


def parts_of(phrase: str, stands_alone: Callable[[str], bool], names: Iterable[str] = ()) -> list[str]:
    """The speakers that commas and "and" part, in order; one where they are all one name.

    stands_alone: whether some words name a speaker by themselves; those that do not belong to the name before.
    names: names that the text explains elsewhere; none is cut.
    >>> parts_of("both the Fund, Ada Example and the Trust for Sport and Play", lambda words: words != "Play")
    ['the Fund', 'Ada Example', 'the Trust for Sport and Play']
    """
    text = without_both(phrase).strip(" ,")
    if not _AND.search(text):
        return [text]
    whole = [(at, at + len(name)) for name in names if (at := text.find(name)) >= 0]
    joins = [match.span() for match in _JOIN.finditer(text)]
    joins = [(start, end) for start, end in joins if not any(first < start and end < last for first, last in whole)]
    bounds = [0, *(place for join in joins for place in join), len(text)]
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    if len(spans) > _MOST:
        return [text]
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if (
            merged
            and not (_opens(text[start:end]) and _alone(text, merged[-1], stands_alone))
            and not (stands_alone(text[start:end]) and _alone(text, merged[-1], stands_alone))
        ):
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return [text[start:end] for start, end in merged]


def _alone(text: str, span: tuple[int, int], stands_alone: Callable[[str], bool]) -> bool:
    return stands_alone(text[slice(*span)])


def _opens(part: str) -> bool:
    """ "the Food" of "the Food and Research Agency" begins a name of its own."""
    return part.startswith(("the ", "The ")) and part[4:5].isupper()


def without_both(phrase: str) -> str:
    """The phrase without "both" in front."""
    return _BOTH.sub("", phrase, count=1) if _BOTH.match(phrase) else phrase


def label_of(labels: Sequence[str]) -> str:
    """ "A, B and C"."""
    return ", ".join(labels[:-1]) + " and " + labels[-1] if len(labels) > 1 else "".join(labels)
