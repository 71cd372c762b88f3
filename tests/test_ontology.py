"""The ontology's promises: every term explained, every value once, every shape with a graph that passes and one that fails."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, URIRef
from rdflib.namespace import DCTERMS

from kg.model import Aspect, Basis, Polarity, Quantifier, SpeakerKind, StatementKind
from kg.namespaces import CODE, VANN, WSW, prefixes
from kg.rdf.validate import validate

REPOSITORY = Path(__file__).parent.parent
ONTOLOGY = REPOSITORY / "ontology"
CORE = ("wsw", "codes", "shapes")
PREFIXES = prefixes(base="https://w3id.org/who-said-what/id/csc/", pack="csc")
PROLOGUE = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
ABOUT = URIRef("https://w3id.org/who-said-what/ns")


@cache
def core_graph(name: str) -> Graph:
    return Graph().parse(ONTOLOGY / f"{name}.ttl")


def graph_of(turtle: str) -> Graph:
    return Graph().parse(data=PROLOGUE + turtle, format="turtle")


def terms_in(graph: Graph) -> set[str]:
    return {str(node) for triple in graph for node in triple if str(node).startswith(WSW)}


TERMS = sorted(URIRef(term) for term in core_graph("wsw").subjects(RDFS.isDefinedBy, ABOUT))
DEFINED = {str(term) for term in TERMS}
CLASSES = sorted(set(core_graph("wsw").subjects(RDF.type, OWL.Class)))


def short(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


# ---------------------------------------------------------------- terms


def test_the_header_names_title_creator_licence_dates_version_and_prefix() -> None:
    graph = core_graph("wsw")
    wanted = (
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.license,
        DCTERMS.created,
        DCTERMS.modified,
        OWL.versionIRI,
        OWL.versionInfo,
        URIRef(f"{VANN}preferredNamespacePrefix"),
        URIRef(f"{VANN}preferredNamespaceUri"),
    )
    assert [len(set(graph.objects(ABOUT, name))) for name in wanted] == [1] * len(wanted)
    assert str(graph.value(ABOUT, OWL.versionIRI)) == f"{ABOUT}/{graph.value(ABOUT, OWL.versionInfo)}"


def test_whatever_the_ontology_describes_in_its_own_namespace_is_a_term() -> None:
    described = {str(subject) for subject in core_graph("wsw").subjects() if str(subject).startswith(WSW)}
    assert described == DEFINED


@pytest.mark.parametrize("term", TERMS, ids=short)
def test_a_term_has_one_label_definition_scope_note_and_example(term: URIRef) -> None:
    graph = core_graph("wsw")
    names = (RDFS.label, RDFS.isDefinedBy, SKOS.definition, SKOS.scopeNote, SKOS.example)
    assert [len(list(graph.objects(term, name))) for name in names] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("term", TERMS, ids=short)
def test_a_definition_is_one_positive_sentence_without_the_term_itself(term: URIRef) -> None:
    graph = core_graph("wsw")
    definition, label = str(graph.value(term, SKOS.definition)), str(graph.value(term, RDFS.label))
    assert re.fullmatch(r"[A-Z][^.]*\.", definition)
    assert not re.search(r"\b(not|no|never)\b", definition)
    assert not re.search(rf"\b{re.escape(label)}\b", definition, re.IGNORECASE)


@pytest.mark.parametrize("term", TERMS, ids=short)
def test_an_example_is_turtle_that_uses_the_term_and_only_defined_ones(term: URIRef) -> None:
    example = graph_of(str(core_graph("wsw").value(term, SKOS.example)))
    assert str(term) in terms_in(example)
    assert terms_in(example) <= DEFINED


def test_labels_of_terms_are_unique_among_classes_and_among_properties() -> None:
    graph = core_graph("wsw")
    labels = Counter((term in CLASSES, str(graph.value(term, RDFS.label))) for term in TERMS)
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("name", CORE)
def test_core_files_hold_no_blank_node_so_that_two_builds_agree(name: str) -> None:
    assert [triple for triple in core_graph(name) if any(isinstance(node, BNode) for node in triple)] == []


@pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.ttl")), ids=lambda path: path.name)
def test_knowledge_uses_only_terms_that_are_defined(path: Path) -> None:
    assert terms_in(Graph().parse(path)) - DEFINED - {WSW} == set()


def test_queries_and_program_use_only_terms_that_are_defined() -> None:
    queries = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "queries").rglob("*.rq")]
    modules = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "kg").rglob("*.py")]
    used = {name for text in queries for name in re.findall(r"\bwsw:(\w+)", text)}
    used |= {name for text in modules for name in re.findall(r"\{WSW\}(\w+)", text)}
    used |= {name for text in modules for name in re.findall(r"\bwsw\(\"(\w+)\"\)", text)}
    assert {name for name in used if WSW + name not in DEFINED} == set()


def test_the_readme_tells_every_term_and_no_other() -> None:
    told = set(re.findall(r"\bwsw:(\w+)", (ONTOLOGY / "README.md").read_text(encoding="utf-8")))
    assert {WSW + name for name in told} == DEFINED


# ---------------------------------------------------------------- codes


def values_of(scheme: str) -> set[str]:
    concepts = core_graph("codes").subjects(SKOS.inScheme, URIRef(CODE + scheme))
    return {str(concept).removeprefix(CODE) for concept in concepts}


def test_a_code_has_one_meaning() -> None:
    graph = core_graph("codes")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert not concepts & schemes
    names = (SKOS.inScheme, SKOS.notation, SKOS.prefLabel, SKOS.definition, RDFS.label)
    assert {c: n for c in concepts for n in names if len(list(graph.objects(c, n))) != 1} == {}
    assert {str(c) for c in concepts} == {f"{CODE}{graph.value(c, SKOS.notation)}" for c in concepts}


def test_a_code_is_written_once_in_the_file() -> None:
    lines = (ONTOLOGY / "codes.ttl").read_text(encoding="utf-8").splitlines()
    subjects = Counter(line.split()[0] for line in lines if re.match(r"code:\S+ a ", line))
    assert [name for name, count in subjects.items() if count > 1] == []


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("speech-kind", StatementKind),
        ("polarity", Polarity),
        ("basis", Basis),
        ("quantifier", Quantifier),
        ("conflict-type", Aspect),
        ("speaker-kind", SpeakerKind),
    ],
)
def test_a_value_list_has_the_values_of_the_model(scheme: str, values: type[Polarity]) -> None:
    assert values_of(scheme) == {value.replace(" ", "-") for value in values}


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("aspect", {"quote", "speaker", "issue", "stance"}),
        ("result", {"confirmed", "corrected", "rejected"}),
        ("date-precision", {"day", "month", "year"}),
    ],
)
def test_a_value_list_without_counterpart_in_the_model_is_complete(scheme: str, values: set[str]) -> None:
    assert values_of(scheme) == values


# ---------------------------------------------------------------- shapes


def shapes_of(kind: URIRef) -> list[URIRef]:
    return sorted(set(core_graph("shapes").subjects(RDF.type, kind)))


@pytest.mark.parametrize("shape", shapes_of(SH.NodeShape) + shapes_of(SH.PropertyShape), ids=short)
def test_a_shape_has_one_message_and_one_severity(shape: URIRef) -> None:
    graph = core_graph("shapes")
    assert len(list(graph.objects(shape, SH.message))) == 1
    assert graph.value(shape, SH.severity) in (SH.Violation, SH.Warning)


def test_a_sparql_constraint_has_a_message_and_belongs_to_a_shape() -> None:
    graph = core_graph("shapes")
    constraints = shapes_of(SH.SPARQLConstraint)
    assert {c: len(list(graph.objects(c, SH.message))) for c in constraints} == dict.fromkeys(constraints, 1)
    assert sorted(graph.objects(None, SH.sparql)) == constraints


def test_every_class_of_the_ontology_is_the_target_of_a_shape() -> None:
    targets = set(core_graph("shapes").objects(None, SH.targetClass))
    assert set(CLASSES) - targets == set()


def test_every_property_shape_is_used() -> None:
    assert set(shapes_of(SH.PropertyShape)) == set(core_graph("shapes").objects(None, SH.property))


# One node of each class. The first character of the text lies beyond the basic plane: it counts as one.
TEXT = "🙂 “Too late,” said Ada Example."
VALID = """
document:a a wsw:Document ; rdfs:label "A"@en ; dcterms:identifier "a" ; dcterms:issued "2021-06-01"^^xsd:date ;
    wsw:datePrecision code:month ; wsw:concerns agent:review .
file:a a dcat:Distribution ; spdx:checksum file:a-checksum ; dcat:byteSize 38 ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/text/plain> .
file:a-checksum a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{sha256}"^^xsd:hexBinary .
snapshot:a a wsw:TextSnapshot ; prov:wasDerivedFrom file:a ; prov:specializationOf document:a ;
    spdx:checksum snapshot:a-checksum ; wsw:text "{text}" .
snapshot:a-checksum a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;
    spdx:checksumValue "{sha256}"^^xsd:hexBinary .
section:a-0 a wsw:Section ; rdfs:label "A"@en ; wsw:inDocument document:a ; dcterms:isPartOf document:a ; wsw:order 0 ; wsw:level 0 .
section:a-1 a wsw:Section , wsw:Question ; rdfs:label "Is help late?"@en ; wsw:inDocument document:a ;
    dcterms:isPartOf section:a-0 ; wsw:order 1 ; wsw:level 1 ; wsw:puts finding:late .
run:1 a prov:Activity ; wsw:programVersion "0.1.0" ; wsw:packHash "0f" .

statement:1 a wsw:Statement , wsw:DirectSpeech ; wsw:speaker agent:ada ; wsw:onBehalfOf agent:trust ; wsw:words "Too late" ;
    wsw:contentSpan span:c ; wsw:sourceSpan span:s ; wsw:cueSpan span:q ; wsw:inDocument document:a ; wsw:inSection section:a-1 ;
    wsw:order 0 ; wsw:aboutIssue issue:delay ; wsw:refersTo statute:example-act-s1 ; wsw:respondsTo section:a-1 ;
    wsw:confidence 0.9 ; wsw:rule "quotation" ; prov:wasGeneratedBy run:1 .
statement:2 a wsw:Statement , wsw:ReportedFinding ; wsw:speaker group:1 ; wsw:words "Too late" ; wsw:contentSpan span:c ;
    wsw:inDocument document:a ; wsw:inSection section:a-0 ; wsw:order 1 ; wsw:embeddedIn statement:1 ;
    wsw:confidence 1.0 ; wsw:rule "quotation" ; prov:wasGeneratedBy run:1 .
span:c a oa:SpecificResource ; oa:hasSource snapshot:a ; oa:hasSelector span:cp , span:cq .
span:cp a oa:TextPositionSelector ; oa:start 3 ; oa:end 11 .
span:cq a oa:TextQuoteSelector ; oa:exact "Too late" .
span:s a oa:SpecificResource ; oa:hasSource snapshot:a ; oa:hasSelector span:sp , span:sq .
span:sp a oa:TextPositionSelector ; oa:start 19 ; oa:end 30 .
span:sq a oa:TextQuoteSelector ; oa:exact "Ada Example" ; oa:suffix "." .
span:q a oa:SpecificResource ; oa:hasSource snapshot:a ; oa:hasSelector span:qp , span:qq .
span:qp a oa:TextPositionSelector ; oa:start 14 ; oa:end 18 .
span:qq a oa:TextQuoteSelector ; oa:exact "said" ; oa:prefix "🙂 “Too late,” " .
link:1 a wsw:IssueLink ; wsw:ofStatement statement:1 ; wsw:toIssue issue:delay ; wsw:score 0.8 ; wsw:rank 1 ; wsw:rule "label" .
link:5 a wsw:AnswerLink ; wsw:ofStatement statement:1 ; wsw:toPosition finding:late ; wsw:confidence 0.9 ; wsw:rule "number-named" .
link:2 a wsw:StatuteMention ; wsw:refersTo statute:example-act-s1 ; wsw:passage span:c ; wsw:inDocument document:a ; wsw:actInferred true .
link:3 a wsw:Response ; wsw:respondent agent:trust ; wsw:consultation agent:report ; wsw:passage span:s ; wsw:inDocument document:a .
stance:1 a wsw:Stance ; wsw:holder agent:ada ; wsw:target finding:late ; wsw:polarity code:agree ; wsw:basis code:inferred ;
    wsw:confidence 0.7 ; wsw:rule "clause" ; prov:wasDerivedFrom statement:1 .
figure:1 a wsw:Figure ; schema:value 80.0 ; schema:unitText "percent" ; wsw:passage span:c ; wsw:inDocument document:a .
figure:2 a wsw:Figure ; schema:minValue 2.0 ; schema:maxValue 3.0 ; schema:unitText "count" ; wsw:passage span:c ; wsw:inDocument document:a .
event:1 a wsw:Event ; rdfs:label "Launch"@en ; schema:startDate "2021-01-01"^^xsd:date ; wsw:datePrecision code:year ;
    wsw:passage span:c ; wsw:inDocument document:a .

finding:late a wsw:Position , wsw:Finding ; rdfs:label "Help is late"@en ; wsw:inTensionWith finding:early .
finding:early a wsw:Position , wsw:Recommendation ; rdfs:label "Help early"@en ; wsw:inTensionWith finding:late .
dilemma:1 a wsw:Dilemma ; rdfs:label "When to help?"@en ; wsw:option finding:late , finding:early .
conflict:1 a wsw:Conflict ; rdfs:label "when"@en ; wsw:between span:c , span:s ; wsw:conflictType code:date ; wsw:confidence 0.5 ; wsw:rule "date" .
link:4 a wsw:Corroboration ; rdfs:label "who"@en ; wsw:between span:c , span:q ; wsw:conflictType code:wording ; wsw:confidence 0.5 ; wsw:rule "words" .
check:1 a wsw:Check ; wsw:checks statement:1 ; wsw:aspect code:speaker ; wsw:result code:confirmed ; wsw:checkedBy "ab" ;
    dcterms:created "2021-07-01"^^xsd:date .

agent:ada a foaf:Person ; rdfs:label "Ada Example"@en ; wsw:kindGuessed true .
agent:trust a org:Organization ; rdfs:label "Example Trust"@en ; org:classification code:charity .
agent:review a wsw:Review , org:Organization ; rdfs:label "Example Review"@en ; schema:startDate "2021-01"^^xsd:gYearMonth .
agent:report a wsw:Report ; rdfs:label "Example Report"@en .
agent:scheme a wsw:Programme ; rdfs:label "Example Scheme"@en .
membership:1 a org:Membership ; rdfs:label "chair"@en ; org:member agent:ada ; org:organization agent:trust ; org:role code:chair ;
    schema:startDate "2020"^^xsd:gYear ; dcterms:source document:a .
group:1 a wsw:RespondentGroup , foaf:Group ; rdfs:label "Some carers"@en ; wsw:quantifier code:some ; wsw:memberRole "carers" .
group:2 a foaf:Group ; rdfs:label "Ada Example and Example Trust"@en ; foaf:member agent:ada , agent:trust .
group:3 a foaf:Group ; rdfs:label "not named"@en ; wsw:named false .
statute:example-act a eli:LegalResource ; rdfs:label "Example Act 1901"@en .
statute:example-act-s1 a eli:LegalResourceSubdivision ; rdfs:label "Example Act 1901 s 1"@en ; eli:is_part_of statute:example-act .
issue:scheme a skos:ConceptScheme ; rdfs:label "Issues"@en .
issue:themes a skos:ConceptScheme ; rdfs:label "Themes"@en .
issue:late-post a wsw:Theme , skos:Concept ; rdfs:label "late, post"@en ; skos:prefLabel "late, post"@en ; skos:notation "late-post" ;
    skos:inScheme issue:themes ; wsw:themeWord "late" , "post" ; skos:broadMatch issue:delay ; wsw:rule "theme-words" .
statement:1 wsw:inTheme issue:late-post .
issue:time a skos:Concept ; rdfs:label "time"@en ; skos:prefLabel "time"@en ; skos:notation "time" ; skos:inScheme issue:scheme .
issue:delay a skos:Concept ; rdfs:label "delay"@en ; skos:prefLabel "delay"@en ; skos:notation "delay" ; skos:inScheme issue:scheme ;
    skos:broader issue:time .
""".replace("{text}", TEXT).replace("{sha256}", hashlib.sha256(TEXT.encode()).hexdigest())


def with_codes(turtle: str) -> Graph:
    """A graph and the concepts of value lists that occur in it: the others would only cost time."""
    graph, codes = graph_of(turtle), core_graph("codes")
    for concept in {node for triple in graph for node in triple if str(node).startswith(CODE)}:
        graph += codes.triples((concept, None, None))
        graph += codes.triples((codes.value(concept, SKOS.inScheme), None, None))
    return graph


def results(turtle: str) -> set[tuple[str, str]]:
    """(Shape or SPARQL constraint, focus node) of each violation, and of each warning with a "?" after the shape."""
    store = Store()
    store.load(with_codes(turtle).serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    found = validate(store, [ONTOLOGY / "shapes.ttl"])
    return {(short(v.shape) + ("?" if v.severity == "Warning" else ""), short(v.node)) for v in found}


def results_of_pyshacl(turtle: str) -> set[tuple[str, str]]:
    """The same by pyshacl alone, which also runs the SPARQL constraints, slowly."""
    _, report, _ = pyshacl.validate(with_codes(turtle), shacl_graph=core_graph("shapes"), inplace=True)
    found = set()
    for result in report.objects(None, SH.result):
        cause = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        mark = "?" if report.value(result, SH.resultSeverity) == SH.Warning else ""
        found.add((short(str(cause)) + mark, short(str(report.value(result, SH.focusNode)))))
    return found


FAULTS = {
    "a document without root section": ("isPartOf document:a", "isPartOf section:a-0", {("Document-root", "a")}),
    "a document without text": (
        "prov:specializationOf document:a",
        "prov:specializationOf document:b",
        {
            ("Document-snapshot", "a"),
            ("Document-spans", "a"),
            ("TextSnapshot-document", "a"),
        },
    ),
    "a date without precision": ("wsw:datePrecision code:month ;", "", {("Document", "a")}),
    "a file without size": ("dcat:byteSize 38 ;", "", {("Distribution-byteSize", "a")}),
    "a checksum that is cut": ('spdx:checksumValue "', 'spdx:checksumValue "00', {("Checksum-value", "a-checksum")}),
    "a text that is not the one of the checksum": (
        f'wsw:text "{TEXT}"',
        f'wsw:text "{TEXT}!"',
        {("TextSnapshot-sha256", "a")},
    ),
    "a text that is missing": (f'; wsw:text "{TEXT}"', "", {("TextSnapshot-text", "a")}),
    "a span without place": (
        "oa:start 3 ; oa:end 11",
        "oa:start 3",
        {("TextPositionSelector-end", "cp"), ("TextSnapshot-exact", "a")},
    ),
    "a place that is no number": (
        "oa:start 3 ;",
        'oa:start "three" ;',
        {("TextPositionSelector-start", "cp"), ("TextSnapshot-exact", "a")},
    ),
    "a span with one selector": (
        "oa:hasSelector span:cp , span:cq",
        "oa:hasSelector span:cp",
        {("Span-hasSelector", "c"), ("TextSnapshot-exact", "a")},
    ),
    "a span with two sources": (
        "oa:hasSource snapshot:a ; oa:hasSelector span:cp",
        "oa:hasSource snapshot:a , snapshot:b ; oa:hasSelector span:cp",
        {("Span-hasSource", "c"), ("Document-spans", "a")},
    ),
    "a span shifted to the right": (
        "oa:start 3 ; oa:end 11",
        "oa:start 4 ; oa:end 12",
        {("TextSnapshot-exact", "a")},
    ),
    "a span shifted to the left": ("oa:start 3 ; oa:end 11", "oa:start 2 ; oa:end 10", {("TextSnapshot-exact", "a")}),
    "a span one longer": ("oa:start 3 ; oa:end 11", "oa:start 3 ; oa:end 12", {("TextSnapshot-exact", "a")}),
    "a span counted in UTF-16": ("oa:start 3 ; oa:end 11", "oa:start 4 ; oa:end 12", {("TextSnapshot-exact", "a")}),
    "a quotation in other words": ('oa:exact "Too late"', 'oa:exact "Too Late"', {("TextSnapshot-exact", "a")}),
    "a prefix that does not stand there": (
        "oa:prefix",
        'oa:prefix "no" ; rdfs:comment',
        {("TextSnapshot-prefix", "a")},
    ),
    "a suffix that does not stand there": ('oa:suffix "."', 'oa:suffix "!"', {("TextSnapshot-suffix", "a")}),
    "a section without order": ("wsw:order 1 ; wsw:level 1", "wsw:level 1", {("Section-order", "a-1")}),
    "a question that is no section": (
        "a wsw:Section , wsw:Question",
        "a wsw:Question",
        {("type-Section", "a-1"), ("Statement-inSection", "1")},
    ),
    "a statement without speaker": ("wsw:speaker group:1 ;", "", {("Statement-speaker", "2")}),
    "a statement with two speakers": (
        "wsw:speaker group:1 ;",
        "wsw:speaker group:1 , agent:ada ;",
        {("Statement-speaker", "2")},
    ),
    "a speaker without label": ("wsw:speaker group:1 ;", "wsw:speaker agent:nobody ;", {("Document-labels", "a")}),
    "a statement without content span": (
        'wsw:words "Too late" ; wsw:contentSpan span:c ;',
        'wsw:words "Too late" ;',
        {("Statement-contentSpan", "2")},
    ),
    "a statement without document": (
        "wsw:inDocument document:a ; wsw:inSection section:a-0 ;",
        "wsw:inSection section:a-0 ;",
        {("inDocument", "2")},
    ),
    "a statement without section": ("wsw:inSection section:a-0 ;", "", {("Statement-inSection", "2")}),
    "a statement without run": (
        'wsw:confidence 1.0 ; wsw:rule "quotation" ; prov:wasGeneratedBy run:1',
        'wsw:confidence 1.0 ; wsw:rule "quotation"',
        {("Statement-run", "2")},
    ),
    "a statement without words": (
        'wsw:words "Too late" ; wsw:contentSpan span:c ;',
        "wsw:contentSpan span:c ;",
        {("Statement-words", "2")},
    ),
    "a statement without rule": ('1.0 ; wsw:rule "quotation"', "1.0", {("rule", "2")}),
    "a confidence above one": ("wsw:confidence 1.0", "wsw:confidence 1.5", {("confidence", "2")}),
    "a statement of no kind": ("a wsw:Statement , wsw:ReportedFinding", "a wsw:Statement", {("Statement-kind", "2")}),
    "a kind of speech without wsw:Statement": (
        "a wsw:Statement , wsw:ReportedFinding",
        "a wsw:ReportedFinding",
        {("Statement-kind", "2")},
    ),
    "a statement about four issues": (
        "wsw:aboutIssue issue:delay",
        "wsw:aboutIssue issue:delay , issue:time , code:one , code:few",
        {("Statement-aboutIssue", "1")},
    ),
    "statements embedded in each other": (
        "wsw:order 0 ; wsw:aboutIssue",
        "wsw:order 0 ; wsw:embeddedIn statement:2 ; wsw:aboutIssue",
        {("Document-nesting", "a")},
    ),
    "an issue link without rank": ("wsw:rank 1 ;", "", {("IssueLink-rank", "1")}),
    "an answer to nothing": ("wsw:toPosition finding:late ;", "", {("AnswerLink-toPosition", "5")}),
    "a mention of two statutes": (
        "a wsw:StatuteMention ; wsw:refersTo",
        "a wsw:StatuteMention ; wsw:refersTo statute:example-act ,",
        {("StatuteMention-refersTo", "2")},
    ),
    "a response of nobody": ("wsw:respondent agent:trust ;", "", {("Response-respondent", "3")}),
    "a stance with a value of another list": ("code:agree", "code:stated", {("Stance-polarity", "1")}),
    "a stance without target": ("wsw:target finding:late ;", "", {("Stance-target", "1")}),
    "a figure without value": ("schema:value 80.0 ;", "", {("Figure", "1")}),
    "a range without end": ("schema:maxValue 3.0 ;", "", {("Range-maxValue", "2")}),
    "a range with a value": ("schema:minValue 2.0", "schema:value 2.5 ; schema:minValue 2.0", {("value-absent", "2")}),
    "a figure without passage": (
        'schema:unitText "percent" ; wsw:passage span:c ;',
        'schema:unitText "percent" ;',
        {("passage", "1")},
    ),
    "an event without precision": ("wsw:datePrecision code:year ;", "", {("Event-datePrecision", "1")}),
    "an event without day": (
        '"2021-01-01"^^xsd:date ; wsw:datePrecision code:year',
        '"2021"^^xsd:gYear ; wsw:datePrecision code:year',
        {("Event-startDate", "1")},
    ),
    "a recommendation that is no position": (
        "a wsw:Position , wsw:Recommendation",
        "a wsw:Recommendation",
        {("type-Position", "early"), ("Dilemma-option", "1")},
    ),
    "a dilemma with one option": (
        "wsw:option finding:late , finding:early",
        "wsw:option finding:late",
        {("Dilemma-option", "1")},
    ),
    "a tension in one direction": (
        '"Help early"@en ; wsw:inTensionWith finding:late',
        '"Help early"@en',
        {("Dilemma-tension", "1")},
    ),
    "a conflict with one passage": ("wsw:between span:c , span:s", "wsw:between span:c", {("between", "1")}),
    "a corroboration of no type": ("wsw:conflictType code:wording ;", "", {("conflictType", "4")}),
    "a check without result": ("wsw:result code:confirmed ;", "", {("Check-result", "1")}),
    "a programme with two labels": ('"Example Scheme"@en', '"Example Scheme"@en , "Scheme"@en', {("label", "scheme")}),
    "a body without label": (
        'rdfs:label "Example Trust"@en ;',
        "",
        {
            ("label", "trust"),
            ("Document-labels", "a"),
            ("Response-respondent", "3"),
            ("Membership-organization", "1"),
            ("Group-member", "2"),
        },
    ),
    "a kind of body from another list": ("code:charity", "code:chair", {("Organization-classification", "trust")}),
    "a review that is no organisation": (
        "a wsw:Review , org:Organization",
        "a wsw:Review",
        {("type-Organization", "review")},
    ),
    "a group of respondents without quantifier": (
        "wsw:quantifier code:some ;",
        "",
        {("RespondentGroup-quantifier", "1")},
    ),
    "a group of respondents that is no group": (
        "a wsw:RespondentGroup , foaf:Group",
        "a wsw:RespondentGroup",
        {("type-Group", "1")},
    ),
    "a joint speaker alone": ("foaf:member agent:ada , agent:trust", "foaf:member agent:ada", {("Group-member", "2")}),
    "a flag that is no truth value": ("wsw:named false", 'wsw:named "no"', {("named", "3")}),
    "a membership without role": ("org:role code:chair ;", "", {("Membership-role", "1")}),
    "a membership in nothing": ("org:organization agent:trust ;", "", {("Membership-organization", "1")}),
    "a statute without label": (
        '; rdfs:label "Example Act 1901"@en',
        "",
        {("label", "example-act"), ("StatuteSection-isPartOf", "example-act-s1")},
    ),
    "a section without its Act": (
        "; eli:is_part_of statute:example-act",
        "",
        {("StatuteSection-isPartOf", "example-act-s1")},
    ),
    "an issue without notation": ('skos:notation "time" ;', "", {("Concept-notation", "time")}),
    "an issue in two places": (
        "skos:broader issue:time",
        "skos:broader issue:time , code:one",
        {("Concept-broader", "delay")},
    ),
    "issues above each other": (
        'skos:notation "time" ;',
        'skos:notation "time" ; skos:broader issue:delay ;',
        {("ConceptScheme-acyclic", "scheme")},
    ),
    "a run without pack hash": ('; wsw:packHash "0f"', "", {("Run-packHash", "1")}),
    "a membership without source": ("; dcterms:source document:a", "", {("Membership-source?", "1")}),
    "a check of a statement that is gone": (
        "wsw:checks statement:1",
        "wsw:checks statement:9",
        {("Check-statement?", "1")},
    ),
}


def broken(fault: str) -> str:
    old, new, _ = FAULTS[fault]
    assert old in VALID
    return VALID.replace(old, new, 1)


def test_a_graph_with_a_node_of_each_class_has_no_result() -> None:
    present = set(graph_of(VALID).objects(None, RDF.type))
    assert {short(cls) for cls in CLASSES} - {short(str(cls)) for cls in present} == {"IndirectSpeech"}
    assert results(VALID) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_graph_with_one_fault_has_the_results_of_that_fault(fault: str) -> None:
    assert results(broken(fault)) == FAULTS[fault][2]


def test_the_core_files_are_fit_for_the_graph_themselves() -> None:
    store = Store()
    for name in CORE:
        store.load(path=ONTOLOGY / f"{name}.ttl", format=RdfFormat.TURTLE)
    assert validate(store, [ONTOLOGY / "shapes.ttl"]) == []


def test_pyshacl_alone_finds_the_same_as_the_program_in_a_graph_with_many_faults() -> None:
    assert results_of_pyshacl(VALID) == set()
    turtle = VALID
    for old, new, _ in FAULTS.values():
        turtle = turtle.replace(old, new, 1)
    found = results_of_pyshacl(turtle)
    assert len(found) > len(FAULTS) / 2
    assert results(turtle) == found
