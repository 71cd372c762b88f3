"""IRIs of data: made from what stays, valid whatever the text, different where things differ."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from kg.errors import KnowledgeError
from kg.iris import Iris, digest, plain_key, slug

IRIS = Iris("https://example.org/id/", "test")
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=80)  # lone surrogates too


def assert_valid(iri: str) -> None:
    """The strict parser of pyoxigraph takes it, and it is ASCII."""
    iri.encode("ascii")
    list(parse(f"<{iri}> <{iri}> <{iri}> .".encode(), format=RdfFormat.N_TRIPLES))


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_gives_valid_iris(key: str, name: str) -> None:
    assert_valid(IRIS.document(key))
    assert_valid(IRIS.snapshot(key))
    assert_valid(IRIS.file(key))
    assert_valid(IRIS.document_graph(key))
    assert_valid(IRIS.issue(name))
    assert_valid(IRIS.named_agent(key, name, "person"))
    assert_valid(IRIS.described_agent(key and "0123", name, "person"))
    assert_valid(IRIS.group("0123", name))
    assert_valid(IRIS.statute(name))
    assert_valid(IRIS.run(key, name))
    for section in IRIS.section_keys(key, [name, name]):
        assert_valid(IRIS.of("section", section))
    for statement in IRIS.statement_keys(key, [(name, None), (name, 0)]):
        assert_valid(IRIS.span(statement, "c1"))


@given(ANY_TEXT)
def test_a_slug_is_lower_case_ascii_of_at_most_sixty_characters(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug(text)) <= 60
    assert slug(text) == slug(text).strip("-")


@given(st.text(max_size=40))
def test_composed_and_decomposed_accents_give_the_same_iris(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert IRIS.named_agent("d", composed, "person") == IRIS.named_agent("d", decomposed, "person")
    assert IRIS.statement_keys("d", [(composed, None)]) == IRIS.statement_keys("d", [(decomposed, None)])
    assert IRIS.section_keys("d", ["root", composed]) == IRIS.section_keys("d", ["root", decomposed])


@given(st.lists(st.sampled_from(["a", "b", "á", "a b", "\x00", "", "a\x1fb"]), max_size=8), st.data())
def test_statements_of_a_document_never_share_a_key(words: list[str], data: st.DataObject) -> None:
    parents = [data.draw(st.none() | st.integers(0, len(words) - 1)) for _ in words]
    keys = IRIS.statement_keys("d", list(zip(words, parents, strict=True)))
    assert len(set(keys)) == len(words)


def test_a_digest_is_the_beginning_of_the_sha256_of_its_parts_as_json() -> None:
    assert digest("statement", "doc", 0) == hashlib.sha256(b'["statement", "doc", 0]').hexdigest()[:16]
    assert digest("a", "bc") != digest("ab", "c")


def test_a_statement_keeps_its_key_when_others_are_found_before_it() -> None:
    before = IRIS.statement_keys("d", [("we agree", None), ("we do not", None)])
    after = IRIS.statement_keys("d", [("new", None), ("we agree", None), ("also new", 1), ("we do not", None)])
    assert (after[1], after[3]) == before


def test_equal_words_are_told_apart_by_number_and_by_what_they_are_embedded_in() -> None:
    first, second, nested = IRIS.statement_keys("d", [("we agree", None), ("we agree", None), ("we agree", 0)])
    assert len({first, second, nested}) == 3


def test_a_parent_that_stands_later_in_the_text_counts_as_well() -> None:
    nested, parent = IRIS.statement_keys("d", [("no", 1), ("she said no", None)])
    again, earlier = IRIS.statement_keys("d", [("she said no", None), ("no", 0)])
    assert (nested, parent) == (earlier, again)


def test_statements_embedded_in_one_another_still_get_keys() -> None:
    first, second = IRIS.statement_keys("d", [("a", 1), ("b", 0)])
    assert len({first, second, ""}) == 3


def test_the_same_words_in_two_documents_are_two_statements() -> None:
    assert IRIS.statement_keys("d", [("no", None)]) != IRIS.statement_keys("e", [("no", None)])


def test_a_named_agent_is_local_to_its_document_and_kind_but_not_to_its_spelling() -> None:
    ada = IRIS.named_agent("d", "Ada Example", "person")
    assert ada == IRIS.named_agent("d", "ADA  EXAMPLE", "person")
    assert ada != IRIS.named_agent("e", "Ada Example", "person")
    assert ada != IRIS.named_agent("d", "Ada Example", "organisation")
    assert ada.startswith("https://example.org/id/agent/ada-example-")


def test_a_name_with_hidden_characters_is_not_merged_with_the_plain_one() -> None:
    assert IRIS.named_agent("d", "Ada\u200b Example", "person") != IRIS.named_agent("d", "Ada Example", "person")


def test_groups_with_the_same_label_differ_by_attribution() -> None:
    assert IRIS.group("1111", "some respondents") != IRIS.group("2222", "some respondents")


def test_plain_keys_stay_and_others_get_a_hash() -> None:
    assert plain_key("first-report.v2") == "first-report.v2"
    assert plain_key("First Report") == f"first-report-{digest('key', 'First Report')}"
    assert plain_key("First Report") != plain_key("First  Report")
    assert plain_key("日本") == digest("key", "日本")


@pytest.mark.parametrize("name", ["knowledge", "links", "checks"])
def test_a_document_called_like_a_common_graph_has_a_graph_of_its_own(name: str) -> None:
    assert IRIS.document_graph(name) != IRIS.common_graph(name)


@pytest.mark.parametrize(
    "base", ["", "example.org/", "https://example.org/a b/", "https://example.org/id", "https://e/<x>/"]
)
def test_a_base_that_is_no_absolute_iri_is_refused(base: str) -> None:
    with pytest.raises(KnowledgeError, match="base"):
        Iris(base, "test")


def test_a_kind_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match="KINDS"):
        IRIS.of("stakeholder", "x")
