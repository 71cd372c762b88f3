"""A briefing as one HTML page that needs no other file, no network and no script."""

from __future__ import annotations

import base64
from importlib.resources import files
from typing import Final

from kg.view.briefing.model import Briefing
from kg.view.charts import Chart
from kg.view.page import policy_for
from kg.view.wording import visible

_TEMPLATES: Final = files("kg.view") / "templates"
_STATIC: Final = files("kg.view") / "static"


def page_of(briefing: Briefing) -> str:
    """The page. Charts stand in it as images, each with its numbers in a table."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FunctionLoader(lambda name: (_TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["seen"] = visible
    style = (_STATIC / "briefing.css").read_text(encoding="utf-8").strip()
    return environment.get_template("briefing.html").render(
        briefing=briefing, image=_image, policy=policy_for([], style), style=Markup(style)
    )


def _image(chart: Chart) -> str:
    """The chart as the address of an image that holds it."""
    from kg.view.drawing import svg_of

    return "data:image/svg+xml;base64," + base64.b64encode(svg_of(chart).encode("utf-8")).decode("ascii")
