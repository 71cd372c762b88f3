"""A picture as one HTML page that needs no other file and no network, and in which no text of the graph is markup.

The data stand in a block of JSON that the page's own scripts parse; scripts and style are allowed by their hash alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.view.network import network_of
from kg.view.picture import Picture
from kg.view.tables import details_of, tables_of

SCRIPTS: Final = (
    "theme.js",
    "shapes.js",
    "labels.js",
    "panel.js",
    "save.js",
    "view.js",
)  # in the order in which they run
_STATIC: Final = files("kg.view") / "static"
_TEMPLATES: Final = files("kg.view") / "templates"
# What could end the block, begin markup or end a line of script is written as an escape that JSON knows.
_ESCAPES: Final = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


@dataclass(frozen=True, slots=True)
class Vendored:
    """A third-party file: its entry in static/VENDORED.toml and its text."""

    name: str
    version: str
    licence: str
    text: str


def page_of(picture: Picture) -> str:
    """The whole page. The same picture gives the same bytes."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    network = network_of(picture)
    vendored = drawing_library()
    scripts = [vendored.text, *((_STATIC / name).read_text(encoding="utf-8").strip() for name in SCRIPTS)]
    style = (_STATIC / "view.css").read_text(encoding="utf-8").strip()
    environment = Environment(
        loader=FunctionLoader(lambda name: (_TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        **tables_of(picture, network),
        policy=policy_for(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(json_block({**network, **details_of(picture)})),
        vendored=vendored,
    )


def policy_for(scripts: list[str], style: str) -> str:
    """A Content-Security-Policy that lets exactly these texts run, and nothing be loaded from anywhere."""
    script_hashes = " ".join(f"'{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {script_hashes}; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def json_block(value: object) -> str:
    """JSON that can stand in an element of HTML: it holds no <, > or &, and no character that ends a line of script.

    >>> json_block({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.translate(_ESCAPES)


@cache
def drawing_library() -> Vendored:
    """The script of vis-network that pyvis brings, checked against the list of third-party files.

    Raises: KgError where the file is another than the one that the list names.
    """
    entry = tomllib.loads((_STATIC / "VENDORED.toml").read_text(encoding="utf-8"))["file"][0]
    import pyvis

    path = Path(pyvis.__file__).parent / entry["path"]
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
    if found != entry["sha256"]:
        raise KgError(
            f"{path}: SHA-256 is {found}, kg/view/static/VENDORED.toml says {entry['sha256']}. Install {entry['from']}."
        )
    return Vendored(entry["name"], entry["version"], entry["licence"], path.read_text(encoding="utf-8").strip())


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
