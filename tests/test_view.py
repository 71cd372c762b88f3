"""Views: rows to a picture, a picture to a page that runs anywhere and lets nothing of a document become markup."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from view_sample import HOSTILE, Leaned, Said, Sample, a_dilemma, hostile, many, three_statements

from kg.errors import KgError, UnknownNameError, UsageError
from kg.query.catalogue import Catalogue
from kg.view import picture_of, render_view
from kg.view.kinds import KINDS
from kg.view.layout import hub_sizes, positions_of
from kg.view.network import network_of, node_ids
from kg.view.page import drawing_library, json_block
from kg.view.picture import Lean, Pair
from kg.view.reduction import NODE_LIMIT
from kg.view.source import CatalogueSource
from kg.view.wording import counted, listed, shortened, visible

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "kg" / "view" / "static"
# Elements without an end tag: https://html.spec.whatwg.org/multipage/syntax.html#void-elements
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """A page taken apart: elements with attributes, script and style texts, texts of cells, text that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.seen: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "style"):
            (self.scripts if tag == "script" else self.styles).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> ends another element"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.scripts[-1] += data
        elif self.open[-1:] == ["style"]:
            self.styles[-1] += data
        else:
            self.seen.append(data)

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.elements for key, value in attributes.items() if key == name]

    @property
    def data(self) -> dict[str, object]:
        return json.loads(self.scripts[0])

    @property
    def text(self) -> str:
        return " ".join(self.seen)


def page_of(name: str, value: str | None, sample: Sample) -> Page:
    return Page(render_view(name, value, sample))


# ---------------------------------------------------------------- rows to a picture


def test_the_picture_of_an_issue_has_its_speakers_statements_and_narrower_issues() -> None:
    picture = picture_of("issue", "inequality", three_statements())
    assert [(hub.key, hub.kind, hub.count) for hub in picture.hubs] == [
        ("inequality", "issue", 2),
        ("Ada Example", "person", 2),
        ("poverty", "issue", 2),
    ]
    assert [(one.key, one.kind, one.speaker, one.issues) for one in picture.quotations] == [
        ("s1", "direct", "Ada Example", ("poverty",)),
        ("s2", "finding", "Ada Example", ("poverty",)),
    ]
    assert picture.pairs == (Pair("Ada Example", "poverty", {"direct": 1, "finding": 1}),)
    assert picture.ties == (("inequality", "poverty"),)
    assert picture.title == "Who said what about “inequality”"
    assert picture.description == "2 statements by 1 speaker in 1 document about this issue or one of 1 narrower issue."


def test_the_picture_of_a_speaker_counts_a_statement_about_two_issues_once() -> None:
    picture = picture_of("speaker", "Ada Example", three_statements())
    assert picture.description == "2 statements about 2 issues."
    assert [(hub.key, hub.count) for hub in picture.hubs] == [("Ada Example", 2), ("help", 1), ("poverty", 2)]


def test_who_speaks_for_a_speaker_is_shown_and_tied_to_it() -> None:
    class Joint(Sample):
        def rows(self, name: str, /, **values: object) -> list[dict[str, str]]:
            return super().rows("view-overview-statements") if name == "view-speaker" else super().rows(name, **values)  # type: ignore[arg-type]

    picture = picture_of("speaker", "Ada Example", Joint(three_statements().said))
    assert picture.ties == (("group-1", "Ada Example"),)
    assert picture.description == "3 statements about 2 issues, 1 statement of them with or through others."


def test_the_overview_adds_up_groups_and_unnamed_persons_of_the_same_words_but_nobody_with_a_name() -> None:
    said = [
        Said("s1", "Some carers", ("help",), speaker_kind="group", speaker_key="group-1"),
        Said("s2", "some  Carers", ("help",), speaker_kind="group", speaker_key="group-2"),
        Said("s3", "One nurse", ("help",), speaker_key="nurse-1", named="false"),
        Said("s4", "One nurse", ("help",), speaker_key="nurse-2", named="false"),
        Said("s5", "Ada Example", ("help",), speaker_key="ada-1"),
        Said("s6", "Ada Example", ("help",), speaker_key="ada-2"),
    ]
    picture = picture_of("overview", None, Sample(said))
    assert [(hub.key, hub.count) for hub in picture.hubs] == [
        ("ada-1", 1),
        ("ada-2", 1),
        ("group-1", 2),
        ("nurse-1", 2),
        ("help", 6),
    ]
    assert picture.hubs[2].remark == "2 speakers of this name added up; they need not be the same."
    assert picture.pairs[2] == Pair("group-1", "help", {"direct": 2})
    assert picture.description == "6 statements by 4 speakers about 1 issue."


def test_the_picture_of_a_dilemma_has_a_line_for_each_stance_and_says_what_was_inferred() -> None:
    picture = picture_of("dilemma", "dilemma", a_dilemma())
    assert [(hub.key, hub.kind, hub.count) for hub in picture.hubs] == [
        ("one team", "option", 1),
        ("two teams", "option", 2),
        ("Ada Example", "person", 1),
        ("Ben Example", "person", 1),
        ("group-1", "group", 1),
    ]
    assert picture.leans == (
        Lean("Ada Example", "one team", "agree", False, 0.75, ("s1",)),
        Lean("Ben Example", "two teams", "disagree", True, 0.75, ("s2",)),
        Lean("group-1", "two teams", "mixed", True, 0.75, ("s3",)),
    )


def test_a_kind_that_no_shape_stands_for_is_shown_as_another_speaker() -> None:
    picture = picture_of("issue", "help", Sample([Said("s1", "A chorus", ("help",), speaker_kind="choir")]))
    assert picture.hubs[1].kind == "agent"


# ---------------------------------------------------------------- names and values


def test_an_unknown_view_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="unknown view 'overwiew'; nearest: overview"):
        render_view("overwiew", None, three_statements())


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("issue", None, "needs a value"),
        ("issue", "  ", "needs a value"),
        ("overview", "x", "takes no value"),
        ("compare", "x", "needs two values"),
    ],
)
def test_a_missing_or_superfluous_value_is_refused(name: str, value: str | None, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        render_view(name, value, three_statements())


def test_a_name_of_several_speakers_is_refused_with_their_names() -> None:
    class TwoExamples(Sample):
        def things(self, type_name: str, value: str) -> list[str]:
            return ["Ada Example", "Ben Example"]

    with pytest.raises(UsageError, match="'Example' may be Ada Example and Ben Example"):
        render_view("speaker", "Example", TwoExamples(a_dilemma().said))


# ---------------------------------------------------------------- the queries, on a graph


GRAPH = """
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX org: <http://www.w3.org/ns/org#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wsw: <https://w3id.org/who-said-what/ns#> PREFIX code: <https://w3id.org/who-said-what/code/>
PREFIX issue: <https://w3id.org/who-said-what/issue/csc/> PREFIX ex: <https://example.org/>
issue:inequality skos:notation "inequality" ; skos:prefLabel "Inequalities"@en ; rdfs:label "Inequalities"@en .
issue:poverty skos:notation "poverty" ; skos:prefLabel "Poverty"@en ; rdfs:label "Poverty"@en ; skos:broader issue:inequality .
issue:help skos:notation "help" ; skos:prefLabel "Help"@en ; rdfs:label "Help"@en .
ex:ada a foaf:Person ; rdfs:label "Ada Example"@en .
ex:trust a org:Organization ; rdfs:label "Example Trust"@en .
ex:carers a wsw:RespondentGroup , foaf:Group ; rdfs:label "Some carers"@en ; wsw:named false .
ex:doc a wsw:Document ; rdfs:label "A report"@en . ex:root a wsw:Section ; rdfs:label "Question one"@en .
ex:s1 a wsw:Statement , wsw:DirectSpeech ; wsw:words "Being poor is not neglect." ; wsw:confidence 0.9 ; wsw:rule "r" ;
  wsw:speaker ex:ada ; wsw:onBehalfOf ex:trust ; wsw:aboutIssue issue:poverty , issue:help ; wsw:inDocument ex:doc ; wsw:inSection ex:root .
ex:s2 a wsw:Statement , wsw:IndirectSpeech ; wsw:words "that it rains" ; wsw:confidence 0.5 ; wsw:rule "r" ;
  wsw:speaker ex:carers ; wsw:inDocument ex:doc ; wsw:inSection ex:root .
ex:dilemma a wsw:Dilemma ; rdfs:label "One team or two?"@en ; wsw:option ex:one , ex:two .
ex:one a wsw:Position ; rdfs:label "One team"@en . ex:two a wsw:Position ; rdfs:label "Two teams"@en .
ex:stance a wsw:Stance ; wsw:holder ex:carers ; wsw:target ex:two ; wsw:polarity code:agree ; wsw:basis code:inferred ;
  wsw:confidence 0.7 ; prov:wasDerivedFrom ex:s2 .
"""


@pytest.fixture(scope="module")
def source() -> CatalogueSource:
    store = Store()
    store.load(GRAPH.encode(), format=RdfFormat.TURTLE, to_graph=NamedNode("https://example.org/graph"))
    store.load(path=str(ROOT / "ontology" / "codes.ttl"), format=RdfFormat.TURTLE)
    return CatalogueSource(store, Catalogue((ROOT / "queries",)))


def test_the_query_of_an_issue_gives_statements_about_narrower_ones_and_only_those_issues(
    source: CatalogueSource,
) -> None:
    rows = source.rows("view-issue", issue="Inequalities")
    assert [(row["statement"][-2:], row["speaker_label"], row["speaker_kind"], row["issue_label"]) for row in rows] == [
        ("s1", "Ada Example", "person", "Poverty")
    ]
    assert (rows[0]["statement_kind"], rows[0]["document_title"], rows[0]["section_title"]) == (
        "direct",
        "A report",
        "Question one",
    )


def test_the_query_of_a_body_gives_what_was_said_on_its_behalf(source: CatalogueSource) -> None:
    rows = source.rows("view-speaker", speaker="Example Trust")
    assert [(row["speaker_label"], row["issue_label"]) for row in rows] == [
        ("Ada Example", "Help"),
        ("Ada Example", "Poverty"),
    ]


def test_the_query_of_the_overview_counts_each_statement_of_a_speaker_once(source: CatalogueSource) -> None:
    rows = source.rows("view-overview")
    columns = ("speaker_label", "speaker_named", "speaker_statements", "issue_label", "statement_kind", "statements")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("Ada Example", "", "1", "Help", "direct", "1"),
        ("Ada Example", "", "1", "Poverty", "direct", "1"),
        ("Some carers", "false", "1", "", "indirect", "1"),
    ]


def test_the_query_of_the_surest_statements_begins_with_the_surest(source: CatalogueSource) -> None:
    rows = source.rows("view-overview-statements")
    assert [(row["statement"][-2:], row["issue_label"]) for row in rows] == [
        ("s1", "Help"),
        ("s1", "Poverty"),
        ("s2", ""),
    ]


def test_the_query_of_a_dilemma_gives_every_option_and_every_stance(source: CatalogueSource) -> None:
    rows = source.rows("view-dilemma", dilemma="One team or two?")
    assert [
        (row["option_label"], row["holder_label"], row["polarity"], row["basis"], row["stance_confidence"])
        for row in rows
    ] == [
        ("One team", "", "", "", ""),
        ("Two teams", "", "", "", ""),
        ("Two teams", "Some carers", "agree", "inferred", "0.7"),
    ]


def test_a_view_of_a_graph_is_found_by_notation_and_titled_by_label(source: CatalogueSource) -> None:
    assert picture_of("issue", "poverty", source).title == "Who said what about “Poverty”"


@pytest.mark.parametrize(
    ("view", "value", "near"),
    [
        ("issue", "powerty", "poverty"),
        ("speaker", "Ada Exampel", "Ada Example"),
        ("dilemma", "One teem or two?", "One team or two?"),
    ],
)
def test_an_unknown_issue_speaker_or_dilemma_names_the_nearest(
    source: CatalogueSource, view: str, value: str, near: str
) -> None:
    with pytest.raises(UnknownNameError, match=f"unknown {view}") as raised:
        render_view(view, value, source)
    assert near.casefold() in map(str.casefold, raised.value.nearest)


# ---------------------------------------------------------------- larger than can be read


def test_a_large_overview_keeps_300_nodes_and_says_what_is_left_out() -> None:
    picture = picture_of("overview", None, many(speakers=400, issues=60, statements=1500))
    assert len(picture.hubs) + len(picture.quotations) == NODE_LIMIT == 300
    assert sum(hub.kind == "issue" for hub in picture.hubs) == 60
    assert len(picture.pairs) == 500
    assert {key for pair in picture.pairs for key in (pair.speaker, pair.issue)} == {hub.key for hub in picture.hubs}
    assert picture.notes == (
        "Left out so that the picture stays readable: 260 of 400 speakers, 1,400 of 1,500 statements and the 1,367 "
        "thinnest of 1,867 lines. Kept are those with the most statements, and of the statements the surest of each "
        "speaker and issue; sizes and the lines drawn count all.",
    )


def test_the_speakers_kept_are_those_with_the_most_statements() -> None:
    said = [Said(f"s{n}", f"Speaker {min(n, 350)}", ("help",), confidence=0.5) for n in range(360)]
    picture = picture_of("overview", None, Sample(said))
    assert "Speaker 350" in {hub.key for hub in picture.hubs}
    assert next(hub.count for hub in picture.hubs if hub.key == "help") == 360


def test_each_speaker_keeps_a_statement_before_any_keeps_a_second() -> None:
    loud = [Said(f"a{n:03}", "Loud", ("help",), confidence=0.99) for n in range(400)]
    quiet = [Said(f"b{n:03}", f"Quiet {n}", ("help",), confidence=0.2) for n in range(100)]
    picture = picture_of("issue", "help", Sample(loud + quiet))
    shown = {quotation.speaker for quotation in picture.quotations}
    assert shown == {"Loud"} | {f"Quiet {n}" for n in range(100)}
    assert picture.total == 500


def test_the_focus_stays_however_many_speakers_there_are() -> None:
    picture = picture_of("issue", "help", Sample([Said(f"s{n}", f"Speaker {n}", ("help",)) for n in range(600)]))
    assert picture.hubs[0].key == picture.focus == "help"
    assert len(picture.hubs) + len(picture.quotations) <= NODE_LIMIT


def test_a_large_dilemma_keeps_its_options_and_300_nodes() -> None:
    said = [Said(f"s{n}", f"Speaker {n}", ()) for n in range(400)]
    leaned = [Leaned(one, ("left", "right")[n % 2], "agree", "stated") for n, one in enumerate(said)]
    picture = picture_of("dilemma", "dilemma", Sample(said, leaned, ["left", "right"]))
    assert [hub.key for hub in picture.hubs[:2]] == ["left", "right"]
    assert len(picture.hubs) == NODE_LIMIT
    assert "102 of 400 speakers" in picture.notes[0]


def test_a_picture_that_is_small_enough_leaves_nothing_out() -> None:
    assert picture_of("overview", None, many(20, 10, 60)).notes == ()


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(("name", "value"), [("overview", None), ("issue", "Issue 1"), ("speaker", "Speaker 0")])
def test_no_two_speakers_or_issues_stand_on_one_another(name: str, value: str | None) -> None:
    picture = picture_of(name, value, many(40, 20, 300))
    places, sizes = positions_of(picture), hub_sizes(picture.hubs)
    for one, other in combinations((hub.key for hub in picture.hubs), 2):
        assert math.dist(places[one], places[other]) >= sizes[one] + sizes[other]


def test_each_holder_stands_nearer_to_the_option_that_it_agrees_with() -> None:
    picture = picture_of("dilemma", "dilemma", a_dilemma())
    x = {key: place[0] for key, place in positions_of(picture).items()}
    assert x["one team"] < x["Ada Example"] < x["group-1"] < x["two teams"]
    assert x["Ben Example"] < x["group-1"]  # to disagree with the second option is to lean to the first


def test_a_dilemma_with_three_options_and_one_without_any_have_places() -> None:
    for options in (["a", "b", "c"], []):
        places = positions_of(picture_of("dilemma", "dilemma", Sample([], [], options)))
        assert len(set(places.values())) == len(options)


# ---------------------------------------------------------------- the network


def test_pyvis_nodes_have_opaque_ids_places_and_no_physics() -> None:
    network = network_of(picture_of("issue", "inequality", three_statements()))
    assert [node["id"] for node in network["nodes"]] == ["n1", "n2", "n3", "n4", "n5"]
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in network["nodes"])
    assert network["options"]["physics"] == {"enabled": False}
    assert [(edge["from"], edge["to"], edge["line"]) for edge in network["edges"]] == [
        ("n1", "n3", "tie"),
        ("n2", "n3", "pair"),
        ("n2", "n4", "said"),
        ("n4", "n3", "about"),
        ("n2", "n5", "said"),
        ("n5", "n3", "about"),
    ]


def test_the_tip_of_a_statement_has_its_words_speaker_and_source() -> None:
    network = network_of(picture_of("issue", "inequality", three_statements()))
    assert (
        network["nodes"][3]["title"]
        == "“Being poor is not neglect.”\nAda Example (direct speech)\nA report, Question one"
    )


def test_the_root_section_of_a_document_is_not_named_beside_it() -> None:
    said = Said("s1", "Ada Example", ("help",), document="A report", section="A report")
    assert picture_of("issue", "help", Sample([said])).quotations[0].place == ("A report",)


def test_an_inferred_stance_is_dashed_and_called_inferred() -> None:
    network = network_of(picture_of("dilemma", "dilemma", a_dilemma()))
    assert [(edge["dashes"], edge["title"]) for edge in network["edges"]] == [
        (False, "agree, stated: 1 statement"),
        (True, "disagree, inferred: 1 statement"),
        (True, "mixed, inferred: 1 statement"),
    ]


def test_more_statements_make_a_larger_mark() -> None:
    sizes = hub_sizes(picture_of("speaker", "Ada Example", three_statements()).hubs)
    assert sizes["Ada Example"] == sizes["poverty"] > sizes["help"]


def test_every_kind_has_a_shape_of_its_own() -> None:
    assert len({kind.shape for kind in KINDS.values()}) == len(KINDS)


# ---------------------------------------------------------------- the page


VIEWS = [
    ("overview", None),
    ("issue", f"issue {HOSTILE[0]}"),
    ("speaker", HOSTILE[1]),
    ("dilemma", "dilemma"),
    ("statute", f"issue {HOSTILE[2]}"),
    ("document", HOSTILE[3]),
    ("matrix", None),
]


@pytest.fixture(scope="module", params=VIEWS, ids=[name for name, _ in VIEWS])
def hostile_page(request: pytest.FixtureRequest) -> Page:
    return page_of(*request.param, hostile())


def test_hostile_text_adds_no_element_and_no_attribute(hostile_page: Page) -> None:
    tags = {tag for tag, _ in hostile_page.elements}
    assert not tags & {"img", "iframe", "object", "embed", "base", "b", "form action"}
    assert [tag for tag, _ in hostile_page.elements].count("script") == 8  # data, the library, six of ours
    names = {name for _, attributes in hostile_page.elements for name in attributes}
    assert not {name for name in names if name.startswith("on")} | (
        names & {"style", "autofocus", "srcdoc", "formaction", "src"}
    )
    assert hostile_page.open == []


def test_nothing_is_loaded_from_anywhere(hostile_page: Page) -> None:
    assert set(hostile_page.attributes("href")) == {"#tables", "data:,"}
    assert not re.search(r"url\(|@import", hostile_page.styles[0])
    ours = "".join(hostile_page.scripts[2:])
    assert not re.search(
        r"https?:|fetch\(|XMLHttpRequest|import\(|eval\(|innerHTML|insertAdjacentHTML|document\.write", ours
    )


def test_the_policy_allows_the_page_s_own_scripts_and_style_by_hash_and_nothing_else(hostile_page: Page) -> None:
    [policy] = [
        attributes["content"]
        for tag, attributes in hostile_page.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]

    def hash_of(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    directives = dict(part.strip().split(" ", 1) for part in (policy or "").split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": " ".join(map(hash_of, hostile_page.scripts[1:])),
        "style-src": hash_of(hostile_page.styles[0]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_hostile_words_are_shown_as_they_stand_with_what_cannot_be_seen_named() -> None:
    text = page_of("overview", None, hostile()).text
    assert "<script>window.broken=1</script>" in text
    assert "{{7*7}} {% raw %} <!-- ]]> &lt;b&gt;" in text
    assert "Ada⟨U+202E⟩elpmaxE⟨U+2066⟩ ⟨U+001B⟩[31m ⟨U+0000⟩" in text


def test_names_and_words_are_isolated_from_the_direction_of_their_surroundings() -> None:
    html = render_view("issue", "help", three_statements())
    assert "<bdi>Ada Example</bdi>" in html
    assert '<q dir="auto">Help comes too late.</q>' in html


def test_the_block_of_data_holds_no_character_that_could_end_it_or_begin_markup() -> None:
    block = json_block({"words": "".join(HOSTILE)})
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {"words": "".join(HOSTILE)}


@pytest.mark.parametrize(("name", "value"), [("overview", None), ("issue", "Issue 1"), ("speaker", "Speaker 0")])
def test_every_node_of_the_picture_stands_in_a_table(name: str, value: str | None) -> None:
    page = page_of(name, value, many(30, 12, 90))
    rows = page.attributes("data-node")
    assert sorted(rows) == sorted(node["id"] for node in page.data["nodes"])  # type: ignore[index, union-attr, attr-defined]
    assert len(set(rows)) == len(rows)


def test_the_table_of_a_dilemma_has_every_line_with_stance_basis_words_and_source() -> None:
    page = page_of("dilemma", "dilemma", a_dilemma())
    assert set(page.attributes("data-edge")) == {"e1", "e2", "e3"}
    assert "agrees (stated, confidence 0.75)" in page.text
    assert "disagrees (inferred, confidence 0.75)" in page.text
    assert "Two teams lose sight of the child." in page.text
    assert "A report, Question one" in page.text


def test_the_page_says_its_language_title_and_what_it_shows() -> None:
    page = page_of("issue", "inequality", three_statements())
    assert page.elements[0] == ("html", {"lang": "en", "dir": "ltr"})
    assert "Who said what about “inequality” · Who said what" in page.seen
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    [picture] = [attributes for _, attributes in page.elements if attributes.get("role") == "img"]
    assert (picture["aria-label"] or "").startswith("Who said what about “inequality”: a network. 2 statements")


def test_every_label_and_description_that_the_page_points_to_exists() -> None:
    page = page_of("overview", None, three_statements())
    ids = page.attributes("id")
    assert len(set(ids)) == len(ids)
    assert set(page.attributes("aria-labelledby") + page.attributes("aria-describedby")) <= set(ids)


def test_the_legend_has_a_filter_for_each_kind_that_is_shown() -> None:
    assert page_of("overview", None, three_statements()).attributes("data-filter") == [
        "person",
        "group",
        "issue",
        "direct",
        "indirect",
        "finding",
    ]
    stances = ["person", "group", "option", "agree", "disagree", "mixed", "stated", "inferred"]
    assert page_of("dilemma", "dilemma", a_dilemma()).attributes("data-filter") == stances


def test_a_graph_without_statements_gives_a_page_that_says_so() -> None:
    assert "The graph holds no statement." in page_of("overview", None, Sample([])).text
    assert (
        "Nobody was found to lean to any of the options."
        in page_of("dilemma", "dilemma", Sample([], [], ["a", "b"])).text
    )


def test_the_page_names_the_command_and_the_queries_that_it_comes_from() -> None:
    text = page_of("issue", f"issue {HOSTILE[7]}", hostile()).text
    assert "kg view issue 'issue https://example.org/tracker.png'" in text
    assert "queries/view-issue.rq" in text


def test_a_name_of_120_kilobytes_is_cut_and_marked() -> None:
    html = render_view("speaker", "key", Sample([Said("s1", "a" * 120_000, ("help",), speaker_key="key")]))
    assert "a" * 299 + "…" in html
    assert "a" * 301 not in html


def test_the_same_rows_give_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:]\n"
        "from kg.view import render_view; from view_sample import many\n"
        "print(hashlib.sha256(render_view('overview', None, many(90, 30, 400)).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT), str(ROOT / "tests")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64


# ---------------------------------------------------------------- third-party files, colours, wording


def test_third_party_files_are_listed_with_name_version_licence_and_sum() -> None:
    [entry] = tomllib.loads((STATIC / "VENDORED.toml").read_text(encoding="utf-8"))["file"]
    library = drawing_library()
    assert (entry["name"], entry["version"], entry["licence"]) == ("vis-network", "9.1.2", "Apache-2.0 OR MIT")
    assert f"@version {entry['version']}" in library.text
    assert "The Apache 2.0 License" in library.text  # its notice travels with it


def test_a_drawing_library_that_is_not_the_listed_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import pyvis

    (tmp_path / "lib" / "vis-9.1.2").mkdir(parents=True)
    (tmp_path / "lib" / "vis-9.1.2" / "vis-network.min.js").write_text("alert(1)", encoding="utf-8")
    monkeypatch.setattr(pyvis, "__file__", str(tmp_path / "__init__.py"))
    drawing_library.cache_clear()
    with pytest.raises(KgError, match=r"VENDORED\.toml says 1f20f0736f32.*Install pyvis 0\.3\.2"):
        drawing_library()
    drawing_library.cache_clear()


def luminance(colour: str) -> float:
    """Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_text_has_a_contrast_of_4_5_and_every_mark_one_of_3(place: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", (STATIC / "view.css").read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[place]))
    grounds = [colours[name] for name in ("ground", "surface", "raised")]
    for name in ("ink", "muted", "accent"):
        assert min(contrast(colours[name], ground) for ground in grounds) >= 4.5, name
    assert contrast(colours["note-ink"], colours["note"]) >= 4.5
    for name in [*KINDS, "agree", "disagree", "mixed", "unclear", "control"]:
        assert contrast(colours[name], colours["surface"]) >= 3, name


def test_the_example_of_the_contrast_formula_comes_out() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21


def test_what_cannot_be_seen_is_named_and_line_breaks_stay() -> None:
    assert visible("a\u200bb\nc\td\u202e\ud800") == "a⟨U+200B⟩b\nc\td⟨U+202E⟩⟨U+D800⟩"


def test_long_text_is_cut_at_a_word_and_marked() -> None:
    assert shortened("one two  three", 10) == "one two…"
    assert shortened("one\ntwo", 10) == "one two"


def test_numbers_and_lists_read_as_a_sentence() -> None:
    assert (counted(1, "issue"), counted(1200, "issue"), counted(2, "person", "people")) == (
        "1 issue",
        "1,200 issues",
        "2 people",
    )
    assert (listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"]), listed([])) == (
        "a",
        "a and b",
        "a, b and c",
        "",
    )


def test_ids_are_numbered_in_the_order_of_the_picture() -> None:
    assert node_ids(picture_of("speaker", "group-1", three_statements())) == {"group-1": "n1", "help": "n2", "s3": "n3"}
