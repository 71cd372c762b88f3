"""The made-up graph of the benchmarks: in the shape of a build, and the same bytes each time."""

from __future__ import annotations

import io
import sys
from collections import Counter

import pytest
from conftest import ROOT
from pyoxigraph import RdfFormat, Store

from kg.pack import find_pack
from kg.query.answers import Rows
from kg.query.catalogue import open_catalogue
from kg.query.run import answer_query
from kg.rdf.validate import check_files, shape_files, validate

sys.path.insert(0, str(ROOT / "benchmarks"))
from synthetic import A_DOCUMENT, synthetic_lines

COUNT = 4 * A_DOCUMENT + 5


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return list(synthetic_lines(COUNT))


@pytest.fixture(scope="module")
def store(lines: list[str]) -> Store:
    found = Store()
    found.bulk_load(io.BytesIO("".join(lines).encode()), format=RdfFormat.N_QUADS)
    return found


def test_no_quad_stands_twice_and_equal_numbers_give_equal_bytes(lines: list[str]) -> None:
    assert len(set(lines)) == len(lines)
    assert list(synthetic_lines(COUNT)) == lines
    assert list(synthetic_lines(COUNT, seed=2)) != lines


def test_it_breaks_no_shape_and_no_check(store: Store) -> None:
    pack = find_pack(None)
    assert Counter(str(one) for one in validate(store, shape_files(pack), check_files(pack))) == Counter()


@pytest.mark.parametrize(
    "name",
    ["conflicts", "corroborations", "findings-and-responses", "questions", "responses", "theme-statements", "timeline"],
)
def test_queries_have_rows_in_it(name: str, store: Store) -> None:
    catalogue = open_catalogue(find_pack(None))
    answer = answer_query(catalogue.find_query(name), store, catalogue, {})
    assert isinstance(answer, Rows)
    assert len(answer) > 1
