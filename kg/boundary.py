"""The command line's arguments in, its exit code out: where every error becomes one line on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from kg.errors import KgError, LimitError
from kg.terminal import ReaderGoneError, complain, prepare_streams, printable

DEBUG = "--debug"
_INTERRUPTED = 130


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run a command line without the program's name; returns its exit code.

    With --debug, wherever it stands, an error's traceback comes before its line.
    """
    prepare_streams()
    words = [word for word in arguments if word != DEBUG]
    try:
        code = app(args=words or ["--help"], prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, ReaderGoneError):  # no fault; what is left in the buffer goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except Exception as error:  # noqa: BLE001
        return _report(error, debug=len(words) < len(arguments))
    if code == _INTERRUPTED:  # Typer turns an interrupt inside a command into this code, without a word
        complain("interrupted")
    return code if isinstance(code, int) else 0


def _report(error: Exception, *, debug: bool) -> int:
    """Say what went wrong; returns the exit code."""
    if debug:
        import traceback

        sys.stderr.write(printable("".join(traceback.format_exception(error))))
    if isinstance(error, KgError):
        complain(str(error))
        for note in getattr(error, "__notes__", ()):  # the place in a query with a caret under it; further faults
            sys.stderr.write(printable(note) + "\n")
        return error.exit_code
    if isinstance(error, typer.TyperException):
        context = getattr(error, "ctx", None)
        complain(f"{error.format_message()} `{context.command_path if context else 'kg'} --help` tells more.")
        return 2
    if isinstance(error, MemoryError):
        complain("out of memory. Close other programs, or give fewer documents at a time.")
        return LimitError.exit_code
    complain(f"fault of the program: {type(error).__name__}: {error}. Run with {DEBUG} to see where, and report it.")
    return KgError.exit_code
