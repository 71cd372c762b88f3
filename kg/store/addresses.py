"""The address of a server as somebody typed it in, a checked one out; and how it may be shown."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from kg.errors import UsageError

_SCHEMES: Final = ("http", "https")
# How well-known servers name their graph store and, for the same data, where they answer queries.
_QUERIES_BESIDE: Final = {
    "/store": "/query",  # Oxigraph
    "/data": "/query",  # Apache Jena Fuseki
    "/sparql-graph-crud-auth": "/sparql",  # Virtuoso
    "/sparql-graph-crud": "/sparql",
    "/rdf-graphs/service": "",  # RDF4J, GraphDB
}


def check_address(address: str) -> str:
    """The address, where it can be that of a server.

    Raises: UsageError for another scheme than http and https, no host, and a user or password inside it, which would
        stand in the shell's history and in logs.
    """
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        parts, port_is_number = SplitResult("", "", "", "", ""), False
    if "@" in parts.netloc:
        raise UsageError(
            f"{shown(address)}: a user or password stands in the address. Leave it out; "
            "set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN."
        )
    if parts.scheme not in _SCHEMES or not parts.hostname or not port_is_number or not address.isprintable():
        raise UsageError(f"{shown(address)}: is no address of a server. Give one such as http://localhost:7878/query.")
    if " " in address or not address.isascii():
        raise UsageError(
            f"{shown(address)}: holds blanks or letters that an address cannot. Write them as %20 and so on."
        )
    return urlunsplit(parts._replace(fragment=""))


def shown(address: str) -> str:
    """The address without what may be secret: user, password and everything behind a question mark.

    >>> shown("https://me:pass@example.org:1/sparql?key=1")
    'https://example.org:1/sparql'
    """
    start, slashes, rest = address.partition("//")
    host, slash, path = rest.partition("/")
    return f"{start}{slashes}{host.rpartition('@')[2]}{slash}{path}".partition("?")[0].partition("#")[0]


def is_on_this_machine(address: str) -> bool:
    """Whether what is sent there never leaves this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def queries_beside(graph_store: str) -> str | None:
    """Where the server of this graph store answers queries, for kinds of server that are known."""
    parts = urlsplit(graph_store)
    for ending, other in _QUERIES_BESIDE.items():
        if parts.path.rstrip("/").endswith(ending):
            path = parts.path.rstrip("/").removesuffix(ending) + other
            return urlunsplit(parts._replace(path=path, query=""))
    return None
