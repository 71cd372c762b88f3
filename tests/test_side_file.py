"""The side file: what it answers is what the store answers, and words are found in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CorpusBuild, run_kg
from explorer_sample import graph
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from test_queries import CASES, CATALOGUE, PREFIXES, ROOT

from kg.errors import UsageError
from kg.explorer.statement_keys import keys_of_rows, keys_of_side
from kg.query.answers import Rows
from kg.query.catalogue import Query
from kg.query.header import LITERAL_TYPES
from kg.query.parameters import resolve
from kg.query.run import answer_query, with_ordered_lists
from kg.query.search import search, summary
from kg.query.side import SideFile, open_side_file
from kg.store.side_file import SIDE_FILE, write_side_file

ANSWERED = sorted((ROOT / "queries").rglob("*.sql"))
ASKED = {
    "issue": ["issue:piers", "issue:harbours", "issue:ferries"],
    "speaker": ["agent:ada", "agent:ben", "agent:trust", "group:some-1"],
    "statute": [
        "<http://www.legislation.gov.uk/id/ukpga/1901/1>",
        "<http://www.legislation.gov.uk/id/ukpga/1901/1/section/9>",
    ],
    "document": ["document:summary", "document:leaflet"],
    "refers": ["finding:a1", "section:summary-1", "agent:report"],
    "target": ["agent:report", "finding:summary-1", "dilemma:who-pays-town"],
    "other": ["agent:ben", "agent:harbour-board"],
    "holder": ["agent:ada", "group:anglers"],
    "dilemma": ["dilemma:who-pays"],
    "report": ["agent:report", "agent:review"],
    "kind": ["<https://w3id.org/who-said-what/code/charity>"],
    "thing": ["dilemma:who-pays-town", "finding:a1", "statement:a0", "agent:report"],
}
TEXTS = {
    "role": ["ANGLER", "respondent"],
    "kind": ["group", "angler"],
    "below": ["0.8", "1"],
    "from": ["2021-06-17", "2021-07-01"],
    "until": ["2021-06-17", "2021-06-16"],
}
BY_QUERY = {
    "speaker-pairs": [
        {"speaker": "agent:ada", "other": "agent:trust"},
        {"speaker": "agent:ben", "other": "agent:report"},
    ],
    "names-like": [{"text": "pier"}, {"text": "ADA"}, {"text": "e"}, {"text": "none is called so"}],
    "matrix-speakers": [{"kind": "person"}, {"kind": "document"}],
    "matrix-issues": [{"kind": "person"}, {"kind": "document"}],
}


@pytest.fixture(scope="module")
def store() -> Store:
    return graph()


@pytest.fixture(scope="module")
def side(store: Store, tmp_path_factory: pytest.TempPathFactory) -> SideFile:
    found = open_side_file(made(store, tmp_path_factory.mktemp("side")))
    assert found
    return found


def made(store: Store, folder: Path) -> Path:
    """A folder with the side file of a store."""
    write_side_file(folder, store)
    return folder


def query_of(path: Path) -> Query:
    return CATALOGUE.page(path.stem) if path.parent.name == "pages" else CATALOGUE.find_query(path.stem)


def iri(value: str) -> str:
    prefix, _, local = value.partition(":")
    return value if value.startswith("<") else f"<{PREFIXES[prefix]}{local}>"


def asked_of(query: Query) -> list[dict[str, str]]:
    """Values that a query is asked with: those of its own tests, and each parameter alone, beside what it cannot do without."""
    values = {
        one.name: list(one.choices)
        or (
            TEXTS.get(one.name, [])
            if one.type in LITERAL_TYPES and one.type != "iri"
            else [iri(value) for value in ASKED.get(one.name, ())]
        )
        for one in query.parameters
    }
    needed = [one.name for one in query.parameters if one.required] + [group[0] for group in query.requires]
    always = {name: values[name][0] for name in needed if values[name]}
    asked = [always | {name: value} for name, several in values.items() for value in several]
    own = [given for name, given, _ in CASES if name == query.name and query.path.parent.name != "pages"]
    return [*asked, *own, *([always] if always else [])]


@pytest.mark.parametrize("path", ANSWERED, ids=lambda path: path.stem)
def test_an_answer_of_the_side_file_is_the_answer_of_the_store(path: Path, store: Store, side: SideFile) -> None:
    query = query_of(path)
    asked = [*asked_of(query), {}]
    asked += [
        {name: iri(value) if value.startswith("agent:") else value for name, value in values.items()}
        for values in BY_QUERY.get(query.name, [])
    ]
    asked = [values for values in asked if all(one.name in values for one in query.parameters if one.required)]
    asked = [values for values in asked if all(any(name in values for name in group) for group in query.requires)]
    assert any(side.answer(query, resolve(query, values, store, CATALOGUE)) is not None for values in asked)
    for values in asked:
        terms = resolve(query, values, store, CATALOGUE)
        found = side.answer(query, terms)
        if found is None:  # a parameter that is left to the store
            continue
        wanted = answer_query(query, store, CATALOGUE, values)
        assert with_ordered_lists(query, found) == wanted, values
        assert isinstance(wanted, Rows)
        assert side.records(query, terms) == wanted.dicts(), values


def test_the_keys_of_pages_are_the_rows_of_their_query(store: Store, side: SideFile) -> None:
    query = CATALOGUE.page("statement-keys")
    asked = [{name: iri(value)} for name in query.parameter_names for value in ASKED.get(name, ())]
    for values in [{}, {"text": "pier"}, {"text": "no such words"}, *asked]:
        wanted = answer_query(query, store, CATALOGUE, values)
        assert isinstance(wanted, Rows)
        rows = wanted.dicts()
        if "text" in values:  # which the side file finds by words, not by letters
            rows = side.records(query, resolve(query, values, store, CATALOGUE)) or []
        keys = keys_of_side(side, resolve(query, values, store, CATALOGUE))
        other = keys_of_rows(rows)
        assert keys.iris() == other.iris() == [row["statement"] for row in rows], values
        for name in other.table.columns:
            texts = [[one.texts(name)[code] for code in one.codes(name)] for one in (keys, other)]
            assert texts == [[row[name] for row in rows]] * 2, (values, name)


def test_the_picture_of_the_matrix_counts_as_its_page_does(store: Store) -> None:
    """A statement from which a finding was taken too counted a side more in the picture."""
    both = Store()
    both.extend(store)
    derived = NamedNode(f"{PREFIXES['prov']}wasDerivedFrom")
    statement = NamedNode(iri("statement:b2")[1:-1])
    both.add(Quad(NamedNode(iri("finding:0")[1:-1]), derived, statement, NamedNode("https://example.org/id/graph/x")))
    numbers = ("statements", "agree", "disagree", "mixed", "inferred")
    told = []
    for query, keys in (
        (CATALOGUE.page("matrix"), ("speaker_iri", "issue_iri")),
        (CATALOGUE.find_query("view-matrix"), ("speaker", "issue")),
    ):
        answer = answer_query(query, both, CATALOGUE, {})
        assert isinstance(answer, Rows)
        told.append(sorted(tuple(row[name] for name in (*keys, *numbers)) for row in answer.dicts()))
    assert told[0] == told[1]
    held = answer_query(CATALOGUE.find_query("view-compare"), both, CATALOGUE, {"holder": iri("agent:harbour-board")})
    sides = answer_query(CATALOGUE.page("statement-sides"), both, CATALOGUE, {"statement": str(statement)})
    assert isinstance(held, Rows)
    assert isinstance(sides, Rows)
    assert {(row["target"], row["polarity"]) for row in held.dicts() if row["statement"] == statement.value} == {
        (row["target_iri"], row["stance"]) for row in sides.dicts()
    }


def test_equal_graphs_give_equal_bytes(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made(store, tmp_path / name)
    assert (tmp_path / "a" / SIDE_FILE).read_bytes() == (tmp_path / "b" / SIDE_FILE).read_bytes()


def test_a_finding_in_a_statement_does_not_hide_its_stance(store: Store) -> None:
    """Lost before: the stance of a statement from which a finding was taken as well."""
    both = Store()
    both.extend(store)
    statement, finding = (NamedNode(iri(name)[1:-1]) for name in ("statement:b2", "finding:0"))
    both.add(
        Quad(
            finding,
            NamedNode(f"{PREFIXES['prov']}wasDerivedFrom"),
            statement,
            NamedNode("https://example.org/id/graph/x"),
        )
    )
    for name, column in (
        ("who-said-what", "stance"),
        ("what-did-they-say", "stance"),
        ("pages/statement-keys", "sides"),
    ):
        query = CATALOGUE.page(name[6:]) if name.startswith("pages/") else CATALOGUE.find_query(name)
        answer = answer_query(query, both, CATALOGUE, {"speaker": iri("agent:harbour-board")})
        assert isinstance(answer, Rows)
        assert [row[column].split()[0] for row in answer.dicts() if row["statement"] == statement.value] == [
            "disagree"
        ], name


def test_without_a_speaker_the_pairs_are_of_the_fifty_who_take_the_most_sides(tmp_path: Path) -> None:
    """52 speakers for the report; all but the last two of them take a side on the option too, every other one for it."""

    def stance(number: int, target: str, side: str) -> str:
        return (
            f"statement:s{number} a wsw:Statement , wsw:DirectSpeech ; wsw:speaker agent:p{number} ; wsw:words 'x' ; "
            f"wsw:inDocument document:d ; wsw:order {number} ; wsw:confidence 0.9 . agent:p{number} a foaf:Person ; rdfs:label 'P{number}'@en . "
            f"stance:{number}-{target} a wsw:Stance ; wsw:holder agent:p{number} ; wsw:target dilemma:{target} ; "
            f"wsw:polarity code:{side} ; wsw:basis code:stated ; prov:wasDerivedFrom statement:s{number} . "
        )

    text = "".join(f"@prefix {name}: <{base}> . " for name, base in PREFIXES.items())
    text += "graph graph:g { document:d a wsw:Document . dilemma:a rdfs:label 'A' . dilemma:b rdfs:label 'B' . code:person wsw:coversClass foaf:Person . "
    text += "code:agree skos:notation 'agree' . code:disagree skos:notation 'disagree' . code:stated skos:notation 'stated' . "
    text += "".join(stance(number, "a", "agree") for number in range(10, 62))
    text += "".join(stance(number, "b", ("agree", "disagree")[number % 2]) for number in range(10, 60)) + "}"
    store = Store()
    store.load(text, format=RdfFormat.TRIG)
    side = open_side_file(made(store, tmp_path))
    query = CATALOGUE.find_query("speaker-pairs")
    pairs = answer_query(query, store, CATALOGUE, {}, side=side)
    of_last = answer_query(query, store, CATALOGUE, {"speaker": iri("agent:p61")}, side=side)
    assert isinstance(pairs, Rows)
    assert isinstance(of_last, Rows)
    assert len(pairs) == 50 * 49 / 2
    assert pairs.texts()[0] == (
        "P10",
        "P11",
        "1",
        "1",
        "A",
        "B",
        "false",
        iri("agent:p10")[1:-1],
        iri("agent:p11")[1:-1],
    )
    assert len(of_last) == 51
    for values in ({}, {"speaker": iri("agent:p61")}, {"other": iri("agent:p11")}):
        assert answer_query(query, store, CATALOGUE, values, side=side) == answer_query(query, store, CATALOGUE, values)


def found(side: SideFile, store: Store, text: str, **narrowed: str) -> list[str]:
    return [row["found"] for row in search(text, narrowed, side, store, CATALOGUE, limit=9).rows.dicts()]


def test_words_are_found_in_any_form_and_marked_the_best_first(side: SideFile, store: Store) -> None:
    assert found(side, store, "PIER lose") == []
    assert found(side, store, "pier losts") == ["40 «piers» were «lost»", "the report is wrong, 38 «piers» were «lost»"]


def test_operators_and_quotes_are_words(side: SideFile, store: Store) -> None:
    for text in ('"piers" AND lost', "piers NOT lost", "NEAR(piers lost)", 'words:"piers', "piers OR lost"):
        assert found(side, store, text) == [], text
    assert len(found(side, store, "-piers* ^lost (")) == 2


def test_a_search_is_narrowed_by_what_is_known_of_a_statement(side: SideFile, store: Store) -> None:
    lost = "the report is wrong, 38 «piers» were «lost»"
    for narrowed in (
        {"speaker_kind": "organisation"}, {"speaker": "Harbour Board"}, {"stance": "disagree"}, {"document": "summary"},
        {"since": "2021-10-05"}, {"since": "2021-07"}, {"issue": "harbours", "stance": "disagree"},
    ):  # fmt: skip
        assert found(side, store, "piers lost", **narrowed) == [lost], narrowed
    for narrowed in ({"stance": "none"}, {"until": "2021-06"}, {"until": "2021-06-17"}, {"issue": "tides"}):
        assert found(side, store, "piers lost", **narrowed) == ["40 «piers» were «lost»"], narrowed
    assert found(side, store, "piers lost", until="2020") == []


def test_counts_are_of_all_that_is_found(side: SideFile, store: Store) -> None:
    answer = search("piers", {}, side, store, CATALOGUE, limit=1)
    assert (len(answer.rows), answer.rows.truncated, answer.total) == (1, True, 7)
    assert summary(answer.counts)[:2] == [
        "documents: What you told us 5, Piers in the news 2",
        "issues: piers 5, harbours 2, moorings 1, tides 1",
    ]


@pytest.mark.parametrize(
    ("text", "narrowed", "message"),
    [
        ("?!", {}, "'?!' holds no word"),
        ("pier", {"stance": "agre"}, "nearest: .*agree"),
        ("pier", {"issue": "pears"}, "nearest: .*Piers"),
        ("pier", {"since": "June"}, "'June' is not a date"),
    ],
)
def test_what_cannot_be_searched_for_is_told(
    side: SideFile, store: Store, text: str, narrowed: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        search(text, narrowed, side, store, CATALOGUE, limit=1)


def test_a_graph_that_says_two_things_of_one_is_left_to_the_store(store: Store, tmp_path: Path) -> None:
    both = Store()
    both.extend(store)
    speaker = NamedNode(f"{PREFIXES['wsw']}speaker")
    both.add(Quad(NamedNode(iri("statement:b2")[1:-1]), speaker, NamedNode(iri("agent:ada")[1:-1])))
    assert open_side_file(made(both, tmp_path)) is None


def test_what_is_no_side_file_is_left_to_the_store(tmp_path: Path) -> None:
    assert open_side_file(tmp_path) is None
    (tmp_path / SIDE_FILE).write_bytes(b"not a database, but long enough to be looked at" * 40)
    assert open_side_file(tmp_path) is None


def test_the_command_prints_what_is_found(corpus_build: CorpusBuild) -> None:
    done = run_kg("search", "section", "47", "--build", corpus_build.folder, "--format", "csv", "--limit", "3")
    assert done.code == 0
    assert done.out.startswith(
        "found,speaker,speaker_kind,issues,stance,document,date,words,statement,speaker_iri,document_iri"
    )
    assert "«section» «47»" in done.out.lower()
    assert open_side_file(corpus_build.folder)


def test_a_dilemma_that_a_text_words_is_told_with_the_registrys_of_the_same_matter(corpus_build: CorpusBuild) -> None:
    side = open_side_file(corpus_build.folder)
    assert side
    query, store = CATALOGUE.find_query("dilemma-sides"), Store.read_only(str(corpus_build.folder / "store"))
    answers = [
        answer_query(query, store, CATALOGUE, {"dilemma": ["help-and-protection"]}, side=one) for one in (side, None)
    ]
    rows = [list(answer.texts()) for answer in answers if isinstance(answer, Rows)]
    assert rows[0] == rows[1]
    assert len({row[0] for row in rows[0]}) > 1
