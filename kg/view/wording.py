"""Text of a document as it may be shown: control characters made visible, length bounded; the stored text keeps them."""

from __future__ import annotations

import re
from typing import Final

# Controls (not tab, line feed, carriage return), marks that turn the direction of what follows, blanks without width, lone surrogates
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BLANKS: Final = re.compile(r"\s+")

NAME_LIMIT: Final = 300
WORDS_LIMIT: Final = 4_000
TIP_LIMIT: Final = 240


def visible(text: str) -> str:
    """The text with each character that cannot be seen named, so that nothing is hidden and nothing turned round.

    >>> visible("Ada\u202eelpmaxE")
    'Ada⟨U+202E⟩elpmaxE'
    """
    return _INVISIBLE.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def shortened(text: str, limit: int) -> str:
    """The text on one line, visible, cut at a word where it is longer than `limit` characters, and marked so.

    >>> shortened("one two  three", 10)
    'one two…'
    """
    flat = visible(_BLANKS.sub(" ", text[: 8 * limit]).strip())
    if len(flat) <= limit and len(text) <= 8 * limit:
        return flat
    head = flat[: limit - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head else head
    return (at_word if len(at_word) > limit // 2 else head).rstrip() + "…"


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "statement"), counted(1200, "statement"), counted(2, "person", "people")
    ('1 statement', '1,200 statements', '2 people')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def attributions_without_name(number: int) -> str:
    """How often words are given to those whom nobody can count: beside the number of speakers by name.

    >>> attributions_without_name(1)
    '1 attribution to groups or speakers without a name'
    """
    return f"{counted(number, 'attribution')} to groups or speakers without a name"


def listed(items: list[str]) -> str:
    """Items as a reader lists them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


_MONTHS: Final = "January February March April May June July August September October November December".split()
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def day(date: str) -> str:
    """A date that may end at the year or month, as people write it; anything else as it is.

    >>> day("2021-06-07"), day("2021-06"), day("2021"), day("")
    ('7 June 2021', 'June 2021', '2021', '')
    """
    match = _DAY.fullmatch(date)
    if not match:
        return date
    year, month, of_month = match.groups()
    name = _MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    return " ".join(part for part in (str(int(of_month)) if of_month else "", name, year) if part)
