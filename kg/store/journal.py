"""What was sent to which server: a small file in the build, so that a push that broke off goes on where it stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from kg.store.addresses import shown
from kg.store.faults import store_faults

JOURNAL: Final = "pushed.json"
_REMEDY: Final = "Check the folder's permissions, then push again."


class Journal:
    """The hashes of the graphs that one server took from one build."""

    def __init__(self, build: Path, address: str) -> None:
        self._path = build / JOURNAL
        self._address = shown(address)

    def hashes(self) -> dict[str, str]:
        """By graph; empty where nothing was sent yet or the file is damaged: then everything is sent again."""
        return self._all().get(self._address, {})

    def keep(self, hashes: dict[str, str]) -> None:
        """Write them down, as a whole file. Raises: StoreError."""
        text = json.dumps({**self._all(), self._address: hashes}, indent=1, sort_keys=True)
        beside = self._path.with_name(f".{JOURNAL}.partial")
        with store_faults(self._path, "noting what was sent", _REMEDY):
            beside.write_text(text + "\n", encoding="utf-8")
            beside.replace(self._path)

    def _all(self) -> dict[str, dict[str, str]]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {address: dict(hashes) for address, hashes in found.items() if isinstance(hashes, dict)}
