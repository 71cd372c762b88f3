"""Speakers, publishers and authors of one document as nodes; those of the registry are only referred to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.model import Quantifier, Speaker, SpeakerKind
from kg.namespaces import FOAF, ORG, RDFS
from kg.rdf.context import Context
from kg.rdf.terms import TYPE, boolean, code, integer, iri, string, tagged, wsw

_CLASSES: Final = {
    SpeakerKind.PERSON: (f"<{FOAF}Person>",),
    SpeakerKind.ORGANISATION: (f"<{ORG}Organization>",),
    SpeakerKind.DOCUMENT: (wsw("Report"),),
    SpeakerKind.GROUP: (wsw("RespondentGroup"), f"<{FOAF}Group>"),
}
_JOINT: Final = (f"<{FOAF}Group>",)
_LABEL: Final = f"<{RDFS}label>"
_MEMBER: Final = f"<{FOAF}member>"
_KIND_GUESSED: Final = wsw("kindGuessed")
_NAMED: Final = wsw("named")
_QUANTIFIER: Final = wsw("quantifier")
_GROUP_SIZE: Final = wsw("groupSize")
_MEMBER_ROLE: Final = wsw("memberRole")
_NOT_NAMED: Final = tagged("not named", "en")


@dataclass(frozen=True)
class _Node:
    label: str  # as a term
    classes: tuple[str, ...]
    named: bool = True
    kind_guessed: bool = False
    group: Speaker | None = None  # whose quantifier, size and role are told
    members: tuple[str, ...] = ()  # terms


class Agents:
    """The agents of one document: each asked for is described once, by `add_all`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._nodes: dict[str, _Node] = {}

    def speaker(self, speaker: Speaker | None, attribution_key: str) -> str:
        """The node of a speaker as a term; None is a group that is called "not named".

        `attribution_key`: the key of the first statement (or response) that the same words attribute.
        """
        iris = self._context.iris
        if speaker is None:
            node = _Node(_NOT_NAMED, _JOINT, named=False)
            return self._keep(iris.group(attribution_key, ""), node)
        if speaker.iri:
            return iri(speaker.iri)
        if speaker.members:
            members = tuple(dict.fromkeys(self.speaker(member, attribution_key) for member in speaker.members))
            if len(members) == 1:  # one agent under two names
                return members[0]
            node = _Node(self._label(speaker), _JOINT, members=members)
            return self._keep(iris.group(attribution_key, speaker.label), node)
        if speaker.kind is SpeakerKind.GROUP:
            node = _Node(self._label(speaker), _CLASSES[speaker.kind], group=speaker)
            return self._keep(iris.group(attribution_key, speaker.label), node)
        node = _Node(self._label(speaker), _CLASSES[speaker.kind], speaker.named, speaker.kind_guessed)
        if speaker.named:
            document = self._context.document.key
            return self._keep(iris.named_agent(document, speaker.label, speaker.kind), node)
        return self._keep(iris.described_agent(attribution_key, speaker.label, speaker.kind), node)

    def by_name(self, name: str, guess: SpeakerKind) -> str:
        """The one registered agent of this name, else a node of the guessed kind that this document alone has."""
        registered = self._context.knowledge.registry.named(name)
        if len(registered) == 1:
            return iri(registered[0].iri)
        return self.speaker(Speaker(name, guess, kind_guessed=True), "")

    def add_all(self) -> None:
        """Write every node that was asked for."""
        for term, node in self._nodes.items():
            self._add(term, node)

    def _keep(self, address: str, node: _Node) -> str:
        term = iri(address)
        known = self._nodes.setdefault(term, node)
        if known.kind_guessed and not node.kind_guessed:  # the text tells the kind at another place
            self._nodes[term] = replace(known, kind_guessed=False)
        return term

    def _label(self, speaker: Speaker) -> str:
        return self._context.label(speaker.label)

    def _add(self, term: str, node: _Node) -> None:
        graph = self._context.graph
        graph.add(term, TYPE, *node.classes)
        graph.add(term, _LABEL, node.label)
        graph.add(term, _MEMBER, *node.members)
        if not node.named:
            graph.add(term, _NAMED, boolean(False))
        if node.kind_guessed:
            graph.add(term, _KIND_GUESSED, boolean(True))
        if node.group:
            self._add_group_facts(term, node.group)

    def _add_group_facts(self, term: str, group: Speaker) -> None:
        graph = self._context.graph
        graph.add(term, _QUANTIFIER, code(group.quantifier or Quantifier.NONE_GIVEN))
        if group.group_size is not None:
            graph.add(term, _GROUP_SIZE, integer(group.group_size))
        if group.member_role:
            graph.add(term, _MEMBER_ROLE, string(group.member_role))
