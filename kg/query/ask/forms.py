"""The `# ask:` lines in the headers of the saved queries in; the forms that a question can have out.

    # ask: what did {speaker} say (about {issue})
    # ask: who opposes {speaker}; side=opposed
    # ask: which issues did only {kind:role} raise

Words stand for themselves and for all that lexicon/questions.toml gives the same meaning; words that say nothing there may be
left out or come in; `[key]` is a line of [same] there, by its key. `{…}` is a parameter of the query, `{…:type}` one that is found like another type. What stands in round
brackets need not be asked. The order of words does not matter; "about" before a parameter does. Behind a semicolon stand
values that the wording alone gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import KnowledgeError
from kg.extract.stem import Token, tokens
from kg.query.ask.phrasing import Phrasing
from kg.query.catalogue import Catalogue, Query
from kg.query.header import LITERAL_TYPES, Parameter

WORDS: Final = "words"  # a free text
_PARTS: Final = re.compile(r"[()]|\[(?P<key>[a-z ]+)\]|\{(?P<name>[a-z_]+)(?::(?P<type>=?[a-z_]+))?\}|[^(){}\[\]]+")
_ABOUT: Final = "about"
_DATES: Final = {"from": "@from", "until": "@until"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter that a question gives."""

    parameter: str
    type: str  # of the readings that fill it
    required: bool
    is_topic: bool  # stands behind "about"
    choices: tuple[str, ...] = ()  # the values that the parameter takes; empty: any
    as_text: bool = False  # a thing is given by its name


@dataclass(frozen=True, slots=True)
class Form:
    """A wording of a saved query's question."""

    query: Query
    text: str
    slots: tuple[Slot, ...]
    required: frozenset[str]  # keys of words
    optional: frozenset[str]
    fixed: tuple[tuple[str, str], ...]

    @property
    def words(self) -> frozenset[str]:
        return self.required | self.optional


def read_forms(catalogue: Catalogue, phrasing: Phrasing) -> tuple[Form, ...]:
    """All forms of the catalogue, query by query.

    Raises: KnowledgeError, with the file, for a line that names no parameter of its query or is not closed.
    """
    return tuple(
        form for query in catalogue.queries() for text in query.asks for form in [read_form(query, text, phrasing)]
    )


def read_form(query: Query, line: str, phrasing: Phrasing) -> Form:
    """One `# ask:` line.

    Raises: as `read_forms`.
    """
    text, _, settings = line.partition(";")
    slots: list[Slot] = []
    words: dict[bool, set[str]] = {True: set(), False: set()}
    required, behind_about = True, False
    if "".join(part[0] for part in _PARTS.finditer(text)) != text:
        raise _fault(query, line, "brackets that do not pair")
    for part in _PARTS.finditer(text):
        if part[0] in "()":
            if required == (part[0] == ")"):
                raise _fault(query, line, "brackets that do not pair")
            required = part[0] == ")"
        elif part["key"]:
            if part["key"] not in phrasing.keys:
                raise _fault(query, line, f"[{part['key']}], which is no list of lexicon/questions.toml")
            words[required].add(part["key"])
            behind_about = part["key"].endswith(_ABOUT)
        elif part["name"]:
            slots.append(_slot(query, line, part["name"], part["type"], phrasing, required, behind_about))
            behind_about = False
        elif part[0].strip():
            keys = list(keys_of(phrasing.respell(part[0]), phrasing))
            behind_about = bool(keys) and keys[-1] == _ABOUT
            words[required].update(key for key in keys if key and key != _ABOUT)
    if not required:
        raise _fault(query, line, "brackets that do not pair")
    return Form(
        query, line, tuple(slots), frozenset(words[True]), frozenset(words[False]), tuple(_fixed(query, line, settings))
    )


_SUBJECTS: Final = ("issue", "statute", "target", "document", "report", "dilemma")


def open_form(query: Query, own: Sequence[Form], phrasing: Phrasing) -> Form:
    """A form without words, that takes any value of a query but free texts that it can do without. `own`: the query's other forms."""
    needed = {one.name for one in query.parameters if one.required}
    found_as = {slot.parameter: slot.type for form in own for slot in form.slots if slot.type == "role"}
    speakers = [one.name for one in query.parameters if one.type == "speaker"]
    subjects = {one.name for one in query.parameters if one.type in _SUBJECTS}
    subjects |= {*speakers[bool(subjects) :]}  # "set A against B"; where no subject is asked for, "about A" is A
    slots = [
        _slot(query, "", one.name, found_as.get(one.name), phrasing, one.name in needed, one.name in subjects)
        for one in query.parameters
    ]
    return Form(
        query, "", tuple(one for one in slots if one.type != WORDS or one.required), frozenset(), frozenset(), ()
    )


def free_slots(query: Query, phrasing: Phrasing) -> list[str]:
    """The parameters of a query that take any words."""
    return [one.name for one in query.parameters if not one.choices and _type_of(one, phrasing) == WORDS]


def _fault(query: Query, line: str, reason: str) -> KnowledgeError:
    return KnowledgeError(f"{query.path}: '# ask: {line}' has {reason}. Correct the line.")


def _slot(
    query: Query, line: str, name: str, type_name: str | None, phrasing: Phrasing, required: bool, is_topic: bool
) -> Slot:
    parameter = next((one for one in query.parameters if one.name == name), None)
    if parameter is None:
        raise _fault(query, line, f"{name!r}, which is no parameter of the query")
    found_as = type_name or _type_of(parameter, phrasing)
    return Slot(name, found_as, required, is_topic, parameter.choices, parameter.type in LITERAL_TYPES)


def _type_of(parameter: Parameter, phrasing: Phrasing) -> str:
    """How a parameter's value is found: as a thing, a date, a number, a value of a list, else as words."""
    if parameter.type not in LITERAL_TYPES:
        return parameter.type
    if parameter.type == "date":
        return _DATES.get(parameter.name, "@from")
    if parameter.type in ("decimal", "integer"):
        return "@number"
    if parameter.name == "role":
        return "role"
    return f"={parameter.name}" if parameter.name in phrasing.choices else WORDS


def _fixed(query: Query, line: str, settings: str) -> Iterator[tuple[str, str]]:
    for setting in filter(None, (part.strip() for part in settings.split(","))):
        name, equals, value = setting.partition("=")
        if not equals or name.strip() not in query.parameter_names:
            raise _fault(query, line, f"{setting!r}, which sets no parameter of the query")
        yield name.strip(), value.strip()


def keys_of(text: str, phrasing: Phrasing) -> Iterator[str]:
    """The keys of a wording's words, the longest phrases first; words that say nothing have an empty one."""
    words = tokens(text)
    at = 0
    while at < len(words):
        fitting = next((one for one in phrasing.phrases.get(words[at].stem, ()) if _stands(one.words, words, at)), None)
        yield fitting.key if fitting else words[at].stem
        at += len(fitting.words) if fitting else 1


def _stands(wanted: tuple[Token, ...], words: tuple[Token, ...], at: int) -> bool:
    there = words[at : at + len(wanted)]
    return len(there) == len(wanted) and all(a.word == b.word for a, b in zip(wanted, there, strict=True))
