"""What an extraction becomes in the graph."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse
from rdf_fixture import (
    ACT,
    BASE,
    DOCUMENT,
    EXTRACTION,
    KNOWLEDGE,
    LINKS,
    RUN,
    STATEMENTS,
    TEXT,
    at,
    dataset_lines,
    knowledge,
    statement,
)

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.model import (
    Answer,
    Block,
    BlockKind,
    Event,
    Extraction,
    Figure,
    FoundDilemma,
    Polarity,
    Quantifier,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    StatementKind,
    StatuteReference,
)
from kg.namespaces import CODE, DCTERMS, ELI, FOAF, OA, PROV, RDF, RDFS, SCHEMA, WSW, XSD
from kg.pack import core_folder
from kg.rdf.map import extraction_to_quads, knowledge_to_quads, links_to_quads

IRIS = Iris(BASE, "test")
KEYS = IRIS.statement_keys("lakes", [(item.words, item.embedded_in) for item in STATEMENTS])
SECTIONS = IRIS.section_keys("lakes", [section.title for section in DOCUMENT.sections])
DOCUMENT_IRI = f"{BASE}document/lakes"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return knowledge(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def graph(known: Knowledge) -> Store:
    return store_of(EXTRACTION, known)


def store_of(extraction: Extraction, known: Knowledge) -> Store:
    store = Store()
    store.extend(parse("".join(extraction_to_quads(extraction, known, RUN)).encode(), format=RdfFormat.N_QUADS))
    return store


def said(*speakers: Speaker | None, attributions: tuple[int, ...] = ()) -> Extraction:
    """An extraction with a statement for each speaker, all of the same words."""
    statements = (
        statement(StatementKind.INDIRECT, speaker, "agreed", attribution=attribution)
        for speaker, attribution in zip(speakers, attributions or range(len(speakers)), strict=True)
    )
    return Extraction(DOCUMENT, tuple(statements))


def about(store: Store, subject: str) -> dict[str, list[str]]:
    """Values of a node by property, both without their namespaces where there is one of ours or a usual one."""
    values: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(NamedNode(subject), None, None):
        values.setdefault(short(quad.predicate.value), []).append(short(quad.object.value))
    return {name: sorted(found) for name, found in values.items()}


def short(text: str) -> str:
    for namespace in (WSW, CODE, BASE, RDF, RDFS, DCTERMS, OA, FOAF, PROV, SCHEMA, ELI):
        text = text.removeprefix(namespace)
    return text


def subjects(store: Store, cls: str) -> list[str]:
    quads = store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(cls))
    return sorted(quad.subject.value for quad in quads)


# ---------------------------------------------------------------- statements


def test_a_statement_carries_all_that_is_known_of_it(graph: Store) -> None:
    key = KEYS[0]
    assert about(graph, IRIS.of("statement", key)) == {
        "type": ["DirectSpeech", "Statement"],
        "speaker": ["agent/ada-example"],
        "onBehalfOf": ["agent/lake-trust"],
        "words": ["Enquiries under section 4 are started too readily … and \\ end ”late“."],
        "contentSpan": [f"span/{key}-c1", f"span/{key}-c2"],
        "sourceSpan": [f"span/{key}-s1"],
        "cueSpan": [f"span/{key}-q1"],
        "inDocument": ["document/lakes"],
        "inSection": [f"section/{SECTIONS[0]}"],
        "order": ["0"],
        "aboutIssue": ["https://w3id.org/who-said-what/issue/test/enquiries"],
        "refersTo": [f"{ACT}/section/4"],
        "confidence": ["0.9"],
        "rule": ["by-hand"],
        "wasGeneratedBy": [short(RUN.iri(IRIS))],
    }


def test_each_issue_has_a_link_with_score_rank_and_rule(graph: Store) -> None:
    assert about(graph, f"{BASE}link/{KEYS[0]}-enquiries") == {
        "type": ["IssueLink"],
        "ofStatement": [f"statement/{KEYS[0]}"],
        "toIssue": ["https://w3id.org/who-said-what/issue/test/enquiries"],
        "score": ["0.8"],
        "rank": ["1"],
        "rule": ["label"],
    }


def test_a_nested_statement_names_the_one_that_holds_it(graph: Store) -> None:
    assert about(graph, IRIS.of("statement", KEYS[5]))["embeddedIn"] == [f"statement/{KEYS[4]}"]


def test_every_span_cuts_its_words_and_their_surroundings_out_of_the_text(graph: Store) -> None:
    spans = subjects(graph, f"{OA}SpecificResource")
    for span in spans:
        position, quote = about(graph, f"{span}p"), about(graph, f"{span}q")
        start, end = int(position["start"][0]), int(position["end"][0])
        assert quote["exact"] == [TEXT[start:end]]
        assert quote.get("prefix", [""]) == [TEXT[max(0, start - 32) : start]]
        assert quote.get("suffix", [""]) == [TEXT[end : end + 32]]
    # parts 7, sources 1, cues 2, headings 2, figures 3, statute mentions 2, event 1, response 1
    assert len(spans) == 19


def test_a_span_outside_the_text_is_a_fault_of_the_program(known: Knowledge) -> None:
    wrong = replace(STATEMENTS[1], parts=(Span(0, len(TEXT) + 1),))
    with pytest.raises(ValueError, match="outside"):
        store_of(Extraction(DOCUMENT, (wrong,)), known)


def test_a_finding_puts_a_position_that_belongs_to_the_report(graph: Store) -> None:
    (finding,) = subjects(graph, f"{WSW}Finding")
    assert re.fullmatch(rf"{BASE}finding/lakes-[0-9a-f]{{16}}", finding)
    assert about(graph, finding) == {
        "type": ["Finding", "Position"],
        "label": ["nets cost £3"],
        "words": ["nets cost £3"],
        "isPartOf": ["agent/lake-report", f"section/{SECTIONS[1]}"],
        "wasDerivedFrom": [f"statement/{KEYS[3]}"],
    }


def test_a_long_finding_is_labelled_with_its_first_whole_words(known: Knowledge) -> None:
    words = "nets " * 40
    long = replace(STATEMENTS[3], words=words.strip(), parts=(Span(1, 5),), figures=())
    (finding,) = subjects(store_of(Extraction(DOCUMENT, (long,)), known), f"{WSW}Finding")
    (label,) = about(store_of(Extraction(DOCUMENT, (long,)), known), finding)["label"]
    assert label == "nets " * 23 + "nets …"


# ---------------------------------------------------------------- stances and questions


def test_a_stance_on_a_question_is_a_stance_on_the_position_that_it_puts(graph: Store) -> None:
    (stance,) = (node for node in subjects(graph, f"{WSW}Stance") if KEYS[1] in node)
    facts = about(graph, stance)
    group = about(graph, IRIS.of("statement", KEYS[1]))["speaker"]
    assert facts == {
        "type": ["Stance"],
        "holder": group,
        "target": [f"finding/{SECTIONS[1]}"],
        "polarity": ["agree"],
        "basis": ["stated"],
        "confidence": ["1"],
        "rule": ["by-hand"],
        "wasDerivedFrom": [f"statement/{KEYS[1]}"],
    }
    question = about(graph, f"{BASE}section/{SECTIONS[1]}")
    assert question["type"] == ["Question", "Section"]
    assert question["puts"] == [f"finding/{SECTIONS[1]}"]
    assert about(graph, f"{BASE}finding/{SECTIONS[1]}")["label"] == ["Do you agree that lakes need wardens?"]


def test_of_two_stances_on_one_target_the_surer_stays(known: Knowledge) -> None:
    stances = tuple(
        Stance(f"{BASE}agent/lake-review", STATEMENTS[0].stances[0].polarity, basis, sure, "by-hand")
        for basis, sure in ((STATEMENTS[0].stances[0].basis, 0.25), (STATEMENTS[1].stances[0].basis, 0.75))
    )
    store = store_of(Extraction(DOCUMENT, (replace(STATEMENTS[0], stances=stances),)), known)
    (stance,) = subjects(store, f"{WSW}Stance")
    assert about(store, stance)["confidence"] == ["0.75"]


# ---------------------------------------------------------------- agents


def test_a_group_of_respondents_keeps_quantifier_size_and_role(graph: Store) -> None:
    (group,) = subjects(graph, f"{WSW}RespondentGroup")
    assert about(graph, group) == {
        "type": ["Group", "RespondentGroup"],
        "label": ["Most anglers"],
        "quantifier": ["most"],
        "groupSize": ["12"],
        "memberRole": ["anglers"],
    }


def test_groups_are_one_an_attribution_and_bullets_under_one_lead_in_share_it(known: Knowledge) -> None:
    some = Speaker("Some respondents", SpeakerKind.GROUP, quantifier=Quantifier.SOME)
    store = store_of(said(some, some, some, attributions=(0, 0, 1)), known)
    assert len(subjects(store, f"{WSW}RespondentGroup")) == 2


def test_a_named_person_without_registry_entry_is_one_in_the_document_however_it_is_spelled(known: Knowledge) -> None:
    composed = Speaker("Zoë Zander", SpeakerKind.PERSON, kind_guessed=True)
    decomposed = Speaker("Zoe\u0308 Zander", SpeakerKind.PERSON)
    store = store_of(said(composed, decomposed), known)
    people = [person for person in subjects(store, f"{FOAF}Person") if "zoe" in person]
    assert len(people) == 1
    assert about(store, people[0]) == {"type": ["Person"], "label": ["Zoë Zander"]}  # told once, so no longer guessed


def test_a_guessed_kind_is_marked(graph: Store) -> None:
    (ben,) = (person for person in subjects(graph, f"{FOAF}Person") if "ben-brook" in person)
    assert about(graph, ben)["kindGuessed"] == ["true"]


def test_a_person_who_is_described_and_not_named_is_one_an_attribution(known: Knowledge) -> None:
    nurse = Speaker("One nurse", SpeakerKind.PERSON, named=False)
    store = store_of(said(nurse, nurse, attributions=(0, 1)), known)
    nurses = [person for person in subjects(store, f"{FOAF}Person") if "nurse" in person]
    assert len(nurses) == 2
    assert about(store, nurses[0])["named"] == ["false"]


def test_joint_speakers_are_a_group_with_members(graph: Store) -> None:
    (speaker,) = about(graph, IRIS.of("statement", KEYS[2]))["speaker"]
    facts = about(graph, BASE + speaker)
    assert facts["type"] == ["Group"]
    assert [name.rsplit("-", 1)[0] for name in facts["member"]] == ["agent/ben-brook", "agent/cy-cole"]


def test_joint_speakers_that_are_one_agent_are_that_agent(known: Knowledge) -> None:
    twice = replace(Speaker("X and x", SpeakerKind.GROUP), members=(STATEMENTS[0].speaker, STATEMENTS[0].speaker))
    store = store_of(said(twice), known)
    assert about(store, IRIS.of("statement", IRIS.statement_keys("lakes", [("agreed", None)])[0]))["speaker"] == [
        "agent/ada-example"
    ]


def test_a_speaker_that_the_text_does_not_tell_is_a_group_that_says_so(graph: Store) -> None:
    (speaker,) = about(graph, IRIS.of("statement", KEYS[5]))["speaker"]
    assert about(graph, BASE + speaker) == {"type": ["Group"], "label": ["not named"], "named": ["false"]}


@pytest.mark.parametrize(
    ("kind", "cls"),
    [
        (SpeakerKind.PERSON, f"{FOAF}Person"),
        (SpeakerKind.ORGANISATION, "http://www.w3.org/ns/org#Organization"),
        (SpeakerKind.DOCUMENT, f"{WSW}Report"),
        (SpeakerKind.GROUP, f"{FOAF}Group"),
    ],
)
def test_the_class_of_a_speaker_follows_from_its_kind(known: Knowledge, kind: SpeakerKind, cls: str) -> None:
    store = store_of(said(Speaker("Quill", kind)), known)
    assert [node for node in subjects(store, cls) if "quill" in node]


# ---------------------------------------------------------------- documents


def test_a_document_tells_its_publisher_by_registry_and_its_date_with_precision(graph: Store) -> None:
    facts = about(graph, DOCUMENT_IRI)
    assert facts.pop("creator")[0].startswith("agent/di-dale-")
    assert facts == {
        "type": ["Document"],
        "label": ["Lakes under review 🐟"],
        "title": ["Lakes under review 🐟"],
        "identifier": ["lakes"],
        "publisher": ["agent/lake-trust"],
        "issued": ["2021-06-01"],
        "datePrecision": ["month"],
        "rights": ["not stated"],
        "language": ["en"],
        "concerns": ["agent/lake-review"],
    }


def test_a_date_that_is_none_is_left_out(known: Knowledge) -> None:
    facts = about(store_of(Extraction(replace(DOCUMENT, issued="2021-13-45"), ()), known), DOCUMENT_IRI)
    assert "issued" not in facts
    assert "datePrecision" not in facts


def test_a_document_with_a_reports_title_presents_that_report(known: Knowledge) -> None:
    facts = about(store_of(Extraction(replace(DOCUMENT, title="Lake Report"), ()), known), DOCUMENT_IRI)
    assert facts["presents"] == ["agent/lake-report"]


def test_a_document_without_title_is_called_by_its_key(known: Knowledge) -> None:
    sections = (replace(DOCUMENT.sections[0], title="", heading=None),)
    store = store_of(Extraction(replace(DOCUMENT, title="", sections=sections), ()), known)
    assert about(store, DOCUMENT_IRI)["label"] == ["lakes"]
    (section,) = subjects(store, f"{WSW}Section")
    assert about(store, section)["label"] == ["lakes"]


def test_the_snapshot_holds_the_very_characters_of_the_text(graph: Store) -> None:
    quads = list(graph.quads_for_pattern(NamedNode(f"{BASE}snapshot/lakes"), NamedNode(f"{WSW}text"), None))
    assert [quad.object for quad in quads] == [Literal(TEXT)]


# ---------------------------------------------------------------- figures, statutes, events, responses


def test_a_range_has_two_values_and_a_number_one(graph: Store) -> None:
    figures = [about(graph, figure) for figure in subjects(graph, f"{WSW}Figure")]
    facts = sorted(
        (f.get("value"), f.get("minValue"), f.get("maxValue"), f["unitText"]) for f in figures if "value" in f
    )
    assert facts == [(["3"], None, None, ["GBP"])] * 2
    (wardens,) = (figure for figure in figures if "value" not in figure)
    assert (wardens["minValue"], wardens["maxValue"]) == (["40"], ["50"])
    assert wardens["ofStatement"] == [f"statement/{KEYS[2]}"]


def test_a_statute_mention_tells_its_passage_and_whether_the_act_was_inferred(graph: Store) -> None:
    mentions = [about(graph, node) for node in subjects(graph, f"{WSW}StatuteMention")]
    assert sorted((m.get("actInferred", []), m.get("ofStatement", [])) for m in mentions) == [
        ([], [f"statement/{KEYS[0]}"]),
        (["true"], []),
    ]


def test_an_event_inside_a_statement_names_it(known: Knowledge) -> None:
    event = Event(at("£3"), "2020", "bought")
    store = store_of(Extraction(DOCUMENT, (STATEMENTS[3],), events=(event,)), known)
    (node,) = subjects(store, f"{WSW}Event")
    facts = about(store, node)
    assert (facts["startDate"], facts["datePrecision"]) == (["2020-01-01"], ["year"])
    assert len(facts["ofStatement"]) == 1


def test_a_response_tells_who_answered_and_what_says_so(graph: Store) -> None:
    (response,) = subjects(graph, f"{WSW}Response")
    facts = about(graph, response)
    assert (facts["respondent"], facts["consultation"]) == (["agent/lake-trust"], ["agent/lake-review"])
    assert about(graph, f"{BASE}{facts['passage'][0]}q")["exact"] == ["Lake Trust"]


def test_a_figure_keeps_its_iri_when_text_is_put_before_it(known: Knowledge) -> None:
    figure = Figure(at("£3"), "3", "GBP")
    moved = replace(DOCUMENT, text="New first line.\n" + TEXT, sections=(replace(DOCUMENT.sections[0], heading=None),))
    shift = len("New first line.\n")
    later = replace(figure, span=Span(figure.span.start + shift, figure.span.end + shift))
    before = subjects(store_of(Extraction(DOCUMENT, (), figures=(figure,)), known), f"{WSW}Figure")
    after = subjects(store_of(Extraction(moved, (), figures=(later,)), known), f"{WSW}Figure")
    assert before == after


# ---------------------------------------------------------------- across documents


def test_a_statute_outside_the_registry_is_described_once_for_all_documents(known: Knowledge) -> None:
    other = replace(EXTRACTION, document=replace(DOCUMENT, key="ponds"))
    lines = list(links_to_quads((), [EXTRACTION, other], known, RUN))
    assert sorted(short_line(line) for line in lines) == [
        ("is_part_of", ACT),
        ("label", '"Lakes Act 1999 s 4"@en'),
        ("type", "LegalResourceSubdivision"),
    ]


def short_line(line: str) -> tuple[str, str]:
    quad = next(iter(parse(line.encode(), format=RdfFormat.N_QUADS)))
    value = quad.object if isinstance(quad.object, Literal) else short(quad.object.value)
    return short(quad.predicate.value), str(value)


def test_an_act_of_our_own_is_a_whole_one(known: Knowledge) -> None:
    own = StatuteReference(IRIS.statute("Ponds Act"), "Ponds Act", at("section 4"))
    lines = list(links_to_quads((), [Extraction(DOCUMENT, (), statutes=(own,))], known, RUN))
    assert sorted(short_line(line) for line in lines) == [("label", '"Ponds Act"@en'), ("type", "LegalResource")]


def test_a_corroboration_has_a_span_for_each_passage(known: Knowledge) -> None:
    store = Store()
    store.extend(parse("".join(links_to_quads(LINKS, [EXTRACTION], known, RUN)).encode(), format=RdfFormat.N_QUADS))
    (node,) = subjects(store, f"{WSW}Corroboration")
    facts = about(store, node)
    assert facts["conflictType"] == ["figure"]
    assert facts["label"] == ["cost of nets"]
    assert [about(store, f"{BASE}{span}p")["start"] for span in facts["between"]] == [
        [str(at("£3").start)],
        [str(at("£3", nth=1).start)],
    ]


def test_two_links_about_the_same_thing_stand_in_the_order_of_their_passages_however_they_come(
    known: Knowledge,
) -> None:
    (link,) = LINKS
    other = replace(link, passages=link.passages[:1])
    lines, turned = (list(links_to_quads(both, [EXTRACTION], known, RUN)) for both in ((link, other), (other, link)))
    assert lines == turned
    store = Store()
    store.extend(parse("".join(lines).encode(), format=RdfFormat.N_QUADS))
    assert len(subjects(store, f"{WSW}Corroboration")) == 2


# ---------------------------------------------------------------- the dataset as a whole


def test_every_term_of_ours_is_one_of_the_ontology(known: Knowledge) -> None:
    ontology = "".join(path.read_text(encoding="utf-8") for path in (core_folder() / "ontology").glob("*.ttl"))
    lines = [*extraction_to_quads(EXTRACTION, known, RUN), *links_to_quads(LINKS, [EXTRACTION], known, RUN)]
    used = set(re.findall(rf"<{re.escape(WSW)}([^>]+)>", "".join(lines)))
    assert sorted(name for name in used if not re.search(rf"^wsw:{name} a ", ontology, re.MULTILINE)) == []
    codes = set(re.findall(rf"<{re.escape(CODE)}([^>]+)>", "".join(lines)))
    assert sorted(name for name in codes if not re.search(rf"^code:{name} a ", ontology, re.MULTILINE)) == []


def test_no_triple_stands_in_two_graphs_and_no_node_is_blank(known: Knowledge) -> None:
    quads = list(parse("".join(dataset_lines(known)).encode(), format=RdfFormat.N_QUADS))
    triples = Counter(quad.triple for quad in quads)
    assert [triple for triple, count in triples.items() if count > 1] == []
    assert [quad for quad in quads if "_:" in (str(quad.subject)[:2], str(quad.object)[:2])] == []


def test_each_document_has_a_graph_and_the_registry_another(known: Knowledge) -> None:
    graphs = {line.rsplit(" ", 2)[1] for line in dataset_lines(known)}
    assert graphs == {f"<{BASE}graph/{name}>" for name in ("lakes", "knowledge", "links")}


def test_lines_are_sorted_canonical_and_each_stands_once(known: Knowledge) -> None:
    lines = list(extraction_to_quads(EXTRACTION, known, RUN))
    assert lines == sorted(set(lines))
    store = Store()
    store.extend(parse("".join(lines).encode(), format=RdfFormat.N_QUADS))
    assert sorted(store.dump(format=RdfFormat.N_QUADS).decode().split("\n")) == sorted([*"".join(lines).split("\n")])


def test_a_blank_node_in_the_ontology_is_refused(tmp_path: Path) -> None:
    known = knowledge(tmp_path, turtle=KNOWLEDGE + "agent:ada-example dcterms:source [] .\n")
    with pytest.raises(KnowledgeError, match="blank node"):
        list(knowledge_to_quads(known, RUN))


def test_the_run_is_told_by_program_and_knowledge_and_by_no_clock(known: Knowledge) -> None:
    store = Store()
    store.extend(parse("".join(knowledge_to_quads(known, RUN)).encode(), format=RdfFormat.N_QUADS))
    assert about(store, RUN.iri(IRIS)) == {
        "type": ["Activity"],
        "programVersion": ["0.1.0"],
        "packHash": ["0" * 64],
    }


PROGRAM = """
import hashlib, io, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from rdf_fixture import BASE, dataset_lines, knowledge
from kg.export import FORMATS, export_dataset
from kg.store import EmbeddedStore
with tempfile.TemporaryDirectory() as folder:
    known = knowledge(Path(folder))
    lines = dataset_lines(known)
    print(hashlib.sha256("".join(lines).encode()).hexdigest())
    for name in FORMATS:
        stream = io.StringIO(newline="")
        export_dataset(EmbeddedStore.of_lines(lines), name, stream, pack=known.pack)
        print(name, hashlib.sha256(stream.getvalue().encode()).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    outputs = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", PROGRAM, str(Path(__file__).parent)]
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent)}
        outputs.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert outputs[0] == outputs[1]
    assert len(outputs[0].splitlines()) == 7


def test_writing_and_reading_the_graph_imports_nothing_heavy() -> None:
    program = "import sys, kg.rdf.map, kg.rdf.trig, kg.rdf.validate, kg.store, kg.export; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    environment = {"PYTHONPATH": str(Path(__file__).parent.parent)}
    imported = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert {"rdflib", "pyshacl", "networkx", "spacy", "pydantic", "pyvis"}.isdisjoint(imported)


def test_a_decimal_that_is_none_stays_a_text(known: Knowledge) -> None:
    figure = Figure(at("£3"), "a few", "count")
    store = store_of(Extraction(DOCUMENT, (), figures=(figure,)), known)
    values = [quad.object for quad in store.quads_for_pattern(None, NamedNode(f"{SCHEMA}value"), None)]
    assert values == [Literal("a few")]


def test_an_address_that_is_no_iri_is_a_fault_of_the_program(known: Knowledge) -> None:
    broken = replace(STATEMENTS[1], responds_to=("not an address",))
    with pytest.raises(ValueError, match="IRI"):
        store_of(Extraction(DOCUMENT, (broken,)), known)


def test_confidence_is_an_exact_decimal(graph: Store) -> None:
    values = {quad.object for quad in graph.quads_for_pattern(None, NamedNode(f"{WSW}confidence"), None)}
    assert values == {Literal(text, datatype=NamedNode(f"{XSD}decimal")) for text in ("0.9", "0.5", "1")}


def test_an_answer_keeps_its_reason_and_the_side_that_it_takes(known: Knowledge) -> None:
    recommended = replace(STATEMENTS[3], rule="recommendation")
    extraction = Extraction(DOCUMENT, (recommended, STATEMENTS[0]))
    answer = Answer("lakes", 1, "lakes", "k", "number-named", 0.9, at("readily"), Polarity.AGREE)
    store = Store()
    lines = links_to_quads((), [extraction], known, RUN, answers=[answer])
    store.extend(parse("".join(lines).encode(), format=RdfFormat.N_QUADS))
    (link,) = subjects(store, f"{WSW}AnswerLink")
    (stance,) = subjects(store, f"{WSW}Stance")
    statement, target = (
        IRIS.of("statement", IRIS.statement_keys("lakes", [(s.words, None) for s in extraction.statements])[1]),
        "finding/lakes-k",
    )
    assert about(store, statement) == {"respondsTo": [target]}
    facts = about(store, link)
    assert (facts["ofStatement"], facts["toPosition"], facts["rule"]) == (
        [statement.removeprefix(BASE)],
        [target],
        ["number-named"],
    )
    assert about(store, f"{BASE}{facts['passage'][0]}q")["exact"] == ["readily"]
    facts = about(store, stance)
    assert (facts["holder"], facts["target"], facts["polarity"], facts["basis"]) == (
        ["agent/ada-example"],
        [target],
        ["agree"],
        ["stated"],
    )


def test_a_recommendation_keeps_the_number_that_the_document_prints(known: Knowledge) -> None:
    text = "Recommendation 4b: nets should be free."
    words = "nets should be free."
    start = text.index(words)
    document = replace(
        DOCUMENT,
        text=text,
        sections=(replace(DOCUMENT.sections[0], heading=None),),
        blocks=(Block(BlockKind.PARAGRAPH, (Span(0, len(text)),), 0),),
    )
    said = replace(
        STATEMENTS[3], words=words, parts=(Span(start, len(text)),), section=0, source=None, cue=None, figures=()
    )
    store = store_of(Extraction(document, (said,)), known)
    (node,) = subjects(store, f"{WSW}Recommendation")
    facts = about(store, node)
    assert (node, facts["number"]) == (f"{BASE}finding/lakes-4-b", ["4b"])


def test_a_dilemma_that_the_text_words_has_its_passage_and_who_holds_each_side(known: Knowledge) -> None:
    found = FoundDilemma(at("Most anglers agreed."), ("wardens", "no wardens"), "some-and-others", (0, 1))
    store = store_of(replace(EXTRACTION, dilemmas=(found,)), known)
    (node,) = (n for n in subjects(store, f"{WSW}Dilemma") if about(store, n).get("rule"))
    facts = about(store, node)
    assert (facts["label"], facts["rule"], len(facts["option"])) == (["wardens or no wardens?"], ["some-and-others"], 2)
    assert about(store, f"{BASE}{facts['passage'][0]}q")["exact"] == ["Most anglers agreed."]
    first, second = (about(store, f"{BASE}{option}") for option in facts["option"])
    assert (first["label"], first["inTensionWith"]) == (["wardens"], [facts["option"][1]])
    holders = [
        about(store, n) for n in subjects(store, f"{WSW}Stance") if about(store, n)["rule"] == ["some-and-others"]
    ]
    assert {(*h["target"], *h["wasDerivedFrom"], *h["basis"]) for h in holders} == {
        (option, f"statement/{KEYS[number]}", "inferred") for number, option in enumerate(facts["option"])
    }
    assert second["type"] == ["Position"]
