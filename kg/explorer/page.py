"""What a page shows in, its HTML out, with what stands on every page: where it comes from, and the questions behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.responses import HTMLResponse

from kg.explorer.data import Data
from kg.explorer.rendering import render


@dataclass(frozen=True, slots=True)
class About:
    """Where the answers of a build come from."""

    built: str  # day; empty where it is not known
    program: str
    knowledge: str  # hash of the pack's knowledge
    unread: int  # documents that could not be read


def page(data: Data, template: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
    """The page of a template."""
    folder = data.snapshot.folder
    response = render(
        data.request,
        template,
        status=status,
        **{
            "about": about(folder, data.snapshot.key) if folder else None,
            "asked": data.asked,
            "cut": data.cut,
            "slow": data.snapshot.side is None and bool(data.asked),
            "href": data.href,
            **values,
        },
    )
    response.headers["Vary"] = "Accept"
    return response


@lru_cache(maxsize=4)
def about(folder: Path, key: str) -> About | None:
    """What `kg build` noted of itself; None where there is no note. `key`: other for every build."""
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return About(run["started"][:10], run["program"], run["knowledge"][:12], len(run["faults"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
