"""Rows and the address of a page in, the rows of that page out, with the addresses of the page before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.explorer.choices import page_number
from kg.explorer.data import Row
from kg.explorer.page_addresses import path_of

if TYPE_CHECKING:
    from starlette.requests import Request

AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one page of a list. `first` and `last` count from 1."""

    rows: tuple[Row, ...]
    total: int
    first: int
    last: int
    before: str
    after: str


def part_of(request: Request, rows: Sequence[Row], *, at_once: int = AT_ONCE, name: str = "page") -> Part:
    """The part of the rows that the parameter `page`, or the one of that name, asks for; the last where there are fewer.

    Raises: Refused for what is no number.
    """
    pages = max(1, -(-len(rows) // at_once))
    number = min(page_number(request, name), pages)
    start = (number - 1) * at_once
    shown = tuple(rows[start : start + at_once])

    def address(page: int) -> str:
        items = [item for item in request.query_params.multi_items() if item[0] != name]
        return f"{path_of(request)}?{urlencode([*items, (name, str(page))])}"

    return Part(
        shown,
        len(rows),
        start + 1 if shown else 0,
        start + len(shown),
        address(number - 1) if number > 1 else "",
        address(number + 1) if number < pages else "",
    )
