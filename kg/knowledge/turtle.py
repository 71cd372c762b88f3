"""Turtle files into one in-memory store, with file and line in every complaint."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from kg.errors import KnowledgeError


def load_turtle(paths: Iterable[Path]) -> Store:
    """All triples of the files, in the default graph.

    Raises: KnowledgeError with file and line of the first fault.
    """
    store = Store()
    for path in paths:
        try:
            store.extend(list(parse(path=str(path), format=RdfFormat.TURTLE)))
        except SyntaxError as error:
            place = f", line {error.lineno}" if error.lineno else ""
            raise KnowledgeError(f"{path}{place}: not Turtle: {error.msg}. Correct the line.") from error
        except OSError as error:
            raise KnowledgeError(f"{path}: cannot be read: {error.strerror}.") from error
    return store
