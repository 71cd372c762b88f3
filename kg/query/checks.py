"""A store in, the results of every check out: questions whose right answer is no row."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Store

from kg.query.answers import Rows
from kg.query.catalogue import Catalogue, Query
from kg.query.run import answer_query


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found: a row (entity, property, value) for each fault; none: the graph passes."""

    check: Query  # with problem, remedy and severity
    rows: Rows

    @property
    def passed(self) -> bool:
        return not self.rows.rows


def run_checks(store: Store, catalogue: Catalogue) -> list[CheckResult]:
    """Every check of the catalogue on the union of the store's graphs, by name.

    Raises: KnowledgeError for a fault in a check's file.
    """
    results = []
    for check in catalogue.checks():
        rows = answer_query(check, store, catalogue, {})
        assert isinstance(rows, Rows)
        results.append(CheckResult(check, rows))
    return results
