"""The pack's issue scheme out of the store of knowledge: concepts, hierarchy, and the words that point to each."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Store

from kg.errors import KnowledgeError
from kg.knowledge.triples import iris, is_true, subjects_of_type, text, texts
from kg.namespaces import RDF, SKOS, WSW


@dataclass(frozen=True, slots=True)
class Issue:
    """One concept. Labels are words of the field, not normalised."""

    iri: str
    notation: str
    label: str
    definition: str
    broader: str | None  # notation; None: a top concept
    related: tuple[str, ...]  # notations
    strong: tuple[str, ...]  # preferred and alternative labels: one is enough
    weak: tuple[str, ...]  # hidden labels: a second cue is needed
    misleading: tuple[str, ...]  # phrases that hold a label and mean something else
    setting: bool = False  # a circumstance in which a whole text may stand


@dataclass(frozen=True, slots=True, eq=False)
class IssueScheme:
    """Concepts in the order of their notations, and how to find them."""

    issues: tuple[Issue, ...]
    by_notation: Mapping[str, Issue] = field(repr=False)
    by_iri: Mapping[str, Issue] = field(repr=False)
    narrower: Mapping[str, tuple[str, ...]] = field(repr=False)  # notation -> notations directly under it
    subject: tuple[str, ...] = ()  # words that a text on the scheme's subject is full of; none: every text fits

    def broader_of(self, notation: str) -> tuple[str, ...]:
        """Notations from the next broader concept up to the top; empty for a top concept."""
        chain: list[str] = []
        step = self.by_notation[notation].broader
        while step is not None:
            chain.append(step)
            step = self.by_notation[step].broader
        return tuple(chain)


def read_issues(store: Store, issue_base: str) -> IssueScheme:
    """The concepts whose IRIs begin with `issue_base`.

    Raises: KnowledgeError for a concept without notation or label, in two places, under an unknown concept or in a cycle.
    """
    found = [iri for iri in subjects_of_type(store, f"{SKOS}Concept", f"{RDF}type") if iri.startswith(issue_base)]
    notations = {iri: _required(store, iri, "notation") for iri in found}
    issues = tuple(sorted((_read_issue(store, iri, notations) for iri in found), key=lambda issue: issue.notation))
    _refuse_twins(issues)
    narrower = {
        issue.notation: tuple(other.notation for other in issues if other.broader == issue.notation) for issue in issues
    }
    subject = texts(store, issue_base.rstrip("/"), f"{WSW}subjectLabel")
    scheme = IssueScheme(issues, {i.notation: i for i in issues}, {i.iri: i for i in issues}, narrower, subject)
    _refuse_cycles(scheme)
    return scheme


def _read_issue(store: Store, iri: str, notations: Mapping[str, str]) -> Issue:
    label = _required(store, iri, "prefLabel")
    return Issue(
        iri=iri,
        notation=notations[iri],
        label=label,
        definition=text(store, iri, f"{SKOS}definition") or "",
        broader=_broader(store, iri, notations),
        related=tuple(notations[other] for other in iris(store, iri, f"{SKOS}related") if other in notations),
        strong=(label, *texts(store, iri, f"{SKOS}altLabel")),
        weak=texts(store, iri, f"{SKOS}hiddenLabel"),
        misleading=texts(store, iri, f"{WSW}misleadingLabel"),
        setting=is_true(store, iri, f"{WSW}setting"),
    )


def _required(store: Store, iri: str, name: str) -> str:
    value = text(store, iri, f"{SKOS}{name}")
    if not value:
        raise KnowledgeError(f"issue scheme: {iri} has no skos:{name}. Add it.")
    return value


def _broader(store: Store, iri: str, notations: Mapping[str, str]) -> str | None:
    broader = iris(store, iri, f"{SKOS}broader")
    if len(broader) > 1:
        raise KnowledgeError(f"issue scheme: {iri} stands in two places: {', '.join(broader)}. Keep one skos:broader.")
    if broader and broader[0] not in notations:
        raise KnowledgeError(
            f"issue scheme: {iri} is under {broader[0]}, which is no concept of it. Correct skos:broader."
        )
    return notations[broader[0]] if broader else None


def _refuse_twins(issues: tuple[Issue, ...]) -> None:
    for one, other in itertools.pairwise(issues):
        if one.notation == other.notation:
            raise KnowledgeError(
                f"issue scheme: {one.iri} and {other.iri} share the notation {one.notation!r}. Change one."
            )


def _refuse_cycles(scheme: IssueScheme) -> None:
    for issue in scheme.issues:
        seen, step = {issue.notation}, issue.broader
        while step is not None:
            if step in seen:
                raise KnowledgeError(
                    f"issue scheme: {issue.iri} is under itself, by {step!r}. Break the cycle of skos:broader."
                )
            seen.add(step)
            step = scheme.by_notation[step].broader
