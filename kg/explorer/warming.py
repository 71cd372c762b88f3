"""A dataset that was just opened in, what its pages need from all of it made ready: lists, keys, the drawing of the whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from kg.errors import KgError
from kg.explorer.data import Data
from kg.explorer.page_addresses import Addresses
from kg.query.pool import GoneError

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.explorer.snapshot import Snapshot

_LISTS: Final = (
    "documents", "issues", "pages/speakers", "pages/speaker-numbers", "stances-by-issue", "contested-issues", "conflicts", "corroborations",
    "pages/dilemmas", "timeline", "statutes", "pages/figure-keys", "findings", "silent-issues", "warnings",
    "pages/matrix-speakers", "pages/matrix-issues", "pages/ontology-terms", "pages/value-lists",
)  # fmt: skip


def warm(snapshot: Snapshot, is_wanted: Callable[[], bool]) -> None:
    """Ask what pages will ask, so that the first who opens one does not wait for it. What fails is told to who asks then."""
    from kg.explorer.pages.network import drawn
    from kg.explorer.statement_keys import statement_keys

    # No request stands behind it: of the data only its questions are used.
    data = Data(cast("Request", None), snapshot, Addresses(snapshot.pack.base, snapshot.pack.key))
    steps: list[Callable[[], object]] = [partial(data.rows, name) for name in _LISTS]
    if snapshot.side is not None:
        steps.insert(3, lambda: statement_keys(data))
    steps.append(lambda: drawn(data))
    for step in steps:
        if not is_wanted():
            return
        try:
            step()
        except (KgError, GoneError, OSError, ValueError):
            continue
