"""Themes found in a build as quads of the links graph: a concept scheme of its own, apart from the issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.iris import Iris
from kg.knowledge import Knowledge
from kg.model import Extraction, Theme
from kg.namespaces import DCTERMS, PROV, RDFS, SKOS
from kg.rdf.context import Context
from kg.rdf.lines import GraphLines
from kg.rdf.terms import TYPE, iri, string, tagged, wsw

_LABEL: Final = f"<{RDFS}label>"
_GENERATED_BY: Final = f"<{PROV}wasGeneratedBy>"


def add_themes(
    graph: GraphLines,
    themes: Iterable[Theme],
    extractions: Mapping[str, Extraction],
    knowledge: Knowledge,
    iris: Iris,
    run: str,
) -> None:
    """Add the scheme, where there are themes, and each theme with its words, statements and proposals.

    extractions: by the key of their document; run: an IRI.
    """
    found = list(themes)
    keys = {
        document: Context(extractions[document], knowledge, run) for theme in found for document, _ in theme.statements
    }
    for theme in found:
        node = _add_theme(graph, theme, iris, run)
        for document, index in theme.statements:
            graph.add(keys[document].statement(index), wsw("inTheme"), node)
    if found:
        scheme = iri(iris.theme_scheme)
        title = tagged(f"Themes found in {knowledge.pack.title}", "en")
        graph.add(scheme, TYPE, f"<{SKOS}ConceptScheme>")
        graph.add(scheme, _LABEL, title)
        graph.add(scheme, f"<{DCTERMS}title>", title)
        graph.add(scheme, _GENERATED_BY, iri(run))


def _add_theme(graph: GraphLines, theme: Theme, iris: Iris, run: str) -> str:
    node, label = iri(iris.theme(theme.key)), tagged(", ".join(theme.words), "en")
    graph.add(node, TYPE, f"<{SKOS}Concept>")
    graph.add(node, TYPE, wsw("Theme"))
    graph.add(node, _LABEL, label)
    graph.add(node, f"<{SKOS}prefLabel>", label)
    graph.add(node, f"<{SKOS}notation>", string(iris.theme_notation(theme.key)))
    for name in ("inScheme", "topConceptOf"):
        graph.add(node, f"<{SKOS}{name}>", iri(iris.theme_scheme))
    for word in theme.words:
        graph.add(node, wsw("themeWord"), string(word))
    for notation in theme.broader:
        graph.add(node, f"<{SKOS}broadMatch>", iri(iris.issue(notation)))
    graph.add(node, wsw("rule"), string(theme.rule))
    graph.add(node, _GENERATED_BY, iri(run))
    return node
