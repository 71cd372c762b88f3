"""Turtle files of a pack -> what is wrong with its concepts, dilemmas and references: all of it, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KnowledgeError
from kg.knowledge.lexicon import read_lexicon
from kg.knowledge.triples import iris, subjects_of_type, texts
from kg.knowledge.turtle import load_turtle
from kg.namespaces import CODE, RDF, RDFS, SKOS, WSW
from kg.pack import Pack

_LABELS = ("prefLabel", "altLabel", "hiddenLabel")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the node of an IRI, and what to do."""

    iri: str
    problem: str


def check_knowledge(pack: Pack) -> list[str]:
    """One line a fault, in the order of files and lines; empty where there is none.

    Found are concepts under themselves or in two places; issues without notation or label, with the notation of another, with two
    preferred labels in one language, with a label that is empty or a stop word; dilemmas without a label, with fewer than two options
    or with one that is no position; references to nodes of the pack that no file describes.
    Raises: KnowledgeError for a file that is no Turtle or TOML, with file and line.
    """
    files = pack.turtle_files()
    store = load_turtle(files)
    stop_words = frozenset(read_lexicon(pack.lexicon_files()).words("sentences", "function_words"))
    ours = (pack.base, pack.issue_base, CODE)
    found = [
        *_misplaced(store),
        *_unnamed(store, pack.issue_base),
        *_named_twice(store),
        *_stop_words(store, pack.issue_base, stop_words),
        *_single_options(store),
        *_astray_options(store),
        *_missing(store, ours, f"{pack.base}document/"),
    ]
    return lines_of(found, files)


def refuse(faults: list[str]) -> None:
    """Stop where there is a fault.

    Raises: KnowledgeError: the first fault is its message, the others are its notes.
    """
    if faults:
        error = KnowledgeError(faults[0])
        for fault in faults[1:]:
            error.add_note(fault)
        raise error


def lines_of(faults: Iterable[Fault], files: Collection[Path]) -> list[str]:
    """One line a fault, with the file and line of its node, in the order of files and lines."""
    found = list(faults)
    places = {fault.iri: _place_of(fault.iri, files) for fault in found}
    ordered = sorted(found, key=lambda fault: (places[fault.iri], fault.problem))
    return [_line(fault, *places[fault.iri]) for fault in ordered]


def _misplaced(store: Store) -> Iterator[Fault]:
    """Concepts in two places, and those of a cycle, one fault a cycle."""
    broader: Callable[[str], tuple[str, ...]] = partial(_broader, store)
    told: set[str] = set()
    for concept in _concepts(store):
        above = broader(concept)
        if len(above) > 1:
            yield Fault(
                concept, f"stands in two places, under {' and '.join(map(_name, above))}. Keep one skos:broader."
            )
        cycle = _cycle(concept, broader)
        if cycle and told.isdisjoint(cycle):
            told.update(cycle)
            yield Fault(
                concept, f"is under itself, by way of {', '.join(map(_name, cycle))}. Break the cycle of skos:broader."
            )


def _broader(store: Store, concept: str) -> tuple[str, ...]:
    """What a concept stands under, whichever of the two ends says so."""
    stated = store.quads_for_pattern(None, NamedNode(f"{SKOS}narrower"), NamedNode(concept), None)
    above = {quad.subject.value for quad in stated if isinstance(quad.subject, NamedNode)}
    return tuple(sorted(above.union(iris(store, concept, f"{SKOS}broader"))))


def _cycle(concept: str, broader: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """The way from a concept up to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(above,) for above in broader(concept)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == concept:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, above) for above in broader(way[-1])]
    return ()


def _unnamed(store: Store, issue_base: str) -> Iterator[Fault]:
    """Issues without a notation of their own or a preferred label, dilemmas and options without one label."""
    first_with: dict[str, str] = {}  # notation: issue
    for issue in (concept for concept in _concepts(store) if concept.startswith(issue_base)):
        for name in ("notation", "prefLabel"):
            if not any(value.strip() for value in texts(store, issue, f"{SKOS}{name}")):
                yield Fault(issue, f"has no skos:{name}. Add it.")
        for notation in texts(store, issue, f"{SKOS}notation"):
            if first_with.setdefault(notation, issue) != issue:
                yield Fault(issue, f"has the notation {notation!r} of {_name(first_with[notation])}. Change one.")
    positions = frozenset(subjects_of_type(store, f"{WSW}Position", f"{RDF}type"))
    for dilemma in subjects_of_type(store, f"{WSW}Dilemma", f"{RDF}type"):
        for node in (dilemma, *(each for each in iris(store, dilemma, f"{WSW}option") if each in positions)):
            count = len(texts(store, node, f"{RDFS}label"))
            if count != 1:
                yield Fault(node, f"{count} labels where one is needed. Give it exactly one rdfs:label.")


def _named_twice(store: Store) -> Iterator[Fault]:
    """Concepts with two preferred labels in one language."""
    for concept in _concepts(store):
        labels: dict[str, list[str]] = {}
        for quad in store.quads_for_pattern(NamedNode(concept), NamedNode(f"{SKOS}prefLabel"), None, None):
            if isinstance(quad.object, Literal):
                labels.setdefault((quad.object.language or "").lower(), []).append(quad.object.value)
        for language, values in sorted(labels.items()):
            if len(values) > 1:
                named = " and ".join(map(repr, sorted(values)))
                where = f"the language {language!r}" if language else "no language"
                yield Fault(concept, f"has {len(values)} skos:prefLabel in {where}: {named}. Keep one.")


def _stop_words(store: Store, issue_base: str, stop_words: Collection[str]) -> Iterator[Fault]:
    for issue in _concepts(store):
        for name in _LABELS if issue.startswith(issue_base) else ():
            for label in texts(store, issue, f"{SKOS}{name}"):
                if not label.strip():
                    yield Fault(issue, f"skos:{name} {label!r} has no word. Write one or take it out.")
                if label.strip().lower() in stop_words:
                    yield Fault(issue, f"skos:{name} {label!r} is a stop word, found everywhere. Take it out.")


def _single_options(store: Store) -> Iterator[Fault]:
    for dilemma in subjects_of_type(store, f"{WSW}Dilemma", f"{RDF}type"):
        count = len(iris(store, dilemma, f"{WSW}option"))
        if count < 2:
            yield Fault(dilemma, f"a dilemma with {count} option{'s' * (count != 1)}. Give it two or more wsw:option.")


def _astray_options(store: Store) -> Iterator[Fault]:
    """Options that are described as something else; those that nothing describes are told as missing."""
    positions = frozenset(subjects_of_type(store, f"{WSW}Position", f"{RDF}type"))
    for dilemma in subjects_of_type(store, f"{WSW}Dilemma", f"{RDF}type"):
        for option in iris(store, dilemma, f"{WSW}option"):
            if option not in positions and _is_described(store, option):
                yield Fault(dilemma, f"option <{option}> is no wsw:Position. Make it one or name another.")


def _missing(store: Store, ours: tuple[str, ...], documents: str) -> Iterator[Fault]:
    """References within the namespaces of pack and core to what nothing describes; documents stand in the manifest."""
    for quad in store:
        target = quad.object
        if not isinstance(target, NamedNode) or not isinstance(quad.subject, NamedNode):
            continue
        if target.value.startswith(documents) or not target.value.startswith(ours):
            continue
        if not _is_described(store, target.value):
            yield Fault(
                quad.subject.value,
                f"{_name(quad.predicate.value)} points to <{target.value}>, which no file describes. Add or correct it.",
            )


def _is_described(store: Store, iri: str) -> bool:
    return any(store.quads_for_pattern(NamedNode(iri), None, None, None))


def _concepts(store: Store) -> list[str]:
    return subjects_of_type(store, f"{SKOS}Concept", f"{RDF}type")


def _place_of(iri: str, files: Collection[Path]) -> tuple[str, int]:
    """File and line where a node is described; line 0 where the text does not tell, no file where none does.

    The parser gives no lines, so the first line that begins with the node's IRI or prefixed name is taken.
    """
    name = re.escape(_name(iri))
    start = re.compile(rf"^(?:<[^>]*(?<=[/#]){name}>|[\w.-]*:{name})(?=\s)")
    for path in files:
        if any(load_turtle([path]).quads_for_pattern(NamedNode(iri), None, None, None)):
            lines = path.read_text(encoding="utf-8").split("\n")
            return str(path), next((i for i, line in enumerate(lines, 1) if start.match(line)), 0)
    return "", 0


def _line(fault: Fault, file: str, line: int) -> str:
    place = f"{file}, line {line}: " if line else f"{file}: " if file else ""
    return f"{place}<{fault.iri}>: {fault.problem}"


def _name(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]
