"""Text in, what is safe to show in a terminal out; messages to the person at the keyboard."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TextIO

from kg.query.display import visible


class ReaderGoneError(Exception):
    """Whoever reads the answer has enough of it, as in `kg export | head`."""


def printable(text: str) -> str:
    """The text with every character that could steer a terminal shown by a sign; lines and tabs stay.

    >>> printable("red \x1b[31m")
    'red ␛[31m'
    """
    return visible(text, keep="\n\t")


def one_line(text: str) -> str:
    """A message on one line, safe to show."""
    return printable(" ".join(text.split()))


def emit(text: str, stream: TextIO | None = None) -> None:
    """Write an answer, with a line feed at its end, as `emit_parts` does."""
    emit_parts([text if text.endswith("\n") or not text else f"{text}\n"], stream)


def emit_parts(parts: Iterable[str], stream: TextIO | None = None, *, safe: bool = False) -> None:
    """Write an answer in pieces: with signs where a terminal shows it, verbatim into a file or pipe.

    `safe`: whoever made the parts has seen to it.
    Raises: ReaderGoneError.
    """
    stream = stream or sys.stdout
    try:
        stream.writelines(map(printable, parts) if stream.isatty() and not safe else parts)
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def prepare_streams() -> None:
    """Make standard output and error take every character, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def note(message: str) -> None:
    """Write a remark that is no fault to standard error, in one line."""
    sys.stderr.write(one_line(message) + "\n")


def complain(message: str) -> None:
    """Write a fault to standard error, in one line."""
    sys.stderr.write(f"kg: {one_line(message)}\n")
