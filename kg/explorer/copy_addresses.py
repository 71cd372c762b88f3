"""Addresses on the pages of the explorer in, those of the files of a copy out; what needs a server is taken out of a page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote, urlsplit

SEARCH: Final = "/search"
NETWORK: Final = "/network"
NETWORK_DATA: Final = "network-data.js"
# What only a server answers.
_SERVED: Final = (
    "/query",
    "/sparql",
    "/api",
    "/compare",
    "/view",
    "/mistake",
    "/resource",
    "/rdf-graph-store",
    "/suggest",
)
_DATA: Final = (".ttl", ".jsonld")
# The templates escape every quotation mark of a text, so that none of these can stand in one.
LINK: Final = re.compile(r' (href|src)="([^"]*)"')
_FORM: Final = re.compile(r"<form\b.*?</form>", re.DOTALL)
_MAIN_END: Final = "</main>"
_HEAD_END: Final = "</head>"
_NOTE: Final = (
    '<p class="note">A copy without a server. Lists show their first page; every statement stands in the page of its document and is '
    "found by the search. Left out are facets, comparisons of two speakers or documents, pictures with every statement, questions in "
    "plain words and SPARQL: the program itself has them (<code>kg serve</code>).</p>\n"
)


def targets(text: str, path: str) -> Iterator[str]:
    """The pages of the copy that a page at `path` links."""
    for name, address in LINK.findall(text):
        target = page_at(html.unescape(address), path)
        if name == "href" and target is not None:
            yield target


def page_at(address: str, path: str) -> str | None:
    """The path of a page of the copy that an address on a page at `path` leads to; None where it leads elsewhere.

    >>> page_at("/issues#x", "/"), page_at("/statements?issue=a", "/"), page_at("https://example.org/", "/")
    ('/issues', None, None)
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.query or not (parts.path or parts.fragment):
        return None
    target = posixpath.join(path, parts.path) if parts.path else path
    served = any(target == one or target.startswith(f"{one}/") for one in _SERVED)
    return None if served or target.endswith(_DATA) or target.startswith("/static/") else target


def file_of(path: str) -> str:
    """The file of a page, below the folder of the copy.

    >>> file_of("/"), file_of("/issue/csc/help")
    ('index.html', 'issue/csc/help/index.html')
    """
    return posixpath.join(unquote(path).strip("/"), "index.html")


def local_page(text: str, path: str, pages: set[str]) -> str:
    """The page with links from file to file; links and forms that need a server are taken out."""
    above = "../" * file_of(path).count("/")

    def link(found: re.Match[str]) -> str:
        name, address = found[1], html.unescape(found[2])
        if address.startswith("/static/"):
            return f' {name}="{html.escape(above + address.removeprefix("/"))}"'
        if name == "src" and not address.startswith("/"):  # a file of the copy itself
            return found[0]
        target = page_at(address, path)
        if target is None or target not in pages:
            return f' {name}="{found[2]}"' if urlsplit(address).scheme in ("http", "https") else ""
        fragment = urlsplit(address).fragment
        place = f"#{fragment}" if fragment else ""
        if target == path and place:
            return f' {name}="{html.escape(place)}"'
        return f' {name}="{html.escape(above + quoted(file_of(target)) + place)}"'

    search = f'<p class="find"><a href="{above}{file_of(SEARCH)}">Search the statements</a></p>'
    text = _FORM.sub(lambda found: search if 'role="search"' in found[0][:200] else "", LINK.sub(link, text))
    if path == NETWORK:
        text = text.replace(_HEAD_END, f'<script src="{above}{NETWORK_DATA}"></script>{_HEAD_END}', 1)
    return text.replace(_MAIN_END, _NOTE + _MAIN_END, 1)


def quoted(file: str) -> str:
    """The path of a file as an address."""
    return quote(file, safe="/~!$&'()*+,;=:@-._")
