"""The registry: what is read, what a printed form finds, and what the first pack's file must keep to."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.errors import KnowledgeError
from kg.knowledge.agents import RegisteredAgent, Registry, Role, normal_form, read_registry, surname
from kg.knowledge.turtle import load_turtle
from kg.namespaces import VOCABULARIES
from kg.pack import core_folder, read_pack

EX = "https://example.org/"
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in VOCABULARIES.items()) + f"PREFIX ex: <{EX}>\n"

FUND = """
ex:fund a org:Organization ; rdfs:label "Children's Fund"@en ; skos:altLabel "CF"@en ; skos:hiddenLabel "Childrens Fund"@en ;
    org:classification code:charity ; wsw:shortName "the Fund" .
"""


def registry_from(turtle: str) -> Registry:
    store = pyoxigraph.Store()
    store.load((PREFIXES + turtle).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return read_registry(store)


def labels(agents: tuple[RegisteredAgent, ...]) -> list[str]:
    return [agent.label for agent in agents]


def test_a_body_is_read_with_kinds_and_its_four_sorts_of_names() -> None:
    assert registry_from(FUND).agents == (
        RegisteredAgent(
            iri=f"{EX}fund",
            label="Children's Fund",
            cls="organisation",
            kinds=("https://w3id.org/who-said-what/code/charity",),
            aliases=("CF",),
            hidden=("Childrens Fund",),
            short_names=("the Fund",),
        ),
    )


def test_a_review_is_a_review_though_it_is_an_organisation_too() -> None:
    registry = registry_from('ex:r a wsw:Review , org:Organization ; rdfs:label "Ada review"@en .')
    assert [agent.cls for agent in registry.agents] == ["review"]


def test_a_report_keeps_its_publisher_date_and_the_work_it_is_part_of() -> None:
    registry = registry_from("""
        ex:a a wsw:Report ; rdfs:label "A fair start"@en ; dcterms:publisher ex:fund ; dcterms:isPartOf ex:r ;
            dcterms:issued "2021-06"^^xsd:gYearMonth .
    """)
    report = registry.by_iri[f"{EX}a"]
    assert (report.cls, report.publisher, report.part_of, report.issued) == (
        "report",
        f"{EX}fund",
        f"{EX}r",
        "2021-06",
    )


@pytest.mark.parametrize(
    "printed", ["Children's Fund", "the Children’s Fund", "The  children's\nfund", "CF", "Childrens Fund"]
)
def test_a_body_is_found_by_label_alias_and_misprint_whatever_apostrophe_article_or_blank(printed: str) -> None:
    assert labels(registry_from(FUND).named(printed)) == ["Children's Fund"]


@pytest.mark.parametrize("printed", ["cf", "the Fund", "Fund", ""])
def test_a_short_name_or_an_acronym_in_lower_case_does_not_name_a_body(printed: str) -> None:
    assert registry_from(FUND).named(printed) == ()


def test_a_short_name_has_an_index_of_its_own() -> None:
    registry = registry_from(FUND)
    assert {form: labels(agents) for form, agents in registry.by_short_name.items()} == {"fund": ["Children's Fund"]}
    assert sorted(registry.by_form) == ["cf", "children's fund", "childrens fund"]


def test_a_case_sensitive_name_is_not_the_ordinary_word() -> None:
    registry = registry_from('ex:p a org:Organization ; rdfs:label "The Pause"@en ; wsw:caseSensitive true .')
    found = {form: labels(registry.named(form)) for form in ("Pause", "the Pause", "pause", "the pause")}
    assert found == {"Pause": ["The Pause"], "the Pause": ["The Pause"], "pause": [], "the pause": []}


def test_decomposed_accents_find_the_composed_name() -> None:
    registry = registry_from('ex:z a foaf:Person ; rdfs:label "Zoë Example"@en .')
    assert labels(registry.named("Zoe\u0308 Example")) == ["Zoë Example"]


def test_one_form_may_name_two_bodies_in_the_order_of_their_iris() -> None:
    registry = registry_from("""
        ex:b a org:Organization ; rdfs:label "National Panel"@en ; skos:altLabel "NP"@en .
        ex:a a org:Organization ; rdfs:label "Northern Police"@en ; skos:altLabel "NP"@en .
    """)
    assert labels(registry.named("NP")) == ["Northern Police", "National Panel"]


def test_persons_are_found_by_surname_with_particles_and_by_misprinted_surname() -> None:
    registry = registry_from("""
        ex:a a foaf:Person ; rdfs:label "Ada MacExample"@en ; skos:hiddenLabel "Ada McExample"@en .
        ex:b a foaf:Person ; rdfs:label "Bea de Sample"@en .
        ex:c a org:Organization ; rdfs:label "House of MacExample"@en .
    """)
    assert {form: labels(agents) for form, agents in registry.by_surname.items()} == {
        "macexample": ["Ada MacExample"],
        "mcexample": ["Ada MacExample"],
        "de sample": ["Bea de Sample"],
    }


def test_a_name_of_one_word_is_its_own_surname() -> None:
    assert surname("Ada") == "Ada"


CHAIR = """
ex:ada a foaf:Person ; rdfs:label "Ada Example"@en .
ex:m a org:Membership ; org:member ex:ada ; org:organization ex:fund ; org:role code:chair ; rdfs:label "chair"@en ;
    skos:altLabel "Fund chair"@en ; schema:startDate "2019-07"^^xsd:gYearMonth ; schema:endDate "2021"^^xsd:gYear .
"""


def test_a_role_is_read_with_its_dates_and_found_by_what_it_is_called() -> None:
    registry = registry_from(FUND + CHAIR)
    role = Role(
        iri=f"{EX}m",
        person=f"{EX}ada",
        organisation=f"{EX}fund",
        label="chair",
        kind="https://w3id.org/who-said-what/code/chair",
        aliases=("Fund chair",),
        start="2019-07",
        end="2021",
    )
    assert registry.roles_of(f"{EX}ada") == (role,)
    assert registry.roles_of(f"{EX}fund") == ()
    assert registry.by_role == {"chair": (role,), "fund chair": (role,)}


@pytest.mark.parametrize(
    ("date", "held"),
    [
        ("2019-06-30", False),
        ("2019", True),
        ("2019-07-01", True),
        ("2021-12-31", True),
        ("2022", False),
        ("2022-01-01", False),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_date_as_far_as_they_are_known(date: str, held: bool) -> None:
    assert Role("i", "p", "o", "chair", start="2019-07", end="2021").held_on(date) is held


def test_a_role_without_dates_is_never_excluded() -> None:
    assert Role("i", "p", "o", "chair").held_on("1900")


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("ex:a a foaf:Person .", f"<{EX}a>: 0 labels where one is needed. Give it exactly one rdfs:label."),
        (
            'ex:a a foaf:Person ; rdfs:label "A" , "B" .',
            f"<{EX}a>: 2 labels where one is needed. Give it exactly one rdfs:label.",
        ),
        (
            'ex:m a org:Membership ; rdfs:label "chair" .',
            f"<{EX}m>: a role without a person. Add org:member.",
        ),
        (
            'ex:m a org:Membership ; rdfs:label "chair" ; org:member ex:nobody .',
            f"<{EX}m>: <{EX}nobody> of this role is not registered. Correct it or register it.",
        ),
    ],
)
def test_a_registry_at_fault_is_refused_with_node_and_remedy(turtle: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        registry_from(turtle)
    assert str(caught.value) == message


def test_a_leading_article_alone_is_kept() -> None:
    assert (normal_form("The"), normal_form("Theatre Trust")) == ("the", "theatre trust")


# ---------------------------------------------------------------- the first pack's registry


@pytest.fixture(scope="module")
def first_pack() -> Registry:
    pack = read_pack(core_folder() / "pack.toml")
    assert pack.knowledge_folder is not None
    return read_registry(load_turtle([pack.knowledge_folder / "agents.ttl"]))


def test_every_fact_of_the_first_packs_registry_names_a_source() -> None:
    pack = read_pack(core_folder() / "pack.toml")
    assert pack.knowledge_folder is not None
    store = load_turtle([pack.knowledge_folder / "agents.ttl"])
    subjects = {quad.subject for quad in store}
    source = pyoxigraph.NamedNode(f"{VOCABULARIES['dcterms']}source")
    assert [node for node in subjects if not list(store.quads_for_pattern(node, source, None))] == []


def test_every_agent_that_the_first_packs_registry_mentions_is_in_it(first_pack: Registry) -> None:
    mentioned = {iri for agent in first_pack.agents for iri in (agent.publisher, agent.part_of) if iri}
    assert mentioned - first_pack.by_iri.keys() == set()


def test_no_name_of_the_first_packs_registry_means_two_agents(first_pack: Registry) -> None:
    assert {form: labels(agents) for form, agents in first_pack.by_form.items() if len(agents) > 1} == {}


def test_the_first_packs_names_are_written_with_straight_apostrophes(first_pack: Registry) -> None:
    assert [n for agent in first_pack.agents for n in (*agent.names, *agent.short_names) if "’" in n] == []


def test_the_first_packs_subject_is_registered_as_a_review(first_pack: Registry) -> None:
    subject = read_pack(core_folder() / "pack.toml").subject
    assert subject is not None
    assert first_pack.by_iri[subject].cls == "review"
    assert labels(first_pack.named("the Independent Review of Children’s Social Care")) == [
        "Independent review of children's social care"
    ]


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("BASW", "British Association of Social Workers"),
        ("Barnardos", "Barnardo's"),
        ("Local Government Ombudsman", "Local Government and Social Care Ombudsman"),
        ("DfE", "Department for Education"),
        ("A Case for Change", "Case for Change"),
        ("Frontline", "Frontline"),
        ("Cllr Judith Blake", "Judith Blake"),
    ],
)
def test_usual_forms_find_their_agent_in_the_first_pack(first_pack: Registry, printed: str, label: str) -> None:
    assert labels(first_pack.named(printed)) == [label]


@pytest.mark.parametrize("words", ["frontline", "pause", "home for good", "in unison", "kinship", "become", "sash"])
def test_ordinary_words_name_nobody_in_the_first_pack(first_pack: Registry, words: str) -> None:
    assert first_pack.named(words) == ()


@pytest.mark.parametrize(
    ("post", "date", "holder"),
    [
        ("the Education Secretary", "2021-01-15", "Gavin Williamson"),
        ("Education Secretary", "2021-10", "Nadhim Zahawi"),
        ("Education Secretary", "2023-02-02", "Gillian Keegan"),
        ("Children’s Commissioner for England", "2021-01", "Anne Longfield"),
        ("Children's Commissioner", "2021-06", "Rachel de Souza"),
        ("Care Review chair", "2021-06-17", "Josh MacAlister"),
    ],
)
def test_one_person_of_the_first_pack_held_a_post_on_a_day(
    first_pack: Registry, post: str, date: str, holder: str
) -> None:
    roles = first_pack.by_role[normal_form(post)]
    assert {first_pack.by_iri[role.person].label for role in roles if role.held_on(date)} == {holder}
