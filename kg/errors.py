"""The errors that the program raises on purpose, and the exit code of each.

KgError                     70  a fault of the program itself
├── UsageError (ValueError)  2  the command, a parameter or an address is wrong; nothing was touched
│   ├── UnknownNameError        a name (query, view, issue, speaker …) that is not there; carries the nearest
│   └── QueryError              SPARQL that does not parse, or an update where only queries are allowed
├── KnowledgeError (ValueError) 2  ontology, lexicon, pack or manifest cannot be used
├── DocumentError (ValueError)  1  one document cannot be read; the others go on
├── StoreError (OSError)     3  store or server trouble: locked, corrupt, foreign folder, disk full
├── ValidationError (ValueError) 1  the graph breaks a shape or a check
└── LimitError (RuntimeError) 4  a limit of time, size or memory was reached; carries which
    └── BusyError               too many ask at once; nothing was begun

A message is one line: what (file), where, what is wrong, what to do.
"""

from __future__ import annotations

from typing import ClassVar


class KgError(Exception):
    """Base of all errors raised on purpose."""

    exit_code: ClassVar[int] = 70


class UsageError(KgError, ValueError):
    exit_code = 2


class UnknownNameError(UsageError):
    """A name that is not there."""

    def __init__(self, kind: str, name: str, nearest: list[str], remedy: str) -> None:
        guess = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"unknown {kind} {name!r}{guess}. {remedy}")
        self.nearest = nearest


class QueryError(UsageError):
    line = 0  # where in the query, from 1; 0: the error has no place
    column = 0


class KnowledgeError(KgError, ValueError):
    exit_code = 2


class DocumentError(KgError, ValueError):
    exit_code = 1


class StoreError(KgError, OSError):
    exit_code = 3


class ValidationError(KgError, ValueError):
    exit_code = 1


class LimitError(KgError, RuntimeError):
    exit_code = 4

    def __init__(self, message: str, *, limit: str = "") -> None:
        """`limit`: which one: time, memory, depth (nesting and operators), size (of the query) or answer (its size)."""
        super().__init__(message)
        self.limit = limit


class BusyError(LimitError):
    pass
