"""A question in plain words in, the saved query that answers it out, with its rows; nothing where none fits.

Questions are understood by `kg.query.ask`; where a pack or a graph cannot be asked, a search for words is all there is.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.explorer.snapshot import Snapshot

_ASKERS_AT_MOST: Final = 2
_askers: OrderedDict[str, Any] = OrderedDict()


def ask(question: str, snapshot: Snapshot) -> Any:
    """The answer (`kg.query.ask.answer.Answer`) to a question; None where it cannot be asked."""
    try:
        asker = _asker(snapshot)
        return asker.ask(question) if asker else None
    except KgError:
        return None


def _asker(snapshot: Snapshot) -> Any:
    """What questions need, made once a build: it reads all names of the graph."""
    if snapshot.key not in _askers:
        try:
            from importlib import import_module

            answer = import_module("kg.query.ask.answer")
        except ImportError:
            return None
        _askers[snapshot.key] = answer.open_asker(snapshot.pack, snapshot.catalogue, snapshot.store, snapshot.side)
        while len(_askers) > _ASKERS_AT_MOST:
            _askers.popitem(last=False)
    return _askers[snapshot.key]
