"""What a page asks for of statements in, their keys out: from the packed columns of the side file, else from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.errors import UnknownNameError
from kg.explorer.data import Data, Value
from kg.query.columns import Keys, all_keys, table_of_rows, table_of_side
from kg.query.parameters import resolve

if TYPE_CHECKING:
    from kg.query.answers import Term
    from kg.query.columns import Table
    from kg.query.side import SideFile

_QUERY: Final = "pages/statement-keys"
_COLUMNS: Final = ("kind", "speaker", "speaker_iri", "speaker_kind", "document_iri", "confidence", "issues", "sides")
_NUMBERS: Final = Path(__file__).with_name("statement_numbers.sql")


def statement_keys(data: Data, /, **values: Value) -> Keys:
    """The statements that pages/statement-keys gives for these values, in its order.

    Raises: LimitError where the store is asked and takes too long.
    """
    side = data.snapshot.side
    if side is None:
        return keys_of_rows(data.rows(_QUERY, **values))
    data.note(_QUERY, values)
    try:
        terms = resolve(data.query(_QUERY), values, data.snapshot.store, data.snapshot.catalogue)
    except UnknownNameError:
        return Keys(_table(side), np.arange(0))
    return keys_of_side(side, terms)


def keys_of_side(side: SideFile, terms: Mapping[str, Sequence[Term]]) -> Keys:
    """The keys of the statements that pages/statement-keys gives for these terms. Raises: StoreError for a damaged file."""
    if not terms:
        return all_keys(_table(side))
    return Keys(_table(side), np.array(side.numbers(_sql(), terms), dtype=np.int64) - 1)


def keys_of_rows(rows: Sequence[Mapping[str, str]]) -> Keys:
    """The keys that rows of pages/statement-keys are."""
    return all_keys(table_of_rows(rows, _COLUMNS))


@lru_cache(maxsize=2)
def _table(side: SideFile) -> Table:
    return table_of_side(side)


@lru_cache(maxsize=1)
def _sql() -> str:
    return _NUMBERS.read_text(encoding="utf-8")
