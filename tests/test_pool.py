"""The pool of workers, and the answers that are kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Store

from kg.errors import BusyError, LimitError, QueryError, StoreError
from kg.explorer.kept import KeptAnswers
from kg.query.answers import Answer, Rows, Truth
from kg.query.pool import GoneError, PoolSize, QueryPool, Ticket, lowered
from kg.query.process import Place
from kg.query.sandbox import Limits, Question, ask_through
from kg.settings import Settings

LIMITS = Limits(seconds=3, rows=100, bytes=1_000_000, memory=300_000_000)
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("pool") / "store"
    store = Store(str(folder))
    lines = "".join(f"<x:{i}> <x:next> <x:{i + 1}> .\n" for i in range(2_000))
    store.bulk_load(lines.encode(), RdfFormat.N_TRIPLES)
    store.flush()
    del store
    return Place(folder)


@pytest.fixture(scope="module")
def pool(place: Place) -> Iterator[QueryPool]:
    with QueryPool(place, memory=LIMITS.memory, size=PoolSize(1, 0.2, 20, 1, spare=1)) as opened:
        opened.wait_until_warm()
        yield opened


def ask(pool: QueryPool, text: str, *, limits: Limits = LIMITS, ticket: Ticket | None = None) -> Answer:
    return pool.run(lambda exchange, given: ask_through(exchange, Question(text), given, Settings()), limits, ticket)


def test_a_process_that_answered_answers_the_next_query_too(pool: QueryPool) -> None:
    ask(pool, "ASK {}")
    before = set(pool._idle)
    for _ in range(20):
        assert ask(pool, "ASK {}") == Truth(True)
    assert before & set(pool._idle)
    assert len(before | set(pool._idle)) <= 3


def test_a_long_query_gives_way_to_short_ones(pool: QueryPool) -> None:
    patient, ticket = replace(LIMITS, seconds=60), Ticket()
    with ThreadPoolExecutor() as threads:
        long = threads.submit(ask, pool, CROSS, limits=patient, ticket=ticket)
        assert [ask(pool, "ASK {}", limits=patient) for _ in range(3)] == [Truth(True)] * 3
        assert not long.done()
        ticket.give_up()
        assert isinstance(long.exception(), GoneError)


def test_a_query_that_takes_too_long_is_stopped(pool: QueryPool) -> None:
    with pytest.raises(LimitError, match="stopped after 1 s"):
        ask(pool, CROSS, limits=replace(LIMITS, seconds=1))


def test_of_many_long_queries_few_are_answered_some_wait_and_the_rest_are_refused(pool: QueryPool) -> None:
    with ThreadPoolExecutor(5) as threads:
        begin = time.monotonic()
        errors = [one.exception() for one in [threads.submit(ask, pool, CROSS) for _ in range(5)]]
        assert time.monotonic() - begin < LIMITS.seconds + 1
    assert {type(error) for error in errors} == {LimitError, BusyError}


def test_a_query_that_is_given_up_ends_at_once(pool: QueryPool) -> None:
    ticket = Ticket()
    threading.Timer(0.4, ticket.give_up).start()
    begin = time.monotonic()
    with pytest.raises(GoneError):
        ask(pool, CROSS, ticket=ticket)
    assert time.monotonic() - begin < 1.5
    with pytest.raises(GoneError):
        ask(pool, CROSS, ticket=ticket)
    assert ask(pool, "ASK {}") == Truth(True)


def test_limits_can_be_lowered_and_not_raised() -> None:
    assert lowered(LIMITS, seconds=1, rows=5) == Limits(1, 5, LIMITS.bytes, LIMITS.memory)
    assert lowered(LIMITS, seconds=9, rows=500) == LIMITS


def test_a_mistake_in_a_query_harms_no_process(pool: QueryPool) -> None:
    with pytest.raises(QueryError, match="line 1, column 10"):
        ask(pool, "SELECT * }")
    assert ask(pool, "ASK {}") == Truth(True)


def test_a_store_that_cannot_be_opened_is_named_to_all_who_ask(tmp_path: Path) -> None:
    with QueryPool(Place(tmp_path), memory=LIMITS.memory, size=PoolSize(1, 0, 5, 0, spare=0)) as broken:
        with pytest.raises(StoreError, match="cannot be opened"):
            broken.wait_until_warm()
        with pytest.raises(StoreError, match="cannot be opened"):
            ask(broken, "ASK {}")


def test_who_asks_a_closed_pool_is_told(place: Place) -> None:
    pool = QueryPool(place, memory=LIMITS.memory, size=PoolSize(1, 0, 5, 0, spare=0))
    pool.wait_until_warm()
    pool.close()
    with pytest.raises(StoreError, match="ending"):
        ask(pool, "ASK {}")


# ---------------------------------------------------------------- kept answers


def rows(count: int) -> Rows:
    return Rows(("n",), tuple((Literal(i),) for i in range(count)))


def test_a_question_is_answered_once_however_many_ask_it_at_once() -> None:
    kept, calls = KeptAnswers(), []

    def find() -> Answer:
        calls.append(1)
        time.sleep(0.2)
        return rows(3)

    with ThreadPoolExecutor(8) as threads:
        answers = [one.result() for one in [threads.submit(kept.get, "question", find) for _ in range(8)]]
    assert (len(calls), set(map(len, answers))) == (1, {3})


def test_the_answers_not_asked_for_longest_are_dropped_first() -> None:
    kept, calls = KeptAnswers(cells=25), []

    def get(name: str) -> None:
        kept.get(name, lambda: calls.append(name) or rows(10))  # type: ignore[func-returns-value]

    for name in ("a", "b", "a", "c", "a", "b"):
        get(name)
    assert calls == ["a", "b", "c", "b"]


def test_a_fault_is_told_to_all_who_wait_and_not_kept() -> None:
    kept = KeptAnswers()

    def fail() -> Answer:
        raise LimitError("too long", limit="time")

    with pytest.raises(LimitError):
        kept.get("question", fail)
    assert kept.get("question", lambda: Truth(True)) == Truth(True)


def test_who_waits_for_the_answer_of_a_client_that_goes_away_gets_it_all_the_same() -> None:
    kept, begun = KeptAnswers(), threading.Event()

    def leave() -> Answer:
        begun.set()
        time.sleep(0.2)
        raise GoneError

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(kept.get, "question", leave)
        begun.wait()
        second = threads.submit(kept.get, "question", lambda: Truth(True))
        assert second.result() == Truth(True)
        assert isinstance(first.exception(), GoneError)
