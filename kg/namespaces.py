"""Prefixes and namespaces of the graph; the only place where a vocabulary's address is written."""

from __future__ import annotations

from typing import Final

WSW: Final = "https://w3id.org/who-said-what/ns#"
CODE: Final = "https://w3id.org/who-said-what/code/"
SHAPE: Final = "https://w3id.org/who-said-what/shape/"
ISSUE_ROOT: Final = "https://w3id.org/who-said-what/issue/"
THEME_ROOT: Final = "https://w3id.org/who-said-what/theme/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SH: Final = "http://www.w3.org/ns/shacl#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
ORG: Final = "http://www.w3.org/ns/org#"
ELI: Final = "http://data.europa.eu/eli/ontology#"
SPDX: Final = "http://spdx.org/rdf/terms#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
SCHEMA: Final = "https://schema.org/"
VANN: Final = "http://purl.org/vocab/vann/"
# Of the description of the SPARQL endpoint; the graph itself does not use them.
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS: Final = "http://www.w3.org/ns/formats/"

VOCABULARIES: Final[dict[str, str]] = {
    "wsw": WSW,
    "code": CODE,
    "shape": SHAPE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "sh": SH,
    "prov": PROV,
    "oa": OA,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "eli": ELI,
    "spdx": SPDX,
    "dcat": DCAT,
    "schema": SCHEMA,
    "vann": VANN,
}

# The kinds of data IRI: {base}{kind}/{key}
KINDS: Final = (
    "agent",
    "check",
    "conflict",
    "dilemma",
    "document",
    "event",
    "figure",
    "file",
    "finding",
    "graph",
    "group",
    "link",
    "membership",
    "run",
    "section",
    "snapshot",
    "span",
    "stance",
    "statement",
    "statute",
)


def prefixes(*, base: str, pack: str) -> dict[str, str]:
    """All prefixes of a pack's graph: vocabularies, its issue scheme, its themes, one for each kind of data IRI."""
    return {
        **VOCABULARIES,
        "issue": f"{ISSUE_ROOT}{pack}/",
        "theme": f"{THEME_ROOT}{pack}/",
        **{kind: f"{base}{kind}/" for kind in KINDS},
    }
