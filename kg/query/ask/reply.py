"""What is answered to a question: the query it is taken for, its values, the rows, and how else it can be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.query.answers import Rows
from kg.query.catalogue import Query

LIST: Final = " | "


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a parameter: what the query is given, and how a person knows it."""

    parameter: str
    values: tuple[str, ...]  # IRIs or texts
    labels: tuple[str, ...]

    @property
    def text(self) -> str:
        return LIST.join(self.values)


@dataclass(frozen=True, slots=True)
class Choice:
    """A saved query with values: a way in which a question can be taken."""

    query: Query
    values: tuple[Value, ...]

    @property
    def command(self) -> str:
        """The same as a call of `kg query`."""
        from shlex import quote

        given = [
            f"--{value.parameter.replace('_', '-')} {quote(label)}" for value in self.values for label in value.labels
        ]
        return " ".join(["kg query", self.query.name, *given])


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made of a question.

    `choice` is None where no saved query fits or passages would have to be found by words that none holds; then `not_understood` holds the words that none can account for, and
    `others` the nearest questions. `unread` names documents that may hold what is asked for, where nothing was found.
    """

    question: str
    choice: Choice | None
    rows: Rows | None = None
    others: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    not_in_words: tuple[
        str, ...
    ] = ()  # instead: a query fits, but no passage holds these words; others of the kind are there
    guesses: tuple[str, ...] = ()  # names that the graph knows and that are like what is not understood
    unread: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        return self.choice is not None

    @property
    def nothing_found(self) -> bool:
        """A query fits, and the documents, all read in full, hold nothing of the kind."""
        return self.choice is not None and not (self.rows and len(self.rows)) and not self.unread
