"""What a view is asked about, found by name; and the words that the views share."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import UsageError
from kg.view.picture import Hub, Quotation
from kg.view.rows import Row
from kg.view.source import Source
from kg.view.wording import counted, listed


@dataclass(frozen=True, slots=True)
class Subject:
    """What a view is about: its IRIs (several where a label names several groups), label, and the value that named it."""

    iris: tuple[str, ...]
    label: str
    value: str

    @property
    def key(self) -> str:
        """The key of the hub in the middle."""
        return self.iris[0]


def find_subject(type_name: str, value: str, source: Source) -> Subject:
    """What a value names.

    Raises: UnknownNameError with the nearest names; UsageError where it names things that are called differently.
    """
    iris = tuple(source.things(type_name, value))
    rows = source.rows("view-subject", subject=iris)
    labels = list(dict.fromkeys(row["label"] for row in rows)) or [value]
    if len({same_words(label) for label in labels}) > 1:
        raise UsageError(f"{type_name} {value!r} may be {listed(labels[:5])}. Give the whole name, or the IRI.")
    return Subject(iris, labels[0], value)


def command_of(view: str, subject: Subject) -> str:
    return shlex.join(["kg", "view", view, subject.value])


def as_subject(row: Row, subject: Subject) -> Row:
    """The row, with the first of the subject's nodes in place of any: groups of one name are shown as one."""
    return {**row, "speaker": subject.key} if row["speaker"] in subject.iris else row


def as_statement(row: Row) -> Row:
    """A row of a stance as the row of its statement, so that the holder counts as the speaker."""
    return {**row, "speaker": row["holder"], "speaker_label": row["holder_label"], "speaker_kind": row["holder_kind"]}


def told(quotations: tuple[Quotation, ...], speakers: tuple[Hub, ...]) -> str:
    documents = {quotation.document for quotation in quotations}
    counts = f"{counted(len(quotations), 'statement')} by {counted(len(speakers), 'speaker')}"
    return f"{counts} in {counted(len(documents), 'document')}"


def unnamed_by_words(rows: Iterable[Row]) -> dict[str, str]:
    """Group, or speaker without a name -> the first (by IRI) of its kind that the texts call by the same words."""
    same: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.get("speaker_kind") == "group" or row.get("speaker_named") == "false":
            called = row.get("speaker_kind", ""), same_words(row["speaker_label"])
            same.setdefault(called, []).append(row["speaker"])
    return {key: min(keys) for keys in same.values() for key in keys}


def added_up(number: int) -> str:
    return f"{number} speakers of this name added up; they need not be the same." if number > 1 else ""


def same_words(label: str) -> str:
    return " ".join(label.casefold().split())
