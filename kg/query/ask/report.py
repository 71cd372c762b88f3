"""An answer to a question in plain words in; what is printed out: text for people, or the JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.query.ask.reply import Answer, Choice
from kg.query.display import visible
from kg.query.formats import render

FORMATS: Final = ("table", "json")


def print_answer(
    answer: Answer,
    *,
    prefixes: Mapping[str, str],
    format_name: str = "table",
    width: int = 120,
    for_terminal: bool = False,
) -> str:
    """The answer as text: how the question was taken, the rows with their documents, other ways to take it.

    With `for_terminal` nothing in it can steer the terminal.
    """
    if format_name == "json":
        return json.dumps(to_json(answer), ensure_ascii=False, indent=2) + "\n"
    lines = _refused(answer) if answer.choice is None else _answered(answer, answer.choice)
    head = "\n".join(lines)
    tail = "\n".join(_others(answer))
    table = ""
    if answer.choice and answer.rows is not None and len(answer.rows):
        hidden = [column.name for column in answer.choice.query.columns if column.is_detail]
        table = render(answer.rows, "table", prefixes=prefixes, hidden=hidden, width=width, for_terminal=for_terminal)
    if for_terminal:  # the table shows nothing else already, and may be coloured
        head, tail = visible(head, keep="\n\t"), visible(tail, keep="\n\t")
    return "\n".join(part for part in (head, table, tail) if part) + "\n"


def to_json(answer: Answer) -> dict[str, Any]:
    """The fixed fields of `kg ask --format json`."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "query": answer.choice.query.name if answer.choice else None,
        "values": _values(answer.choice) if answer.choice else {},
        "rows": answer.rows.dicts() if answer.rows is not None else [],
        "nothing_found": answer.nothing_found,
        "others": [{"query": other.query.name, "values": _values(other)} for other in answer.others],
    }


def remarks(answer: Answer) -> Iterator[str]:
    """What the fixed fields have no place for: notes, or why nothing is answered."""
    yield from answer.notes
    if answer.choice is None:
        yield from (line.strip() for line in _refused(answer))
    elif answer.unread:
        yield _unread(answer)


def _values(choice: Choice) -> dict[str, str]:
    return {value.parameter: value.text for value in choice.values}


def _answered(answer: Answer, choice: Choice) -> Iterator[str]:
    yield f"{choice.query.name}: {choice.query.question}"
    for value in choice.values:
        yield f"  {value.parameter}: {', '.join(value.labels)}"
    yield f"  asked again: {choice.command}"
    for note in answer.notes:
        yield f"  note: {note}"
    if answer.nothing_found:
        yield "Nothing found: the documents, read in full, hold no such passage that the program knows of."
    elif answer.unread:
        yield _unread(answer)


def _unread(answer: Answer) -> str:
    return f"Nothing found in what was read. Not read, and may hold what is asked for: {', '.join(answer.unread)}."


def _refused(answer: Answer) -> Iterator[str]:
    if answer.not_in_words:
        listed = ", ".join(f"“{words}”" for words in answer.not_in_words)
        yield f"Not answered: no passage holds {listed}. Others of the kind are there, and may say the same in other words."
        return
    yield "Not answered: no saved query fits this question."
    if answer.not_understood:
        listed = ", ".join(f"“{words}”" for words in answer.not_understood)
        yield f"  no query can account for: {listed} (not known here, or not to be asked together with the rest)"
    for name in answer.guesses:
        yield f"  is “{name}” meant?"


def _others(answer: Answer) -> Iterator[str]:
    if answer.others:
        yield "Other readings:" if answer.answered else "The nearest questions:"
        for other in answer.others:
            yield f"  {other.query.title}: {other.command}"
    elif not answer.answered:
        yield "`kg queries` lists what can be asked."
