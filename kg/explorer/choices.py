"""The address of a page in, the values of its parameters out; a name or value that the page does not know is refused, with the nearest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from kg.explorer.page_addresses import path_of
from kg.explorer.requests import parse_parameters
from kg.query.nearest import nearest

if TYPE_CHECKING:
    from starlette.requests import Request

_TOLD: Final = 14  # values that a message lists
_LONGEST: Final = 80  # characters of what somebody wrote that a message repeats

Known = Mapping[str, str] | Collection[str]  # values, or values with what people call them


class Refused(HTTPException):
    """A request for what is not there. `nearest`: what could be asked instead, each as people and as programs name it."""

    def __init__(self, status: int, detail: str, nearest: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(status, detail)
        self.nearest = tuple(nearest)


def refuse_others(request: Request, known: Sequence[str], *, several: Collection[str] = ()) -> None:
    """Refuse an address with parameters of other names, and with a second value of one that is not among `several`.

    Raises: Refused, HTTPException 400.
    """
    given = parse_parameters(request.scope["query_string"], "address")
    for name, values in given.items():
        if name not in known and name not in several:
            raise _unknown_name(request, name, [*several, *known])
        if len(values) > 1 and name not in several:
            raise HTTPException(400, f"{name!r} is given {len(values)} times. Give it once.")


def refuse_unknown(request: Request, name: str, value: str, known: Known, *, listed_at: str = "") -> None:
    """Refuse a value that is none of those that are known. `listed_at`: the page that lists them, where they are many.

    Raises: Refused.
    """
    if value in known:
        return
    labels = dict(known) if isinstance(known, Mapping) else {one: one for one in known}
    by_label = {label: one for one, label in labels.items()}
    guessed = dict.fromkeys(by_label.get(guess, guess) for guess in nearest(value, [*by_label, *labels]))
    guess = f" Nearest: {', '.join(guessed)}." if guessed else ""
    few = not listed_at and len(labels) <= _TOLD
    which = f" It takes {', '.join(labels)}." if few else f" {listed_at} lists all of them." if listed_at else ""
    links = [(f"{name}: {labels[one]}", _with(request, name, value, one)) for one in guessed]
    raise Refused(
        400,
        f"{name!r} has no value {_short(value)} on this page.{guess}{which} Correct or remove it.",
        [*links, (f"The page without {name}: {_short(value)}", _with(request, name, value))],
    )


def one_of(request: Request, name: str, known: Known, *, listed_at: str = "") -> str:
    """The value of a parameter, which is one of those that are known; empty where none is given.

    Raises: Refused.
    """
    value: str = request.query_params.get(name, "")
    if value:
        refuse_unknown(request, name, value, known, listed_at=listed_at)
    return value


def page_number(request: Request, name: str = "page") -> int:
    """The number of a page of a list, from 1; 1 where none is given.

    Raises: Refused.
    """
    text: str = request.query_params.get(name, "")
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text)):
        raise Refused(
            400,
            f"{name!r} is not the number of a page: {_short(text)}. Give a whole number from 1.",
            [("The first page", _with(request, name, text))],
        )
    return int(text)


def _unknown_name(request: Request, name: str, known: Sequence[str]) -> Refused:
    value: str = request.query_params.get(name, "")
    guessed = nearest(name, known)
    guess = f"; nearest: {', '.join(guessed)}" if guessed else ""
    takes = f"It takes {', '.join(known)}." if known else "It takes none."
    without = (f"The page without {_short(name)}", _with(request, name, value))
    return Refused(
        400,
        f"The page {request.scope['path']} has no parameter {_short(name)}{guess}. {takes} Correct or remove it.",
        [*((f"{one}: {value[:_LONGEST]}", _renamed(request, name, one)) for one in guessed), without],
    )


def _with(request: Request, name: str, value: str, other: str = "") -> str:
    """The address with another value in the place of this one; without it where there is no other."""
    items = [(one, other if (one, found) == (name, value) else found) for one, found in _items(request)]
    return _address(request, [item for item in items if item[1] or item[0] != name])


def _renamed(request: Request, name: str, other: str) -> str:
    return _address(request, [(other if one == name else one, value) for one, value in _items(request)])


def _items(request: Request) -> list[tuple[str, str]]:
    return request.query_params.multi_items()


def _address(request: Request, items: Sequence[tuple[str, str]]) -> str:
    path = path_of(request)
    return f"{path}?{urlencode(items)}" if items else path


def _short(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
