"""SPARQL and known prefixes in, the same with those declared that it uses and does not declare out."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.tokens import TokenKind, iter_tokens


def with_prefixes(text: str, known: Mapping[str, str]) -> str:
    """The query behind a line of PREFIX for each known prefix that it uses undeclared.

    Raises: QueryError where a string is not closed.

    >>> with_prefixes("ASK { ?s ex:p ?o }", {"ex": "x:", "no": "y:"})
    'PREFIX ex: <x:>\\nASK { ?s ex:p ?o }'
    """
    tokens = list(iter_tokens(text))
    declared = {tokens[i + 1].text for i in range(len(tokens) - 1) if tokens[i].keyword == "PREFIX"}
    used = {token.text.partition(":")[0] for token in tokens if token.kind is TokenKind.PREFIXED_NAME}
    missing = sorted(prefix for prefix in used & known.keys() if f"{prefix}:" not in declared)
    return "".join(f"PREFIX {prefix}: <{known[prefix]}>\n" for prefix in missing) + text
