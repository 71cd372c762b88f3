"""An error as the command line words it in, the same for who asks over HTTP out: addresses in the place of commands."""

from __future__ import annotations

import re
import shlex
from typing import Final
from urllib.parse import urlencode

from kg.errors import KgError

API: Final = "/api/"
EDITOR: Final = "/query?name="
_COMMAND: Final = re.compile(r"`(?P<quoted>kg (?:query|queries)\b[^`]*)`|(?P<last>\bkg query [a-z].*)$")
_PARAMETER: Final = re.compile(r"[a-z_]+:")  # with which a message about its value begins


def for_programs(error: KgError) -> str:
    """A sentence that names addresses of /api; names of parameters stay as they are."""
    return _sentence(with_addresses(str(error), API))


def for_pages(error: KgError) -> str:
    """A sentence that names addresses of the editor."""
    return _sentence(with_addresses(str(error), EDITOR))


def _sentence(text: str) -> str:
    return text if _PARAMETER.match(text) else text[:1].upper() + text[1:]


def with_addresses(text: str, root: str) -> str:
    """A message with the address of a saved query wherever it names the command that asks it.

    >>> with_addresses("unknown issue 'x'. `kg query issues` lists all of them.", API)
    "unknown issue 'x'. /api/issues lists all of them."
    >>> with_addresses("Example: kg query who-said-what --speaker 'Ada Example'", EDITOR)
    'Example: /query?name=who-said-what&speaker=Ada+Example'
    """
    return _COMMAND.sub(lambda found: _address(found["quoted"] or found["last"], root) or found[0], text)


def _address(command: str, root: str) -> str:
    """The address that asks what a command asks; empty for a command that is not of this form."""
    try:
        _, verb, *rest = shlex.split(command)
    except ValueError:
        return ""
    if verb == "queries":
        return root.partition("?")[0].rstrip("/")
    name, *options = rest or [""]
    values = [(option.removeprefix("--"), value) for option, value in zip(options[::2], options[1::2], strict=False)]
    if not name or len(options) % 2 or any(not option.startswith("--") for option in options[::2]):
        return ""
    return f"{root}{name}{'&' if '?' in root else '?'}{urlencode(values)}" if values else f"{root}{name}"
