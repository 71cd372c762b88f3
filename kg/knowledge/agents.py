"""The registry of agents and roles out of the Turtle of core and pack: who is known, and by which names.

Registered are persons (`foaf:Person`), bodies (`org:Organization`), reviews, reports and programmes (`wsw:`), and the
roles that persons hold (`org:Membership`). Names come in four sorts:

- `rdfs:label`, the canonical name, exactly one;
- `skos:altLabel`, other right names, acronyms among them;
- `skos:hiddenLabel`, misprints and forms good for finding only, never to be shown;
- `wsw:shortName`, forms that mean the agent only in a text that has already named it or is about it ("the Panel").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from pyoxigraph import Store

from kg.errors import KnowledgeError
from kg.knowledge.triples import iris, is_true, subjects_of_type, text, texts
from kg.namespaces import DCTERMS, FOAF, ORG, RDF, RDFS, SCHEMA, SKOS, WSW

AgentClass = Literal["person", "organisation", "review", "report", "programme"]

# In this order: a review is an organisation too, and counts as a review.
_CLASSES: Final[tuple[tuple[str, AgentClass], ...]] = (
    (f"{FOAF}Person", "person"),
    (f"{WSW}Review", "review"),
    (f"{WSW}Report", "report"),
    (f"{WSW}Programme", "programme"),
    (f"{ORG}Organization", "organisation"),
)
_T = TypeVar("_T")
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class RegisteredAgent:
    """A person, body, review, report or programme that the registry knows."""

    iri: str
    label: str
    cls: AgentClass
    kinds: tuple[str, ...] = ()  # IRIs of concepts of code: (org:classification, dcterms:type)
    aliases: tuple[str, ...] = ()  # other right names and acronyms
    hidden: tuple[str, ...] = ()  # misprints, forms for finding only
    short_names: tuple[str, ...] = ()  # only where the text has named the agent before or is about it
    case_sensitive: bool = False  # the names are ordinary words when written in lower case
    publisher: str | None = None  # IRI; of reports and programmes
    issued: str | None = None  # partial date
    part_of: str | None = None  # IRI of the body, report or review that this is a part of

    @property
    def names(self) -> tuple[str, ...]:
        """Label, aliases and hidden forms; not the short names."""
        return (self.label, *self.aliases, *self.hidden)


@dataclass(frozen=True, slots=True)
class Role:
    """That a person holds or held an office or post."""

    iri: str
    person: str  # IRI
    organisation: str | None  # IRI
    label: str
    kind: str | None = None  # IRI of a concept of code: (org:role)
    aliases: tuple[str, ...] = ()
    start: str | None = None  # partial dates; None: not known
    end: str | None = None

    def held_on(self, date: str) -> bool:
        """Whether the role was held at a partial date; an end or start not known does not exclude."""
        after_start = self.start is None or self.start[: len(date)] <= date[: len(self.start)]
        before_end = self.end is None or date[: len(self.end)] <= self.end[: len(date)]
        return after_start and before_end


@dataclass(frozen=True)
class Registry:
    """Agents and roles, in the order of their IRIs, with what is needed to find them by a printed form.

    Keys of all indexes but `by_iri` are made by `normal_form`.
    """

    agents: tuple[RegisteredAgent, ...]
    roles: tuple[Role, ...]
    by_iri: dict[str, RegisteredAgent]
    by_form: dict[str, tuple[RegisteredAgent, ...]]  # label, aliases, hidden forms
    by_short_name: dict[str, tuple[RegisteredAgent, ...]]
    by_surname: dict[str, tuple[RegisteredAgent, ...]]  # of persons, misprinted ones too
    by_role: dict[str, tuple[Role, ...]]  # label and aliases of a role

    def named(self, printed: str) -> tuple[RegisteredAgent, ...]:
        """Agents that a printed form names, case looked at where it tells a name from a word.

        A name all in capitals ("ABC") is found only in capitals, a case-sensitive agent only as written.
        """
        found = self.by_form.get(normal_form(printed), ())
        return tuple(agent for agent in found if _case_fits(agent, printed))

    def roles_of(self, person: str) -> tuple[Role, ...]:
        """Roles of the person with this IRI."""
        return tuple(role for role in self.roles if role.person == person)


def normal_form(name: str) -> str:
    """A name for comparing: NFC, straight apostrophes, single blanks, lower case, no leading "the".

    >>> normal_form("The  Children’s Fund")
    "children's fund"
    """
    folded = _same_case_form(name).casefold()
    return folded.removeprefix("the ") or folded


def read_registry(store: Store) -> Registry:
    """All agents and roles of the store's default graph.

    Raises: KnowledgeError for an agent without exactly one label, and for a role without label, or whose person
        or organisation is not registered.
    """
    agents = tuple(_read_agent(store, iri, cls) for iri, cls in sorted(_classified(store).items()))
    by_iri = {agent.iri: agent for agent in agents}
    roles = tuple(_read_role(store, iri, by_iri) for iri in subjects_of_type(store, f"{ORG}Membership", f"{RDF}type"))
    persons = [agent for agent in agents if agent.cls == "person"]
    return Registry(
        agents=agents,
        roles=roles,
        by_iri=by_iri,
        by_form=_index((name, agent) for agent in agents for name in agent.names),
        by_short_name=_index((name, agent) for agent in agents for name in agent.short_names),
        by_surname=_index((surname(name), agent) for agent in persons for name in (agent.label, *agent.hidden)),
        by_role=_index((name, role) for role in roles for name in (role.label, *role.aliases)),
    )


def surname(name: str) -> str:
    """The last word of a person's name, with the lower-case particles before it; the name comes without letters after it.

    >>> surname("Ada de la Example")
    'de la Example'
    """
    words = name.split()
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return " ".join(words[first:])


def _case_fits(agent: RegisteredAgent, printed: str) -> bool:
    wanted = normal_form(printed)
    as_written = _without_article(printed)
    for name in agent.names:
        if normal_form(name) != wanted:
            continue
        strict = agent.case_sensitive or name.isupper()
        if not strict or _without_article(name) == as_written:
            return True
    return False


def _same_case_form(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).translate(_APOSTROPHES).split())


def _without_article(name: str) -> str:
    form = _same_case_form(name)
    return form[4:] if form[:4].casefold() == "the " and len(form) > 4 else form


def _index(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, tuple[_T, ...]] = {}
    for name, thing in pairs:
        key = normal_form(name)
        if thing not in found.get(key, ()):
            found[key] = (*found.get(key, ()), thing)
    return found


# ---------------------------------------------------------------- reading


def _classified(store: Store) -> dict[str, AgentClass]:
    found: dict[str, AgentClass] = {}
    for class_iri, cls in _CLASSES:
        for iri in subjects_of_type(store, class_iri, f"{RDF}type"):
            found.setdefault(iri, cls)
    return found


def _read_agent(store: Store, iri: str, cls: AgentClass) -> RegisteredAgent:
    return RegisteredAgent(
        iri=iri,
        label=_label(store, iri),
        cls=cls,
        kinds=iris(store, iri, f"{ORG}classification") + iris(store, iri, f"{DCTERMS}type"),
        aliases=texts(store, iri, f"{SKOS}altLabel"),
        hidden=texts(store, iri, f"{SKOS}hiddenLabel"),
        short_names=texts(store, iri, f"{WSW}shortName"),
        case_sensitive=is_true(store, iri, f"{WSW}caseSensitive"),
        publisher=_first(iris(store, iri, f"{DCTERMS}publisher")),
        issued=text(store, iri, f"{DCTERMS}issued"),
        part_of=_first(iris(store, iri, f"{ORG}subOrganizationOf") + iris(store, iri, f"{DCTERMS}isPartOf")),
    )


def _read_role(store: Store, iri: str, agents: Mapping[str, RegisteredAgent]) -> Role:
    person = _first(iris(store, iri, f"{ORG}member"))
    organisation = _first(iris(store, iri, f"{ORG}organization"))
    if person is None:
        raise KnowledgeError(f"<{iri}>: a role without a person. Add org:member.")
    for agent in (person, organisation):
        if agent is not None and agent not in agents:
            raise KnowledgeError(f"<{iri}>: <{agent}> of this role is not registered. Correct it or register it.")
    return Role(
        iri=iri,
        person=person,
        organisation=organisation,
        label=_label(store, iri),
        kind=_first(iris(store, iri, f"{ORG}role")),
        aliases=texts(store, iri, f"{SKOS}altLabel"),
        start=text(store, iri, f"{SCHEMA}startDate"),
        end=text(store, iri, f"{SCHEMA}endDate"),
    )


def _label(store: Store, iri: str) -> str:
    labels = texts(store, iri, f"{RDFS}label")
    if len(labels) != 1 or not labels[0].strip():
        raise KnowledgeError(f"<{iri}>: {len(labels)} labels where one is needed. Give it exactly one rdfs:label.")
    return labels[0]


def _first(values: tuple[str, ...]) -> str | None:
    return next(iter(values), None)
