"""Text in, what is safe to show in a terminal out; messages to the person at the keyboard."""

from __future__ import annotations

import re
import sys
from typing import TextIO

# Control characters but for tab and line feed, marks that turn the direction of text, lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""The text with every character that could steer a terminal written as its escape.

    >>> printable("red \x1b[31m")
    'red \\x1b[31m'
    """
    return _UNSAFE.sub(lambda found: _escape(ord(found.group())), text)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """A message on one line, safe to show."""
    return printable(" ".join(text.split()))


def emit(text: str, stream: TextIO | None = None) -> None:
    """Write an answer: escaped where a terminal shows it, verbatim into a file or pipe; ends with a line feed."""
    stream = stream or sys.stdout
    shown = printable(text) if stream.isatty() else text
    stream.write(shown if shown.endswith("\n") or not shown else shown + "\n")


def complain(message: str) -> None:
    """Write a fault to standard error, in one line."""
    sys.stderr.write(f"kg: {one_line(message)}\n")
