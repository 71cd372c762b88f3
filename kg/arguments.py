"""What stands after a query's name on the command line in, the values of its parameters out."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import UsageError

HELP = frozenset(("--help", "-h"))


def split_values(arguments: Iterable[str]) -> dict[str, list[str]]:
    """Values by parameter, in their order; `--speaker-kind person` and `--speaker_kind=person` are the same.

    Raises: UsageError for a word that belongs to no parameter, and for a parameter without a value.

    >>> split_values(["--issue", "poverty", "--issue=health"])
    {'issue': ['poverty', 'health']}
    """
    values: dict[str, list[str]] = {}
    rest = iter(arguments)
    for word in rest:
        if not word.startswith("--") or word == "--":
            raise UsageError(
                f"{word!r} belongs to no parameter. Write --PARAMETER VALUE, the value in quotes if it has blanks."
            )
        name, equals, value = word[2:].partition("=")
        given = value if equals else next(rest, None)
        if given is None or (not equals and given.startswith("--")):
            raise UsageError(
                f"{word} has no value. Write {word} VALUE, or {word}=VALUE where it begins with two dashes."
            )
        values.setdefault(name.replace("-", "_"), []).append(given)
    return values
