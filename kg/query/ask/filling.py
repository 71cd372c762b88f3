"""A query with what a question gives it in; the query with its values as `kg query` takes them, out."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Store

from kg.query.answers import Rows
from kg.query.ask.matching import Match
from kg.query.ask.phrasing import as_printed
from kg.query.ask.reply import Choice, Value
from kg.query.ask.units import Reading
from kg.query.catalogue import Catalogue
from kg.query.command import labels_of
from kg.query.header import LITERAL_TYPES


def choice_of(found: Match, store: Store, catalogue: Catalogue) -> Choice:
    """The query and its values, in the order of its parameters."""
    order = found.form.query.parameter_names
    given = {name for name, _ in found.values}
    values = [Value(name, (text,), (text,)) for name, text in found.form.fixed if name not in given]
    texts = {one.name for one in found.form.query.parameters if one.type in LITERAL_TYPES}
    for name, readings in found.values:
        values.append(_text(name, readings) if name in texts else _thing(name, readings, store, catalogue))
    return Choice(found.form.query, tuple(sorted(values, key=lambda value: order.index(value.parameter))))


def _text(parameter: str, readings: Sequence[Reading]) -> Value:
    """A text as the question has it: a thing's full name may stand nowhere in a passage."""
    asked = (reading.text if is_iri(reading.value) else reading.value for reading in readings)
    texts = tuple(dict.fromkeys(map(as_printed, asked)))
    return Value(parameter, texts, texts)


def _thing(parameter: str, readings: Sequence[Reading], store: Store, catalogue: Catalogue) -> Value:
    texts = tuple(dict.fromkeys(reading.value for reading in readings))
    iris = [NamedNode(text) for text in texts if is_iri(text)]
    labels = labels_of(Rows(("term",), tuple((iri,) for iri in iris)), store, catalogue) if iris else {}
    return Value(parameter, texts, tuple(labels.get(text, text) for text in texts))


def is_iri(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def term_of(text: str) -> NamedNode | str:
    """What a query is given for a value's text."""
    return NamedNode(text) if is_iri(text) else text
