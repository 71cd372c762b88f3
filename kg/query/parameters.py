"""What somebody asks with in, RDF terms out: things by name, notation, alias or IRI, values by their type."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.errors import UnknownNameError, UsageError
from kg.namespaces import XSD
from kg.query.answers import Rows, text_of
from kg.query.binding import bind
from kg.query.catalogue import Catalogue, Query
from kg.query.engine import solve
from kg.query.header import LITERAL_TYPES, Parameter
from kg.query.nearest import nearest

if TYPE_CHECKING:
    from kg.store.interface import Queryable

Value = str | int | float | NamedNode | Literal
Values = Value | Sequence[Value]
Term = NamedNode | Literal

_LITERAL_FORMS: Final = {
    "integer": (re.compile(r"[+-]?\d+"), "a whole number, such as 10"),
    "decimal": (re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"), "a number, such as 0.5"),
    "date": (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"), "a date, such as 2021-06-17"),
}
_DATE_ENDINGS: Final = {4: "-01-01", 7: "-01"}
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_SECTION: Final = re.compile(r"\b(?:sections|section|sec|ss|s)\b\.?\s*(?=\d)|\bs(?=\d)")
_KEY: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_LANGUAGES: Final = ("", "en")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a thing is found by; of several things, those with the lowest rank are meant."""

    term: NamedNode
    name: str
    rank: int


def resolve(query: Query, given: Mapping[str, Values], store: Queryable, catalogue: Catalogue) -> dict[str, list[Term]]:
    """The terms of each parameter that is given or has a default, in the order of the query's header.

    A thing may have several terms: groups of different passages share a label.
    Raises: UnknownNameError for a parameter or a thing that is not there, with the nearest; UsageError for a value
        of the wrong type and for a parameter that is missing.
    """
    _refuse_unknown(query, given)
    _refuse_missing(query, given, store, catalogue)
    terms: dict[str, list[Term]] = {}
    for parameter in query.parameters:
        values = given.get(parameter.name, parameter.default)
        if values is None:
            continue
        listed = [values] if isinstance(values, Value) else list(values)
        found = [term for value in listed for term in _terms(parameter, value, store, catalogue)]
        terms[parameter.name] = list(dict.fromkeys(found))
    return terms


def _refuse_unknown(query: Query, given: Mapping[str, Values]) -> None:
    known = query.parameter_names
    for name in given:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise UnknownNameError("parameter", name, nearest(name, known), f"{query.name!r} takes: {listed}.")


def _refuse_missing(query: Query, given: Mapping[str, Values], store: Queryable, catalogue: Catalogue) -> None:
    alone = [parameter.name for parameter in query.parameters if parameter.required and parameter.name not in given]
    groups = [group for group in query.requires if not any(name in given for name in group)]
    if alone or groups:
        needed = " and ".join([*alone, *(f"one of {', '.join(group)}" for group in groups)])
        example = _example(query, [*((name,) for name in alone), *groups], store, catalogue)
        raise UsageError(f"{query.name!r} needs a value for {needed}.{example}")


def _example(query: Query, needed: Sequence[Sequence[str]], store: Queryable, catalogue: Catalogue) -> str:
    """A command with values that this dataset knows, from the query's header where it knows those; empty where it knows none.

    `needed`: parameters that are missing, of each group one.
    """
    for example in query.examples:
        if _is_known(query, example, store, catalogue):
            return f" Example: {example}"
    types = {parameter.name: parameter for parameter in query.parameters}
    options = []
    for number, group in enumerate(needed):
        known = ((name, completions(types[name], store, catalogue)) for name in group)
        found = next(((name, values) for name, values in known if values), None)
        if found is None:
            return ""
        name, values = found
        options.append(f"--{name.replace('_', '-')} {shlex.quote(values[number % len(values)])}")
    return f" Example: kg query {query.name} {' '.join(options)}"


def _is_known(query: Query, example: str, store: Queryable, catalogue: Catalogue) -> bool:
    """Whether the values of a command, which follow the options of their parameters, are things of this dataset."""
    words = shlex.split(example)
    for parameter in query.parameters:
        option = f"--{parameter.name.replace('_', '-')}"
        try:
            if option in words[:-1] and parameter.type not in LITERAL_TYPES:
                find_things(parameter.type, words[words.index(option) + 1], store, catalogue)
        except UnknownNameError:
            return False
    return True


# ---------------------------------------------------------------- one value


def _terms(parameter: Parameter, value: Value, store: Queryable, catalogue: Catalogue) -> list[Term]:
    if parameter.choices and text_of_value(value) not in parameter.choices:
        near = nearest(text_of_value(value), parameter.choices)
        remedy = f"{parameter.name!r} is one of: {', '.join(parameter.choices)}."
        raise UnknownNameError(parameter.name, text_of_value(value), near, remedy)
    if parameter.type in LITERAL_TYPES:
        return [_literal(parameter, value)]
    return find_things(parameter.type, value, store, catalogue)


def text_of_value(value: Value) -> str:
    """A value as somebody would type it."""
    return text_of(value) if isinstance(value, NamedNode | Literal) else str(value)


def _literal(parameter: Parameter, value: Value) -> Term:
    text = text_of_value(value).strip()
    _refuse_lone_surrogates(parameter.name, text)
    if parameter.type == "text":
        return Literal(text)
    if parameter.type == "iri":
        return _iri(text, parameter.name)
    if parameter.type == "date":
        text += _DATE_ENDINGS.get(len(text), "")
    pattern, wanted = _LITERAL_FORMS[parameter.type]
    if not pattern.fullmatch(text):
        raise UsageError(f"{parameter.name}: {text_of_value(value)!r} is not {wanted}. Correct the value.")
    if parameter.limits and not parameter.limits[0] <= Decimal(text) <= parameter.limits[1]:
        least, most = parameter.limits
        raise UsageError(
            f"{parameter.name}: {text_of_value(value)!r} is not from {least} to {most}. Correct the value."
        )
    return Literal(text, datatype=NamedNode(XSD + parameter.type))


def _refuse_lone_surrogates(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{name}: {text!r} holds bytes that are not text. Type the value as UTF-8.") from error


def _iri(text: str, name: str) -> NamedNode:
    try:
        return NamedNode(text.removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise UsageError(f"{name}: {text!r} is not an IRI: {error}. Correct the value.") from error


# ---------------------------------------------------------------- things by name


def find_things(type_name: str, value: Value, store: Queryable, catalogue: Catalogue) -> list[Term]:
    """The things of a type that a label, notation, alias, IRI or prefixed IRI names, sorted.

    Capitals, the kind of apostrophe, blanks, a leading "the" and the way in which a section is written do not matter.
    Raises: UnknownNameError with the nearest names.
    """
    query = catalogue.names_query(type_name)
    text = text_of_value(value).strip()
    _refuse_lone_surrogates(type_name, text)
    iri = value if isinstance(value, NamedNode) else _as_iri(text, type_name, catalogue.prefixes)
    found = _names(query, store, term=[iri]) if iri else []
    if not isinstance(value, NamedNode):
        found = found or _names(query, store, name=_spellings(text))
    if found:
        return _best(found)
    everything = _names(query, store)
    folded = fold(text)
    found = [name for name in everything if fold(name.name) == folded]
    if found:
        return _best(found)
    raise UnknownNameError(type_name, text, nearest(text, (name.name for name in everything)), query.remedy)


def completions(parameter: Parameter, store: Queryable, catalogue: Catalogue) -> list[str]:
    """Values that a parameter can have, as somebody would type them: its choices, else the names of the things of its type.

    Empty for a number, a date or a text of any kind without a default. Of a thing, its names of the lowest rank.
    """
    if parameter.choices or parameter.type in LITERAL_TYPES:
        return list(parameter.choices) or ([parameter.default] if parameter.default else [])
    names = _names(catalogue.names_query(parameter.type), store)
    lowest: dict[NamedNode, int] = {}
    for name in names:
        lowest[name.term] = min(name.rank, lowest.get(name.term, name.rank))
    return sorted(
        {name.name for name in names if name.rank == lowest[name.term]}, key=lambda name: (name.casefold(), name)
    )


def fold(text: str) -> str:
    """A name for comparing: composed, straight apostrophes, single blanks, small letters, no leading "the", sections as "s 1".

    >>> fold("The  Example’s Act, Section 12A")
    "example's act, s 12a"
    """
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_APOSTROPHES).split()).casefold()
    return _SECTION.sub("s ", plain.removeprefix("the ") or plain)


def _as_iri(text: str, type_name: str, prefixes: Mapping[str, str]) -> NamedNode | None:
    """The IRI that a text is: in full, with a known prefix, or the bare key of a thing of this type; None for a name."""
    prefix, colon, local = text.partition(":")
    if text.startswith("<") or prefix in ("http", "https", "urn"):
        return _iri(text, type_name)
    if _KEY.fullmatch(local) and prefix in prefixes:
        return NamedNode(prefixes[prefix] + local)
    if not colon and _KEY.fullmatch(text) and type_name in prefixes:
        return NamedNode(prefixes[type_name] + text)
    return None


def _spellings(text: str) -> list[Term]:
    """Literals that the store can look up at once: the usual ways to write capitals, apostrophes and the article."""
    bare = text[4:] if text[:4].casefold() == "the " else text
    articles = {bare, f"the {bare}", f"The {bare}", text}
    forms = {
        form for one in articles for form in (one, one[:1].upper() + one[1:], one.lower(), one.upper(), one.title())
    }
    both = {form for one in forms for form in (one.replace("’", "'"), one.replace("'", "’"), one)}
    return [Literal(form, language=tag) if tag else Literal(form) for form in sorted(both) for tag in _LANGUAGES]


def _names(query: Query, store: Queryable, **values: Sequence[Term]) -> list[Name]:
    answer = solve(query, bind(query.text, values), store)
    assert isinstance(answer, Rows)
    found = []
    for term, name, rank in answer:
        assert isinstance(term, NamedNode)
        found.append(Name(term, text_of(name), int(text_of(rank))))
    return found


def _best(found: Iterable[Name]) -> list[Term]:
    names = list(found)
    lowest = min(name.rank for name in names)
    return sorted({name.term for name in names if name.rank == lowest}, key=str)
