"""Pages of `kg serve` on the made-up graph: what stands on each, by HTTP, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import pytest
from explorer_sample import ACT, GRAPH, HTML, ISSUE, PAGES, THING, explorer
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from serving import Reply, Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with explorer(tmp_path_factory.mktemp("pack")) as running:
        yield running


def text_of(reply: Reply) -> str:
    """What a reader sees, blanks collapsed."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", reply.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def page(server: Server, address: str, status: int = 200) -> str:
    reply = server.get(address, accept=HTML)
    assert (reply.status, reply.media_type) == (status, "text/html"), reply.text[:500]
    return text_of(reply)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_and_has_a_title_a_heading_a_language_and_a_way_past_the_menu(
    server: Server, address: str
) -> None:
    reply = server.get(address, accept=HTML)
    assert reply.status == 200, reply.text[:500]
    assert reply.text.endswith("</html>")
    assert '<html lang="en">' in reply.text
    assert len(re.findall("<h1[ >]", reply.text)) == 1
    assert re.search(r"<title>\s*\S", reply.text)
    assert 'href="#main"' in reply.text
    assert "'unsafe-inline'" not in reply.headers["content-security-policy"]
    assert not re.search(r"<(script|link|img)[^>]+(?:src|href)=\"(?:https?:)?//", reply.text)
    assert not re.search(r"\son[a-z]+=|\sstyle=", reply.text)


def test_the_start_page_counts_documents_statements_speakers_issues_and_conflicts(server: Server) -> None:
    text = page(server, "/")
    assert "4 documents" in text
    assert "8 statements" in text
    numbers = "4 speakers by name; 4 attributions to groups or speakers without a name"
    assert numbers in text
    assert numbers in page(server, "/speakers")
    assert "4 of 5 issues covered" in text
    assert "Partial: 1 of 4 documents could not be read" in text


def test_an_issue_tells_what_it_is_its_place_and_who_said_what_about_it_grouped_by_side(server: Server) -> None:
    text = page(server, f"{ISSUE}piers")
    assert "Where boats land." in text
    assert "Who should pay for piers?" in text
    assert "Piers Act 1901 s 4" in text
    # a0 and a1, b2, b3 and b5 are about piers
    assert "5 statements by 5 speakers in 2 documents, 17 June 2021 to October 2021" in text
    assert text.index("For Person: 1 statement") < text.index("Against Organisation: 1 statement")
    assert "agrees inferred with The Case for Piers" in text


def test_an_issue_counts_statements_about_narrower_ones(server: Server) -> None:
    assert "6 statements" in page(server, f"{ISSUE}harbours")


def test_facets_narrow_between_and_widen_within_and_change_every_total(server: Server) -> None:
    assert "1 statement by 1 speaker in 1 document" in page(server, f"{ISSUE}piers?stance=agree")
    assert "2 statements by 2 speakers in 2 documents" in page(server, f"{ISSUE}piers?stance=agree&stance=disagree")
    text = page(server, f"{ISSUE}piers?stance=agree&stance=disagree&speaker_kind=person")
    assert "1 statement by 1 speaker in 1 document" in text
    assert "4 statements hidden by what is chosen" in text
    assert "Kind of speaker: person" in text  # can be removed


def test_where_facets_leave_nothing_the_page_says_which_to_lift(server: Server) -> None:
    text = page(server, f"{ISSUE}piers?stance=agree&speaker_kind=group")
    assert (
        "Nothing is left under what is chosen. Lift one of the choices above: Side: for , Kind of speaker: group"
        in text
    )


def test_an_issue_of_which_nobody_speaks_says_so_and_what_that_does_not_mean(server: Server) -> None:
    text = page(server, f"{ISSUE}ferries")
    assert "No statement about this issue, or a narrower one, was found." in text
    assert "does not say that nobody spoke" in text


def test_a_speaker_tells_roles_issues_where_quoted_and_marks_what_is_inferred(server: Server) -> None:
    text = page(server, f"{THING}agent/ada")
    assert "chair of the review , Review of Harbours" in text
    assert "director , Children's Pier Trust May 2012 – 31 December 2020" in text
    assert "by Gazette , 17 June 2021" in text
    assert "inferred" in text


def test_a_group_tells_quantifier_and_size_and_that_names_do_not_make_it_the_same(server: Server) -> None:
    text = page(server, f"{THING}group/some-1")
    assert "Quantifier: some" in text
    assert "need not be the same people" in text


def test_a_statement_tells_words_speaker_place_rule_issue_and_side_with_reasons_and_a_citation(server: Server) -> None:
    text = page(server, f"{THING}statement/a0")
    assert "Ada Example said Piers under section 4 are closed too soon" in text
    assert "rule quotation-verb-speaker, confidence 0.97" in text
    assert "Piers rule label, score 0.8" in text
    assert "Ada Example agrees inferred with The Case for Piers rule wish, confidence 0.6" in text
    assert "characters 1–42" in text
    assert (
        "“Piers under section 4 are closed too soon” Ada Example, for Children's Pier Trust, in: Piers in the news, "
        "17 June 2021. <https://example.org/id/statement/a0>" in text
    )


def test_a_statement_stands_in_its_context_with_words_and_name_marked(server: Server) -> None:
    html = server.get(f"{THING}statement/a0", accept=HTML).text
    assert (
        '“<mark class="content">Piers under section 4 are closed too soon</mark>,” said <span class="source-name">Ada Example</span>. The report'
        in html
    )


def test_a_passage_that_is_not_where_the_graph_says_is_told_and_not_shown(server: Server) -> None:
    # the text of the summary is shorter than the offsets of its statements
    assert "The passage does not stand where the graph says." in page(server, f"{THING}statement/b2")


def test_what_is_not_verbatim_is_cited_without_quotation_marks(server: Server) -> None:
    assert "[not verbatim] 40 piers were lost The Case for Piers, in: Piers in the news" in page(
        server, f"{THING}statement/a1"
    )


def test_a_statement_shows_what_answers_its_finding(server: Server) -> None:
    text = page(server, f"{THING}statement/a1")
    assert "disagrees stated the report is wrong, 38 piers were lost" in text


def test_a_document_marks_every_statement_in_place_with_labels_in_the_margin(server: Server) -> None:
    html = server.get(f"{THING}document/article", accept=HTML).text
    assert '<mark class="m m-direct" data-of="a0">Piers under section 4 are closed too soon</mark>' in html
    assert '<mark class="m m-finding" data-of="a1">40 piers were lost</mark>' in html
    assert html.index('id="s-a0"') < html.index('id="s-a1"')
    label = re.search(r'<li id="l-a1".*?</li>', html, re.DOTALL)
    assert label
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", label[0])).strip() == "2 The Case for Piers Piers, Tides"


def test_the_reader_shows_every_character_of_the_text_in_its_order(server: Server) -> None:
    html = server.get(f"{THING}document/article", accept=HTML).text
    rows = re.findall(r'<(?:p|h\d|blockquote) class="text[^>]*>(.*?)</(?:p|h\d|blockquote)>', html, re.DOTALL)
    shown = re.sub(r'<a class="ref".*?</a>', "", "".join(rows), flags=re.DOTALL)
    said = unescape(re.sub(r"<[^>]+>", "", shown))
    store = Store()
    store.load(path=str(GRAPH), format=RdfFormat.TRIG)
    snapshot = NamedNode("https://example.org/id/snapshot/article")
    (quad,) = store.quads_for_pattern(snapshot, NamedNode("https://w3id.org/who-said-what/ns#text"), None)
    assert said.split() == quad.object.value.split()


def test_a_dilemma_has_its_options_side_by_side_with_who_leans_where(server: Server) -> None:
    text = page(server, f"{THING}dilemma/who-pays")
    assert "The town pays" in text
    assert "The nation pays" in text
    assert "Forty anglers agrees" in text


def test_a_dilemma_shows_the_same_matter_in_the_words_of_documents_with_the_passage_and_back(server: Server) -> None:
    reply = server.get(f"{THING}dilemma/who-pays", accept=HTML)
    told = text_of(reply).partition("In the words of the documents")[2]
    assert "a town toll or a national tax?" in told
    assert "a national tax a town toll" in told  # its options
    assert "[…] section 4 […] Piers in the news , characters 13 to 22" in told
    assert f'href="{THING}document/article#c13"' in reply.text
    assert "In the words of the documents" not in page(server, f"{THING}dilemma/worded")
    assert f'href="{THING}dilemma/who-pays"' in server.get(f"{THING}dilemma/worded", accept=HTML).text
    assert "The passage" in page(server, f"{THING}dilemma/worded")


def test_a_statute_tells_who_named_it_and_whether_the_act_was_inferred(server: Server) -> None:
    text = page(server, ACT)
    assert "Piers Act 1901" in text
    assert "Act inferred" in text
    assert "2 statements by 2 speakers" in text


def test_a_figure_leads_to_its_passage_and_speaker(server: Server) -> None:
    text = page(server, f"{THING}figure/a1-1")
    assert "piers lost" in text
    assert "The Case for Piers" in text


@pytest.mark.parametrize("address", [f"{THING}statement/a0", f"{THING}agent/ada", f"{ISSUE}piers"])
def test_a_thing_is_had_as_turtle_and_json_ld_by_accept_header_and_by_file_ending(server: Server, address: str) -> None:
    for ending, media_type, form in (
        (".ttl", "text/turtle", RdfFormat.TURTLE),
        (".jsonld", "application/ld+json", RdfFormat.JSON_LD),
    ):
        asked, named = server.get(address, accept=media_type), server.get(address + ending, accept=HTML)
        assert (asked.media_type, named.media_type) == (media_type, media_type)
        assert set(parse(asked.body, form)) == set(parse(named.body, form)) != set()


def test_every_page_names_its_questions_and_each_opens_the_editor_filled_in(server: Server) -> None:
    html = server.get(f"{ISSUE}piers", accept=HTML).text
    addresses = [unescape(found) for found in re.findall(r'href="(/query\?name=[^"]+)"', html)]
    assert any("name=pages%2Fstatement-keys" in address for address in addresses)
    for address in addresses:
        opened = server.get(address, accept=HTML)
        assert opened.status == 200, address
        query = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", opened.text, re.DOTALL)[1])  # type: ignore[index]
        assert "SELECT" in query
        assert server.query(query, accept="application/sparql-results+json").status == 200, query


@pytest.mark.parametrize(
    "address", [f"{ISSUE}piers", f"{THING}agent/ada", f"{THING}dilemma/who-pays", f"{THING}finding/a1", ACT]
)
def test_what_a_page_shows_can_be_had_as_a_file_for_a_spreadsheet(server: Server, address: str) -> None:
    html = server.get(address, accept=HTML).text
    (found,) = re.findall(r'href="(/api/[^"]+format=csv)"', html)
    file = server.get(unescape(found))
    assert (file.status, file.media_type) == (200, "text/csv")
    assert len(file.text.splitlines()) > 1


def test_the_editor_answers_without_script_and_says_where_a_query_is_wrong(server: Server) -> None:
    # the default graph of a file is served as it is, and this one's is empty
    assert "No row" in page(server, "/query?run=1&query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")
    assert "The query was not answered" in page(server, "/query?run=1&query=SELECT%20%2A%20WHERE%20%7B", 400)
    assert "3 rows" in page(
        server, "/query?run=1&query=SELECT%20%2A%20%7B%20VALUES%20%3Fx%20%7B%201%202%203%20%7D%20%7D"
    )


def test_a_search_finds_names_and_words_and_says_when_it_finds_none(server: Server) -> None:
    text = page(server, "/search?q=landing+stages")
    assert "Piers ( landing stages )" in text
    assert "1 statement" in page(server, "/search?q=closed+too+soon")
    assert "0 names hold it." in page(server, "/search?q=zebra")


def test_suggestions_begin_with_names_that_begin_so(server: Server) -> None:
    assert '"label":"Ada Example","kind":"person","address":"/id/example/agent/ada"' in server.get("/suggest?q=ad").text


def test_an_unknown_address_is_a_page_with_the_nearest_matches(server: Server) -> None:
    html = server.get(f"{THING}agent/ada-exampel", accept=HTML)
    assert html.status == 404
    assert f'href="{THING}agent/ada"' in html.text
    assert 'href="/speakers"' in server.get("/speaker", accept=HTML).text


def test_each_term_and_value_has_an_anchor(server: Server) -> None:
    html = server.get("/ns", accept=HTML).text
    assert 'id="speaker"' in html
    assert 'id="code-agree"' in html
    assert server.get("/code/agree", accept=HTML).headers["location"] == "/ns#code-agree"


def test_the_matrix_has_no_groups_and_a_cell_leads_to_its_statements(server: Server) -> None:
    html = server.get("/matrix", accept=HTML).text
    assert "Forty anglers" not in html
    assert "/statements?speaker=Ada%20Example&amp;issue=piers" in html
    assert "1 statement by 1 speaker" in page(server, "/statements?speaker=Ada%20Example&issue=piers")


def test_two_speakers_are_compared_issue_by_issue(server: Server) -> None:
    text = page(server, PAGES[10])
    assert "On the same issues (1)" in text
    assert "Only The Case for Piers (1) Tides" in text


def test_the_timeline_has_events_and_documents_in_order(server: Server) -> None:
    text = page(server, "/timeline")
    assert (
        text.index("17 June 2021 document Piers in the news")
        < text.index("17 June 2021 event It was published")
        < text.index("October 2021 document What you told us")
    )


def test_a_server_without_a_build_says_which_command_makes_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    from explorer_sample import PACK
    from serving import serving

    folder = tmp_path_factory.mktemp("empty")
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    with serving("--pack", folder) as server:
        reply = server.get("/", accept=HTML)
    assert reply.status == 503
    assert "kg build" in text_of(reply)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/view/statute?of=Piers+Act+1901", "Who named “Piers Act 1901”"),
        ("/view/document?of=article", "Who is heard in “Piers in the news”"),
        ("/view/compare?of=Ada+Example&and=Harbour+Board", "“Ada Example” and “Harbour Board” side by side"),
        ("/view/matrix", "Who speaks how about which issue"),
        ("/view/matrix?of=harbours", "Who speaks how about “Harbours”"),
    ],
)
def test_the_pictures_of_kg_view_are_served_with_their_own_policy(server: Server, address: str, says: str) -> None:
    reply = server.get(address, accept=HTML)
    assert reply.status == 200, reply.text[:500]
    assert says in text_of(reply)
    assert "script-src 'sha256-" in reply.headers["content-security-policy"]


def test_a_picture_of_two_speakers_that_names_one_says_what_is_missing(server: Server) -> None:
    assert "needs two values" in page(server, "/view/compare?of=Ada+Example", 400)
    assert "there are issue, speaker, dilemma, statute, document, compare and matrix" in page(server, "/view/tree", 404)


def test_a_mistake_is_reported_in_one_line_that_holds_the_place_and_what_is_wrong(server: Server) -> None:
    iri = "https://example.org/id/statement/a1"
    address = f"/mistake?{urlencode({'statement': iri, 'wrong': 'speaker', 'right': 'Ben', 'note': 'line 2'})}"
    reply = server.get(address)
    assert reply.headers["content-disposition"] == 'attachment; filename="mistake-a1.jsonl"'
    (line,) = reply.text.splitlines()
    told = json.loads(line)
    assert (told["statement"], told["wrong"], told["right"], told["note"]) == (iri, "speaker", "Ben", "line 2")
    assert told["found"]["speaker"] == "The Case for Piers"
    assert [one["exact"] for one in told["passages"] if one["part"] == "content"] == ["40 piers were lost"]
    assert server.get("/mistake?statement=https%3A%2F%2Fexample.org%2Fnone").status == 404
    assert "“wrong”" in page(server, f"{THING}statement/a1")


def test_the_page_of_an_issue_draws_who_speaks_about_it_and_what_is_narrower(server: Server) -> None:
    reply = server.get(f"{ISSUE}harbours", accept="text/html").text
    figure = reply[
        reply.index('<svg class="issue-figure"') : reply.index("</svg>", reply.index('<svg class="issue-figure"'))
    ]
    assert "Ada Example · 1" in figure
    assert "Ada Example on Piers: 1 statement" in figure


def test_an_option_shows_one_side_when_asked(server: Server) -> None:
    option = f"{THING}dilemma/who-pays-town"
    assert "For (1" in page(server, option)
    alone = page(server, f"{option}?stance=disagree")
    assert "For (1) " in alone  # the way back
    assert "Ada Example" not in alone.partition("Known facts")[0].partition("Who is for it")[2]


def test_two_speakers_are_found_by_their_names(server: Server) -> None:
    text = page(server, "/compare?a=ada+example&b=Harbour+Bord")
    assert "like it: Harbour Board ." in text
    assert "Ada Example" not in text.partition("like it")[2].partition(".")[0]


# ---------------------------------------------------------------- what an address asks for


@pytest.mark.parametrize("address", PAGES)
def test_every_page_refuses_a_parameter_that_it_does_not_have(server: Server, address: str) -> None:
    told = page(server, f"{address}{'&' if '?' in address else '?'}isue=piers", 400)
    assert "'isue'" in told


@pytest.mark.parametrize(
    ("address", "says", "instead"),
    [
        ("/statements?isue=piers", "has no parameter 'isue'; nearest: issue.", "/statements?issue=piers"),
        ("/statements?from=2021-01-01", "has no parameter 'from'. It takes stance, basis,", "/statements"),
        ("/statements?stance=agre", "It takes agree, disagree, mixed, unclear, none.", "/statements?stance=agree"),
        ("/statements?speaker_kind=alien", "It takes person, organisation, group, document.", "/statements"),
        (f"{ISSUE}piers?issue=pires&stance=agree", "/issues lists all of them", f"{ISSUE}piers?issue=piers&stance=agree"),
        ("/statements?speaker=Ada+Exampel", "Nearest: Ada Example", "/statements?speaker=Ada+Example"),
        ("/statements?year=1066", "'year' has no value '1066'", "/statements"),
        ("/statements?group=kind", "It takes side, speaker, document.", "/statements"),
        ("/statements?page=two", "Give a whole number from 1.", "/statements"),
        ("/figures?page=0", "Give a whole number from 1.", "/figures"),
        ("/speakers?kind=persons", "Nearest: person.", "/speakers?kind=person"),
        ("/matrix?issue=pier", "Nearest: piers.", "/matrix?issue=piers"),
        ("/matrix?kind=group", "It takes document, organisation, person.", "/matrix"),
        ("/compare?what=people", "It takes speakers, documents.", "/compare"),
        (f"{THING}dilemma/who-pays-town?stance=none", "'stance' has no value 'none'", f"{THING}dilemma/who-pays-town"),
        (f"{THING}agent/ada?speaker_kind=person", "has no parameter 'speaker_kind'", f"{THING}agent/ada"),
        (f"{ACT}&format=docx", "It takes ttl, nt, jsonld, rdf, html.", ACT),
        ("/query?nam=issues", "nearest: name.", "/query?name=issues"),
    ],
)  # fmt: skip
def test_what_a_page_cannot_be_asked_is_named_with_what_can_and_a_link_to_it(
    server: Server, address: str, says: str, instead: str
) -> None:
    reply = server.get(address, accept=HTML)
    assert reply.status == 400
    assert says in text_of(reply)
    assert f'href="{instead.replace("&", "&amp;")}"' in reply.text
    if not address.startswith("/id/") and not address.startswith("/issue/"):  # which are data for programs
        assert instead in json.loads(server.get(address, accept="application/json").body)["nearest"]


def test_a_value_that_others_have_and_no_statement_here_is_no_mistake(server: Server) -> None:
    assert "Nothing is left under what is chosen" in page(server, f"{THING}agent/ada?speaker=Harbour+Board")
    assert "Nothing is left under what is chosen" in page(server, "/statements?issue=ferries")


def test_a_value_given_twice_where_one_is_wanted_is_refused(server: Server) -> None:
    assert "'group' is given 2 times" in page(server, "/statements?group=side&group=speaker", 400)


def test_documents_without_a_date_are_a_choice_of_the_year(server: Server) -> None:
    assert "Nothing is left under what is chosen" in page(server, "/statements?year=none")


@pytest.mark.parametrize("address", ["/", "/statements", "/query", "/network/places.json", "/static/site.css", "/none"])
def test_what_the_header_allow_offers_is_served(server: Server, address: str) -> None:
    refused = server.ask("DELETE", address)
    assert (refused.status, "OPTIONS" in refused.headers["allow"]) == (405, True)
    told = server.ask("OPTIONS", address)
    assert (told.status, told.headers["allow"], told.body) == (204, refused.headers["allow"], b"")
    assert ("POST" in told.headers["allow"]) == (address == "/query")
