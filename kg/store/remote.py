"""The address of any SPARQL 1.1 server in, answers out: requests by SPARQLWrapper, sent and read within limits.

What servers do differently is levelled here: a yes or no that comes as a row, results of another type than asked for.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    Variable,
    parse,
    parse_query_results,
)

from kg.errors import StoreError, UsageError
from kg.namespaces import XSD
from kg.settings import Settings
from kg.store.addresses import check_address, shown
from kg.store.http import Answer, Client, broken_off, refuse_web_page
from kg.store.interface import QueryResults
from kg.store.levelling import levelled

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

_LONGEST_URL: Final = 2_000  # characters; servers and proxies refuse longer ones
_RESULTS: Final = "application/sparql-results+json"
_RESULT_TYPES: Final = (_RESULTS, "application/json")
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9"
# https://www.w3.org/TR/sparql11-query/#rPrologue with comments, then the form. SPARQLWrapper looks for it in comments too.
_FORM: Final = re.compile(
    r"(?:\s|#[^\r\n]*|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)
_BOOLEAN: Final = NamedNode(f"{XSD}boolean")
_TRUE: Final = ("1", "true")


Term = NamedNode | BlankNode | Literal | Triple


class RemoteStore:
    """A SPARQL 1.1 dataset on a server, only read. Its default graph must be the union of all graphs."""

    def __init__(self, address: str, settings: Settings | None = None) -> None:
        """Raises: UsageError for an address that is none, or that a login must not go to."""
        self.address = check_address(address)
        self._settings = settings or Settings()
        self._client = Client(self.address, self._settings)
        self._server = ""  # what it calls itself, known from its first answer

    @property
    def shown(self) -> str:
        """The address without what may be secret."""
        return shown(self.address)

    @property
    def dataset(self) -> RemoteStore:
        """What saved queries are asked of."""
        return self

    def query(self, text: str, *, union: bool = True) -> QueryResults:
        """The results of a query, read while they come.

        `union` cannot be chosen by the one who asks. Raises: UsageError for false; StoreError, LimitError.
        """
        if not union:
            raise UsageError("a server decides itself what its default graph is. Name graphs with GRAPH or FROM.")
        return self._ask(levelled(text, self._server, self._ask_nodes))

    def _ask(self, text: str) -> QueryResults:
        request = self._request(text)
        answer = self._client.send(request._createRequest(), limit=self._settings.endpoint_answer_limit)
        self._server = answer.server
        where = shown(self.address)
        refuse_web_page(answer, where)
        if request.queryType in ("CONSTRUCT", "DESCRIBE"):
            return _triples(answer, where)
        return _results(answer, where, is_ask=request.queryType == "ASK")

    def _ask_nodes(self, text: str) -> list[NamedNode]:
        found = self._ask(text)
        assert isinstance(found, _Solutions)
        return [node for (node,) in found if isinstance(node, NamedNode)]

    def lines(self) -> Iterator[str]:
        raise UsageError("a server's graphs are read with `kg pull`.")

    def close(self) -> None:
        """Nothing stays open between questions."""

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _request(self, text: str) -> SPARQLWrapper:
        from SPARQLWrapper import GET, POST, SELECT, SPARQLWrapper

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a query without SELECT, ASK … is refused by the server, with words
            request = SPARQLWrapper(self.address, agent="who-said-what")
            request.setOnlyConneg(True)
            request.setQuery(text)
        form = _FORM.match(text)
        request.queryType = form["form"].upper() if form else SELECT
        request.setMethod(GET)
        gets_triples = request.queryType in ("CONSTRUCT", "DESCRIBE")
        request.addCustomHttpHeader("Accept", _TRIPLES if gets_triples else _RESULTS)
        if len(self.address) + len(request._getRequestEncodedParameters(("query", text))) > _LONGEST_URL:
            request.setMethod(POST)
        return request


class _Solutions:
    """Rows that are read while they come; what is no JSON is half an answer."""

    def __init__(self, found: QuerySolutions, where: str) -> None:
        self._found = found
        self._where = where

    @property
    def variables(self) -> list[Variable]:
        return self._found.variables

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        try:
            for solution in self._found:
                yield tuple(map(_canonical, solution))
        except SyntaxError as error:
            raise broken_off(self._where) from error


def _canonical(term: Term | None) -> Term | None:
    """Virtuoso writes a boolean as 1 or 0."""
    if isinstance(term, Literal) and term.datatype == _BOOLEAN and term.value in ("0", "1"):
        return Literal(term.value == "1")
    return term


def _results(answer: Answer, where: str, *, is_ask: bool) -> _Solutions | QueryBoolean:
    if answer.media_type not in _RESULT_TYPES:
        raise StoreError(f"{where}: answers in {answer.media_type}, not in {_RESULTS}. Is it a SPARQL 1.1 server?")
    try:
        found = parse_query_results(cast(BinaryIO, answer), QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise broken_off(where) from error
    if isinstance(found, QueryBoolean):
        return found
    solutions = _Solutions(found, where)
    return _as_boolean(solutions, where) if is_ask else solutions


def _as_boolean(found: _Solutions, where: str) -> QueryBoolean:
    """Virtuoso answers ASK with one row of one number."""
    rows = [tuple(row) for row in found]
    if len(rows) != 1 or len(rows[0]) != 1 or not isinstance(rows[0][0], Literal):
        raise broken_off(where)
    word = "true" if rows[0][0].value in _TRUE else "false"
    boolean = parse_query_results(f'{{"head": {{}}, "boolean": {word}}}', QueryResultsFormat.JSON)
    assert isinstance(boolean, QueryBoolean)
    return boolean


def _triples(answer: Answer, where: str) -> Iterator[Triple]:
    format = RdfFormat.from_media_type(answer.media_type)
    if format not in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES):
        raise StoreError(
            f"{where}: answers in {answer.media_type}, not in Turtle or N-Triples. Is it a SPARQL 1.1 server?"
        )
    try:
        for quad in parse(cast(BinaryIO, answer), format):
            yield quad.triple
    except SyntaxError as error:
        raise broken_off(where) from error
