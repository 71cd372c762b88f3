"""Questions that are asked again and again of a dataset that does not change in, their answers out, found once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

from kg.query.answers import Answer, Rows, Triples
from kg.query.pool import GoneError

_CELLS_AT_MOST = 300_000  # of all answers that are kept: some 50 MB


class KeptAnswers:
    """The answers asked for last. Its methods may be called from any thread; who asks what another is asking waits for it."""

    def __init__(self, *, cells: int = _CELLS_AT_MOST) -> None:
        self._cells = cells
        self._used = 0
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._asked: dict[Hashable, Future[Answer]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, find: Callable[[], Answer]) -> Answer:
        """The answer, from `find` where it is not kept. Raises: what `find` raises, to all who wait for it."""
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
                asked = self._asked.get(key)
                if asked is None:
                    mine = self._asked[key] = Future()
                    break
            try:
                return asked.result()
            except GoneError:  # of the other's client; ours is still there
                continue
        return self._find(key, find, mine)

    def _find(self, key: Hashable, find: Callable[[], Answer], future: Future[Answer]) -> Answer:
        try:
            answer = find()
        except BaseException as error:
            with self._lock:
                del self._asked[key]
            future.set_exception(error)
            raise
        with self._lock:
            del self._asked[key]
            self._keep(key, answer)
        future.set_result(answer)
        return answer

    def _keep(self, key: Hashable, answer: Answer) -> None:
        self._kept[key] = answer
        self._used += _size(answer)
        while self._used > self._cells:
            _, dropped = self._kept.popitem(last=False)
            self._used -= _size(dropped)


def _size(answer: Answer) -> int:
    """Cells, and one for the answer itself."""
    if isinstance(answer, Rows):
        return 1 + len(answer) * len(answer.columns)
    return 1 + 3 * len(answer) if isinstance(answer, Triples) else 1
