"""Modules of pages in; their routes, and the addresses that other parts need of them, out.

Each module in this folder has a list `ROUTES`, and may have

- `address_of(snapshot, iri) -> str | None`: the address, on this server, of the page about an IRI; a browser that asks for
  /id/…, /issue/… or /ns is sent there.
- `suggest(request) -> list[(label, address)]`: pages that resemble an address that is not there.

A route named "editor" is where a browser is sent that opens /sparql without a query.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from kg.explorer.snapshot import Snapshot


def page_routes() -> list[BaseRoute]:
    """The routes of every module here, modules in the order of their names."""
    return [route for module in _modules() for route in module.ROUTES]


def page_address(snapshot: Snapshot, iri: str) -> str | None:
    """Where the page about an IRI stands on this server; None where there is none."""
    makers = (module.address_of for module in _modules() if hasattr(module, "address_of"))
    return next((address for make in makers if (address := make(snapshot, iri))), None)


def suggestions(request: Request) -> list[tuple[str, str]]:
    """Labels and addresses of pages that resemble an address that is not there, best first."""
    makers = (module.suggest for module in _modules() if hasattr(module, "suggest"))
    return [found for make in makers for found in make(request)]


@cache
def _modules() -> list[Any]:
    return [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
