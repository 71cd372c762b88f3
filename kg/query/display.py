"""Text of unknown origin in, text that a terminal or a table cell can show out: nothing in it is obeyed."""

from __future__ import annotations

import re
from typing import Final

# C0 and C1 controls, and DEL: a terminal would obey some of them.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Characters that are not seen and change what is: bidirectional controls, zero-width blanks, line separators, tags.
_INVISIBLE: Final = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F
_DELETE_PICTURE: Final = "\u2421"
_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"


def visible(text: str, *, keep: str = "") -> str:
    """The text with every control and invisible character shown by a sign; those in `keep` (such as "\\n\\t") stay.

    >>> visible("a\\x1b[31mb")
    'a␛[31mb'
    """
    shown = _CONTROL.sub(lambda match: match[0] if match[0] in keep else _control_sign(match[0]), text)
    shown = _INVISIBLE.sub(lambda match: _code_point(match[0]), shown)
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def cell(text: str) -> str:
    """A text for a cell of a table on a terminal: visible, blanks collapsed, right-to-left writing kept from moving the rest."""
    shown = visible(" ".join(text.split(" ")), keep="\n\t")
    shown = " ".join(shown.split())
    return f"{_FIRST_STRONG_ISOLATE}{shown}{_POP_ISOLATE}" if _RIGHT_TO_LEFT.search(shown) else shown


def _control_sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    return _DELETE_PICTURE if code == _DELETE else _code_point(character)


def _code_point(character: str) -> str:
    return f"‹U+{ord(character):04X}›"
