"""A pack and where its build stands in, the dataset to answer from out: the newest build, whole, at every moment."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.explorer.snapshot import Snapshot
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.pack import Pack

Identity = tuple[int, ...]
Prepare = Callable[[Snapshot, Callable[[], bool]], None]
_MOMENT_S: Final = 1.0  # who asks at once goes first


@dataclass(frozen=True, slots=True)
class Source:
    """Where snapshots come from: a look that costs microseconds, and the opening."""

    identity: Callable[[], Identity | None]  # of what stands there now; None where nothing does
    open: Callable[[], Snapshot]  # raises: UsageError where nothing stands there, StoreError
    missing: str  # what to say where nothing stands there
    commands: tuple[str, ...]  # what to type then


class Site:
    """What is served. A new build is opened beside the old one and takes over between two requests."""

    def __init__(
        self,
        pack: Pack,
        source: Source,
        settings: Settings,
        *,
        hosts: frozenset[str] | None = None,
        prepare: Prepare | None = None,
    ) -> None:
        """`hosts`: names that a request may be addressed to; None: any. `prepare`: called in the background with each dataset
        that is opened, and with what tells whether it is still wanted."""
        self.pack = pack
        self.title = pack.title
        self.source = source
        self.settings = settings
        self.hosts = hosts
        self.fault = ""  # why the newest build could not be opened, if so
        self._lock = threading.Lock()
        self._current: Snapshot | None = None
        self._identity: Identity | None = None
        self._users: Counter[Snapshot] = Counter()
        self._opening = False
        self._prepare = prepare

    def open(self) -> None:
        """Open what stands there, if anything does.

        Raises: StoreError.
        """
        identity = self.source.identity()
        if identity is not None:
            self._replace(self.source.open(), identity)

    @property
    def is_open(self) -> bool:
        """Whether there is a dataset: `acquire` does not wait then."""
        return self._current is not None

    def acquire(self) -> Snapshot | None:
        """The dataset for one request, to be given back with `release`; None where no graph is built yet."""
        self._look()
        with self._lock:
            if self._current is not None:
                self._users[self._current] += 1
            return self._current

    def release(self, snapshot: Snapshot) -> None:
        """Give a dataset back; an old one closes when its last request has."""
        with self._lock:
            self._users[snapshot] -= 1
            done = not self._users[snapshot]
            if done:
                del self._users[snapshot]
            done = done and snapshot is not self._current
        if done:
            snapshot.close()

    def close(self) -> None:
        """Let go of the dataset."""
        with self._lock:
            current, self._current = self._current, None
        if current is not None:
            current.close()

    def _look(self) -> None:
        """Begin to open a new build, if there is one."""
        identity = self.source.identity()
        with self._lock:
            if identity is None or identity == self._identity or self._opening:
                return
            self._opening = True
            first = self._current is None
        thread = threading.Thread(target=self._reopen, args=(identity,), name="new build", daemon=True)
        thread.start()
        if first:
            thread.join()  # nothing to answer from meanwhile

    def _reopen(self, identity: Identity) -> None:
        try:
            self._replace(self.source.open(), identity)
            self.fault = ""
        except (OSError, ValueError) as error:
            self.fault = str(error)
            self._identity = identity  # not tried again until it changes
        finally:
            self._opening = False

    def _replace(self, snapshot: Snapshot, identity: Identity) -> None:
        with self._lock:
            old, self._current, self._identity = self._current, snapshot, identity
            unused = old is not None and not self._users[old]
        if old is not None and unused:
            old.close()
        if self._prepare is not None:
            timer = threading.Timer(_MOMENT_S, self._make_ready, (snapshot, self._prepare))
            timer.daemon = True
            timer.start()

    def _make_ready(self, snapshot: Snapshot, prepare: Prepare) -> None:
        with self._lock:
            if self._current is not snapshot:
                return
            self._users[snapshot] += 1  # it stays open meanwhile
        try:
            prepare(snapshot, lambda: self._current is snapshot)
        finally:
            self.release(snapshot)
