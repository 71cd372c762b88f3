"""The view `statement_key` of a side file in, its columns packed into numbers out: what pages count over all statements.

The table `packed` has a row for each column: as many numbers as there are statements, in their order, each the place of a text
among the texts of that name in `packed_text`. They are read in milliseconds, where the rows take a second for 100,000.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from typing import Final

_TYPES: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))  # of numbers, the shortest that holds them all


def pack(database: sqlite3.Connection) -> None:
    """Fill `packed` and `packed_text`."""
    found = database.execute("SELECT * FROM statement_key")
    names = [str(column[0]) for column in found.description]
    met: list[dict[str, int]] = [{} for _ in names]  # text -> when it was met first
    first = [array("I") for _ in names]
    for row in found:
        for numbers, known, cell in zip(first, met, row, strict=True):
            numbers.append(known.setdefault("" if cell is None else str(cell), len(known)))
    for name, numbers, known in zip(names, first, met, strict=True):
        texts = sorted(known)
        place = dict(zip(map(known.__getitem__, texts), range(len(texts)), strict=True))
        packed = array(_type(len(texts)), map(place.__getitem__, numbers))
        database.execute("INSERT INTO packed VALUES (?, ?, ?)", (name, packed.itemsize, _little(packed)))
        database.executemany("INSERT INTO packed_text VALUES (?, ?, ?)", ((name, *one) for one in enumerate(texts)))


def _type(count: int) -> str:
    return next(code for code, most in _TYPES if count <= most)


def _little(numbers: array[int]) -> bytes:
    """The same bytes on every machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
