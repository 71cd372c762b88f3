"""Knowledge of the core and the pack (Turtle, TOML) as frozen dataclasses that the extractor reads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Store

from kg.knowledge.agents import Registry, read_registry
from kg.knowledge.dilemmas import Dilemma, read_dilemmas
from kg.knowledge.issues import IssueScheme, read_issues
from kg.knowledge.lexicon import Lexicon, read_lexicon
from kg.knowledge.statutes import StatuteRegistry, read_statutes
from kg.knowledge.turtle import load_turtle
from kg.pack import Pack


@dataclass(frozen=True, eq=False)
class Knowledge:
    """All that the program knows beside the documents."""

    pack: Pack
    lexicon: Lexicon
    registry: Registry
    issues: IssueScheme
    statutes: StatuteRegistry
    dilemmas: tuple[Dilemma, ...]
    store: Store  # the Turtle of core and pack, in memory: the ontology and registry graph
    hash: str  # of all knowledge files, SHA-256 in hex


@lru_cache(maxsize=4)
def load_knowledge(pack: Pack) -> Knowledge:
    """Read every knowledge file of the core and the pack.

    Raises: KnowledgeError naming file, line and remedy.
    """
    store = load_turtle(pack.turtle_files())
    digest = hashlib.sha256(pack.base.encode())
    for path in (*pack.turtle_files(), *pack.lexicon_files()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return Knowledge(
        pack=pack,
        lexicon=read_lexicon(pack.lexicon_files()),
        registry=read_registry(store),
        issues=read_issues(store, pack.issue_base),
        statutes=read_statutes(store),
        dilemmas=read_dilemmas(store),
        store=store,
        hash=digest.hexdigest(),
    )
